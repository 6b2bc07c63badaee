/* SPDX-License-Identifier: MIT
 *
 * metadata_file.c: a file of metadata: the part of YAML that docs/METADATA.md describes.
 *
 * A key at the beginning of a line, then its value, or a list of values, or of values with fields (value, role, lang
 * ...), in lines that are indented or in {} and []. Scalars are plain, quoted, literal (|) or folded (>). Anchors, tags
 * and documents behind the first are refused, not guessed at.
 */
#include <string.h>

#include "core/memory.h"
#include "core/utf8.h"
#include "plugins/host/statements.h"

enum { FIELDS_MAX = 10 };

typedef struct yaml {
    pecia_statements *all;
    pecia_arena *arena;
    pecia_str rest; /* lines not yet read */
    pecia_str line; /* the one at hand, without its indentation */
    uint64_t indent;
    pecia_str key;
    struct {
        pecia_str name, value;
    } fields[FIELDS_MAX]; /* of the item that is open */
    uint32_t count;
} yaml;

static pecia_str trim(pecia_str text) {
    while (text.size && strchr(" \t\r", text.data[0]))
        text.data++, text.size--;
    while (text.size && strchr(" \t\r", text.data[text.size - 1]))
        text.size--;
    return text;
}

static bool is(pecia_str text, const char *word) {
    return text.size == strlen(word) && memcmp(text.data, word, text.size) == 0;
}

static int32_t refuse(const yaml *y, const char *what, pecia_str part) {
    return pecia_statements_refuse(y->all, what, part);
}

/* The next line goes to LINE and INDENT; false at the end. */
static bool next_line(yaml *y) {
    if (!y->rest.size)
        return false;
    const char *end = memchr(y->rest.data, '\n', y->rest.size);
    uint64_t size = end ? (uint64_t)(end - y->rest.data) : y->rest.size;
    pecia_str line = {y->rest.data, size};
    y->rest.data += size + (end ? 1 : 0);
    y->rest.size -= size + (end ? 1 : 0);
    y->all->line++;
    y->indent = 0;
    while (y->indent < line.size && line.data[y->indent] == ' ')
        y->indent++;
    y->line = trim(line);
    return true;
}

static bool means_nothing(pecia_str line) {
    return line.size == 0 || line.data[0] == '#' || is(line, "---") || is(line, "...");
}

/* ---------------------------------------------------------------- scalars */

static uint32_t hex_code(pecia_str digits) {
    uint32_t code = 0;
    for (uint64_t i = 0; i < digits.size; i++) {
        char c = (char)(digits.data[i] | 0x20);
        bool digit = digits.data[i] >= '0' && digits.data[i] <= '9', letter = c >= 'a' && c <= 'f';
        if (!digit && !letter)
            return 0;
        code = code * 16 + (uint32_t)(digit ? digits.data[i] - '0' : c - 'a' + 10);
    }
    return code >= 0xD800 && code < 0xE000 ? 0 : code;
}

/* What a backslash and TEXT behind it mean in double quotation marks; *USED bytes of TEXT. */
static uint64_t put_escape(pecia_str text, char *out, uint64_t *used) {
    char c = text.data[0];
    *used = 1;
    if (c == 'u' && text.size > 4) {
        *used = 5;
        return pecia_utf8_encode(hex_code((pecia_str){text.data + 1, 4}), out);
    }
    out[0] = c;
    if (c == 'n' || c == 't')
        out[0] = c == 'n' ? '\n' : '\t';
    return 1;
}

static int32_t unquote(yaml *y, pecia_str text, pecia_str *out) {
    char mark = text.data[0], *copy = pecia_arena_alloc(y->arena, text.size + 1);
    uint64_t size = 0, at = 1, used;
    if (!copy)
        return PECIA_ERR_MEMORY;
    for (; at < text.size; at += used) {
        bool twice = mark == '\'' && text.data[at] == mark && at + 1 < text.size && text.data[at + 1] == mark;
        bool escaped = mark == '"' && text.data[at] == '\\' && at + 1 < text.size;
        used = 1;
        if (text.data[at] == mark && !twice)
            break;
        if (escaped) {
            size += put_escape((pecia_str){text.data + at + 1, text.size - at - 1}, copy + size, &used);
            used++;
            continue;
        }
        copy[size++] = text.data[at];
        used += twice;
    }
    pecia_str behind = trim((pecia_str){text.data + at, text.size - at});
    if (!behind.size || (behind.size > 1 && trim((pecia_str){behind.data + 1, behind.size - 1}).data[0] != '#'))
        return refuse(y, "is not closed by the quotation mark that opened it, or goes on behind it", text);
    *out = (pecia_str){copy, size};
    return PECIA_OK;
}

/* A comment begins with a # behind white space. */
static pecia_str without_comment(pecia_str text) {
    for (uint64_t i = 1; i < text.size; i++)
        if (text.data[i] == '#' && (text.data[i - 1] == ' ' || text.data[i - 1] == '\t'))
            return trim((pecia_str){text.data, i});
    return text;
}

/* How many bytes of what comes belong to a scalar whose lines are indented more than OUTER. */
static uint64_t block_size(const yaml *y, uint64_t outer) {
    yaml ahead = *y;
    uint32_t line = y->all->line;
    pecia_str before = ahead.rest;
    while (next_line(&ahead) && !(ahead.line.size && ahead.indent <= outer))
        before = ahead.rest;
    y->all->line = line;
    return (uint64_t)(before.data - y->rest.data);
}

/* The lines of a literal or folded scalar, which are indented more than OUTER. */
static int32_t block(yaml *y, bool folded, uint64_t outer, pecia_str *out) {
    char *copy = pecia_arena_alloc(y->arena, block_size(y, outer) + 1);
    uint64_t size = 0, first = 0;
    if (!copy)
        return PECIA_ERR_MEMORY;
    for (yaml before = *y; next_line(y); before = *y) {
        if (y->line.size && y->indent <= outer) {
            y->all->line--;
            y->rest = before.rest;
            break;
        }
        first = !first ? y->indent : first;
        uint64_t more = y->line.size && y->indent > first && !folded ? y->indent - first : 0;
        bool joins = folded && y->line.size;
        if (size && !(joins && copy[size - 1] == '\n'))
            copy[size++] = joins ? ' ' : '\n';
        memset(copy + size, ' ', more);
        memcpy(copy + size + more, y->line.data, y->line.size);
        size += more + y->line.size;
    }
    while (size && copy[size - 1] == '\n')
        size--;
    *out = (pecia_str){copy, size};
    return PECIA_OK;
}

/* What TEXT, behind a key or a dash in a line indented by OUTER, means. */
static int32_t scalar(yaml *y, pecia_str text, uint64_t outer, pecia_str *out) {
    text = trim(text);
    *out = text;
    if (!text.size)
        return PECIA_OK;
    if (text.data[0] == '"' || text.data[0] == '\'')
        return unquote(y, text, out);
    pecia_str bare = without_comment(text);
    if ((text.data[0] == '|' || text.data[0] == '>') && (bare.size == 1 || is(bare, "|-") || is(bare, ">-")))
        return block(y, text.data[0] == '>', outer, out);
    if (strchr("&*!{%@`", text.data[0]))
        return refuse(y, "begins with a sign that means something in YAML; put the value in quotation marks", text);
    *out = text.data[0] == '#' ? (pecia_str){text.data, 0} : bare;
    return PECIA_OK;
}

/* ---------------------------------------------------------------- statements */

/* States what the open item says: its value, then more about it. */
static int32_t end_item(yaml *y) {
    uint32_t count = y->count, main = count;
    int32_t status = PECIA_OK;
    y->count = 0;
    for (uint32_t i = 0; i < count; i++)
        if (is(y->fields[i].name, "value") || is(y->fields[i].name, "name") || is(y->fields[i].name, "text"))
            main = i;
    if (count && main == count)
        return refuse(y, "has fields but no value; write \"value: ...\" among them", y->key);
    if (count)
        status = pecia_statements_add(y->all, y->key, y->fields[main].value);
    for (uint32_t i = 0; i < count && status == PECIA_OK; i++) {
        pecia_str name = y->fields[i].name;
        char *key = pecia_arena_alloc(y->arena, y->key.size + name.size + 1);
        if (!key)
            return PECIA_ERR_MEMORY;
        memcpy(key, y->key.data, y->key.size);
        key[y->key.size] = '.';
        memcpy(key + y->key.size + 1, name.data, name.size);
        if (i != main)
            status = pecia_statements_add(y->all, (pecia_str){key, y->key.size + 1 + name.size}, y->fields[i].value);
    }
    return status;
}

/* "name: value" with the name of a field; a value may hold a colon itself. */
static bool is_field(pecia_str line, pecia_str *name, pecia_str *value) {
    static const char *const names[] = {"value", "name",   "text", "type",    "role",
                                        "lang",  "scheme", "href", "file-as", "position"};
    const char *colon = memchr(line.data, ':', line.size);
    if (!colon)
        return false;
    *name = trim((pecia_str){line.data, (uint64_t)(colon - line.data)});
    *value = (pecia_str){colon + 1, line.size - (uint64_t)(colon - line.data) - 1};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(*name, names[i]))
            return true;
    return false;
}

static int32_t add_field(yaml *y, pecia_str name, pecia_str value) {
    if (y->count == FIELDS_MAX)
        return refuse(y, "is one field too many", name);
    y->fields[y->count].name = name;
    return scalar(y, value, y->indent, &y->fields[y->count++].value);
}

/* Adds VALUE unless it is empty. */
static int32_t add(yaml *y, pecia_str value) {
    return value.size ? pecia_statements_add(y->all, y->key, value) : PECIA_OK;
}

/* Where the part of FLOW that begins at FROM ends: at a comma outside quotation marks and braces, or the last sign. */
static uint64_t part_end(pecia_str flow, uint64_t from) {
    uint64_t depth = 0, i = from;
    char mark = '\0';
    for (; i + 1 < flow.size; i++) {
        char c = flow.data[i];
        if ((c == '"' || c == '\'') && (!mark || mark == c) && (i == 0 || flow.data[i - 1] != '\\'))
            mark = mark ? '\0' : c;
        if (mark)
            continue;
        depth += c == '{';
        depth -= c == '}' && depth > 0;
        if (c == ',' && depth == 0)
            break;
    }
    return i;
}

/* "{name: a, role: aut}" */
static int32_t add_flow_map(yaml *y, pecia_str map) {
    pecia_str name, value;
    int32_t status = PECIA_OK;
    if (map.data[map.size - 1] != '}')
        return refuse(y, "is a map that does not end in its line", map);
    for (uint64_t from = 1, end; from + 1 < map.size && status == PECIA_OK; from = end + 1) {
        end = part_end(map, from);
        pecia_str part = trim((pecia_str){map.data + from, end - from});
        if (part.size)
            status = is_field(part, &name, &value)
                         ? add_field(y, name, value)
                         : refuse(y, "is no field (value, type, role, lang, scheme, href, file-as, position)", part);
    }
    return status == PECIA_OK ? end_item(y) : status;
}

/* "[a, 'b, c', {name: d}]" */
static int32_t add_flow(yaml *y, pecia_str list) {
    int32_t status = PECIA_OK;
    if (list.data[list.size - 1] != ']')
        return refuse(y, "is a list that does not end in its line", list);
    for (uint64_t from = 1, end; from < list.size && status == PECIA_OK; from = end + 1) {
        end = part_end(list, from);
        pecia_str value, part = trim((pecia_str){list.data + from, end - from});
        if (part.size > 1 && part.data[0] == '{') {
            status = add_flow_map(y, part);
            continue;
        }
        status = scalar(y, part, 0, &value);
        if (status == PECIA_OK)
            status = add(y, value);
    }
    return status;
}

static int32_t read_value(yaml *y, pecia_str text) {
    pecia_str value;
    text = trim(text);
    if (text.size > 1 && text.data[0] == '[')
        return add_flow(y, without_comment(text));
    if (text.size > 1 && text.data[0] == '{')
        return add_flow_map(y, without_comment(text));
    int32_t status = scalar(y, text, y->indent, &value);
    return status == PECIA_OK ? add(y, value) : status;
}

static int32_t read_key(yaml *y) {
    const char *colon = memchr(y->line.data, ':', y->line.size);
    if (!colon)
        return refuse(y, "is no line of metadata; write \"key: value\"", y->line);
    y->key = trim((pecia_str){y->line.data, (uint64_t)(colon - y->line.data)});
    return read_value(y, (pecia_str){colon + 1, y->line.size - (uint64_t)(colon - y->line.data) - 1});
}

static int32_t read_line(yaml *y) {
    pecia_str name, value;
    bool item = y->line.size > 1 && y->line.data[0] == '-' && y->line.data[1] == ' ' && y->key.size;
    if (item) {
        int32_t status = end_item(y);
        pecia_str content = trim((pecia_str){y->line.data + 1, y->line.size - 1});
        if (status != PECIA_OK)
            return status;
        bool flow = content.size && (content.data[0] == '{' || content.data[0] == '[');
        return !flow && is_field(content, &name, &value) ? add_field(y, name, value) : read_value(y, content);
    }
    if (y->indent && y->key.size) {
        if (is_field(y->line, &name, &value))
            return add_field(y, name, value);
        return refuse(
            y, "is neither an item (- value) nor a field (value, type, role, lang, scheme, href, file-as, position)",
            y->line);
    }
    int32_t status = end_item(y);
    return status == PECIA_OK ? read_key(y) : status;
}

int32_t pecia_statements_read(pecia_statements *all, pecia_str text) {
    yaml y = {.all = all, .rest = text, .arena = pecia_arena_new(pecia_memory_default(), 0)};
    int32_t status = y.arena ? PECIA_OK : PECIA_ERR_MEMORY;
    if (text.size >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0)
        y.rest.data += 3, y.rest.size -= 3;
    while (status == PECIA_OK && next_line(&y))
        if (!means_nothing(y.line))
            status = read_line(&y);
    if (status == PECIA_OK)
        status = end_item(&y);
    if (status == PECIA_OK)
        status = pecia_statements_settle(all);
    pecia_arena_free(y.arena);
    return status;
}
