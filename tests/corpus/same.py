# SPDX-License-Identifier: MIT
"""TEI to TEI over the corpus: the same XML, layout aside (L1), as tei_same.py decides; and two documents joined: a corpus of both,
each the same but for identifiers that the other has too.
"""
import functools
import os
import sys

import drive

WHOLE = ["{http://www.tei-c.org/ns/1.0}TEI", "{http://www.tei-c.org/ns/1.0}teiCorpus"]


def check(pecia, oracle, source):
    """(name, verdict, first difference) of one document."""
    same = drive.module(oracle, "oracle")
    name = os.path.basename(source)
    with drive.scratch() as folder:
        target = os.path.join(folder, "out.xml")
        run = drive.convert(pecia, source, "tei", target, "tei")
        if run.status != 0:
            return name, "refused", run.first()
        try:
            before = same.tree(source)
        except (same.ET.ParseError, OSError) as error:
            return name, "cannot tell", str(error)
        if before.tag == "TEI.2":
            return name, "cannot tell", "TEI P4, which is written as P5"
        try:
            found = same.differences(before, same.tree(target), False, 3)
        except same.ET.ParseError as error:
            return name, "differs", f"output: {error}"
    return name, "differs" if found else "same", found[0] if found else ""


def check_joined(pecia, oracle, pair):
    """(names, first difference or None) of two documents that become one."""
    same = drive.module(oracle, "oracle")
    name = " + ".join(map(os.path.basename, pair))
    try:
        befores = [same.tree(path) for path in pair]
    except same.ET.ParseError:
        return name, None
    if any(before.tag not in WHOLE for before in befores):
        return name, None
    with drive.scratch() as folder:
        target = os.path.join(folder, "out.xml")
        run = drive.Run([pecia, "-f", "tei", "-t", "tei", "-o", target, *pair])
        if run.status != 0 or "[loss]" in run.err:
            return name, run.first()
        corpus = same.tree(target)
    members = [node for node in corpus if node.tag in WHOLE]
    if corpus.tag != WHOLE[1] or len(members) != 2:
        return name, f"{corpus.tag} of {len(members)}"
    for node in members[1].iter():
        node.attrib.update({key: value.replace("d2-", "") for key, value in node.attrib.items() if "d2-" in value})
    found = [line for before, member in zip(befores, members) for line in same.differences(before, member, False, 1)]
    return name, found[0] if found else None


def main():
    got = drive.arguments(__doc__)
    oracle = drive.shared("checks", "tei_same.py")
    sources = drive.manners() + [path for path, kind in drive.documents(got.full) if kind == "tei"]
    verdict = drive.Verdict()
    results = drive.parallel(functools.partial(check, got.pecia, oracle), sources)
    for source, (name, result, why) in zip(sources, results):
        verdict.row(name, os.path.getsize(source), result, why[:150])
        if result != "cannot tell":
            verdict.add(name, why or None)
    pairs = list(zip(sources, sources[1:] + sources[:1]))
    for name, problem in drive.parallel(functools.partial(check_joined, got.pecia, oracle), pairs):
        verdict.add(name, problem)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
