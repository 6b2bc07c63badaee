# SPDX-License-Identifier: MIT
"""abi.py PECIA MODULE SAMPLE...: today's host works with a module that was built for ABI 1.0: each SAMPLE is written by it
and read by it, and is then the same document."""
import os
import subprocess
import sys
import tempfile

pecia, module, *samples = sys.argv[1:]


def run(*arguments):
    done = subprocess.run([pecia, *arguments, "--plugin-dir", module, "--quiet"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"pecia {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def check(sample, folder):
    first, again = os.path.join(folder, "first.trail"), os.path.join(folder, "again.trail")
    run("convert", sample, "-o", first)
    run("convert", first, "-o", again)
    run("compare", sample, first)
    with open(first, encoding="utf-8") as one, open(again, encoding="utf-8") as other:
        trail = one.read()
        if trail != other.read():
            sys.exit(f"{sample}: the module reads something else than it wrote")
    if "\nl 40 " not in trail or "\n+ 25 " not in trail:
        sys.exit(f"{sample}: the trail shows no mark or no note")


with tempfile.TemporaryDirectory() as work:
    run("formats", "trail")
    for path in samples:
        check(path, work)
print(f"{len(samples)} documents")
