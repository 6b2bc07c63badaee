# SPDX-License-Identifier: MIT
"""What the drivers share: where the corpus is, running pecia under a time limit, judging what comes out.

The corpus of real documents is not part of the repository. It is looked for in ../shared beside the checkout; a driver
that needs it and does not find it says so and exits with 77, which CTest counts as skipped.
"""
import argparse
import importlib.util
import io
import os
import posixpath
import subprocess
import sys
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile
from concurrent.futures import ProcessPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.path.join(os.path.dirname(ROOT), "shared")
SAMPLES = os.path.join(ROOT, "tests", "samples")
EXTENSION = {"tei": ".xml", "markdown": ".md", "epub": ".epub", "text": ".txt"}
FORMATS = list(EXTENSION)
SKIP = 77
# Damaged containers of the corpus, which have to be refused; nothing else of it may be.
REFUSED = {"epubcheck-zip-no-end-header.epub", "epubcheck-duplicate-zip-entry.epub"}


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def shared(*names):
    """The path of something in ../shared; skips the test where it is not there."""
    path = os.path.join(SHARED, *names)
    if not os.path.exists(path):
        skip(f"{os.path.join('..', 'shared', *names)} is not here")
    return path


def arguments(about, *extra):
    """The arguments that every driver takes, and EXTRA ones as (name, keywords)."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--pecia", required=True, help="the command to test")
    parser.add_argument("--full", action="store_true", default=os.environ.get("PECIA_FULL") == "1",
                        help="the whole corpus, not the quick part of it (also PECIA_FULL=1)")
    for name, keywords in extra:
        parser.add_argument(name, **keywords)
    got = parser.parse_args()
    got.pecia = os.path.abspath(got.pecia)
    if not os.access(got.pecia, os.X_OK):
        skip(f"{got.pecia} is not built")
    return got


def module(path, name):
    """A Python file as a module."""
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def documents(full=True, largest=350_000):
    """(path, format) of the documents of the corpus, smallest first; without FULL those up to LARGEST bytes."""
    found = []
    for name in FORMATS:
        folder = shared("corpus", name)
        found += [(os.path.join(folder, file), name) for file in os.listdir(folder)]
    found.sort(key=lambda pair: (os.path.getsize(pair[0]), pair[0]))
    return [pair for pair in found if full or os.path.getsize(pair[0]) <= largest]


class Run:
    """One run of the command: status, standard error, seconds. A run over CAP seconds has status "hang"."""

    def __init__(self, argv, cap=120, **keywords):
        start = time.monotonic()
        try:
            done = subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL, timeout=cap, **keywords)
            self.status, self.out = done.returncode, done.stdout
            self.err = done.stderr.decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            self.status, self.out, self.err = "hang", b"", f"no end within {cap} s"
        self.seconds = time.monotonic() - start

    def first(self):
        """The line of standard error that says most: the first error, else the first line."""
        lines = self.err.splitlines() or [""]
        return next((line for line in lines if "error" in line.lower()), lines[0])[:300]


def convert(pecia, source, kind, target, to, *options, cap=120, **keywords):
    return Run([pecia, "convert", "-f", kind, "-t", to, "-o", target, *options, source], cap, **keywords)


def crashed(run):
    """What is wrong with a run whatever its input: a signal, a hang, a sanitizer's finding, a node without account."""
    if run.status == "hang":
        return run.err
    if run.status < 0 or run.status > 6:
        return f"exit {run.status}: {run.first()}"
    for word in ("runtime error:", "AddressSanitizer", "LeakSanitizer", "unaccounted"):
        if word in run.err:
            return next(line for line in run.err.splitlines() if word in line)[:300]
    return None


def malformed(path, kind):
    """None if the file at PATH is what KIND promises, else what is wrong with it."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        if kind == "tei":
            ET.fromstring(data)
        elif kind == "epub":
            return malformed_epub(data)
        else:
            data.decode("utf-8")
    except (ET.ParseError, UnicodeDecodeError, zipfile.BadZipFile, KeyError) as error:
        return f"{kind}: {error}"
    return None


def malformed_epub(data):
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        first = box.infolist()[0]
        if (first.filename, first.compress_type, box.read(first)) != ("mimetype", 0, b"application/epub+zip"):
            return "epub: the first entry is not a stored mimetype"
        bad = box.testzip()
        if bad:
            return f"epub: {bad} is damaged"
        names = set(box.namelist())
        for name in names:
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                try:
                    ET.fromstring(box.read(name))
                except ET.ParseError as error:
                    return f"epub: {name}: {error}"
        return missing_items(box, names)


def missing_items(box, names):
    """What the package lists and the container lacks."""
    container = ET.fromstring(box.read("META-INF/container.xml"))
    package = next(node.get("full-path") for node in container.iter() if node.tag.endswith("}rootfile"))
    for node in ET.fromstring(box.read(package)).iter():
        if node.tag.endswith("}item"):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(package), urllib.parse.unquote(node.get("href"))))
            if name not in names:
                return f"epub: {name} is listed in {package} and not there"
    return None


def parallel(work, items):
    """WORK(item) for every item, over the processors; results in the order of ITEMS."""
    with ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(work, items))


class Verdict:
    """Collects what failed, prints a table at the end and gives the exit status."""

    def __init__(self):
        self.good, self.bad, self.rows = 0, [], []

    def add(self, label, problem):
        if problem:
            self.bad.append(f"{label}: {problem}")
        else:
            self.good += 1

    def row(self, *cells):
        self.rows.append([str(cell) for cell in cells])

    def end(self):
        for line in table(self.rows):
            print(line)
        for line in self.bad:
            print("FAIL", line)
        print(f"{self.good} passed, {len(self.bad)} failed")
        return 1 if self.bad else 0


def table(rows):
    if not rows:
        return
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows)))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()


def scratch(prefix="pecia "):
    """A folder that goes away; its name holds a space unless PREFIX says otherwise."""
    return tempfile.TemporaryDirectory(prefix=prefix)


def manners():
    """TEI of the repository in the manners of several collections."""
    folder = os.path.join(SAMPLES, "tei")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


def pack(folder, target):
    """Makes an EPUB of an unpacked one, mimetype first and stored."""
    with zipfile.ZipFile(target, "w") as box:
        names = sorted(os.path.relpath(os.path.join(base, name), folder)
                       for base, _, files in os.walk(folder) for name in files)
        for name in ["mimetype"] + [name for name in names if name != "mimetype"]:
            with open(os.path.join(folder, name), "rb") as file:
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                box.writestr(entry, file.read(), zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)


def samples(folder):
    """The samples of the repository, the unpacked EPUB packed."""
    book = os.path.join(folder, "herbarium.epub")
    pack(os.path.join(SAMPLES, "herbarium"), book)
    return [(os.path.join(SAMPLES, "article-ru.txt"), "text"), (os.path.join(SAMPLES, "almanac.xml"), "tei"),
            (os.path.join(SAMPLES, "handbook.md"), "markdown"), (book, "epub")]
