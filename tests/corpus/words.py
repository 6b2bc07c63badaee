# SPDX-License-Identifier: MIT
"""Judges one conversion by audit.py: the words of the body and of the notes, and how many notes there are (L3).

Where audit.py counts one thing in two formats in two ways, this puts both sides on one footing:
CAUSES says what that is. fidelity.py --raw judges by audit.py as it is and names the causes of each difference that it finds.
Markdown in which pandoc leaves a note's mark as text (notes in notes) cannot be judged.
"""
import collections
import json
import os
import re
import subprocess
import types
import xml.etree.ElementTree as ET
import zipfile

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TEI = "{http://www.tei-c.org/ns/1.0}"
MARK = re.compile(r"\[(?:\^?[0-9]{1,3}|[*†‡]{1,3}|\^?[a-z])\]")
NO_WORD = re.compile(r"[0-9]{1,3}|[a-z]|Footnote|Sidenote")
ALT = re.compile(r"<img\b[^>]*?\balt=(?:\"([^\"]*)\"|'([^']*)')", re.S)


IN_WORDS = {"retrace", "time"}  # elements of a line of text that audit.py takes for blocks

# What audit.py counts in two ways in two formats, and what Judge does about it.
CAUSES = {
    "nothing": "audit.py finds no text in the source: it has no <text>, or not the namespace of TEI",
    "within": "elements in the middle of words that audit.py takes for blocks end a word",
    "running": "what stands in elements in running titles (fw) is text to it, though running titles are not",
    "choice": "readings of a choice that touch are one word to it; Pecia sets them apart, except within a word",
    "marks": "the mark of a note in brackets is a word to it where the source does not say that it is one",
    "unmarked": "notes that no mark leads to stand behind the others in Markdown, where a note stands at its mark",
    "images": "alternative texts of images are words to it in Markdown and in figDesc, not in EPUB",
    "text": "plain text is words alone to it: marks and labels of notes, numbers of lists and levels, and notes are body",
    "untyped": "raised marks of notes that the source does not call so are words to it, joined to the word before them",
    "addresses": "pandoc takes escapes in a bare address for characters of it, and loses what looks like a reference there",
    "unseen": "Pecia finds notes in a document in which audit.py sees none",
}


def walk(root):
    """("start" or "end", element) of all elements, in the order of the document."""
    stack = [("start", root)]
    while stack:
        event, node = stack.pop()
        yield event, node
        if event == "start":
            stack.append(("end", node))
            stack.extend(("start", child) for child in reversed(node))


def set_apart(root):
    """Spaces between the readings of a choice that does not stand behind the beginning of a word."""
    before = ""  # the text in front of what is looked at
    for event, node in walk(root):
        if event == "start" and node.tag == TEI + "choice" and not before[-1:].isalnum():
            for reading in list(node)[:-1]:
                reading.tail = (reading.tail or "") + " "
        before = (node.text if event == "start" else node.tail) or before


def empty(root):
    """Takes the elements out of running titles, but not out of those that hold notes."""
    for title in root.iter(TEI + "fw"):
        if title.find(f".//{TEI}note") is None:
            for child in list(title):
                title.remove(child)


def has_unmarked(root):
    """True if there is a note that nothing leads to between notes that marks lead to."""
    targets = {word for node in root.iter() for word in node.get("target", "").split()}
    for holder in root.iter():
        led = ["#" + note.get(XML_ID, "") in targets for note in holder.findall(TEI + "note")]
        if any(led) and not all(led):
            return True
    return False


class Judge:
    """Mends all of CAUSES but those in WITHOUT."""

    def __init__(self, audit, without=()):
        self.audit, self.mended, self.loose = audit, set(CAUSES) - set(without), False
        if "within" in self.mended:
            audit.TEI_INLINE |= IN_WORDS
        audit.ET = types.SimpleNamespace(parse=self.parse, fromstring=ET.fromstring, ParseError=ET.ParseError)
        self.alternatives, self.unread = [], False
        plain = audit.words
        if "untyped" in self.mended:
            walked = audit.epub_walk
            audit.epub_walk = lambda node, got, in_note: None if self.is_mark(node) else walked(node, got, in_note)
        if "marks" in self.mended:
            audit.words = lambda text: plain(MARK.sub("", text))
        audit.text = self.text
        audit.subprocess = types.SimpleNamespace(run=self.run, CalledProcessError=subprocess.CalledProcessError)

    @staticmethod
    def is_mark(node):
        """A link to a place that holds a raised number and nothing else."""
        if not str(node.tag).endswith("}a") or "#" not in node.get("href", ""):
            return False
        raised = [child for child in node if str(child.tag).endswith("}sup")]
        return len(raised) == 1 and bool(NO_WORD.fullmatch("".join(node.itertext()).strip()))

    def run(self, *arguments, **keywords):
        """pandoc, its images without their alternative texts, which are remembered."""
        if "addresses" in self.mended:
            arguments = ([part.replace("+autolink_bare_uris", "-autolink_bare_uris") for part in arguments[0]], *arguments[1:])
        done = subprocess.run(*arguments, **keywords)
        tree = json.loads(done.stdout)
        for node in self.nodes(tree):
            if node.get("t") == "Str" and "[^" in node["c"]:
                self.unread = True
            if node.get("t") == "Image":
                self.alternatives.append(" ".join(child["c"] for child in self.nodes(node["c"][1]) if child.get("t") == "Str"))
                if "images" in self.mended:
                    node["c"][1] = []
            elif node.get("t") in ("RawInline", "RawBlock"):
                self.alternatives += [a or b for a, b in ALT.findall(node["c"][1])]
        return types.SimpleNamespace(stdout=json.dumps(tree))

    def parse(self, path):
        """A TEI document as audit.py should see it."""
        tree = ET.parse(path)
        if "choice" in self.mended:
            set_apart(tree.getroot())
        if "running" in self.mended:
            empty(tree.getroot())
        self.loose = "unmarked" in self.mended and has_unmarked(tree.getroot())
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
        self.alternatives, self.loose = [], False
        got = self.audit.audit(path)
        loose = self.loose
        if path.endswith(".epub"):
            with zipfile.ZipFile(path) as box:
                for name in box.namelist():
                    if name.endswith(("html", "htm", ".xml")):
                        self.alternatives += [a or b for a, b in ALT.findall(box.read(name).decode("utf-8", "replace"))]
        images = self.audit.words(" ".join(self.alternatives)) if "images" in self.mended else []
        return {**got, "images": collections.Counter(images), "loose": loose}

    def compare(self, before_path, before, after_path):
        """The differences, first the most telling; AFTER_PATH is read anew, BEFORE is as streams() gave it."""
        after = self.streams(after_path)
        texts = before_path.endswith(".txt"), after_path.endswith(".txt")
        unseen = "unseen" in self.mended and not before["notes"] and after["notes"]
        if (any(texts) and "text" in self.mended) or unseen:
            return self.collections(before, after, texts[0] or not texts[1])
        found = self.sequences(before, after)
        return self.collections(before, after, False, NO_WORD) if found and before["images"] else found

    def sequences(self, before, after):
        out = []
        for stream in ("body", "notes"):
            a, b = before[stream], after[stream]
            if stream == "notes" and before["loose"]:
                a, b = sorted(a), sorted(b)
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
