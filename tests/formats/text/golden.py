# SPDX-License-Identifier: MIT
"""Reads each sample into an outline and compares it with the one that was looked at; writes it as text, reads that again.

    golden.py PECIA PLUGINS SAMPLES            checks
    golden.py PECIA PLUGINS SAMPLES --update   writes the outlines anew (then look at the difference)

An outline that a text written from the sample gives must be the same but for white space; where it is not, the sample's name
with ".again" says what it gives instead.
"""
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def convert(pecia, plugins, target, source, *options):
    """(bytes, diagnostics) of a conversion; ends the test when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        command = [pecia, "convert", "--plugin-dir", plugins, "-f", "text", "-t", target, "-o", out, *options, source]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit {run.returncode}\n{run.stderr}")
        lines = [line.replace(f"{source}:", "") for line in run.stderr.splitlines()]
        return pathlib.Path(out).read_bytes(), lines


def outline(pecia, plugins, path, *options):
    body, lines = convert(pecia, plugins, "tree", path, *options)
    told = "".join(f"{line}\n" for line in lines if "[loss" not in line)
    return body.decode() + told


def structure(text):
    """The outline without diagnostics and runs of white space."""
    return [re.sub(r"\s+(?=\S)", " ", line) for line in text.splitlines() if "[" not in line[-40:] or '"' in line]


def main():
    pecia, plugins, samples = sys.argv[1:4]
    update = "--update" in sys.argv
    failed = 0
    for sample in sorted(pathlib.Path(samples).glob("*.txt")):
        golden = sample.with_suffix(".tree")
        made = outline(pecia, plugins, str(sample))
        with tempfile.TemporaryDirectory() as folder:
            again = os.path.join(folder, "again.txt")
            pathlib.Path(again).write_bytes(convert(pecia, plugins, "text", str(sample))[0])
            second = outline(pecia, plugins, again)
            twice = convert(pecia, plugins, "text", again)[0]
        if update:
            golden.write_text(made)
        checks = [("outline", golden.read_text() if golden.exists() else "", made)]
        if structure(made) != structure(second):
            checks.append(("outline of the text written from it", "\n".join(structure(made)), "\n".join(structure(second))))
        if twice != convert(pecia, plugins, "text", str(sample))[0]:
            checks.append(("text written twice", "", "differs"))
        for what, wanted, found in checks:
            if wanted != found:
                failed += 1
                print(f"{sample.name}: {what}")
                print("\n".join(list(difflib.unified_diff(wanted.splitlines(), found.splitlines(), "wanted", "found", lineterm=""))[:40]))
    print(f"{failed} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
