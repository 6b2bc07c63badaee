# SPDX-License-Identifier: MIT
"""That plain text comes back as the same document (L2): through TEI, Markdown and EPUB, and from text to text by each choice of
where notes stand and how they look, and wrapped.

    through.py PECIA CORPUS [WORD ...]     only texts whose names hold a WORD

The samples of tests/text and tests/formats/text always, the corpus where it is there.
"""
import concurrent.futures
import itertools
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
SUFFIX = {"tei": ".xml", "markdown": ".md", "epub": ".epub"}
PLACES = ("end", "section", "inline")
STYLES = ("bracket", "pg", "superscript")
WRAPS = ("48", "72")
SHOWN = 600
PLACED = tuple(f"notes={place} " for place in PLACES)
PG = tuple(f"{place}notes-style=pg" for place in ("", *PLACED))
SUPERSCRIPT = tuple(f"{place}notes-style=superscript" for place in ("", *PLACED))
BRACKET = tuple(f"{place}notes-style=bracket" for place in ("", *PLACED))
# What does not come back yet: a text, the ways that fail, each of them, and why. One that comes back must leave the table.
FAILING = (
    ("uk-dzvin.txt", ("wrap=48",), "a short first line over one line of prose is a heading only once that is wrapped"),
    ("en-journal.txt", PG, "underscores that are text in the source are emphasis beside [Footnote"),
    ("en-psalm.txt", tuple(f"notes=inline notes-style={style}" for style in STYLES),
     "two lines of a psalm that a note parts from the others are not told from prose"),
    ("pl-stacja.txt", ("notes-style=pg",), "the short lines that part a list do not part notes that are written as [Footnote"),
    ("en-british.txt", ("wrap=48",), "the apostrophe of a plural at the end of a line looks like the end of a quotation"),
    ("de-turm.txt", SUPERSCRIPT, "a mark behind a point and a space is not raised, and in brackets beside raised ones is a citation"),
    ("ru-rukopis.txt", ("tei", "markdown", "epub", *BRACKET, *PG, "wrap=48", "wrap=72"),
     "[4], which is a citation beside raised marks, is a mark beside those that are written in brackets"),
    ("ru-pushkin-onegin.txt", PG, "verse at the beginning of a note"),
    ("en-beethoven-letters-latin1-crlf.txt", tuple(f"notes=end notes-style={style}" for style in STYLES),
     "more than two lists with the same numbers are numbered anew"),
    ("ru-dostoevsky-podpolye.txt", ("notes-style=pg",), "of two lists with the same numbers, each has some of them in curly brackets"),
    ("ru-dostoevsky-podpolye.txt", ("wrap=48",), "a paragraph that is wholly quoted, broken over many lines"),
    ("ru-chekhov-tri-sestry.txt", ("wrap=48", "wrap=72"), "stage directions without brackets, told by their length"),
)
KNOWN = {(name, way): cause for name, ways, cause in FAILING for way in ways}


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace")


class Trip:
    """One text by one way; its fault, or None."""

    def __init__(self, pecia, source, way):
        self.pecia, self.source, self.way = pecia, source, way

    def steps(self, scratch):
        back = scratch / "back.txt"
        if self.way in SUFFIX:
            middle = scratch / f"middle{SUFFIX[self.way]}"
            yield ("-f", "text", "-t", self.way, self.source, "-o", middle)
            yield ("-f", self.way, "-t", "text", "-O", "text:pages=bracket", middle, "-o", back)
        else:
            options = itertools.chain.from_iterable(("-O", f"text:{option}") for option in self.way.split())
            yield ("-f", "text", "-t", "text", *options, self.source, "-o", back)

    def fault(self):
        with tempfile.TemporaryDirectory() as folder:
            scratch = pathlib.Path(folder)
            for step in self.steps(scratch):
                made = run(self.pecia, "convert", "-q", *step)
                if made.returncode != 0:
                    return f"exit {made.returncode} {made.stderr}"
            same = run(self.pecia, "compare", "-q", "-f", "text", "-t", "text", self.source, scratch / "back.txt")
            return None if same.returncode == 0 else same.stdout + same.stderr


def ways():
    yield from SUFFIX
    yield from (f"notes={place} notes-style={style}" for place in PLACES for style in STYLES)
    yield from (f"notes-style={style}" for style in STYLES)
    yield from (f"wrap={columns}" for columns in WRAPS)


def texts(corpus, words):
    folders = (HERE / "samples", HERE.parent / "formats/text/samples", corpus)
    found = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return [path for path in found if not words or any(word in path.name for word in words)]


def main():
    pecia, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    if not corpus.is_dir():
        print(f"{corpus} is not here: only the samples are tried")
    trips = [Trip(pecia, path, way) for path in texts(corpus, sys.argv[3:]) for way in ways()]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = list(pool.map(Trip.fault, trips))
    wrong = 0
    for trip, fault in zip(trips, faults):
        known = (trip.source.name, trip.way) in KNOWN
        if fault and not known:
            wrong += 1
            print(f"FAILED {trip.source.name} by {trip.way}: {fault[:SHOWN]}")
        elif known and not fault:
            wrong += 1
            print(f"FAILED {trip.source.name} by {trip.way}: comes back now, and is still in the table")
    print(f"{sum(fault is None for fault in faults)} of {len(faults)} came back")
    return 1 if wrong or not faults else 0


if __name__ == "__main__":
    sys.exit(main())
