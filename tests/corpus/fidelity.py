# SPDX-License-Identifier: MIT
"""Word-for-word fidelity (L3) of every conversion that audit.py can judge.

Passes when at least --needed of 100 conversions keep every word and every note.
"""
import collections
import functools
import itertools
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

import drive
import words

CANNOT = (OSError, ET.ParseError, zipfile.BadZipFile, KeyError, subprocess.CalledProcessError, UnicodeDecodeError,
          StopIteration, AttributeError)


class Raw(words.Judge):
    """audit.py as it is."""

    def __init__(self, audit):
        self.audit, self.unread = audit, False

    def streams(self, path):
        return self.audit.audit(path)

    def compare(self, before_path, _, after_path):
        return self.audit.compare(before_path, after_path, None)


def check(pecia, oracle, raw, pair):
    """(source, target format, differences or None where nobody can tell) of one document to each format."""
    source, kind = pair
    judge = (Raw if raw else words.Judge)(drive.module(oracle, "audit"))
    found = []
    with drive.scratch() as folder:
        before_path = words.named(source, kind, folder, drive.EXTENSION[kind])
        try:
            before = judge.streams(before_path)
            if not before["body"] and not raw:
                raise OSError("audit.py finds no text in it")
            if judge.unread:
                raise OSError("pandoc does not read its notes")
        except CANNOT as error:
            return [(source, kind, to, None, f"cannot tell: {error}") for to in drive.FORMATS]
        for to in drive.FORMATS:
            target = os.path.join(folder, "out" + drive.EXTENSION[to])
            run = drive.convert(pecia, source, kind, target, to)
            if run.status != 0:
                found.append((source, kind, to, [run.first()], ""))
                continue
            try:
                found.append((source, kind, to, judge.compare(before_path, before, target), ""))
            except CANNOT as error:
                found.append((source, kind, to, [f"output cannot be judged: {error}"], ""))
    return found


def explain(pecia, oracle, result):
    """RESULT of --raw with what words.CAUSES are behind its differences: those without whose mending there would be some."""
    source, kind, to, differences, why = result
    if not differences:
        return result
    with drive.scratch() as folder:
        target = os.path.join(folder, "out" + drive.EXTENSION[to])
        before = words.named(source, kind, folder, drive.EXTENSION[kind])
        drive.convert(pecia, source, kind, target, to)

        def judged(*without):
            judge = words.Judge(drive.module(oracle, "audit"), without)
            read = judge.streams(before)
            return ["nothing"] if not read["body"] else judge.compare(before, read, target)

        found = judged()
        if found == ["nothing"]:
            return source, kind, to, differences, ["nothing"]
        causes = [] if found else [name for name in words.CAUSES if judged(name)]
        if not causes and not found:  # one mends what another would, too
            wide = ("marks", "images", "text", "untyped", "unseen")
            several = itertools.chain(itertools.combinations(wide, 2), itertools.combinations(wide, 3))
            causes = [next((" or ".join(names) for names in several if judged(*names)), "")]
        causes = [cause for cause in causes if cause]
    return source, kind, to, differences, causes


def report_causes(results):
    """Prints a line for each difference: its causes, or that there is none but Pecia."""
    print("\n".join(f"{name}: {what}" for name, what in words.CAUSES.items()))
    rows = [["document", "to", "cause"]]
    for source, _, to, differences, causes in results:
        if differences:
            rows.append([os.path.basename(source), to, ", ".join(causes) or "NOT EXPLAINED"])
    print("\n".join(drive.table(rows)))
    return sum(row[2] == "NOT EXPLAINED" for row in rows)


def report(results):
    """Prints a table of the pairs of formats; returns (kept, judged)."""
    kept, judged = collections.Counter(), collections.Counter()
    for source, kind, to, differences, why in results:
        if differences is None:
            continue
        judged[kind, to] += 1
        kept[kind, to] += not differences
        if differences:
            print(f"DIFFERS {os.path.basename(source)} -> {to}: {'; '.join(differences)[:330]}")
    for source, why in sorted({(row[0], row[4]) for row in results if row[3] is None}):
        print(f"NOT JUDGED {os.path.basename(source)}: {why}")
    rows = [["from \\ to"] + drive.FORMATS]
    for kind in drive.FORMATS:
        rows.append([kind] + [f"{kept[kind, to]}/{judged[kind, to]}" for to in drive.FORMATS])
    print("\n".join(drive.table(rows)))
    return sum(kept.values()), sum(judged.values())


def main():
    got = drive.arguments(__doc__, ("--needed", {"type": float, "default": 85, "help": "percent"}),
                          ("--raw", {"action": "store_true", "help": "by audit.py as it is, with the causes of what differs"}),
                          ("--only", {"help": "documents whose path matches this"}),
                          ("--largest", {"type": int, "default": 350_000, "help": "bytes, without --full"}))
    oracle = drive.shared("checks", "audit.py")
    pairs = [pair for pair in drive.documents(got.full, got.largest)
             if re.search(got.only or "", pair[0]) and os.path.basename(pair[0]) not in drive.REFUSED]
    results = [row for found in drive.parallel(functools.partial(check, got.pecia, oracle, got.raw), pairs) for row in found]
    if got.raw:
        unexplained = report_causes(drive.parallel(functools.partial(explain, got.pecia, oracle), results))
        kept, judged = (sum(row[3] is not None and not row[3] for row in results), sum(row[3] is not None for row in results))
        print(f"{kept} of {judged} conversions keep every word and note by audit.py as it is; {unexplained} not explained")
        return 1 if unexplained else 0
    kept, judged = report(results)
    percent = 100 * kept / judged if judged else 100
    print(f"{kept} of {judged} conversions keep every word and note: {percent:.1f} in 100 ({got.needed:.0f} needed)")
    return 0 if percent >= got.needed else 1


if __name__ == "__main__":
    sys.exit(main())
