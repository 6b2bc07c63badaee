#!/usr/bin/env python3
"""The command as its user meets it: streams, files, folders, mistakes, exit statuses.

    test_command.py PECIA SOURCES
"""
import json
import os
import pty
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PECIA = os.path.abspath(sys.argv[1])
RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title>T</title><author>A</author></titleStmt>
<publicationStmt><publisher>P</publisher><availability><p>free</p></availability></publicationStmt>
<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>
<text><body>
%s
</body></text></TEI>
"""
TEXT = "Title\n\nOne word after another[1].\n\nNotes\n\n[1] The note.\n"
MISTAKES = [  # arguments, exit status, words that must be said
    ([], 2, "Usage:"),
    (["--frobnicate"], 2, "there is no option --frobnicate"),
    (["--form=text"], 2, "did you mean --from?"),
    (["formts"], 2, "did you mean 'pecia formats'?"),
    (["frobnicate"], 2, "no command and no file 'frobnicate'"),
    (["nothing", "-t", "text"], 4, "nothing"),
    (["in.txt", "-t", "text", "--report", "-"], 2, "standard output"),
    (["in.txt", "-t", "text", "--report", "in.txt"], 2, "name of an input"),
    (["in.txt", "-o", "out.txt", "--report", "out.txt"], 2, "the same name"),
    (["formats", "txt"], 2, "did you mean text"),
    (["-t", "text"], 2, "no input"),
    (["in.txt"], 2, "-t FORMAT"),
    (["in.txt", "-o", "x.unheard"], 2, "-t FORMAT"),
    (["in.txt", "-t", "txet"], 2, "did you mean text"),
    (["in.txt", "-t", "text", "-O", "text:wrp=9"], 2, "text:wrap"),
    (["in.txt", "-t", "text", "-O", "wrap"], 2, "FORMAT:NAME=VALUE"),
    (["in.txt", "-t", "text", "--limit", "dept=9"], 2, "depth"),
    (["in.txt", "-t", "text", "-M", "lang"], 2, "KEY=VALUE"),
    (["-", "-", "-t", "text"], 2, "only once"),
    (["in.txt", "-o", "."], 2, "is a folder"),
    (["in.txt", "-o", "out/"], 2, "-t FORMAT"),
    (["in.txt", "-o", "in.txt"], 2, "the input itself"),
    (["in.txt", "in.txt", "-t", "text", "-o", "out/"], 2, "one file"),
    (["missing.txt", "-t", "text"], 4, "missing.txt"),
    ([".", "-f", "text", "-t", "text"], 4, "folder"),
    (["in.txt", "-o", "none/out.txt"], 4, "none/out.txt"),
    (["in.txt", "-o", "none/there/", "-t", "text"], 4, "none/there"),
    (["bad.txt", "-f", "text", "-t", "text"], 3, "bad.txt:1"),
    (["in.txt", "-t", "text", "--limit", "input=9"], 5, "--limit"),
    (["in.txt", "-t", "text", "--plugin-dir", "nowhere"], 4, "nowhere"),
    (["compare", "in.txt"], 2, "pecia compare A B"),
    (["compare", "in.txt", "in.txt", "--most", "many"], 2, "--most"),
    (["inspect"], 2, "pecia inspect INPUT"),
    (["inspect", "a", "b"], 2, "pecia inspect INPUT"),
    (["limits", "depth"], 2, "--limit"),
    (["help", "convrt"], 2, "did you mean 'convert'?"),
    (["formats", "--loss", "text"], 2, "--loss FROM TO"),
]


class Command(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory(prefix="pecia cli ")
        self.folder = self.holder.name
        self.put("in.txt", TEXT)
        self.put("bad.txt", b"\xef\xbb\xbfodd \xff\xff", mode="wb")

    def tearDown(self):
        self.holder.cleanup()

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, content, mode="w"):
        with open(self.path(name), mode, encoding=None if "b" in mode else "utf-8") as out:
            out.write(content)

    def get(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def run_it(self, *arguments, text=None, **more):
        more.setdefault("stdin", subprocess.DEVNULL if text is None else None)
        if text is not None:
            more.pop("stdin")
            more["input"] = text
        return subprocess.run([PECIA, *arguments], cwd=self.folder, capture_output="stdout" not in more, timeout=60,
                              encoding="utf-8", **more)

    def good(self, *arguments, **more):
        done = self.run_it(*arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def left(self):
        return sorted(name for name in os.listdir(self.folder) if name not in ("in.txt", "bad.txt"))

    def test_mistakes(self):
        for arguments, status, words in MISTAKES:
            with self.subTest(arguments=arguments):
                stream = None
                if "no input" in words:
                    master, stream = pty.openpty()
                done = self.run_it(*arguments, **({"stdin": stream} if stream else {}))
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertIn(words, done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertEqual(self.left(), [])
                if stream:
                    os.close(stream)
                    os.close(master)

    def test_version_and_help(self):
        self.assertRegex(self.good("--version").stdout, r"^pecia \d+\.\d+\.\d+\n$")
        for arguments in (["--help"], ["help"], ["help", "compare"], ["compare", "-h"], ["limits", "--help"]):
            shown = self.good(*arguments).stdout
            self.assertIn("Usage:", shown)
            self.assertLessEqual(max(map(len, shown.splitlines())), 80)

    def test_streams(self):
        self.good("in.txt", "-o", "out.txt")
        piped = self.good("-f", "text", "-t", "text", text=TEXT).stdout
        self.assertEqual(piped, self.get("out.txt"))
        self.assertEqual(piped, self.good("-", "-f", "text", "-t", "text", "-o", "-", text=TEXT).stdout)
        self.assertEqual(piped, self.good("in.txt", "-t", "text").stdout)

    def test_names_with_spaces_and_hyphens(self):
        os.mkdir(self.path("a folder"))
        self.put("a folder/-in put.txt", TEXT)
        self.good("convert", "-o", "a folder/out put.txt", "--", "a folder/-in put.txt")
        self.assertTrue(self.get("a folder/out put.txt"))

    def test_several_inputs_make_one_document(self):
        self.put("two.txt", "Second\n\nOther words.\n")
        joined = self.good("in.txt", "two.txt", "-t", "text").stdout
        self.assertLess(joined.index("One word"), joined.index("Other words"))

    def test_tei_documents_make_a_corpus(self):
        for name in ("one.xml", "two.xml"):
            self.put(name, TEI % f'<p xml:id="a" part="I"><ab-{name[:3]}/>see <ref target="#a #b" custom="#a">x</ref></p>')
        self.good("one.xml", "two.xml", "-o", "all.xml", "-M", "title=Both")
        made = self.get("all.xml")
        self.assertEqual(made.count("<teiHeader>"), 3)
        self.assertEqual(made.count("<title>T</title>"), 2)
        self.assertIn("<title>Both</title>", made)
        self.assertIn('<p xml:id="a" part="I"><ab-one/>see <ref target="#a #b" custom="#a">', made)
        self.assertIn('<p xml:id="d2-a" part="I"><ab-two/>see <ref target="#d2-a #b" custom="#d2-a">', made)
        self.assertTrue(made.rstrip().endswith("</TEI>\n</teiCorpus>"))
        self.good("one.xml", "two.xml", "-o", "all.md")
        self.assertNotIn("d2-b", self.get("all.md"))

    def test_several_inputs_make_several_files(self):
        self.put("two.txt", "Second\n\nOther words.\n")
        os.mkdir(self.path("there"))
        self.good("in.txt", "two.txt", "-t", "text", "-o", "there")
        self.good("in.txt", "two.txt", "-t", "text", "-o", "made/")
        for folder in ("there", "made"):
            self.assertEqual(sorted(os.listdir(self.path(folder))), ["in.txt", "two.txt"])
        self.good("in.txt", "-t", "text", "-o", "one/")
        self.assertEqual(os.listdir(self.path("one")), ["in.txt"])

    def test_one_that_fails_does_not_stop_the_others(self):
        self.put("two.txt", "Second\n\nOther words.\n")
        done = self.run_it("bad.txt", "two.txt", "-f", "text", "-t", "text", "-o", "out/")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(os.listdir(self.path("out")), ["two.txt"])
        done = self.run_it("bad.txt", "-f", "text", "-t", "text", "-o", "none/")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertNotIn("none", self.left())

    def test_an_old_output_stays(self):
        self.put("out.txt", "old")
        self.assertEqual(self.run_it("bad.txt", "-f", "text", "-o", "out.txt").returncode, 3)
        self.assertEqual(self.get("out.txt"), "old")
        self.assertEqual(self.left(), ["out.txt"])

    def test_strict(self):
        self.put("loose.txt", "Some words[7] without their note.\n")
        self.put("out.txt", "old")
        done = self.run_it("loose.txt", "-o", "out.txt", "--strict")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(self.get("out.txt"), "old")
        self.good("loose.txt", "-o", "out.txt")
        self.assertIn("[7]", self.get("out.txt"))

    def test_quiet_and_verbose(self):
        self.put("loose.txt", "Some words[7] without their note.\n")
        usual = self.good("loose.txt", "-t", "text").stderr
        self.assertRegex(usual, r"^loose.txt:1:\d+: warning: .*\[note-without-body\]\n$")
        self.assertEqual(self.good("loose.txt", "-t", "text", "-q").stderr, "")
        self.assertIn(": info: ", self.good("loose.txt", "-t", "tei", "-v").stderr)

    def test_many_messages(self):
        self.put("odd.txt", "Some «words that do not end.\n\n" * 30)
        def lines(*options):
            return self.good("odd.txt", "-t", "text", *options).stderr.splitlines()
        usual = lines()
        self.assertEqual(len(usual), 11)
        self.assertIn("20 more of this kind are not shown", usual[-1])
        self.assertEqual(len([line for line in lines("-v") if ": warning: " in line]), 30)
        few = lines("--limit", "diagnostics=3")
        self.assertEqual(len(few), 4)
        self.assertIn("27 more messages are not shown", few[-1])
        self.put("loose.txt", "Words[1] and[2] words[3] and[4] words[5] and[6] words[7] and[8] words[9] and[10] words[11].\n")
        self.assertEqual(len(self.good("loose.txt", "-t", "text").stderr.splitlines()), 11)

    def test_colour(self):
        self.put("loose.txt", "Some words[7] without their note.\n")
        self.assertNotIn("\x1b", self.good("loose.txt", "-t", "text").stderr)
        self.assertIn("\x1b[", self.good("loose.txt", "-t", "text", "--color=always").stderr)
        for no_colour, expected in (("", True), ("1", False)):
            master, slave = pty.openpty()
            subprocess.run([PECIA, "loose.txt", "-t", "text"], cwd=self.folder, stdin=subprocess.DEVNULL, check=True,
                           stdout=subprocess.DEVNULL, stderr=slave, timeout=60, env={"NO_COLOR": no_colour, "TERM": "xterm"})
            self.assertEqual(b"\x1b[" in os.read(master, 10000), expected)
            os.close(slave)
            os.close(master)

    def test_a_terminal_gets_text_alone(self):
        if "epub" not in self.good("formats", "--names").stdout.split():
            self.skipTest("there is no format that is no text")
        master, slave = pty.openpty()
        for arguments in (["-t", "epub"], ["-t", "epub", "-o", "-"]):
            done = self.run_it("in.txt", *arguments, stdout=slave, stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, 2)
            self.assertIn("-o FILE", done.stderr)
        os.close(slave)
        os.close(master)

    def test_report(self):
        self.put("loose.txt", "Some words[7] without their note.\n")
        self.good("loose.txt", "-o", "out.txt", "-q", "--report", "report.json")
        lines = [json.loads(line) for line in self.get("report.json").splitlines()]
        self.assertIn("note-without-body", [line.get("code") for line in lines])
        self.assertEqual(lines[-2]["result"], "converted")
        self.assertEqual(lines[-2]["output"], "out.txt")
        self.assertEqual((lines[-1]["end"], lines[-1]["exit"], lines[-1]["warnings"]), (True, 0, 1))
        self.run_it("missing.txt", "-t", "text", "--report", "report.json")
        lines = [json.loads(line) for line in self.get("report.json").splitlines()]
        self.assertEqual((lines[-1]["exit"], lines[-2]["result"]), (4, "failed"))

    def test_formats(self):
        names = self.good("formats", "--names").stdout.split()
        self.assertIn("text", names)
        told = json.loads(self.good("formats", "--json").stdout)
        self.assertEqual([format["name"] for format in told], names)
        self.assertEqual([line.split()[0] for line in self.good("formats").stdout.splitlines()], names)
        for name in names:
            self.assertIn(name, self.good("formats", name).stdout)
            self.good("formats", "--loss", name, "text")
            self.assertIn("PARAGRAPH", json.loads(self.good("formats", "--loss", name, "text", "--json").stdout))

    def test_limits(self):
        shown = self.good("limits", "--limit", "depth=3k", "--limit", "input=none").stdout
        self.assertRegex(shown, r"(?m)^depth +3k +")
        self.assertRegex(shown, r"(?m)^input +none +")
        told = {limit["name"]: limit["value"] for limit in json.loads(self.good("limits", "--json").stdout)}
        self.assertEqual(told["depth"], 256)

    def test_inspect(self):
        self.put("doc.txt", "Some words[7] of a text[8].\n\nNotes\n\n[8] Its body.\n")
        shown = self.good("inspect", "doc.txt")
        self.assertEqual(shown.stderr, "")
        self.assertIn("the mark [7] has no note", shown.stdout)
        told = json.loads(self.good("inspect", "doc.txt", "--json").stdout)
        self.assertEqual([note["label"] for note in told["notes"]], ["7", "8"])
        self.assertEqual([note["body"] for note in told["notes"]], [None, "Its body."])
        self.assertEqual(told["unresolved"][0]["code"], "note-without-body")
        self.assertEqual(told["unresolved"][0]["line"], 1)

    def test_compare(self):
        self.put("two.txt", TEXT.replace("another", "ANOTHER"))
        self.put("wide.txt", TEXT.replace(" ", "   "))
        self.assertEqual(self.good("compare", "in.txt", "wide.txt").stdout, "")
        done = self.run_it("compare", "in.txt", "two.txt")
        self.assertEqual(done.returncode, 1)
        self.assertIn("[another]", done.stdout)
        self.assertIn("[ANOTHER]", done.stdout)
        told = json.loads(self.run_it("compare", "in.txt", "two.txt", "--json", "--level=words").stdout)
        self.assertFalse(told["same"])
        self.assertEqual(told["differences"][0]["a"]["line"], 3)
        self.assertEqual(self.run_it("compare", "in.txt", "missing.txt").returncode, 4)

    def test_compare_lists(self):
        """What an ordered list begins at counts, in whatever way a format says it; a first number of one need not be said."""
        self.put("four.md", "4. pear\n5. plum\n")
        self.put("one.md", "1. pear\n2. plum\n")
        self.put("nought.md", "0. pear\n1. plum\n")
        self.put("four.html", "<!DOCTYPE html><title>t</title><ol start=4><li>pear<li>plum</ol>")
        self.put("one.html", "<!DOCTYPE html><title>t</title><ol><li>pear<li>plum</ol>")
        for first in ("four", "one", "nought"):
            for second in ("four.md", "one.md", "nought.md", "four.html", "one.html"):
                with self.subTest(first=first, second=second):
                    done = self.run_it("compare", f"{first}.md", second)
                    self.assertEqual(done.returncode, int(not second.startswith(first)), done)
        self.assertIn("<list 2 at 4>", self.run_it("compare", "one.md", "four.md").stdout)
        self.assertIn("<list 2 at 0>", self.run_it("compare", "one.md", "nought.md").stdout)
        for form in ("html", "epub", "markdown"):
            for first in ("four", "nought"):
                with self.subTest(form=form, first=first):
                    self.good(f"{first}.md", "-t", form, "-o", "between")
                    self.good("between", "-f", form, "-t", "markdown", "-o", "back.md")
                    self.good("compare", f"{first}.md", "back.md")

    def test_validate_mistakes(self):
        self.put("in.xml", TEI % "<p>One word.</p>")
        for arguments, status, words in (
                ([], 2, "pecia validate FILE"),
                (["missing.xml"], 4, "missing.xml"),
                (["."], 4, "folder"),
                (["in.xml", "--profile", "lit"], 2, "did you mean 'lite'?"),
                (["in.xml", "--schema", "-"], 2, "--schema"),
                (["in.xml", "--schema", "x.rng", "--schema-seconds", "0"], 2, "--schema-seconds"),
                (["in.xml", "--schema", "missing.rng"], 4, "missing.rng")):
            with self.subTest(arguments=arguments):
                done = self.run_it("validate", *arguments)
                self.assertEqual(done.returncode, status, done)
                self.assertIn(words, done.stderr)
        done = self.run_it("validate", "in.xml", "--limit", "input=9")
        self.assertEqual(done.returncode, 5, done)
        self.assertIn("--limit", done.stdout)

    def test_validate(self):
        self.put("in.xml", TEI % "<p>One word.</p>")
        self.put("bad.xml", TEI % '<p xml:id="a">One <ref target="#b">word</ref>.</p>\n<p xml:id="a">Two.</p>')
        done = self.run_it("validate", "in.xml", "bad.xml")
        self.assertEqual(done.returncode, 1, done)
        lines = done.stdout.splitlines()
        self.assertTrue(lines[0].startswith("bad.xml:6:"), lines)
        self.assertIn('error: @target of <ref> points to "#b"', lines[0])
        self.assertIn("bad.xml:7:", lines[1])
        self.assertTrue(lines[1].endswith(" [tei.id-twice]"), lines)
        self.assertEqual(lines[2], "2 files, 1 with errors: 2 errors, 0 warnings, 12 remarks (--verbose shows them)")
        self.assertEqual(done.stderr, "")
        self.assertEqual(self.good("validate", "-q", "in.xml").stdout, "")
        self.assertIn("[tei.header-gap]", self.good("validate", "-v", "in.xml").stdout)
        self.assertIn("-:6:", self.run_it("validate", "-", text=self.get("bad.xml")).stdout)
        shown = self.run_it("validate", "-q", "--limit", "diagnostics=1", "bad.xml").stdout
        self.assertIn("1 more finding is not shown", shown)

    def test_validate_as_json_and_report(self):
        self.put("in.xml", TEI % "<p>One word.</p>")
        self.put("bad.xml", TEI % '<p>One <ref target="#b">word</ref>.</p>')
        done = self.run_it("validate", "--json", "--report", "r.json", "bad.xml", "in.xml")
        self.assertEqual(done.returncode, 1)
        told = json.loads(done.stdout)
        self.assertEqual([file["errors"] for file in told["files"]], [1, 0])
        self.assertEqual(told["errors"], 1)
        found = [one for one in told["files"][0]["findings"] if one["severity"] == "error"]
        self.assertEqual((found[0]["code"], found[0]["line"]), ("tei.pointer-nowhere", 6))
        self.assertIn("advice", found[0])
        lines = [json.loads(line) for line in self.get("r.json").splitlines()]
        self.assertEqual([line["line"] for line in lines if line.get("code") == "tei.pointer-nowhere"], [6])
        self.assertEqual((lines[-1]["exit"], lines[-1]["errors"]), (1, 1))

    def test_validate_what_is_no_tei(self):
        self.put("in.xml", TEI % "<p>One word.</p>")
        self.put("in.md", "# Title\n\nText.\n")
        self.put("page.xml", '<html xmlns="http://www.w3.org/1999/xhtml"/>')
        self.put("open.xml", "<TEI")
        for name, words in (("in.md", "this is Markdown"), ("page.xml", "no TEI document"), ("open.xml", "well-formed")):
            done = self.run_it("validate", name, "in.xml")
            self.assertEqual(done.returncode, 3, done)
            self.assertIn(words, done.stdout)
            self.assertIn("2 files, 1 with errors", done.stdout)

    def schema(self, name, body):
        self.put(name, f'<grammar {RNG} ns="http://www.tei-c.org/ns/1.0">{body}</grammar>')

    def test_validate_by_a_schema(self):
        any_of = "<zeroOrMore><choice><text/><ref name='p'/><ref name='hi'/></choice></zeroOrMore>"
        self.schema("s.rng", f"""<start><element name="div"><ref name="p"/><oneOrMore><ref name="p"/></oneOrMore></element></start>
            <define name="p"><element name="p"><optional><attribute name="n"/></optional>{any_of}</element></define>
            <define name="hi"><element name="hi"><attribute name="rend"/><text/></element></define>""")
        div = '<div xmlns="http://www.tei-c.org/ns/1.0">\n%s\n</div>'
        self.put("good.xml", div % "<p>One</p><p>Two</p>")
        self.put("short.xml", div % "<p>One</p>")
        self.put("wrong.xml", div % "<p>a <hi>b</hi></p>\n<p n='1' rend='x'>c</p>\n<l>d</l>")
        done = self.run_it("validate", "-q", "--schema", "s.rng", "good.xml", "wrong.xml", "short.xml", "good.xml")
        self.assertEqual(done.returncode, 1, done)
        self.assertIn("wrong.xml:2: error: <hi> has no @rend.", done.stdout)
        self.assertIn("wrong.xml:3: error: <p> may not have @rend; what may: n.", done.stdout)
        self.assertIn("wrong.xml:4: error: <l> may not stand in <div>, nor anywhere; what may: p.", done.stdout)
        self.assertIn("short.xml:1: error: ", done.stdout)
        self.assertNotIn("good.xml", done.stdout)
        self.assertEqual(len(done.stdout.splitlines()), 4, done.stdout)

    def test_validate_by_a_schema_that_is_none(self):
        self.put("in.xml", TEI % "<p>One word.</p>")
        self.put("compact.rng", "start = element TEI { text }")
        self.put("other.rng", '<schema xmlns="http://www.w3.org/2001/XMLSchema"/>')
        self.schema("parts.rng", '<include href="compact.rng"/>')
        self.schema("hollow.rng", '<start><ref name="x"/></start>')
        for name, words in (("compact.rng", "compact syntax"), ("other.rng", "no RELAX NG"), ("parts.rng", "several files"),
                            ("hollow.rng", "cannot be compiled")):
            done = self.run_it("validate", "in.xml", "in.xml", "--schema", name)
            self.assertEqual(done.returncode, 3, done)
            self.assertIn(f"{name}", done.stderr)
            self.assertIn(words, done.stderr)
            self.assertEqual(done.stdout, "")

    def test_validate_by_a_schema_that_never_ends(self):
        self.put("in.xml", TEI % "<p>One word.</p>")
        twice = "".join(f'<define name="d{i}"><group><ref name="d{i + 1}"/><optional><ref name="d{i + 1}"/></optional></group>'
                        "</define>" for i in range(40))
        self.schema("slow.rng", f'<start><element name="TEI"><ref name="d0"/></element></start>{twice}'
                                '<define name="d40"><element name="x"><empty/></element></define>')
        start = time.monotonic()
        done = self.run_it("validate", "in.xml", "--schema", "slow.rng", "--schema-seconds", "1")
        self.assertEqual(done.returncode, 5, done)
        self.assertRegex(done.stderr, r"slow.rng: error: compiling the schema .*\[schema-(time|failed)\]")
        self.assertLess(time.monotonic() - start, 60)

    def test_validate_by_a_schema_that_breaks_the_library(self):
        self.put("in.xml", TEI % "<p>One word.</p>")
        chain = "".join(f'<define name="d{i}"><ref name="d{i + 1}"/></define>' for i in range(200000))
        self.schema("long.rng", f'<start><ref name="d0"/></start>{chain}<define name="d200000"><text/></define>')
        done = self.run_it("validate", "in.xml", "--schema", "long.rng", "--schema-seconds", "20")
        self.assertIn(done.returncode, (3, 5), done)
        self.assertIn("[schema-", done.stderr)

    def needs(self, *names):
        there = self.good("formats", "--names").stdout.split()
        if not set(names) <= set(there):
            self.skipTest(f"needs {names}, there is {there}")

    def test_metadata(self):
        self.needs("tei")
        self.put("about.txt", "# what is known\n\ntitle: From the file\nauthor: Anna Example\n")
        made = self.good("in.txt", "-t", "tei", "--metadata-file", "about.txt", "-M", "title=Given", "-M", "lang=en").stdout
        self.assertIn("<title>Given</title>", made)
        self.assertIn("Anna Example", made)
        self.assertIn('xml:lang="en"', made)
        self.assertNotIn("From the file", made)
        self.put("about.txt", "title: x\nno colon here\n")
        done = self.run_it("in.txt", "-t", "tei", "--metadata-file", "about.txt")
        self.assertEqual(done.returncode, 2)
        self.assertIn("about.txt:2", done.stderr)

    def test_options_of_formats(self):
        self.put("long.txt", "word " * 60 + "\n")
        made = self.good("long.txt", "-t", "text", "-O", "text:wrap=30").stdout
        self.assertLessEqual(max(map(len, made.splitlines())), 30)

    def test_extract_media(self):
        self.needs("markdown", "tei")
        os.mkdir(self.path("pictures"))
        picture = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                                "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082")
        self.put("pictures/dot.png", picture, mode="wb")
        self.put("page.md", "A picture: ![dot](pictures/dot.png)\n")
        self.good("page.md", "-o", "page.xml", "--extract-media", "media folder")
        found = [os.path.join(base, name) for base, _, names in os.walk(self.path("media folder")) for name in names]
        self.assertEqual(len(found), 1)
        with open(found[0], "rb") as file:
            self.assertEqual(file.read(), picture)
        if "epub" in self.good("formats", "--names").stdout.split():
            self.good("page.md", "-o", "page.epub")
            self.assertIn("[images-left]", self.good("page.epub", "-o", "left.xml").stderr)
            self.assertNotIn("images-left", self.good("page.epub", "-o", "left.xml", "--extract-media", "m3").stderr)
            self.assertTrue(os.listdir(self.path("m3")))
        os.makedirs(self.path("else/where"))
        self.put("else/where/page.md", "A picture: ![dot](dot.png)\n")
        self.good("else/where/page.md", "-t", "tei", "--extract-media", "m2", "--resource-path", "pictures:none",
                  "-o", "two.xml")
        self.assertTrue(os.listdir(self.path("m2")))

    def test_full_disk(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            for arguments in (["limits"], ["formats"], ["in.txt", "-t", "text"], ["--help"]):
                done = self.run_it(*arguments, stdout=full, stderr=subprocess.PIPE)
                self.assertEqual(done.returncode, 4)
                self.assertIn("standard output", done.stderr)

    def test_closed_streams(self):
        for closed in (0, 1, 2):
            done = subprocess.run([PECIA, "in.txt", "-o", "out.txt"], cwd=self.folder, timeout=60, check=False,
                                  preexec_fn=lambda fd=closed: os.close(fd))
            self.assertEqual(done.returncode, 0)
            self.assertIn("One word", self.get("out.txt"))
            os.unlink(self.path("out.txt"))

    def test_file_size_limit(self):
        self.put("big.txt", "Many words in one line.\n\n" * 4000)
        done = self.run_it("big.txt", "-o", "out.txt",
                           preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)))
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(self.left(), ["big.txt"])

    def test_signals(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with subprocess.Popen([PECIA, "-f", "text", "-", "-o", "out.txt"], cwd=self.folder, stdin=subprocess.PIPE,
                                  stderr=subprocess.PIPE) as running:
                running.stdin.write(b"some words")
                running.stdin.flush()
                time.sleep(0.3)
                running.send_signal(number)
                self.assertEqual(running.wait(10), 128 + number)
            self.assertEqual(self.left(), [])

    def test_reader_that_goes_away(self):
        self.put("big.txt", "Many words in one line.\n\n" * 40000)
        with subprocess.Popen([PECIA, "big.txt", "-t", "text"], cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as running:
            running.stdout.read(10)
            running.stdout.close()
            self.assertEqual(running.wait(60), 4)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
