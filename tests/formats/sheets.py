# SPDX-License-Identifier: MIT
"""sheets.py PECIA SAMPLES: the formats made of stylesheets: samples keep words, notes and quotations there and back."""
import os
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

    def test_same_bytes_twice(self):
        source = os.path.join(HERE, "fb2/story.fb2")
        with open(self.convert(source, "a.xml"), "rb") as one, open(self.convert(source, "b.xml"), "rb") as two:
            self.assertEqual(one.read(), two.read())


if __name__ == "__main__":
    unittest.main()
