# SPDX-License-Identifier: MIT
"""stylesheets.py PECIA: plugins made of stylesheets: what they may do, what they may not, how they are refused."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

PECIA = sys.argv.pop(1)
SHEET = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
 xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl" xmlns="http://www.tei-c.org/ns/1.0">
<xsl:param name="word" select="'unset'"/>
%s
<xsl:template match="/">%s</xsl:template>
</xsl:stylesheet>"""
TEI = "<TEI><text><body><p>%s</p></body></text></TEI>"
MANIFEST = "pecia-stylesheets: 1\nname: memo\nversion: 1\nextensions: memo\nroot: memo\nfully: paragraph, text\n"


class Stylesheets(unittest.TestCase):
    def setUp(self):
        self.top = tempfile.TemporaryDirectory(prefix="pecia sheets ")
        self.folder = os.path.join(self.top.name, "memo")
        os.mkdir(self.folder)
        self.put("manifest", MANIFEST)
        self.put("../in.memo", "<memo>Hello</memo>")

    def tearDown(self):
        self.top.cleanup()

    def put(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, body, extra="", options=(), document="<memo>Hello</memo>"):
        self.put("read.xsl", SHEET % (extra, body))
        self.put("../in.memo", document)
        return self.run_pecia("in.memo", "-t", "text", *options)

    def run_pecia(self, *arguments):
        return subprocess.run([PECIA, "--plugin-dir", self.top.name, *arguments], cwd=self.top.name, text=True,
                              capture_output=True, timeout=500 if os.environ.get("PECIA_SANITIZED") else 120, check=False)

    def fails(self, done, word):
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertIn(word, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_reads_and_writes(self):
        done = self.read(TEI % '<xsl:value-of select="memo"/>')
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "Hello\n", ""))
        self.put("write.xsl", SHEET % ("", '<memo xmlns=""><xsl:value-of select="normalize-space(//*[local-name()=\'body\'])"/></memo>'))
        self.put("../a.txt", "Words.\n")
        done = self.run_pecia("a.txt", "-o", "out.memo")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(self.top.name, "out.memo"), encoding="utf-8") as file:
            self.assertIn(">Words.</memo>", file.read())

    def test_is_found_by_its_root(self):
        self.put("read.xsl", SHEET % ("", TEI % "found"))
        self.put("../in.xml", "<?xml version='1.0'?><!-- <x> --><!DOCTYPE memo [<!ENTITY a '>'>]>\n<memo/>")
        self.assertEqual(self.run_pecia("in.xml", "-t", "text").stdout, "found\n")
        self.put("../in.xml", "<?xml version='1.0'?><memo xmlns='urn:other'>x</memo>")
        self.assertNotIn("found", self.run_pecia("in.xml", "-t", "text").stdout)

    def test_options_become_parameters(self):
        self.put("manifest", MANIFEST + "option-read: word choice(red|blue) red which word\n")
        body = TEI % '<xsl:value-of select="$word"/>'
        self.assertEqual(self.read(body).stdout, "red\n")
        self.assertEqual(self.read(body, options=("-O", "memo:word=blue")).stdout, "blue\n")
        self.fails(self.read(body, options=("-O", "memo:word=green")), "green")

    def one_sentence(self, done, said, code=3, line=5):
        """One line, of the stylesheet at LINE, and nothing besides."""
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertRegex(done.stderr, rf"memo/read\.xsl:{line}: error: .*{said}.* \[stylesheet-error\]\n$")
        self.assertEqual(done.stdout, "")

    def test_one_sentence_for_each_fault(self):
        """What went wrong, with the file and line of the stylesheet; no echoes of the library's, no names of its functions."""
        for body, said, code in (
                ('<xsl:value-of select="document(\'/etc/passwd\')"/>', "/etc/passwd may not be read", 3),
                ('<xsl:value-of select="document(\'http://127.0.0.1/\')"/>', "may not be read", 3),
                ('<exsl:document href="out.xml"><a/></exsl:document>', "out.xml may not be written", 3),
                ('<xsl:message terminate="yes">it is over</xsl:message>', "it is over", 3),
                ('<xsl:message>error: bad</xsl:message>', "bad", 3),
                ('<xsl:value-of select="$nothing"/>', "'nothing' has not been declared", 3),
                ('<xsl:value-of select="nothing(1)"/>', "in 'nothing\\(1\\)'", 3),
                ('<xsl:value-of select="(("/>', "in '\\(\\('", 3),
                ('<xsl:for-each-group select="*"/>', "unknown xsl:for-each-group", 3),
                ('<xsl:for-each select="//*">' * 5 + "<xsl:if test='//*'/>" + "</xsl:for-each>" * 5, "more steps", 5)):
            self.one_sentence(self.read(body, document="<memo>" + "<x/>" * 60 + "</memo>"), said, code)
        recursion = '<xsl:template name="a">\n<xsl:call-template name="a"/></xsl:template>'
        self.one_sentence(self.read('<xsl:call-template name="a"/>', recursion), "nest deeper", 5, "[0-9]+")
        self.one_sentence(self.read("x", '<xsl:include href="../other.xsl"/>'), "other.xsl may not be read", 3, 4)

    def test_the_table_of_tei(self):
        """What docs/ABI.md says of each kind in TEI is read as that kind, and written so again."""
        page = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "ABI.md")
        with open(page, encoding="utf-8") as file:
            table = file.read().partition("<!-- tei:begin -->")[2].partition("<!-- tei:end -->")[0]
        rows = re.findall(r"^\| ([a-z, ]+) \| `(<.*?)`", table, re.M)
        self.assertGreater(len(rows), 20)
        for kinds, markup in rows:
            self.put("../a.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>' + markup + "</body></text></TEI>")
            found = dict(re.findall(r"^  ([a-z ]+?)  +([0-9]+)$", self.run_pecia("inspect", "a.xml").stdout, re.M))
            self.assertLessEqual(set(kinds.split(", ")), set(found), markup)
            self.put("write.xsl", SHEET.replace("<xsl:param", "<xsl:output omit-xml-declaration='yes'/><xsl:param") % ("", '<memo xmlns=""><xsl:copy-of select="//*[local-name()=\'body\']/node()"/></memo>'))
            written = re.sub(r">\s+<|\s*xmlns=\"[^\"]*\"", lambda at: "><" if at.group().startswith(">") else "", self.run_pecia("a.xml", "-t", "memo").stdout)
            self.assertIn(re.match("<[a-z]+", markup).group(), written)

    def test_identifiers_and_prefixes_are_no_faults(self):
        """xml:id may be a template in a stylesheet; a document with a number for one, or a prefix that is not declared, is read."""
        done = self.read('<TEI><text><body><p xml:id="{memo/@xml:id}"><xsl:value-of select="memo"/></p></body></text></TEI>',
                         document='<memo xml:id="1a"><b l:href="x">words</b></memo>')
        self.assertEqual((done.returncode, done.stdout), (0, "words\n"), done.stderr)
        self.assertIn("in.memo:1: warning: ", done.stderr)

    def test_a_long_message_has_its_place(self):
        done = self.read(TEI % "x" + '<xsl:message><xsl:for-each select="//x">some words of it </xsl:for-each></xsl:message>', document="<memo>" + "<x/>" * 500 + "</memo>")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("memo/read.xsl:5: warning: some words", done.stderr)

    def test_messages_have_file_and_line(self):
        done = self.read("\n" + TEI % "x" + "\n<xsl:message>look\nhere</xsl:message>")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("memo/read.xsl:7: warning: look here [stylesheet-message]", done.stderr)
        self.fails(self.read('<xsl:message terminate="yes">error: no</xsl:message>'), "no [stylesheet-error]")

    def test_includes_from_its_folder_only(self):
        self.put("more.xsl", SHEET % ('<xsl:template name="more">more</xsl:template>', "x"))
        include = '<xsl:include href="more.xsl"/>'
        self.put("more.xsl", (SHEET % ('<xsl:template name="more">more</xsl:template>', "")).replace(
            '<xsl:template match="/"></xsl:template>', "").replace('<xsl:param name="word" select="\'unset\'"/>', ""))
        done = self.read(TEI % '<xsl:call-template name="more"/>', include)
        self.assertEqual(done.stdout, "more\n", done.stderr)
        os.rename(os.path.join(self.folder, "more.xsl"), os.path.join(self.top.name, "more.xsl"))
        self.fails(self.read(TEI % '<xsl:call-template name="more"/>', include.replace("more", "../more")), "read.xsl:4")
        os.symlink("../more.xsl", os.path.join(self.folder, "link.xsl"))
        self.fails(self.read(TEI % '<xsl:call-template name="more"/>', include.replace("more", "link")), "read.xsl:4")

    def test_nothing_else_is_read_or_written(self):
        self.put("secret.xml", "<a>secret</a>")
        self.fails(self.read(TEI % '<xsl:value-of select="document(\'secret.xml\')"/>'), "may not be read")
        self.fails(self.read(TEI % '<xsl:value-of select="document(\'http://127.0.0.1/\')"/>'), "stylesheet-error")
        self.fails(self.read('<exsl:document href="written.xml"><a/></exsl:document>'), "may not be written")
        self.assertFalse(os.path.exists(os.path.join(self.top.name, "written.xml")))
        done = self.read(TEI % '<xsl:value-of select="memo"/>',
                         document='<!DOCTYPE memo [<!ENTITY e SYSTEM "memo/secret.xml">]><memo>a&e;</memo>')
        self.assertNotIn("secret", done.stdout)

    def test_limits_hold(self):
        self.fails(self.read('<xsl:call-template name="a"/>', '<xsl:template name="a"><xsl:call-template name="a"/></xsl:template>'),
                   "nest deeper")
        many = "<memo>" + "<x/>" * 1000 + "</memo>"
        loop = '<xsl:for-each select="//x"><xsl:for-each select="//x"><xsl:for-each select="//x">%s</xsl:for-each></xsl:for-each></xsl:for-each>'
        self.fails(self.read(loop % '<xsl:if test="count(//x)=0"/>', document=many, options=("--limit", "seconds=1")), "seconds")
        self.fails(self.read(TEI % ("long word " * 200), options=("--limit", "output=1k")), "output")

    def test_operations_are_counted(self):
        """The operation limit is met before the clock, so that the result does not depend on the machine."""
        many = "<memo>" + "<x/>" * 4000 + "</memo>"
        loop = '<xsl:for-each select="//x"><xsl:for-each select="//x"><xsl:for-each select="//x"><xsl:if test="@a = 1"/></xsl:for-each></xsl:for-each></xsl:for-each>'
        done = self.read(loop, document=many)
        self.fails(done, "more steps")
        self.assertNotIn("seconds", done.stderr)
        done = self.read(TEI % '<xsl:value-of select="count(//x[count(//x[count(//x) &gt; 0]) &gt; 0])"/>', document=many)
        self.fails(done, "more steps")
        self.assertNotIn("seconds", done.stderr)

    def test_depth_of_variables_and_templates(self):
        deep = '<xsl:template name="a"><xsl:param name="n"/><xsl:if test="$n &gt; 0"><xsl:call-template name="a"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template></xsl:if></xsl:template>'
        call = '<xsl:call-template name="a"><xsl:with-param name="n" select="%d"/></xsl:call-template>'
        self.assertEqual(self.read(call % 300 + TEI % "x", deep).stdout, "x\n")
        self.fails(self.read(call % 5000 + TEI % "x", deep), "nest deeper")

    def test_message_of_an_included_sheet(self):
        self.put("more.xsl", '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">\n<xsl:template name="m">\n'
                             '<xsl:message>info: from there</xsl:message>\n<xsl:message terminate="yes">stop here</xsl:message></xsl:template></xsl:stylesheet>')
        done = self.read('<xsl:call-template name="m"/>', '<xsl:include href="more.xsl"/>', ("--verbose",))
        self.assertIn("memo/more.xsl:3: info: from there [stylesheet-message]", done.stderr)
        self.assertIn("memo/more.xsl:4: ", done.stderr)
        self.fails(done, "stop here")

    def test_numbers_out_of_range(self):
        self.put("manifest", MANIFEST + "option-read: size number(1..9) 5 how large\noption-write: wide bool yes wide or not\n")
        body = TEI % '<xsl:value-of select="$size + 1"/>'
        param = '<xsl:param name="size"/>'
        self.assertEqual(self.read(body, param).stdout, "6\n")
        self.assertEqual(self.read(body, param, ("-O", "memo:size=9")).stdout, "10\n")
        for value in ("0", "10", "-3", "five", ""):
            done = self.read(body, param, ("-O", "memo:size=" + value))
            self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(self.read(body, param, ("-O", "memo:wide=no")).returncode, 2, "an option of writing is none of reading")

    def test_entities_of_an_unread_dtd(self):
        done = self.read(TEI % '<xsl:value-of select="memo"/>', document='<!DOCTYPE memo SYSTEM "none.dtd">\n<memo a="&auml;">a&mdash;b&nbsp;c&strange;</memo>')
        self.assertEqual(done.stdout, "a—b\u00a0c&strange;\n")
        self.assertIn("in.memo:2: warning: the entity strange", done.stderr)

    def test_images_as_data(self):
        """A manifest may ask for images within the document."""
        self.put("manifest", MANIFEST + "images: data\n")
        self.put("write.xsl", SHEET % ("", '<memo xmlns=""><xsl:value-of select="//*/@url"/></memo>'))
        with open(os.path.join(self.top.name, "dot.gif"), "wb") as file:
            file.write(b"GIF89a\1\0\1\0\0\0\0;")
        self.put("../a.md", "![x](dot.gif)\n")
        self.assertIn(">data:image/gif;base64,R0lGODlhAQABAAAAADs=</memo>", self.run_pecia("a.md", "-t", "memo").stdout)
        self.put("manifest", MANIFEST)
        self.assertIn(">dot.gif</memo>", self.run_pecia("a.md", "-t", "memo").stdout)

    def test_writing_gets_one_form(self):
        """Notes stand at their first marks, and a paragraph holds no block, however the source had it."""
        self.put("write.xsl", SHEET % ("", '<memo xmlns=""><xsl:for-each select="//*[local-name()=\'note\']">[<xsl:value-of select="local-name(..)"/>:<xsl:value-of select="."/>]</xsl:for-each>'
                                           '<xsl:value-of select="count(//*[local-name()=\'p\']/*[local-name()=\'list\'])"/></memo>'))
        self.put("../a.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>a<ref target="#n">1</ref> <list><item>b</item></list></p></body>'
                             '<back><div type="notes"><note xml:id="n">N</note></div></back></text></TEI>')
        self.assertIn(">[p:N]0</memo>", self.run_pecia("a.xml", "-t", "memo").stdout)

    @unittest.skipIf(os.environ.get("PECIA_SANITIZED"), "sanitizers need more addresses than the limit leaves")
    def test_memory_is_bounded(self):
        loop = '<xsl:for-each select="//x"><xsl:for-each select="//x"><xsl:for-each select="//x"><p>word</p></xsl:for-each></xsl:for-each></xsl:for-each>'
        many = "<memo>" + "<x/>" * 1000 + "</memo>"
        self.fails(self.read(loop, document=many, options=("--limit", "document=256M")), "stylesheet")

    def test_faults_of_documents_and_sheets(self):
        self.fails(self.read(TEI % "x", document="<memo><a></memo>"), "in.memo:1")
        self.fails(self.read('<xsl:value-of select="((("/>'), "read.xsl:5")
        self.fails(self.read("no TEI"), "error")

    def test_refused_manifests(self):
        self.put("read.xsl", SHEET % ("", TEI % "x"))
        for text, said in (("name: memo\n", "pecia-stylesheets"), ("pecia-stylesheets: 2\n", "version 2"),
                           ("pecia-stylesheets: 1\n", "no name"), (MANIFEST + "color: red\n", "line 7"),
                           (MANIFEST + "fully: paragraf\n", "paragraf"), (MANIFEST.replace("name: memo", "name: Me Mo"), "other characters"),
                           (MANIFEST + "option: a float 1 b\n", "float"), (MANIFEST + "option: a number(1..2) 3 b\n", "a"),
                           (MANIFEST + "images: big\n", "line 7"), (MANIFEST + "root: {x}\n", "line 7"), (MANIFEST + "option: a\n", "line 7"),
                           (MANIFEST + "no colon\n", "line 7"), (MANIFEST + "extensions: " + "a," * 40 + "b\n", "line 7")):
            self.put("manifest", text)
            done = self.run_pecia("formats")
            self.assertIn("plugin-refused", done.stderr, text)
            self.assertIn(said, done.stderr.replace(self.top.name, ""))
            self.assertIn("markdown", done.stdout)
        os.remove(os.path.join(self.folder, "read.xsl"))
        self.put("manifest", MANIFEST)
        self.assertIn("neither read nor write", self.run_pecia("formats").stderr)


if __name__ == "__main__":
    unittest.main()
