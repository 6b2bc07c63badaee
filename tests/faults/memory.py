# SPDX-License-Identifier: MIT
"""memory.py --pecia PECIA --preload LIBRARY [--runs N]: allocations of whole conversions fail, one after another.

However much is missing, the command either makes the same bytes as ever, or refuses with a sentence and leaves the old
output and nothing else. Between the first allocations and the last, N are tried, evenly apart."""
import argparse
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(__file__))
from command import EXTENSION, Checks, Folder, Result, formats, preloadable, read, run  # noqa: E402

PAIRS = [("tei", "markdown"), ("markdown", "tei"), ("markdown", "epub"), ("epub", "text"), ("text", "tei")]


def count_allocations(pecia, preload, arguments):
    reading, writing = os.pipe()
    environment = dict(os.environ, LD_PRELOAD=preload, FAILMALLOC_COUNT=str(writing))
    result = run(pecia, *arguments, env=environment, pass_fds=(writing,))
    os.close(writing)
    with os.fdopen(reading) as file:
        text = file.read()
    return int(text.split()[-1]) if result.code == 0 and text else 0


def numbers(total, runs):
    """Every allocation when there are few; else about RUNS of them, the first ones closely."""
    if total <= runs:
        return list(range(1, total + 1))
    step = (total - 50) / (runs - 50)
    return sorted(set(list(range(1, 51)) + [int(50 + i * step) for i in range(1, runs - 49)]))


def try_pair(checks, folder, options, samples, source, target):
    wanted = folder("wanted." + EXTENSION[target])
    output = folder("out", "x." + EXTENSION[target])
    common = ["-f", source, "-t", target, "-o"]
    run(options.pecia, *common, wanted, samples[source])
    right = read(wanted)
    total = count_allocations(options.pecia, options.preload, [*common, wanted, samples[source]])
    checks.check(f"{source}-{target}-counted", total > 0, "the allocations could not be counted")
    for number in numbers(total, options.runs):
        for every in (False, True):
            with open(output, "wb") as file:
                file.write(b"OLD")
            environment = dict(os.environ, LD_PRELOAD=options.preload, FAILMALLOC_AT=str(number))
            if every:
                environment["FAILMALLOC_ALL"] = "1"
            result = run(options.pecia, *common, output, samples[source], env=environment)
            name = f"{source}-{target}-{number}{'-and-all-after' if every else ''}"
            left = os.listdir(folder("out"))
            if result.code == 0:
                checks.check(name, read(output) == right, f"exit 0, but other bytes; {result}")
            else:
                # the C library itself may find no memory for a module; it says so and exits with 127
                linker = result.code == 127 and b"memory" in result.words
                checks.check(name, linker or (0 < result.code < 7 and result.words), str(result))
                checks.check(name + "-old", read(output) == b"OLD", "the old output is gone")
            checks.check(name + "-debris", len(left) == 1, str(left))
    os.unlink(output)


SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"><start><element name="TEI">
<oneOrMore><ref name="part"/></oneOrMore></element></start><define name="part"><choice><element name="front"><text/></element>
<element name="back"><empty/></element></choice></define></grammar>"""


def try_validation(checks, folder, options, sample):
    """The findings are the same, or it is said that memory ran out: never fewer findings in silence."""
    schema = folder("schema.rng")
    with open(schema, "w", encoding="utf-8") as file:
        file.write(SCHEMA)

    def validate(**more):
        done = subprocess.run([options.pecia, "validate", "--quiet", "--schema", schema, sample], capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=120, **more)
        return Result(done.returncode, done.stdout + done.stderr)

    right = validate()
    checks.check("validate", right.code == 1 and b"[schema-invalid]" in right.words, str(right))
    for number in range(1, 400 if options.runs > 50 else 60):
        for every in (False, True):
            environment = dict(os.environ, LD_PRELOAD=options.preload, FAILMALLOC_AT=str(number))
            if every:
                environment["FAILMALLOC_ALL"] = "1"
            result = validate(env=environment)
            same = result.code == right.code and b"[schema-invalid]" in result.words
            linker = result.code == 127 and b"memory" in result.words
            checks.check(f"validate-{number}{'-and-all-after' if every else ''}",
                         same or linker or (1 < result.code < 7 and result.words), str(result))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pecia", required=True)
    parser.add_argument("--preload", required=True)
    parser.add_argument("--runs", type=int, default=150)
    options = parser.parse_args()
    options.preload = preloadable(options.preload)
    there = formats(options.pecia)
    pairs = [pair for pair in PAIRS if pair[0] in there and pair[1] in there]
    if not pairs:
        print("no formats are there to convert with")
        return 77
    checks = Checks()
    with Folder() as folder:
        samples = folder.samples(options.pecia)
        os.mkdir(folder("out"))
        for source, target in pairs:
            try_pair(checks, folder, options, samples, source, target)
        if "tei" in there:
            try_validation(checks, folder, options, samples["tei"])
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
