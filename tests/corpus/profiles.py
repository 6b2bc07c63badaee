# SPDX-License-Identifier: MIT
"""TEI for each profile (-O tei:profile=NAME), valid by jing against the profile's schema, with every word (audit.py).

What comes from Markdown, EPUB and text has to be valid in every profile, and so has what comes from TEI, where the
document is made anew. Documents of random structure come beside the samples and the corpus: what authors could write of each
format, and by the module "anything" what no format says, every kind of node in every other. jing takes all files in one run.
"""
import functools
import os
import random
import shutil
import sys

import drive
import random_structure
import validity
import words

SCHEMA = {"all": "tei_all", "lite": "lite", "simple-print": "simple-print", "dtabf": "dtabf", "eltec-1": "eltec-1"}
VARIANTS = [[], ["-O", "tei:notes=back", "-O", "tei:marks=strip"], ["-O", "tei:notes=inline", "-O", "tei:missing-notes=gap"]]


def make(pecia, folder, job):
    """Converts one document; the path of what was made, or what went wrong."""
    number, source, kind, profile, options = job
    target = os.path.join(folder, f"{number}.xml")
    if kind == "anything":
        options = ["--plugin-dir", os.environ["PECIA_MODULES"], *options]
    run = drive.convert(pecia, source, kind, target, "tei", "-O", f"tei:profile={profile}", *options)
    problem = drive.crashed(run) or (None if run.status == 0 else run.first())
    return (None, problem) if problem else (target, None)


def compare(before, after, in_order, letters, marks):
    """What the words of AFTER are not those of BEFORE in; both are TEI. Notes are IN_ORDER but in ELTeC, where notes within
    notes stand behind them, and where a random document has them between its blocks. In DTABf the place of a note in back is
    a note too: they are not counted. LETTERS, not words, are compared where sources stand in words, as audit.py does not expect;
    MARKS: those of notes that are not there have no @type in DTABf, and are words to audit.py unless they are numbers."""
    judge = words.Judge(drive.module(drive.shared("checks", "audit.py"), "audit"))
    try:
        a, b = ({stream: list("".join(side[stream])) if letters else list(side[stream]) for stream in ("body", "notes")}
                for side in map(judge.streams, (before, after)))
        found = []
        if not a["body"] and not a["notes"]:
            return None  # a fragment, in which audit.py finds no text
        for stream in ("body", "notes"):
            sides = [side[stream] if in_order or stream == "body" else sorted(side[stream]) for side in (a, b)]
            rest = iter(sides[1])
            if sides[0] != sides[1] and not (marks and all(letter in rest for letter in sides[0])):
                found.append(f"{stream}: {judge.first(*sides)}")
    except (OSError, ValueError, AttributeError) as error:
        found = [f"audit.py: {error}"]
    return "; ".join(found)[:300] if found else None


def same_words(folder, profile, numbered):
    """The words of a document in PROFILE and in the whole TEI."""
    number, (source, kind) = numbered
    letters = kind == "anything"
    in_order = profile != "eltec-1" and not (kind == "tei" and "random" in source) and not letters
    paths = [os.path.join(folder, f"{name}-{number}-0.xml") for name in ("all", profile)]
    return compare(*paths, in_order, letters, letters and profile == "dtabf") if all(map(os.path.exists, paths)) else None


def anything(folder, seed, size):
    """A document of SIZE nodes for the module "anything"."""
    path = os.path.join(folder, f"{seed}.anything")
    with open(path, "w", encoding="ascii") as file:
        file.write(f"{seed} {size}")
    return path, "anything"


def check(verdict, got, folder, profile, pairs):
    schema = os.path.join(drive.SHARED, "schema", SCHEMA[profile] + ".rng")
    jobs = [(f"{profile}-{number}-{variant}", source, kind, profile, options)
            for number, (source, kind) in enumerate(pairs) for variant, options in enumerate(VARIANTS if got.full else VARIANTS[:2])]
    made = drive.parallel(functools.partial(make, got.pecia, folder), jobs)
    targets = [target for target, _ in made if target]
    complaints = validity.jing(schema, targets) if targets else {}
    good = 0
    for (number, source, kind, _, options), (target, problem) in zip(jobs, made):
        if profile == "all" and kind == "tei" and target and os.path.realpath(target) in complaints:
            continue  # said again as it came, whatever it was: validity.py judges these
        problem = problem or complaints.get(os.path.realpath(target))
        label = " ".join([os.path.basename(source), "->", profile, *options[1::2]])
        verdict.add(label, problem)
        good += not problem
        if got.keep and problem:
            shutil.copy(source, got.keep)
    compared = list(enumerate(pairs)) if profile != "all" else []
    for (_, (source, _)), problem in zip(compared, drive.parallel(functools.partial(same_words, folder, profile), compared)):
        verdict.add(f"{os.path.basename(source)} -> {profile}: words", problem)
    verdict.row(profile, f"{good} of {len(jobs)} valid")


def main():
    got = drive.arguments(__doc__, ("--keep", {"help": "a folder for the documents that fail"}),
                          ("--random", {"type": int, "default": 60, "help": "how many documents of random structure"}),
                          ("--anything", {"type": int, "default": 200, "help": "how many documents of anything in anything"}),
                          ("--modules", {"help": "the folder of the module anything"}),
                          ("--seed", {"type": int, "default": 1}), ("--profile", {"choices": list(SCHEMA)}))
    drive.shared("schema", "tei_all.rng")
    if not shutil.which("jing"):
        drive.skip("jing is not here")
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        corpus = [pair for pair in drive.documents(got.full, 120_000) if os.path.basename(pair[0]) not in drive.REFUSED]
        pairs = drive.samples(folder) + corpus
        chance = random.Random(got.seed)
        for number in range(got.random * (10 if got.full else 1)):
            pairs.append(random_structure.write(chance, folder, number))
        os.environ["PECIA_MODULES"] = got.modules or ""
        for number in range(got.anything * (10 if got.full else 1) if got.modules else 0):
            pairs.append(anything(folder, got.seed + number, 1 + number % 80))
        for profile in [got.profile] if got.profile else SCHEMA:
            check(verdict, got, folder, profile, pairs)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
