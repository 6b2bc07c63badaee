# SPDX-License-Identifier: MIT
"""Input that makes careless readers quadratic: what cmark's own tests try, what is read beside CommonMark, and pages of notes.

Each input is converted at one size and at four times that; CPU may grow eightfold where it is worth measuring.
"""
import resource
import subprocess
import sys

import drive

SIZE = 20_000
LEAST = 0.3  # seconds of CPU from which on a ratio says something

MARKDOWN = {
    "emphasis in strong": lambda n: "*a **a " * n + "b" + " a** a*" * n,
    "closers": lambda n: "a_ " * n,
    "openers": lambda n: "_a " * n,
    "closers of links": lambda n: "a]" * n,
    "openers of links": lambda n: "[a" * n,
    "openers and closers that do not fit": lambda n: "*a_ " * n,
    "runs of three": lambda n: "a**b" + "c* " * n,
    "openers of links, closers of emphasis": lambda n: "[ a_" * n,
    "[ (](": lambda n: "[ (](" * n,
    "![[]()": lambda n: "![[]()" * n,
    "brackets in brackets": lambda n: "[" * n + "a" + "]" * n,
    "lazy lines": lambda n: "> " * 90 + "a\n" * n,
    "stars in quotations": lambda n: ">" * 90 + "a*" * n,
    "NUL": lambda n: "abc\0de\n" * n,
    "ticks": lambda n: "".join("e" + "`" * i for i in range(1, int((n * 10) ** 0.5))),
    "tags that do not end": lambda n: "<a " * n,
    "comments that do not end": lambda n: "</" + "<!--" * n,
    "instructions that do not end": lambda n: "a <?x " * n,
    "addresses that do not end": lambda n: "[a](<b" * n + "\n\n" + "[a](b" * n,
    "empty links in items": lambda n: "- [](x\n" * n,
    "underlines": lambda n: "aaa\rbbb\n-\v\n" * n,
    "definitions": lambda n: "".join(f"[{i}]: u\n\n" for i in range(n)),
    "references": lambda n: "".join(f"[a{i}][b{i}] " for i in range(n)),
    "marks": lambda n: "[^a]" * n,
    "notes": lambda n: "".join(f"[^{i}]: x\n\n" for i in range(n)),
    "notes in notes": lambda n: "^[" * n + "a" + "]" * n,
    "notes in a line": lambda n: "^[a] " * n,
    "labels of words": lambda n: "".join(f"[^a b{i}] " for i in range(n)),
    "labels in labels": lambda n: "[^a" * n + "]" * n,
    "spans in spans": lambda n: "[a" * n + "]{.b}" * n,
    "spans": lambda n: "[a]{.b} " * n,
    "braces": lambda n: "a){" * n,
    "attributes": lambda n: "[a]{.b " + "c=d " * n,
    "attributes of a heading": lambda n: "# a " + "{.b " * n + "}",
    "quotes in attributes": lambda n: '[a]{a="' * n,
    "comments": lambda n: "a <!-- b --> " * n,
    "dashes in a comment": lambda n: "<!-- a - " * n + "-->",
    "strikes": lambda n: "~~a " * n,
    "tasks": lambda n: "- [ ] a\n" * n,
    "line blocks": lambda n: "| a\n" * n,
    "hard breaks": lambda n: "a\\\n" * n,
    "tags": lambda n: "<b>" * n + "</b>" * n,
    "blocks of HTML": lambda n: "<div>\n\n" * 90 + "a\n\n" * n,
    "columns": lambda n: "|" * n + "\n" + "|-" * n + "|\n",
    "cells without rows": lambda n: "<td>" * n,
    "items without lists": lambda n: "<li>a" * n,
    "bodies without tables": lambda n: "<tbody>a\n\n" * n,
    "metadata": lambda n: "---\na: [" + "b, " * n + "]\n---\nx",
    "fields": lambda n: "---\n" + "".join(f"a{i}: b\n" for i in range(n)) + "---\nx",
}


def page(n, note):
    """A page with N marks in one paragraph, and their notes, made by NOTE, in another."""
    marks = "".join(f'a<a class="noteref" id="r{i}" href="#n{i}"><sup>{i % 999}</sup></a> ' for i in range(n))
    return f"<!DOCTYPE html><html><body><p>{marks}</p><p>Notes {''.join(map(note, range(n)))}</p></body></html>"


HTML = {
    "labels in a paragraph": lambda n: page(n, lambda i: f'<a id="n{i}" href="#r{i}">{i % 999}</a> b<br>'),
    "anchors in a paragraph": lambda n: page(n, lambda i: f'<a id="n{i}"></a>'),
}

TEXT = {
    "brackets": lambda n: "[" * n,
    "quotation marks": lambda n: "«" * n,
    "straight marks": lambda n: ' "a' * n,
    "asterisks": lambda n: "*" * n,
    "underscores": lambda n: "_a " * n,
    "marks without notes": lambda n: "a[1] " * n,
    "numbered marks": lambda n: "".join(f"a[{i}] " for i in range(n)),
    "notes without marks": lambda n: "".join(f"[{i}] b\n\n" for i in range(n)),
    "pages of a letter": lambda n: "a\f" * n,
    "blank lines": lambda n: "a" + "\n" * n + "b",
    "quotations that go on": lambda n: "«a b\n\n" * n,
    "separators": lambda n: "-----\n1) a\n\n" * n,
    "headings of notes": lambda n: "Notes to a\n1. a\n\n" * n,
    "running heads": lambda n: "".join(f"HEAD    {i % 9000 + 1}\n\ntext goes\n\n" for i in range(n)),
    "notes on pages": lambda n: "".join(f"text goes on 1) and\n\n1) note\n\n   {i}\n\nso it is\n\n" for i in range(n)),
    "stars": lambda n: "a*\n\n* b\n\n" * n,
    "replies": lambda n: "- a.\n" * n,
    "a line": lambda n: "word " * n,
}
CASES = [(form, *case) for form, cases in (("text", TEXT), ("markdown", MARKDOWN), ("html", HTML)) for case in cases.items()]


def cpu(pecia, form, text):
    """Seconds of CPU that a conversion of TEXT, in the format FORM, to Markdown takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([pecia, "-f", form, "-t", "markdown", "-q", "-", "-o", "-"], input=text.encode(),
                          capture_output=True, timeout=120)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 4, 5):
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:200]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    got = drive.arguments(__doc__.splitlines()[0])
    verdict = drive.Verdict()
    for form, name, make in CASES:
        try:
            once, more = cpu(got.pecia, form, make(SIZE)), cpu(got.pecia, form, make(4 * SIZE))
            grows = more > LEAST and more > 8 * once
            verdict.add(name, f"{once:.2f} s, then {more:.2f} s for four times as much" if grows else None)
            verdict.row(name, len(make(SIZE)), f"{once:.3f}", f"{more:.3f}")
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            verdict.add(name, str(error))
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
