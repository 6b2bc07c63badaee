# SPDX-License-Identifier: MIT
"""rooms.py FOLDER: checks that every room keeps to itself and to the sizes of docs/STYLE.md.

core/ includes core/ and the vocabulary of pecia/plugin.h; plugins/host includes core/ and its own; formats/ include
pecia/plugin.h, formats/common and their own, never core/ or another format; cli/ includes its own, host.h and what host.h
shows, and documents.h. A file over 400 lines gives its reason ("long: ...") in its head comment, tests aside; none is over 800; no function is
over 100.
"""
import os
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)
LIBRARIES = re.compile(r"^\s*#\s*include\s*<(libxml|libxslt|libexslt|cmark|zip|libdeflate|yaml|gumbo|uchardet|utf8proc)[^>]*>", re.M)
LONG, LONGEST, FUNCTION = 400, 800, 100
PUBLIC_OF_HOST = {"plugins/host/host.h", "plugins/host/documents.h", "plugins/kit/kit.h", "core/diagnostics.h", "core/limits.h", "core/memory.h"}


def sources(root, *rooms):
    for room in rooms:
        for base, _, names in os.walk(os.path.join(root, room)):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.relpath(os.path.join(base, name), root)


def resolve(root, path, include):
    """The file of the project that INCLUDE in PATH means, or None."""
    for base in (os.path.dirname(path), "", "formats", "plugins/include", "plugins", "plugins/host", "cli"):
        found = os.path.normpath(os.path.join(base, include))
        if os.path.exists(os.path.join(root, found)):
            return found
    return None


def allowed(path, target):
    """Whether the file PATH may include the file TARGET."""
    if target in ("plugins/include/pecia/plugin.h", "plugins/include/pecia/origin.h", "plugins/include/pecia/validate.h"):
        return True
    here, there = path.split("/"), target.split("/")
    if here[0] == "core":
        return there[0] == "core"
    if here[0] == "plugins":
        if path == "plugins/xslt/xslt.c" and target == "formats/common/entities.def":
            return True  # a table of names, which reading XML needs wherever it is done
        return there[0] in ("core", "plugins")
    if here[0] == "formats":
        return there[0] == "formats" and there[1] in (here[1], "common") and (here[1] != "common" or there[1] == "common")
    if here[0] == "cli":
        return there[0] == "cli" or target in PUBLIC_OF_HOST
    return True


def edges(root):
    """Includes that a room may not have."""
    for path in sources(root, "core", "plugins", "formats", "cli"):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            text = file.read()
        for include in INCLUDE.findall(text):
            target = resolve(root, path, include)
            if target is None:
                yield f"{path}: \"{include}\" is no file of the project"
            elif not allowed(path, target):
                yield f"{path}: may not include {target}"
        library = LIBRARIES.search(text)
        if library and not path.startswith(("formats/", "plugins/xslt/")):
            yield f"{path}: only formats may use a library ({library.group(1)})"


def functions(text):
    """(first line, length) of the functions of a file whose functions open and close with a brace at column 0."""
    start = None
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("{") or (start is None and re.match(r"^[a-zA-Z].*\)\s*\{$", line)):
            start = number
        elif line.startswith("}") and start is not None:
            yield start, number - start + 1
            start = None


def sizes(root):
    for path in sources(root, "core", "plugins", "formats", "cli", "tests"):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            text = file.read()
        lines = text.count("\n")
        head = text.split("*/", 1)[0]
        explained = "long:" in head or path.startswith("tests/") or path == "plugins/include/pecia/plugin.h"
        if lines > LONGEST or (lines > LONG and not explained):
            yield f"{path}: {lines} lines"
        if not head.startswith("/* SPDX-License-Identifier: MIT"):
            yield f"{path}: begins without its licence"
        for first, length in functions(text):
            if length > FUNCTION:
                yield f"{path}:{first}: a function of {length} lines"


def room_notes(root):
    """Rooms without a README, or with one over 15 lines."""
    for room in ("core", "plugins", "plugins/host", "plugins/xslt", "plugins/kit", "formats", "formats/common", "formats/tei", "formats/markdown", "formats/epub",
                 "formats/text", "formats/fb2", "formats/docbook", "cli", "tests", "docs", "tools"):
        path = os.path.join(root, room, "README.md")
        if not os.path.exists(path):
            yield f"{room}: has no README.md"
        elif sum(1 for _ in open(path, encoding="utf-8")) > 15:
            yield f"{room}/README.md: over 15 lines"


def main():
    root = sys.argv[1]
    found = list(edges(root)) + list(sizes(root)) + list(room_notes(root))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
