# SPDX-License-Identifier: MIT
"""pecia validate on real documents: no crash, no false error, and what Pecia writes is valid in every profile.

A document that jing finds valid by tei_all may have errors only of the kinds that no schema can find. By a schema
Pecia and jing must agree of every document; with --full also by tei_all, which takes libxml2 ten seconds to compile.
Hostile documents are refused in words, in little time.
"""
import functools
import json
import os
import re
import shutil
import subprocess
import sys

import drive

BEYOND_SCHEMAS = {"tei.pointer-nowhere", "tei.fragments-apart", "tei.fragments-order"}
STATUSES = {0, 1, 2, 3, 4, 5}


def validate(pecia, *arguments, cap=120):
    """A run, and the codes of the errors of each file; None in their place if there is no JSON."""
    run = drive.Run([pecia, "validate", "--json", "--limit", "diagnostics=none", *arguments], cap)
    try:
        files = json.loads(run.out)["files"]
    except ValueError:
        return run, None
    return run, {file["file"]: {one["code"] for one in file["findings"] if one["severity"] == "error"} for file in files}


def valid_by_jing(schema, path):
    """True, False, or None if jing cannot read the file (a DTD that is not there, an undeclared entity)."""
    done = subprocess.run(["jing", schema, path], capture_output=True, stdin=subprocess.DEVNULL)
    said = done.stdout.decode("utf-8", "replace")
    return None if "fatal:" in said or "No such file" in said else done.returncode == 0


def profiles(pecia):
    """The profiles that the writer has."""
    run = drive.Run([pecia, "formats", "--json", "tei"])
    found = re.search(r'"name": ?"profile".*?"choices": ?\[(.*?)\]', run.out.decode(), re.S)
    return re.findall(r'"([^"]+)"', found.group(1)) if found else ["all"]


def check_sources(verdict, pecia, documents, by_jing):
    run, errors = validate(pecia, *documents)
    verdict.add("the corpus", drive.crashed(run) or (None if errors is not None else f"no JSON: {run.first()}"))
    for path in documents:
        found = (errors or {}).get(path, set())
        beyond = found - BEYOND_SCHEMAS
        verdict.row(os.path.basename(path), {True: "valid", False: "invalid", None: "-"}[by_jing.get(path)], " ".join(sorted(found)))
        verdict.add(os.path.basename(path), f"valid by jing, but {beyond}" if by_jing.get(path) and beyond else None)


def check_schema(verdict, pecia, name, documents, cap):
    """Pecia and jing by one schema, and the rules of its profile for what is valid by it."""
    schema = os.path.join(drive.SHARED, "schema", name)
    by_jing = drive.parallel(functools.partial(valid_by_jing, schema), documents)
    run, errors = validate(pecia, "--schema", schema, "--schema-seconds", "300", *documents, cap=cap)
    verdict.add(name, drive.crashed(run) or (None if errors is not None else f"no JSON: {run.first()}"))
    for path, valid in zip(documents, by_jing):
        found = (errors or {}).get(path, set())
        if valid is None or found & {"tei-no-namespace", "not-tei", "not-well-formed"}:
            continue
        ours = "schema-invalid" not in found
        verdict.add(f"{os.path.basename(path)} by {name}", None if ours == valid else f"jing says {valid}, Pecia {ours}")
    good = [path for path, valid in zip(documents, by_jing) if valid]
    profile = {"tei_all.rng": "all"}.get(name, name[:-4])
    _, errors = validate(pecia, "--profile", profile, *good) if good else (None, {})
    for path in good:
        found = (errors or {}).get(path, {"no JSON"}) - BEYOND_SCHEMAS
        verdict.add(f"{os.path.basename(path)} as {profile}", f"valid by jing, but {found}" if found else None)


def check_written(verdict, pecia, folder, pairs):
    """Everything that is no TEI, written as TEI in each profile."""
    # Links to anchors that web sites make of headings lead nowhere in the Markdown itself; and small profiles have no place
    # for every identifier that a link leads to.
    anchored = tuple(os.path.basename(source) for source, kind in pairs if kind == "markdown" and b"](#" in open(source, "rb").read()
                     or b"]: #" in open(source, "rb").read())
    for profile in profiles(pecia):
        made = []
        for number, (source, kind) in enumerate(pairs):
            target = os.path.join(folder, f"{profile}-{number}.xml")
            run = drive.convert(pecia, source, kind, target, "tei", "-O", f"tei:profile={profile}", cap=300)
            if run.status == 0:
                made.append((f"{os.path.basename(source)} as {profile}", target))
        run, errors = validate(pecia, "--profile", profile, *[target for _, target in made], cap=600)
        verdict.add(f"what is written as {profile}", drive.crashed(run))
        for label, target in made:
            found = sorted((errors or {}).get(target, {"no JSON"}) - (BEYOND_SCHEMAS if profile != "all" or label.startswith(anchored) else set()))
            verdict.add(label, f"errors: {' '.join(found)}" if found else None)


def check_hostile(verdict, pecia, cap):
    origin = drive.shared("hostile", "cases")
    for name in sorted(os.listdir(origin)):
        if not name.endswith((".xml", ".md", ".epub")) or os.path.getsize(os.path.join(origin, name)) > 50_000_000:
            continue
        run = drive.Run([pecia, "validate", os.path.join(origin, name)], cap)
        problem = drive.crashed(run)
        if not problem and run.status not in STATUSES:
            problem = f"exit {run.status}"
        if not problem and run.status != 0 and not re.search(rb": error: .*\[[a-z.-]+\]", run.out):
            problem = f"exit {run.status} without a word"
        verdict.add(f"hostile {name}", problem)


def main():
    got = drive.arguments(__doc__, ("--cap", {"type": int, "default": 20}))
    verdict = drive.Verdict()
    pairs = drive.documents(got.full)
    documents = [path for path, kind in pairs if kind == "tei"]
    others = [pair for pair in pairs if pair[1] != "tei" and os.path.basename(pair[0]) not in drive.REFUSED]
    by_jing = {}
    if shutil.which("jing"):
        schema = drive.shared("schema", "tei_all.rng")
        by_jing = dict(zip(documents, drive.parallel(functools.partial(valid_by_jing, schema), documents)))
        for name in ["lite.rng", "simple-print.rng", "dtabf.rng", "eltec-1.rng"] + (["tei_all.rng"] if got.full else []):
            check_schema(verdict, got.pecia, name, documents, cap=1200)
    else:
        print("jing is not here: nothing is compared with it")
    check_sources(verdict, got.pecia, documents, by_jing)
    with drive.scratch() as folder:
        check_written(verdict, got.pecia, folder, drive.samples(folder) + others)
    check_hostile(verdict, got.pecia, got.cap)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
