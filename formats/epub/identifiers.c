/* SPDX-License-Identifier: MIT
 *
 * identifiers.c: ISBN, DOI, UUID in the forms that shops and libraries look for.
 */
#include "writer.h"

/* TEXT without PREFIX, in any case; TEXT itself if it does not begin so. */
static pecia_str without(pecia_str text, const char *prefix) {
    return pecia_str_begins_anycase(text, prefix) ? pecia_str_from(text, strlen(prefix)) : text;
}

static bool is_scheme(const pecia_meta *meta, const char *name) {
    pecia_str scheme = meta->scheme.size > 0 ? meta->scheme : meta->type;
    return pecia_str_is_anycase(scheme, name);
}

/* The digits of an ISBN, checked (ISO 2108); 0 for what is none. */
static uint64_t isbn_digits(pecia_str text, char digits[13]) {
    uint64_t count = 0, sum13 = 0, sum10 = 0;
    for (uint64_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '-' || c == ' ') {
            continue;
        }
        bool x = (c == 'X' || c == 'x') && count == 9;
        if (count == 13 || !(x || (c >= '0' && c <= '9'))) {
            return 0;
        }
        uint64_t value = x ? 10 : (uint64_t)(c - '0');
        sum13 += value * (count % 2 ? 3 : 1);
        sum10 += value * (10 - (count < 10 ? count : 10));
        digits[count++] = x ? 'X' : c;
    }
    return (count == 13 && sum13 % 10 == 0) || (count == 10 && sum10 % 11 == 0) ? count : 0;
}

static pecia_str join(epub_writer *w, const char *prefix, pecia_str rest) {
    uint64_t size = strlen(prefix);
    char *whole = w->host->job->alloc(w->job, size + rest.size + 1);
    if (!whole) {
        return rest;
    }
    memcpy(whole, prefix, size);
    memcpy(whole + size, rest.data, rest.size);
    return (pecia_str){whole, size + rest.size};
}

pecia_str epub_identifier(epub_writer *w, const pecia_meta *meta, const char **type) {
    pecia_str value = pecia_str_trim(meta->value);
    pecia_str bare = without(value, "urn:"), isbn = without(bare, "isbn");
    bool says_isbn = isbn.size < bare.size;
    pecia_str doi = without(without(without(without(value, "https://"), "http://"), "dx."), "doi.org/");
    char digits[13];
    *type = NULL;
    doi = pecia_str_trim(without(without(doi, "urn:"), "doi:"));
    if (is_scheme(meta, "isbn") || says_isbn) {
        uint64_t count = isbn_digits(pecia_str_trim(without(isbn, ":")), digits);
        *type = count == 13 ? "15" : count == 10 ? "02" : NULL;
        return count > 0 ? join(w, "urn:isbn:", (pecia_str){digits, count}) : value;
    }
    if (pecia_str_begins(doi, "10.") && (is_scheme(meta, "doi") || doi.size < value.size)) {
        *type = "06";
        return join(w, "doi:", doi);
    }
    if (is_scheme(meta, "uuid") && value.size == 36) {
        return join(w, "urn:uuid:", value);
    }
    return value;
}
