# SPDX-License-Identifier: MIT
"""The samples of the repository through all sixteen pairs of formats: same structure (L2), same bytes twice (L0).

X to Y and back to X has to be the same document as `pecia compare` sees it, for what both formats hold; through text the same
words (L3).
"""
import os
import sys

import drive


def once(verdict, pecia, folder, source, kind, to):
    """Converts, twice; returns the target."""
    label = f"{os.path.basename(source)} -> {to}"
    bytes_ = []
    for number in (1, 2):
        target = os.path.join(folder, str(number), "out" + drive.EXTENSION[to])
        os.makedirs(os.path.dirname(target), exist_ok=True)
        run = drive.convert(pecia, source, kind, target, to)
        problem = drive.crashed(run) or (None if run.status == 0 else run.first()) or drive.malformed(target, to)
        if problem:
            verdict.add(label, problem)
            return None
        with open(target, "rb") as file:
            bytes_.append(file.read())
    verdict.add(label, None if bytes_[0] == bytes_[1] else "the second run gave other bytes")
    return target


def back(verdict, pecia, folder, source, kind, target, to):
    """Converts TARGET back and compares."""
    again = os.path.join(folder, "again" + drive.EXTENSION[kind])
    label = f"{os.path.basename(source)} -> {to} -> {kind}"
    run = drive.convert(pecia, target, to, again, kind)
    if run.status != 0:
        verdict.add(label, run.first())
        return
    level = "words" if to == "text" else "structure"  # text has no code blocks, and tells verse and lists by their looks
    same = drive.Run([pecia, "compare", "--level", level, "--through", to, source, again])
    lines = (same.out.decode("utf-8", "replace") + same.err).strip().splitlines()
    verdict.add(label, None if same.status == 0 else " / ".join(lines[:3])[:400])


def main():
    got = drive.arguments(__doc__)
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        for source, kind in drive.samples(folder):
            for to in drive.FORMATS:
                target = once(verdict, got.pecia, folder, source, kind, to)
                if target:
                    back(verdict, got.pecia, folder, source, kind, target, to)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
