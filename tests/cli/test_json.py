# SPDX-License-Identifier: MIT
"""test_json.py PECIA SOURCES: what "pecia formats --json" and "pecia plugin ... --json" print is what docs/json.md says of it, member by member."""
import json
import os
import re
import subprocess
import sys

PECIA, SOURCES = sys.argv[1:3]
wrong = []


def ask(*arguments):
    done = subprocess.run([PECIA, *arguments], text=True, capture_output=True, timeout=300, check=False)
    return json.loads(done.stdout)


def documented(section):
    """The members that the table of SECTION names."""
    with open(os.path.join(SOURCES, "docs/json.md"), encoding="utf-8") as file:
        text = re.split(r"^## ", file.read(), flags=re.M)
    table = next(part for part in text if part.startswith(f"`pecia {section}"))
    return {name for line in table.splitlines() if line.startswith("| `") for name in re.findall(r"`(\w+)`", line.split("|")[1])}, table


def same(what, found, said):
    if found != said:
        wrong.append(f"{what}: prints {sorted(found)}, docs/json.md says {sorted(said)}")


def main():
    members, page = documented("formats --json")
    formats = ask("formats", "--json")
    types = {"bool": set(), "number": {"min", "max"}, "choice": {"choices"}, "text": set(), "file": set()}
    for one in formats:
        same(f"the format {one['name']}", set(one), members)
        for option in one["options"]:
            same(f"the option {one['name']}:{option['name']}", set(option), {"name", "type", "default", "reading", "writing", "help"} | types[option["type"]])
            wrong.extend(f"the option's member {name} is not in docs/json.md" for name in option if f"`{name}`" not in page)
        if not set(one["fidelity"].values()) <= {"fully", "partly", "not"}:
            wrong.append(f"{one['name']}: fidelity {one['fidelity']}")
    same("the order of formats", [one["name"] for one in formats], sorted(one["name"] for one in formats))
    tei = next(one for one in formats if one["name"] == "tei")
    same("one format by name", [one["name"] for one in ask("formats", "--json", "tei")], ["tei"])
    members, _ = documented("plugin check")
    for result in ask("plugin", "check", "--json", "--only", "descriptor", tei["module"]):
        same("a result", set(result), members)
    for test in ask("plugin", "tests", "--json"):
        same("a test", set(test), {"test", "asks"})
    for plugin in ask("plugin", "list", "--json"):
        same("a plugin", set(plugin), {"plugin", "version", "licence", "module", "abi_minor", "formats"})
    print("\n".join(wrong) or f"{len(formats)} formats as documented")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
