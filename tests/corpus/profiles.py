# SPDX-License-Identifier: MIT
"""TEI for each profile (-O tei:profile=NAME), valid by jing against the profile's schema, with every word (audit.py).

What comes from Markdown, EPUB and text has to be valid in every profile, and so has what comes from TEI, where the
document is made anew. Documents of random structure come beside the samples and the corpus. jing takes all files in one run.
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
    run = drive.convert(pecia, source, kind, target, "tei", "-O", f"tei:profile={profile}", *options)
    problem = drive.crashed(run) or (None if run.status == 0 else run.first())
    return (None, problem) if problem else (target, None)


def compare(before, after, in_order):
    """What the words of AFTER are not those of BEFORE in; both are TEI. Notes are IN_ORDER but in ELTeC, where notes within
    notes stand behind them, and where a random document has them between its blocks. In DTABf the place of a note in back is
    a note too: they are not counted."""
    judge = words.Judge(drive.module(drive.shared("checks", "audit.py"), "audit"))
    try:
        a, b = judge.streams(before), judge.streams(after)
        found = []
        if not a["body"] and not a["notes"]:
            return None  # a fragment, in which audit.py finds no text
        if a["body"] != b["body"]:
            found.append(f"body: {judge.first(a['body'], b['body'])}")
        notes = [[word for note in side["notes"] for word in note] if side["notes"] and isinstance(side["notes"][0], list)
                 else list(side["notes"]) for side in (a, b)]
        if not in_order:
            notes = [sorted(side) for side in notes]
        if notes[0] != notes[1]:
            found.append(f"notes: {judge.first(*notes)}")
    except (OSError, ValueError, AttributeError) as error:
        found = [f"audit.py: {error}"]
    return "; ".join(found)[:300] if found else None


def same_words(folder, profile, numbered):
    """The words of a document in PROFILE and in the whole TEI."""
    number, (source, kind) = numbered
    in_order = profile != "eltec-1" and not (kind == "tei" and "random" in source)
    paths = [os.path.join(folder, f"{name}-{number}-0.xml") for name in ("all", profile)]
    return compare(*paths, in_order) if all(map(os.path.exists, paths)) else None


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
        for profile in [got.profile] if got.profile else SCHEMA:
            check(verdict, got, folder, profile, pairs)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
