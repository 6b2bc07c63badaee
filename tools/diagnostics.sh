#!/bin/sh
# Writes docs/diagnostics.md, the list of all diagnostic codes, from core/diagnostics.def.
#   tools/diagnostics.sh          rewrites it
#   tools/diagnostics.sh --check  exits 1 when it is not current, when the table is not in order, or when a source
#                                 reports a code that the table does not have
set -eu
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/.."
table=core/diagnostics.def
page=docs/diagnostics.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

entries() { # "code<tab>advice"
    sed -n 's/^CODE("\([^"]*\)", "\(.*\)")$/\1	\2/p' "$table" | sed 's/\\"/"/g; s/\\\\/\\/g'
}

write_page() {
    cat <<'HEAD'
# Diagnostics

What Pecia says goes to standard error, one line each, as `file:line:column: severity: message [code]`, and with `--report FILE` as one
JSON object a line with the members `severity`, `code`, `file`, `member` (a file inside a container), `line`, `column`, `message` and
`advice`; what is not known is left out. The codes are stable: scripts may rely on them. This page is made from `core/diagnostics.def`
by `tools/diagnostics.sh`.

| code | what to do |
|---|---|
HEAD
    entries | sed 's/|/\\|/g' | awk -F'\t' '{ printf "| `%s` | %s |\n", $1, $2 }'
}

# Each source in one line, without comments, so that a call may run over several lines.
flatten() {
    sed 's,//.*,,' "$1" | tr '\n\t' '  ' | sed 's,/\*\([^*]\|\*[^/]\)*\*/, ,g; s/  */ /g; s/( /(/g'
    echo
}

# Functions with a parameter "const char *code": name and how many parameters stand before it.
wrappers() {
    grep -ohE '[a-z_0-9]+\([^(){};]*const char \*code[,)]' "$@" | awk '{
        name = $0; sub(/\(.*/, "", name)
        before = $0; sub(/^[^(]*\(/, "", before); sub(/const char \*code.*/, "", before)
        print name, gsub(/,/, ",", before)
    }' | sort -u
}

used() { # every literal that stands where a code does
    grep -ohE 'PECIA_(INFO|WARNING|ERROR), "[a-z0-9.-]+"' "$@" | sed 's/.*, //' || true
    wrappers "$@" | while read -r name before; do
        grep -ohE "(^|[^a-z_0-9])$name\\(([^,\"]*,){$before} ?\"[a-z0-9.-]+\"" "$@" | sed 's/.*[ ,(]"/"/' || true
    done
}

check_codes() {
    find core plugins formats cli -name '*.[ch]' ! -path '*/template/*' | sort | while read -r source; do
        flatten "$source" > "$work/$(echo "$source" | tr / _)"
    done
    used "$work"/*_*.[ch] | tr -d '"' | sort -u > "$work/used"
    entries | cut -f1 > "$work/listed"
    sort -u "$work/listed" > "$work/sorted"
    if ! cmp -s "$work/listed" "$work/sorted"; then
        echo "diagnostics.sh: $table is not in alphabetical order, or has a code twice:" >&2
        diff "$work/listed" "$work/sorted" >&2 || true
        status=1
    fi
    if [ "$(grep -c '^CODE(' "$table")" != "$(wc -l < "$work/listed")" ]; then
        echo "diagnostics.sh: a line of $table is not CODE(\"code\", \"advice\")" >&2
        status=1
    fi
    comm -23 "$work/used" "$work/sorted" > "$work/missing"
    while read -r code; do
        echo "diagnostics.sh: the code '$code' is reported but not in $table" >&2
        status=1
    done < "$work/missing"
}

write_page > "$work/page"
if [ "${1:-}" != --check ]; then
    cat "$work/page" > "$page"
    exit 0
fi
if ! cmp -s "$work/page" "$page"; then
    echo "diagnostics.sh: $page is not what $table says; run tools/diagnostics.sh" >&2
    status=1
fi
check_codes
exit $status
