#!/bin/sh
# symbols.sh BUILD: names what the built program and modules import or export against the rules; exits 1 if there is any.
#  - nobody calls what docs/STYLE.md bans, under whatever name the compiler gives it (__sprintf_chk ...);
#  - a module shows pecia_plugin_entry and nothing else, keeps no data that changes, never ends the process and never
#    writes to standard streams;
#  - the command and the library need the C library alone; the library shows what plugins/library/pecia.map names.
set -eu
map=$(cd "$(dirname "$0")/.." && pwd)/plugins/library/pecia.map
cd "$1"
banned='strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atoll|atof|strtok|strtod|strtof|system|popen|setlocale'
ending='exit|_exit|_Exit|quick_exit|abort|atexit|stdout|stderr|printf|vprintf|puts|putchar|putc|perror'
status=0

bad() {
    echo "symbols.sh: $*"
    status=1
}

imports() { # FILE NAMES: those of NAMES, fortified or not, that FILE imports
    nm -u "$@" 2> /dev/null | sed -n 's/^ *U \([A-Za-z0-9_]*\).*/\1/p' | sort -u
}

check_imports() { # FILE NAMES
    found=$(imports "$1" | grep -xE "(__)?($2)(_chk)?" | tr '\n' ' ') || true
    [ -z "$found" ] || bad "$1 calls $found"
}

check_module() {
    check_imports "$1" "$banned|$ending"
    shown=$(nm -D --defined-only "$1" | awk '{ print $3 }' | grep -v '^pecia_plugin_entry$' | tr '\n' ' ') || true
    [ -z "$shown" ] || bad "$1 shows more than pecia_plugin_entry: $shown"
    # what is constant but for the loader's work lies in .data.rel.ro; nm calls that d too
    data=$(objdump -t "$1" | awk '($4 == ".data" || $4 == ".bss") && $3 == "O" { print $6 }' |
        grep -vE '^(completed\.[0-9]+|__dso_handle|__TMC_END__)$' | tr '\n' ' ') || true
    [ -z "$data" ] || bad "$1 has data that changes: $data"
}

for library in core/libpecia_core.a plugins/host/libpecia_host.a; do
    [ ! -e "$library" ] || check_imports "$library" "$banned"
done
for module in bin/plugins-1/*.so; do
    [ ! -e "$module" ] || check_module "$module"
done
[ ! -e bin/plugins-1/host/xslt ] || check_imports bin/plugins-1/host/xslt "$banned"
check_needs() {
    needs=$(readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE '^(libc\.so|ld-linux)' | tr '\n' ' ') || true
    [ -z "$needs" ] || bad "$1 needs more than the C library: $needs"
}

if [ -e bin/pecia ]; then
    check_imports bin/pecia "$banned"
    check_needs bin/pecia
fi
if [ -e lib/libpecia.so ]; then
    check_imports lib/libpecia.so "$banned|$(printf %s "$ending" | sed 's/_exit|//')" # its children end by _exit
    check_needs lib/libpecia.so
    named=$(sed -n 's/^ *\(pecia_[a-z_]*\);$/\1/p' "$map" | sort | tr '\n' ' ')
    shown=$(nm -D --defined-only lib/libpecia.so | sed -n 's/.* T \([^@]*\).*/\1/p' | sort | tr '\n' ' ')
    [ "$named" = "$shown" ] || bad "lib/libpecia.so shows $shown; pecia.map names $named"
    other=$(nm -D --defined-only lib/libpecia.so | grep -vE ' T pecia_[a-z_]+@@PECIA_[0-9.]+$| A PECIA_[0-9.]+$' | tr '\n' ' ') || true
    [ -z "$other" ] || bad "lib/libpecia.so shows what is no function, or has no version: $other"
fi
exit $status
