# SPDX-License-Identifier: MIT
"""kit.py PECIA BROKEN FORMATS: the conformance kit passes the formats of the project, and finds each broken plugin."""
import json
import os
import subprocess
import sys

PECIA, BROKEN, FORMATS = sys.argv[1:4]


def check(*arguments):
    done = subprocess.run([PECIA, "plugin", "check", "--json", *arguments], text=True, capture_output=True, timeout=600, check=False)
    if not done.stdout:
        raise SystemExit(f"{arguments}: {done.stderr}")
    return done.returncode, json.loads(done.stdout)


def failed(results):
    return [f"{one['test']}: {one['message']}" for one in results if one["result"] == "fail"]


def main():
    wrong = []
    code, results = check(os.path.join(BROKEN, "nothing.so"))
    tests = [one["test"] for one in results]
    if code != 0 or failed(results):
        wrong.append(f"the plugin that breaks nothing: {failed(results)}")
    for test in tests:
        module = os.path.join(BROKEN, test.replace("-", "_") + ".so")
        if not os.path.exists(module):
            wrong.append(f"{test}: there is no plugin that breaks it")
            continue
        code, results = check("--only", test, module)
        if code != 1 or not failed(results):
            wrong.append(f"{test}: its broken plugin was not found: {results}")
    for name in ("tei.so", "markdown.so", "epub.so", "text.so", "fb2", "docbook"):
        code, results = check(os.path.join(FORMATS, name))
        if code != 0 or len(results) != len(tests):
            wrong.append(f"{name}: {failed(results)}")
    done = subprocess.run([PECIA, "plugin", "check", "--only", "ledgre", os.path.join(FORMATS, "tei.so")], text=True,
                          capture_output=True, timeout=60, check=False)
    if done.returncode != 2 or "did you mean 'ledger'" not in done.stderr:
        wrong.append(f"--only ledgre: {done.returncode} {done.stderr}")
    print("\n".join(wrong) or f"{len(tests)} tests, each with a broken plugin that it finds; 6 formats pass")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
