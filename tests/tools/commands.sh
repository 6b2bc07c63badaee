#!/bin/sh
# commands.sh SOURCE-FOLDER: tools/run.sh from a copy in a folder with a space in its name: builds once, keeps the caller's
# paths and streams, says in one sentence what it cannot do. apt-get and sudo are stand-ins that only note what was asked.
set -eu
source=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/pecia commands XXXXXX")
trap 'rm -rf "$work"' EXIT
copy=$work/a\ clone
fakes=$work/fakes

fail() {
    echo "commands.sh: $*" >&2
    [ ! -f "$work/err" ] || sed 's/^/  /' "$work/err" >&2
    exit 1
}

mkdir -p "$copy/tests" "$fakes" "$work/elsewhere"
(cd "$source" && tar cf - CMakeLists.txt CMakePresets.json LICENSE cmake core plugins formats cli tools docs tests/samples) |
    (cd "$copy" && tar xf -)
cd "$work/elsewhere"
cp "$source/tests/samples/article-ru.txt" .

# The first call builds, the second does not; paths are the caller's.
sh "../a clone/tools/run.sh" article-ru.txt -o article-ru.epub 2>"$work/err" || fail "the first run failed"
grep -q '^Building' "$work/err" || fail "the first run did not build"
[ -s article-ru.epub ] || fail "the output is not where the caller stands"
mv article-ru.epub first.epub
sh "../a clone/tools/run.sh" article-ru.txt -o article-ru.epub 2>"$work/err" || fail "the second run failed"
! grep -q '^Building' "$work/err" || fail "the second run built again"
cmp first.epub article-ru.epub || fail "the second run gave other bytes"

# Standard input and output are the command's own, also while it builds.
touch "$copy/cli/main.c"
sh "../a clone/tools/run.sh" -f text -t markdown <article-ru.txt >piped.md 2>"$work/err" || fail "piping failed"
grep -q '^Building' "$work/err" || fail "a changed source was not built"
sh "../a clone/tools/run.sh" -f text -t markdown article-ru.txt >named.md 2>/dev/null
cmp piped.md named.md || fail "standard input gave something else than the file"

# The exit status is the command's.
status=0
sh "../a clone/tools/run.sh" --no-such-option 2>"$work/err" || status=$?
[ "$status" = 2 ] || fail "bad usage gave $status"

# What is missing is named; a failing apt-get is a sentence and a failure.
printf '#!/bin/sh\nprintf unknown\n' >"$fakes/dpkg-query"
printf '#!/bin/sh\necho "apt-get $*" >>"%s"\nexit 100\n' "$work/asked" >"$fakes/apt-get"
printf '#!/bin/sh\necho 0\n' >"$fakes/id"
chmod +x "$fakes"/*
touch "$copy/cli/main.c"
PATH=$fakes:$PATH sh "../a clone/tools/run.sh" article-ru.txt -o no.epub 2>"$work/err" && fail "a failing apt-get went unnoticed"
grep -q 'Installing Debian packages: .*libcmark-dev' "$work/err" || fail "the packages are not named"
grep -q 'could not be installed' "$work/err" || fail "there is no sentence about apt-get"
grep -q 'apt-get update' "$work/asked" || fail "the lists were not fetched"

# Who is not root asks through sudo, for packages alone.
printf '#!/bin/sh\necho 1000\n' >"$fakes/id"
printf '#!/bin/sh\necho "sudo $*" >>"%s"\n' "$work/asked" >"$fakes/sudo"
chmod +x "$fakes"/*
PATH=$fakes:$PATH sh "../a clone/tools/run.sh" article-ru.txt -o yes.epub 2>"$work/err" || fail "with sudo the run failed"
grep -q '^sudo env .*apt-get .*install.* libcmark-dev' "$work/asked" || fail "sudo was not asked for the packages"
[ -s yes.epub ] || fail "nothing was converted"

# A clone that was moved is built anew.
mv "$copy" "$work/moved"
sh ../moved/tools/run.sh article-ru.txt -o moved.epub 2>"$work/err" || fail "the moved clone failed"
cmp first.epub moved.epub || fail "the moved clone gave other bytes"
echo "run.sh: built, ran, piped, told"
