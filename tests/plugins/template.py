# SPDX-License-Identifier: MIT
"""What "pecia plugin new" makes: the template as it stands passes the kit, no name of it is left, and nothing is left half made.

    template.py PECIA MODULE STYLESHEETS     the template's module as it was built here, and its folder of stylesheets
"""
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

PECIA, MODULE, STYLESHEETS = (os.path.abspath(path) for path in sys.argv[1:4])
SAMPLE = os.path.join(os.path.dirname(STYLESHEETS), "module", "samples", "notes.quire")
failures = []


def run(*arguments, folder=None, prepare=None):
    return subprocess.run([PECIA, *arguments], cwd=folder, capture_output=True, text=True, timeout=300, preexec_fn=prepare)


def expect(what, holds, said=""):
    print("pass" if holds else "FAIL", what)
    if not holds:
        failures.append(what)
        print(said)


def kit():
    for name, arguments in (("the module", (MODULE, SAMPLE)), ("the stylesheets", (STYLESHEETS,))):
        got = run("plugin", "check", *arguments)
        expect(f"{name}: the conformance kit, without a warning", got.returncode == 0 and " 0 warned" in got.stdout, got.stdout)


def quotations(folder):
    """Quotation marks that a writer has to make are there."""
    page = os.path.join(folder, "page.html")
    with open(page, "w", encoding="utf-8") as file:
        file.write("<!doctype html><title>T</title><p>He said <q>go <em>on</em></q> twice.</p>")
    got = run("--quiet", "--plugin-dir", MODULE, page, "-t", "quire")
    expect("marks of quotations are made", got.stdout == "He said \u201cgo on\u201d twice.\n", got.stdout + got.stderr)
    os.unlink(page)


def texts(folder):
    for path, _, files in os.walk(folder):
        for file in files:
            with open(os.path.join(path, file), encoding="utf-8") as opened:
                yield os.path.join(path, file), opened.read()


def made(folder):
    for name, options, licence in (("two-words", (), "MIT"), ("leaf", ("--xslt", "--licence", "GPL-3.0-or-later"), "GPL-3.0-or-later")):
        got = run("plugin", "new", name, *options, folder=folder)
        expect(f"{name} is made", got.returncode == 0 and os.path.isfile(os.path.join(folder, name, "LICENSE")), got.stderr)
        found = list(texts(os.path.join(folder, name)))
        left = [path for path, text in found if re.search("(?<![a-z])quire", path + text, re.IGNORECASE)]
        expect(f"{name}: no name of the template is left", found and not left, left)
        build = dict(found)[os.path.join(folder, name, "CMakeLists.txt")]
        expect(f"{name}: and no other word is changed", "cmake_minimum_required" in build, build)
        named = [path for path, text in found if f"SPDX-License-Identifier: {licence}" in text]
        expect(f"{name}: its licence is {licence}", named or licence == "MIT", found)
        other = [path for path, text in found if "SPDX-License-Identifier: MIT" in text]
        expect(f"{name}: and no other", licence == "MIT" or not other, other)
        before = dict(found)
        again = run("plugin", "new", name, folder=folder)
        expect(f"{name}: nothing is overwritten", again.returncode == 4 and dict(texts(os.path.join(folder, name))) == before, again.stderr)
    text = dict(texts(os.path.join(folder, "two-words")))[os.path.join(folder, "two-words", "two-words.h")]
    expect("identifiers of C have no hyphen", "two_words_read" in text and "TWO_WORDS_H" in text, text)


def refused(folder):
    for name in ("tei", "Word", "9a", "a b", "../a", "", "-a", "test", "pecia", "host", "x" * 33, "é"):
        got = run("plugin", "new", "--", name, folder=folder)
        expect(f"the name '{name[:8]}' is refused", got.returncode == 2 and got.stderr.count("\n") == 1, got.stderr)
    got = run("plugin", "new", "leaf2", "--licence", "none", folder=folder)
    expect("a licence that is not offered is refused", got.returncode == 2 and not os.path.exists(os.path.join(folder, "leaf2")), got.stderr)
    got = run("plugin", "new", folder=folder)
    expect("no name is a wrong use", got.returncode == 2, got.stderr)


def parts(folder):
    """The other parts of the command, and that each takes its own options alone."""
    for arguments, code, says in (
            ((), 2, "say what to do"), (("nwe", "x"), 2, "did you mean 'new'"), (("zzzzzzz",), 2, "new, check, list and tests"), (("new", "a", "b"), 2, "name one format"),
            (("new", "x", "--json"), 2, "does not take --json"), (("new", "x", "--seed", "2"), 2, "does not take --seed"),
            (("check", "--xslt", MODULE), 2, "does not take --xslt"), (("list", "x"), 2, "takes no names"), (("tests", "--only", "x"), 2, "does not take --only"),
            (("check",), 2, "say what to check"), (("check", "nowhere.so"), 4, "is not there")):
        got = run("plugin", *arguments, folder=folder)
        expect(f"plugin {' '.join(arguments[:2])}: {says}", got.returncode == code and says in got.stderr and not got.stdout, got.stderr + got.stdout)
    longest = "x" * 32
    run("plugin", "new", longest, "--xslt", folder=folder)
    got = run("plugin", "check", "--only", "descriptor", longest, folder=folder)
    expect("the host takes the longest name", got.returncode == 0, got.stdout + got.stderr)
    listed = json.loads(run("plugin", "list", "--json", "--plugin-dir", MODULE).stdout)
    found = {name: one for one in listed for name in one["formats"]}
    expect("all formats are listed with their plugins", {"tei", "markdown", "epub", "text", "html", "fb2", "docbook", "quire"} <= set(found), listed)
    expect("and what is known of these", set(found["quire"]) == {"plugin", "version", "licence", "module", "abi_minor", "formats"} and
           found["quire"]["plugin"] == "example.quire", listed)
    asked = [one["test"] for one in json.loads(run("plugin", "tests", "--json").stdout)]
    tried = [one["test"] for one in json.loads(run("plugin", "check", "--json", MODULE).stdout)]
    expect("the tests that are listed are those of the check", asked == tried and len(asked) > 20, f"{asked} {tried}")


def no_room():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


def taken_back(folder):
    for options in ((), ("--xslt",)):
        got = run("plugin", "new", "broken-off", *options, folder=folder, prepare=no_room)
        expect("a file that cannot be written leaves nothing", got.returncode == 4 and not [name for name in os.listdir(folder) if "broken-off" in name],
               got.stderr + str(os.listdir(folder)))


def ended_midway(folder):
    """Who ends the command while it works finds the whole folder, or none of that name."""
    whole = 0
    for step in range(40):
        name = f"ended-{step}"
        process = subprocess.Popen([PECIA, "plugin", "new", name], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(step / 8000)
        process.kill()
        process.wait()
        if os.path.exists(os.path.join(folder, name)):
            whole += 1
            missing = {"LICENSE", "README.md", "Makefile", "read.c", "tests", "samples"} - set(os.listdir(os.path.join(folder, name)))
            expect("a folder of that name is whole", not missing, missing)
    expect("some were ended before, some behind", whole < 40, whole)


def main():
    kit()
    with tempfile.TemporaryDirectory(prefix="pecia new ") as folder:
        quotations(folder)
        made(folder)
        refused(folder)
        parts(folder)
        taken_back(folder)
        ended_midway(folder)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
