# SPDX-License-Identifier: MIT
"""The hostile cases of ../shared/hostile for the four formats, and as root its faults (full disk, signals, kill).

Works on a copy: making the cases writes beside them. With --sanitized, for a build with sanitizers, time and memory are
not judged.
"""
import csv
import os
import re
import shlex
import shutil
import subprocess
import sys

import drive


def loosen(folder):
    """Limits that a sanitized build can keep: its own memory is not the converter's."""
    path = os.path.join(folder, "cases", "expected.tsv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows[1:]:
        row[6], row[7] = str(float(row[6]) * 10), "8000"
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)
    script = os.path.join(folder, "run.py")
    with open(script, encoding="utf-8") as file:
        text = file.read()
    with open(script, "w", encoding="utf-8") as file:
        file.write(re.sub(r"resource\.setrlimit\(resource\.RLIMIT_AS[^;]*;", "", text))


def cases(folder, pecia):
    command = f"{shlex.quote(pecia)} convert -f {{from}} -t {{to}} -o {{out}} {{in}}"
    subprocess.run([sys.executable, "gen.py"], cwd=folder, check=True)
    return subprocess.run([sys.executable, "run.py", "cases", "--cmd", command], cwd=folder).returncode


def can_mount(folder):
    """True if we may mount here, which the faults need."""
    place = os.path.join(folder, "mount")
    os.makedirs(place)
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True).returncode:
        return False
    subprocess.run(["umount", place], check=True)
    return True


def faults(folder, pecia):
    command = f'{shlex.quote(pecia)} convert -f markdown -t epub -o "$2" "$1"'
    return subprocess.run(["bash", os.path.join("cases", "faults.sh")], cwd=folder, env={**os.environ, "CONV": command},
                          stdin=subprocess.DEVNULL).returncode


def main():
    got = drive.arguments(__doc__, ("--sanitized", {"action": "store_true"}))
    origin = drive.shared("hostile")
    with drive.scratch("pecia-") as folder:  # run.py splits its command at spaces
        work = os.path.join(folder, "hostile")
        shutil.copytree(origin, work, symlinks=True)
        subprocess.run(["chmod", "-R", "u+w", work], check=True)
        if got.sanitized:
            loosen(work)
        bad = cases(work, got.pecia)
        if got.sanitized:
            return bad
        if can_mount(folder):
            bad |= faults(work, got.pecia)
        else:
            print("the faults are left out: they need root and mount")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
