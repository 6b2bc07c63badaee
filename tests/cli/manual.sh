#!/bin/sh
# manual.sh SOURCES PECIA: the manual page renders without a warning; the shells that are there find no fault in the
# completions, and bash completes with them.
set -eu
top=$1
folder=$(dirname "$2")
skipped=

if command -v man >/dev/null; then
    said=$(LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$top/docs/man/pecia.1" 2>&1 >/dev/null)
    [ -z "$said" ] || { echo "man: $said" >&2; exit 1; }
else
    skipped="$skipped man"
fi
for check in "bash pecia.bash" "zsh _pecia" "fish pecia.fish"; do
    shell=${check% *}
    if command -v "$shell" >/dev/null; then
        "$shell" -n "$top/cli/completions/${check#* }"
    else
        skipped="$skipped $shell"
    fi
done

# completed WORD...: what bash offers for the last word of the line
completed() {
    PATH=$folder:$PATH bash -c '
        compopt() { :; }
        . "$0"
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _pecia
        echo "${COMPREPLY[@]}"' "$top/cli/completions/pecia.bash" "$@"
}

# expect WANTED WORD...
expect() {
    wanted=$1
    shift
    got=$(completed "$@")
    [ "$got" = "$wanted" ] || { echo "'$*' is completed to '$got', not to '$wanted'" >&2; exit 1; }
}

cd "$top"
if command -v bash >/dev/null; then
    expect "compare" pecia compa
    expect "--strict" pecia --stri
    expect "" pecia formats --stri
    expect "words structure metadata" pecia compare --level ""
    expect "words" pecia compare --level = w
    expect "text" pecia -t tex
    expect "README.md" pecia inspect READ
    expect "depth=" pecia --limit dep
fi
[ -z "$skipped" ] || { echo "not there, not tried:$skipped"; exit 77; }
