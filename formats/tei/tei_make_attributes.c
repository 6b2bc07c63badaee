/* SPDX-License-Identifier: MIT
 *
 * tei_make_attributes.c: what an element that was just opened says of itself, as far as the profile has words for it.
 */
#include <inttypes.h>
#include <stdio.h>

#include "tei/tei_maker.h"

void tei_make_attribute(tei_maker *maker, const char *name, pecia_str value) {
    tei_out_attribute(maker->out, name, value);
    if (maker->said_count < TEI_SAID_MAX)
        maker->said[maker->said_count++] = name;
}

void tei_make_say(tei_maker *maker, const char *name, pecia_str value) {
    if (!maker->tag)
        return;
    pecia_str said = tei_fit_value(&maker->fit, maker->tag_name, name, value);
    if (said.data)
        tei_make_attribute(maker, name, said);
    if (said.data != value.data)
        tei_make_degrade(maker);
}

void tei_make_say_number(tei_maker *maker, const char *name, int64_t value) {
    char text[24];
    int size = snprintf(text, sizeof text, "%" PRId64, value);
    tei_make_say(maker, name, (pecia_str){text, (uint64_t)size});
}

void tei_make_word(tei_maker *maker, uint32_t node, uint32_t key, const char *name) {
    pecia_str value;
    if (!node || !maker->host->document->get(maker->document, node, key, &value) || !value.size)
        return;
    pecia_str rest = value;
    while (rest.size) {
        uint32_t code = pecia_str_next(&rest);
        if (code <= ' ' || code == 0xA0 || (code >= 0x7F && code < 0xA0) || (code >= 0x2000 && code <= 0x200F) ||
            code == 0x3000)
            return;
    }
    tei_make_say(maker, name, value);
}

/* How much of URL comes before a colon that would end its scheme and is none (RFC 3986, 3.1 and 4.2). */
static uint64_t false_scheme(pecia_str url) {
    uint64_t size = 0;
    bool scheme = true;
    while (size < url.size && !strchr(":/?#", url.data[size])) {
        char c = url.data[size], small = (char)(c | 0x20);
        bool letter = small >= 'a' && small <= 'z';
        scheme = scheme && (letter || (size && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')));
        size++;
    }
    return size < url.size && url.data[size] == ':' && !(scheme && size) ? size + 1 : 0;
}

static void add_url(pecia_buf *buf, pecia_str url) {
    uint64_t no_scheme = false_scheme(url);
    const char *hash = url.size ? memchr(url.data, '#', url.size) : NULL;
    for (uint64_t i = 0; i < url.size; i++) {
        unsigned char c = (unsigned char)url.data[i];
        bool coded = c == '%' && i + 2 < url.size && pecia_hex_digit(url.data[i + 1]) >= 0 &&
                     pecia_hex_digit(url.data[i + 2]) >= 0;
        bool stray = (c == '%' && !coded) || (c == '#' && url.data + i != hash) || (c == ':' && i < no_scheme);
        if (c > ' ' && !strchr("<>\"{}|\\^`", c) && c != 0x7F && !stray) {
            pecia_buf_add_char(buf, (char)c);
            continue;
        }
        char hex[4];
        snprintf(hex, sizeof hex, "%%%02X", c);
        pecia_buf_add(buf, hex, 3);
    }
}

void tei_make_pointer(tei_maker *maker, const char *name, pecia_str url) {
    pecia_buf buf;
    pecia_buf_init(&buf, maker->host, maker->out->job);
    add_url(&buf, url);
    tei_make_say(maker, name, pecia_buf_str(&buf));
}

/* The identifier that FRAGMENT of a URL means (RFC 3986, 2.1): as it is, or decoded into BUF if it is one so. */
static pecia_str meant_id(const tei_maker *maker, pecia_str fragment, char *buf) {
    uint64_t size = 0;
    if (fragment.size >= TEI_ID_MAX || !memchr(fragment.data, '%', fragment.size) ||
        maker->host->document->find_id(maker->document, fragment))
        return fragment;
    for (uint64_t i = 0; i < fragment.size; i++) {
        bool coded = fragment.data[i] == '%' && i + 2 < fragment.size;
        int high = coded ? pecia_hex_digit(fragment.data[i + 1]) : -1,
            low = coded ? pecia_hex_digit(fragment.data[i + 2]) : -1;
        bool decoded = high >= 0 && low >= 0;
        buf[size++] = decoded ? (char)(high * 16 + low) : fragment.data[i];
        i += decoded ? 2 : 0;
    }
    pecia_str id = {buf, size};
    return maker->host->document->find_id(maker->document, id) ? id : fragment;
}

/* "#id" as it is written, in the TEI_ID_MAX + 1 bytes at WITH_HASH if it is another; absent if HREF leads elsewhere. */
static pecia_str own_target(const tei_maker *maker, pecia_str href, char *with_hash) {
    char buf[TEI_ID_MAX], decoded[TEI_ID_MAX];
    if (href.size < 2 || href.data[0] != '#')
        return (pecia_str){NULL, 0};
    pecia_str id = tei_ids_ncname(&maker->ids, meant_id(maker, pecia_str_from(href, 1), decoded), buf);
    if (id.data == href.data + 1 || id.size > TEI_ID_MAX)
        return href;
    with_hash[0] = '#';
    memcpy(with_hash + 1, id.data, id.size);
    return (pecia_str){with_hash, id.size + 1};
}

/* In TEI a link may lead to several places (16.2); elsewhere a space is one of the address. */
static void say_targets(tei_maker *maker, const char *name, pecia_str hrefs) {
    char with_hash[TEI_ID_MAX + 1];
    pecia_buf buf;
    pecia_buf_init(&buf, maker->host, maker->out->job);
    for (pecia_str href; (href = pecia_str_word(&hrefs)).size;) {
        pecia_str own = own_target(maker, href, with_hash);
        if (buf.size)
            pecia_buf_add_char(&buf, ' ');
        if (own.data)
            pecia_buf_add_str(&buf, own);
        else
            add_url(&buf, href);
    }
    tei_make_say(maker, name, pecia_buf_str(&buf));
}

void tei_make_target(tei_maker *maker, const char *name, pecia_str href) {
    char with_hash[TEI_ID_MAX + 1];
    pecia_str own = own_target(maker, href, with_hash);
    if (memchr(href.data, ' ', href.size) && strcmp(maker->host->document->source_format(maker->document), "tei") == 0)
        say_targets(maker, name, href);
    else if (own.data)
        tei_make_say(maker, name, own);
    else
        tei_make_pointer(maker, name, href);
}

static bool has_id(const tei_maker *maker, uint32_t node, pecia_str *value) {
    return node && maker->host->document->get(maker->document, node, PECIA_ID, value) && value->size &&
           maker->host->document->find_id(maker->document, *value) == node;
}

static void say_id(tei_maker *maker, pecia_str value) {
    char buf[TEI_ID_MAX];
    pecia_str id = tei_ids_ncname(&maker->ids, value, buf);
    maker->changed_ids += id.data == buf;
    tei_make_say(maker, "xml:id", id);
}

bool tei_make_anchor(tei_maker *maker, uint32_t node) {
    pecia_str value;
    uint32_t outer = tei_made_holder(maker)->element, made = maker->fit.made[TEI_E_anchor].element;
    bool named = has_id(maker, node, &value);
    if (!named &&
        (maker->host->document->kind(maker->document, node) != PECIA_ANCHOR || !tei_make_has(maker, TEI_E_anchor)))
        return true; /* nothing can point to it */
    if (!tei_fit_holds(&maker->fit, outer, made))
        return tei_make_wait(maker, node);
    tei_make_empty(maker, TEI_E_anchor);
    if (named)
        say_id(maker, value);
    tei_make_close(maker);
    maker->tag = TEI_E_none;
    return true;
}

void tei_make_place_id(tei_maker *maker, uint32_t node, uint32_t element) {
    uint32_t made = maker->fit.made[element].element;
    pecia_str value;
    if (!made || !has_id(maker, node, &value) || tei_fit_value(&maker->fit, tei_fit_name(made), "xml:id", value).data)
        return;
    tei_make_anchor(maker, node);
}

void tei_make_common(tei_maker *maker, uint32_t node, bool again) {
    const pecia_document_api *api = maker->host->document;
    pecia_str value;
    if (!node)
        return;
    if (maker->tag && !again && has_id(maker, node, &value))
        say_id(maker, value);
    else if (!maker->tag && !again && !tei_made_top(maker)->pending)
        tei_make_anchor(maker, node); /* it may be pointed to also where it has no element */
    if (api->get(maker->document, node, PECIA_LANG, &value) && tei_is_language(value))
        tei_make_say(maker, "xml:lang", value);
    if (!again && api->get(maker->document, node, PECIA_N, &value) && value.size)
        tei_make_say(maker, "n", value);
}

/* ---------------------------------------------------------------- fragments of a quotation */

static uint32_t next_fragment(tei_maker *maker, int64_t tie) {
    uint64_t before = maker->tie_capacity;
    if (tie < 0 || tie > 10000000 ||
        pecia_grow(maker->host, maker->out->job, &maker->ties, &maker->tie_capacity, (uint64_t)tie + 1,
                   sizeof *maker->ties) != PECIA_OK)
        return 0;
    for (uint64_t i = before; i < maker->tie_capacity; i++)
        maker->ties[i] = 0;
    return ++maker->ties[tie];
}

static void say_fragment(tei_maker *maker, const char *name, const char *hash, int64_t tie, uint32_t fragment) {
    char text[TEI_ID_MAX], with_hash[TEI_ID_MAX + 1];
    pecia_str id = tei_ids_new(&maker->ids, "quote-", (uint64_t)tie, fragment, text);
    size_t size = strlen(hash);
    memcpy(with_hash, hash, size);
    memcpy(with_hash + size, id.data, id.size);
    tei_make_say(maker, name, (pecia_str){with_hash, id.size + size});
}

void tei_make_tie(tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    int64_t tie = api->get_number(maker->document, node, PECIA_TIE, -1);
    int64_t part = api->get_number(maker->document, node, PECIA_PART, 0);
    pecia_str id;
    uint32_t fragment = tie >= 0 && part ? next_fragment(maker, tie) : 0;
    if (!fragment || api->get(maker->document, node, PECIA_ID, &id))
        return;
    say_fragment(maker, "xml:id", "", tie, fragment);
    if (part == PECIA_INITIAL || part == PECIA_MEDIAL)
        say_fragment(maker, "next", "#", tie, fragment + 1);
    if ((part == PECIA_MEDIAL || part == PECIA_FINAL) && fragment > 1)
        say_fragment(maker, "prev", "#", tie, fragment - 1);
}

void tei_make_strip(tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    int64_t absent = api->kind(maker->document, node) == PECIA_QUOTE ? PECIA_MARKS_KEPT : PECIA_MARKS_NONE;
    char rend[TEI_STRIP_MAX];
    bool kept = api->get_number(maker->document, node, PECIA_MARKS, absent) == PECIA_MARKS_KEPT;
    if (maker->tag && kept && tei_strip_find(&maker->strip, node, rend))
        tei_make_say(maker, "rend", pecia_str_of(rend));
}
