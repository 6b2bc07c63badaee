# SPDX-License-Identifier: MIT
"""Books as the tools and houses of this trade make them, and what is read of each.

    manners.py PECIA     exit 0 when every promise holds; one line for each that does not

A book is its pages, perhaps with a style sheet and a navigation; after it come parts of the TEI that it gives, notes in place, white
space between elements left out, and (after None) parts that it must not have.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import reading
import writer
from writer import expect

HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>'
NOTES = {
    "links there and back, in a division each": (
        {"a": '<h2>I</h2><p>Sand<a id="R1"></a><a href="#F1" class="fnanchor">[1]</a>, mud<a id="R2"></a><a href="#F2" class="fnanchor">[A]</a>.</p>'
              '<div class="footnotes"><h3>Footnotes:</h3><div class="footnote"><p><a id="F1"></a><a href="#R1"><span class="label">[1]</span></a> One.</p>'
              '<p>More.</p></div><div class="footnote"><p><a id="F2"></a><a href="#R2"><span class="label">[A]</span></a> Two.</p></div></div>'},
        ['Sand<note n="1"><p>One.</p><p>More.</p></note>, mud<note n="A"><p>Two.</p></note>.']),
    "an aside typed by EPUB, its mark in a span": (
        {"a": '<p>Sand<span class="ref"><a id="b1" class="_idFootnoteLink" href="a.xhtml#f1">1</a></span>.</p><section class="_idFootnotes" epub:type="footnotes">'
              '<aside id="f1" epub:type="footnote"><p><a class="_idFootnoteAnchor" href="a.xhtml#b1">1</a>\tOne.</p></aside></section>'},
        ['Sand<note n="1"><p>One.</p></note>.']),
    "paragraphs of another page, the mark inside or around what raises it": (
        {"a": '<p>Sand<sup><a id="r1" href="b.xhtml#n1">1</a></sup>, mud<a id="r2" href="b.xhtml#n2"><span class="s">2</span></a>.</p>',
         "b": '<h2>Notes</h2><p><a id="n1" href="a.xhtml#r1">1</a>. One.</p><p>More.</p><p><a id="n2" href="a.xhtml#r2">2</a> Two.</p>'},
        ['Sand<note n="1"><p>One.</p><p>More.</p></note>, mud<note n="2"><p>Two.</p></note>.']),
    "the notes come first in the spine, which calls them not linear": (
        {"n": '<section epub:type="footnotes"><aside epub:type="footnote" id="n1"><p>One.</p></aside></section>',
         "a": '<p>Sand<a epub:type="noteref" href="n.xhtml#n1">1</a>.</p>'}, ['Sand<note n="1"><p>One.</p></note>.']),
    "a word processor's page, not well-formed": (
        {"a": "<p class=MsoNormal>Sand&nbsp;bank<a href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference>[1]</span></a>.<br></p>"
              "<div id=ftn1><p><a href=\"#_ftnref1\" name=\"_ftn1\" title=\"\"><span class=MsoFootnoteReference>[1]</span></a> One.</p></div>"},
        ['bank<note n="1"><p>One.</p></note>.']),
    "a list of references, some marked twice": (
        {"a": '<p>Sand<sup id="c1"><a href="#n1">[1]</a></sup>, mud<sup id="c2-0"><a href="#n2">[2]</a></sup>, sand<sup id="c2-1"><a href="#n2">[2]</a></sup>.</p>'
              '<ol class="references"><li id="n1"><span class="back"><a href="#c1">\u2191</a></span> <span>One.</span></li><li id="n2"><span>\u2191 <sup><a href="#c2-0">2,0'
              '</a></sup> <sup><a href="#c2-1">2,1</a></sup></span> <span>Two.</span></li></ol>'},
        ['Sand<note n="1">One.</note>, mud<note n="2">Two.</note>, sand<ref type="noteref" n="2" target="#n2">[2]</ref>.', None, "<list", "\u2191"]),
    "sections titled with the mark, and nothing that leads back": (
        {"a": '<p>Sand<a href="n.xhtml#n1" class="note">[1]</a>, mud<a href="n.xhtml#n2"><sup>2</sup></a>.</p>',
         "n": '<div class="title"><p>Notes</p></div><div id="n1"><div class="title"><p>1</p></div><p>One.</p><p>More.</p></div><div id="n2"><div class="title"><p>2</p></div>'
              "<p>Two.</p></div>"}, ['Sand<note n="1"><p>One.</p><p>More.</p></note>, mud<note n="2"><p>Two.</p></note>.', None, "<p>1</p>"]),
    "a label without a link, and words that a space parts from what follows": (
        {"a": '<p>Sand<a epub:type="noteref" href="#n1">1</a>.</p><aside epub:type="footnote" id="n1">1. One <em>and</em> a half.</aside>'},
        ['<note n="1">One <emph>and</emph> a half.</note>']),
    "signs, and an anchor before the paragraph": (
        {"a": '<p>Sand<a href="#s" id="rs">*</a>, mud<sup><a href="#d" id="rd">\u2020</a></sup>.</p><hr/><p id="s"><a href="#rs">*</a> One.</p><a id="d"></a><p><a href="#rd">\u2020</a> Two.</p>'},
        ['Sand<note n="*"><p>One.</p></note>, mud<note n="\u2020"><p>Two.</p></note>.']),
    "brackets outside the link": (
        {"a": '<p>Sand<sup>[<a id="r1" href="#d1">1</a>]</sup>, mud [<a id="r2" href="#d2">2</a>].</p><div id="d1"><a href="#r1">1</a>. One.</div><div id="d2">[<a href="#r2">2</a>] Two.</div>'},
        ['Sand<note n="1">One.</note>, mud <note n="2">Two.</note>.']),
    "an arrow behind the last words": (
        {"a": '<p>Sand<a href="#fn1" id="r1"><sup class="footnote">[1]</sup></a>.</p><section class="footnotes"><ol><li id="fn1"><p>One.<a href="#r1">\u21a9\ufe0e</a></p></li></ol></section>'},
        ['Sand<note n="1"><p>One.</p></note>.', None, "\u21a9"]),
    "rows of a table": (
        {"a": '<p>Sand<a href="#n1" id="r1">[1]</a>, mud<a href="#n2" id="r2">[2]</a>.</p><table><tr><td><a id="n1" href="#r1">1</a></td><td>One.</td></tr><tr><td><a id="n2" href="#r2">2</a>'
              "</td><td>Two.</td></tr></table>"}, ['Sand<note n="1"><p>One.</p></note>, mud<note n="2"><p>Two.</p></note>.', None, "<table"]),
    "definitions": (
        {"a": '<p>Sand<a href="#n1" id="r1">1</a>.</p><dl class="footnotes"><dt id="n1"><a href="#r1">1</a></dt><dd><p>One.</p><p>More.</p></dd></dl>'},
        ['Sand<note n="1"><p>One.</p><p>More.</p></note>.', None, "<list"]),
    "one paragraph of several": (
        {"a": '<p>Sand<a href="#n1" id="r1">1</a>, mud<a href="#n2" id="r2">2</a>.</p><p><a id="n1" href="#r1">1</a> One.<br/><a id="n2" href="#r2">2</a> Two.</p>'},
        ['Sand<note n="1"><p>One.</p></note>, mud<note n="2"><p>Two.</p></note>.']),
    "numbers that are no marks": (
        {"a": '<p>See pages <a href="b.xhtml#p3">3</a> and <a href="b.xhtml#p4">4</a>.</p><p><a id="t1" href="b.xhtml#c1">1</a></p>',
         "b": '<h2 id="c1"><a href="a.xhtml#t1">1</a></h2><p><span id="p3" class="pagenum">3</span>Sand <span id="p4" class="pagenum">4</span>mud.</p>'},
        [None, "<note", "noteref"]),
}


def squeeze(text):
    """TEI without white space between elements and without what names and places notes."""
    body = text[text.index("<text"):]
    body = re.sub(r">\n\s*<", "><", body)
    return re.sub(r' place="[^"]*"', "", re.sub(r'<note xml:id="[^"]*"', "<note", body))


def read(pecia, folder, name, book, options=("-O", "tei:notes=inline")):
    pages, wanted, *extra = book
    path, xml = folder / "book.epub", folder / "book.xml"
    rows = "".join(f'<item id="{page}" href="{page}.xhtml" media-type="application/xhtml+xml"/>' for page in pages)
    spine = "".join(f'<itemref idref="{page}"/>' for page in pages)
    more = extra[0] if extra else {}
    rows += more.get("manifest", "") + '<item id="css" href="s.css" media-type="text/css"/>'
    package = ('<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
               '<dc:identifier id="i">x</dc:identifier><dc:title>Tides</dc:title><dc:language>en</dc:language></metadata>'
               f'<manifest>{rows}</manifest><spine{more.get("spine", "")}>{spine}</spine></package>')
    files = {f"OPS/{page}.xhtml": HEAD + body + "</body></html>" for page, body in pages.items()}
    reading.make(path, {"OPS/p.opf": package, "OPS/s.css": more.get("css", ""), **files, **more.get("files", {})})
    run = subprocess.run([pecia, "convert", "-q", *options, "-o", str(xml), str(path)], capture_output=True, text=True)
    expect(run.returncode == 0, f"{name}: exit {run.returncode}: {run.stderr}")
    return squeeze(xml.read_text(encoding="utf-8")) if run.returncode == 0 else ""


def check(pecia, folder, books):
    for name, book in books.items():
        text, forbidden = read(pecia, folder, name, book), False
        for part in book[1]:
            forbidden = forbidden or part is None
            if part is not None:
                expect((part in text) != forbidden, f"{name}: {'there is' if forbidden else 'no'} {part} in {text}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        check(sys.argv[1], pathlib.Path(folder), NOTES)
    print("\n".join(writer.faults))
    return 1 if writer.faults else 0


if __name__ == "__main__":
    sys.exit(main())
