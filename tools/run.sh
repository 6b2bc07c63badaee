#!/bin/sh
# run.sh ARGUMENT...: runs pecia from these sources. Installs what is missing, builds once and again when the sources
# have changed, then hands its place to build/release/bin/pecia with the arguments as they are, in the folder it was
# called from.
#   sh tools/run.sh tests/samples/article-ru.txt -o article-ru.epub
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$top/tools/lib.sh"

command=$top/build/release/bin/pecia
stamp=$top/build/release/built

# stale: true if there is no build of these sources in this place
stale() {
    [ -x "$command" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$top" ] || return 0
    changed=$(find "$top/CMakeLists.txt" "$top/CMakePresets.json" "$top/cmake" "$top/core" "$top/plugins" \
        "$top/formats" "$top/cli" "$top/tools/packages" -newer "$stamp" -print 2>/dev/null | head -n 1)
    [ -n "$changed" ]
}

if stale; then
    install_packages run
    say "Building pecia in build/release"
    start=$top/build/release.started
    mkdir -p "$top/build" 2>/dev/null && printf '%s\n' "$top" 2>/dev/null >"$start" ||
        fail "$top/build cannot be written; was it made by another user? Remove it and try again"
    build release -DPECIA_TESTS=OFF
    mv "$start" "$stamp"
fi
exec "$command" "$@"
