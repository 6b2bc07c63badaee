/* SPDX-License-Identifier: MIT
 *
 * mend.c: package documents that are no XML, for the two reasons that are common: prefixes that nobody declared, and
 * '&' that stands for itself.
 */
#include "opf.h"

static const char *const namespaces[][2] = {{"opf", "http://www.idpf.org/2007/opf"},
                                            {"dc", "http://purl.org/dc/elements/1.1/"},
                                            {"dcterms", "http://purl.org/dc/terms/"},
                                            {"xsi", "http://www.w3.org/2001/XMLSchema-instance"},
                                            {"calibre", "http://calibre.kovidgoyal.net/2009/metadata"}};

static bool declares(pecia_str bytes, const char *prefix) {
    char wanted[32] = "xmlns:";
    strncat(wanted, prefix, 20);
    return memmem(bytes.data, bytes.size, wanted, strlen(wanted)) != NULL;
}

static bool is_of_name(char c) {
    return c == '#' || (c >= '0' && c <= '9') || (pecia_lower(c) >= 'a' && pecia_lower(c) <= 'z');
}

/* "&#38;", "&amp;": true if what follows the '&' has the form of a reference. */
static bool is_reference(pecia_str rest) {
    uint64_t i = 1;
    while (i < rest.size && i < 12 && is_of_name(rest.data[i]))
        i++;
    return i > 1 && i < rest.size && rest.data[i] == ';';
}

static void add_namespaces(pecia_buf *out, pecia_str bytes) {
    for (size_t k = 0; k < sizeof namespaces / sizeof *namespaces; k++) {
        if (declares(bytes, namespaces[k][0]))
            continue;
        pecia_buf_add_text(out, " xmlns:");
        pecia_buf_add_text(out, namespaces[k][0]);
        pecia_buf_add_text(out, "=\"");
        pecia_buf_add_text(out, namespaces[k][1]);
        pecia_buf_add_text(out, "\"");
    }
}

pecia_str opf_mend(const pecia_host *host, pecia_job *job, pecia_str bytes) {
    pecia_buf out;
    pecia_buf_init(&out, host, job);
    bytes = pecia_str_begins(bytes, "\xEF\xBB\xBF") ? pecia_str_from(bytes, 3) : bytes;
    bytes = pecia_str_trim(bytes);
    const char *root = memmem(bytes.data, bytes.size, "<package", 8);
    uint64_t after = root ? (uint64_t)(root - bytes.data) + 8 : 0;
    for (uint64_t i = 0; i < bytes.size && out.status == PECIA_OK; i++) {
        if (i == after && after)
            add_namespaces(&out, bytes);
        pecia_buf_add_char(&out, bytes.data[i]);
        if (bytes.data[i] == '&' && !is_reference(pecia_str_from(bytes, i)))
            pecia_buf_add_text(&out, "amp;");
    }
    return out.status == PECIA_OK ? pecia_buf_str(&out) : (pecia_str){NULL, 0};
}
