# SPDX-License-Identifier: MIT
"""generate.py FORMAT BYTES PATH [--english]: a document of about that size: chapters of prose in Russian and English with notes,
quotations, emphasis and names. The same arguments give the same bytes. The size of an EPUB is that of its XHTML.
"""
import argparse
import random
import zipfile

RUSSIAN = """переписчик рукопись тетрадь монастырь поле страница строка чернила осень вечером медленно читал город река берег
письмо ответил давно известно следует заметить источник предание сказано собрание губерния дорога дом человек слово память
утром возвращался смотрел писал думал говорил старый новый долгий тихий северный первый последний всякий однако поэтому
между прочим через после перед около вокруг напротив который которая потому чтобы если когда пока уже ещё вновь""".split()
ENGLISH = """copyist manuscript quire abbey margin page line ink autumn evening slowly read town river shore letter answered
long known one should note the source tradition says assembly county road house man word memory morning returned looked wrote
thought spoke old new lasting quiet northern first last every however therefore among through after before near around against
which because so that if when while already still again of and in to with""".split()
NAMES = ["Matvei Orlov", "Anna Lind", "Пётр Заволокин", "Мария Лунина", "Ilmar Roo", "Ада Вестергольм"]


class Prose:
    """Sentences from a generator of its own, so that documents do not depend on the version's global state."""

    def __init__(self, english, size):
        self.random = random.Random(1925)
        self.english = english
        self.length = max(1, min(30, size // 1000))  # paragraphs of a chapter: a small document is no whole one
        self.pool = [self.fresh() for _ in range(3000)]

    def fresh(self):
        words = ENGLISH if self.english or self.random.random() < 0.5 else RUSSIAN
        chosen = [self.random.choice(words) for _ in range(self.random.randint(6, 18))]
        chosen[0] = chosen[0].capitalize()
        if len(chosen) > 9:
            chosen[5] += ","
        return " ".join(chosen)

    def sentence(self):
        return self.random.choice(self.pool)

    def name(self):
        return self.random.choice(NAMES[:2] if self.english else NAMES)

    def paragraphs(self):
        """Chapters without end: each a list of (kind, pieces) where a piece is (role, text)."""
        while True:
            chapter = []
            for number in range(self.length):
                pieces = [("text", self.sentence() + ". ")]
                for _ in range(self.random.randint(1, 5)):
                    role = self.random.choices(["text", "emphasis", "name", "quote", "note"], [50, 12, 12, 14, 6])[0]
                    words = self.name() if role == "name" else self.sentence()
                    pieces += [(role, words), ("text", ". " + self.sentence() + ". ")]
                chapter.append(("quote" if number % 10 == 7 else "verse" if number % 15 == 11 else "p", pieces))
            yield self.sentence(), chapter


class Tei:
    start = ('<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>'
             '<title>Generated</title></titleStmt><publicationStmt><p>Generated</p></publicationStmt><sourceDesc><p>Generated</p></sourceDesc>'
             '</fileDesc></teiHeader><text><body>\n')
    end = "</body></text></TEI>\n"

    def __init__(self):
        self.notes = self.page = 0

    def piece(self, role, text):
        if role == "note":
            self.notes += 1
            return f'<note n="{self.notes}" place="foot">{text}.</note>'
        return {"text": "{}", "emphasis": '<hi rend="italic">{}</hi>', "name": "<persName>{}</persName>", "quote": "<q>«{}»</q>"}[role].format(text)

    def chapter(self, head, blocks):
        out = [f"<div><head>{head}</head>\n"]
        for kind, pieces in blocks:
            self.page += 1
            if kind == "verse":
                out.append("<lg>" + "".join(f"<l>{text}</l>" for role, text in pieces if role != "note") + "</lg>\n")
                continue
            inner = "".join(self.piece(*piece) for piece in pieces)
            page = f'<pb n="{self.page // 6}"/>' if self.page % 6 == 0 else ""
            out.append(f"<quote><p>{inner}</p></quote>\n" if kind == "quote" else f"{page}<p>{inner}</p>\n")
        return "".join(out) + "</div>\n"


class Markdown:
    start = "---\ntitle: Generated\n---\n\n"
    end = ""

    def __init__(self):
        self.notes = 0

    def chapter(self, head, blocks):
        out, notes = [f"# {head}\n\n"], []

        def piece(role, text):
            if role == "note":
                self.notes += 1
                notes.append(f"[^{self.notes}]: {text}.\n\n")
                return f"[^{self.notes}]"
            return {"text": "{}", "emphasis": "*{}*", "name": "**{}**", "quote": "«{}»"}[role].format(text)

        for kind, pieces in blocks:
            if kind == "verse":
                out.append("\\\n".join(text.strip() for role, text in pieces if role != "note") + "\n\n")
            else:
                out.append(("> " if kind == "quote" else "") + "".join(piece(*p) for p in pieces).strip() + "\n\n")
        return "".join(out + notes)


class Text:
    start = ""

    def __init__(self):
        self.notes = []

    def chapter(self, head, blocks):
        out = [f"{head}\n"]
        for _, pieces in blocks:
            line = ""
            for role, text in pieces:
                if role == "note":
                    if len(self.notes) < 900:
                        self.notes.append(text)
                        line += f"[{len(self.notes)}]"
                else:
                    line += f"«{text}»" if role == "quote" else text
            out.append(line.strip() + "\n")
        return "".join(out)

    @property
    def end(self):
        return "\nПримечания\n\n" + "".join(f"{number}\n{text}.\n\n" for number, text in enumerate(self.notes, 1))


def write_plain(format_, chapters, size, path):
    with open(path, "w", encoding="utf-8") as file:
        done = file.write(format_.start)
        for chapter in chapters:
            text = format_.chapter(*chapter)
            file.write(text)
            done += len(text.encode())
            if done >= size:
                break
        file.write(format_.end)


PAGE = ('<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" '
        'xml:lang="en"><head><title>Generated</title></head><body>\n{}</body></html>\n')


def xhtml(number, head, blocks):
    out, notes = [f"<section><h1>{head}</h1>\n"], []

    def piece(role, text):
        if role == "note":
            n = len(notes) + 1
            notes.append(f'<aside epub:type="footnote" id="n{n}"><p><a epub:type="backlink" role="doc-backlink" href="#r{n}">{n}</a> {text}.</p></aside>\n')
            return f'<sup><a epub:type="noteref" id="r{n}" href="#n{n}">{n}</a></sup>'
        return {"text": "{}", "emphasis": "<em>{}</em>", "name": '<span class="name">{}</span>', "quote": "«{}»"}[role].format(text)

    for kind, pieces in blocks:
        if kind == "verse":
            out.append("<p>" + "<br/>".join(text for role, text in pieces if role != "note") + "</p>\n")
        else:
            inner = "".join(piece(*p) for p in pieces)
            out.append(f"<blockquote><p>{inner}</p></blockquote>\n" if kind == "quote" else f"<p>{inner}</p>\n")
    return PAGE.format("".join(out) + "</section>\n" + "".join(notes))


def write_epub(chapters, size, path):
    names, done = [], 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        def add(name, text, how=zipfile.ZIP_DEFLATED):
            box.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, how)
        add("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        add("META-INF/container.xml", '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')
        for chapter in chapters:
            page = xhtml(len(names), *chapter)
            names.append(f"c{len(names)}.xhtml")
            add(names[-1], page)
            done += len(page.encode())
            if done >= size:
                break
        links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in names)
        add("nav.xhtml", PAGE.format(f'<nav epub:type="toc"><ol>{links}</ol></nav>'))
        items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
        spine = "".join(f'<itemref idref="{name}"/>' for name in names)
        add("p.opf", '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:x:generated</dc:identifier><dc:title>Generated</dc:title>'
            '<dc:language>en</dc:language><meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata><manifest>'
            f'<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest><spine>{spine}</spine></package>')


def generate(kind, size, path, english=False):
    chapters = Prose(english, size).paragraphs()
    if kind == "epub":
        write_epub(chapters, size, path)
    else:
        write_plain({"tei": Tei, "markdown": Markdown, "text": Text}[kind](), chapters, size, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("format", choices=["tei", "markdown", "epub", "text"])
    parser.add_argument("bytes", type=int)
    parser.add_argument("path")
    parser.add_argument("--english", action="store_true")
    got = parser.parse_args()
    generate(got.format, got.bytes, got.path, got.english)


if __name__ == "__main__":
    main()
