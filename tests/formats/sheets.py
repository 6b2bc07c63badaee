# SPDX-License-Identifier: MIT
"""sheets.py PECIA SAMPLES: the formats made of stylesheets: samples keep words, notes and quotations there and back."""
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.dom.minidom

PECIA = sys.argv.pop(1)
SAMPLES = sys.argv.pop(1)
HERE = os.path.dirname(os.path.abspath(__file__))


def run(*arguments):
    return subprocess.run([PECIA, *arguments], text=True, capture_output=True, timeout=120, check=False)


class Sheets(unittest.TestCase):
    def setUp(self):
        self.top = tempfile.TemporaryDirectory(prefix="pecia sheets ")

    def tearDown(self):
        self.top.cleanup()

    def path(self, name):
        return os.path.join(self.top.name, name)

    def convert(self, source, name):
        done = run("-q", source, "-o", self.path(name))
        self.assertEqual(done.returncode, 0, f"{source}: {done.stderr}")
        return self.path(name)

    def test_sample_of_each(self):
        for name, notes in (("fb2/story.fb2", 2), ("docbook/guide.dbk", 2)):
            source = os.path.join(HERE, name)
            ending = name.rsplit(".", 1)[1]
            tei = self.convert(source, "a.xml")
            with open(tei, encoding="utf-8") as file:
                text = file.read()
            self.assertEqual(text.count("<note"), notes, text)
            self.assertIn("<quote", text)
            back = self.convert(tei, "b." + ending)
            done = run("compare", source, back)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(run("validate", tei).returncode, 0)

    def test_samples_of_others(self):
        count = 0
        for name in sorted(os.listdir(SAMPLES)):
            if not name.endswith((".md", ".xml")):
                continue
            for ending in ("fb2", "dbk"):
                out = self.convert(os.path.join(SAMPLES, name), "o." + ending)
                xml.dom.minidom.parse(out)
                again = self.convert(self.convert(out, "p.xml"), "q." + ending) # notes now stand in the order of their marks
                third = self.convert(self.convert(again, "r.xml"), "s." + ending)
                done = run("compare", "--level", "words", again, third)
                self.assertEqual(done.returncode, 0, f"{name} by {ending}: {done.stdout}{done.stderr}")
                count += 1
        self.assertGreater(count, 3)

    def expect(self, name, there, absent, said=()):
        """The TEI of one document in the manner of others holds THERE, not ABSENT; what is SAID is said."""
        done = run(os.path.join(HERE, name), "-t", "tei", "-o", self.path("w.xml"))
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.path("w.xml"), encoding="utf-8") as file:
            text = file.read()
        for part in there:
            self.assertIn(part, text)
        for part in absent:
            self.assertNotIn(part, text)
        for part in said:
            self.assertIn(part, done.stderr)
        return text

    def test_fb2_of_others(self):
        """windows-1251, two bodies of notes, a mark in a note, one without a note, a note without one, a damaged image."""
        self.expect("fb2/wild.fb2", [
            "<author>Пётр Ильич Озёров</author>", "<biblScope n=\"3\">3</biblScope>", "<term>переписка</term>", "<abstract>",
            'доску<note xml:id="n1" n="1" place="end"><p>Липовая доска. Ср.<note xml:id="n3" n="3"', 'края<note xml:id="c1" n="1"',
            '<ref type="noteref" n="1" target="#n1">[1]</ref>', '<ref type="noteref" n="99">[99]</ref>',
            '<milestone unit="section" rend="rule"/>', "<bibl>Мастер<note", '<note xml:id="n4" n="4" place="end" anchored="false">',
            "<head>Примечания</head>", "<head>Комментарии</head>", '<cell cols="2">', '<div type="cover">', "<l>чернила<ref",
            "data:image/png;base64,iVBORw0KGg*****"], ["color: red", "* * *", "Сверено"])
        done = run("compare", "--level", "words", os.path.join(HERE, "fb2/wild.fb2"), self.convert(os.path.join(HERE, "fb2/wild.fb2"), "again.fb2"))
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_fb2_without_its_namespaces(self):
        """Files that declare no namespace, or not the prefix of their links, are read as if they did."""
        source = os.path.join(HERE, "fb2/story.fb2")
        with open(source, encoding="utf-8") as file:
            text = file.read()
        for name, broken in (("bare.fb2", re.sub(' xmlns="[^"]*"', "", text)), ("link.fb2", re.sub(' xmlns:[a-z]+="[^"]*"', "", text)),
                             ("both.fb2", re.sub(' xmlns(:[a-z]+)?="[^"]*"', "", text))):
            self.assertNotEqual(broken, text)
            with open(self.path(name), "w", encoding="utf-8") as file:
                file.write(broken)
            done = run("compare", source, self.path(name))
            self.assertEqual(done.returncode, 0, name + done.stdout + done.stderr)

    def test_docbook_of_others(self):
        """DocBook 4 with a DTD that is not read, its entities, CDATA, callouts; a set of DocBook 5 with a refentry."""
        text = self.expect("docbook/manual4.xml", [
            "By Mara Holt — café keeper&amp;unheard;.", '<note xml:id="f1"', '<ref target="#veil">The veil</ref>', "http://example.org/smoke",
            "if (bees &lt; 10 &amp;&amp; cold)\n    feed();", "<bibl>A keeper</bibl>", "<l>bees in the <emph>rain</emph>,</l>",
            "<l>bees in my pocket<note", '<cell cols="2">all</cell>', "“by <q>‘hand’</q>”", "<p>Slowly.</p>"], ["more.xml"],
            ["entity unheard", "more.xml"])
        self.assertEqual(text.count("<lg>"), 3)
        self.expect("docbook/pages.dbk", ['<div type="book">', "<bibl>Ein Imker</bibl>", "„ja“", "<p>Leise<note", "<head>hive</head>",
                                          "öffnet den Stock", "<p>Der Korb</p>"], ["manvolnum"])

    def test_images_are_held(self):
        """A book of FB2 holds its images, each once; DocBook names them."""
        dot = b"GIF89a\1\0\1\0\0\0\0;"
        with open(self.path("dot.gif"), "wb") as file:
            file.write(dot)
        with open(self.path("i.md"), "w", encoding="utf-8") as file:
            file.write("![A dot](dot.gif)\n\nIn a ![](dot.gif) line.\n\n![](gone.gif)\n")
        done = run(self.path("i.md"), "-o", self.path("i.fb2"))
        self.assertIn("gone.gif", done.stderr)
        with open(self.path("i.fb2"), encoding="utf-8") as file:
            text = file.read()
        self.assertEqual(text.count("<binary "), 1)
        self.assertIn('content-type="image/gif" id="image-1">R0lGODlhAQABAAAAADs=</binary>', text)
        self.assertEqual(text.count('l:href="#image-1"'), 2)
        self.assertIn('alt="A dot"', text)
        done = run("compare", "--level", "words", self.path("i.md"), self.path("i.fb2"))
        self.assertEqual(done.returncode, 0, done.stdout)
        with open(self.convert(self.path("i.md"), "i.dbk"), encoding="utf-8") as file:
            self.assertIn('fileref="dot.gif"', file.read())

    def test_same_bytes_twice(self):
        source = os.path.join(HERE, "fb2/story.fb2")
        with open(self.convert(source, "a.xml"), "rb") as one, open(self.convert(source, "b.xml"), "rb") as two:
            self.assertEqual(one.read(), two.read())


if __name__ == "__main__":
    unittest.main()
