/* SPDX-License-Identifier: MIT
 *
 * root.c: the root element of an XML document, looked for in its first bytes, without reading it. (XML 1.0, 2.8)
 */
#include <string.h>

#include "plugins/host/stylesheet.h"

enum { SURE = 95, PERHAPS = 5 };

typedef struct text {
    const char *at, *end;
} text;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool begins(text in, const char *word) {
    size_t size = strlen(word);
    return (size_t)(in.end - in.at) >= size && memcmp(in.at, word, size) == 0;
}

/** Goes behind the next END; false if it is not there. */
static bool pass(text *in, const char *end) {
    const char *found = memmem(in->at, (size_t)(in->end - in->at), end, strlen(end));
    if (found)
        in->at = found + strlen(end);
    return found != NULL;
}

/** Goes behind a document type declaration, its internal subset included. */
static bool pass_doctype(text *in) {
    int inside = 0;
    char quote = '\0';
    for (; in->at < in->end; in->at++) {
        char c = *in->at;
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '[' || c == ']')
            inside += c == '[' ? 1 : -1;
        else if (c == '>' && inside <= 0)
            return in->at++, true;
    }
    return false;
}

/** Goes to the '<' of the root element. 1; 0 if this is no XML, -1 if the bytes end before. */
static int find_root(text *in) {
    if (begins(*in, "\xEF\xBB\xBF"))
        in->at += 3;
    for (;;) {
        while (in->at < in->end && is_space(*in->at))
            in->at++;
        if (in->at == in->end)
            return -1;
        if (*in->at != '<')
            return 0;
        bool passed = true;
        if (begins(*in, "<?"))
            passed = pass(in, "?>");
        else if (begins(*in, "<!--"))
            passed = pass(in, "-->");
        else if (begins(*in, "<!"))
            passed = pass_doctype(in);
        else
            return 1;
        if (!passed)
            return -1;
    }
}

static bool ends_name(char c) {
    return is_space(c) || c == '>' || c == '/' || c == '=';
}

static pecia_str take_name(text *in) {
    const char *start = in->at;
    while (in->at < in->end && !ends_name(*in->at))
        in->at++;
    return (pecia_str){start, (uint64_t)(in->at - start)};
}

static bool is(pecia_str name, const char *word) {
    return name.size == strlen(word) && memcmp(name.data, word, name.size) == 0;
}

/** True if the attribute NAME declares the namespace of PREFIX. */
static bool declares(pecia_str name, pecia_str prefix) {
    if (prefix.size == 0)
        return is(name, "xmlns");
    return name.size == prefix.size + 6 && memcmp(name.data, "xmlns:", 6) == 0 &&
           memcmp(name.data + 6, prefix.data, prefix.size) == 0;
}

/** The namespace that the attributes at IN declare for PREFIX; absent if they do not. */
static pecia_str find_namespace(text *in, pecia_str prefix) {
    for (;;) {
        while (in->at < in->end && is_space(*in->at))
            in->at++;
        pecia_str name = take_name(in);
        while (in->at < in->end && (is_space(*in->at) || *in->at == '='))
            in->at++;
        if (in->at == in->end || name.size == 0 || (*in->at != '"' && *in->at != '\''))
            return (pecia_str){NULL, 0};
        const char *start = in->at + 1, *end = memchr(start, *in->at, (size_t)(in->end - start));
        if (!end)
            return (pecia_str){NULL, 0};
        in->at = end + 1;
        if (declares(name, prefix))
            return (pecia_str){start, (uint64_t)(end - start)};
    }
}

int64_t pecia_stylesheet_probe(const pecia_stylesheet *sheet, const void *data, uint64_t size) {
    text in = {data, (const char *)data + size};
    if (sheet->root_count == 0)
        return -1;
    if (size > 1 && (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0))
        return PERHAPS;
    int found = size ? find_root(&in) : 0;
    if (found <= 0)
        return found < 0 && in.at != data ? PERHAPS : 0;
    in.at++;
    pecia_str local = take_name(&in), prefix = {NULL, 0};
    const char *colon = memchr(local.data, ':', local.size);
    if (colon) {
        prefix = (pecia_str){local.data, (uint64_t)(colon - local.data)};
        local = (pecia_str){colon + 1, local.size - prefix.size - 1};
    }
    pecia_str ns = find_namespace(&in, prefix);
    for (uint32_t i = 0; i < sheet->root_count; i++)
        if (is(local, sheet->roots[i].local) && (sheet->roots[i].ns ? ns.data && is(ns, sheet->roots[i].ns) : !ns.data))
            return SURE;
    return 0;
}
