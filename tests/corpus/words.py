# SPDX-License-Identifier: MIT
"""Judges one conversion by audit.py: the words of the body and of the notes, and how many notes there are (L3).

Where audit.py counts one thing in two formats in two ways, this puts both sides on one footing:
- Alternative texts of images are words to it in Markdown (and in TEI's figDesc), not in EPUB: they may be added, none else.
- Plain text is words alone to it, note marks and labels among them, and a text prints numbers of lists and levels that other formats
  leave to the reader. Where one side is text and there are notes, short numbers and the word Footnote are no words, body and
  notes are one collection, and the body of the other side has to be found in the text in its order.
- Markdown in which pandoc leaves a note's mark as text (notes in notes) cannot be judged.
- Elements of TEI that stand in the middle of words and that audit.py does not know end no word.
- Readings of one place (choice) that touch are one word to it; Pecia sets them apart, except within a word.
- Running titles and catchwords are no text to it, but what stands in elements inside them is: it goes with them.
- The same collection is compared where Pecia finds notes in a document in which audit.py sees none.

Without all that (fidelity.py --raw) audit.py itself finds 25 of 31 TEI documents the same in Markdown and in EPUB. The other six:
- castello-anima, meros-ja: <retrace> and <time> within words end the word to audit.py ("tem po", and Japanese has no spaces).
- bodleian-F-rom: six words of catchwords that stand in elements inside fw.
- eltec Gaskell: 42 refs "[1]" are words to it, having no @type; in Markdown a note stands at its mark, and seven notes whose marks the
  source lost stand behind the others, where in the source they stand between them.
- teic-CO-CoreElements-fragment (a div without a text) and teic-test2-p4 (without TEI's namespace): it finds no text in the source.
In plain text it sees no notes, so that the twenty documents that have some differ all the same, and the last two as above.
"""
import collections
import json
import os
import re
import subprocess
import types
import xml.etree.ElementTree as ET
import zipfile

TEI = "{http://www.tei-c.org/ns/1.0}"
MARK = re.compile(r"\[(?:\^?[0-9]{1,3}|[*†‡]{1,3}|\^?[a-z])\]")
NO_WORD = re.compile(r"[0-9]{1,3}|[a-z]|Footnote|Sidenote")
ALT = re.compile(r"<img\b[^>]*?\balt=(?:\"([^\"]*)\"|'([^']*)')", re.S)


IN_WORDS = {"retrace", "time"}  # elements of a line of text that audit.py takes for blocks


def walk(root):
    """("start" or "end", element) of all elements, in the order of the document."""
    stack = [("start", root)]
    while stack:
        event, node = stack.pop()
        yield event, node
        if event == "start":
            stack.append(("end", node))
            stack.extend(("start", child) for child in reversed(node))


class Judge:
    def __init__(self, audit):
        self.audit = audit
        audit.TEI_INLINE |= IN_WORDS
        audit.ET = types.SimpleNamespace(parse=self.parse, fromstring=ET.fromstring, ParseError=ET.ParseError)
        self.alternatives, self.unread = [], False
        plain = audit.words
        audit.words = lambda text: plain(MARK.sub("", text))
        audit.text = self.text
        audit.subprocess = types.SimpleNamespace(run=self.run, CalledProcessError=subprocess.CalledProcessError)

    def run(self, *arguments, **keywords):
        """pandoc, its images without their alternative texts, which are remembered."""
        done = subprocess.run(*arguments, **keywords)
        tree = json.loads(done.stdout)
        for node in self.nodes(tree):
            if node.get("t") == "Str" and "[^" in node["c"]:
                self.unread = True
            if node.get("t") == "Image":
                self.alternatives.append(" ".join(child["c"] for child in self.nodes(node["c"][1]) if child.get("t") == "Str"))
                node["c"][1] = []
            elif node.get("t") in ("RawInline", "RawBlock"):
                self.alternatives += [a or b for a, b in ALT.findall(node["c"][1])]
        return types.SimpleNamespace(stdout=json.dumps(tree))

    @staticmethod
    def parse(path):
        """A TEI document, its running titles without the elements inside them, but for those that hold notes, and spaces
        between the readings of a choice that does not stand behind the beginning of a word."""
        tree = ET.parse(path)
        before = ""  # the text in front of what is looked at
        for event, node in walk(tree.getroot()):
            if event == "start" and node.tag == TEI + "choice" and not before[-1:].isalnum():
                for reading in list(node)[:-1]:
                    reading.tail = (reading.tail or "") + " "
            before = (node.text if event == "start" else node.tail) or before
        for title in tree.iter(TEI + "fw"):
            if title.find(f".//{TEI}note") is None:
                for child in list(title):
                    title.remove(child)
        return tree

    @staticmethod
    def nodes(tree):
        stack = [tree]
        while stack:
            node = stack.pop()
            if isinstance(node, dict):
                yield node
                stack.extend(node.values())
            elif isinstance(node, list):
                stack.extend(reversed(node))

    def text(self, path):
        with open(path, "rb") as file:
            data = file.read()
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        return {"body": self.audit.words(text), "notes": [], "counts": {}}

    def streams(self, path):
        """What audit.py makes of PATH, with the words of the alternative texts under "images"."""
        self.alternatives = []
        got = self.audit.audit(path)
        if path.endswith(".epub"):
            with zipfile.ZipFile(path) as box:
                for name in box.namelist():
                    if name.endswith(("html", "htm", ".xml")):
                        self.alternatives += [a or b for a, b in ALT.findall(box.read(name).decode("utf-8", "replace"))]
        return {**got, "images": collections.Counter(self.audit.words(" ".join(self.alternatives)))}

    def compare(self, before_path, before, after_path):
        """The differences, first the most telling; AFTER_PATH is read anew, BEFORE is as streams() gave it."""
        after = self.streams(after_path)
        texts = before_path.endswith(".txt"), after_path.endswith(".txt")
        if any(texts) or (not before["notes"] and after["notes"]):
            return self.collections(before, after, texts[0] or not texts[1])
        found = self.sequences(before, after)
        return self.collections(before, after, False, NO_WORD) if found and before["images"] else found

    def sequences(self, before, after):
        out = []
        for stream in ("body", "notes"):
            a, b = before[stream], after[stream]
            if a != b:
                out.append(f"{stream}: {len(a)} words, then {len(b)}: {self.first(a, b)}")
        a, b = before["counts"].get("notes", 0), after["counts"].get("notes", 0)
        return out + ([f"notes: {a}, then {b}"] if a != b else [])

    def collections(self, before, after, whole_first, no_word=NO_WORD):
        if not before["notes"] and not after["notes"] and before["body"] == after["body"]:
            return []
        images = before["images"]
        before, after = ({stream: [word for word in side[stream] if not no_word.fullmatch(word)] for stream in ("body", "notes")}
                         for side in (before, after))
        a = collections.Counter(before["body"] + before["notes"])
        b = collections.Counter(after["body"] + after["notes"])
        lost, added = a - b, b - a - images
        if lost or added:
            if not before["notes"] and not after["notes"]:
                return [f"body: {len(before['body'])} words, then {len(after['body'])}: {self.first(before['body'], after['body'])}"]
            return [f"words lost {dict(lost.most_common(4))}, words added {dict(added.most_common(4))}"]
        if images:
            return []
        whole, part = (before, after) if whole_first else (after, before)
        rest = iter(whole["body"])
        missing = next((word for word in part["body"] if word not in rest), None)
        return [f"body: {missing!r} stands in another place"] if missing else []

    def first(self, a, b):
        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        return f"…{' '.join(a[max(0, at - 4):at + 4])}… became …{' '.join(b[max(0, at - 4):at + 4])}…"[:200]


def named(source, kind, folder, extension):
    """SOURCE under a name that tells audit.py its format; text that is no UTF-8 is recoded by what its name says."""
    path = os.path.join(folder, "before" + extension)
    with open(source, "rb") as file:
        data = file.read()
    encoding = re.search(r"cp1251|latin1|koi8", os.path.basename(source)) if kind == "text" else None
    if encoding:
        data = data.decode({"koi8": "koi8-r"}.get(encoding.group(), encoding.group()), "replace").encode()
    with open(path, "wb") as file:
        file.write(data)
    return path
