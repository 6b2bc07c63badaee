#!/bin/sh
# Writes what is made from core/kinds.def: the enum in plugin.h, the table in docs/DOCUMENT.md.
#   tools/kinds.sh          rewrites both files
#   tools/kinds.sh --check  exits 1, naming the file, when one is not current
set -eu
cd "$(dirname "$0")/.."
table=core/kinds.def

enum() {
    sed -n 's/^KIND(\([A-Z_]*\), *"\([^"]*\)".*/\1/p' "$table" |
        awk '{ printf "    PECIA_%s = %d,\n", $1, NR } END { printf "    PECIA_KIND_COUNT = %d\n", NR + 1 }'
}

rows() {
    printf '| kind | stands | holds | what it is |\n|---|---|---|---|\n'
    sed -n 's/^KIND(\([A-Z_]*\), *"[^"]*", *\([A-Z]*\), *\([A-Z]*\), *"\(.*\)")$/| `\1` | \2 | \3 | \4 |/p' "$table" |
        tr -d '\\' | awk -F'|' 'BEGIN { OFS = "|" } { $3 = tolower($3); $4 = tolower($4); print }'
}

replace() { # FILE WHAT: puts what WHAT prints between the lines that hold kinds:begin and kinds:end
    "$2" > "$work/block"
    awk -v block="$work/block" '
        /kinds:end/ { inside = 0 }
        !inside { print }
        /kinds:begin/ { inside = 1; while ((getline line < block) > 0) print line }
    ' "$1" > "$work/file"
    if cmp -s "$work/file" "$1"; then return; fi
    if [ "$check" = 1 ]; then
        echo "kinds.sh: $1 is not what $table says; run tools/kinds.sh" >&2
        status=1
    else
        cat "$work/file" > "$1"
    fi
}

check=0
status=0
[ "${1:-}" = --check ] && check=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
replace plugins/include/pecia/plugin.h enum
replace docs/DOCUMENT.md rows
exit $status
