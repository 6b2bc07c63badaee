# SPDX-License-Identifier: MIT
"""files.py --pecia PECIA [--preload LIBRARY]: inputs that cannot be read, outputs that cannot be written, signals and limits of the system.

As root it also mounts small and read-only file systems of its own; else it says that it does not."""
import argparse
import os
import resource
import signal
import stat
import subprocess
import sys
import time
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
from command import SAMPLE, Checks, Folder, formats, preloadable, read, run  # noqa: E402

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def limited(**limits):
    """What a child does first: sets its own limits (names of resource.RLIMIT_)."""
    def set_limits():
        for name, value in limits.items():
            if name == "AS" and os.environ.get("PECIA_SANITIZED"):
                continue # sanitizers map terabytes
            resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
    return set_limits


def inputs(checks, folder, pecia, to):
    good = folder.write("in.md", SAMPLE)
    out = folder("o.out")
    for name, path, code, word in [("missing", folder("none.md"), 4, b"none.md"), ("folder", folder.path, 4, b"folder"),
                                   ("without-name", "", 2, b"empty")]:
        result = run(pecia, "-f", "markdown", "-t", to, "-o", out, path)
        checks.check("input-" + name, result.refused(code) and word in result.words and not os.path.exists(out), result)
    if os.geteuid() != 0:
        result = run(pecia, "-f", "markdown", "-t", to, "-o", out, folder.write("secret.md", SAMPLE, 0))
        checks.check("input-not-readable", result.refused(4), result)
    begin = time.monotonic()
    result = run(pecia, "-f", "markdown", "-t", to, "-o", out, "/dev/zero", preexec_fn=limited(AS=4_000_000_000))
    checks.check("input-endless", result.refused(5) and b"--limit input=" in result.words and not os.path.exists(out), result)
    checks.check("input-endless-soon", time.monotonic() - begin < 30, f"{time.monotonic() - begin:.0f} s")
    result = run(pecia, "-f", "markdown", "-t", to, "-o", out, good, "--limit", "input=10")
    checks.check("input-limit", result.refused(5) and not os.path.exists(out), result)
    pipe = folder("pipe")
    os.mkfifo(pipe)
    with subprocess.Popen(["cp", good, pipe]) as feeder:
        result = run(pecia, "-f", "markdown", "-t", to, "-o", out, pipe)
        feeder.wait()
    checks.check("input-pipe", result.code == 0 and os.path.exists(out), result)
    by_name = folder("n.out")
    run(pecia, "-f", "markdown", "-t", to, "-o", by_name, good)
    with open(good, "rb") as file:
        result = run(pecia, "-f", "markdown", "-t", to, "-o", out, "-", stdin=file)
    checks.check("input-standard", result.code == 0 and len(read(out)) > 0, result)
    result = run(pecia, "-f", "markdown", "-t", to, "-o", out, "-", preexec_fn=lambda: os.close(0))
    checks.check("input-closed", result.code >= 0, result)


def outputs(checks, folder, pecia, to):
    good = folder.write("good.md", SAMPLE)
    convert = ["-f", "markdown", "-t", to, "-o"]
    os.mkdir(folder("d"))
    result = run(pecia, "-f", "markdown", "-t", to, "-o", "/dev/full", good)
    checks.check("output-full-device", result.refused(4) and stat.S_ISCHR(os.stat("/dev/full").st_mode), result)
    result = run(pecia, *convert, folder("none", "o.out"), good)
    checks.check("output-no-folder", result.refused(4) and not os.path.exists(folder("none")), result)
    with open(folder("caught"), "wb") as caught:
        result = run(pecia, *convert, "-", good, stdout=caught)
    run(pecia, *convert, folder("named"), good)
    checks.check("output-standard", result.code == 0 and read(folder("caught")) == read(folder("named")), result)
    with open("/dev/full", "wb") as full:
        result = run(pecia, *convert, "-", good, stdout=full)
    checks.check("output-standard-full", result.refused(4), result)
    result = run(pecia, *convert, "-", good, preexec_fn=lambda: os.close(1))
    checks.check("output-standard-closed", result.refused(4), result)
    reading, writing = os.pipe()
    os.close(reading)
    result = run(pecia, *convert, "-", good, stdout=writing)
    os.close(writing)
    checks.check("output-broken-pipe", result.refused(4), result)

    old_mask = os.umask(0o027)
    run(pecia, *convert, folder("d", "new"), good)
    os.umask(old_mask)
    checks.check("output-umask", stat.S_IMODE(os.stat(folder("d", "new")).st_mode) == 0o640, "")
    folder.write("kept", "OLD", 0o600)
    run(pecia, *convert, folder("kept"), good)
    checks.check("output-mode-kept", stat.S_IMODE(os.stat(folder("kept")).st_mode) == 0o600 and read(folder("kept")) != b"OLD", "")
    os.symlink("kept", folder("link"))
    run(pecia, *convert, folder("link"), good)
    checks.check("output-link", os.path.islink(folder("link")), "the link was replaced")
    result = run(pecia, *convert, folder("n" * 255), good)
    checks.check("output-long-name", result.code == 0, result)
    result = run(pecia, *convert, folder("n" * 256), good)
    checks.check("output-too-long-name", result.refused(4), result)
    same = folder.write("same", SAMPLE)
    result = run(pecia, *convert, same, same)
    checks.check("output-is-input", result.code == 0 or read(same) == SAMPLE.encode(), result)


def no_room(checks, folder, pecia, to, big):
    target = folder.write("limited.out", "OLD")
    result = run(pecia, "-f", "markdown", "-t", to, "-o", target, big, preexec_fn=limited(FSIZE=8192))
    checks.check("file-size-limit", result.refused(4) and read(target) == b"OLD", result)
    result = run(pecia, "-f", "markdown", "-t", to, "-o", target, big, "--limit", "output=1000")
    checks.check("output-limit", result.refused(5) and b"--limit output=" in result.words and read(target) == b"OLD", result)
    if os.environ.get("PECIA_SANITIZED"):
        return
    for megabytes in (8, 16, 32, 48, 64, 96): # with the least not even the modules can be loaded
        folder.write("limited.out", "OLD")
        result = run(pecia, "-f", "markdown", "-t", to, "-o", target, big, preexec_fn=limited(AS=megabytes << 20))
        linker = result.code == 127 and result.words
        checks.check(f"little-memory-{megabytes}", result.code == 0 or linker or result.refused(), result)
        checks.check(f"little-memory-{megabytes}-old", (result.code == 0) == (read(target) != b"OLD"), result)


def whole(path, to):
    if to != "epub":
        return True
    try:
        with zipfile.ZipFile(path) as file:
            return file.testzip() is None
    except (zipfile.BadZipFile, OSError):
        return False


def signals(checks, folder, pecia, to, big):
    os.mkdir(folder("s"))
    target = folder("s", "o.out")
    for number in SIGNALS + [signal.SIGKILL] * 6:
        for delay in (0.0, 0.004, 0.015, 0.05):
            with open(target, "wb") as file:
                file.write(b"OLD")
            with subprocess.Popen([pecia, "convert", "-f", "markdown", "-t", to, "-o", target, big],
                                  stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as child:
                time.sleep(delay)
                child.send_signal(number)
                code = child.wait(30)
            left = os.listdir(folder("s"))
            name = f"signal-{signal.Signals(number).name}-after-{delay}"
            checks.check(name, read(target) == b"OLD" or (whole(target, to) and (to != "epub" or read(target)[:2] == b"PK")),
                         f"exit {code}: part of a file")
            checks.check(name + "-debris", number == signal.SIGKILL or left == ["o.out"], str(left))


class Mounted:
    """A small tmpfs; None when it cannot be had."""

    def __init__(self, path, options):
        self.path = path
        self.options = options

    def __enter__(self):
        os.makedirs(self.path, exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "tmpfs", self.path], stderr=subprocess.DEVNULL, check=False)
        self.there = done.returncode == 0
        return self if self.there else None

    def __exit__(self, *_):
        if self.there:
            subprocess.run(["umount", self.path], check=False)


def file_systems(checks, folder, pecia, to, big):
    small = folder.write("small.md", SAMPLE)
    with Mounted(folder("m"), "size=16k") as mount:
        if mount is None:
            print("not run, for want of the right to mount: full disk, read-only file system")
            return
        target = os.path.join(mount.path, "o.out")
        result = run(pecia, "-f", "markdown", "-t", to, "-o", target, big)
        checks.check("full-disk", result.refused(4) and os.listdir(mount.path) == [], result)
        with open(target, "wb") as file:
            file.write(b"OLD")
        result = run(pecia, "-f", "markdown", "-t", to, "-o", target, big)
        checks.check("full-disk-old", result.refused(4) and read(target) == b"OLD", result)
        checks.check("full-disk-debris", os.listdir(mount.path) == ["o.out"], str(os.listdir(mount.path)))
    with Mounted(folder("m"), "ro") as mount:
        result = run(pecia, "-f", "markdown", "-t", to, "-o", folder("m", "o.out"), small)
        checks.check("read-only", result.refused(4), result)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pecia", required=True)
    parser.add_argument("--preload", help="a library that changes the world")
    options = parser.parse_args()
    if options.preload:
        os.environ["LD_PRELOAD"] = preloadable(options.preload)
    there = formats(options.pecia)
    if "markdown" not in there:
        print("no formats are there to convert with")
        return 77
    checks = Checks()
    for to in [name for name in ("epub", "tei") if name in there]:
        with Folder() as folder:
            paragraphs = (f"Paragraph {i} of *plain* prose with [a link](https://example.org/{i}).\n" for i in range(6000))
            big = folder.write("big.md", "# Title\n\n" + "\n".join(paragraphs))
            inputs(checks, folder, options.pecia, to)
            outputs(checks, folder, options.pecia, to)
            no_room(checks, folder, options.pecia, to, big)
            signals(checks, folder, options.pecia, to, big)
            file_systems(checks, folder, options.pecia, to, big)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
