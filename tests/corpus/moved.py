# SPDX-License-Identifier: MIT
"""TEI to TEI with notes moved: tei:notes=back and inline over the corpus.

Every note is there again with all that is in it, the words around the notes are the same but for their marks, what is valid
stays valid (jing, where it is installed), every pointer leads somewhere that led somewhere before, and notes that were taken to the
back and from there to their marks again make the document that was there before, layout aside (tei_same.py). So do those of
documents made at random, where notes stand where no note may.
"""
import collections
import functools
import os
import re
import shutil
import sys

import drive
import random_tei
from validity import jing

TEI, ID = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
MARK = re.compile(r"\[?(?:[0-9]{1,4}|[*†‡§]+|[a-z])\]?")


def squeezed(text):
    return "".join((text or "").split())


def content(note):
    """All that is in NOTE: names, attributes, characters that are no space."""
    return tuple((node.tag, tuple(sorted(node.attrib.items())), squeezed(node.text), squeezed(node.tail)) if node is not note
                 else squeezed(node.text) for node in note.iter())


def is_mark(node):
    return node.tag == TEI + "ref" and (node.get("type") == "noteref" or MARK.fullmatch(squeezed("".join(node.itertext()))))


def words(node, out):
    """The characters outside notes and their marks."""
    if isinstance(node.tag, str) and node.tag != TEI + "note" and not is_mark(node):
        out.append(squeezed(node.text))
        for child in node:
            words(child, out)
            out.append(squeezed(child.tail))
    return out


def dangling(root):
    ids = {node.get(ID) for node in root.iter()}
    return {word for node in root.iter() for name, value in node.attrib.items() if "#" in value and name != "rendition"
            for word in value.split() if word.startswith("#") and word[1:] not in ids}


def difference(before, after):
    notes = [collections.Counter(content(note) for note in root.iter(TEI + "note") if len(note) or note.text) for root in (before, after)]
    if notes[0] != notes[1]:
        return f"notes differ: {list((notes[0] - notes[1]) + (notes[1] - notes[0]))[:1]}"
    texts = ["".join("".join(words(text, [])) for text in root.findall(f"{TEI}text")) for root in (before, after)]
    if texts[0] != texts[1]:
        at = len(os.path.commonprefix(texts))
        return f"{texts[0][at - 20:at + 20]!r} became {texts[1][at - 20:at + 20]!r}"
    new = dangling(after) - dangling(before)
    return f"nothing is at {sorted(new)[:3]}" if new else None


def check(pecia, same, folder, numbered):
    """[(label, target, problem)] of one document."""
    number, source = numbered
    oracle = drive.module(same, "oracle")
    name, plain = os.path.basename(source), os.path.join(folder, f"{number}.source.xml")
    found = []

    def convert(path, way, target):
        run = drive.convert(pecia, path, "tei", target, "tei", "-O", f"tei:notes={way}")
        return run.first() if run.status != 0 else None
    problem = convert(source, "source", plain)
    for way in ("back", "inline"):
        target = os.path.join(folder, f"{number}.{way}.xml")
        problem = problem or convert(plain, way, target) or difference(oracle.tree(plain), oracle.tree(target))
        found.append((f"{name} notes={way}", target, problem))
    back, again = (os.path.join(folder, f"{number}.again.{way}.xml") for way in ("back", "inline"))
    if not problem:
        problem = convert(target, "back", back) or convert(back, "inline", again)
        problem = problem or next(iter(oracle.differences(oracle.tree(target), oracle.tree(again), True, 1)), None)
    return [(f"{name} itself", plain, None), *found, (f"{name} there and back", again, problem)]


def back_again(pecia, same, folder, seed):
    """(label, problem) of a document made at random: its notes to their marks, to the back and to their marks again."""
    oracle = drive.module(same, "oracle")
    paths = [os.path.join(folder, f"random-{seed}-{way}.xml") for way in ("source", "inline", "back", "again")]
    with open(paths[0], "wb") as file:
        file.write(random_tei.Maker(seed).document())
    problem = None
    for path, target, way in zip(paths, paths[1:], ("inline", "back", "inline")):
        run = drive.convert(pecia, path, "tei", target, "tei", "-O", f"tei:notes={way}")
        problem = problem or (run.first() if run.status != 0 else None)
    if not problem:
        strict = not oracle.holders(oracle.tree(paths[0])) & random_tei.layout_only()
        problem = next(iter(oracle.differences(oracle.tree(paths[1]), oracle.tree(paths[3]), strict, 1)), None)
    return f"random {seed} there and back", problem


def main():
    got = drive.arguments(__doc__)
    same, schema = drive.shared("checks", "tei_same.py"), drive.shared("schema", "tei_all.rng")
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        for label, problem in drive.parallel(functools.partial(back_again, got.pecia, same, folder), range(1, 61)):
            verdict.add(label, problem)
        sources = [path for path, kind in drive.documents(got.full) + drive.samples(folder) if kind == "tei"] + drive.manners()
        work = functools.partial(check, got.pecia, same, folder)
        results = drive.parallel(work, list(enumerate(sources)))
        made = [target for found in results for _, target, problem in found if not problem]
        invalid = jing(schema, made) if shutil.which("jing") else {}
        for found in results:
            valid = os.path.realpath(found[0][1]) not in invalid
            for label, target, problem in found[1:]:
                verdict.add(label, problem or (invalid.get(os.path.realpath(target)) if valid else None))
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
