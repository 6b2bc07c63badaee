/* SPDX-License-Identifier: MIT
 *
 * xhtml_links.c: identifiers and addresses. No address leads to a place that no page has, and none is active.
 */
#include "common/xhtml_writer.h"
#include "common/xml_write.h"

/* Schemes whose addresses are not even kept, and those that a link may have. */
static const char *const active[] = {"javascript", "vbscript", "livescript", "data", "file", NULL};
static const char *const schemes[] = {"http", "https", "mailto", "tel", "ftp", "urn", "sms", "news", NULL};

static bool is_hidden(uint32_t kind) {
    return kind == PECIA_COMMENT || kind == PECIA_INSTRUCTION || kind == PECIA_SPACE || kind == PECIA_HIDDEN_BLOCK ||
           kind == PECIA_NOTE_REF;
}

void xhtml_add_id(pecia_buf *out, pecia_str id) {
    static const char hex[] = "0123456789abcdef";
    if (xml_is_ncname(id)) {
        pecia_buf_add_str(out, id);
        return;
    }
    pecia_buf_add_text(out, "id_");
    for (uint64_t i = 0; i < id.size; i++) {
        unsigned char c = (unsigned char)id.data[i];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.') {
            pecia_buf_add_char(out, (char)c);
        } else {
            pecia_buf_add_char(out, '_');
            pecia_buf_add_char(out, hex[c >> 4]);
            pecia_buf_add_char(out, hex[c & 15]);
        }
    }
}

bool xhtml_owns_id(const xhtml_writer *w, uint32_t node, pecia_str id) {
    return w->host->document->find_id(w->document, id) == node;
}

bool xhtml_emit_id(xhtml_writer *w, uint32_t node) {
    uint64_t byte = node / 8;
    if (byte >= w->emitted_bytes) {
        int32_t status = pecia_grow(w->host, w->job, &w->emitted, &w->emitted_bytes, byte + 1, 1);
        if (status != PECIA_OK) {
            w->status = status;
            return false;
        }
    }
    uint8_t bit = (uint8_t)(1u << (node & 7));
    bool fresh = !(w->emitted[byte] & bit);
    w->emitted[byte] |= bit;
    return fresh;
}

/* True if no page shows NODE: it is, or stands in, something hidden. */
bool xhtml_is_unseen(const xhtml_writer *w, uint32_t node) {
    uint32_t own = w->host->document->kind(w->document, node);
    if (own == PECIA_NOTE_REF) {
        node = w->host->document->parent(w->document, node);
    }
    for (; node != 0; node = w->host->document->parent(w->document, node)) {
        if (is_hidden(w->host->document->kind(w->document, node))) {
            return true;
        }
    }
    return own == PECIA_DOCUMENT;
}

static bool add_internal(xhtml_writer *w, uint32_t node, pecia_str id, pecia_buf *out) {
    uint32_t note = 0, target = w->host->document->find_id(w->document, id);
    bool is_note = false;
    if (target == 0 && pecia_map_get(&w->note_ids, id, &note)) {
        pecia_note_state state;
        w->host->document->note(w->document, note, NULL, &state);
        target = state.body;
        is_note = true;
    } else if (target != 0 && w->host->document->kind(w->document, target) == PECIA_NOTE) {
        note = w->host->document->note_of(w->document, target);
        is_note = true;
    }
    if (target == 0 || xhtml_is_unseen(w, target)) {
        pecia_place place = w->host->document->place(w->document, node);
        w->host->job->report(w->job, PECIA_WARNING, "link-nowhere", &place,
                             "a link leads to '%.*s', which the text does not have; its words are kept",
                             (int)(id.size < 100 ? id.size : 100), id.data);
        return false;
    }
    pecia_buf_add_str(out, w->hooks->page_of(w->context, target));
    pecia_buf_add_char(out, '#');
    if (is_note) {
        xhtml_add_note_id(w, out, note);
    } else {
        xhtml_add_id(out, id);
    }
    return true;
}

/* The scheme of URL in lower case, as written in SCHEME without what browsers skip; 0 bytes when there is none. */
static uint64_t scheme_of(pecia_str url, char scheme[16]) {
    uint64_t size = 0;
    for (uint64_t i = 0; i < url.size; i++) {
        char c = url.data[i];
        if ((unsigned char)c <= ' ') {
            continue;
        }
        c = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
        if (c == ':') {
            return size;
        }
        if (!((c >= 'a' && c <= 'z') || (size > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))) {
            return 0;
        }
        if (size == 15) {
            return size; /* none that is known is as long */
        }
        scheme[size++] = c;
    }
    return 0;
}

static bool is_known_scheme(pecia_str scheme) {
    for (uint32_t i = 0; schemes[i]; i++) {
        if (pecia_str_is(scheme, schemes[i])) {
            return true;
        }
    }
    return false;
}

/* True if URL (http, https, ftp) names a host that every checker takes. */
static bool has_host(pecia_str url) {
    uint64_t i = 0, start, dots = 0;
    while (i < url.size && url.data[i] != ':') {
        i++;
    }
    if (i + 3 > url.size || memcmp(url.data + i, "://", 3) != 0) {
        return false;
    }
    for (start = i += 3; i < url.size && url.data[i] != '/' && url.data[i] != '?' && url.data[i] != '#'; i++) {
        char c = url.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '.' && c != '-' && c != ':') {
            return false;
        }
        if (c == '.' && (dots + start == i || url.data[i - 1] == '.')) {
            return false;
        }
    }
    return i > start && url.data[i - 1] != '.' && url.data[i - 1] != '-' && url.data[i - 1] != ':';
}

/* Appends URL with the characters encoded that may not stand in one (RFC 3986, 2). */
static void add_url(pecia_buf *out, pecia_str url) {
    static const char hex[] = "0123456789ABCDEF";
    bool fragment = false;
    for (uint64_t i = 0; i < url.size; i++) {
        unsigned char c = (unsigned char)url.data[i];
        bool bad = c <= ' ' || c == 0x7F || strchr("\"<>\\^`{|}[]", c) != NULL || (c == '#' && fragment);
        if (c == '%') {
            bad = i + 2 >= url.size || !strchr("0123456789abcdefABCDEF", url.data[i + 1]) ||
                  !strchr("0123456789abcdefABCDEF", url.data[i + 2]);
        }
        fragment = fragment || c == '#';
        if (bad) {
            pecia_buf_add_char(out, '%');
            pecia_buf_add_char(out, hex[c >> 4]);
            pecia_buf_add_char(out, hex[c & 15]);
        } else if (c == '&') {
            pecia_buf_add_text(out, "&amp;");
        } else {
            pecia_buf_add_char(out, (char)c);
        }
    }
}

bool xhtml_add_url(pecia_buf *out, pecia_str url) {
    char scheme[16];
    pecia_str name = {scheme, scheme_of(url, scheme)};
    bool needs_host = pecia_str_begins(name, "http") || pecia_str_is(name, "ftp");
    if (!is_known_scheme(name) || pecia_str_ends(url, ":") || (needs_host && !has_host(url))) {
        return false;
    }
    add_url(out, url);
    return true;
}

static bool refuse(xhtml_writer *w, uint32_t node, const char *code, const char *why, pecia_str url) {
    pecia_place place = w->host->document->place(w->document, node);
    w->host->job->report(w->job, PECIA_WARNING, code, &place, "the address '%.*s' %s; the words of the link are kept",
                         (int)(url.size < 100 ? url.size : 100), url.data, why);
    return false;
}

pecia_str xhtml_lost_target(const xhtml_writer *w, uint32_t node) {
    pecia_str url = pecia_str_trim(xhtml_get(w, node, PECIA_HREF));
    char scheme[16];
    pecia_str name = {scheme, scheme_of(url, scheme)};
    for (uint32_t i = 0; active[i]; i++)
        if (pecia_str_is(name, active[i]))
            return (pecia_str){NULL, 0};
    return url;
}

bool xhtml_link_target(xhtml_writer *w, uint32_t node, pecia_buf *out) {
    pecia_str url = pecia_str_trim(xhtml_get(w, node, PECIA_HREF));
    char scheme[16];
    if (url.size == 0) {
        return false;
    }
    if (url.data[0] == '#' && url.size > 1) {
        return add_internal(w, node, pecia_str_from(url, 1), out);
    }
    pecia_str name = {scheme, scheme_of(url, scheme)};
    if (name.size == 0 && w->is_html) {
        add_url(out, url);
        return true;
    }
    if (name.size == 0) {
        return refuse(w, node, "link-outside", "leads to a file that the book does not hold", url);
    }
    if (!is_known_scheme(name)) {
        return refuse(w, node, "link-scheme", "has a scheme that no link is written to", url);
    }
    return xhtml_add_url(out, url) || refuse(w, node, "link-malformed", "leads nowhere", url);
}
