# SPDX-License-Identifier: MIT
"""What others say of the output: epubcheck of EPUBs, jing with tei_all of TEI, made from the samples and the corpus.

epubcheck starts a Java machine for each file, so that without --full only the samples and two documents are given to it;
jing takes all files in one go.
"""
import functools
import os
import re
import shutil
import subprocess
import sys

import drive

JAR = "/usr/share/java/epubcheck.jar"

def epubcheck(path):
    """The errors and warnings of epubcheck."""
    done = subprocess.run(["java", "-jar", JAR, path], capture_output=True, stdin=subprocess.DEVNULL)
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    found = re.findall(r"^(?:FATAL|ERROR|WARNING)\(.*$", text, re.M)
    if not found and done.returncode != 0:
        found = [text.strip().splitlines()[-1] if text.strip() else f"exit {done.returncode}"]
    return [re.sub(r"\(/[^)]*?/([^/)]*\.epub)", r"(\1", line) for line in found]


def make(pecia, folder, to, numbered):
    """Converts one document; (label, target, None) or (label, None, problem)."""
    number, (source, kind) = numbered
    label = f"{os.path.basename(source)} -> {to}"
    target = os.path.join(folder, f"{number}{drive.EXTENSION[to]}")
    run = drive.convert(pecia, source, kind, target, to)
    return (label, target, None) if run.status == 0 else (label, None, run.first())


def check_epubs(verdict, pecia, folder, pairs):
    if not os.path.exists(JAR) or not shutil.which("java"):
        print("epubcheck is not here: EPUBs are left out")
        return
    made = drive.parallel(functools.partial(make, pecia, folder, "epub"), list(enumerate(pairs)))
    found = drive.parallel(epubcheck, [target for _, target, _ in made if target])
    for label, target, problem in made:
        lines = found.pop(0) if target else []
        verdict.add(label, problem or ("; ".join(lines[:3]) + (f" ... {len(lines)} in all" if len(lines) > 3 else "") if lines else None))


def jing(schema, paths):
    """The first complaint about each file, by its real path."""
    done = subprocess.run(["jing", schema, *paths], capture_output=True, stdin=subprocess.DEVNULL)
    found = {}
    for line in (done.stdout + done.stderr).decode("utf-8", "replace").splitlines():
        path, colon, why = line.partition(".xml:")
        if colon and ": warning: " not in line:
            found.setdefault(os.path.realpath(path + ".xml"), why)
    return found


def invalid(schema, path):
    """True if PATH is not valid, or cannot be read by jing at all (a DTD that is not there)."""
    return subprocess.run(["jing", schema, path], capture_output=True, stdin=subprocess.DEVNULL).returncode != 0


def check_tei(verdict, pecia, folder, pairs):
    schema = os.path.join(drive.SHARED, "schema", "tei_all.rng")
    if not os.path.exists(schema) or not shutil.which("jing"):
        print("jing or ../shared/schema is not here: TEI is left out")
        return
    made = drive.parallel(functools.partial(make, pecia, folder, "tei"), list(enumerate(pairs)))
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
        some = [pair for pair in corpus if re.search(r"sakhalin|rfc-3559", pair[0])]
        books = [pair for pair in corpus if pair[1] != "epub"] if got.full else some
        check_epubs(verdict, got.pecia, folder, pairs + books)
        check_tei(verdict, got.pecia, folder, pairs + corpus)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
