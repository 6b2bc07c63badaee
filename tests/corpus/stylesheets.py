# SPDX-License-Identifier: MIT
"""TEI through the formats that are made of stylesheets, and back: every word stays (L3), and so do notes, marks, quotations and what
else the format holds (L2); what is written is valid, of documents in other formats and of phrases within phrases too. A table tells how many of each went there, and how many came back."""
import collections
import functools
import itertools
import json
import os
import re
import shutil
import subprocess
import sys

import drive

DOCBOOK = "/usr/share/xml/docbook/schema/rng/5.0/docbook.rng"
FORMS = {"fb2": (".fb2", ["-c", os.path.join(drive.ROOT, "tests", "formats", "fb2", "fictionbook.rnc")]),
         "docbook": (".dbk", [DOCBOOK])}
KINDS = ["notes", "marks", "quotations", "LIST", "ITEM", "LINE", "TABLE", "IMAGE", "PAGE_BREAK"]
# Kinds that a few may be lost of: numbers of pages between blocks that hold no words.
NEARLY = {"PAGE_BREAK"}


def count(pecia, path):
    """How many of each of KINDS are in the document at PATH."""
    run = drive.Run([pecia, "inspect", "--json", path])
    found = json.loads(run.out)
    counts = collections.Counter(found["kinds"])
    counts.update({"notes": len(found["notes"]), "marks": sum(note["references"] for note in found["notes"]),
                   "quotations": len(found["quotations"])})
    return {kind: counts[kind] for kind in KINDS}


def check(pecia, folder, job):
    """(label, problem, counts before, counts after) of one document through one format."""
    number, source, form = job
    ending = FORMS[form][0]
    target, back = (os.path.join(folder, f"{number}{end}") for end in (ending, ".back.xml"))
    label = f"{os.path.basename(source)} through {form}"
    for here, there, kind, to in ((source, target, "tei", form), (target, back, form, "tei")):
        run = drive.convert(pecia, here, kind, there, to)
        if run.status != 0:
            return label, run.first(), None, None
    run = drive.Run([pecia, "compare", "-q", "--level", "words", source, back])
    if run.status != 0:
        return label, run.out.decode("utf-8", "replace")[:300].replace("\n", " | "), None, None
    before, after = count(pecia, source), count(pecia, back)
    wrong = [f"{before[kind]} {kind}, then {after[kind]}" for kind in KINDS
             if before[kind] != after[kind] and not (kind in NEARLY and after[kind] >= 0.9 * before[kind] - 1)]
    return label, "; ".join(wrong), before, after


PHRASES = ["<emph>%s</emph>", '<hi rend="superscript">%s</hi>', '<hi rend="bold italic">%s</hi>', '<hi rend="subscript strikethrough">%s</hi>', "<code>%s</code>",
           '<ref target="http://example.org/">%s</ref>', '<ref target="#there">%s</ref>', "<q>%s</q>", "<quote>%s</quote>", "<said>%s</said>", "<mentioned>%s</mentioned>",
           '<foreign xml:lang="la">%s</foreign>', "<bibl>%s</bibl>", "<title>%s</title>", "<cit><q>%s</q> <bibl>b</bibl></cit>", "<rs>%s</rs>", "<stage>%s</stage>",
           '<note n="1">%s</note>', '<note n="2"><quote><p>%s</p></quote><p>n</p></note>', 'a<lb rend="break"/>%s', '%s<pb n="3"/>', '<graphic url="a.png"/>%s',
           '%s<ref type="noteref" n="9">[9]</ref>']
BLOCKS = ["<p>%s</p>", "<head>%s</head>", "<list><item>%s</item></list>", '<list type="gloss"><label>%s</label><item>d</item></list>', "<lg><l>%s</l></lg>",
          "<sp><speaker>%s</speaker><p>d</p></sp>", "<stage>%s</stage>", "<table><head>%s</head><row><cell>d</cell></row></table>", "<table><row><cell>%s</cell></row></table>",
          '<figure><graphic url="a.png"/><head>%s</head></figure>', "<cit><quote><p>d</p></quote><bibl>%s</bibl></cit>", "<quote><p>%s</p></quote>",
          '<note anchored="false"><p>%s</p></note>', "<list><head>%s</head><item>d</item></list>", "<epigraph><p>%s</p></epigraph>"]


def nested(folder):
    """A document with each phrase in each, and each in each block."""
    path = os.path.join(folder, "nested.xml")
    phrases = "".join(f"<p>u {outer % ('v ' + inner % 'w' + ' x')} y</p>" for outer in PHRASES for inner in PHRASES)
    blocks = "".join(f"<div>{block % ('v ' + inner % 'w' + ' x')}<p>y</p></div>" for block in BLOCKS for inner in PHRASES)
    ids = itertools.count()
    text = re.sub(r"<([a-z]\w*)(?=[ />])", lambda tag: f'{tag.group()} xml:id="i{next(ids)}"', phrases + blocks)
    links = "".join(f'<p><ref target="#i{number}">to</ref></p>' for number in range(next(ids)))
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><p xml:id="there">z</p>{links}</div><div>{text}</div></body></text></TEI>')
    return path


def write(pecia, folder, job):
    """(label, problem) of writing one document, of any format, that is held to the schema afterwards."""
    number, source, form = job
    run = drive.convert(pecia, source, {".md": "markdown", ".txt": "text", ".xml": "tei"}.get(os.path.splitext(source)[1], "epub"),
                        os.path.join(folder, f"{number}{FORMS[form][0]}"), form)
    return f"{os.path.basename(source)} as {form}", run.first() if run.status not in (0, 3) else ""  # 3: broken on purpose


def validate(verdict, folder, jobs):
    """Holds what was written to the schema of its format."""
    for form, (ending, schema) in FORMS.items():
        made = {os.path.join(folder, f"{number}{ending}"): source for number, source, of in jobs if of == form}
        if not shutil.which("jing") or not os.path.exists(schema[-1]):
            print(f"{form}: jing or {schema[-1]} is not here: not validated")
            continue
        paths = [path for path in made if os.path.exists(path)]
        done = subprocess.run(["jing", *schema, *paths], capture_output=True, stdin=subprocess.DEVNULL)
        complaints = {}
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            path, found, why = line.partition(f"{ending}:")
            complaints.setdefault(path + ending, why if found else line)
        for path in paths:
            verdict.add(f"{os.path.basename(made[path])} as {form} is valid", complaints.get(os.path.realpath(path)))


def main():
    got = drive.arguments(__doc__, ("--largest", {"type": int, "default": 700_000, "help": "bytes, without --full"}))
    sources = drive.manners() + [os.path.join(drive.SAMPLES, "almanac.xml")]
    if os.path.isdir(os.path.join(drive.SHARED, "corpus")):
        sources += [path for path, kind in drive.documents(got.full, got.largest) if kind == "tei"]
    verdict, sums = drive.Verdict(), collections.defaultdict(lambda: (collections.Counter(), collections.Counter()))
    with drive.scratch() as folder:
        jobs = [(number, source, form) for form in FORMS for number, source in enumerate(sources)]
        for job, (label, problem, before, after) in zip(jobs, drive.parallel(functools.partial(check, got.pecia, folder), jobs)):
            verdict.add(label, problem)
            if before:
                sums[job[2]][0].update(before)
                sums[job[2]][1].update(after)
        others = [nested(folder), os.path.join(drive.SAMPLES, "handbook.md"), os.path.join(drive.SAMPLES, "article-ru.txt")]
        if os.path.isdir(os.path.join(drive.SHARED, "corpus")):
            others += [path for path, kind in drive.documents(got.full, got.largest) if kind != "tei"]
        more = [(number, source, form) for form in FORMS for number, source in enumerate(others, len(sources))]
        for label, problem in drive.parallel(functools.partial(write, got.pecia, folder), more):
            verdict.add(label, problem)
        validate(verdict, folder, jobs + more)
    verdict.row("there and back", *KINDS)
    for form, (before, after) in sums.items():
        verdict.row(form, *(f"{before[kind]}/{after[kind]}" for kind in KINDS))
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
