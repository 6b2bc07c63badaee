# SPDX-License-Identifier: MIT
"""TEI written of a document whose identifiers are hostile, and with a header in which every field is stated: valid in every
profile; identifiers that are names, each once, the same every time; every statement in the whole TEI's header."""
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ET

import drive
import validity

PROFILES = {"all": "tei_all", "lite": "lite", "simple-print": "simple-print", "dtabf": "dtabf", "eltec-1": "eltec-1"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
HOSTILE = ["1", "a b", "a  b", "-x", ".", "é", "русский", "a:b", "a/b", "note-1", "ref-1", "quote-1", "text-1", "_1", "x" * 300, "😀", "a&amp;b"]
KEYS = {"title": ("type", "lang"), "creator": ("role", "href", "file-as"), "contributor": ("role", "href"), "edition": (), "extent": (),
        "publisher": ("role", "href"), "pubplace": (), "date": (), "identifier": ("scheme",), "licence": ("href",), "rights": (),
        "series": (), "note": (), "source": ("href",), "project": (), "sampling": (), "correction": (), "quotation": (),
        "hyphenation": (), "normalization": (), "punctuation": (), "interpretation": (), "editorial": (), "description": (),
        "creation": (), "language": (), "subject": ("scheme",), "revision": ()}
OWN = {"lang": "fr", "href": "https://example.org/a b", "date": "1904-02-29", "language": "de", "role": "edt"}
MADE_ONCE = {"language", "date", "extent", "edition", "licence", "rights", "creation", "pubplace"}  # one of each in a header
# In the whole TEI rights stand aside for a licence.
ASIDE = {"rights"}


def identifiers(folder):
    """Markdown with hostile identifiers, each twice, links to them, notes, and ten thousand headings of the same words."""
    path = os.path.join(folder, "ids.md")
    with open(path, "w", encoding="utf-8") as file:
        for name in HOSTILE * 2:
            file.write(f'<span id="{name}">x</span> [to it](<#{name}>)[^{len(name)}]\n\n')
        for size in {len(name) for name in HOSTILE}:
            file.write(f"[^{size}]: A note.\n\n")
        file.write('<span id="kept-1">x</span>\n\n' + "# Same words\n\nx\n\n" * 10_000)
    return path


def metadata(folder):
    """Every key with every field, two values where a header takes several."""
    path = os.path.join(folder, "fields.yaml")
    with open(path, "w", encoding="utf-8") as file:
        for key, fields in KEYS.items():
            file.write(f"{key}:\n")
            for number in (1,) if key in MADE_ONCE else (1, 2):
                file.write(f"  - value: {OWN.get(key, f'The {key} {number}')}\n")
                for field in fields if number == 1 else ():
                    file.write(f"    {field}: {OWN.get(field, f'{key}-{field}')}\n")
    return path


def made(verdict, got, folder, label, source, profile, *options):
    target = os.path.join(folder, f"{label}-{profile}.xml")
    run = drive.convert(got.pecia, source, "markdown", target, "tei", "-O", f"tei:profile={profile}", *options)
    verdict.add(f"{label} as {profile}", drive.crashed(run) or (None if run.status == 0 else run.first()))
    schema = drive.shared("schema", PROFILES[profile] + ".rng")
    verdict.add(f"{label} as {profile}: valid", next(iter(validity.jing(schema, [target]).values()), None))
    return target


def check_identifiers(verdict, got, folder, profile, source):
    target = made(verdict, got, folder, "identifiers", source, profile)
    names = [node.get(ID) for node in ET.parse(target).iter() if node.get(ID)]
    verdict.add(f"{profile}: each once", None if len(names) == len(set(names)) else "an identifier stands twice")
    kept = {"kept-1", "note-1", "русский"} - set(names) if profile in ("all", "lite", "simple-print") else set()
    verdict.add(f"{profile}: those that are names are kept", f"not {kept}" if kept else None)
    first = open(target, "rb").read()
    made(verdict, got, folder, "identifiers", source, profile)
    verdict.add(f"{profile}: the same again", None if open(target, "rb").read() == first else "other bytes")
    both = os.path.join(folder, f"both-{profile}.xml")
    run = drive.Run([got.pecia, "convert", "-q", "-f", "markdown", "-t", "tei", "-O", f"tei:profile={profile}", "-o", both, source, source])
    verdict.add(f"{profile}: joined with itself", drive.crashed(run) or (None if run.status == 0 else run.first()) or
                next(iter(validity.jing(drive.shared("schema", PROFILES[profile] + ".rng"), [both]).values()), None))


def check_header(verdict, got, folder, profile, source, fields):
    target = made(verdict, got, folder, "header", source, profile, "--metadata-file", fields)
    with open(target, encoding="utf-8") as file:
        header = re.sub(r"\s+", " ", file.read().split("<text>")[0])
    wanted = [OWN.get(key, f"The {key} {number}") for key in KEYS if key not in ASIDE for number in ((1,) if key in MADE_ONCE else (1, 2))]
    missing = [value for value in wanted if value not in header] if profile == "all" else []
    verdict.add(f"{profile}: every field", f"without {missing}" if missing else None)


def main():
    got = drive.arguments(__doc__)
    drive.shared("schema", "tei_all.rng")
    if not shutil.which("jing"):
        drive.skip("jing is not here")
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        source, plain, fields = identifiers(folder), os.path.join(folder, "plain.md"), metadata(folder)
        with open(plain, "w", encoding="utf-8") as file:
            file.write("# A\n\n«x»[^1]\n\n[^1]: y\n")
        for profile in PROFILES:
            check_identifiers(verdict, got, folder, profile, source)
            check_header(verdict, got, folder, profile, plain, fields)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
