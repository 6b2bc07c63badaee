# SPDX-License-Identifier: MIT
"""Books that checkers find no fault with: the samples, hard documents of the project's own and, with --full, the whole corpus as EPUB.

Neither an error nor a warning of epubcheck 4 and 5, no violation of Ace; a checker that is not here is named and left out. Ace takes
seconds for a book, so that without --full it sees the samples alone. With --notes all three places of notes are tried.
"""
import functools
import os
import sys

import checkers
import drive
import nasty


def make(pecia, folder, task):
    """Converts one document; (label, target, None) or (label, None, problem)."""
    number, (source, kind), options = task
    label = " ".join([os.path.basename(source), *options[1::2]])
    target = os.path.join(folder, f"book-{number}.epub")
    run = drive.convert(pecia, source, kind, target, "epub", *options)
    problem = drive.crashed(run) or (None if run.status == 0 else run.first())
    return label, None if problem else target, problem


def judge(verdict, name, check, made):
    found = check([target for _, target, _ in made if target])
    if found is None:
        print(f"{name} is not here")
        return
    for label, target, problem in made:
        lines = found[target] if target else [problem]
        verdict.add(f"{name}: {label}", "; ".join(lines[:3]) + (f" ... {len(lines)} in all" if len(lines) > 3 else "") if lines else None)


def sources(full, folder):
    """(path, format) of the samples, of the hard documents and, when FULL, of the corpus."""
    hard = nasty.documents(folder)
    corpus = []
    if full and os.path.isdir(os.path.join(drive.SHARED, "corpus")):
        corpus = [pair for pair in drive.documents() if os.path.basename(pair[0]) not in drive.REFUSED]
    return drive.samples(folder), hard, corpus


def main():
    got = drive.arguments(__doc__, ("--notes", {"action": "store_true", "help": "try every place of notes"}))
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        samples, hard, corpus = sources(got.full, folder)
        pairs = samples + hard + corpus
        manners = ["chapter", "visible", "endnotes"] if got.notes or got.full else ["chapter"]
        tasks = [(pair, ("-O", f"epub:notes={notes}") if notes != "chapter" else ()) for notes in manners for pair in pairs]
        work = functools.partial(make, got.pecia, folder)
        made = drive.parallel(work, [(number, *task) for number, task in enumerate(tasks)])
        for name, check in checkers.CHECKERS.items():
            judge(verdict, name, check, made if name != "Ace" else made[:len(pairs) if got.full else len(samples)])
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
