# SPDX-License-Identifier: MIT
"""Every element of a text that Pecia writes in every other, from TEI and from the Markdown of that TEI, written for each profile
and given to jing: what a profile does not let stand there is said otherwise."""
import functools
import os
import re
import shutil
import sys

import drive
import validity

PROFILES = {"all": "tei_all", "lite": "lite", "simple-print": "simple-print", "dtabf": "dtabf", "eltec-1": "eltec-1"}
NEEDED = {"foreign": ' xml:lang="fr"', "graphic": ' url="a.png"', "ref": ' target="#a"', "note": ' n="1"'}
OUTER = 8  # elements whose pairs are in one document


def names():
    """The elements of makes.def and likes.def."""
    found = set()
    for name, row in (("makes", r"^MAKE\((\w+),"), ("likes", r"^LIKE\([^,]+, (\w+),")):
        with open(os.path.join(drive.ROOT, "formats", "tei", f"{name}.def"), encoding="utf-8") as file:
            found |= set(re.findall(row, file.read(), re.M))
    return sorted(found - {"front", "body", "back"})


def element(name, inside):
    return f"<{name}{NEEDED.get(name, '')}>{inside}</{name}>"


def document(some, inner):
    """Each of SOME with each of INNER in it, among words and alone, in a paragraph and in a division."""
    pairs = [(outer, one) for outer in some for one in inner]
    text = "".join(f"<p>w {element(a, 't ' + element(b, 'u') + ' v')} z</p>\n<p>{element(a, element(b, 'u'))}</p>\n"
                   f"<div>{element(a, element(b, 'u'))}</div>\n" for a, b in pairs)
    return ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt></fileDesc>'
            f"</teiHeader><text><body>{text}</body></text></TEI>")


def make(pecia, job):
    source, kind, target, to, options = job
    run = drive.convert(pecia, source, kind, target, to, *options)
    return drive.crashed(run) or (None if run.status == 0 else run.first())


def main():
    got = drive.arguments(__doc__)
    drive.shared("schema", "tei_all.rng")
    if not shutil.which("jing"):
        drive.skip("jing is not here")
    verdict, all_names = drive.Verdict(), names()
    with drive.scratch() as folder:
        path = functools.partial(os.path.join, folder)
        first, jobs = [], []
        for at in range(0, len(all_names), OUTER):
            with open(path(f"{at}.tei"), "w", encoding="utf-8") as file:
                file.write(document(all_names[at:at + OUTER], all_names))
            first.append((path(f"{at}.tei"), "tei", path(f"{at}.md"), "markdown", []))
            jobs += [(path(f"{at}.{end}"), kind, path(f"{profile}-{kind}-{at}.xml"), "tei", ["-O", f"tei:profile={profile}"])
                     for profile in PROFILES for end, kind in (("tei", "tei"), ("md", "markdown")) if (profile, kind) != ("all", "tei")]
        for job, problem in zip(first + jobs, drive.parallel(functools.partial(make, got.pecia), first)
                                + drive.parallel(functools.partial(make, got.pecia), jobs)):
            verdict.add(os.path.basename(job[2]), problem)
        for profile, schema in PROFILES.items():
            made = [job[2] for job in jobs if os.path.basename(job[2]).startswith(profile + "-") and os.path.exists(job[2])]
            bad = validity.jing(drive.shared("schema", schema + ".rng"), made)
            for target in made:
                verdict.add(f"{os.path.basename(target)} is valid", bad.get(os.path.realpath(target)))
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
