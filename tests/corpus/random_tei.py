# SPDX-License-Identifier: MIT
"""TEI to TEI over documents made at random: elements in places where they belong and where they do not, comments,
instructions, foreign namespaces, entities, encodings. Each must come back the same XML, layout aside (L1), as
tei_same.py decides.

A document depends on its number alone, so that one that failed can be made again: --seed NUMBER --count 1 --keep FOLDER.
"""
import functools
import os
import random
import re
import sys

import drive

TEI = "http://www.tei-c.org/ns/1.0"
MATTER = "text group front body back floatingText div div1 div2 titlePage lg sp list table row figure cit castList listBibl".split()
BLOCKS = """p ab head quote q said l item cell label speaker stage bibl opener closer byline trailer epigraph argument note
            figDesc eg egXML castItem titlePart docTitle postscript headLabel noteGrp spGrp salute signed dateline""".split()
INLINES = """hi emph seg s w c pc ref ptr anchor pb cb lb milestone gb name persName placeName date num foreign term gloss
             choice sic corr orig reg abbr expan add del subst supplied unclear gap fw formula mentioned soCalled graphic
             media note code gi att val tag ident app lem rdg title biblScope cl phr damage handShift space subst retrace
             listWit witness g am ex metamark form orth sense notatedMusic binaryObject""".split()
APART = "standOff facsimile sourceDoc xenoData fsdDecl".split()
HEADER = "fileDesc titleStmt title author respStmt resp name publicationStmt date idno availability licence p profileDesc".split()
EMPTY = "ptr anchor pb cb lb milestone gb gap graphic handShift space".split()
FOREIGN = [("m", "http://www.w3.org/1998/Math/MathML", "math mi mo mrow".split()), ("s", "http://www.w3.org/2000/svg", "svg g text path".split()),
           ("xi", "http://www.w3.org/2001/XInclude", ["include", "fallback"]), ("", "", ["bare", "p"]), ("x", "urn:x", ["a", "p", "note"])]
WORDS = """word дом Straße שלום سلام 語 𝔘 𐍈 é e&#x301; a&amp;b &lt;c&gt; ]]&gt; «в» “q” ‑ &#160; &#x1F4D6; 1 12 . , ; : ! ? — [30] * - -- &#13; &#9;
           ﬁ &apos; &quot; İ ß""".split()
VALUES = """a italic bold #id1 #n1 http://x.y/z?a=1&amp;b=2 &lt;x&gt; a&#10;b a&#9;b  двор "'" "" noteref foot end 1 [2] # ##x
            font-weight:bold y I M F N label gloss ordered no rule break und ru notes I&quot;J""".split()
NAMES = """xml:id xml:lang n type rend rendition style target place resp corresp next prev part who when facs ed unit break source url
           role cols rows sameAs subtype key ref cert xml:space xml:base custom""".split()
READINGS = ["-O", "tei:choice=reg", "-O", "tei:correction=sic", "-O", "tei:abbreviation=expan"]  # what other formats see
GAPS = ["", "", "", " ", "\n", "\n  ", "\t", "  \n\n "]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.budget = self.random.choice([5, 20, 60, 120, 250])
        self.stray = self.random.random() < 0.4  # text where only elements belong
        self.entities = self.random.random() < 0.15
        self.prefix = "tei:" if self.random.random() < 0.1 else ""
        self.ids = 0

    def chance(self, part):
        return self.random.random() < part

    def attributes(self):
        got = {}
        for _ in range(self.random.choice([0, 0, 0, 1, 1, 2, 4])):
            name = self.random.choice(NAMES)
            value = self.random.choice(VALUES).strip('"') if self.chance(0.9) else " ".join(self.random.choices(VALUES, k=3)).replace('"', "")
            if name == "xml:id" and self.chance(0.7):
                self.ids += 1
                value = self.random.choice([f"id{self.ids}", f"n{self.ids}"])
            if name == "xml:space":
                value = self.random.choice(["preserve", "default"])
            got[name] = value
        return "".join(f' {name}="{value}"' for name, value in got.items())

    def between(self):
        kind = self.random.random()
        if kind < 0.06:
            return self.random.choice(["<!-- note -->", "<!---->", "<!--&amp; <x> - -->", "<!--é\n 𝔘 -->"])
        if kind < 0.11:
            return self.random.choice(["<?pi?>", "<?pi a='1'?>", "<?pecia-alt odd?>", "<?a b ? > \"<&é?>", "<?x\n  y\n?>"])
        return ""

    def text(self):
        pieces = self.random.choices(WORDS, k=self.random.choice([1, 1, 2, 5, 9]))
        out = "".join(word + self.random.choice([" ", " ", " ", "", "\n  "]) for word in pieces)
        if self.entities and self.chance(0.3):
            out += self.random.choice(["&own;", "&mark;", "&deep;"])
        if self.chance(0.05):
            out += self.random.choice(["<![CDATA[<a> & ]] > b]]>", "<![CDATA[ ]]>", "<![CDATA[]]>"])
        return self.random.choice(["", " ", "\n"]) + out

    def foreign(self, depth):
        prefix, ns, names = self.random.choice(FOREIGN)
        name = self.random.choice(names)
        if not prefix or self.chance(0.4):
            declared, tag = f' xmlns="{ns}"', name
        else:
            declared, tag = f' xmlns:{prefix}="{ns}"', f"{prefix}:{name}"
            if self.chance(0.4):
                declared += f' {prefix}:own="1"'
        inside = ""
        for _ in range(self.random.choice([0, 1, 2])):
            inside += self.random.choice([self.text, lambda: self.foreign(depth + 1), self.tei_again])()
        return f"<{tag}{declared}>{inside}</{tag}>"

    def tei_again(self):
        """A TEI element that says its namespace anew, inside something else."""
        name = self.random.choice(BLOCKS + INLINES)
        tag, declared = self.random.choice([(name, f' xmlns="{TEI}"'), (f"t:{name}", f' xmlns:t="{TEI}"')])
        return f"<{tag}{declared}>{self.text()}</{tag}>"

    def element(self, name, depth):
        self.budget -= 1
        tag = self.prefix + name
        if name in EMPTY and self.chance(0.9):
            return f"<{tag}{self.attributes()}/>"
        inside = self.content(name, depth + 1)
        if not inside and self.chance(0.5):
            return f"<{tag}{self.attributes()}/>"
        return f"<{tag}{self.attributes()}>{inside}</{tag}>"

    def content(self, name, depth):
        structural = name in MATTER
        out = self.random.choice(GAPS) if structural else ""
        for _ in range(self.random.choice([0, 1, 2, 3, 5] if depth > 4 else [3, 5, 8, 12])):
            if self.budget <= 0 or depth > 25:
                break
            out += self.between()
            kind = self.random.random()
            if structural and kind < (0.1 if self.stray else 0):
                out += self.text()
            elif not structural and kind < 0.45:
                out += self.text()
            elif kind < 0.5:
                out += self.foreign(depth)
            else:
                out += self.element(self.pick(structural), depth)
            out += self.random.choice(GAPS) if structural or self.chance(0.3) else ""
        if not out and not structural and name not in EMPTY and self.chance(0.6):
            out = self.text()
        return out + self.between()

    def pick(self, structural):
        weights = (0.45, 0.45, 0.08) if structural else (0.05, 0.2, 0.73)
        pool = self.random.choices([MATTER, BLOCKS, INLINES, APART], [*weights, 0.02])[0]
        return self.random.choice(pool)

    def header(self):
        def part(depth):
            name = self.prefix + self.random.choice(HEADER)
            inside = "".join(self.random.choice([self.text, lambda: part(depth + 1), lambda: self.random.choice(GAPS)])()
                             for _ in range(self.random.choice([0, 1, 2, 3]))) if depth < 6 else self.text()
            return f"<{name}{self.attributes()}>{self.between()}{inside}</{name}>"
        gap = self.random.choice(GAPS)
        return f"<{self.prefix}teiHeader>{gap}" + gap.join(part(0) for _ in range(3)) + f"{gap}</{self.prefix}teiHeader>"

    def root(self):
        tag = self.prefix + self.random.choice(["TEI"] * 6 + ["teiCorpus", "div", "text", "p", "note", "teiHeader", "list", "standOff"])
        declared = f' xmlns:tei="{TEI}"' if self.prefix else f' xmlns="{TEI}"'
        inside = self.content("p" if tag in ("p", "note") else "body", 1)
        if tag.endswith(("TEI", "teiCorpus")):
            gap = self.random.choice(GAPS)
            text = f"<{self.prefix}text>{gap}{self.element('body', 2)}{gap}</{self.prefix}text>"
            inside = gap + (self.header() if self.chance(0.7) else "") + gap + self.between() + text + gap + \
                (self.element("standOff", 1) if self.chance(0.1) else "")
            if tag.endswith("teiCorpus"):
                inside = f"{self.header()}<{self.prefix}TEI>{inside}</{self.prefix}TEI>{gap}"
        return f"<{tag}{declared}{self.attributes()}>{inside}</{tag}>"

    def document(self):
        """The bytes of a document."""
        body = self.root()
        doctype = ""
        if self.entities:
            doctype = ('<!DOCTYPE TEI [<!ENTITY own "eigen &#38;amp; &#60;x/&#62;"><!ENTITY mark "&#8212;">'
                       f'<!ENTITY deep "&mark;&own; <hi xmlns=\'{TEI}\'>&mark;</hi>"><!-- in --><?in it?>]>')
        encoding = self.random.choice(["UTF-8"] * 6 + ["UTF-16", "ISO-8859-1", "ISO-8859-5", "windows-1251", "windows-1252"])
        said = self.random.choice(["", " standalone='yes'"])
        around = [self.between() + self.random.choice(GAPS) for _ in range(3)]
        out = f'<?xml version="1.0" encoding="{encoding}"{said}?>' + around[0] + doctype + around[1] + body + around[2]
        if self.chance(0.1):
            out = out.replace("\n", "\r\n")
        if encoding == "UTF-8" and self.chance(0.3):
            out = out[out.index("?>") + 2:].lstrip()
            return (b"\xef\xbb\xbf" if self.chance(0.3) else b"") + out.encode()
        if encoding not in ("UTF-8", "UTF-16"):
            out = "".join(char if self.holds(char, encoding) else "?" for char in out)
        return out.encode(encoding)

    @staticmethod
    def holds(char, encoding):
        try:
            return bool(char.encode(encoding))
        except UnicodeEncodeError:
            return False


@functools.cache
def layout_only():
    """Elements that hold only elements. Where one holds text all the same, its white space is kept as to where, not how much."""
    with open(os.path.join(drive.ROOT, "formats", "tei", "map.def"), encoding="utf-8") as file:
        return {f"{{{TEI}}}{name}" for name in re.findall(r"^ELEMENT\((\w+),.* ONLY\)", file.read(), re.M)}


def check(pecia, oracle, maker, keep, seed):
    """(number, what differs or None)."""
    same = drive.module(oracle, "oracle")
    with drive.scratch() as folder:
        source, target = os.path.join(keep or folder, f"{seed}.xml"), os.path.join(keep or folder, f"{seed}.out.xml")
        with open(source, "wb") as file:
            file.write(maker(seed).document())
        try:
            before = same.tree(source)
        except same.ET.ParseError as error:
            return seed, f"the generator is wrong: {error}"
        run = drive.convert(pecia, source, "tei", target, "tei", *(READINGS if seed % 2 else []))
        problem = drive.crashed(run)
        if problem or run.status != 0:
            return seed, problem or f"exit {run.status}: {run.first()}"
        try:
            strict = not same.holders(before) & layout_only()
            found = same.differences(before, same.tree(target), strict, 3)
        except same.ET.ParseError as error:
            return seed, f"output: {error}"
        return seed, found[0] if found else None


def run(about, maker):
    """Tries documents of MAKER as the command line asks."""
    got = drive.arguments(about, ("--seed", {"type": int, "default": 1, "help": "the first document"}),
                          ("--count", {"type": int, "default": 300, "help": "how many documents"}),
                          ("--keep", {"help": "folder for the documents"}))
    oracle = drive.shared("checks", "tei_same.py")
    verdict = drive.Verdict()
    work = functools.partial(check, got.pecia, oracle, maker, got.keep)
    for seed, problem in drive.parallel(work, range(got.seed, got.seed + got.count)):
        verdict.add(seed, problem)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(run(__doc__, Maker))
