# SPDX-License-Identifier: MIT
"""Documents of random structure in Markdown, EPUB and TEI: what no author would write and every reader can make.

Anything stands in anything: lists in quotations in cells, headings after paragraphs, notes in headings and notes in notes,
tables without rows, lists without items, identifiers that are no XML names.
"""
import os
import zipfile

WORDS = "piece copy hand book mark line page text word leaf ink quire margin copyist стих глава книга «слово» “said” ‘so’".split()
BLOCKS = "p p p h ul ol dl table quote code hr figure verse div section aside text list0 table0 cite drama".split()
INLINES = "text text text text em strong code q link image note sup span br anchor page style small foreign".split()


def some(chance):
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 6)))


class Maker:
    """Common: how deep, and how many notes there are."""

    def __init__(self, chance):
        self.chance, self.notes, self.ids = chance, [], 0

    def inlines(self, depth=0):
        return "".join(self.inline(depth) for _ in range(self.chance.randint(1, 5 if depth < 2 else 2)))

    def blocks(self, depth=0):
        return "".join(self.block(depth) for _ in range(self.chance.randint(0 if depth else 3, 4 if depth < 3 else 1)))

    def inline(self, depth):
        name = self.chance.choice(INLINES) if depth < 4 else "text"
        return getattr(self, "i_" + name, self.i_text)(depth + 1)

    def block(self, depth):
        name = self.chance.choice(BLOCKS) if depth < 5 else "p"
        return getattr(self, "b_" + name, self.b_p)(depth + 1)

    def i_text(self, depth):
        return some(self.chance) + " "

    def id(self):
        self.ids += 1
        return self.chance.choice(["", "", f' id="{self.ids}a"', f' id="x{self.ids}"', f' id="a b{self.ids}"'])

    def many(self, make, most=3):
        return "".join(make() for _ in range(self.chance.randint(0, most)))


class Xhtml(Maker):
    def wrap(self, name, inside, more=""):
        return f"<{name}{self.id()}{more}>{inside}</{name}>"

    def b_p(self, depth): return self.wrap("p", self.inlines())
    def b_text(self, depth): return self.inlines()
    def b_h(self, depth): return self.wrap(f"h{self.chance.randint(1, 6)}", self.inlines())
    def b_ul(self, depth): return self.wrap("ul", self.many(lambda: self.wrap("li", self.either(depth))))
    def b_ol(self, depth): return self.wrap("ol", self.many(lambda: self.wrap("li", self.either(depth))), ' start="4"')
    def b_list0(self, depth): return self.wrap("ul", "")
    def b_table0(self, depth): return self.wrap("table", self.many(lambda: "<tr></tr>", 1))
    def b_dl(self, depth): return self.wrap("dl", self.many(lambda: self.wrap(self.chance.choice(["dt", "dd"]), self.either(depth))))
    def b_quote(self, depth): return self.wrap("blockquote", self.either(depth))
    def b_cite(self, depth): return f"<figure><blockquote>{self.blocks(depth)}</blockquote><figcaption>{self.inlines()}</figcaption></figure>"
    def b_code(self, depth): return f"<pre><code>{some(self.chance)}\n  {some(self.chance)}\n{self.chance.choice(['', self.inlines(2)])}</code></pre>"
    def b_hr(self, depth): return "<hr/>"
    def b_div(self, depth): return self.wrap("div", self.either(depth))
    def b_section(self, depth): return self.wrap("section", self.blocks(depth), self.chance.choice(["", ' epub:type="frontmatter"', ' epub:type="z3998:verse"']))
    def b_aside(self, depth): return self.wrap("aside", self.either(depth))
    def b_verse(self, depth): return f'<div epub:type="z3998:poem"><p><span>{self.inlines(2)}</span><br/><span>{some(self.chance)}</span></p></div>'
    def b_drama(self, depth): return f'<div epub:type="z3998:drama"><table><tr><td epub:type="z3998:persona">{some(self.chance)}</td><td>{self.either(depth)}</td></tr></table></div>'

    def b_figure(self, depth):
        return self.wrap("figure", f'<img src="a.png" alt="{some(self.chance)}"/>' + self.chance.choice(["", f"<figcaption>{self.inlines()}</figcaption>"])
                         + self.chance.choice(["", self.blocks(depth)]))

    def b_table(self, depth):
        cell = lambda: self.wrap(self.chance.choice(["td", "th"]), self.either(depth), self.chance.choice(["", ' colspan="2"', ' style="text-align:right"']))
        rows = self.many(lambda: self.wrap("tr", self.chance.choice(["", '<span epub:type="pagebreak" id="pg"/>']) + self.many(cell)))
        return self.wrap("table", self.chance.choice(["", f"<caption>{self.inlines()}</caption>"]) + rows)

    def either(self, depth):
        return self.chance.choice([self.inlines, lambda: self.blocks(depth), lambda: self.inlines() + self.blocks(depth) + self.inlines(), str])()

    def i_em(self, depth): return self.wrap("em", self.inlines(depth)) + " "
    def i_strong(self, depth): return self.wrap("strong", self.inlines(depth))
    def i_code(self, depth): return self.wrap("code", self.inlines(depth))
    def i_q(self, depth): return self.wrap("q", self.inlines(depth))
    def i_link(self, depth): return self.wrap("a", self.inlines(depth), self.chance.choice([' href="#x1"', ' href="#1a"', ' href="http://a/ b"', ""]))
    def i_image(self, depth): return self.chance.choice([f'<img src="a b.png" alt="{some(self.chance)}"/>', '<img src="" alt=""/>', "<img alt='x'/>"])
    def i_sup(self, depth): return self.wrap(self.chance.choice(["sup", "sub"]), self.inlines(depth))
    def i_span(self, depth): return self.wrap("span", self.inlines(depth), self.chance.choice(["", ' lang="fr"', ' class="x"']))
    def i_br(self, depth): return "<br/>"
    def i_anchor(self, depth): return self.wrap("a", "")
    def i_page(self, depth): return f'<span epub:type="pagebreak"{self.id()} title="{self.chance.randint(1, 99)}"/>'
    def i_style(self, depth): return self.wrap(self.chance.choice(["i", "b", "u", "s", "tt", "cite", "dfn", "kbd"]), self.inlines(depth))
    def i_small(self, depth): return self.wrap(self.chance.choice(["small", "big", "var", "ins", "del"]), self.inlines(depth))
    def i_foreign(self, depth): return self.wrap(self.chance.choice(["ruby", "abbr", "bdo", "label"]), self.inlines(depth))

    def i_note(self, depth):
        self.notes.append(None)
        number = len(self.notes)
        body = self.chance.random()
        self.notes[number - 1] = "" if body < 0.2 or depth > 3 else \
            f'<aside epub:type="footnote" id="fn{number}">{number} {self.either(3)}</aside>'
        return f'<a epub:type="noteref" href="#fn{number}"{self.id()}>{number}</a> '

    def page(self):
        body = self.blocks()
        done = 0
        while done < len(self.notes):
            body += self.notes[done]
            done += 1
        return ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
                f"<head><title>{some(self.chance)}</title></head><body>{body}</body></html>")


class Markdown(Maker):
    def indent(self, text, first, rest):
        lines = text.strip("\n").split("\n")
        return first + lines[0] + "".join("\n" + (rest + line if line else "") for line in lines[1:]) + "\n\n"

    def b_p(self, depth): return self.inlines() + "\n\n"
    def b_h(self, depth): return "#" * self.chance.randint(1, 6) + " " + self.inlines() + "\n\n"
    def b_ul(self, depth): return "".join(self.indent(self.blocks(depth) or "x", "- ", "  ") for _ in range(self.chance.randint(1, 3)))
    def b_ol(self, depth): return "".join(self.indent(self.blocks(depth) or "x", "7. ", "   ") for _ in range(self.chance.randint(1, 3)))
    def b_quote(self, depth): return self.indent(self.blocks(depth) or "x", "> ", "> ")
    def b_cite(self, depth): return f"> {self.inlines()}\n>\n> -- {some(self.chance)}\n\n"
    def b_code(self, depth): return f"```c\n{some(self.chance)}\n\n  {some(self.chance)}\n```\n\n"
    def b_hr(self, depth): return "---\n\n"
    def b_verse(self, depth): return f"| {some(self.chance)}\n| {some(self.chance)}\n\n"
    def b_div(self, depth): return f"<div id=\"d{depth}\">\n\n{self.blocks(depth)}\n</div>\n\n"
    def b_figure(self, depth): return f"![{some(self.chance)}](a.png \"{some(self.chance)}\")\n\n"
    def b_table(self, depth): return f"| {some(self.chance)} | {self.i_note(3)} |\n|---|:-:|\n| {some(self.chance)} | `x` |\n| | |\n\n"
    def i_em(self, depth): return f"*{some(self.chance)}* "
    def i_strong(self, depth): return f"**{self.inlines(3).strip()}** "
    def i_code(self, depth): return f"`{some(self.chance)}` "
    def i_link(self, depth): return f"[{some(self.chance)}](#x) "
    def i_image(self, depth): return f"![{some(self.chance)}](b.png) "
    def i_sup(self, depth): return "<sup>2</sup> "
    def i_span(self, depth): return f'<span lang="fr" id="s {self.chance.randint(1, 9)}">{some(self.chance)}</span> '
    def i_br(self, depth): return "  \n"

    def i_note(self, depth):
        number = len(self.notes) + 1
        self.notes.append("" if self.chance.random() < 0.2 or depth > 5 else self.indent(self.blocks(3) or "x", f"[^{number}]: ", "    "))
        return f"[^{number}] "

    def page(self):
        body = self.blocks()
        done = 0
        while done < len(self.notes):
            body += self.notes[done]
            done += 1
        return body


class Tei(Maker):
    """Not valid, but well-formed: every element within every other."""
    BLOCKS = "p p quote q said cit list table lg l sp stage speaker figure eg head div div1 ab epigraph opener floatingText castList item label row cell trailer bibl listBibl".split()
    INLINES = "hi emph q quote soCalled mentioned foreign seg name persName date choice sic corr add del code ref title term bibl cit num abbr".split()
    EMPTY = 'pb cb lb milestone anchor gap graphic ptr'.split()

    def inline(self, depth):
        roll = self.chance.random()
        if depth > 3 or roll < 0.5:
            return some(self.chance) + " "
        if roll < 0.6:
            return f'<{self.chance.choice(self.EMPTY)}/>'
        if roll < 0.7:
            return f'<note n="{self.chance.randint(1, 9)}" place="{self.chance.choice(["foot", "end", "margin"])}">{self.either(3)}</note> '
        if roll < 0.75:
            return f'<ref type="noteref" n="9">9</ref>'
        name = self.chance.choice(self.INLINES)
        return f'<{name} rend="{self.chance.choice(["italic", "bold", "sup", "x"])}">{self.inlines(depth + 1)}</{name}> '

    def block(self, depth):
        name = self.chance.choice(self.BLOCKS) if depth < 6 else "p"
        return f"<{name}>{self.either(depth + 1)}</{name}>"

    def either(self, depth):
        return self.chance.choice([self.inlines, lambda: self.blocks(depth), lambda: self.inlines() + self.blocks(depth) + self.inlines(), str])()

    def page(self):
        front = f"<front>{self.blocks(1)}</front>" if self.chance.random() < 0.5 else ""
        back = f"<back>{self.blocks(1)}</back>" if self.chance.random() < 0.5 else ""
        return ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt></fileDesc></teiHeader>'
                f"<text>{front}<body>{self.blocks()}</body>{back}</text></TEI>")


PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>x</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata>
<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"""
CONTAINER = ('<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
             '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')


def write(chance, folder, number):
    """Writes document NUMBER; (path, format)."""
    kind = ["epub", "markdown", "tei", "epub"][number % 4]
    if kind != "epub":
        path = os.path.join(folder, f"random-{number}" + (".md" if kind == "markdown" else ".xml"))
        with open(path, "w", encoding="utf-8") as file:
            file.write((Markdown if kind == "markdown" else Tei)(chance).page())
        return path, kind
    path = os.path.join(folder, f"random-{number}.epub")
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("mimetype", "application/epub+zip")
        box.writestr("META-INF/container.xml", CONTAINER)
        box.writestr("a.opf", PACKAGE)
        box.writestr("a.xhtml", Xhtml(chance).page())
    return path, kind
