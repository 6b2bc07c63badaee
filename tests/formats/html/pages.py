# SPDX-License-Identifier: MIT
"""Pages of HTML: as others make them, read; as the project makes them, looked into; what travels through a page and back.

    pages.py PECIA SAMPLES BOOKS     exit 0 when every promise holds; one line for each that does not
"""
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

pecia, samples, books = sys.argv[1:]
faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def run(*arguments, good=True):
    done = subprocess.run([pecia, "--quiet", *arguments], capture_output=True)
    if good and done.returncode:
        faults.append(f"{' '.join(arguments)}: exit code {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def tei(name, *options):
    return run(os.path.join(samples, name), "-t", "tei", "-o", "-", *options)


# What each page of another's making has to become.
OTHERS = {
    "pandoc.html": (['<note xml:id="fn1" n="1"', "<p>In iron pans.</p><p>Lead came first.</p></note>", "<quote><p>They carry",
                     '<hi rend="smallcaps">Bishop</hi>', "<term>tides</term>", "Nora Vale", "2019-04-02"], ["↩", "rend=\"rule\""]),
    "encyclopedia.html": (["gate for water.<ref", 'n="2" target="#cite_note-mill-2">[2]</ref></p>', ">A handbook of gates, p. 12.</note>",
                           ">Mills of the valley.</note>"], ["^", "<anchor"]),
    "weblog.html": (["met “nobody”.<ref", "By the old clock.", "Not a soul. </note>", "<title>A walk</title>"], ["track()", "\ufffd", "Home", "↩"]),
    "gutenberg.html": (["low.<ref", '<pb n="12"/>', "<p>Of brass.</p><p>It was sold later.</p></note>", "<p>Nor filled it.</p></note>",
                        "<l>A light is little,</l>", "<l>and the night is wide.</l>"], ["Pg", "anchor"]),
    "office.html": (['old.<ref type="noteref"', '<p>Bought in <hi rend="italic">1890</hi>.</p></note>', "<p>When damp.</p><p>And when dry.</p></note>"], ["MsoNormal"]),
    "writer.html": (['stone<ref type="noteref" xml:id="ref-1" n="1"', "<p>Fourteen pounds.</p></note>", 'n="i" place="end"', "<p>In some towns sixteen.</p></note>"], ["sdfootnotesym"]),
    "letter.html": (["<p>A penny a loaf.</p></note>", "<p>With treacle.</p><p>Or without.</p></note>", "<quote><p>We ate it warm.", "Ida Quill"], []),
    "margins.html": (["wide<note", ">As wide as a hand.</note>", ">Unnumbered, by the edge.</note>.</p>", ">See <emph>above</emph>.</note> one.</p>"], ["⊕", "sn-wide"]),
    "readme.html": (['Hemp<ref type="noteref"', 'n="jute"', "<p>Of the south. </p></note>", "<p>Of the north. </p></note>"], ["↩", "[1:1]", "_fnref"]),
    "digital.html": (['n="*"', "<p>Bei Frost nicht.</p></note>", "<p>Sechs Wochen.</p></note>", '<p xml:lang="fr">'], ["text_2", "(2)"]),
}
for name, (there, absent) in OTHERS.items():
    xml = tei(name)
    body = xml[xml.find("<text"):]
    for part in there:
        expect(part in xml, f"{name}: no {part} in {xml}")
    for part in absent:
        expect(part not in body, f"{name}: {part} is in {body}")
# How many notes and marks each has, what stands in its notes, and what nowhere: LaTeXML, Asciidoctor, Sphinx and the older docutils, an
# office in the cloud, notes shown by a script, MediaWiki as it is parsed and as it is read, Distill, a journal, a layout program, an
# edition, Word with all its own, the nineties, one file of a book, blocks of a weblog, a
# review, Org, a journal that numbers its notes by the browser, a weblog that writes its whole address, a forum, HeVeA, groups of notes; a page
# of links.
FIGURES = {
    "latexml": (2, 2, ["By the pores of the thread.", "Slowly, if it is"], ["11By", "1 1"]),
    "manual": (2, 3, ["Twelve hundred degrees.", "Four, in winter."], [">. Twelve", "[<ref"]),
    "reference": (2, 3, ["<p>Of ash.", "Of cane.", "Or of steel."], ["¶", "(1"]),
    "reference-old": (1, 1, ["Of ash wood."], ["<table"]),
    "cloud": (2, 2, ["<p>Its owner was away.", "Seven of them.", "Or eight."], ['rend="rule"']),
    "tooltips": (1, 1, ["Mostly."], ["javascript"]),
    "parsed": (3, 4, ["Watched for years.", "And no red.", "On the comb."], ["↑"]),
    "wiki": (2, 3, ["And no red.", "Hollin, M."], ["^ ", "^<"]),
    "essay": (2, 2, ["The small ones faster.", "With a"], []),
    "journal": (2, 2, ["When dry.", "In March."], ["<sup>"]),
    "layout": (1, 1, ["By an hour."], []),
    "edition": (1, 1, ["Much of it."], ["↵"]),
    "office-full": (1, 1, ["By the stove."], ['rend="rule"']),
    "nineties": (2, 2, ["Nine miles.", "In June.", "Not in May."], []),
    "one-of-many": (1, 1, ["On a stool."], ["↩"]),
    "blocks": (2, 2, ["The sheet bend.", "Of cork."], ["↩"]),
    "review": (1, 1, ["Du nord."], []),
    "outline": (2, 3, ["By hand.", "Or April."], []),
    "numbered": (2, 2, ["To the north.", "And slate."], []),
    "addressed": (1, 1, ["At night."], ["↩", "[]"]),
    "forum": (1, 1, ["By day.", "And night."], ["^"]),
    "typeset": (1, 1, ["In columns."], ["<list"]),
    "groups": (2, 2, ["С 1900 года.", "Местами."], ["↑"]),
    "chapters": (0, 0, [], []),
}
for name, (notes, marks, bodies, absent) in FIGURES.items():
    found = json.loads(run("inspect", "--json", os.path.join(samples, name + ".html")))["notes"]
    expect((len(found), sum(note["references"] for note in found)) == (notes, marks), f"{name}: {notes} notes, {marks} marks: {found}")
    body = tei(name + ".html").partition("<text")[2]
    in_notes = "".join(re.findall("<note.*?</note>", body, re.S))
    expect(all(part in in_notes for part in bodies) and not any(part in body for part in absent), f"{name}: {bodies}, not {absent}: {body}")

xml = tei("encyclopedia.html", "-O", "html:content=main")
expect("A handbook of gates" in xml and "Index" not in xml and "Imprint" not in xml, f"html:content=main: {xml}")
xml = tei("weblog.html", "-O", "html:content=main")
expect("Not a soul" in xml and "Other walks" not in xml, f"html:content=main takes the only article: {xml}")


def encodings(folder):
    text = "<!DOCTYPE html><html><head>%s<title>x</title></head><body><p>Щука – рыба</p></body></html>"
    cases = [('<meta charset="koi8-r">', "koi8-r"), ('<meta http-equiv="content-type" content="text/html; charset=windows-1251">', "cp1251"),
             ("", "utf-8"), ('<meta charset="utf-8">', "utf-8"), ("", "utf-8-sig"), ("", "utf-16"), ('<meta charset="x-mac-cyrillic">', "mac-cyrillic")]
    for number, (declared, codec) in enumerate(cases):
        path = os.path.join(folder, f"{number}.html")
        with open(path, "wb") as file:
            file.write((text % declared).encode(codec, "xmlcharrefreplace"))
        expect("Щука – рыба" in run(path, "-t", "text", "-o", "-"), f"a page in {codec}, declared by '{declared}'")
    path = os.path.join(folder, "asked.html")
    with open(path, "wb") as file:
        file.write((text % "").encode("cp1251"))
    expect("Щука" in run(path, "-t", "text", "-o", "-", "-O", "html:encoding=windows-1251"), "html:encoding")


class Page(html.parser.HTMLParser):
    """Identifiers, addresses within the page, and elements that are open."""
    VOID = {"meta", "link", "br", "img", "hr", "col", "wbr"}

    def __init__(self, text):
        super().__init__()
        self.ids, self.targets, self.names, self.open = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.update([tag] + [name for name, _ in attrs])
        self.ids += [value for name, value in attrs if name == "id"]
        self.targets += [value[1:] for name, value in attrs if name == "href" and value.startswith("#")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        expect(tag in self.VOID or (self.open and self.open.pop() == tag), f"</{tag}> ends what is not open")


def written(folder):
    for name in ("almanac.xml", "handbook.md", "article-ru.txt"):
        source, path = os.path.join(books, name), os.path.join(folder, name + ".html")
        run(source, "-o", path)
        run("compare", source, path)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        page = Page(text)
        expect(not page.open, f"{name}: not closed: {page.open}")
        expect(len(set(page.ids)) == len(page.ids), f"{name}: an identifier stands twice")
        expect(set(page.targets) <= set(page.ids), f"{name}: links lead nowhere: {set(page.targets) - set(page.ids)}")
        expect(not page.names & {"script", "epub:type", "xml:lang", "onclick"}, f"{name}: {page.names}")
        expect('role="doc-noteref"' in text and 'role="doc-backlink"' in text and 'role="doc-endnotes"' in text, f"{name}: no notes")
        again = os.path.join(folder, "again.html")
        run(path, "-o", again)
        run("compare", path, again)


def options(folder):
    source, css, bad = os.path.join(books, "almanac.xml"), os.path.join(folder, "a.css"), os.path.join(folder, "b.css")
    with open(css, "w", encoding="utf-8") as file:
        file.write(".mine { color: red }")
    with open(bad, "w", encoding="utf-8") as file:
        file.write("</style><script>")
    text = run(source, "-t", "html", "-o", "-", "-O", f"html:css={css}", "-O", "html:own-style=no", "-O", "html:notes=end", "-O", "html:title-block=no")
    expect(".mine" in text and "doc-pagebreak\"]::after" not in text, "html:css and html:own-style")
    expect('class="pop-up"' not in text and "<header" not in text, "html:notes and html:title-block")
    expect(run(source, "-t", "html", "-o", "-", "-O", f"html:css={bad}", good=False) == "", "a style sheet that ends its element is refused")
    gif = b"GIF89a\1\0\1\0\0\0\0;"
    with open(os.path.join(folder, "dot.gif"), "wb") as file:
        file.write(gif)
    path = os.path.join(folder, "image.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write("# One\n\n![A dot](dot.gif)\n\n[beside](other.html#x)\n")
    text = run(path, "-t", "html", "-o", "-")
    expect('src="data:image/gif;base64,R0lGODlhAQABAAAAADs="' in text, f"embedded: {text[-400:]}")
    expect('href="other.html#x"' in text, f"a link to a file beside the page: {text[-400:]}")
    expect('src="dot.gif"' in run(path, "-t", "html", "-o", "-", "-O", "html:images=link"), "html:images=link")


def printed(folder):
    """On paper, where a browser is there to print: every note once, under the one heading that the document has for them."""
    if not shutil.which("chromium") or not shutil.which("pdftotext"):
        print("chromium or pdftotext is not here: nothing was printed", file=sys.stderr)
        return
    page, paper = os.path.join(folder, "paper.html"), os.path.join(folder, "paper.pdf")
    run(os.path.join(books, "almanac.xml"), "-o", page)
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/browser", f"--print-to-pdf={paper}",
                    f"file://{page}"], capture_output=True, timeout=180, check=True)
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, timeout=60, check=True).stdout
    expect(text.count("\nNotes\n") == 1, f"one heading above the notes: {text}")
    expect(text.count("The horse was rowed") == 1 and text.count("The habit is older") == 1, f"each note once: {text}")


with tempfile.TemporaryDirectory() as work:
    printed(work)
    encodings(work)
    written(work)
    options(work)
print("\n".join(faults))
sys.exit(1 if faults else 0)
