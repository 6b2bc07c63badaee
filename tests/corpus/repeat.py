# SPDX-License-Identifier: MIT
"""Twice the same bytes (L0), also in another time zone, locale and working directory."""
import functools
import os
import sys

import drive

PLACES = [{"TZ": "UTC", "LC_ALL": "C"}, {"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "LANG": "ru_RU.UTF-8"}]


def check(pecia, pair):
    source, kind = pair
    found = []
    with drive.scratch() as folder:
        for to in drive.FORMATS:
            outputs = []
            for number, place in enumerate(PLACES):
                work = os.path.join(folder, str(number), to)
                os.makedirs(work)
                name = "out" + drive.EXTENSION[to]
                environment = {**os.environ, **place}
                environment.pop("SOURCE_DATE_EPOCH", None)
                path = source if number == 0 else os.path.relpath(source, work)
                drive.convert(pecia, path, kind, name, to, cwd=work, env=environment)
                target = os.path.join(work, name)
                outputs.append(open(target, "rb").read() if os.path.exists(target) else None)
            found.append((f"{os.path.basename(source)} -> {to}",
                          None if outputs[0] == outputs[1] else "the second run gave other bytes"))
    return found


def main():
    got = drive.arguments(__doc__)
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        pairs = drive.samples(folder)
        if os.path.isdir(os.path.join(drive.SHARED, "corpus")):
            pairs += drive.documents(got.full, 70_000)
        for found in drive.parallel(functools.partial(check, got.pecia), pairs):
            for label, problem in found:
                verdict.add(label, problem)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
