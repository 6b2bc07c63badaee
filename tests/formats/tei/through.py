# SPDX-License-Identifier: MIT
"""TEI that goes through another format and comes back: its header, its elements, their attributes.

    through.py PECIA     exit 0 when every promise holds; one line for each that does not
"""
import pathlib
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

TEI = "{http://www.tei-c.org/ns/1.0}"
HEADER = """<teiHeader><fileDesc><titleStmt><title type="main">Letters</title><author><persName ref="#ada">Ada</persName></author>
<respStmt><resp>typing</resp><name>Bo</name></respStmt></titleStmt><publicationStmt><publisher xml:id="press">Own press</publisher>
<availability status="free"><licence target="https://example.org/free">Free</licence></availability></publicationStmt><sourceDesc>
<bibl type="print">A <title level="m">book</title></bibl></sourceDesc></fileDesc><profileDesc><particDesc><listPerson><person xml:id="ada">
<persName>Ada</persName></person></listPerson></particDesc></profileDesc><revisionDesc><change when="2020-01-02">made</change></revisionDesc></teiHeader>"""
# Each phrase stands in a paragraph of its own; the format named behind it loses it.
PHRASES = [
    ('<persName ref="#ada" role="sender">Ada <surname>Lee</surname></persName>', ""),
    ('<rs type="person" key="b">him</rs>', ""),
    ('<date when="1890-05-01" cert="low">May</date>', ""),
    ('<title level="m">Seas</title>', ""),
    ('<choice><sic>teh</sic><corr resp="#ada">the</corr></choice>', ""),
    ('<choice><abbr>Mr</abbr><expan>Mister</expan></choice>', ""),
    ('<subst><del rend="strike">old</del><add place="above">new</add></subst>', ""),
    ('<unclear cert="low">dim</unclear>', ""),
    ('<supplied reason="lost">s</supplied>', ""),
    ('<w lemma="go" pos="V">goes</w>', ""),
    ('<formula notation="tex">x</formula>', ""),
    ('<bibl>By <author>Ada</author>, <biblScope unit="page">3</biblScope></bibl>', ""),
    ('<gap reason="lost" extent="2"/>', ""),
    ('<handShift new="#ada"/>', ""),
    ('<foreign>et</foreign>', ""),
    ('<gi>div</gi>', ""),
    ('<app><lem>a</lem> <rdg wit="#ada">b</rdg></app>', ""),
    ('<num value="3">three</num>', ""),
    ('<gap reason="illegible" extent="2 letters"><desc>two</desc></gap>', ""),
    ('<w part="I">lo<supplied reason="lost">st</supplied></w>', ""),
    ('<ruby><rb>word</rb><rt place="above">gloss</rt></ruby>', ""),
    ('<index indexName="names"><term>Ada</term></index>', ""),
    ('<span from="#ada" to="#ada">spanned</span>', ""),
    ('<date when="1890"><num value="5">May</num></date>', ""),
    ('<measure quantity="2" unit="lb">two</measure>', ""),
]
# What comes back as it was through EPUB: front and back matter, casts, and what stands around a letter.
BESIDE = """<standOff type="notes"><listPerson><person xml:id="cy" corresp="#ada"><persName>Cy</persName></person></listPerson><fs xml:id="f1"><f
name="mood"><symbol value="glad"/></f></fs><linkGrp type="who"><link target="#ada #cy"/></linkGrp></standOff><standOff><note
xml:id="away">Said below.</note></standOff><facsimile><graphic url="page.png"
width="3cm"/></facsimile>"""
NOTED = '<text><body><p>See<ref target="#away">1</ref> there.</p></body></text>'
BLOCKS = """<text><front><div type="preface"><head>Before</head><p>x</p></div><castList><head>Persons</head><castItem><role>Ada</role>,
<roleDesc>a captain</roleDesc></castItem><castGroup><castItem>Bo</castItem><roleDesc>her sailors</roleDesc></castGroup></castList></front><body>
<div type="letter"><head>One</head><epigraph><p>A line</p></epigraph><opener><dateline>Rome</dateline> <salute>Dear Bo,</salute></opener><p>Text</p>
<closer><salute>Yours</salute> <signed>Ada</signed></closer><postscript><p>More</p></postscript></div><div><head>Two</head><argument><p>What comes</p>
</argument><p>It came</p><listBibl><head>Books</head><bibl>First</bibl><bibl>Second</bibl></listBibl><trailer>End</trailer></div><div type="play"><head
type="sub">Three</head><sp who="#ada #cy"><speaker>Ada</speaker><p n="4">Hear!</p><stage type="exit">Off</stage></sp><lg><l part="I" n="2">So</l>
</lg></div></body><back>
<div type="index"><head>Index</head><p>z</p></div></back></text>"""


def document():
    text = "".join(f"<p>So {phrase} it is.</p>" for phrase, _ in PHRASES)
    return f'<TEI xmlns="{TEI[1:-1]}">{HEADER}<text><body><div><head>One</head>{text}</div></body></text></TEI>'


def phrase_of(paragraph):
    """The first element of PARAGRAPH as text, its tail left out."""
    if not len(paragraph):
        return "nothing"
    phrase = paragraph[0]
    phrase.tail = None
    return ElementTree.canonicalize(ElementTree.tostring(phrase))


def same(a, b):
    return ElementTree.canonicalize(ElementTree.tostring(a), strip_text=True) == ElementTree.canonicalize(
        ElementTree.tostring(b), strip_text=True)


def there_and_back(pecia, folder, extension, content):
    """The roots of the document CONTENT and of what came back."""
    source, between, back = folder / "a.xml", folder / f"b{extension}", folder / "c.xml"
    source.write_text(content, encoding="utf-8")
    for arguments in ([source, "-o", between], [between, "-o", back]):
        subprocess.run([pecia, *map(str, arguments), "-q"], check=True)
    return ElementTree.parse(source).getroot(), ElementTree.parse(back).getroot()


def check_blocks(pecia, folder):
    was, now = there_and_back(pecia, folder, ".epub", f'<TEI xmlns="{TEI[1:-1]}">{HEADER}{BLOCKS}</TEI>')
    text = [root.find(f"{TEI}text") for root in (was, now)]
    return [] if same(*text) else ["through epub: the blocks became " + ElementTree.tostring(text[1], encoding="unicode")]


# Blocks that come back through Markdown: attributes of lines, stanzas, paragraphs, headings, divisions and speeches.
LINES = """<text><body><div type="act" n="1"><head type="main">One</head><sp who="#ada"><speaker rend="caps">Ada</speaker><p n="3">Hear, <hi>all</hi> of
<del rend="strike">you</del>!</p><stage type="exit" place="margin">Off</stage></sp><lg type="stanza" n="2"><l n="5" part="I">So</l><l n="6">it goes</l></lg><list type="ordered" n="4"><item>four</item><item>five</item></list>
<closer><signed>Ada</signed>
</closer></div></body></text>"""


def check_lines(pecia, folder):
    was, now = there_and_back(pecia, folder, ".md", f'<TEI xmlns="{TEI[1:-1]}">{HEADER}{LINES}</TEI>')
    text = [root.find(f"{TEI}text") for root in (was, now)]
    return [] if same(*text) else ["through markdown: the lines became " + ElementTree.tostring(text[1], encoding="unicode")]


def check_beside(pecia, folder):
    """What stands beside the text comes back with the header, and what P4 said there that P5 has no word for does not."""
    header = HEADER.replace("<teiHeader>", '<teiHeader type="text">').replace('<bibl type="print">', '<bibl type="print"><biblScope type="vol">2</biblScope>')
    was, now = there_and_back(pecia, folder, ".epub", f'<TEI xmlns="{TEI[1:-1]}">{header}{BESIDE}{NOTED}</TEI>')
    del was[0].attrib["type"]
    was.remove(was[2])  # its note stands at its mark
    scope = was[0].find(f".//{TEI}biblScope")
    scope.set("unit", scope.attrib.pop("type"))
    if [each.tag for each in now] != [each.tag for each in was]:
        return ["through epub: the root holds " + ", ".join(each.tag for each in now)]
    return [f"through epub: {now_.tag} became " + ElementTree.tostring(now_, encoding="unicode")
            for was_, now_ in zip(was[:-1], now) if not same(was_, now_)]


def check(pecia, folder, extension, form):
    """What is wrong after the way through FORM."""
    was, now = there_and_back(pecia, folder, extension, document())
    faults = []
    if form == "epub" and not same(was[0], now[0]):
        faults.append("the header is another")
    paragraphs = [list(root.iter(f"{TEI}p")) for root in (was.find(f"{TEI}text"), now.find(f"{TEI}text"))]
    if len(paragraphs[0]) != len(paragraphs[1]):
        return [*faults, f"{len(paragraphs[0])} paragraphs became {len(paragraphs[1])}"]
    for (phrase, loses), a, b in zip(PHRASES, *paragraphs):
        before, after = phrase_of(a), phrase_of(b)
        if before != after and loses != form:
            faults.append(f"{phrase} became {after}")
        elif before == after and loses == form:
            faults.append(f"{phrase} is not lost: say so in this test")
    return faults


def main():
    pecia, faults = sys.argv[1], []
    for extension, form in ((".epub", "epub"), (".md", "markdown")):
        with tempfile.TemporaryDirectory() as folder:
            faults += [f"through {form}: {fault}" for fault in check(pecia, pathlib.Path(folder), extension, form)]
    with tempfile.TemporaryDirectory() as folder:
        faults += check_blocks(pecia, pathlib.Path(folder)) + check_beside(pecia, pathlib.Path(folder)) + check_lines(pecia, pathlib.Path(folder))
    print("\n".join(faults) or f"{len(PHRASES)} phrases, the blocks and a header came back")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
