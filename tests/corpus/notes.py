# SPDX-License-Identifier: MIT
"""Notes of the documents of the corpus through every conversion: as many out as in, with the same labels in the same order.

TEI and Markdown documents must keep theirs; what EPUB and text documents lose is listed. A note that the source left without
a label may get one. Notes that no mark leads to are compared among themselves: a list of notes has no place for them between
the marks. "[5]" that the source prints without a link is a mark to whoever reads plain text, so that in text marks without a
body may be added.
"""
import functools
import json
import os
import sys

import drive


def notes(pecia, path, kind):
    """(label or None, whether there is a body) of every note, those without a mark behind the others; None if the document
    cannot be read."""
    run = drive.Run([pecia, "inspect", "--json", "-f", kind, path])
    if run.status != 0:
        return None
    found = sorted(json.loads(run.out)["notes"], key=lambda note: note["references"] == 0)  # keeps the order of each
    return [(note["label"], note["body"] is not None) for note in found]


def difference(before, after, to):
    if after is None:
        return "the output cannot be read"
    if to == "text":
        bare = {label for label, body in before if not body}
        after = [(label, body) for label, body in after if body or label in bare]
    for at, (a, b) in enumerate(zip(before, after), 1):
        if a[0] is not None and a[0] != b[0]:
            return f"{len(before)} notes, then {len(after)}; number {at} was {a[0]!r} and is {b[0]!r}"
        if a[1] != b[1]:
            return f"number {at} ({a[0]}) {'lost its' if a[1] else 'got a'} body"
    return None if len(before) == len(after) else f"{len(before)} notes, then {len(after)}"


def check(pecia, pair):
    source, kind = pair
    before = notes(pecia, source, kind)
    found = []
    with drive.scratch() as folder:
        for to in drive.FORMATS if before else []:
            target = os.path.join(folder, "out" + drive.EXTENSION[to])
            run = drive.convert(pecia, source, kind, target, to)
            problem = difference(before, notes(pecia, target, to), to) if run.status == 0 else run.first()
            found.append((kind, f"{os.path.basename(source)} ({len(before)}) -> {to}", problem))
    return found


def main():
    got = drive.arguments(__doc__)
    pairs = drive.documents(got.full)
    verdict, others = drive.Verdict(), []
    for found in drive.parallel(functools.partial(check, got.pecia), pairs):
        for kind, label, problem in found:
            if kind in ("tei", "markdown"):
                verdict.add(label, problem)
            elif problem:
                others.append(f"LISTED {label}: {problem}")
    print("\n".join(others))
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
