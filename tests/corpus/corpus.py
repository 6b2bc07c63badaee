# SPDX-License-Identifier: MIT
"""Every document of the corpus to every format: no crash, no hang, every node accounted for, output well-formed."""
import functools
import os
import sys

import drive


def check(pecia, cap, pair):
    """(label, problem, seconds, diagnostics) of each conversion of one document."""
    source, kind = pair
    name = os.path.basename(source)
    found = []
    with drive.scratch() as folder:
        for to in drive.FORMATS:
            target = os.path.join(folder, "out" + drive.EXTENSION[to])
            run = drive.convert(pecia, source, kind, target, to, cap=cap)
            problem = drive.crashed(run)
            if not problem and run.status == 0:
                problem = drive.malformed(target, to)
            elif not problem and os.path.exists(target):
                problem = f"exit {run.status} and an output was left"
            elif not problem and (name not in drive.REFUSED or not run.err.strip()):
                problem = f"exit {run.status}: {run.first()}"
            found.append((f"{name} -> {to}", problem, run.seconds, run.err.count("\n")))
    return found


def main():
    got = drive.arguments(__doc__, ("--cap", {"type": float, "default": 60, "help": "seconds for one conversion"}),
                          ("--largest", {"type": int, "default": 350_000, "help": "bytes, without --full"}))
    verdict = drive.Verdict()
    work = functools.partial(check, got.pecia, got.cap)
    slowest = []
    for found in drive.parallel(work, drive.documents(got.full, got.largest)):
        for label, problem, seconds, _ in found:
            verdict.add(label, problem)
            slowest.append((seconds, label))
    verdict.row("slowest", "seconds")
    for seconds, label in sorted(slowest)[:-6:-1]:
        verdict.row(label, f"{seconds:.2f}")
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
