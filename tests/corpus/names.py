# SPDX-License-Identifier: MIT
"""What a TEI document names outside its headers, and whether a report of losses tells the truth about it.

A name is an element's, "hi", or an attribute's, "hi/@rend"; prefixes are left out, as reports leave them out. Comments and
processing instructions, which have none, are "#comment" and "#instruction".
"""
import collections
import json
import xml.parsers.expat


class Names:
    """How often each name stands in a document, and with what: an element with its words, an attribute with its value and
    its element's words."""

    def __init__(self):
        self.elements, self.attributes = 0, 0
        self.count, self.held = collections.Counter(), collections.Counter()

    def add(self, name, attributes, words):
        self.elements += 1
        self.attributes += len(attributes)
        self.count[name] += 1
        self.held[name, words] += 1
        for attribute, value in attributes:
            self.count[f"{name}/@{attribute}"] += 1
            self.held[f"{name}/@{attribute}", (value, words)] += 1


class Reading:
    """Handlers of expat."""

    def __init__(self, parser):
        self.names, self.open, self.text, self.headers, self.subset = Names(), [], [], 0, False
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler, parser.EndDoctypeDeclHandler = self.start_subset, self.end_subset
        parser.CommentHandler, parser.ProcessingInstructionHandler = self.comment, self.instruction

    def start(self, name, attributes):
        self.headers += self.headers > 0 or local(name) == "teiHeader"
        if not self.headers:
            told = [(attribute_of(local(name), key), value) for key, value in attributes.items() if key != "xmlns" and not key.startswith("xmlns:")]
            self.open.append((local(name), told, len(self.text)))

    def end(self, _):
        if self.headers:
            self.headers -= 1
            return
        name, attributes, start = self.open.pop()
        words = hash("".join(self.text[start:]))
        self.names.add(name, attributes, words)
        if not self.open:
            self.text.clear()

    def start_subset(self, *_):
        self.subset = True

    def end_subset(self):
        self.subset = False

    def hidden(self, name, text):
        if not self.headers and not self.subset:
            self.names.count[name] += 1
            self.names.held[name, text] += 1

    def comment(self, text):
        self.hidden("#comment", "".join(text.split()))

    def instruction(self, target, text):
        self.hidden("#instruction", (target, "".join(text.split())))

    def characters(self, text):
        if not self.headers:
            self.text.append("".join(text.split()))


# What P5 calls what P4 called otherwise (Guidelines, appendix on the migration): TEI is always written as P5.
RENAMED = {"TEI.2": "TEI", "teiCorpus.2": "teiCorpus", "dateRange": "date", "timeRange": "time", "xref": "ref", "xptr": "ptr"}
RENAMED_ATTRIBUTES = {("biblScope", "type"): "unit", ("date", "value"): "when", ("time", "value"): "when",
                      ("ref", "url"): "target", ("ptr", "url"): "target"}


def local(name):
    """NAME without a prefix, as P5 has it."""
    name = name.rpartition(":")[2]
    return RENAMED.get(name, name)


def attribute_of(element, name):
    """The same of the attribute NAME of ELEMENT."""
    name = name.rpartition(":")[2]
    return RENAMED_ATTRIBUTES.get((element, name), name)


def read(path):
    """The names of the document at PATH; entities that are declared nowhere are left out."""
    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(xml.parsers.expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
    parser.UseForeignDTD(True)
    parser.ExternalEntityRefHandler = lambda context, *_: parser.ExternalEntityParserCreate(context).Parse(b"", True)
    reading = Reading(parser)
    with open(path, "rb") as file:
        parser.ParseFile(file)
    return reading.names


def lost(*reports):
    """How often each name is lost by what the files of --report at REPORTS say."""
    named = collections.Counter()
    for report in reports:
        with open(report, encoding="utf-8") as file:
            for line in map(json.loads, file):
                if "element" in line:
                    element = local(line["element"])
                    attribute = attribute_of(element, line["attribute"]) if "attribute" in line else None
                    named[f"{element}/@{attribute}" if attribute else element] += line["lost"]
    return named


def gone(before, after):
    """How often each name is missing, and how often it is not where it was: with those words, that value."""
    moved = collections.Counter()
    for (name, _), times in (before.held - after.held).items():
        moved[name] += times
    return before.count - after.count, moved


def faults(before, after, named):
    """[(name, what is wrong)]: names that are missing and not named, and such as are named and not missing."""
    missing, moved = gone(before, after)
    for name in sorted(missing.keys() | named.keys()):
        if missing[name] > named[name]:
            yield name, f"{missing[name]} of {before.count[name]} are missing, {named[name]} are named"
        elif named[name] > before.count[name]:
            yield name, f"{named[name]} are named of {before.count[name]}"
        elif named[name] > moved[name]:
            yield name, f"{named[name]} of {before.count[name]} are named, {moved[name]} are not as they were"
