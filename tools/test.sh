#!/bin/sh
# test.sh [--full] [CTEST-ARGUMENT...]: installs what the tests need, builds with warnings as errors, and runs every
# test, then again with the address and undefined behaviour sanitizers. --full takes the whole corpus where CI takes a
# part of it; --no-sanitizers leaves the second run out; what else is given goes to ctest (-R NAME runs some tests only).
set -eu
top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$top/tools/lib.sh"

sanitizers=1
while [ $# -gt 0 ]; do
    case $1 in
    --full) PECIA_FULL=1 && export PECIA_FULL ;;
    --no-sanitizers) sanitizers=0 ;;
    --help) sed -n '2,4s/^# //p' "$0" && exit 0 ;;
    *) break ;;
    esac
    shift
done

# run PRESET [CTEST-ARGUMENT...]
run() {
    preset=$1
    shift
    say "Building in build/$preset"
    build "$preset"
    (cd "$top" && ctest --preset "$preset" "$@" </dev/null)
}

install_packages run test
run dev "$@"
if [ "$sanitizers" = 1 ]; then
    run asan "$@"
fi
