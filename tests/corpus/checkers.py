# SPDX-License-Identifier: MIT
"""The checkers of books that others make, each run over many books at once.

Debian's epubcheck 4; epubcheck 5, from the npm package epubchecker where its archive is there, else epubcheck-ts; Ace by DAISY, with
Debian's Chromium. The npm packages are looked for in the folder node_modules that PECIA_NODE_MODULES names.
"""
import glob
import os
import shutil
import subprocess

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "checkers")
EPUBCHECK_4 = "/usr/share/java/epubcheck.jar"
MODULES = os.environ.get("PECIA_NODE_MODULES", "")
AT_ONCE = 40  # books given to one process


def told(command, paths):
    """The complaints of COMMAND, which takes PATHS behind its arguments, about each of them."""
    found = {path: [] for path in paths}
    for first in range(0, len(paths), AT_ONCE):
        some = paths[first:first + AT_ONCE]
        done = subprocess.run([*command, *some], capture_output=True, stdin=subprocess.DEVNULL)
        ended = set()
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            path, _, rest = line.partition("\t")
            name, _, words = rest.partition("\t")
            if name == "done":
                ended.add(path)
            elif path in found:
                found[path].append(f"{name} {words}".strip())
        for path in set(some) - ended:
            found[path].append("the checker gave up: " + done.stderr.decode("utf-8", "replace").strip()[-300:])
    return found


def java(jar, paths):
    return told(["java", "-cp", os.pathsep.join([jar, *glob.glob(os.path.join(os.path.dirname(jar), "lib", "*.jar"))]),
                 os.path.join(HERE, "Epubcheck.java")], paths)


def has_compiler():
    """True if Java runs a source file: that takes a JDK."""
    return shutil.which("javac") is not None


def one_by_one(jar, paths):
    """Where there is no compiler: a Java machine for each book."""
    found = {}
    for path in paths:
        done = subprocess.run(["java", "-jar", jar, path], capture_output=True, stdin=subprocess.DEVNULL)
        lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
        found[path] = [line for line in lines if line.startswith(("FATAL(", "ERROR(", "WARNING("))]
        if done.returncode != 0 and not found[path]:
            found[path] = [lines[-1] if lines else f"exit {done.returncode}"]
    return found


def epubcheck_4(paths):
    if not os.path.exists(EPUBCHECK_4) or not shutil.which("java"):
        return None
    return (java if has_compiler() else one_by_one)(EPUBCHECK_4, paths)


def epubcheck_5(paths):
    for jar in glob.glob(os.path.join(MODULES, "epubchecker", "vendors", "*", "epubcheck.jar")):
        if has_compiler():
            return java(jar, paths)
    if not shutil.which("node") or not os.path.isdir(os.path.join(MODULES, "@likecoin", "epubcheck-ts")):
        return None
    return told(["node", os.path.join(HERE, "epubcheck.mjs"), MODULES], paths)


def ace(paths):
    chromium = shutil.which("chromium")
    if not chromium or not shutil.which("node") or not os.path.isdir(os.path.join(MODULES, "@daisy", "ace-core")):
        return None
    return told(["node", os.path.join(HERE, "ace.cjs"), MODULES, chromium], paths)


CHECKERS = {"epubcheck 4": epubcheck_4, "epubcheck 5": epubcheck_5, "Ace": ace}
