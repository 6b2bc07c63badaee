# SPDX-License-Identifier: MIT
"""Books that are not what they should be: read as far as they can be, with one sentence for each fault, or refused with one.

    broken.py PECIA     exit 0 when every promise holds; one line for each that does not
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import writer
from writer import expect

CONTAINER = ('<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
             '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>')
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
LOCK = ('<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
        '<e:EncryptionMethod Algorithm="{}"/><e:CipherData><e:CipherReference URI="{}"/></e:CipherData></e:EncryptedData></encryption>')
AES, OBFUSCATED = "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.idpf.org/2008/embedding"
TITLE = "<dc:title>Sand</dc:title>"


def text(notes="n.xhtml"):
    return PAGE.format(f'<p>Sand<a href="{notes}#n1" id="r1"><sup>1</sup></a> and mud.</p>')


def notes(back="a.xhtml"):
    return PAGE.format(f'<p id="n1"><a href="{back}#r1">1</a> A note.</p>')


def package(items, spine=("a", "n"), more="", said=TITLE):
    rows = "".join(f'<item id="{name}" href="{href}" media-type="application/xhtml+xml"/>' for name, href in items)
    places = "".join(f'<itemref idref="{name}"/>' for name in spine)
    return ('<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'{said}<dc:identifier id="i">x</dc:identifier><dc:language>en</dc:language></metadata><manifest>{rows}{more}</manifest><spine>{places}</spine></package>')


PLAIN = [("a", "a.xhtml"), ("n", "n.xhtml")]
FILES = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER.format("OPS/p.opf"), "OPS/p.opf": package(PLAIN),
         "OPS/a.xhtml": text(), "OPS/n.xhtml": notes()}
NOTE = 'Sand<note n="1">A note.</note> and mud.'
# name: (what is other than in FILES, None for what is left out; codes of what is said; what the text has; None: refused)
BOOKS = {
    "nothing is wrong": ({}, [], NOTE),
    "no media type": ({"mimetype": None}, ["epub.no-mimetype"], NOTE),
    "another media type": ({"mimetype": "application/zip"}, ["epub.no-mimetype"], NOTE),
    "no container.xml": ({"META-INF/container.xml": None}, ["epub.no-package"], NOTE),
    "container.xml is cut": ({"META-INF/container.xml": "<container><rootfiles><rootfile full-path="}, ["epub.no-package"], NOTE),
    "container.xml names what is not there": ({"META-INF/container.xml": CONTAINER.format("x/y.opf")}, ["epub.no-package"], NOTE),
    "container.xml in other case": ({"META-INF/container.xml": CONTAINER.format("ops/P.OPF")}, [], NOTE),
    "no package document": ({"META-INF/container.xml": None, "OPS/p.opf": None}, ["epub.no-package"], None),
    "items in other case": ({"OPS/p.opf": package([("a", "A.xhtml"), ("n", "N.XHTML")])}, ["epub.path", "epub.path"], NOTE),
    "links in other case": ({"OPS/a.xhtml": text("N.xhtml"), "OPS/n.xhtml": notes("A.XHTML")}, [], NOTE),
    "percent-encoded items": ({"OPS/p.opf": package([("a", "a%20%C3%A9.xhtml"), ("n", "n.xhtml")]), "OPS/a.xhtml": None,
                               "OPS/a \u00e9.xhtml": text(), "OPS/n.xhtml": notes("a%20%C3%A9.xhtml")}, [], NOTE),
    "files named with percent signs": ({"OPS/p.opf": package([("a", "a%20b.xhtml"), ("n", "n.xhtml")]), "OPS/a.xhtml": None, "OPS/a%20b.xhtml": text(),
                                        "OPS/n.xhtml": notes("a%20b.xhtml")}, ["epub.path"], NOTE),
    "paths with backslashes": ({"OPS/p.opf": package([("a", "t\\a.xhtml"), ("n", "t\\n.xhtml")]), "OPS/t/a.xhtml": text(), "OPS/t/n.xhtml": notes()},
                               ["epub.path", "epub.path"], NOTE),
    "paths from the root": ({"OPS/p.opf": package([("a", "OPS/a.xhtml"), ("n", "OPS/n.xhtml")])}, ["epub.path", "epub.path"], NOTE),
    "a page is not there": ({"OPS/p.opf": package(PLAIN + [("g", "gone.xhtml")], ("a", "g", "n"))}, ["epub.missing"], NOTE),
    "an item is not there": ({"OPS/p.opf": package(PLAIN, ("a", "zz", "n"))}, ["epub.missing"], NOTE),
    "a style sheet is not there": ({"OPS/p.opf": package(PLAIN, more='<item id="c" href="c.css" media-type="text/css"/>')}, ["epub.missing"], NOTE),
    "an image is not there": ({"OPS/a.xhtml": text().replace("mud", '<img src="g.png" alt=""/>mud')}, ["resource-missing"], "A note."),
    "a page twice in the spine": ({"OPS/p.opf": package(PLAIN, ("a", "n", "a"))}, ["epub.twice"], NOTE),
    "an identifier twice in the manifest": ({"OPS/p.opf": package(PLAIN + [("a", "c.css")])}, ["epub.twice"], NOTE),
    "an ampersand in the package": ({"OPS/p.opf": package(PLAIN, said="<dc:title>Sand & Mud</dc:title>")}, ["epub.mended"], NOTE),
    "a prefix that nobody declared": ({"OPS/p.opf": package(PLAIN, said=TITLE + '<dc:creator opf:role="aut">A. Dune</dc:creator>')}, ["epub.mended"], NOTE),
    "an empty spine": ({"OPS/p.opf": package(PLAIN, ())}, ["epub.no-pages"], ""),
    "tags that nobody closed": ({"OPS/a.xhtml": text().replace("mud.", "mud<br>&nbsp;&mdash; x & y<hr><p>More")}, ["xhtml-repaired"], "\u2014 x &amp; y"),
    "a page in Latin 1, unsaid": ({"OPS/a.xhtml": text().replace("mud", "caf\u00e9").encode("latin-1")}, ["encoding"], "caf\u00e9"),
    "a page in Cyrillic, said and broken": ({"OPS/a.xhtml": ('<?xml version="1.0" encoding="windows-1251"?>' + text().replace("mud", "\u0438\u043b<br>")).encode("cp1251")},
                                            ["xhtml-repaired"], "\u0438\u043b"),
    "a page in UTF-16": ({"OPS/a.xhtml": ("\ufeff" + text()).encode("utf-16-le")}, [], NOTE),
    "an encrypted page": ({"META-INF/encryption.xml": LOCK.format(AES, "OPS/a.xhtml")}, ["epub.encrypted"], None),
    "an encrypted picture": ({"META-INF/encryption.xml": LOCK.format(AES, "OPS/g.png"), "OPS/g.png": b"\x89PNG",
                              "OPS/a.xhtml": text().replace("mud", '<img src="g.png" alt=""/>mud')}, ["epub.encrypted"], "A note."),
    "an obfuscated font": ({"META-INF/encryption.xml": LOCK.format(OBFUSCATED, "OPS/f.otf"), "OPS/f.otf": "x"}, [], NOTE),
    "encryption.xml is empty": ({"META-INF/encryption.xml": ""}, ["epub.locks"], NOTE),
}


def read(pecia, folder, files):
    """(exit status, codes of what was said, text of the TEI)."""
    book, xml, report = folder / "b.epub", folder / "b.xml", folder / "b.json"
    xml.unlink(missing_ok=True)
    with zipfile.ZipFile(book, "w") as box:
        for name, data in {**FILES, **files}.items():
            if data is not None:
                box.writestr(name, data)
    run = subprocess.run([pecia, "convert", "-O", "tei:notes=inline", "-o", str(xml), str(book)], capture_output=True, text=True)
    body = xml.read_text(encoding="utf-8") if xml.exists() else ""
    body = re.sub(r"</?p\b[^>]*>", "", re.sub(r'<note [^>]*?n="', '<note n="', re.sub(r">\n\s*<", "><", body[body.find("<text"):])))
    codes = [code for code in re.findall(r"\[([a-z.-]+)\]$", run.stderr, re.M) if code != "images-left"]
    return run.returncode, codes, body


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, (files, said, wanted) in BOOKS.items():
            status, codes, body = read(sys.argv[1], pathlib.Path(folder), files)
            expect(status == (3 if wanted is None else 0), f"{name}: exit {status}")
            expect(codes == said, f"{name}: said {codes}, not {said}")
            expect(wanted is None or wanted in body, f"{name}: no {wanted} in {body}")
    print("\n".join(writer.faults))
    return 1 if writer.faults else 0


if __name__ == "__main__":
    sys.exit(main())
