# SPDX-License-Identifier: MIT
"""Judges one conversion by audit.py: the words of the body and of the notes, and how many notes there are (L3).

audit.py takes plain text as words alone, note marks and labels among them, and a text prints numbers of lists and levels that other
formats leave to the reader. So where one side is text and there are notes, short numbers and the word Footnote are no words here, body
and notes are counted as one collection, and the body of the other side has to be found in the text in its order.
"""
import collections
import os
import re

MARK = re.compile(r"\[(?:\^?[0-9]{1,3}|[*†‡]{1,3}|\^?[a-z])\]")
NO_WORD = re.compile(r"[0-9]{1,3}|[a-z]|Footnote|Sidenote")


class Judge:
    def __init__(self, audit):
        self.audit = audit
        plain = audit.words
        audit.words = lambda text: plain(MARK.sub("", text))
        audit.text = self.text

    def text(self, path):
        with open(path, "rb") as file:
            data = file.read()
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        return {"body": self.audit.words(text), "notes": [], "counts": {}}

    def streams(self, path):
        return self.audit.audit(path)

    def compare(self, before_path, before, after_path):
        """The differences, first the most telling; AFTER_PATH is read anew, BEFORE is as streams() gave it."""
        after = self.streams(after_path)
        if not (before_path.endswith(".txt") or after_path.endswith(".txt")):
            return self.sequences(before, after)
        return self.collections(before, after, text_first=before_path.endswith(".txt"))

    def sequences(self, before, after):
        out = []
        for stream in ("body", "notes"):
            a, b = before[stream], after[stream]
            if a != b:
                out.append(f"{stream}: {len(a)} words, then {len(b)}: {self.first(a, b)}")
        a, b = before["counts"].get("notes", 0), after["counts"].get("notes", 0)
        return out + ([f"notes: {a}, then {b}"] if a != b else [])

    def collections(self, before, after, text_first):
        if not before["notes"] and not after["notes"] and before["body"] == after["body"]:
            return []
        before, after = ({stream: [word for word in side[stream] if not NO_WORD.fullmatch(word)] for stream in ("body", "notes")}
                         for side in (before, after))
        a = collections.Counter(before["body"] + before["notes"])
        b = collections.Counter(after["body"] + after["notes"])
        if a != b:
            if not before["notes"] and not after["notes"]:
                return [f"body: {len(before['body'])} words, then {len(after['body'])}: {self.first(before['body'], after['body'])}"]
            return [f"words lost {dict((a - b).most_common(4))}, words added {dict((b - a).most_common(4))}"]
        whole, part = (before, after) if text_first else (after, before)
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
