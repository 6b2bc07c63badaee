# SPDX-License-Identifier: MIT
"""Books as others make them, read: style sheets, metadata, covers; and what travels through a book and back.

    reading.py PECIA     exit 0 when every promise holds; one line for each that does not
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import writer
from writer import expect

CONTAINER = ('<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
             '<rootfile full-path="OPS/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:isbn:9783161484100</dc:identifier>
<dc:title id="t">Tides</dc:title><meta refines="#t" property="file-as">Tides, The</meta>
<dc:title id="s">A study</dc:title><meta refines="#s" property="title-type">subtitle</meta>
<dc:creator id="c">A. Writer</dc:creator><meta refines="#c" property="role">ill</meta><meta refines="#c" property="role">aut</meta>
<meta property="belongs-to-collection" id="b">Seas</meta><meta refines="#b" property="group-position">3</meta>
<dc:language>en</dc:language><meta property="dcterms:created">1890</meta></metadata>
<manifest><item id="p" href="p.xhtml" media-type="application/xhtml+xml"/><item id="c1" href="s.css" media-type="text/css"/>
<item id="v" href="c.gif" media-type="image/gif" properties="cover-image"/></manifest><spine><itemref idref="p"/></spine></package>"""
STYLE = """/* .plain { font-style: italic } */ @media print { .plain { font-weight: bold } } @import "x";
span.slant, .oblique { font-style: italic } .caps{font-variant:SMALL-CAPS;color:red} p.mid { text-align: center }
.up { vertical-align: super; } div .deep { font-weight: bold } .both { font-weight: 700; font-style: oblique }
@media screen and (min-width: 1px) { span.lit.now { text-decoration: underline } } .box > p em.x, div.box p .y { font-variant: small-caps }
.slant.not { font-style: normal } .box > .z { font-weight: bold } section.other .y { font-weight: bold }"""
PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>One</h1>
<p class="mid">middle</p><p><span class="slant">a</span> <span class="caps">b</span> <span class="up">c</span> <span class="plain">d</span>
<span class="deep">e</span> <span class="both">f</span> <span style="text-decoration: underline">g</span></p>
<div class="box"><p>H <span class="y">h</span> <span class="z">i</span> <span class="slant not">j</span> <span class="now lit">k</span> <span class="lit">l</span></p></div>
<p>So <math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><msup><mi>x</mi><mn>2</mn></msup></math>.</p></body></html>"""
SOURCE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt><publicationStmt>
<p n="7">Kept as it is.</p></publicationStmt><sourceDesc><p>None</p></sourceDesc></fileDesc></teiHeader><text><body><div><head>One</head>
<p rend="wide">By <persName ref="#p1" key="k1">Ada</persName> on <date when="1890-05" notBefore="1890">a day</date>, <hi rend="bold italic">both</hi>,
<w lemma="go">went</w>.</p><ab>A block</ab><castList><castItem><role>Hob</role><roleDesc>a <hi rend="italic">poor</hi> miller</roleDesc></castItem></castList></div></body></text></TEI>"""


def make(path, files):
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("mimetype", "application/epub+zip")
        for name, data in {"META-INF/container.xml": CONTAINER, **files}.items():
            box.writestr(name, data)


def texts(path):
    with zipfile.ZipFile(path) as box:
        return {name: box.read(name).decode("utf-8", "replace") for name in box.namelist()}


def others(pecia, folder):
    book, again, xml = folder / "book.epub", folder / "again.epub", folder / "book.xml"
    gif = b"GIF89a\1\0\1\0\0\0\0;"
    make(book, {"OPS/p.opf": PACKAGE, "OPS/p.xhtml": PAGE, "OPS/s.css": STYLE, "OPS/c.gif": gif})
    writer.convert(pecia, str(book), str(again))
    page = "".join(data for name, data in texts(again).items() if "/text-" in name)
    for part in ("<i>a</i>", '<span class="small-caps">b</span>', "<sup>c</sup> d e <", "<b><i>f</i></b>", "<u>g</u>",
                 '<p class="center">middle</p>', '<span class="small-caps">h</span> i j <u>k</u> l<', "<msup><mi>x</mi><mn>2</mn></msup></math>"):
        expect(part in page, f"style sheet: no {part} in {page}")
    package = texts(again)["EPUB/package.opf"]
    for part in ('title-type">subtitle', 'file-as">Tides, The', 'marc:relators">aut', 'group-position">3', "urn:isbn:9783161484100",
                 'dcterms:created">1890', 'properties="mathml"', 'properties="cover-image"'):
        expect(part in package, f"metadata: no {part} in {package}")
    same = subprocess.run([pecia, "compare", str(book), str(again)], capture_output=True, text=True)
    expect(same.returncode == 0, f"EPUB to EPUB: {same.stdout}")
    writer.convert(pecia, str(book), str(xml))
    expect("<title>A study</title>" in xml.read_text() or 'type="sub"' in xml.read_text(), "the subtitle reaches TEI")


def travelled(pecia, folder):
    source, book, again = folder / "s.xml", folder / "s.epub", folder / "t.epub"
    source.write_text(SOURCE)
    writer.convert(pecia, str(source), str(book))
    writer.convert(pecia, str(book), str(again))
    for files in (texts(book), texts(again)):
        page = "".join(data for name, data in files.items() if "/text-" in name)
        for part in ('<span class="foreign" data-tei="persName" data-ref="#p1" data-tei-key="k1">Ada</span>', 'data-when="1890-05"',
                     'data-tei-not-before="1890"', '<p data-tei-rend="wide">', "<b><i>both</i></b>", 'data-tei="w" data-tei-lemma="go"',
                     '<p data-tei="ab">A block</p>',
                     'data-tei="role">Hob</span> <span class="foreign" data-tei="roleDesc">a <i'):
            expect(part in page, f"data attributes: no {part} in {page}")
        expect('<p n="7">Kept as it is.</p>' in files.get("EPUB/header.xml", ""), "the header travels as a record")
        expect('rel="record"' in files["EPUB/package.opf"], "the record is linked")
    writer.checked(str(again))
    told = json.loads(subprocess.run([pecia, "inspect", "--json", str(again)], capture_output=True, text=True).stdout)
    expect("persName" not in json.dumps(told.get("faults", [])), "a foreign element is no fault")


def main():
    pecia = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        others(pecia, pathlib.Path(name))
        travelled(pecia, pathlib.Path(name))
    print("\n".join(writer.faults))
    return 1 if writer.faults else 0


if __name__ == "__main__":
    sys.exit(main())
