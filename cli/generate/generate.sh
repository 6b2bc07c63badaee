#!/bin/sh
# generate.sh GENERATOR SOURCES FORMATS [--check]: makes the manual page, the completions and docs/options.md in the folder
# SOURCES from the table of options and the modules in FORMATS, with the program GENERATOR. With --check nothing is written: exits 1, naming what is not current.
set -eu
generator=$1
top=$2
formats=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$generator" man "$top/cli/generate/pecia.1.in" >"$work/docs-man-pecia.1"
"$generator" bash >"$work/cli-completions-pecia.bash"
"$generator" zsh >"$work/cli-completions-_pecia"
"$generator" fish >"$work/cli-completions-pecia.fish"
"$generator" options "$formats" >"$work/docs-options.md"

status=0
for file in docs/man/pecia.1 docs/options.md cli/completions/pecia.bash cli/completions/_pecia cli/completions/pecia.fish; do
    made=$work/$(echo "$file" | tr / -)
    cmp -s "$made" "$top/$file" && continue
    if [ "${4-}" = --check ]; then
        echo "$file is not current; make it anew with: cmake --build BUILD --target generated" >&2
        status=1
    else
        cp "$made" "$top/$file"
    fi
done
exit $status
