#!/bin/sh
# samples.sh PECIA FOLDER: what is written of each sample and read again is the same document; FOLDER holds the plugin.
set -eu
pecia=$1 folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for sample in samples/*.quire; do
    for format in quire tei markdown; do
        "$pecia" --quiet --plugin-dir "$folder" "$sample" -t "$format" -o "$work/there"
        "$pecia" --quiet --plugin-dir "$folder" -f "$format" "$work/there" -t quire -o "$work/back.quire"
        "$pecia" compare --quiet --plugin-dir "$folder" "$sample" "$work/back.quire"
    done
done
