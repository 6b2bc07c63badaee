/* SPDX-License-Identifier: MIT
 *
 * md_lines.c: recognises what a line of Markdown begins. See md_lines.h.
 */
#include "md_lines.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Number of times SIGN stands at the start of LINE. */
static uint64_t run_of(pecia_str line, char sign) {
    uint64_t n = 0;
    while (n < line.size && line.data[n] == sign) {
        n++;
    }
    return n;
}

static bool only_blanks(pecia_str line, uint64_t from) {
    while (from < line.size && is_blank(line.data[from])) {
        from++;
    }
    return from >= line.size;
}

uint32_t md_line_heading(pecia_str line) {
    uint64_t n = run_of(line, '#');
    bool is_one = n >= 1 && n <= 6 && (n == line.size || is_blank(line.data[n]));
    return is_one ? (uint32_t)n : 0;
}

bool md_line_rule(pecia_str line) {
    char sign = line.size > 0 ? line.data[0] : 0;
    uint32_t n = 0;
    if (sign != '*' && sign != '-' && sign != '_') {
        return false;
    }
    for (uint64_t i = 0; i < line.size; i++) {
        if (line.data[i] == sign) {
            n++;
        } else if (!is_blank(line.data[i])) {
            return false;
        }
    }
    return n >= 3;
}

uint32_t md_line_setext(pecia_str line) {
    char sign = line.size > 0 ? line.data[0] : 0;
    if ((sign != '=' && sign != '-') || !only_blanks(line, run_of(line, sign))) {
        return 0;
    }
    return sign == '=' ? 1 : 2;
}

uint32_t md_line_fence(pecia_str line) {
    char sign = line.size > 0 ? line.data[0] : 0;
    uint64_t n = run_of(line, sign);
    if ((sign != '`' && sign != '~') || n < 3 || n > UINT32_MAX) {
        return 0;
    }
    if (sign == '`' && n < line.size && memchr(line.data + n, '`', (size_t)(line.size - n))) {
        return 0;
    }
    return (uint32_t)n;
}

bool md_line_fence_end(pecia_str line, char sign, uint32_t length) {
    uint64_t n = run_of(line, sign);
    return n >= length && only_blanks(line, n);
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_alpha(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_alnum(char c) {
    return is_alpha(c) || (c >= '0' && c <= '9');
}

/* The name of a tag that begins at FROM, in lower case; 0 and nothing for none or one longer than OUT. */
static uint64_t tag_name(pecia_str line, uint64_t from, char *out, uint64_t room) {
    uint64_t n = 0;
    if (from >= line.size || !is_alpha(line.data[from])) {
        return 0;
    }
    while (from + n < line.size && (is_alnum(line.data[from + n]) || line.data[from + n] == '-')) {
        if (n + 1 >= room) {
            return 0;
        }
        out[n] = lower(line.data[from + n]);
        n++;
    }
    out[n] = 0;
    return n;
}

static bool in_list(const char *list, const char *name, uint64_t size) {
    for (const char *at = list; *at;) {
        const char *end = strchr(at, ' ');
        uint64_t length = end ? (uint64_t)(end - at) : strlen(at);
        if (length == size && memcmp(at, name, (size_t)size) == 0) {
            return true;
        }
        at += length + (end ? 1 : 0);
    }
    return false;
}

static const char raw_names[] = "script pre style textarea";
static const char block_names[] =
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param section source summary table tbody td tfoot th thead "
    "title tr track ul";

/* Passes the attributes of an open tag; returns the position behind them. */
static uint64_t pass_attributes(pecia_str line, uint64_t i) {
    for (;;) {
        uint64_t at = i;
        while (at < line.size && is_blank(line.data[at])) {
            at++;
        }
        if (at == i || at >= line.size || !(is_alpha(line.data[at]) || line.data[at] == '_' || line.data[at] == ':')) {
            return at;
        }
        while (at < line.size && (is_alnum(line.data[at]) || memchr("_.:-", line.data[at], 4))) {
            at++;
        }
        i = at;
        while (at < line.size && is_blank(line.data[at])) {
            at++;
        }
        if (at >= line.size || line.data[at] != '=') {
            continue;
        }
        at++;
        while (at < line.size && is_blank(line.data[at])) {
            at++;
        }
        char quote = at < line.size ? line.data[at] : 0;
        if (quote == '"' || quote == '\'') {
            const char *end = memchr(line.data + at + 1, quote, (size_t)(line.size - at - 1));
            if (!end) {
                return line.size;
            }
            i = (uint64_t)(end - line.data) + 1;
        } else {
            uint64_t from = at;
            while (at < line.size && !memchr(" \t\"'=<>`", line.data[at], 8)) {
                at++;
            }
            if (at == from) {
                return line.size;
            }
            i = at;
        }
    }
}

/* True if LINE is one complete tag and nothing else: HTML block 7. */
static bool is_lone_tag(pecia_str line, uint64_t from, uint64_t name_size, bool is_end) {
    uint64_t i = from + name_size;
    if (is_end) {
        while (i < line.size && is_blank(line.data[i])) {
            i++;
        }
    } else {
        i = pass_attributes(line, i);
        i += i < line.size && line.data[i] == '/' ? 1 : 0;
    }
    return i < line.size && line.data[i] == '>' && only_blanks(line, i + 1);
}

uint32_t md_line_html(pecia_str line) {
    char name[16];
    if (line.size < 2 || line.data[0] != '<') {
        return 0;
    }
    if (line.data[1] == '?') {
        return 3;
    }
    if (line.data[1] == '!') {
        return pecia_str_begins(line, "<!--")            ? 2
               : pecia_str_begins(line, "<![CDATA[")     ? 5
               : line.size > 2 && is_alpha(line.data[2]) ? 4
                                                         : 0;
    }
    bool is_end = line.data[1] == '/';
    uint64_t from = is_end ? 2 : 1;
    uint64_t size = tag_name(line, from, name, sizeof name);
    uint64_t next = from + size;
    if (size > 0 && (next == line.size || is_blank(line.data[next]) || line.data[next] == '>' ||
                     (line.data[next] == '/' && next + 1 < line.size && line.data[next + 1] == '>'))) {
        bool is_slash = next < line.size && line.data[next] == '/';
        if (!is_end && !is_slash && in_list(raw_names, name, size)) {
            return 1;
        }
        if (in_list(block_names, name, size)) {
            return 6;
        }
    }
    while (size == 0 && next < line.size && (is_alnum(line.data[next]) || line.data[next] == '-')) {
        next++; /* a name too long for the lists */
    }
    size = next - from;
    return size > 0 && is_alpha(line.data[from]) && is_lone_tag(line, from, size, is_end) ? 7 : 0;
}

static bool holds(pecia_str line, const char *what) {
    return memmem(line.data, (size_t)line.size, what, strlen(what)) != NULL;
}

static bool holds_raw_end(pecia_str line) {
    char name[16];
    for (uint64_t i = 0; i + 2 < line.size; i++) {
        const char *at = memchr(line.data + i, '<', (size_t)(line.size - i));
        if (!at) {
            return false;
        }
        i = (uint64_t)(at - line.data);
        if (i + 2 < line.size && line.data[i + 1] == '/') {
            uint64_t size = tag_name(line, i + 2, name, sizeof name);
            if (size > 0 && in_list(raw_names, name, size) && i + 2 + size < line.size &&
                line.data[i + 2 + size] == '>') {
                return true;
            }
        }
    }
    return false;
}

bool md_line_html_end(pecia_str line, uint32_t type) {
    switch (type) {
    case 1: return holds_raw_end(line);
    case 2: return holds(line, "-->");
    case 3: return holds(line, "?>");
    case 4: return holds(line, ">");
    case 5: return holds(line, "]]>");
    default: return false;
    }
}

bool md_line_marker(pecia_str line, md_marker *out) {
    uint64_t n = 0;
    uint32_t number = 0;
    if (line.size == 0) {
        return false;
    }
    char first = line.data[0];
    if (first == '-' || first == '+' || first == '*') {
        n = 1;
    } else {
        while (n < line.size && n < 9 && line.data[n] >= '0' && line.data[n] <= '9') {
            number = number * 10 + (uint32_t)(line.data[n] - '0');
            n++;
        }
        if (n == 0 || n >= line.size || (line.data[n] != '.' && line.data[n] != ')')) {
            return false;
        }
        n++;
    }
    if (n < line.size && !is_blank(line.data[n])) {
        return false;
    }
    *out = (md_marker){(uint32_t)n, number, line.data[n - 1], n > 1, only_blanks(line, n)};
    return true;
}

uint64_t md_line_mark(pecia_str line, bool is_wordy) {
    if (line.size < 4 || line.data[0] != '[' || line.data[1] != '^' || line.data[2] == ' ') {
        return 0;
    }
    uint64_t i = 2;
    while (i < line.size && i < 1002 && line.data[i] != ']' && line.data[i] != '[' && line.data[i] != '`' &&
           (!pecia_is_space(line.data[i]) || (is_wordy && line.data[i] == ' '))) {
        i++;
    }
    return i > 2 && i < line.size && line.data[i] == ']' && line.data[i - 1] != ' ' ? i + 1 : 0;
}
