# SPDX-License-Identifier: MIT
"""TEI through EPUB and back is the same document with the same header; through Markdown it is the same but for what the report names."""
import functools
import os
import sys
from xml.etree import ElementTree

import drive

TEI = "{http://www.tei-c.org/ns/1.0}"


def header(path):
    """The canonical header of the TEI document at PATH without layout; None where it has none of P5, or several."""
    found = list(ElementTree.parse(path).iter(f"{TEI}teiHeader"))
    return ElementTree.canonicalize(ElementTree.tostring(found[0]), strip_text=True) if len(found) == 1 else None


def differs(pecia, a, b, *options):
    run = drive.Run([pecia, "compare", *options, a, b], 120)
    return None if run.status == 0 else run.out.decode("utf-8", "replace").split("\n")[0][:200] or run.first()


def check(pecia, source):
    name, found = os.path.basename(source), []
    with drive.scratch() as folder:
        back = os.path.join(folder, "back.xml")
        for form in ("epub", "markdown"):
            between = os.path.join(folder, "between" + drive.EXTENSION[form])
            there = drive.convert(pecia, source, "tei", between, form)
            drive.convert(pecia, between, form, back, "tei")
            problem = differs(pecia, source, back)
            if problem and form == "markdown":
                named = "[loss]" in there.err
                problem = differs(pecia, source, back, "--through", form) if named else f"not reported: {problem}"
            if not problem and form == "epub" and header(source) not in (None, header(back)):
                problem = "the header is another"
            found.append((f"{name} -> {form} -> TEI", problem))
    return found


def main():
    got = drive.arguments(__doc__)
    verdict = drive.Verdict()
    sources = [path for path, kind in drive.documents(got.full, 350_000) if kind == "tei"]
    for found in drive.parallel(functools.partial(check, got.pecia), sources):
        for label, problem in found:
            verdict.add(label, problem)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
