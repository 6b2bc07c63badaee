# SPDX-License-Identifier: MIT
"""The samples of Markdown in the manners of several dialects: each becomes valid TEI, a well-formed EPUB, text, and the same Markdown
twice, which is the same document."""
import functools
import os
import shutil
import sys

import drive
import validity

FOLDER = os.path.join(drive.SAMPLES, "markdown")


def check(pecia, folder, name):
    """(label, problem) of each conversion of the sample NAME; its TEI stays in FOLDER."""
    source, stem = os.path.join(FOLDER, name), os.path.join(folder, name[:-3])
    found = []
    for kind in drive.FORMATS:
        target = stem + drive.EXTENSION[kind]
        run = drive.convert(pecia, source, "markdown", target, kind)
        problem = drive.crashed(run) or (f"exit {run.status}: {run.first()}" if run.status else drive.malformed(target, kind))
        found.append((f"{name} -> {kind}", problem))
    once, twice = stem + ".md", stem + "-twice.md"
    drive.convert(pecia, once, "markdown", twice, "markdown")
    with open(once, "rb") as first, open(twice, "rb") as second:
        found.append((f"{name} is written the same twice", None if first.read() == second.read() else "it is not"))
    run = drive.Run([pecia, "compare", "--through", "markdown", source, once])
    found.append((f"{name} is the same behind it", None if run.status == 0 else run.out.decode().split("\n")[0][:200] or run.first()))
    return found


def main():
    got = drive.arguments(__doc__.splitlines()[0])
    verdict = drive.Verdict()
    names = sorted(os.listdir(FOLDER))
    with drive.scratch() as folder:
        for found in drive.parallel(functools.partial(check, got.pecia, folder), names):
            for label, problem in found:
                verdict.add(label, problem)
        schema = os.path.join(drive.SHARED, "schema", "tei_all.rng")
        if shutil.which("jing") and os.path.exists(schema):
            made = [os.path.join(folder, name[:-3] + ".xml") for name in names]
            bad = validity.jing(schema, made)
            for path in made:
                verdict.add(f"{os.path.basename(path)} is valid", bad.get(os.path.realpath(path)))
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
