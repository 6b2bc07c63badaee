# SPDX-License-Identifier: MIT
"""What Pecia writes as Markdown means the same to other readers: documents made at random, each flavour read by pandoc.

Compared are the words in their order, headings, paragraphs, quotations, lists with the numbers they begin with, tables and their
cells, emphasis, code, notes and their texts, and the addresses of links and images. White space is folded, and KNOWN says what is the
other reader's own. A case depends on its number alone: --seed NUMBER --count 1; PECIA_KEEP=FOLDER keeps what was written.
"""
import collections
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.parse

import drive
import random_markdown as made

# Text like @this, $this$ and "this" is plain in the flavour pecia; addresses and :smile: have no sign that hides them in GFM.
READERS = {"pecia": "markdown-smart-citations-tex_math_dollars", "pandoc": "markdown", "gfm": "gfm-autolink_bare_uris-emoji",
           "commonmark": "commonmark"}
# What pandoc 2.17 reads otherwise whatever is written: (cause, what it finds, what is meant).
KNOWN = [("the backslash before a bar stays in code within a cell", r"\\\|(?=[^⟨]*⟨/code⟩)", "|"),
         ("[x] at the start of an item is a box in spite of its backslashes", "☒", "[x]"),
         ("no space stands inside a pair of quotation marks", r" ?([\"']) ?", r"\1")]
BATCH = 50  # cases in a document
TAGS = {"Emph": "em", "Strong": "strong", "Superscript": "sup", "Subscript": "sub", "Strikeout": "del", "Cite": "cite", "SmallCaps": "caps"}
HTML = {f"<{end}{name}>": f"⟨{end}{name}⟩" for name in ("em", "strong", "code") for end in ("", "/")}
HTML["<!-- -->"] = ""
TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\u00a0": " "})


def phrase(inlines):
    return "".join(map(inline, inlines))


def inline(node):
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return content
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "LineBreak":
        return "⟨br⟩"
    if kind in TAGS:
        return f"⟨{TAGS[kind]}⟩{phrase(content[1] if kind == 'Cite' else content)}⟨/{TAGS[kind]}⟩"
    if kind == "Code":
        return f"⟨code⟩{content[1]}⟨/code⟩"
    if kind in ("Link", "Image"):
        name = kind.lower()
        return f"⟨{name} {urllib.parse.unquote(content[2][0])}⟩{phrase(content[1])}⟨/{name}⟩"
    if kind == "Note":
        return f"⟨note⟩{blocks(content)}⟨/note⟩"
    if kind == "Quoted":
        mark = "'" if content[0]["t"] == "SingleQuote" else '"'
        return mark + phrase(content[1]) + mark
    if kind == "Span":
        return phrase(content[1])
    if kind == "RawInline" and content[1] in HTML:
        return HTML[content[1]]
    return f"⟨{kind} {content[-1]}⟩"


def listed(name, items):
    return f"⟨{name}⟩" + "".join(f"⟨item⟩{blocks(item)}⟨/item⟩" for item in items) + f"⟨/{name.split()[0]}⟩"


def table(content):
    """The rows of a table: its head, its bodies, its foot."""
    rows = content[3][1] + [row for body in content[4] for row in body[2] + body[3]] + content[5][1]
    return "⟨table⟩" + "".join("⟨row⟩" + "".join(f"⟨cell⟩{blocks(cell[4], True)}⟨/cell⟩" for cell in row[1]) + "⟨/row⟩" for row in rows) + "⟨/table⟩"


def blocks(nodes, is_bare=False):
    return "".join(block(node, is_bare) for node in nodes)


def block(node, is_bare=False):
    kind, content = node["t"], node.get("c")
    if kind in ("Para", "Plain"):
        return phrase(content) if is_bare else f"⟨p⟩{phrase(content)}⟨/p⟩"
    if kind == "Header":
        return f"⟨head {content[0]}⟩{phrase(content[2])}⟨/head⟩"
    if kind == "BlockQuote":
        return f"⟨quote⟩{blocks(content)}⟨/quote⟩"
    if kind == "BulletList":
        return listed("ul", content)
    if kind == "OrderedList":
        return listed(f"ol {content[0][0]}" + ("" if content[0][1]["t"] in ("Decimal", "DefaultStyle") else content[0][1]["t"]), content[1])
    if kind == "CodeBlock":
        return f"⟨codeblock⟩{content[1]}⟨/codeblock⟩"
    if kind == "Table":
        return table(content)
    if kind == "Div":
        return blocks(content[1])
    if kind == "RawBlock" and content[1].strip() == "<!-- -->":
        return ""
    return f"⟨{kind} {content}⟩"


def cases_of(nodes):
    """The blocks of each case, by its number; a heading begins one."""
    found = collections.OrderedDict()
    here = None
    for node in nodes:
        text = phrase(node["c"][2]) if node["t"] == "Header" else ""
        match = re.match(r"Case (\d+)", text)
        if match:
            here = found.setdefault(int(match[1]), [])
        if here is not None:
            here.append(node)
    return found


def typed(signs):
    """SIGNS as they were typed: pandoc makes quotation marks, dashes and dots of them; and without what is KNOWN."""
    signs = made.tidy(signs.translate(TYPED).replace("—", "---").replace("–", "--"))
    for _, found, meant in KNOWN:
        signs = re.sub(found, meant, signs)
    return signs


def check(pecia, job):
    """The cases of JOB (flavour, first, count) that mean something else: (flavour, number, wanted, found)."""
    flavour, first, count = job
    cases = {number: made.case(number, flavour != "commonmark") for number in range(first, first + count)}
    with drive.scratch() as folder:
        source, target = os.path.join(folder, "in.xml"), os.path.join(folder, "out.md")
        with open(source, "w", encoding="utf-8") as file:
            file.write(made.tei(cases.values()))
        run = drive.convert(pecia, source, "tei", target, "markdown", "-O", f"markdown:flavour={flavour}")
        if run.status:
            return [(flavour, first, "", run.first())]
        if os.environ.get("PECIA_KEEP"):
            os.makedirs(os.environ["PECIA_KEEP"], exist_ok=True)
            shutil.copy(target, os.path.join(os.environ["PECIA_KEEP"], f"{flavour}-{first}.md"))
        tree = subprocess.run(["pandoc", "-f", READERS[flavour], "-t", "json", target], capture_output=True, timeout=600, check=True)
    found = cases_of(json.loads(tree.stdout)["blocks"])
    wrong = []
    for number, (head, body) in cases.items():
        wanted = typed(f"⟨head 1⟩{made.signs_phrase(head)}⟨/head⟩" + "".join(map(made.signs_block, body)))
        got = typed(blocks(found.get(number, [])))
        wanted = wanted.replace("⟨note⟩", "⟨note⟩⟨p⟩").replace("⟨/note⟩", "⟨/p⟩⟨/note⟩")
        if wanted != got:
            wrong.append((flavour, number, wanted, got))
    return wrong


def main():
    got = drive.arguments(__doc__.splitlines()[0], ("--count", {"type": int}), ("--seed", {"type": int, "default": 1}))
    if not shutil.which("pandoc"):
        drive.skip("pandoc is not here")
    count = got.count or (4000 if got.full else 400)
    jobs = [(flavour, first, min(BATCH, got.seed + count - first))
            for flavour in READERS for first in range(got.seed, got.seed + count, BATCH)]
    verdict = drive.Verdict()
    bad = collections.Counter()
    for wrong in drive.parallel(functools.partial(check, got.pecia), jobs):
        for flavour, number, wanted, found in wrong:
            at = len(os.path.commonprefix([wanted, found]))
            bad[flavour] += 1
            verdict.add(f"{flavour}, case {number}", f"{wanted[max(0, at - 30):at]} ▶ {wanted[at:at + 40]} is {found[at:at + 40]}")
    verdict.good = len(READERS) * count - sum(bad.values())
    verdict.row("flavour", "cases", "otherwise")
    for flavour in READERS:
        verdict.row(flavour, count, bad[flavour])
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
