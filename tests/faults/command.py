# SPDX-License-Identifier: MIT
"""command.py: running the command pecia under bad conditions, and judging what it leaves."""
import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile

EXTENSION = {"tei": "xml", "markdown": "md", "epub": "epub", "text": "txt"}
SAMPLE = """---
title: Наблюдения
lang: ru
---

# Первая глава

Он писал: «Остров *холоден*, и „зима“ длинна».[^1] Далее — **ничего**.

> Целый абзац чужих слов.
>
> И ещё один.

- раз
- два

| a | b |
|---|---|
| 1 | 2 |

[^1]: Там же, с. 5.
"""


class Checks:
    """Counts what was checked and tells what failed."""

    def __init__(self):
        self.done = 0
        self.failed = 0

    def check(self, name, good, detail=""):
        self.done += 1
        if not good:
            self.failed += 1
            print(f"FAIL {name}: {detail}", flush=True)

    def end(self):
        print(f"{self.done - self.failed} passed, {self.failed} failed")
        return 1 if self.failed else 0


class Result:
    def __init__(self, code, words):
        self.code = code
        self.words = words

    def refused(self, code=None):
        """A polite failure: an exit status of ours, one clear sentence."""
        return 0 < self.code < 7 and (code is None or self.code == code) and b"error: " in self.words

    def __str__(self):
        return f"exit {self.code}: {self.words.decode(errors='replace').strip()[:300]}"


def run(pecia, *arguments, **options):
    """Runs pecia convert; a death by a signal is a negative code."""
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.DEVNULL)
    done = subprocess.run([pecia, "convert", *map(str, arguments)], stderr=subprocess.PIPE, timeout=120, check=False, **options)
    return Result(done.returncode, done.stderr)


def formats(pecia):
    """The formats whose modules are there."""
    done = subprocess.run([pecia, "formats"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    words = done.stdout.decode().split()
    return [name for name in EXTENSION if name in words]


def preloadable(library):
    """A path of LIBRARY that LD_PRELOAD can name: one with a space or a colon is copied to where there is none."""
    if not re.search(r"[ :]", library):
        return library
    folder = tempfile.mkdtemp(prefix="pecia-preload-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return shutil.copy(library, folder)


class Folder:
    """A temporary folder to work in, removed at the end."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="pecia-faults-")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def __call__(self, *names):
        return os.path.join(self.path, *names)

    def write(self, name, text, mode=0o644):
        path = self(name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def samples(self, pecia):
        """The sample in every format that is there, by name of the format."""
        found = {"markdown": self.write("sample.md", SAMPLE)}
        for name in formats(pecia):
            if name != "markdown":
                found[name] = self("sample." + EXTENSION[name])
                result = run(pecia, "-f", "markdown", "-t", name, "-o", found[name], found["markdown"])
                if result.code != 0:
                    sys.exit(f"the sample cannot be made: {result}")
        return found


def read(path):
    with open(path, "rb") as file:
        return file.read()
