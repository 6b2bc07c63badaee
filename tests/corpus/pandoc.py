# SPDX-License-Identifier: MIT
"""What Pecia writes as Markdown, read by pandoc: notes, paragraphs, quotations, headings and tables are as many as in the document.

For each file of the corpus: what Pecia finds in the Markdown that it wrote, and what pandoc's reader does. pandoc knows no kinds of
phrases beside paragraphs and headings, and no quotations and tables but in Markdown's own signs; so these are told apart by
what pandoc says of them: a paragraph that is a span with data-kind (a speaker, a stage direction, a line of verse), one whose
lines end in hard breaks (verse), one that holds points alone (page breaks), a quotation or a table in tags of HTML. The
columns show the numbers of pandoc as the plain ones and what is told apart; a sum that is not Pecia's fails the test.
"""
import collections
import functools
import json
import os
import re
import shutil
import subprocess
import sys

import drive

# As ../shared/checks/audit.py has it.
READER = "markdown-implicit_figures-auto_identifiers-smart+autolink_bare_uris-citations-tex_math_dollars"
PHRASES = {"speaker", "stage", "line", "caption", "attribution", "term", "heading"}
POINTS = {"page-break", "column-break", "line-beginning", "milestone", "anchor", "note-slot", "note"}
OURS = ("NOTE", "PARAGRAPH", "BLOCK_QUOTE", "HEADING", "TABLE")
COLUMNS = ("notes", "paragraphs", "quotations", "headings", "tables")


class Count:
    """What stands in a document as pandoc reads it."""

    def __init__(self, tree):
        self.plain = dict.fromkeys(COLUMNS, 0)
        self.apart = {}
        self.blocks(tree)

    def put(self, column, cause=None):
        """One more of COLUMN; for CAUSE, if it is not plain."""
        self.plain[column] += not cause
        self.apart.setdefault(column, collections.Counter()).update([cause] if cause else [])

    def blocks(self, tree):
        waiting = [(tree, None, False)]
        while waiting:
            node, before, is_source = waiting.pop()
            if isinstance(node, list):
                tags = [one["c"][1].strip() if isinstance(one, dict) and one.get("t") == "RawBlock" else "" for one in node]
                waiting += reversed([(one, tag, is_source and one is node[-1] and one is not node[0])
                                     for one, tag in zip(node, [""] + tags)])
            elif isinstance(node, dict):
                self.block(node, before, is_source)
                waiting.append((node.get("c"), None, node.get("t") == "BlockQuote"))

    def block(self, node, before, is_source):
        """NODE, behind the tag BEFORE. IS_SOURCE: the line of a quotation's source may be here."""
        kind, content = node.get("t"), node.get("c")
        if kind == "Para":
            self.paragraph(content, "term" if before and before.startswith("<dt") else None, is_source)
        elif kind in ("RawBlock", "RawInline"):
            for tag in re.findall(r"<(blockquote|table)\b", content[1]):
                self.put({"blockquote": "quotations", "table": "tables"}[tag], f"<{tag}> in HTML")
        elif kind in ("Note", "BlockQuote", "Header", "Table"):
            self.put({"Note": "notes", "BlockQuote": "quotations", "Header": "headings", "Table": "tables"}[kind])

    def paragraph(self, inlines, cause, is_source):
        inlines = [one for one in inlines if data_kind(one) != "note"]
        shown = [one for one in inlines if one["t"] not in ("Space", "SoftBreak", "RawInline") or is_seen(one)]
        kinds = [data_kind(one) for one in shown]
        is_dash = shown and shown[0]["t"] == "Str" and shown[0]["c"][0] in "—–―"
        if all(kind in POINTS for kind in kinds):
            cause = "points"
        elif len(kinds) == 1 and kinds[0] in PHRASES:
            cause = kinds[0]
        elif is_source and is_dash:
            cause = "attribution"
        elif is_verse(inlines, kinds):
            cause = "verse"
        self.put("paragraphs", cause)


def is_seen(inline):
    """True for a tag of HTML that shows something, or leads somewhere."""
    return inline["t"] == "RawInline" and re.match(r"<(img|a\b[^>]*\shref)\b", inline["c"][1])


def data_kind(inline):
    """The data-kind of a span; "anchor" for one that is empty and has an identifier."""
    if inline["t"] != "Span":
        return None
    (name, _, pairs), content = inline["c"]
    return dict(pairs).get("kind", dict(pairs).get("data-kind", "anchor" if name and not content else None))


def is_verse(inlines, kinds):
    """True if each line ends in a hard break, or the first span says that the paragraph is verse."""
    types = [one["t"] for one in inlines]
    return kinds[:1] in (["line-group"], ["lines"]) or ("LineBreak" in types and "SoftBreak" not in types)


def read(path):
    """The count of the Markdown at PATH. To pandoc a fence with several words behind it is none: it gets the first one."""
    with open(path, encoding="utf-8") as file:
        text, fences = re.subn(r"^([> ]*(?:[-*+] +)?)(```+|~~~+) ([^{\s`]\S*) [^`\n]+$", r"\1\2 \3", file.read(), flags=re.M)
    tree = subprocess.run(["pandoc", "-f", READER, "-t", "json"], input=text.encode(), capture_output=True, timeout=600, check=True)
    return Count(json.loads(tree.stdout)["blocks"]), fences


def check(pecia, pair):
    """The row of a document of the corpus, and what is wrong with it."""
    source, kind = pair
    with drive.scratch() as folder:
        target = os.path.join(folder, "out.md")
        run = drive.convert(pecia, source, kind, target, "markdown")
        if run.status:
            return None, None if os.path.basename(source) in drive.REFUSED else run.first()
        said = json.loads(drive.Run([pecia, "inspect", "--json", "-q", target]).out)["kinds"]
        theirs, fences = read(target)
    cells, wrong, causes = [], [], collections.Counter({"fences with several words": fences} if fences else {})
    for column, name in zip(COLUMNS, OURS):
        ours, plain = said.get(name, 0), theirs.plain[column]
        apart = theirs.apart.get(column, collections.Counter())
        causes += apart
        counted = plain + sum(count for cause, count in apart.items() if cause.startswith("<"))
        cells.append(f"{ours}" if ours == plain and not apart else f"{ours}: {plain}+{sum(apart.values())}")
        if counted != ours:
            wrong.append(f"{ours} {column}, {counted} to pandoc")
    return cells + [", ".join(f"{count} {cause}" for cause, count in causes.most_common())], "; ".join(wrong)


def main():
    got = drive.arguments(__doc__.splitlines()[0])
    if not shutil.which("pandoc"):
        drive.skip("pandoc is not here")
    verdict = drive.Verdict()
    pairs = drive.documents(got.full)
    verdict.row("file", *COLUMNS, "told apart")
    for (path, _), (cells, problem) in zip(pairs, drive.parallel(functools.partial(check, got.pecia), pairs)):
        verdict.add(os.path.basename(path), problem)
        if cells:
            verdict.row(os.path.basename(path)[:40], *cells)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
