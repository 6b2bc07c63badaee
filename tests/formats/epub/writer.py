# SPDX-License-Identifier: MIT
"""Writes books from samples and looks into them without the project's help.

    writer.py PECIA SAMPLES     exit 0 when every promise holds; one line for each that does not
"""
import os
import pathlib
import posixpath
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

EPUBCHECK = "/usr/share/java/epubcheck.jar"
OPS = "{http://www.idpf.org/2007/ops}type"
faults = []


def expect(fact, words):
    if not fact:
        faults.append(words)


def convert(pecia, source, target, *options, env=None, **run_options):
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    run = subprocess.run([pecia, "convert", "-o", target, *options, source], capture_output=True, text=True,
                         env={**kept, **(env or {})}, **run_options)
    expect(run.returncode == 0, f"{source}: exit {run.returncode}: {run.stderr}")
    return run.stderr


def container(path):
    raw = pathlib.Path(path).read_bytes()
    with zipfile.ZipFile(path) as box:
        first = box.infolist()[0]
        names = box.namelist()[1:]
        expect(first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED, "mimetype is first and stored")
        expect(raw[30:58] == b"mimetypeapplication/epub+zip", "mimetype has no extra field")
        expect(names == sorted(names) and all(name.isascii() for name in names), "names are ASCII and in order")
        expect({entry.date_time for entry in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}, "no time but the given one")
        return {name: box.read(name) for name in names}


def links_resolve(files):
    pages = {name: ET.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}
    ids = {}
    for name, root in pages.items():
        found = [node.get("id") for node in root.iter() if node.get("id")]
        expect(len(found) == len(set(found)), f"{name}: an id is there twice")
        ids[name] = set(found)
        expect(sum(node.tag.endswith("}h1") for node in root.iter()) <= 1, f"{name}: more than one h1")
        expect(b"<script" not in files[name] and b"javascript:" not in files[name], f"{name}: something active")
    for name, root in pages.items():
        for node in root.iter():
            for address in filter(None, (node.get("href"), node.get("src"))):
                if re.match("[a-z]+:", address):
                    continue
                file, _, fragment = urllib.parse.unquote(address).partition("#")
                file = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
                expect(file in files, f"{name}: {address} leads to no file")
                expect(not fragment or fragment in ids.get(file, ()), f"{name}: {address} leads to no place")
    return pages


def notes_are_paired(pages):
    marks = [node for root in pages.values() for node in root.iter() if "noteref" in (node.get(OPS) or "").split()]
    bodies = [node for root in pages.values() for node in root.iter()
              if {"footnote", "endnote"} & set((node.get(OPS) or "").split())]
    expect(len(bodies) == 4, f"{len(bodies)} bodies of notes, not 4")
    expect(len(marks) == 5, f"{len(marks)} linked marks, not 5")
    words = " ".join("".join(root.itertext()) for root in pages.values())
    expect("[30]" in words, "a mark without a body stays visible")


def checked(path):
    if not os.path.exists(EPUBCHECK):
        print("epubcheck is not installed: its part is skipped")
        return
    run = subprocess.run(["java", "-jar", EPUBCHECK, path], capture_output=True, text=True)
    for line in (run.stdout + run.stderr).splitlines():
        expect(not re.match("(ERROR|WARNING|FATAL)", line), line)


def main():
    pecia, samples = sys.argv[1], pathlib.Path(sys.argv[2])
    source = str(samples / "everything.xml")
    with tempfile.TemporaryDirectory() as folder:
        for place in ("chapter", "endnotes", "visible"):
            book = os.path.join(folder, f"{place}.epub")
            told = convert(pecia, source, book, "-O", f"epub:notes={place}")
            for code in ("link-nowhere", "link-scheme", "link-outside", "image-remote", "note-without-body"):
                expect(f"[{code}]" in told, f"{place}: nothing was said of {code}")
            expect("unaccounted" not in told, f"{place}: {told}")
            pages = links_resolve(container(book))
            notes_are_paired(pages)
            checked(book)
            elsewhere = os.path.join(folder, f"elsewhere-{place}")
            os.mkdir(elsewhere)
            again = os.path.join(elsewhere, "again.epub")
            convert(pecia, os.path.abspath(source), again, "-O", f"epub:notes={place}", cwd=elsewhere, umask=0o077,
                    env={"TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": elsewhere, "USER": "other"})
            expect(pathlib.Path(book).read_bytes() == pathlib.Path(again).read_bytes(), f"{place}: not the same twice")
        for split, count in (("0", 1), ("1", 3), ("2", 4)):
            book = os.path.join(folder, "split.epub")
            convert(pecia, source, book, "-O", f"epub:split={split}")
            texts = [name for name in container(book) if "/text-" in name]
            expect(len(texts) == count, f"split={split}: {len(texts)} files, not {count}")
        back = os.path.join(folder, "split.xml")
        convert(pecia, book, back, "-t", "tei")
        depth = re.findall(r"<div|</div>|<head[^>]*>Two", pathlib.Path(back).read_text(encoding="utf-8"))
        open_at = [depth[:i].count("<div") - depth[:i].count("</div>") for i, word in enumerate(depth) if "head" in word]
        expect(open_at == [1, 2], f"sections over several files keep their depth: {open_at}")
        source = os.path.join(folder, "places.md")
        pathlib.Path(source).write_text('---\ntitle: T\nauthor: {name: Jane Roe, file-as: "Roe, Jane"}\n---\n\n'
                                        'a<a id="unlinked"></a>b\n', encoding="utf-8")
        convert(pecia, source, book)
        opf = next(data for name, data in container(book).items() if name.endswith(".opf"))
        expect(b'property="file-as">Roe, Jane<' in opf, "an author is filed as the metadata say")
        convert(pecia, book, back, "-t", "tei")
        expect('a<anchor xml:id="unlinked"/>b' in pathlib.Path(back).read_text(encoding="utf-8"), "a place that nothing links to is kept")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
