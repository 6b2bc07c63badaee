# SPDX-License-Identifier: MIT
"""Measures pecia beside its floors: the minimum of --runs interleaved runs of user and system time, the peak of memory.

    bench.py --pecia build/bench/bin/pecia --floors build/bench/bench                     1, 10 and 100 MB, nine runs
    bench.py ... --sizes 10 --runs 3 --only 'TEI -> '                                     some of it, sooner
    bench.py ... --cachegrind                                                             instructions at 1 MB as well

Prints a table: what was measured, the floor, pecia, their ratio, the goal, what it must never exceed, the verdict. Nothing is
asserted; the exit status tells only whether everything ran.
"""
import argparse
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import generate

MB = 1_000_000
EXTENSION = {"tei": ".xml", "markdown": ".md", "epub": ".epub", "text": ".txt"}

# measure, what is converted (document, target), floor and its documents, goal, never worse than
RATIOS = [
    ("TEI -> TEI", "tei", "tei", ["sax", "tei"], 1.5, 2.0),
    ("TEI -> TEI, English", "tei-en", "tei", ["sax", "tei-en"], 2.2, None),
    ("TEI -> Markdown", "tei", "markdown", ["sax", "tei"], 1.8, 2.5),
    ("TEI -> text", "tei", "text", ["sax", "tei"], 1.8, 2.5),
    ("TEI -> Markdown, English", "tei-en", "markdown", ["sax", "tei-en"], 2.8, None),
    ("Markdown -> TEI", "markdown", "tei", ["cmark", "markdown"], 0.8, 1.1),
    ("text -> TEI", "text", "tei", ["iconv", "text"], 1.0, 2.0),
    ("EPUB -> TEI", "epub", "tei", ["epub-read", "epub"], 1.35, 1.7),
    ("TEI -> EPUB", "tei", "epub", ["epub-write", "tei", "xhtml"], 0.6, 0.8),
]
MEMORY = {"tei": 2.0, "markdown": 1.8, "epub": 2.2, "text": 1.5}
START = [("--version", ["--version"], "empty", 1.0), ("1 KB TEI -> Markdown", ("tei", "markdown"), "empty-libxml2", 2.0),
         ("1 KB Markdown -> text", ("markdown", "text"), "empty-cmark", 1.0)]


class Bench:
    def __init__(self, got, folder):
        self.got, self.folder, self.failed = got, folder, []
        self.rows = [["measure", "floor", "pecia", "ratio", "goal", "never over", "verdict"]]

    def floor(self, name):
        return os.path.join(os.path.abspath(self.got.floors), name)

    def document(self, name, size):
        """The path of a generated document; TEI in English is called tei-en."""
        kind, _, english = name.partition("-")
        path = os.path.join(self.folder, f"{name}-{size}{EXTENSION[kind]}")
        if not os.path.exists(path):
            generate.generate(kind, size, path, bool(english))
        return path

    def xhtml(self, size):
        """The XHTML that pecia makes of the TEI document, unpacked in one file."""
        path = os.path.join(self.folder, f"xhtml-{size}")
        if not os.path.exists(path):
            book = path + ".epub"
            self.run(self.conversion("tei", "epub", size, book))
            with open(path, "wb") as file:
                with zipfile.ZipFile(book) as box:
                    for name in box.namelist():
                        if name.endswith(".xhtml"):
                            file.write(box.read(name))
        return path

    def conversion(self, document, to, size, target=None):
        kind = document.partition("-")[0]
        target = target or os.path.join(self.folder, "out" + EXTENSION[to])
        return [self.got.pecia, "convert", "--quiet", "-f", kind, "-t", to, "-o", target, self.document(document, size)]

    def run(self, argv):
        """(microseconds, KiB) of one run."""
        out = subprocess.run([self.floor("measure"), "-", *argv], capture_output=True, text=True, check=True).stdout.split()
        if out[2] != "0":
            self.failed.append(f"exit {out[2]}: {' '.join(argv)}")
        return int(out[0]), int(out[1])

    def least(self, *commands):
        """The least time and memory of each command, run in turn."""
        best = [(math.inf, math.inf)] * len(commands)
        for _ in range(self.got.runs):
            for i, argv in enumerate(commands):
                best[i] = tuple(map(min, best[i], self.run(argv)))
        return best

    def floor_command(self, floor, size):
        names = [self.xhtml(size) if name == "xhtml" else self.document(name, size) for name in floor[1:]]
        return [self.floor(floor[0]), *names]

    def wanted(self, measure):
        return re.search(self.got.only, measure)

    def add(self, measure, floor, value, ratio, goal, never):
        if never is None:
            verdict = "goal met" if ratio <= goal else f"{ratio / goal:.2f} x goal"
        else:
            verdict = "goal met" if ratio <= goal else "within bounds" if ratio <= never else "TOO MUCH"
        self.rows.append([measure, floor, value, f"{ratio:.2f}", f"{goal:g}", "" if never is None else f"{never:g}", verdict])

    def ratios(self, size):
        for measure, document, to, floor, goal, never in RATIOS:
            if self.wanted(measure):
                (base, _), (time, _) = self.least(self.floor_command(floor, size), self.conversion(document, to, size))
                self.add(f"{measure}, {size / MB:g} MB", f"{base / 1000:.1f} ms", f"{time / 1000:.1f} ms", time / base, goal, never)

    def small_markdown(self):
        if self.wanted("Markdown -> TEI"):
            size = 200_000
            (base, _), (time, _) = self.least(self.floor_command(["cmark", "markdown"], size), self.conversion("markdown", "tei", size))
            self.add("Markdown -> TEI, 200 KB", f"{base / 1000:.2f} ms", f"{time / 1000:.2f} ms", time / base, 1.4, 1.9)

    def memory(self, size):
        for document, goal in MEMORY.items():
            measure = f"memory, {document} -> {'markdown' if document == 'tei' else 'tei'}, {size / MB:g} MB"
            if self.wanted(measure):
                [(_, peak)] = self.least(self.conversion(document, "markdown" if document == "tei" else "tei", size))
                self.add(measure, f"{size / MB:g} MB", f"{peak * 1024 / MB:.1f} MB", peak * 1024 / size, goal, 3)

    def start(self):
        for measure, what, floor, goal in START:
            if not self.wanted(measure):
                continue
            argv = [self.got.pecia, *what] if isinstance(what, list) else self.conversion(*what, 1000)
            (base, _), (time, _) = self.least([self.floor(floor)], argv)
            self.rows.append([measure, f"{base / 1000:.2f} ms", f"{time / 1000:.2f} ms", "", f"{goal:g} ms", f"{2 * goal:g} ms",
                              "goal met" if time <= goal * 1000 else "within bounds" if time <= 2000 * goal else "TOO MUCH"])

    def growth(self, sizes):
        for measure, document, to, _, _, _ in RATIOS:
            if "English" in measure or not self.wanted(measure):
                continue
            found = [self.least(self.conversion(document, to, size))[0] for size in sizes]
            span = math.log(sizes[-1] / sizes[0])
            for what, index, shown in (("CPU", 0, lambda v: f"{v / 1000:.0f} ms"), ("memory", 1, lambda v: f"{v / 1024:.0f} MiB")):
                exponent = math.log(found[-1][index] / found[0][index]) / span
                self.add(f"growth of {what}, {measure}", shown(found[0][index]), shown(found[-1][index]), exponent, 1.08, 1.15)

    def pandoc(self, size):
        if not shutil.which("pandoc") or not self.wanted("pandoc"):
            return
        source = self.document("markdown", size)
        base, memory = self.run(["pandoc", "-f", "markdown", "-t", "tei", "-s", "-o", os.path.join(self.folder, "pandoc.xml"), source])
        [(time, peak)] = self.least(self.conversion("markdown", "tei", size))
        self.rows.append([f"pandoc's CPU, Markdown -> TEI, {size / MB:g} MB", f"{base / 1e6:.1f} s", f"{time / 1000:.1f} ms", f"1/{base / time:.0f}", "1/100", "1/50",
                          "goal met" if base / time >= 100 else "within bounds" if base / time >= 50 else "TOO MUCH"])
        self.rows.append(["pandoc's memory", f"{memory / 1024:.0f} MiB", f"{peak / 1024:.0f} MiB", f"1/{memory / peak:.0f}", "1/20", "",
                          "goal met" if memory / peak >= 20 else f"1/{memory / peak:.0f} of 1/20"])

    def instructions(self, argv):
        done = subprocess.run(["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *argv], capture_output=True, text=True)
        return int(re.search(r"I\s+refs:\s+([\d,]+)", done.stderr).group(1).replace(",", ""))

    def cachegrind(self, size=MB):
        if not shutil.which("valgrind"):
            print("valgrind is not here: no instruction counts")
            return
        for measure, document, to, floor, goal, never in RATIOS:
            if self.wanted(measure):
                base, count = self.instructions(self.floor_command(floor, size)), self.instructions(self.conversion(document, to, size))
                self.add(f"instructions, {measure}, 1 MB", f"{base / 1e6:.1f} M", f"{count / 1e6:.1f} M", count / base,
                         1.3 if measure == "TEI -> TEI" else goal, never)

    def print(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(len(self.rows[0]))]
        for row in self.rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        for line in sorted(set(self.failed)):
            print("FAILED", line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pecia", required=True)
    parser.add_argument("--floors", required=True, help="folder of the floors")
    parser.add_argument("--sizes", default="1,10,100", help="megabytes")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", default="", help="measures that match this")
    parser.add_argument("--cachegrind", action="store_true")
    got = parser.parse_args()
    got.pecia = os.path.abspath(got.pecia)
    sizes = [int(float(size) * MB) for size in got.sizes.split(",")]
    with tempfile.TemporaryDirectory(prefix="pecia-bench-") as folder:
        bench = Bench(got, folder)
        middle = sizes[len(sizes) // 2]
        bench.ratios(middle)
        bench.small_markdown()
        bench.memory(sizes[-1])
        bench.start()
        if got.cachegrind:
            bench.cachegrind()
        if len(sizes) > 1:
            bench.pandoc(middle)
            bench.growth(sizes)
        bench.print()
    return 1 if bench.failed else 0


if __name__ == "__main__":
    sys.exit(main())
