# SPDX-License-Identifier: MIT
"""The examples of the CommonMark specification, read by Pecia and written as XHTML, against the HTML that they stand for.

Where libcmark itself makes other HTML of an example than the specification (it may be older), libcmark's counts. What is
left aside on both sides: white space outside code, the element names that XHTML has no use for (sections, spans), and
identifiers. Deviations are named below with their reason; any other difference fails the test.
"""
import ctypes
import ctypes.util
import html.parser
import re
import subprocess
import sys
import urllib.parse

import drive

FENCE = "`" * 32
VOID = {"br", "hr", "img"}
BLOCKS = {"p", "li", "ul", "ol", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th",
          "dl", "dt", "dd", "div", "figure", "figcaption", "body"}
KEPT = {"em", "strong", "code", "a", "br", "img", "q", "sup", "sub", "del", "u", "cite"} | BLOCKS - {"body", "div"}
ATTRIBUTES = {"a": ("href", "title"), "img": ("src", "alt", "title"), "ol": ("start",)}
SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", "ins": "u"}

# What Pecia makes otherwise on purpose, by the numbers of the examples. An example that is not named here has to come
# out, and one that is named has to differ: the lists stay true.
DEVIATIONS = {
    "a heading without words makes no section": [79],
    "text in a block of HTML stands in a paragraph, as all text does":
        [21, 31, 150, 151, 155, 156, 157, 158, 159, 161, 162, 163, 164, 165, 166, 167, 176, 179, 184, 187, 188, 191],
    "an inline element ends with its block of HTML": [148, 168],
    "a row holds cells: what stands there without one gets one": [193],
    "scripts, styles and the content of forms are no text": [172, 173, 174, 178, 180],
    "an instruction ends with ?>, not with the first >": [182],
    "a section of characters (CDATA) is text, as in XHTML": [631],
    "a tag without another half stays in sight as text": [203, 493, 496, 526, 538, 615, 617, 625, 632, 645, 646],
    "an <a/> without an address is an anchor": [616, 618],
}


class Tokens(html.parser.HTMLParser):
    """The HTML as a list: tags that count with the attributes that count, and words."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.pre, self.space = [], 0, False

    def handle_starttag(self, tag, attributes):
        tag = SAME.get(tag, tag)
        if tag in BLOCKS:
            self.space = False
        if tag in KEPT:
            self.flush(tag)
            given = dict(attributes)
            given.update((name, urllib.parse.unquote(given[name])) for name in ("href", "src") if given.get(name))
            says = [f'{name}="{given[name]}"' for name in ATTRIBUTES.get(tag, ()) if given.get(name)]
            self.out.append("<" + " ".join([tag] + says) + ">")
        self.pre += tag == "pre"

    def handle_endtag(self, tag):
        tag = SAME.get(tag, tag)
        if tag in KEPT and tag not in VOID:
            if tag in BLOCKS:
                self.space = False
            self.out.append(f"</{tag}>")
        self.pre -= tag == "pre"

    def flush(self, tag):
        if self.space and tag not in BLOCKS:
            self.out.append(" ")
        self.space = False

    def handle_data(self, data):
        if self.pre:
            self.out.append(data)
            return
        for part in re.findall(r"[ \n\r\t]+|[^ \n\r\t]+", data):
            if part[0] in " \n\r\t":
                self.space = True
            else:
                self.flush("")
                self.out.append(part)


def tokens(text):
    parser = Tokens()
    parser.feed(text)
    parser.close()
    joined = "".join(parser.out)
    joined = re.sub(r"<li><p>(.*?)</p>", r"<li>\1", joined)      # tight or loose
    joined = re.sub(r"<pre>(<code>)?(.*?)\n?(</code>)?</pre>", r"<pre>\2</pre>", joined, flags=re.S)
    joined = re.sub(r" *(</?(p|li|br|h\d|td|th|blockquote|ul|ol)\b[^>]*>) *", r"\1", joined)
    joined = re.sub(r"(<p>(<(em|strong|a|del|u|sup|sub|q|cite)\b[^>]*>)*) ", r"\1", joined)
    return re.sub(r"<p>\s*</p>", "", joined)


def examples(path):
    text = open(path, encoding="utf-8").read().replace("→", "\t")
    pattern = re.compile("^" + FENCE + r" example[^\n]*\n(.*?)^\.\n(.*?)^" + FENCE + "$", re.S | re.M)
    return [(match[1], match[2]) for match in pattern.finditer(text)]


def cmark():
    """libcmark's own conversion, where the library is at hand."""
    name = ctypes.util.find_library("cmark") or "libcmark.so.0.30.2"
    try:
        library = ctypes.CDLL(name)
    except OSError:
        return None
    convert = library.cmark_markdown_to_html
    convert.restype, convert.argtypes = ctypes.c_char_p, [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int]
    unsafe = 1 << 17
    return lambda text: convert(text.encode(), len(text.encode()), unsafe).decode()


def written(pecia, modules, markdown):
    """The HTML that Pecia makes of MARKDOWN."""
    done = subprocess.run([pecia, "--plugin-dir", modules, "-f", "markdown", "-t", "html", "-q",
                           "-O", "markdown:flavour=commonmark", "-", "-o", "-"],
                          input=markdown.encode(), capture_output=True, timeout=60)
    return done.stdout.decode() if done.returncode == 0 else f"exit {done.returncode}: {done.stderr.decode()}"


def main():
    got = drive.arguments(__doc__.splitlines()[0], ("--modules", {"required": True, "help": "the folder of the module that writes HTML"}),
                          ("--show", {"action": "store_true", "help": "print each difference"}))
    path = drive.shared("corpus", "markdown", "commonmark-spec.txt")
    own = cmark()
    passed = by_cmark = 0
    reasons = {number: reason for reason, numbers in DEVIATIONS.items() for number in numbers}
    failed = []
    for number, (markdown, expected) in enumerate(examples(path), 1):
        made = tokens(written(got.pecia, got.modules, markdown))
        is_right = made == tokens(expected)
        is_cmarks = not is_right and own is not None and made == tokens(own(markdown))
        passed += is_right
        by_cmark += is_cmarks
        if (is_right or is_cmarks) == (number in reasons):
            failed.append(number)
        if not is_right and not is_cmarks and (got.show or number not in reasons):
            print(f"--- {number}\n{markdown}... wanted\n{tokens(expected)}\n... made\n{made}")
    print(f"{passed} of {number} examples as in the specification, {by_cmark} as libcmark, which differs from it")
    for reason, numbers in DEVIATIONS.items():
        print(f"{len(numbers)}: {reason}: {', '.join(map(str, numbers))}")
    print(f"{len(failed)} otherwise than this says: {failed}")
    return 1 if failed or number < 600 else 0


if __name__ == "__main__":
    sys.exit(main())
