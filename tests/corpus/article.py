# SPDX-License-Identifier: MIT
"""The main job on the real article: quotations and notes of a Russian text, through all sixteen pairs of formats.

Marks without bodies, a quotation that fills a paragraph and goes on from the one before, quotations within quotations; valid
TEI and EPUB; the same words in every conversion; the same TEI whatever the encoding of the text.
"""
import os
import re
import shutil
import sys
import xml.etree.ElementTree as ET

import checkers
import drive
import validity
import words

TEI = "{http://www.tei-c.org/ns/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def structure(path, errors):
    """(what is wanted, None or what is there instead) of the TEI made from the article."""
    root = ET.parse(path).getroot()
    body = root.find(f".//{TEI}body")
    paragraphs = list(body.iter(TEI + "p"))
    yield "8 paragraphs", None if len(paragraphs) == 8 else f"{len(paragraphs)} paragraphs"
    marks = [node for node in body.iter(TEI + "ref") if node.get("type") == "noteref"]
    labels = [node.get("n") for node in marks]
    yield "marks 30, 31, 32", None if labels == ["30", "31", "32"] else f"marks {labels}"
    yield "marks without targets", next((f"mark {node.get('n')} has a target" for node in marks if node.get("target")), None)
    for label in ("30", "31", "32"):
        told = [line for line in errors.splitlines() if "[note-without-body]" in line and re.search(rf"\b{label}\b", line.split(": ", 1)[-1])]
        placed = [line for line in told if re.search(r":\d+:\d+: warning: ", line)]
        yield f"mark {label} told once with its place", None if len(told) == len(placed) == 1 else f"told {told}"
    blocks = [node for node in body.iter(TEI + "quote") if node.find(TEI + "p") is not None]
    whole = [node for node in blocks if "Русский Дальний Восток" in "".join(node.itertext())]
    yield "the quoted paragraph is a block", None if len(whole) == 1 else f"{len(whole)} blocks hold it"
    tied = any(node.get("prev") for node in whole) or "joinable" in errors
    yield "it goes on from the fragment before it", None if tied else "neither joined nor told to be joinable"
    inline = [node for node in body.iter() if node.tag in (TEI + "q", TEI + "quote") and node.find(TEI + "p") is None]
    yield "inline quotations", None if len(inline) >= 2 else f"{len(inline)} inline quotations"
    lang = root.get(LANG) or body.get(LANG) or ""
    yield "the language", None if lang == "ru" else f"xml:lang is {lang!r}"


def pairs(verdict, judge, pecia, folder, article):
    """Every format from every other; returns the paths of the first four."""
    first = {"text": article}
    for to in ("tei", "epub", "markdown", "text"):
        target = os.path.join(folder, "first" + drive.EXTENSION[to])
        run = drive.convert(pecia, article, "text", target, to, "-M", "lang=ru")
        verdict.add(f"text -> {to}", drive.crashed(run) or (None if run.status == 0 else run.first())
                    or "; ".join(judge.compare(article, judge.streams(article), target)) or None)
        first.setdefault(to, target)
    for kind in ("tei", "markdown", "epub"):
        for to in drive.FORMATS:
            target = os.path.join(folder, f"{kind}-to{drive.EXTENSION[to]}")
            run = drive.convert(pecia, first[kind], kind, target, to)
            verdict.add(f"{kind} -> {to}", drive.crashed(run) or (None if run.status == 0 else run.first())
                        or "; ".join(judge.compare(first[kind], judge.streams(first[kind]), target)) or None)
    return first


def encodings(verdict, pecia, folder, article):
    """The same TEI from every encoding; KOI8-R has no guillemets, dashes and ellipsis, so its text is compared without."""
    with open(article, encoding="utf-8") as file:
        text = file.read()
    plain = text.translate(str.maketrans({"«": '"', "»": '"', "–": "-", "…": "..."}))
    same_tei(verdict, pecia, folder, text, ["utf-8", "cp1251", "utf-16", "utf-8-sig"])
    same_tei(verdict, pecia, folder, plain, ["utf-8", "koi8-r", "cp1251"])


def same_tei(verdict, pecia, folder, text, names):
    made = []
    for encoding in names:
        with drive.scratch() as work:
            with open(os.path.join(work, "article.txt"), "wb") as file:
                file.write(text.encode(encoding))
            run = drive.convert(pecia, "article.txt", "text", "article.xml", "tei", cwd=work)
            path = os.path.join(work, "article.xml")
            made.append(open(path, "rb").read() if os.path.exists(path) else run.first())
        verdict.add(f"{encoding}: the same TEI", None if made[-1] == made[0] else "other bytes than from UTF-8")


def main():
    got = drive.arguments(__doc__)
    source = drive.shared("corpus", "text", "sakhalin-1925.txt")
    judge = words.Judge(drive.module(drive.shared("checks", "audit.py"), "audit"))
    verdict = drive.Verdict()
    with drive.scratch() as folder:
        article = os.path.join(folder, "article.txt")
        shutil.copyfile(source, article)
        tei = os.path.join(folder, "article.xml")
        run = drive.convert(got.pecia, article, "text", tei, "tei")
        verdict.add("to TEI", None if run.status == 0 else run.first())
        if run.status == 0:
            for wanted, problem in structure(tei, run.err):
                verdict.add(wanted, problem)
        first = pairs(verdict, judge, got.pecia, folder, article)
        for path, why in validity.jing(drive.shared("schema", "tei_all.rng"),
                                       [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".xml")]).items():
            verdict.add(f"{os.path.basename(path)} is valid", why)
        for complaints in (checkers.epubcheck_4([first["epub"]]) or {}).values():
            verdict.add("epubcheck", "; ".join(complaints) or None)
        encodings(verdict, got.pecia, folder, article)
    return verdict.end()


if __name__ == "__main__":
    sys.exit(main())
