#!/bin/sh
# banned.sh [FOLDER...]: names the places that call what docs/STYLE.md forbids; exits 1 if there are any.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- core plugins formats cli
calls='strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atoll|atof|strtok|strtod|strtof|system|popen|setlocale|alloca'
# Comments are blanked first: they may speak of what code may not do.
found=$(find "$@" -name '*.[ch]' | sort | while IFS= read -r file; do
    awk -v file="$file" -v calls="(^|[^A-Za-z0-9_>.])($calls)[ ]*\\\\(" '
        {
            line = $0
            if (inside) { if (!sub(/^.*\*\//, "", line)) next; inside = 0 }
            gsub(/\/\*([^*]|\*[^\/])*\*\//, " ", line)
            if (sub(/\/\*.*$/, "", line)) inside = 1
            gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
            if (line ~ calls || line ~ /#[ ]*include[ ]*<ctype.h>/) printf "%s:%d: %s\n", file, FNR, $0
        }' "$file"
done)
[ -z "$found" ] && exit 0
printf '%s\n' "$found"
exit 1
