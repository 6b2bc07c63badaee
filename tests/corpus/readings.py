# SPDX-License-Identifier: MIT
"""The readings of <choice> in every other format, by every option: the one that is wanted once, the other not at all, and both
where both are wanted; a title takes one. In the whole TEI all stay, whatever the option.
"""
import os
import re
import sys
import zipfile

import drive

# (option, first value, its words, second value, its words)
PAIRS = [("choice", "orig", "vpon", "reg", "upon"), ("correction", "sic", "tehre", "corr", "there"),
         ("abbreviation", "abbr", "Mrs", "expan", "Mistress")]
PLACES = ["<head>{}</head><p>x</p>", "<p>y {} z</p>", "<p>y<note>{}</note></p>", "<list><item>{}</item></list>", "<lg><l>{}</l></lg>",
          "<table><row><cell>{}</cell></row></table>", "<quote><p>{}</p></quote>", "<p><q>q {} q</q></p>", "<figure><head>{}</head></figure>",
          "<sp><speaker>{}</speaker><p>w</p></sp>", "<p><hi rend='italic'>{}</hi></p>", "<p><persName>{}</persName></p>"]


def document(pair, layout):
    _, first, one, second, two = pair
    gap = "\n   " if layout else ""
    choice = f"<choice>{gap}<{first}>{one}</{first}>{gap}<{second}>{two}</{second}>{gap}</choice>"
    body = "".join(f"<div>{place.format(choice)}</div>" for place in PLACES)
    return ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
            f"<title>A {choice} title</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc>"
            f"</fileDesc></teiHeader><text><body>{body}</body></text></TEI>")


def text_of(path):
    """The text of what was made: of an EPUB that of its pages, without title and colophon."""
    if not path.endswith(".epub"):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        return re.sub(r"(?s)\A---\n.*?\n---\n|<teiHeader>.*?</teiHeader>", "", text)
    with zipfile.ZipFile(path) as box:
        pages = [box.read(name).decode() for name in sorted(box.namelist()) if "/text-" in name]
    return "".join(re.sub(r"(?s).*<body\b", "", page) for page in pages)


def check(verdict, pecia, folder, pair, layout):
    option, first, one, second, two = pair
    source = os.path.join(folder, "in.xml")
    with open(source, "w", encoding="utf-8") as file:
        file.write(document(pair, layout))
    wanted = {"both": (len(PLACES), len(PLACES)), first: (len(PLACES), 0), second: (0, len(PLACES))}
    for value, counts in wanted.items():
        for to, more in [(to, []) for to in drive.FORMATS] + [("tei", ["-O", "tei:profile=lite"])]:
            target = os.path.join(folder, "out" + drive.EXTENSION[to])
            run = drive.convert(pecia, source, "tei", target, to, "-O", f"tei:{option}={value}", *more)
            problem = drive.crashed(run) or (None if run.status == 0 else run.first())
            text = "" if problem else text_of(target)
            found = len(re.findall(one, text)), len(re.findall(two, text))
            if not problem and found != (wanted["both"] if to == "tei" and not more else counts):
                problem = f"{found[0]} times {one}, {found[1]} times {two}"
            verdict.add(" ".join([f"{option}={value}", "->", to, *more, "indented" if layout else ""]), problem)
        said = drive.Run([pecia, "convert", "-q", "-f", "tei", "-t", "markdown", "-O", f"tei:{option}={value}", "-o", "-", source]).out.decode()
        title = f'title: "A {one if value == first else two} title"'
        verdict.add(f"{option}={value}: title", None if title in said else said[:100])


def main():
    got = drive.arguments(__doc__)
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        for pair in PAIRS:
            for layout in (False, True):
                check(verdict, got.pecia, folder, pair, layout)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
