# SPDX-License-Identifier: MIT
"""Whole books in the manners of the houses and tools of this trade, and what stands in them.

    books.py PECIA FOLDER [NAME ...]    exit 0 when all that the books of FOLDER hold is found, and nothing else

A book is one file: parts begin with "-- path"; the first, "book", has its metadata, the last, "truth", has what a reader
finds there, one thing a line:

    H level | heading        N label | note           Q | block quotation     I | words set apart by a style
    L | line of verse        P | number of a page     S | speaker             G | stage direction
    D level | title of a division that prints none    K | words of a quotation in a line
    B | paragraph            T | words that the text has       X | words that it has not     O | words, in this order
    W | words that the text has when it is plain text
    R | what stands in the XML

H, N, L, P, S, G, D must be all that there is, in this order of each; of Q, I, K and B those that are named.
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from xml.sax.saxutils import escape, quoteattr

TEI = "{http://www.tei-c.org/ns/1.0}"
TYPES = {"css": "text/css", "gif": "image/gif", "svg": "image/svg+xml", "ncx": "application/x-dtbncx+xml", "ttf": "font/ttf"}
CONTAINER = ('<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
             '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>')
HTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title>{}</head>'
WHOLE = "HNLPSGD"


def parts(path):
    """{path: text} of the file at PATH, in its order."""
    found, name = {}, None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("-- "):
            name = line[3:]
            found[name] = []
        elif name:
            found[name].append(line)
    return {name: "\n".join(lines).rstrip("\n") for name, lines in found.items()}


def is_page(name):
    return name.endswith(("html", "htm"))


def package(about, names):
    """The package document of the files NAMES."""
    version, aside = about.get("version", "3.0"), about.get("linear-no", "").split()
    said = f'<dc:identifier id="i">x</dc:identifier><dc:title>{escape(about.get("title", "x"))}</dc:title><dc:language>{about.get("lang", "en")}</dc:language>'
    said += f'<dc:creator>{escape(about["creator"])}</dc:creator>' if "creator" in about else ""
    items, spine, toc = "", "", ""
    for at, name in enumerate(names):
        kind = "application/xhtml+xml" if is_page(name) else TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
        nav = is_page(name) and name.rsplit("/", 1)[-1] in ("nav.xhtml", "toc.xhtml")
        properties = ' properties="nav"' if nav else ""
        if name.endswith("cover.gif"):
            said += f'<meta name="cover" content="i{at}"/>'
        toc = f' toc="i{at}"' if name.endswith(".ncx") else toc
        items += f'<item id="i{at}" href={quoteattr(name.replace(" ", "%20"))} media-type="{kind}"{properties}/>'
        if (is_page(name) and not nav) or (kind == "image/svg+xml" and "images" not in name):
            spine += f'<itemref idref="i{at}"' + (' linear="no"/>' if name in aside else "/>")
    guide = about.get("guide", "").split()
    guide = f'<guide><reference type="{guide[0]}" href="{guide[1]}"/></guide>' if guide else ""
    return (f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{said}'
            f"</metadata><manifest>{items}</manifest><spine{toc}>{spine}</spine>{guide}</package>")


def build(source, target):
    """Writes the book SOURCE as the EPUB TARGET; returns its truth."""
    files = parts(source)
    about = dict(line.split(": ", 1) for line in files.pop("book").split("\n") if line)
    truth, root = files.pop("truth"), about.get("root", "OPS")
    styles = [name for name in files if name.endswith(".css")]
    names = [name for name in files if not name.startswith(("/", "META-INF"))]
    with zipfile.ZipFile(target, "w") as box:
        box.writestr("mimetype", "application/epub+zip")
        if "META-INF/container.xml" not in files:
            box.writestr("META-INF/container.xml", CONTAINER.format(f"{root}/p.opf"))
        box.writestr(f"{root}/p.opf", package(about, [name for name in names if not name.endswith(".opf")]))
        for name, text in files.items():
            if is_page(name) and text.startswith("<body"):
                up = "../" * name.count("/")
                text = HTML.format("".join(f'<link rel="stylesheet" type="text/css" href="{up}{style}"/>' for style in styles)) + text + "</html>"
            inside = name if name.startswith("META-INF") else name[1:] if name.startswith("/") else f"{root}/{name}"
            box.writestr(inside, text)
    return truth


def words(text):
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def plain(node, notes=False):
    """Text of NODE, blocks apart, without the notes in it."""
    out = []
    stack = [node]
    while stack:
        at = stack.pop()
        if isinstance(at, str):
            out.append(at)
            continue
        name = at.tag.replace(TEI, "")
        inside = not (name == "note" and at is not node and not notes) and name != "figDesc"
        block = name in ("p", "l", "lg", "head", "quote", "cell", "row", "item", "lb", "sp", "speaker", "stage", "div", "bibl", "ab", "note", "label", "figure", "table")
        space = " " if block and inside else ""
        stack.append(space)
        later = [at.text or ""] if inside else []
        for child in at if inside else []:
            later += [child, child.tail or ""]
        stack.extend(reversed([space] + later))
    return words("".join(out))


def found(root):
    """[(sign, argument, words)] of the text of the TEI document ROOT."""
    got, text = [], root.find(f"{TEI}text")
    parents = {child: parent for parent in text.iter() for child in parent}

    def depth(node):
        count = 0
        while node in parents:
            node = parents[node]
            count += node.tag == f"{TEI}div"
        return str(count)

    for node in text.iter():
        name = node.tag.replace(TEI, "")
        if name == "head" and parents[node].tag == f"{TEI}div":
            got.append(("H", depth(node), plain(node)))
        elif name == "note":
            got.append(("N", node.get("n", ""), plain(node)))
        elif name in ("quote", "cit") and not (name == "quote" and parents[node].tag == f"{TEI}cit"):
            got.append(("Q", "", plain(node)))
        elif name == "q":
            got.append(("K", "", plain(node)))
        elif name in ("hi", "emph"):
            got.append(("I", "", plain(node)))
        elif name == "pb" and node.get("n"):
            got.append(("P", "", node.get("n")))
        elif name == "div" and node.get("n") and node.find(f"{TEI}head") is None:
            got.append(("D", str(int(depth(node)) + 1), node.get("n")))
        elif name in ("l", "speaker", "stage", "p"):
            got.append(({"l": "L", "speaker": "S", "stage": "G", "p": "B"}[name], "", plain(node)))
    return got, plain(text), plain(text, True)


def told(truth):
    for line in truth.split("\n"):
        if line.strip():
            sign, _, rest = line.partition(" ")
            argument, _, what = rest.partition("| ")
            yield sign, argument.strip(), words(what)


def check(truth, xml, as_text):
    """(how many things were asked, what is wrong)."""
    (got, text, all_text), wanted, faults = found(ET.fromstring(xml)), list(told(truth)), []
    for sign in WHOLE:
        ours, theirs = [row[1:] for row in wanted if row[0] == sign], [row[1:] for row in got if row[0] == sign]
        faults += [f"no {sign} {row[0]} | {row[1]}" for row in ours if row not in theirs]
        faults += [f"more {sign} {row[0]} | {row[1][:150]}" for row in theirs if row not in ours]
        if sorted(ours) == sorted(theirs) and ours != theirs:
            faults.append(f"{sign} in another order: {theirs}")
        elif len(ours) != len(theirs) and set(ours) == set(theirs):
            faults.append(f"{sign}: {len(ours)} became {len(theirs)}")
    for sign, argument, what in wanted:
        if sign in "QIBK" and (sign, argument, what) not in got:
            faults.append(f"no {sign} {argument} | {what}")
        if sign == "T" and what not in text:
            faults.append(f"the text has no: {what}")
        if sign == "R" and what not in xml:
            faults.append(f"the XML has no: {what}")
        if sign == "W" and what not in as_text:
            faults.append(f"as plain text it has no: {what}")
        if sign == "X" and what in all_text:
            faults.append(f"the text has: {what}")
        if sign == "O" and not re.search(".*".join(re.escape(word) for word in what.split()), text):
            faults.append(f"not in the order: {what}")
    return len(wanted), faults


def again(pecia, book):
    """What is wrong with the book that is made of BOOK: it must say the same (L2)."""
    target = book.with_suffix(".again.epub")
    subprocess.run([pecia, "convert", "-q", "-o", str(target), str(book)], capture_output=True)
    run = subprocess.run([pecia, "compare", str(book), str(target)], capture_output=True, text=True)
    return [] if run.returncode == 0 else ["EPUB to EPUB: " + (run.stdout + run.stderr)[:200]]


def main():
    pecia, folder, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    asked = wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        for source in sorted(folder.glob("*.book")):
            if names and source.stem not in names:
                continue
            book, xml = pathlib.Path(scratch) / (source.stem + ".epub"), pathlib.Path(scratch) / (source.stem + ".xml")
            truth = build(source, book)
            run = subprocess.run([pecia, "convert", "-q", "-O", "tei:notes=inline", "-o", str(xml), str(book)], capture_output=True, text=True)
            as_text = subprocess.run([pecia, "convert", "-q", "-t", "text", "-o", "-", str(book)], capture_output=True, text=True)
            if run.returncode != 0:
                count, faults = 1, [f"exit {run.returncode}: {run.stderr}"]
            else:
                count, faults = check(truth, xml.read_text(encoding="utf-8"), words(as_text.stdout))
            count, faults = count + 1, faults + again(pecia, book)
            asked, wrong = asked + count, wrong + len(faults)
            print("\n".join(f"{source.stem}: {fault}" for fault in faults), end="\n" if faults else "")
            if names and run.returncode == 0:
                print(xml.read_text(encoding="utf-8"))
    print(f"{asked - wrong} of {asked} things right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
