# SPDX-License-Identifier: MIT
"""TEI made from the samples and the corpus is valid: jing with tei_all, which takes all files in one go."""
import functools
import os
import shutil
import subprocess
import sys

import drive


def make(pecia, folder, numbered):
    """Converts one document; (label, target, None) or (label, None, problem)."""
    number, (source, kind) = numbered
    label = f"{os.path.basename(source)} -> tei"
    target = os.path.join(folder, f"{number}.xml")
    run = drive.convert(pecia, source, kind, target, "tei")
    return (label, target, None) if run.status == 0 else (label, None, run.first())


def jing(schema, paths):
    """The first complaint about each file, by its real path. At one that it cannot read jing stops: it goes on behind it."""
    found, left = {}, [os.path.realpath(path) for path in paths]
    while left:
        done = subprocess.run(["jing", schema, *left], capture_output=True, stdin=subprocess.DEVNULL)
        stopped = None
        for line in (done.stdout + done.stderr).decode("utf-8", "replace").splitlines():
            path, colon, why = line.partition(".xml:")
            if colon and ": warning: " not in line:
                found.setdefault(path + ".xml", why)
                stopped = path + ".xml" if ": fatal: " in line else stopped
        left = left[left.index(stopped) + 1:] if stopped in left else []
    return found


def invalid(schema, path):
    """True if PATH is not valid, or cannot be read by jing at all (a DTD that is not there)."""
    return subprocess.run(["jing", schema, path], capture_output=True, stdin=subprocess.DEVNULL).returncode != 0


def check_tei(verdict, pecia, folder, pairs):
    schema = os.path.join(drive.SHARED, "schema", "tei_all.rng")
    if not os.path.exists(schema) or not shutil.which("jing"):
        print("jing or ../shared/schema is not here: TEI is left out")
        return
    made = drive.parallel(functools.partial(make, pecia, folder), list(enumerate(pairs)))
    complaints = jing(schema, [target for _, target, _ in made if target])
    doubtful = [source for (_, target, _), (source, kind) in zip(made, pairs)
                if kind == "tei" and target and os.path.realpath(target) in complaints]
    for source, bad in zip(doubtful, drive.parallel(functools.partial(invalid, schema), doubtful)):
        if bad:
            complaints[os.path.realpath(source)] = "not valid itself"
    for (label, target, problem), (source, _) in zip(made, pairs):
        if target and os.path.realpath(source) in complaints:
            continue  # what comes from invalid TEI stays as it was
        verdict.add(label, problem or complaints.get(os.path.realpath(target)))


def main():
    got = drive.arguments(__doc__)
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        pairs = drive.samples(folder)
        corpus = []
        if os.path.isdir(os.path.join(drive.SHARED, "corpus")):
            corpus = [pair for pair in drive.documents(got.full) if os.path.basename(pair[0]) not in drive.REFUSED]
        check_tei(verdict, got.pecia, folder, pairs + corpus)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
