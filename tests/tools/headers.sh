#!/bin/sh
# headers.sh SOURCE-FOLDER: doxygen finds everything in the public headers documented, and would say so if something were not.
set -eu
command -v doxygen >/dev/null || { echo "doxygen is not there, so that nothing was checked"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$1"

# warnings FOLDER: what doxygen says of the headers in it
warnings() {
    { cat docs/doxygen.conf; echo "INPUT = \"$1\""; echo "OUTPUT_DIRECTORY = \"$work/out\""; } | doxygen - 2>&1 >/dev/null
}

said=$(warnings plugins/include/pecia)
[ -z "$said" ] || { echo "$said"; exit 1; }

# Each of these takes one comment away, and has to be found.
for comment in '/How grave a message is/d' '/the first byte; NULL/s,/[*].*,,' '/^\/\*\* Frees it. NULL is allowed/d' '/One step of a walk/d' '/Its minor version/d'; do
    rm -rf "$work/spoilt"
    cp -r plugins/include/pecia "$work/spoilt"
    sed -i "$comment" "$work"/spoilt/*.h
    warnings "$work/spoilt" | grep -q 'not documented' || { echo "a missing comment is not found: $comment"; exit 1; }
done
