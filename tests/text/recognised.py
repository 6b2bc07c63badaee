# SPDX-License-Identifier: MIT
"""How well notes and quotations of plain text are recognised, and what is recognised in each text of the corpus.

    recognised.py PECIA CORPUS             measures against truth.tsv, compares with recognised/
    recognised.py PECIA CORPUS --update    writes recognised/ anew (then look at the difference)

recognised/ holds what "pecia inspect" reports of each text: places, labels, counts, confidence; not the texts.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
LEAST = {"note": (0.98, 0.95), "quotation": (0.97, 0.93)}


def inspect(pecia, path):
    run = subprocess.run([pecia, "inspect", "--json", "-f", "text", str(path)], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{path}: exit {run.returncode}\n{run.stderr}")
    return json.loads(run.stdout)


def found_in(told):
    """The notes and quotations that were found, as truth.tsv has them."""
    for note in told["notes"]:
        what = "note" if note["references"] else "body"
        yield what, note["line"], note["column"] if what == "note" else 1, note["label"]
    for quotation in told["quotations"]:
        if quotation.get("part", "initial") == "initial" and quotation["marks"] == "kept":
            yield "quotation", quotation["line"], quotation["column"], ""


def read_truth():
    truth, partial = collections.defaultdict(set), set()
    for line in (HERE / "truth.tsv").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("#"):
            continue
        rows = truth[fields[0]]
        if fields[1] == "notes only":
            partial.add(fields[0])
        elif fields[1] != "none":
            rows.add((fields[1], int(fields[2]), int(fields[3]), fields[4] if len(fields) > 4 else ""))
    return truth, partial


def measure(pecia, corpus):
    """True if precision and recall over all documents are what they should be."""
    right, wrong, missed = collections.Counter(), collections.Counter(), collections.Counter()
    truth, partial = read_truth()
    for name, wanted in sorted(truth.items()):
        path = HERE / "samples" / name
        path = path if path.exists() else corpus / name
        if not path.exists():
            print(f"{name}: left out, since the corpus is not here")
            continue
        found = {row for row in found_in(inspect(pecia, path)) if name not in partial or row[0] != "quotation"}
        for row in found | wanted:
            kind = "quotation" if row[0] == "quotation" else "note"
            right[kind] += row in found and row in wanted
            wrong[kind] += row not in wanted
            missed[kind] += row not in found
        for row in sorted(found - wanted):
            print(f"{name}: not there: {row}")
        for row in sorted(wanted - found):
            print(f"{name}: missed: {row}")
    good = True
    for kind, (precision, recall) in LEAST.items():
        p = right[kind] / max(1, right[kind] + wrong[kind])
        r = right[kind] / max(1, right[kind] + missed[kind])
        print(f"{kind}s: {right[kind]} right, {wrong[kind]} wrong, {missed[kind]} missed; precision {p:.3f}, recall {r:.3f}")
        good = good and p >= precision and r >= recall
    return good


def place(item):
    return f"{item.get('line', 0)}:{item.get('column', 0)}"


def outline(told):
    """What was recognised, a line each, without a word of the text."""
    lines = [f"bytes {told['bytes']}"] + [f"kind {kind} {count}" for kind, count in told["kinds"].items() if kind != "TEXT"]
    lines += [f"heading {place(item)} level {item['level']} {item['confidence']}%" for item in told["headings"]]
    for item in told["notes"]:
        body = f"line {item['body_line']}" if item["body"] is not None else "none"
        lines.append(f"note {place(item)} [{item['label']}] marks {item['references']} body {body} {item.get('confidence', '-')}%")
    for item in told["quotations"]:
        part = f" {item['part']} of #{item['tie']}" if "part" in item else ""
        lines.append(f"quotation {place(item)} {item['form']} depth {item['depth']}{part} {item['confidence']}%")
    lines += [f"guess {place(item)} {item['kind']} {item['confidence']}%" for item in told["guesses"]]
    lines += [f"unresolved {place(item)} {item['code']}" for item in told["unresolved"]]
    return "".join(f"{line}\n" for line in lines)


def goldens(pecia, corpus, update):
    good = True
    for path in sorted(corpus.glob("*.txt")):
        golden = HERE / "recognised" / f"{path.stem}.txt"
        made = outline(inspect(pecia, path))
        if update:
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(made)
        if not golden.exists() or golden.read_text() != made:
            good = False
            had = golden.read_text().splitlines() if golden.exists() else []
            changed = [line for line in made.splitlines() if line not in set(had)][:10]
            print(f"{path.name}: recognised otherwise than in {golden.name}:", *changed, sep="\n    ")
    return good


def main():
    pecia, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    if not os.path.isdir(corpus):
        print(f"{corpus} is not here: only the samples are measured")
    good = measure(pecia, corpus)
    return 0 if goldens(pecia, corpus, "--update" in sys.argv) and good else 1


if __name__ == "__main__":
    sys.exit(main())
