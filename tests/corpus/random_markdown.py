# SPDX-License-Identifier: MIT
"""Documents made at random, with words that mean something to one or the other reader of Markdown. See others.py.

A document is a list of cases, each with a heading of its own; a case depends on its number alone. A block is (kind, detail,
content); a phrase is a list of strings and of (kind, detail, content). Here are the TEI of a case, and the signs that a
reader should find in it.
"""
import random
import re
from xml.sax.saxutils import escape, quoteattr

# What could be more than text to some reader, at the start of a line, in its midst or behind a word.
HOSTILE = """* ** _ __ ` `` ~ ~~ ^ ^2 H~2~O x^2^ | || \\ \\* \\alpha \\textbf{x} \\begin{x} \\( \\) \\[ $ $x$ $$ $5 < > <b> </b> <!-- --> &amp; & &lt; # ## #. #) - + 1. 1)
(1) 12. (@) (@x) @ @smith [@smith] -@smith a@b.c i. ii) (iv) I. IV. a. a) A. B) (C) ! ![ [ ] ]( ]: [x] [x](y) [^1] [^1]: ^[x] [x]: : :: ::: :::: {#a} {.b} {=html} = == === --- ... -- ***
___ ``` ~~~ % %% > >> | "x" 'x' ' " http://x.y/z www.x.y <http://x.y/> https://x.y/_a_ x_y_z x*y*z :smile: Table: \\newpage {{x}} *[x]: +--+ ---- a|b --|-- [ [x]
~a~ ~a ^b^ // !x !!! ~/x""".split()
PLAIN = "word дом Straße 語 and the of é A, b. c; d: (e) f? g! 7 1850 «h» — x".split()
ADDRESSES = ["http://x.y/z", "https://x.y/a_b_c?d=1&e=2", "a.html", "http://x.y/a(b)c", "http://x.y/~a*b", "x y.png", "mailto:a@b.c"]


class Maker:
    def __init__(self, seed, is_rich):
        """IS_RICH: with tables and notes, for which CommonMark has no sign."""
        self.is_rich = is_rich
        self.random = random.Random(seed)
        self.choice = self.random.choice

    def chance(self, part):
        return self.random.random() < part

    def words(self, most=5):
        return " ".join(self.choice(HOSTILE if self.chance(0.45) else PLAIN) for _ in range(self.random.randint(1, most)))

    def code(self, most=5):
        """Words without the signs that pandoc sees within code too: a comment's in an item, a formula's in a table."""
        return self.words(most).replace("<!--", "<--").replace("$", "S")

    def inline(self, depth, place):
        kind = self.choice(["em", "em", "strong", "code", "link", "image", "note"])
        if kind == "note" and (place in ("note", "link") or not self.is_rich) or kind == "link" and place == "link":
            kind = "em"
        if kind == "code":
            return kind, None, [self.code(2)]
        if kind == "image":
            return kind, self.choice(ADDRESSES), []
        inner = kind if kind in ("note", "link") else place
        return kind, self.choice(ADDRESSES) if kind == "link" else None, self.phrase(depth + 1, inner)

    def phrase(self, depth=0, place="text"):
        found = []
        for i in range(self.random.randint(1, 3)):
            if found and self.chance(0.75):
                found.append(" ")
            found.append(self.words() if self.chance(0.6) or depth > 2 or (i == 0 and depth) else self.inline(depth, place))
        return found

    def block(self, depth=0):
        kind = self.choice(["p", "p", "p", "quote", "ul", "ol", "table", "codeblock"] if depth < 3 else ["p"])
        if kind == "p" or (kind == "table" and not self.is_rich):
            return "p", None, self.phrase()
        if kind == "codeblock":
            return kind, self.choice(["", "c"]), ["\n".join(self.code() for _ in range(self.random.randint(1, 3)))]
        if kind == "table":
            width = self.random.randint(1, 3)
            return kind, None, [[self.phrase(1) for _ in range(width)] for _ in range(self.random.randint(2, 3))]
        if kind == "quote":
            return kind, None, self.blocks(depth + 1)
        return kind, self.choice([1, 1, 3, 12]), [self.blocks(depth + 1) for _ in range(self.random.randint(1, 3))]

    def blocks(self, depth):
        return [self.block(depth) for _ in range(self.random.choice([1, 1, 2]))]


def case(number, is_rich):
    """The heading and the blocks of case NUMBER."""
    maker = Maker(number, is_rich)
    head = [f"Case {number}"] + ([" "] + maker.phrase(1) if maker.chance(0.3) else [])
    return head, [maker.block() for _ in range(maker.choice([1, 1, 2, 3]))]


INLINE = {"em": "<emph>%s</emph>", "strong": '<hi rend="bold">%s</hi>', "code": "<code>%s</code>", "note": "<note><p>%s</p></note>"}


def tei_phrase(phrase):
    out = []
    for one in phrase:
        if isinstance(one, str):
            out.append(escape(one))
        elif one[0] == "link":
            out.append(f"<ref target={quoteattr(one[1])}>{tei_phrase(one[2])}</ref>")
        elif one[0] == "image":
            out.append(f"<graphic url={quoteattr(one[1])}/>")
        else:
            out.append(INLINE[one[0]] % tei_phrase(one[2]))
    return "".join(out)


def tei_block(block):
    kind, detail, content = block
    if kind == "p":
        return f"<p>{tei_phrase(content)}</p>"
    if kind == "codeblock":
        return f'<eg xml:space="preserve" rend={quoteattr(detail)}>{escape(content[0])}</eg>' if detail else f'<eg xml:space="preserve">{escape(content[0])}</eg>'
    if kind == "table":
        rows = ["".join(f"<cell>{tei_phrase(cell)}</cell>" for cell in row) for row in content]
        return "<table><row role='label'>" + "</row><row>".join(rows) + "</row></table>"
    if kind == "quote":
        return f"<quote>{''.join(map(tei_block, content))}</quote>"
    items = "".join(f"<item>{''.join(map(tei_block, item))}</item>" for item in content)
    return f"<list type='bulleted'>{items}</list>" if kind == "ul" else f"<list type='ordered' n='{detail}'>{items}</list>"


def tei(cases):
    """A document of CASES."""
    body = "".join(f"<div><head>{tei_phrase(head)}</head>{''.join(map(tei_block, blocks))}</div>" for head, blocks in cases)
    return ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt>'
            f"<sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>")


def signs_phrase(phrase):
    """The text of PHRASE, with tags where something begins and ends."""
    out = []
    for one in phrase:
        if isinstance(one, str):
            out.append(one)
        else:
            detail = f" {one[1]}" if one[1] else ""
            out.append(f"⟨{one[0]}{detail}⟩{signs_phrase(one[2])}⟨/{one[0]}⟩")
    return "".join(out)


def signs_block(block):
    kind, detail, content = block
    if kind == "p":
        inner = signs_phrase(content)
    elif kind == "codeblock":
        return f"⟨codeblock⟩{content[0]}⟨/codeblock⟩"
    elif kind == "table":
        inner = "".join("⟨row⟩" + "".join(f"⟨cell⟩{signs_phrase(cell)}⟨/cell⟩" for cell in row) + "⟨/row⟩" for row in content)
    elif kind == "quote":
        inner = "".join(map(signs_block, content))
    else:
        inner = "".join(f"⟨item⟩{''.join(map(signs_block, item))}⟨/item⟩" for item in content)
    return f"⟨{kind}{f' {detail}' if kind == 'ol' else ''}⟩{inner}⟨/{kind}⟩"


def tidy(signs):
    """SIGNS without what no reader need agree on: how much white space, and on which side of a tag."""
    signs = re.sub(r"\s+", " ", signs)
    signs = re.sub(r"((?: |⟨[^⟩]*⟩)+)", lambda m: "".join(re.findall(r"⟨[^⟩]*⟩", m[0])) + (" " if " " in m[0] else ""), signs)
    signs = re.sub(r" +(⟨/(?:p|cell|head|code)⟩)", r"\1", signs)
    return re.sub(r"⟨/(em|strong)⟩⟨\1⟩", "", signs).strip()


def signs(blocks):
    return tidy("".join(map(signs_block, blocks)))
