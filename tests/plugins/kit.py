# SPDX-License-Identifier: MIT
"""kit.py PECIA BROKEN FORMATS: the conformance kit passes the formats of the project, and finds each broken plugin by its own test."""
import json
import os
import subprocess
import sys

PECIA, BROKEN, FORMATS = sys.argv[1:4]
SEVEN = ("tei.so", "markdown.so", "epub.so", "text.so", "html.so", "fb2", "docbook")
# What else may fail where a promise is broken on which other tests stand. A plugin that crashes, or that the host refuses, ends
# other tests too: of these only the own one is asked for.
ALSO = {"probe-prefixes": {"probe-random", "probe-others"}, "probe-random": {"probe-others"}, "read-pieces": {"round-trip", "fidelity"},
        "same-bytes": {"round-trip", "threads"}}
ENDS = {"descriptor", "mutated", "nesting", "random-input", "read-memory", "truncated", "write-cancel", "write-memory"}


def check(*arguments):
    done = subprocess.run([PECIA, "plugin", "check", "--json", *arguments], text=True, capture_output=True, timeout=900, check=False)
    if not done.stdout:
        raise SystemExit(f"{arguments}: {done.stderr}")
    return done.returncode, json.loads(done.stdout)


def failed(results):
    return [f"{one['test']}: {one['message']}" for one in results if one["result"] == "fail"]


def check_broken(tests, wrong):
    """Each broken plugin fails the test that it was made for, and no other that does not follow from it."""
    made = {name.removesuffix(".so").replace("_", "-") for name in os.listdir(BROKEN)} - {"nothing"}
    if made != set(tests):
        wrong.append(f"tests without a broken plugin, or plugins without a test: {sorted(made ^ set(tests))}")
    for test in tests:
        module = os.path.join(BROKEN, test.replace("-", "_") + ".so")
        if not os.path.exists(module):
            wrong.append(f"{test}: there is no plugin that breaks it")
            continue
        only = ("--only", test) if test in ENDS else ()
        code, results = check(*only, module)
        found = {one["test"] for one in results if one["result"] == "fail"}
        if code != 1 or test not in found or found - {test} - ALSO.get(test, set()):
            wrong.append(f"{test}: its broken plugin was found by {sorted(found)}")


def check_formats(tests, wrong):
    """The seven formats pass everything; the table says so."""
    rows = {}
    for name in SEVEN:
        code, results = check(os.path.join(FORMATS, name))
        rows[name] = {one["test"]: one["result"] for one in results}
        if code != 0 or list(rows[name]) != tests or failed(results):
            wrong.append(f"{name}: {failed(results) or rows[name]}")
    print("".ljust(16) + "".join(name.removesuffix(".so").ljust(10) for name in SEVEN))
    for test in tests:
        print(test.ljust(16) + "".join(rows[name].get(test, "?").ljust(10) for name in SEVEN).rstrip())
    for name in SEVEN:  # a module is tried by every test; a folder has neither symbols nor an entry, and may have no options
        skipped = {test for test, result in rows[name].items() if result == "skip"}
        if skipped - (set() if name.endswith(".so") else {"symbols", "entry-twice", "options"}):
            wrong.append(f"{name}: skipped {skipped}")


def check_command(wrong):
    """--only, --in-process, --seed and --json."""
    module = os.path.join(BROKEN, "nothing.so")
    for arguments, count in ((("--only", "ledger"), 1), (("--only", "mutated", "--in-process"), 1), (("--only", "random-input", "--seed", "77"), 1)):
        code, results = check(*arguments, module)
        if code != 0 or len(results) != count or set(results[0]) != {"test", "format", "result", "message"}:
            wrong.append(f"{arguments}: {code} {results}")
    same = [check("--only", "fidelity", "--in-process", os.path.join(BROKEN, "fidelity.so"))[1] for _ in range(2)]
    if same[0] != same[1] or same[0][0]["result"] != "fail":
        wrong.append(f"--in-process: {same}")
    for arguments, said in ((("--only", "ledgre"), "did you mean 'ledger'"), (("--seed", "0"), "a number over 0"), (("--seed", "x"), "a number over 0")):
        done = subprocess.run([PECIA, "plugin", "check", *arguments, module], text=True, capture_output=True, timeout=60, check=False)
        if done.returncode != 2 or said not in done.stderr:
            wrong.append(f"{arguments}: {done.returncode} {done.stderr}")


def main():
    wrong = []
    code, results = check(os.path.join(BROKEN, "nothing.so"))
    tests = [one["test"] for one in results]
    if code != 0 or failed(results):
        wrong.append(f"the plugin that breaks nothing: {failed(results)}")
    check_broken(tests, wrong)
    check_formats(tests, wrong)
    check_command(wrong)
    print("\n".join(wrong) or f"{len(tests)} tests, each with a broken plugin that it finds; {len(SEVEN)} formats pass")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
