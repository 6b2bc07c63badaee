# SPDX-License-Identifier: MIT
"""TEI to TEI over documents made at random by a schema: any element of tei_all in any element that may hold it, with the attributes
it may have, and beside them what random_tei.py puts everywhere. Each must come back the same XML, layout aside (L1).

As there, a document depends on its number alone: --seed NUMBER --count 1 --keep FOLDER.
"""
import functools
import sys
import xml.etree.ElementTree as ET

import drive
import random_tei

RNG = "{http://relaxng.org/ns/structure/1.0}"
ROOTS = ["TEI"] * 8 + ["teiCorpus", "text", "standOff", "facsimile", "sourceDoc", "div", "teiHeader", "listBibl", "floatingText", "entry"]


@functools.cache
def schema():
    """For each element the names of its children, "" for text, and of its attributes."""
    grammar = ET.parse(drive.shared("schema", "tei_all.rng")).getroot()
    defined = {}
    for define in grammar.iter(RNG + "define"):
        defined.setdefault(define.get("name"), []).append(define)
    found = {}
    for element in grammar.iter(RNG + "element"):
        if element.get("name"):
            children, attributes = found.setdefault(element.get("name"), (set(), set()))
            collect(element, defined, children, attributes)
    return {name: (sorted(children), sorted(attributes)) for name, (children, attributes) in found.items()}


def collect(root, defined, children, attributes):
    seen, waiting = set(), list(root)
    while waiting:
        node = waiting.pop()
        if node.tag == RNG + "element" and node.get("name"):
            children.add(node.get("name"))
        elif node.tag == RNG + "attribute" and node.get("name"):
            attributes.add("xml:" + node.get("name") if node.get("ns") else node.get("name"))
        elif node.tag == RNG + "ref" and node.get("name") not in seen:
            seen.add(node.get("name"))
            waiting += defined.get(node.get("name"), [])
        elif node.tag in (RNG + "text", RNG + "data"):
            children.add("")
        elif node.tag not in (RNG + "attribute", RNG + "element"):
            waiting += list(node)


class Maker(random_tei.Maker):
    def attributes(self):
        return super().attributes() if self.chance(0.3) else ""

    def own(self, name):
        """Attributes that NAME may have."""
        names = schema()[name][1] if name in schema() else []
        chosen = self.random.sample(names, min(len(names), self.random.choice([0, 0, 1, 2, 5]))) if names else []
        return "".join(f' {each}="{self.value(each)}"' for each in chosen)

    def value(self, name):
        if name == "xml:id":
            self.ids += 1
            return self.random.choice([f"id{self.ids}", f"n{self.ids}"])
        if name == "xml:space":
            return self.random.choice(["preserve", "default"])
        return self.random.choice(random_tei.VALUES).replace('"', "")

    def element(self, name, depth):
        self.budget -= 1
        tag = self.prefix + name
        inside = self.content(name, depth + 1)
        return f"<{tag}{self.own(name)}>{inside}</{tag}>" if inside or self.chance(0.5) else f"<{tag}{self.own(name)}/>"

    def content(self, name, depth):
        children = schema().get(name, ([""], []))[0]
        elements, mixed = [child for child in children if child], "" in children
        out = "" if mixed else self.random.choice(random_tei.GAPS)
        for _ in range(self.random.choice([0, 1, 2, 3, 6] if depth > 3 else [4, 8, 12])):
            if self.budget <= 0 or depth > 25:
                break
            out += self.between()
            if mixed and (not elements or self.chance(0.45)):
                out += self.text()
            elif elements and self.chance(0.97):
                out += self.element(self.random.choice(elements), depth)
            else:
                out += self.foreign(depth)
            out += self.random.choice(random_tei.GAPS) if not mixed or self.chance(0.3) else ""
        return out + self.between()

    def root(self):
        name = self.random.choice(ROOTS)
        declared = f' xmlns:tei="{random_tei.TEI}"' if self.prefix else f' xmlns="{random_tei.TEI}"'
        tag = self.prefix + name
        return f"<{tag}{declared}{self.own(name)}>{self.content(name, 1)}</{tag}>"


if __name__ == "__main__":
    sys.exit(random_tei.run(__doc__, Maker))
