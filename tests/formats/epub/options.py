# SPDX-License-Identifier: MIT
"""Every option of the EPUB writer, and metadata as the package document has it.

    options.py PECIA SAMPLES     exit 0 when every promise holds; one line for each that does not
"""
import pathlib
import struct
import sys
import tempfile
import zipfile

import writer
from writer import expect

METADATA = """title: Остров
title.sub: Заметки
title.file-as: Заметки
creator: Иван Петров
creator.file-as: Петров, Иван
contributor.translator: A. B.
identifier.isbn: 978-3-16-148410-0
identifier.doi: https://doi.org/10.1000/182
series: Путешествия
series.position: 2
licence: CC BY 4.0
licence.href: https://creativecommons.org/licenses/by/4.0/
source: Рукопись
subject: острова
date: 1895-06
language: rus
language: en
"""
PROMISED = """<dc:identifier id="book-id">urn:isbn:9783161484100</dc:identifier>
<meta refines="#book-id" property="identifier-type" scheme="onix:codelist5">15</meta>
<dc:identifier id="identifier1">doi:10.1000/182</dc:identifier>
<meta refines="#identifier1" property="identifier-type" scheme="onix:codelist5">06</meta>
<dc:title id="title1">Остров</dc:title>
<meta refines="#title1" property="title-type">main</meta>
<meta refines="#title2" property="title-type">subtitle</meta>
<meta refines="#title2" property="file-as">Заметки</meta>
<dc:language>ru</dc:language>
<dc:language>en</dc:language>
<meta refines="#creator1" property="file-as">Петров, Иван</meta>
<meta refines="#contributor1" property="role" scheme="marc:relators">trl</meta>
<dc:date>1895-06</dc:date>
<meta property="dcterms:license">https://creativecommons.org/licenses/by/4.0/</meta>
<dc:source id="source1">Рукопись</dc:source>
<meta refines="#source1" property="source-of">pagination</meta>
<meta refines="#series1" property="group-position">2</meta>
<meta name="cover" content="cover-image"/>"""


def font(family):
    """A TrueType font with nothing but names and weight: enough to be told from its bytes."""
    name = family.encode("utf-16-be")
    names = struct.pack(">HHH", 0, 1, 18) + struct.pack(">6H", 3, 1, 0x409, 1, len(name), 0) + name
    weight = bytearray(78)
    weight[4:6] = struct.pack(">H", 700)
    tables, at, head, body = [(b"OS/2", bytes(weight)), (b"name", names)], 12 + 2 * 16, b"", b""
    for tag, data in tables:
        head += tag + struct.pack(">III", 0, at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return b"\0\1\0\0" + struct.pack(">HHHH", 2, 0, 0, 0) + head + body


def book(pecia, source, folder, *options):
    path = folder / "book.epub"
    told = writer.convert(pecia, source, str(path), *options)
    with zipfile.ZipFile(path) as box:
        return {name: box.read(name).decode("utf-8", "replace") for name in box.namelist()}, told, str(path)


def metadata(pecia, source, folder):
    said = folder / "said.txt"
    said.write_text(METADATA, encoding="utf-8")
    files, _, path = book(pecia, source, folder, "--metadata-file", str(said), "-O", "epub:cover=drawn")
    for line in PROMISED.splitlines():
        expect(line in files["EPUB/package.opf"], f"the package does not say {line}")
    expect("Рукопись" in files["EPUB/colophon.xhtml"] and "CC BY 4.0</a>" in files["EPUB/colophon.xhtml"],
           "the colophon tells source and licence")
    expect("Иван Петров" in files["EPUB/images/cover.svg"], "the author is on the cover")
    expect('lang="ru"' in files["EPUB/title.xhtml"], "the language has its short code")
    writer.checked(path)


def parts(pecia, source, folder, samples):
    style, face = folder / "mine.css", folder / "face.ttf"
    style.write_text("p { color: teal; }\n")
    face.write_bytes(font("Test Serif"))
    files, _, path = book(pecia, source, folder, "-O", f"epub:css={style}", "-O", f"epub:fonts={face}", "-O", "epub:ncx=no",
                          "-O", "epub:title-page=no", "-O", f"epub:cover={samples / 'dot.png'}", "-O", "epub:toc-depth=1")
    sheet, package = files["EPUB/style.css"], files["EPUB/package.opf"]
    expect(sheet.endswith("p { color: teal; }\n") and ".verse" in sheet, "the user's style is added to the own")
    expect('font-family: "Test Serif"; font-weight: 700' in sheet, "the font's own tables name it")
    expect("EPUB/fonts/font-01.ttf" in files and "EPUB/images/cover.png" in files, "font and cover are in the book")
    expect("ncx" not in package and "EPUB/toc.ncx" not in files, "no NCX when none is wanted")
    expect("EPUB/title.xhtml" not in files, "no title page when none is wanted")
    expect(files["EPUB/nav.xhtml"].count("<ol>") <= 3, "the navigation has one level")
    writer.checked(path)
    files, _, _ = book(pecia, source, folder, "-O", f"epub:css={style}", "-O", "epub:own-style=no")
    expect(".verse" not in files["EPUB/style.css"], "the user's style stands alone when that is wanted")


def refusals(pecia, source, folder):
    import subprocess
    leading = folder / "leading.css"
    leading.write_text("@import 'x.css';\n")
    for option in (f"epub:css={leading}", "epub:cover=/nonexistent.png", f"epub:fonts={leading}", f"epub:cover={leading}"):
        run = subprocess.run([pecia, "convert", "-o", str(folder / "no.epub"), "-O", option, source], capture_output=True)
        expect(run.returncode in (3, 4) and not (folder / "no.epub").exists(), f"{option}: exit {run.returncode}")


def sizes(pecia, folder):
    long = folder / "long.md"
    long.write_text("# One\n\n" + "\n\n".join("word " * 200 for _ in range(300)))
    for option, count in (("220", 2), ("64", 5), ("0", 1)):
        files, _, _ = book(pecia, str(long), folder, "-O", f"epub:split-size={option}")
        found = sum("/text-" in name for name in files)
        expect(found == count, f"split-size={option}: {found} files, not {count}")


def main():
    pecia, samples = sys.argv[1], pathlib.Path(sys.argv[2])
    source = str(samples / "everything.xml")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        metadata(pecia, source, folder)
        parts(pecia, source, folder, samples)
        refusals(pecia, source, folder)
        sizes(pecia, folder)
    print("\n".join(writer.faults))
    return 1 if writer.faults else 0


if __name__ == "__main__":
    sys.exit(main())
