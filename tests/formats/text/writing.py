# SPDX-License-Identifier: MIT
"""What the writer of plain text makes of one book by each of its options, compared with outputs that were looked at; and that it is read
back as the same document (L2).

    writing.py PECIA FOLDER            checks
    writing.py PECIA FOLDER --update   writes the outputs anew (then look at the difference)
"""
import difflib
import os
import pathlib
import subprocess
import sys
import tempfile

CASES = {
    "plain": [],
    "end": ["notes=end"],
    "section": ["notes=section"],
    "inline": ["notes=inline"],
    "pg": ["notes-style=pg"],
    "pg-inline": ["notes-style=pg", "notes=inline"],
    "superscript": ["notes-style=superscript"],
    "wrapped": ["wrap=48"],
    "centred": ["headings=centred", "wrap=60"],
    "plain-headings": ["headings=plain", "notes-heading=word", "emphasis=underscores"],
}
# Outputs that do not show everything to the reader: headings without underlines.
NOT_READ = {"plain-headings"}


def run(*command):
    got = subprocess.run(command, capture_output=True)
    return got.returncode, got.stdout, got.stderr.decode()


def options(values):
    return [part for value in values for part in ("-O", f"text:{value}")]


class Check:
    def __init__(self, pecia, folder):
        self.pecia, self.folder, self.failed = pecia, folder, 0
        self.book = str(folder / "book.md")
        self.scratch = tempfile.mkdtemp()

    def fail(self, what, found):
        self.failed += 1
        print(f"FAILED {what}: {found}")

    def write(self, *values, source=None):
        return run(self.pecia, "convert", source or self.book, "-t", "text", "-o", "-", *options(values))

    def outputs(self, update):
        for name, values in CASES.items():
            code, made, told = self.write(*values)
            golden = self.folder / f"{name}.txt"
            if update:
                golden.write_bytes(made)
            wanted = golden.read_bytes() if golden.exists() else b""
            if code != 0 or made != wanted:
                lines = difflib.unified_diff(wanted.decode().splitlines(), made.decode().splitlines(), "wanted", "found", lineterm="")
                self.fail(name, told + "\n".join(list(lines)[:30]))
            if name not in NOT_READ:
                self.read_back(name, made)

    def read_back(self, name, made):
        path = os.path.join(self.scratch, f"{name}.txt")
        pathlib.Path(path).write_bytes(made)
        code, out, told = run(self.pecia, "compare", "-q", "--through", "text", self.book, path)
        if code != 0:
            self.fail(f"{name} is read back", out.decode() + told)

    def bytes(self):
        crlf = self.write("eol=crlf")[1]
        plain = self.write()[1]
        if crlf != plain.replace(b"\n", b"\r\n") or self.write("eol=cr")[1] != plain.replace(b"\n", b"\r"):
            self.fail("eol", crlf[:80])
        if self.write("bom=always")[1] != b"\xef\xbb\xbf" + plain:
            self.fail("bom=always", "")
        for name, codec in (("UTF-16", "utf-16"), ("UTF-16BE", "utf-16-be"), ("UTF-32", "utf-32"), ("UTF-32LE", "utf-32-le"),
                            ("GB18030", "gb18030")):
            made = self.write(f"encoding={name}")[1]
            if made.decode(codec) != plain.decode():
                self.fail(f"encoding={name}", made[:80])
        if self.write("encoding=UTF-16", "bom=never")[1] != plain.decode().encode("utf-16-le"):
            self.fail("bom=never", "")

    def characters(self):
        code, made, told = run(self.pecia, "convert", "-v", self.book, "-t", "text", "-o", "-", "-O", "text:encoding=KOI8-R")
        if code != 0 or "Я не знаю - и не узнаю" not in made.decode("koi8-r"):
            self.fail("encoding=KOI8-R", told)
        for kind in ('U+2013 (–): 1 became "-"', 'U+2022 (•): 2 became "*"', "U+661F (星): 1 became"):
            if kind not in told.replace("\\", ""):
                self.fail(f"told of {kind}", told)
        if told.count("text.character-replaced") < 5:
            self.fail("each kind of character is told of", told)
        code, made, told = self.write("encoding=KOI8-R", "eol=crlf")
        strict = run(self.pecia, "convert", self.book, "-t", "text", "-o", "-", "--strict", "-O", "text:encoding=KOI8-R")
        if strict[0] != 1 or strict[1]:
            self.fail("--strict allows no replacement", strict[0])
        code, made, told = self.write("encoding=NO-SUCH")
        if code != 2 or made or "text.unknown-encoding" not in told:
            self.fail("an unknown encoding", told)
        text = os.path.join(self.scratch, "koi.txt")
        pathlib.Path(text).write_bytes("Смотритель записывал погоду трижды в день.\n".encode("koi8-r"))
        code, made, told = self.write("encoding=KOI8-R", "output-encoding=CP1251", source=text)
        if made.decode("cp1251") != "Смотритель записывал погоду трижды в день.\n":
            self.fail("from one encoding to another", told)

    def interrupted_rows(self):
        """A note between the cells of a row takes none of them away."""
        rows = "<row><cell>one</cell><note>body</note><cell>two</cell></row><row><cell>three</cell><note>x</note><cell>four</cell></row>"
        source = pathlib.Path(self.scratch, "rows.xml")
        source.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><table>' + rows + "</table></body></text></TEI>")
        made = self.write(source=str(source))[1].decode()
        for word in ("one", "two", "three", "four", "body"):
            if made.count(word) != 1:
                self.fail(f"{word} stands once", made)


def main():
    check = Check(sys.argv[1], pathlib.Path(sys.argv[2]))
    check.outputs("--update" in sys.argv)
    check.bytes()
    check.characters()
    check.interrupted_rows()
    print(f"{check.failed} failures")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
