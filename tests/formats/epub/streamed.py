# SPDX-License-Identifier: MIT
"""Large images go from file or container to container or folder without being held: the peak of memory is that of one.

    streamed.py PECIA     exit 0 when it is so; 77 where no temporary file without a name can be had
"""
import hashlib
import os
import pathlib
import random
import resource
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

COUNT, ROWS, WIDTH = 24, 680, 1024  # images of 2 MB, 48 MB together
MOST = 24_000  # KiB: the command itself, one image and the buffers
faults = []


def expect(fact, words):
    if not fact:
        faults.append(words)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(seed):
    chance = random.Random(seed)
    raw = b"".join(b"\0" + chance.randbytes(WIDTH * 3) for _ in range(ROWS))
    head = struct.pack(">IIBBBBB", WIDTH, ROWS, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 0)) + chunk(b"IEND", b"")


def convert(pecia, *arguments):
    """Converts in a child of its own; its peak of memory in KiB."""
    child = os.fork()
    if child == 0:
        done = subprocess.run([pecia, *arguments, "--quiet"], stdin=subprocess.DEVNULL)
        os._exit(0 if done.returncode == 0 and resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST else 1)
    return os.waitpid(child, 0)[1] == 0


def sums(path):
    with zipfile.ZipFile(path) as box:
        return sorted(hashlib.sha1(box.read(name)).hexdigest() for name in box.namelist() if name.endswith(".png"))


def deflated(source, target):
    """The same book with its images deflated."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            how = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(entry.filename, old.read(entry), how)


def check(pecia):
    pathlib.Path("img").mkdir()
    for number in range(COUNT):
        pathlib.Path(f"img/{number}.png").write_bytes(picture(number))
    wanted = sorted(hashlib.sha1(path.read_bytes()).hexdigest() for path in pathlib.Path("img").iterdir())
    words = "".join(f"Before {n}.\n\n![Picture {n}](img/{n}.png)\n\n" for n in range(COUNT))
    pathlib.Path("book.md").write_text("---\ntitle: Pictures\nlang: en\n---\n\n# One\n\n" + words)
    expect(convert(pecia, "book.md", "-o", "book.epub"), "files into a book")
    deflated("book.epub", "packed.epub")
    for source in "book", "packed":
        expect(sums(f"{source}.epub") == wanted, f"{source}: the images are others")
        expect(convert(pecia, f"{source}.epub", "-o", "again.epub"), f"{source}: a book into a book")
        expect(sums("again.epub") == wanted, f"{source}: the images of the book written again are others")
        expect(convert(pecia, f"{source}.epub", "-o", "out.md", "--extract-media", f"media-{source}"), f"{source}: a book into files")
        found = sorted(hashlib.sha1(path.read_bytes()).hexdigest() for path in pathlib.Path(f"media-{source}").iterdir())
        expect(found == wanted, f"{source}: the files are others")
    expect(pathlib.Path("book.epub").read_bytes() == pathlib.Path("again.epub").read_bytes(), "the book written again is another")


def main():
    pecia = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            os.close(os.open(os.environ.get("TMPDIR", "/var/tmp"), os.O_TMPFILE | os.O_RDWR))
        except OSError as error:
            print(f"skipped: no file without a name: {error}")
            return 77
        check(pecia)
        os.chdir("/")
    print("\n".join(f"held, or not the same: {fault}" for fault in faults) or "ok")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
