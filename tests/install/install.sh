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

# A plugin by find_package.
cmake -S "$source/tests/install/plugin" -B "$work/by cmake" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_COMPILER="$cc" >"$work/log" && cmake --build "$work/by cmake" >>"$work/log" || {
    cat "$work/log"
    fail "the plugin could not be built with find_package"
}
# A plugin by pkg-config and cc.
mkdir "$work/by hand"
eval "set -- $(pkg-config --cflags pecia)"
"$cc" -std=c11 -Wall -Wextra -Werror -fPIC -shared -fvisibility=hidden "$@" \
    -o "$work/by hand/lines.so" "$source/tests/install/plugin/lines.c"

"$pecia" formats lines >/dev/null 2>&1 && fail "the format is there before its plugin"
printf 'First paragraph.\nSecond paragraph.\n' >in.lines
for place in "by cmake" "by hand"; do
    "$pecia" --plugin-dir "$work/$place" in.lines -o "$place.xml"
    grep -q '<p>Second paragraph.</p>' "$place.xml" || fail "$place: the plugin did not read"
    "$pecia" --plugin-dir "$work/$place" -f tei -t lines "$place.xml" -o "$place.lines"
    cmp in.lines "$place.lines" || fail "$place: the plugin did not write what it read"
done
cmake --install "$work/by cmake" >"$work/log" || { cat "$work/log"; fail "the plugin could not be installed"; }
[ -f "$plugindir/lines.so" ] || fail "pecia_add_plugin did not install to plugindir"
"$pecia" in.lines -o installed.xml
cmp installed.xml "by cmake.xml"
rm "$plugindir/lines.so"
cp "$work/by hand/lines.so" "$plugindir/"
"$pecia" in.lines -o copied.xml
cmp installed.xml copied.xml

# The sample's notes and quotations through the plugin: every paragraph is a line.
"$pecia" --quiet "$source/tests/samples/article-ru.txt" -o article.lines
[ "$(wc -l <article.lines)" -ge 12 ] || fail "the article lost lines"
echo "installed, moved, extended"
