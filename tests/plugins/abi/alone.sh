#!/bin/sh
# alone.sh FOLDER: every public header in FOLDER/pecia compiles by itself as C11, C17 and C++17, without a warning, by each
# of the compilers gcc, g++, clang and clang++ that is there.
set -eu
status=0 tried=0
try() { # COMPILER LANGUAGE STANDARD HEADER
    command -v "$1" >/dev/null 2>&1 || return 0
    tried=$((tried + 1))
    printf '#include "%s"\n' "$4" | "$1" -x "$2" "-std=$3" -Wall -Wextra -Wpedantic -Wconversion -Werror -fsyntax-only \
        "-I$folder" - || { echo "alone.sh: $4 does not compile as $3 by $1"; status=1; }
}
folder=$1
for path in "$folder"/pecia/*.h; do
    header=pecia/${path##*/}
    for compiler in gcc clang; do
        try $compiler c c11 "$header"
        try $compiler c c17 "$header"
    done
    for compiler in g++ clang++; do
        try $compiler c++ c++17 "$header"
    done
done
[ $tried -gt 0 ] || { echo "alone.sh: no compiler was found"; exit 77; }
echo "$tried compilations"
exit $status
