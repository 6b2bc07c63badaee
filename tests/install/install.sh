#!/bin/sh
# install.sh BUILD-FOLDER SOURCE-FOLDER CC: installs into a folder with a space in its name, builds a program that uses the
# library and a plugin outside the tree with the CMake package and with plain pkg-config, and has the installed command use it.
set -eu
build=$1 source=$2 cc=$3
work=$(mktemp -d "${TMPDIR:-/tmp}/pecia install XXXXXX")
trap 'rm -rf "$work"' EXIT
prefix=$work/the\ prefix

fail() {
    echo "install.sh: $*" >&2
    exit 1
}

ask_pkgconfig() {
    PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name pecia.pc)")
    export PKG_CONFIG_PATH
    plugindir=$(pkg-config --variable=plugindir pecia | sed 's/\\ / /g')
}

cmake --install "$build" --prefix "$prefix" >"$work/log" || { cat "$work/log"; fail "the installation failed"; }
pecia=$prefix/bin/pecia
[ -x "$pecia" ] || fail "bin/pecia is not installed"
[ -f "$prefix/include/pecia/plugin.h" ] || fail "the header is not installed"
ask_pkgconfig
[ -d "$plugindir" ] || fail "plugindir is no folder: $plugindir"
for format in epub html markdown tei text; do
    [ -f "$plugindir/$format.so" ] || fail "$format.so is not in $plugindir"
done
for file in host/xslt fb2/manifest fb2/read.xsl docbook/write.xsl; do
    [ -f "$plugindir/$file" ] || fail "$file is not in $plugindir"
done
for page in new-format ABI DOCUMENT LIBRARY options; do
    [ -f "$prefix/share/doc/pecia/docs/$page.md" ] || fail "docs/$page.md is not installed"
done
[ -f "$prefix/share/man/man1/pecia.1" ] || fail "the man page is not installed"
[ "$(find "$prefix/share" -path '*completions*' -type f -o -name _pecia | wc -l)" -ge 3 ] || fail "completions are missing"

# The installed command finds its formats, also after it was moved and through a symbolic link.
cd "$work"
unset PECIA_PLUGIN_PATH || :
printf 'One.\n\nTwo.\n' >in.txt
"$pecia" in.txt -o out.xml
ln -s "$pecia" link
./link in.txt -o out.md
mv "$prefix" "$work/moved"
prefix=$work/moved pecia=$work/moved/bin/pecia
"$pecia" in.txt -o moved.xml
cmp out.xml moved.xml
"$pecia" in.txt -o moved.fb2
"$pecia" moved.fb2 -o moved.txt
cmp in.txt moved.txt
ask_pkgconfig

# A program by find_package and by pkg-config; the library finds the formats beside itself.
cmake -S "$source/tests/install/program" -B "$work/program" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_COMPILER="$cc" >"$work/log" && cmake --build "$work/program" >>"$work/log" || {
    cat "$work/log"
    fail "the program could not be built with find_package"
}
eval "set -- $(pkg-config --cflags --libs libpecia)"
"$cc" -std=c11 -Wall -Wextra -Werror -o "$work/program/by hand" "$source/tests/install/program/convert.c" "$@"
"$work/program/convert" in.txt program.xml
cmp out.xml program.xml
LD_LIBRARY_PATH=$(dirname "$(find "$prefix" -name libpecia.so)") "$work/program/by hand" in.txt hand.xml
cmp out.xml hand.xml

# New plugins, made by the installed command in a folder with a space in its name, by CMake and by make, in C and in XSLT.
mkdir "$work/out of tree"
cd "$work/out of tree"
PATH=$prefix/bin:$PATH
"$pecia" --quiet plugin new my-lines
"$pecia" --quiet plugin new my-xml --xslt --licence CC0-1.0
for name in my-lines my-xml; do
    cmake -S "$name" -B "$name/build" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" -DCMAKE_C_FLAGS=-Werror >"$work/log" &&
        cmake --build "$name/build" >>"$work/log" && ctest --test-dir "$name/build" --output-on-failure >>"$work/log" || {
        cat "$work/log"
        fail "$name could not be built and tested with CMake"
    }
    (cd "$name" && make CC="$cc" CFLAGS="-O2 -Werror" && make CC="$cc" check) >"$work/log" 2>&1 || {
        cat "$work/log"
        fail "$name could not be built and tested with make"
    }
    "$pecia" formats "$name" >/dev/null 2>&1 && fail "the format $name is there before its plugin"
    cmake --install "$name/build" >"$work/log" || { cat "$work/log"; fail "$name could not be installed with CMake"; }
    "$pecia" --quiet "$name/samples/notes.$name" -t tei -o by-cmake.xml
    rm -r "$plugindir/$name"*
    (cd "$name" && make install) >"$work/log" || { cat "$work/log"; fail "$name could not be installed with make"; }
    "$pecia" --quiet "$name/samples/notes.$name" -t tei -o by-make.xml
    cmp by-cmake.xml by-make.xml
    grep -q 'grinds for the moon' by-make.xml || fail "$name did not read its sample"
done
cd "$work"

# The sample's notes through the plugin: each has its body.
"$pecia" --quiet "$source/tests/samples/article-ru.txt" -o article.my-lines
"$pecia" --quiet article.my-lines -t text -o article.txt
"$pecia" compare --level words "$source/tests/samples/article-ru.txt" article.txt || fail "the article lost words"
echo "installed, moved, extended"
