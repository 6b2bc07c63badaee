# SPDX-License-Identifier: MIT
"""pecia validate against jing on documents with one fault each: an element or attribute taken out, put in, renamed, moved, a value
that is none, text where none may stand.

By a schema both have to agree of every document. Without one Pecia's rules know less, but what jing finds valid they may fault only
for what no schema can say; how much they find is told, and has to be most. tei_all, which takes long to compile, with --full.
"""
import copy
import os
import random
import re
import shutil
import sys
import xml.etree.ElementTree as ET

import drive
import validate
import validity

TEI, XML = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}"
SCHEMAS = {"lite": "lite", "simple-print": "simple-print", "dtabf": "dtabf", "eltec-1": "eltec-1", "all": "tei_all"}
# What the profiles ask for beside their schemas: notes in ELTeC stand in back, notes in DTABf say where they stand.
BEYOND_SCHEMAS = validate.BEYOND_SCHEMAS | {"tei.note-outside", "tei.attribute-missing"}
COMMON = """p hi note ref q quote list item label head div l lg table row cell figure graphic pb lb milestone title author date bibl
            foreign seg name persName sp speaker stage cit emph""".split()
VALUES = ["", "1", "a b", "#nowhere", "2020-13-01", "2020-02-30", "foot", "http://a b/%zz", "fr", "not_a_tag", "-1", "true", ":x", "5x"]


def vocabulary():
    """The names of elements and attributes of all profiles."""
    with open(os.path.join(drive.ROOT, "formats", "tei", "vocabulary.def"), encoding="utf-8") as file:
        text = file.read()
    return re.findall(r"^ELEMENT\((\w+),", text, re.M), re.findall(r'^ATTRIBUTE\("([\w:]+)"', text, re.M)


class Fault:
    """One change to a tree, told in words."""

    def __init__(self, chance, elements, attributes):
        self.chance, self.elements, self.attributes = chance, elements, attributes

    def element(self):
        return ET.Element(TEI + self.chance.choice(self.chance.choice([self.elements, COMMON, COMMON])))

    def attribute(self):
        name = self.chance.choice(self.attributes)
        return XML + name[4:] if name.startswith("xml:") else name

    def make(self, root):
        parent, node = self.chance.choice([(parent, node) for parent in root.iter() for node in parent])
        kind = self.chance.choice([name for name in dir(self) if name.startswith("do_")])
        told = getattr(self, kind)(parent, node, list(parent).index(node))
        return f"{kind[3:]} {told}".replace(TEI, "").replace(XML, "xml:")

    def do_delete(self, parent, node, at):
        parent.remove(node)
        return node.tag

    def do_unwrap(self, parent, node, at):
        parent[at:at + 1] = list(node)
        return node.tag

    def do_insert(self, parent, node, at):
        new = self.element()
        node.insert(self.chance.randint(0, len(node)), new)
        return f"{new.tag} in {node.tag}"

    def do_rename(self, parent, node, at):
        before, node.tag = node.tag, self.element().tag
        return f"{before} {node.tag}"

    def do_wrap(self, parent, node, at):
        new = self.element()
        parent[at] = new
        new.append(node)
        return f"{node.tag} in {new.tag}"

    def do_double(self, parent, node, at):
        parent.insert(at, copy.deepcopy(node))
        return node.tag

    def do_swap(self, parent, node, at):
        parent.remove(node)
        parent.insert(at + 1, node)
        return node.tag

    def do_text(self, parent, node, at):
        parent.text = (parent.text or "") + "stray"
        return parent.tag

    def do_add(self, parent, node, at):
        name = self.attribute()
        node.set(name, self.chance.choice(VALUES))
        return f"{node.tag} @{name}={node.get(name)!r}"

    def do_spoil(self, parent, node, at):
        name = self.chance.choice(list(node.attrib) or ["n"])
        value = node.attrib.pop(name, None)
        if value is not None and self.chance.random() < 0.7:
            node.set(name, self.chance.choice(VALUES))
        return f"{node.tag} @{name}={node.get(name)!r}"


def bases(pecia, folder, profile, schema):
    """Valid documents of PROFILE: what is made of the samples and of the small documents of the corpus."""
    sources = drive.samples(folder) + [pair for pair in drive.documents(False, 45_000) if pair[1] in ("tei", "markdown")]
    made = []
    for number, (source, kind) in enumerate(sources):
        target = os.path.join(folder, f"{profile}-{number}.xml")
        run = drive.convert(pecia, source, kind, target, "tei", "-O", f"tei:profile={profile}")
        with open(source, "rb") as file:
            if run.status == 0 and b"XInclude" not in file.read():  # which jing follows
                made.append(target)
    bad = validity.jing(schema, made)
    return [path for path in made if os.path.realpath(path) not in bad]


def check(verdict, got, folder, profile):
    schema = drive.shared("schema", SCHEMAS[profile] + ".rng")
    whole = bases(got.pecia, folder, profile, schema)
    fault = Fault(random.Random(got.seed), *vocabulary())
    paths, told = [], {}
    for number in range(got.count * (5 if got.full else 1)):
        tree = ET.parse(whole[number % len(whole)])
        path = os.path.join(folder, f"{profile}-fault-{number}.xml")
        told[path] = fault.make(tree.getroot())
        tree.write(path, encoding="utf-8", xml_declaration=True)
        paths.append(path)
    bad = validity.jing(schema, paths)
    invalid = {path for path in paths if os.path.realpath(path) in bad}
    _, errors = validate.validate(got.pecia, "--profile", profile, *paths, cap=600)
    for path in paths:
        beyond = (errors or {}).get(path, {"no JSON"}) - BEYOND_SCHEMAS
        verdict.add(f"{profile}: {told[path]}", f"valid by jing, but {beyond}" if beyond and path not in invalid else None)
    found = sum(bool(errors[path]) for path in invalid)
    verdict.add(f"{profile}: found by the rules", None if found >= 0.88 * len(invalid) else f"{found} of {len(invalid)}")
    verdict.row(profile, f"{len(paths)} documents, {len(invalid)} invalid by jing", f"{found} of them found by the rules alone")
    if profile == "all" and not got.full:
        return
    _, errors = validate.validate(got.pecia, "--schema", schema, "--schema-seconds", "600", *paths, cap=1200)
    for path in paths:
        ours = "schema-invalid" in (errors or {}).get(path, set())
        verdict.add(f"{profile} by schema: {told[path]}", None if ours == (path in invalid) else f"jing says {bad.get(os.path.realpath(path), 'valid')}")


def main():
    got = drive.arguments(__doc__, ("--seed", {"type": int, "default": 1}),
                          ("--count", {"type": int, "default": 200, "help": "documents for each profile"}))
    if not shutil.which("jing"):
        drive.skip("jing is not here")
    ET.register_namespace("", TEI[1:-1])
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        for profile in SCHEMAS:
            check(verdict, got, folder, profile)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
