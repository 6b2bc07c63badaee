# SPDX-License-Identifier: MIT
"""Documents that are hard to make a good book of, each as a function that writes it into a folder and returns (path, format)."""
import os
import struct
import zlib

LOREM = "the tide went out over the flats and came in again before the lamps were lit "


def tei(body, title="A title", lang="en", header="", around="<text><body>%s</body></text>"):
    return ('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="%s"><teiHeader><fileDesc><titleStmt><title>%s</title>%s</titleStmt>'
            "<publicationStmt><p>None</p></publicationStmt><sourceDesc><p>None</p></sourceDesc></fileDesc></teiHeader>%s</TEI>"
            % (lang, title, header, around % body))


def png(width=2, height=2):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


NOTES = tei("""<div><head>One<note n="1">in a heading <note n="a">in a note <note n="b">and in that</note></note></note></head>
<p>Twice<ref target="#x" n="2" type="noteref">2</ref> and again<ref target="#x" n="2" type="noteref">2</ref>, never<ref type="noteref" n="9">[9]</ref>.
<note xml:id="x" n="2" place="foot">its body</note></p>
<p>Of the edge<note place="margin">beside</note> and of nothing<note n="3"/> and of a <hi>mark<note n="*">in a phrase</note></hi>.</p></div>
<div><head><note n="4">all that a heading has</note></head><p>Text.</p></div>
<div><head>Two</head><table><row><cell>a<note n="5">in a cell</note></cell></row></table><list><item>b<note n="6"><p>one</p><quote><p>two</p></quote><table>
<row><cell>three</cell></row></table><lg><l>four</l></lg></note></item></list><lg><l>verse<note n="7">of a verse</note></l></lg></div>
<div type="notes"><note n="90" xml:id="n90">a body that no mark leads to</note></div>""")
LONG_NOTE = tei("<div><head>One</head><p>A word<note n='1'>" + "<p>%s</p>" % (LOREM * 9) * 60 + "</note> and the rest.</p></div>")
RTL = tei("<div><head>\u05e4\u05e8\u05e7 \u05d0</head><p>\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd<note n='1'>\u05d4\u05e2\u05e8\u05d4</note> "
          "<foreign xml:lang='en'>left to right</foreign>.</p><lg><l>\u05e9\u05d5\u05e8\u05d4</l></lg><list rend='numbered'><item>\u05d0</item></list></div>",
          "\u05e1\u05e4\u05e8", "he")
ARABIC = "---\ntitle: \u0643\u062a\u0627\u0628\nlang: ar\n---\n\n# \u0628\u0627\u0628\n\n\u0646\u0635[^1] *\u0645\u0627\u0626\u0644*.\n\n[^1]: \u062d\u0627\u0634\u064a\u0629\n"
VERTICAL = tei("<div><head>\u7b2c\u4e00\u7ae0</head><p rend='writing-mode: vertical-rl'>\u543e\u8f29\u306f\u732b<note n='\u4e00'>\u6ce8</note>\u3067\u3042\u308b\u3002"
               "<ruby><rb>\u540d\u524d</rb><rt>\u306a\u307e\u3048</rt></ruby></p></div>", "\u672c", "ja")
MATH = tei("<div><head>Sum</head><p>So <formula notation='mathml'><math xmlns='http://www.w3.org/1998/Math/MathML'><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow>"
           "</math></formula> and <formula notation='tex'>\\frac{a}{b}</formula>.</p><p><formula><math xmlns='http://www.w3.org/1998/Math/MathML' display='block'>"
           "<mtable><mtr><mtd><mi>x</mi></mtd></mtr></mtable><bogus>y</bogus></math></formula></p></div>")
TABLES = tei("<div><head>T</head><table rows='3' cols='3'><head>Spans</head><row role='label'><cell cols='2'>a</cell><cell rows='3'>b</cell></row>"
             "<row><cell rows='2'>c</cell><cell>d</cell></row><row><cell>e</cell></row></table><table><row/></table><table><row><cell cols='0'>f</cell>"
             "<cell rows='99999'>g</cell><cell cols='-3'><table><row><cell>h</cell></row></table></cell></row></table><table><head>Nothing</head></table></div>")
IMAGES = tei("<div><head>I <graphic url='dot.png'/></head><figure><graphic url='dot.png'/><head>With a caption</head></figure><figure><graphic url='no.png'/></figure>"
             "<p><graphic url='text.png'/> <graphic url='script.svg'/> <graphic url='http://example.org/x.png'/> <graphic url='../up.png'/> <graphic url='dot.png'/>"
             "<graphic url=''/></p><figure><figDesc>Described</figDesc><graphic url='dot.png'/></figure><figure><head>Words only</head></figure></div>")
IDS = tei("".join("<div xml:id='%s'><head xml:id='%s'>D</head><p>See <ref target='#%s'>it</ref><anchor xml:id='%s'/>.</p></div>" % (a, b, a, c) for a, b, c in [
    ("pecia-n1", "pecia-h1", "pecia-r1"), ("toc", "nav", "landmarks"), ("1 2", "&quot;&gt;&lt;b&gt;", "a b"), ("x", "x", "x"), ("\u044f", "a" * 900, "%41"),
    ("package", "book-id", "cover"), ("pecia-notes", "pecia-p1", "id__22"), ("A", "a", ".."), ("_", "-", ":")]) + "<p>Note<note n='1' xml:id='pecia-n2'>b</note></p>")
HEADINGS = "# A\n\n#### D\n\n## B\n\n###### F\n\n#\n\n# \n\n## *only emphasis*\n\n# ![](none.png)\n\n# [link](http://example.org/) `code` [^1]\n\n[^1]: n\n\n# A\n\n# A\n"
DEEP = tei("".join("<div><head>Level %d</head><p>p</p>" % n for n in range(1, 15)) + "</div>" * 14)
LINKS = tei("<div><head>See <ref target='http://example.org/'>there</ref></head><p>" + " ".join("<ref target=\"%s\">w</ref>" % url for url in [
    "http://", "http:///x", "http://exa mple.org/", "//host/x", "http://пример.рф/ы", "mailto:a b@c", "mailto:", "tel:+1 2", "https://example.org/%zz?a=[1]&amp;b=^#c#d", "urn:isbn:1",
    "file:///etc/passwd", "data:text/html,x", "JaVaScRiPt:alert(1)", "chapter.html#x", "#", "", "http://[::1]/", "http://user:pw@host:99999/", "http://a..b/", "news:x", "ftp://x",
    "http://example.org/" + "y" * 3000]) + " <ref target='#n1'>to a note</ref> <ptr target='http://example.org/'/> <ref target='http://example.org/'><note n='1' xml:id='n1'>in a link</note></ref>"
    " <ref target='http://example.org/'/></p></div>")
LANGUAGES = tei("<div><head>L</head>" + "".join("<p xml:lang='%s'>w</p>" % lang for lang in [
    "en_US", "x-foo", "zxx", "mul", "la-Latn", "grc", "rus", "eng-GB", "i-klingon", "e", "english", "de-1996", "zh-Hans-CN", "12", "en-"]) + "</div>", lang="??")
BREAKS = tei("<pb/><pb n='1'/><div><pb n='1'/><head>B<pb n='2'/>reaks</head><p>in a wo<pb n='3' break='no'/>rd</p><list><pb n='4'/><item>a</item><pb n='5'/></list><table><pb n='6'/>"
             "<row><pb n='7'/><cell><pb n='8'/></cell></row></table><lg><pb n='9'/><l>l<pb n='ix'/></l></lg><figure><pb n='10'/><head>c</head></figure><pb n='&lt;11&gt;'/>"
             "<p>n<note n='1'>n<pb n='12'/></note></p><quote><pb n='13'/><p>q</p></quote></div><pb n='14'/>")
MIXED = tei("<div><head>M</head><p>before <list><item>in <quote><p>q</p></quote></item></list> <figure><figure><head>in</head></figure><head>out</head><p>words</p></figure>"
            "<q><p>a</p><p>b</p></q> after</p><cit><bibl>first</bibl><quote><l>v</l></quote></cit><list type='gloss'><head>h</head><item>no term</item><label>t</label></list>"
            "<sp><p>no speaker</p></sp><sp><speaker/><l part='I'>l</l></sp><stage>s</stage><eg>a\n  b ]]&gt; &lt;</eg><p/><quote/><list/><lg/><table/><note/></div>")
CHARACTERS = tei("<div><head>\ufeffC\u00ad\u200b</head><p>\ue000 \U0001f600 \u202e\u2066x\u2069\u202c \u0300 a\u0308 \u2028 \u00a0 \u0085 &#x7f; \U000e0001 &amp;amp; &lt;![CDATA[ --&gt;</p></div>", "\u202eeltit\ufeff")
METADATA = """---
title: ["", "Two\\nlines  and   spaces", "<b>&amp;"]
creator: [A, A, "", "B; C"]
date: "n.d."
identifier: ["", "isbn 123", "978-3-16-148410-0", "https://example.org/a b"]
language: ["rus,eng", "??"]
description: "<p>markup</p>"
subject: ["", "x"]
rights: ""
series: S
series.position: "first"
publisher: "\u202ep"
---
"""
MANY = "# Book\n\n" + "".join("## Chapter %d\n\nWords[^%d].\n\n[^%d]: Note %d.\n\n" % (n, n, n, n) for n in range(1, 301))
LARGE = "# One chapter\n\n" + "".join(LOREM * 9 + "[^%d]\n\n[^%d]: note\n\n" % (n, n) for n in range(1, 2800))
BACK = tei("", around="<text><front><titlePage><docTitle><titlePart>T</titlePart></docTitle></titlePage></front><group><text><body><p>a</p></body></text>"
           "<text><front><p>f</p></front><body><div><p>no head</p></div></body><back><div type='notes'><note n='1' xml:id='g'>b</note></div></back></text></group>%s</text>")

TEXTS = {
    "notes.xml": NOTES, "long-note.xml": LONG_NOTE, "hebrew.xml": RTL, "arabic.md": ARABIC, "vertical.xml": VERTICAL, "math.xml": MATH, "tables.xml": TABLES,
    "images.xml": IMAGES, "ids.xml": IDS, "headings.md": HEADINGS, "deep.xml": DEEP, "links.xml": LINKS, "languages.xml": LANGUAGES, "breaks.xml": BREAKS,
    "mixed.xml": MIXED, "characters.xml": CHARACTERS, "only-metadata.md": METADATA, "many.md": MANY, "large.md": LARGE, "group.xml": BACK, "empty.md": "",
    "empty.txt": "", "empty.xml": tei(""), "no-title.xml": tei("<p>Words.</p>", title=""), "header-only.xml": tei("", around="%s"), "mark-only.md": "[^1]\n\n[^1]: note\n",
    "one-image.md": "![](dot.png)\n", "html.md": "<div onclick='x()'>a <script>b</script><b id='1'>c</b></div>\n\n<table><td>d\n",
}
BESIDE = {"dot.png": png(), "text.png": b"no image\n",
          "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>y()</script></svg>'}
KINDS = {".xml": "tei", ".md": "markdown", ".txt": "text"}


def documents(folder):
    """Writes them all; (path, format) of each."""
    for name, data in {**BESIDE, **{name: text.encode() for name, text in TEXTS.items()}}.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    return [(os.path.join(folder, name), KINDS[os.path.splitext(name)[1]]) for name in TEXTS]
