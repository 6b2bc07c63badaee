# SPDX-License-Identifier: MIT
"""walk.py BUILD PAGE CC: runs the commands of PAGE (docs/new-format.md) in their order against an installation in a folder with a space in its name.

Every block that begins with ```sh is run, in one shell, which ends at the first command that fails; one that begins with ```sh fails must fail, and say the lines of
the ```text behind it; ```sh not-run is for other places than this one.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile

BUILD, PAGE, CC = sys.argv[1:4]


def blocks():
    """(first line, kind, commands) of each block of commands."""
    with open(PAGE, encoding="utf-8") as file:
        text = file.read()
    for found in re.finditer(r"^```(\w+) ?([\w-]*)\n(.*?)^```$", text, re.M | re.S):
        if (found.group(1), found.group(2)) not in (("sh", ""), ("sh", "fails"), ("sh", "not-run"), ("text", "")):
            raise SystemExit(f"{PAGE}: a block that says {found.group(1)} {found.group(2)}")
        yield text.count("\n", 0, found.start()) + 2, "says" if found.group(1) == "text" else found.group(2), found.group(3)


def script():
    """The page as a program for the shell that says which block it is in."""
    yield "set -eu"
    for line, kind, commands in blocks():
        yield f"echo '== line {line}'"
        if kind == "fails":
            yield f"if ( {commands}) >said 2>&1; then echo 'this should have failed'; exit 1; fi; cat said"
        elif kind == "says":
            yield from (f"grep -qF {shlex.quote(line)} said || {{ echo 'this was not said'; exit 1; }}" for line in commands.splitlines())
            yield "rm said"
        elif kind == "":
            yield commands


def main():
    with tempfile.TemporaryDirectory(prefix="pecia walk ") as folder:
        prefix, empty = os.path.join(folder, "the prefix"), os.path.join(folder, "an empty folder")
        os.mkdir(empty)
        subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], check=True, stdout=subprocess.DEVNULL, timeout=300)
        pc = next(base for base, _, names in os.walk(prefix) if "pecia.pc" in names)
        environment = {name: value for name, value in os.environ.items() if name not in ("PECIA", "PECIA_PLUGIN_PATH", "CFLAGS", "LDFLAGS")}
        environment.update(PATH=os.path.join(prefix, "bin") + ":" + os.environ["PATH"], CMAKE_PREFIX_PATH=prefix, PKG_CONFIG_PATH=pc, CC=CC)
        commands = "\n".join(script())
        done = subprocess.run(["sh", "-c", commands], cwd=empty, env=environment, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=900, check=False)
        count = commands.count("echo '== line")
    if done.returncode != 0 or count < 12:
        print(done.stdout)
        print(f"the walk ended with {done.returncode} after the line that was named last; {count} blocks")
        return 1
    print(f"{count} blocks of commands, from the empty folder to two formats that are installed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
