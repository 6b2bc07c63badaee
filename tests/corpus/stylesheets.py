# SPDX-License-Identifier: MIT
"""TEI through the formats that are made of stylesheets, and back: every word stays (L3), and so do notes, marks, quotations and what
else the format holds (L2); what is written is valid. A table tells how many of each went there, and how many came back."""
import collections
import functools
import json
import os
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
        validate(verdict, folder, jobs)
    verdict.row("there and back", *KINDS)
    for form, (before, after) in sums.items():
        verdict.row(form, *(f"{before[kind]}/{after[kind]}" for kind in KINDS))
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
