/* SPDX-License-Identifier: MIT
 *
 * xhtml_out.c: characters and attributes of a page. Text goes out in runs between the few characters that need a
 * reference.
 */
#include "common/xhtml_writer.h"

enum { PLAIN, AMP, LT, GT, CR, QUOTE, TAB, LF };

static const char *const references[] = {"", "&amp;", "&lt;", "&gt;", "&#13;", "&quot;", "&#9;", "&#10;"};

static const uint8_t special[256] = {
    ['&'] = AMP, ['<'] = LT, ['>'] = GT, ['\r'] = CR, ['"'] = QUOTE, ['\t'] = TAB, ['\n'] = LF};

/* True if none of the eight bytes at AT is special: special ones are the quote, '&', '<', '>' and controls. */
static bool is_plain(const char *at) {
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t value;
    memcpy(&value, at, 8);
    uint64_t amp = value ^ ones * '&', quote = value ^ ones * '"', angle = (value & ~(ones * 2)) ^ ones * '<';
    uint64_t found =
        ((amp - ones) & ~amp) | ((quote - ones) & ~quote) | ((angle - ones) & ~angle) | ((value - ones * ' ') & ~value);
    return (found & highs) == 0;
}

static void escape(pecia_buf *out, pecia_str text, uint8_t last) {
    uint64_t run = 0;
    for (uint64_t i = 0; i < text.size; i++) {
        while (i + 8 < text.size && is_plain(text.data + i)) {
            i += 8;
        }
        uint8_t which = special[(unsigned char)text.data[i]];
        if (which == PLAIN || which > last) {
            continue;
        }
        pecia_buf_add(out, text.data + run, i - run);
        pecia_buf_add_text(out, references[which]);
        run = i + 1;
    }
    pecia_buf_add(out, text.data + run, text.size - run);
}

void xhtml_escape(pecia_buf *out, pecia_str text) {
    if (text.size > 0) {
        escape(out, text, CR);
    }
}

void xhtml_escape_attribute(pecia_buf *out, pecia_str text) {
    if (text.size > 0) {
        escape(out, text, LF);
    }
}

void xhtml_markup(xhtml_writer *w, const char *markup) {
    pecia_buf_add_text(&w->out, markup);
}

void xhtml_attribute(xhtml_writer *w, const char *name, pecia_str value) {
    if (!value.data) {
        return;
    }
    pecia_buf_add_char(&w->out, ' ');
    pecia_buf_add_text(&w->out, name);
    pecia_buf_add(&w->out, "=\"", 2);
    xhtml_escape_attribute(&w->out, value);
    pecia_buf_add_char(&w->out, '"');
}

void xhtml_property(xhtml_writer *w, uint32_t node, uint32_t key, const char *name) {
    pecia_str value = xhtml_get(w, node, key);
    xhtml_attribute(w, name, value);
    if (value.data) {
        pecia_keep_key(w->origins, w->job, node, key);
    }
}

void xhtml_number(xhtml_writer *w, const char *name, int64_t number) {
    pecia_buf_add_char(&w->out, ' ');
    pecia_buf_add_text(&w->out, name);
    pecia_buf_add(&w->out, "=\"", 2);
    pecia_buf_add_number(&w->out, number);
    pecia_buf_add_char(&w->out, '"');
}

pecia_str xhtml_get(const xhtml_writer *w, uint32_t node, uint32_t key) {
    pecia_str value = {NULL, 0};
    if (node != 0) {
        w->host->document->get(w->document, node, key, &value);
    }
    return value;
}

int64_t xhtml_get_number(const xhtml_writer *w, uint32_t node, uint32_t key) {
    return node != 0 ? w->host->document->get_number(w->document, node, key, 0) : 0;
}

bool xhtml_is_empty(const xhtml_writer *w, uint32_t node) {
    const pecia_event *next = w->host->cursor->peek(w->cursor);
    return next->type == PECIA_EXIT && next->node == node;
}

bool xhtml_is_unnamed(const xhtml_writer *w, uint32_t link) {
    const pecia_document_api *d = w->host->document;
    for (uint32_t n = d->first_child(w->document, link); n; n = d->next_sibling(w->document, n)) {
        uint32_t kind = d->kind(w->document, n);
        bool blank = kind == PECIA_TEXT && pecia_str_trim(d->text(w->document, n)).size == 0;
        if (!blank && kind != PECIA_NOTE_REF && kind != PECIA_NOTE && kind != PECIA_SPACE && kind != PECIA_COMMENT) {
            return false;
        }
    }
    return true;
}

bool xhtml_is_language(pecia_str tag) {
    uint64_t part = 0, parts = 0;
    bool digits = false;
    for (uint64_t i = 0; i <= tag.size; i++) {
        char c = i < tag.size ? tag.data[i] : '-';
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-') {
            bool first = parts == 0 && (digits || (part == 1 && tag.data[0] != 'x' && tag.data[0] != 'i') ||
                                        (part == 1 && tag.size < 3));
            if (part == 0 || part > 8 || first) {
                return false;
            }
            parts++;
            part = 0;
        } else if (letter || (c >= '0' && c <= '9')) {
            digits = digits || !letter;
            part++;
        } else {
            return false;
        }
    }
    return true;
}

/* The two letters of ISO 639-1 for the three of PRIMARY, in any case; NULL if it has none. */
static const char *shorter_language(pecia_str primary) {
    static const struct {
        const char *three, *two;
    } languages[] = {
#define LANGUAGE(three, two) {three, two},
#include "common/languages.def"
#undef LANGUAGE
    };
    char name[3];
    size_t low = 0, high = sizeof(languages) / sizeof(languages[0]);
    for (uint64_t i = 0; i < 3 && primary.size == 3; i++) {
        name[i] = (char)(primary.data[i] | 32);
    }
    while (primary.size == 3 && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(name, languages[middle].three, 3);
        if (order == 0) {
            return languages[middle].two;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
    return NULL;
}

void xhtml_add_language(pecia_buf *out, pecia_str tag) {
    const char *end = tag.size > 0 ? memchr(tag.data, '-', (size_t)tag.size) : NULL;
    pecia_str primary = {tag.data, end ? (uint64_t)(end - tag.data) : tag.size};
    const char *two = shorter_language(primary);
    xhtml_escape_attribute(out, two ? pecia_str_of(two) : primary);
    xhtml_escape_attribute(out, pecia_str_from(tag, primary.size));
}

bool xhtml_is_rtl(pecia_str tag) {
    static const char *const languages[] = {"ar", "he",  "fa",  "ur",  "yi",  "syr", "arc", "ps",  "sd", "ug",
                                            "dv", "ckb", "ara", "heb", "per", "fas", "urd", "yid", "iw", "ji"};
    static const char *const scripts[] = {"-Arab", "-Hebr", "-Syrc", "-Thaa", "-Nkoo", "-Samr", "-Mand", "-Armi"};
    pecia_str whole = tag;
    const char *end = tag.size > 0 ? memchr(tag.data, '-', (size_t)tag.size) : NULL;
    tag.size = end ? (uint64_t)(end - tag.data) : tag.size;
    pecia_str script = {whole.data + tag.size, whole.size - tag.size < 5 ? whole.size - tag.size : 5};
    bool has_script = script.size == 5 && (whole.size == tag.size + 5 || whole.data[tag.size + 5] == '-');
    for (size_t i = 0; has_script && i < sizeof(scripts) / sizeof(scripts[0]); i++) {
        if (pecia_str_is(script, scripts[i])) {
            return true;
        }
    }
    for (size_t i = 0; !has_script && i < sizeof(languages) / sizeof(languages[0]); i++) {
        if (pecia_str_is(tag, languages[i])) {
            return true;
        }
    }
    return false;
}

/* A tag that begins with a code of two or three letters; not "x-", "i-" or a word. */
static bool has_code(pecia_str tag) {
    uint64_t size = 0;
    while (size < tag.size && tag.data[size] != '-') {
        size++;
    }
    return size == 2 || size == 3;
}

void xhtml_language(xhtml_writer *w, pecia_str tag) {
    if (tag.size == 0 || !xhtml_is_language(tag)) {
        return;
    }
    if (!has_code(tag)) { /* nothing speaks such a language: it is kept, but not claimed */
        xhtml_attribute(w, "data-lang", tag);
        return;
    }
    xhtml_markup(w, " lang=\"");
    xhtml_add_language(&w->out, tag);
    if (!w->is_html) {
        xhtml_markup(w, "\" xml:lang=\"");
        xhtml_add_language(&w->out, tag);
    }
    bool rtl = xhtml_is_rtl(tag);
    xhtml_markup(w, rtl ? "\" dir=\"rtl\"" : w->is_rtl ? "\" dir=\"ltr\"" : "\"");
}

void xhtml_identity(xhtml_writer *w, uint32_t node) {
    pecia_str id = xhtml_get(w, node, PECIA_ID);
    if (id.size > 0 && xhtml_owns_id(w, node, id) && xhtml_emit_id(w, node)) {
        pecia_buf_add(&w->out, " id=\"", 5);
        xhtml_add_id(&w->out, id);
        pecia_buf_add_char(&w->out, '"');
        pecia_keep_key(w->origins, w->job, node, PECIA_ID);
    }
    xhtml_language(w, xhtml_get(w, node, PECIA_LANG));
    pecia_keep_key(w->origins, w->job, node, PECIA_LANG);
}

void xhtml_type(const xhtml_writer *w, pecia_buf *out, const char *type) {
    if (!w->is_html) {
        pecia_buf_add_text(out, " epub:type=\"");
        pecia_buf_add_text(out, type);
        pecia_buf_add_char(out, '"');
    }
}

void xhtml_common(xhtml_writer *w, uint32_t node, const char *class_name) {
    pecia_str classes = pecia_str_trim(xhtml_get(w, node, PECIA_CLASS));
    xhtml_identity(w, node);
    if (class_name && classes.size == 0) {
        xhtml_attribute(w, "class", pecia_str_of(class_name));
    } else if (classes.size > 0) {
        pecia_str rest = classes, word;
        pecia_buf_add(&w->out, " class=\"", 8);
        pecia_buf_add_text(&w->out, class_name ? class_name : "");
        bool some = class_name != NULL;
        while ((word = pecia_str_word(&rest)).size > 0) {
            if (!class_name || !pecia_str_is(word, class_name)) {
                pecia_buf_add(&w->out, " ", some ? 1 : 0);
                xhtml_escape_attribute(&w->out, word);
                some = true;
            }
        }
        pecia_buf_add_char(&w->out, '"');
    }
    xhtml_origin(w, node);
}
