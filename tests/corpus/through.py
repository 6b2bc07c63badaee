# SPDX-License-Identifier: MIT
"""TEI through EPUB, HTML and Markdown and back: the same structure (L2) where the format holds it, through EPUB the same header
too, and with --names the reports of the two conversions tell the truth: every element and attribute outside the header that is
missing is named, as often as it is missing, and nothing is named that came back. --strict refuses what is named.

The samples of the repository always, the corpus where ../shared is there.
"""
import collections
import functools
import json
import os
import sys
from xml.etree import ElementTree

import drive
import names

TEI = "{http://www.tei-c.org/ns/1.0}"
EXTENSION = {"epub": ".epub", "html": ".html", "markdown": ".md"}
SHOWN = 6  # faults of a file
# What may differ without --through FORMAT, beside Markdown, of which the report tells it.
HELD = {("scholarly.xml", "epub"): "beginnings of lines between rows and items stand in the next one",
        ("scholarly.xml", "html"): "beginnings of lines between rows and items stand in the next one"}
# Names that a report may call lost although they came back, by format and name.
ANEW = {}


def header(path):
    """The canonical header of the TEI document at PATH without layout; None where it has none of P5, or several, or its entities
    are not to be had."""
    try:
        found = list(ElementTree.parse(path).iter(f"{TEI}teiHeader"))
    except ElementTree.ParseError:
        return None
    for each in found:
        each.attrib.pop("type", None)  # P4 had it, P5 has not: it does not come back
    return ElementTree.canonicalize(ElementTree.tostring(found[0]), strip_text=True) if len(found) == 1 else None


def differs(pecia, a, b, *options):
    run = drive.Run([pecia, "compare", "-f", "tei", *options, a, b], 120)
    return None if run.status == 0 else run.out.decode("utf-8", "replace").split("\n")[0][:200] or run.first()


def lines(report):
    with open(report, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def level(pecia, name, form, source, back, report):
    """(what holds of the structure: "whole", "held" or "", what is wrong)."""
    problem = differs(pecia, source, back)
    if not problem:
        return "whole", None
    if form != "markdown" and (name, form) not in HELD:
        return "", problem
    if not any("element" in line or "kind" in line for line in lines(report)):
        return "", f"not reported: {problem}"
    problem = differs(pecia, source, back, "--through", form)
    return ("", problem) if problem else ("held", None)


def refused(pecia, source, form, report, folder):
    """What is wrong with --strict: it refuses where a report has names or warnings, and writes nothing then."""
    said = lines(report)
    held_back = any("element" in line for line in said) or said[-1]["warnings"] > 0
    target = os.path.join(folder, "strict")
    run = drive.convert(pecia, source, "tei", target, form, "--strict")
    if run.status == int(held_back) and os.path.exists(target) != held_back:
        return None
    return f"--strict: exit {run.status}, {'a' if os.path.exists(target) else 'no'} document, where the report {'names losses' if held_back else 'is clean'}"


def deceived(before, after, named):
    """A name of NAMED that is missing and that nobody misses in the report, or one put in that nobody takes out again."""
    missing, _ = names.gone(before, after)
    told = {name for name, _ in names.faults(before, after, named)}
    for name in set(missing) - told:
        if not any(fault == name for fault, _ in names.faults(before, after, named - collections.Counter([name] * named[name]))):
            return f"nobody misses {name} in the report"
    for name in {name for name in before.count if not named[name]} - told:
        kept = names.gone(before, after)[1][name] == 0
        if kept and not any(fault == name for fault, _ in names.faults(before, after, named + collections.Counter([name]))):
            return f"nobody minds that {name} is named"
    return None


def check(pecia, job):
    """(file, format, level, counts, faults of names, other problems) of one way there and back."""
    source, form, own = job
    name, problems = os.path.basename(source), []
    with drive.scratch() as folder:
        there, again = (os.path.join(folder, f"{way}.json") for way in ("there", "again"))
        between, back = os.path.join(folder, "between" + EXTENSION[form]), os.path.join(folder, "back.xml")
        for run in (drive.convert(pecia, source, "tei", between, form, "--report", there),
                    drive.convert(pecia, between, form, back, "tei", "--report", again)):
            problem = drive.crashed(run) or (None if run.status == 0 else run.first())
            if problem:
                return name, form, "", None, [], [problem]
        held, problem = level(pecia, name, form, source, back, there)
        problems.append(problem)
        if form == "epub" and header(source) not in (None, header(back)):
            problems.append("the header is another")
        before, after, named = names.read(source), names.read(back), names.lost(there, again)
        faults = [(fault, why) for fault, why in names.faults(before, after, named)
                  if not ((form, fault) in ANEW and names.gone(before, after)[0][fault] <= named[fault])]
        if own:
            problems += [refused(pecia, source, form, there, folder), deceived(before, after, named)]
    missing, _ = names.gone(before, after)
    counts = [before.elements, before.attributes, sum(missing.values()), sum(named.values())]
    return name, form, held, counts, faults, [problem for problem in problems if problem]


def main():
    got = drive.arguments(__doc__, ("--names", {"action": "store_true", "help": "judge the names that reports give"}))
    verdict, total, untrue = drive.Verdict(), {}, collections.Counter()
    sources = [(path, True) for path in drive.manners() + [os.path.join(drive.SAMPLES, "almanac.xml")]]
    if os.path.isdir(drive.SHARED):
        sources += [(path, False) for path, kind in drive.documents(True) if kind == "tei"]
    else:
        print("../shared is not here: the samples alone")
    jobs = [(path, form, own) for form in EXTENSION for path, own in sources]
    verdict.row("file", "through", "L2", "elements", "attributes", "missing", "named", "not truly")
    for name, form, held, counts, faults, problems in drive.parallel(functools.partial(check, got.pecia), jobs):
        if counts:
            verdict.row(name, form, held, *counts, len(faults))
            total[form] = [a + b for a, b in zip(total.get(form, [0] * 5), [*counts, len(faults)])]
        if got.names:
            problems += [f"{fault}: {why}" for fault, why in faults[:SHOWN]]
            problems += [f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
            untrue.update((form, fault) for fault, _ in faults)
        verdict.add(f"{name} -> {form} -> TEI", "; ".join(problems) or None)
    for form, counts in total.items():
        verdict.row("all", form, "", *counts)
    for (form, fault), files in untrue.most_common():
        verdict.row("not truly named", form, fault, f"{files} files")
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
