# SPDX-License-Identifier: MIT
"""TEI to TEI over the corpus: the same XML, layout aside (L1), as tei_same.py decides."""
import functools
import os
import sys

import drive


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


def main():
    got = drive.arguments(__doc__)
    oracle = drive.shared("checks", "tei_same.py")
    sources = [path for path, kind in drive.documents(got.full) if kind == "tei"]
    verdict = drive.Verdict()
    results = drive.parallel(functools.partial(check, got.pecia, oracle), sources)
    for source, (name, result, why) in zip(sources, results):
        verdict.row(name, os.path.getsize(source), result, why[:150])
        if result != "cannot tell":
            verdict.add(name, why or None)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
