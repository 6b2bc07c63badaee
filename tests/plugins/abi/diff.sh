#!/bin/sh
# diff.sh CC NOW FROZEN SHAPE: compares what the headers in the folder NOW say with those in FROZEN, by abidiff. A table may
# have grown at its end and an enumeration may have new values; whatever else is different is an error. While the version is
# the frozen one, the headers are the same but for comments.
set -eu
cc=$1 now=$2 frozen=$3 shape=$4
work=$(mktemp -d "${TMPDIR:-/tmp}/pecia-abi-XXXXXX")
trap 'rm -rf "$work"' EXIT
version() { sed -n 's/^#define PECIA_ABI_M[AI][JN]OR *//p' "$1/pecia/plugin.h" | tr '\n' ' '; }

if [ "$(version "$now")" = "$(version "$frozen")" ]; then
    for header in plugin validate; do
        for folder in "$now" "$frozen"; do
            "$cc" -E -P "-I$folder" "$folder/pecia/$header.h" >"$work/$header" 2>&1
            [ "$folder" = "$now" ] && mv "$work/$header" "$work/$header-now"
        done
        diff "$work/$header" "$work/$header-now" || { echo "diff.sh: $header.h has changed, its version has not"; exit 1; }
    done
fi
command -v abidiff >/dev/null 2>&1 || { echo "diff.sh: abidiff is not installed (abigail-tools)"; exit 77; }
"$cc" -g -fPIC -shared "-I$now" "$shape" -o "$work/now.so"
"$cc" -g -fPIC -shared "-I$frozen" "$shape" -o "$work/frozen.so"
abidiff --leaf-changes-only "$work/frozen.so" "$work/now.so" >"$work/said" || :
found=$(grep -vE \
    -e "^$|^Leaf changes summary:|^Changed leaf types summary:" \
    -e "^Removed/Changed/Added (functions|variables) summary: 0 Removed, 0 Changed, 0 Added" \
    -e "^'(struct|enum) .* changed:$" \
    -e "^  type size (hasn't changed|changed from [0-9]+ to [0-9]+ \(in bits\))$" \
    -e "^  [0-9]+ (enumerator|data member) insertions?:$" -e "^    '.*' value '[0-9]+'$" \
    -e "^    '.*', at offset [0-9]+ \(in bits\) at " \
    -e "^  [0-9]+ enumerator changes?:$" -e "^    '.*::PECIA_[A-Z]+_COUNT' from value " "$work/said") || :
[ -z "$found" ] && exit 0
cat "$work/said"
exit 1
