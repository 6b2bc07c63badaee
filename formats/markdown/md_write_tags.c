/* SPDX-License-Identifier: MIT
 *
 * md_write_tags.c: elements of HTML with what a node says about itself as attributes. See md_writer.h.
 */
#include "md_html.h"
#include "md_writer.h"

/* Appends VALUE as the content of an attribute: one line, whose quotes and references are hidden. */
static void add_value(pecia_buf *out, pecia_str value) {
    for (uint64_t i = 0; i < value.size; i++) {
        switch (value.data[i]) {
        case '"': pecia_buf_add_text(out, "&quot;"); break;
        case '&': pecia_buf_add_text(out, "&amp;"); break;
        case '<': pecia_buf_add_text(out, "&lt;"); break;
        case '>': pecia_buf_add_text(out, "&gt;"); break;
        case '|': pecia_buf_add_text(out, "&#124;"); break;
        case '[': pecia_buf_add_text(out, "&#91;"); break;
        case ']': pecia_buf_add_text(out, "&#93;"); break;
        case '`': pecia_buf_add_text(out, "&#96;"); break;
        case '\\': pecia_buf_add_text(out, "&#92;"); break;
        case '{': pecia_buf_add_text(out, "&#123;"); break;
        case '$': pecia_buf_add_text(out, "&#36;"); break;
        case '}': pecia_buf_add_text(out, "&#125;"); break;
        case '\n': pecia_buf_add_text(out, "&#10;"); break;
        case '\r': pecia_buf_add_text(out, "&#13;"); break;
        case '\t': pecia_buf_add_text(out, "&#9;"); break;
        default: pecia_buf_add_char(out, value.data[i]); break;
        }
    }
}

void md_tag_attribute(md_writer *w, const char *name, pecia_str value) {
    pecia_buf_add_char(&w->tag, ' ');
    pecia_buf_add_text(&w->tag, name);
    pecia_buf_add_text(&w->tag, "=\"");
    add_value(&w->tag, value);
    pecia_buf_add_char(&w->tag, '"');
}

/* True if a link points to ID. */
static bool is_target(const md_writer *w, pecia_str id) {
    uint64_t hash = md_hash(id);
    for (uint64_t i = hash & w->target_mask; w->targets && w->targets[i]; i = (i + 1) & w->target_mask) {
        if (w->targets[i] == hash) {
            return true;
        }
    }
    return false;
}

/* Keys of blocks that are worth an element: what links need, languages, and the parts of quotations. */
static bool is_wanted(md_writer *w, uint32_t node, uint32_t key, pecia_str value) {
    switch (key) {
    case PECIA_ID: return w->is_own || is_target(w, value);
    case PECIA_CLASS: return w->is_own;
    case PECIA_LANG:
    case PECIA_PART:
    case PECIA_TIE:
    case PECIA_QUOTATION:
    case PECIA_SOURCE: return true;
    case PECIA_ALIGN: return w->host->document->kind(w->document, node) != PECIA_CELL;
    default: return md_tei_key(w, node, key);
    }
}

/* Keys that an element of its kind says by itself. */
static bool is_implied(md_writer *w, uint32_t node, uint32_t key) {
    uint32_t kind = w->host->document->kind(w->document, node);
    return (kind == PECIA_LIST && (key == PECIA_LIST_STYLE || key == PECIA_TIGHT)) ||
           (kind == PECIA_BLOCK_QUOTE && key == PECIA_QUOTATION && md_number(w, node, key, 0) == PECIA_QUOTED) ||
           (kind == PECIA_BLOCK_QUOTE && key == PECIA_MARKS && md_number(w, node, key, 0) == PECIA_MARKS_NONE) ||
           (kind == PECIA_QUOTE && key == PECIA_QUOTATION && md_number(w, node, key, 0) == PECIA_Q) ||
           (kind == PECIA_QUOTE && key == PECIA_MARKS && md_number(w, node, key, 0) == PECIA_MARKS_KEPT) ||
           (kind == PECIA_HEADING && key == PECIA_LEVEL) || (kind == PECIA_SECTION && key == PECIA_LEVEL);
}

_Static_assert(PECIA_KEY_COUNT <= 64, "a bit for each key");

/* The keys that NODE has, a bit each: attributes are written in the order of keys, not in that of setting them. */
static uint64_t keys_of(const md_writer *w, uint32_t node) {
    uint64_t keys = 0;
    pecia_property property;
    for (uint32_t at = 0; w->host->document->next_property(w->document, node, &at, &property);) {
        keys |= property.key ? UINT64_C(1) << property.key : 0;
    }
    return keys;
}

/* NUMBER in digits, at the end of ROOM. */
static pecia_str digits_of(int64_t number, char room[24]) {
    uint64_t at = 24;
    uint64_t value = number < 0 ? (uint64_t)-number : (uint64_t)number;
    do {
        room[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    if (number < 0) {
        room[--at] = '-';
    }
    return (pecia_str){room + at, 24 - at};
}

/* What NODE says by KEY, and the attribute's name; absent if that is not written. */
static pecia_str said_by(md_writer *w, uint32_t node, uint32_t key, uint32_t set, char room[24], const char **name) {
    bool is_number = false;
    pecia_str text = md_get(w, node, key);
    *name = md_key_name(key, &is_number);
    if (!*name || is_implied(w, node, key)) {
        return (pecia_str){NULL, 0};
    }
    if (is_number) {
        int64_t number = md_number(w, node, key, INT64_MIN);
        text = number == INT64_MIN ? (pecia_str){NULL, 0} : digits_of(number, room);
    }
    bool is_start = set == MD_ATTR_LIST && key == PECIA_START;
    return set == MD_ATTR_ALL || is_start || is_wanted(w, node, key, text) ? text : (pecia_str){NULL, 0};
}

/* Appends the attributes of NODE but for those of the keys in LEFT_OUT, a bit each. HAS_KIND: behind data-kind. */
static void add_attributes(md_writer *w, uint32_t node, uint32_t set, uint64_t left_out, bool has_kind) {
    for (uint64_t keys = keys_of(w, node) & ~left_out; keys; keys &= keys - 1) {
        char room[24];
        const char *name;
        uint32_t key = (uint32_t)__builtin_ctzll(keys);
        pecia_str text = said_by(w, node, key, set, room, &name);
        if (text.data) {
            md_tag_attribute(w, name, text);
            pecia_keep_key(w->origins, w->job, node, key);
        }
    }
    md_own_attributes(w, node);
    md_tei_add(w, node, has_kind);
}

void md_tag_attributes(md_writer *w, uint32_t node, uint64_t left_out) {
    add_attributes(w, node, MD_ATTR_ALL, left_out, false);
}

void md_tag_rest(md_writer *w, uint32_t node) {
    add_attributes(w, node, MD_ATTR_FEW, UINT64_C(1) << PECIA_ID, false);
}

bool md_is_simple(pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_')) {
            return false;
        }
    }
    return text.size > 0;
}

/* Appends each word of TEXT as a class; false if one of them cannot be one. */
static bool add_classes(md_writer *w, pecia_str text) {
    uint64_t was = w->tag.size;
    while (text.size > 0) {
        uint64_t size = 0;
        while (size < text.size && text.data[size] != ' ') {
            size++;
        }
        pecia_str word = {text.data, size};
        if (!md_is_simple(word)) {
            w->tag.size = was;
            return false;
        }
        pecia_buf_add(&w->tag, " .", 2);
        pecia_buf_add_str(&w->tag, word);
        text = pecia_str_from(text, size < text.size ? size + 1 : size);
    }
    return true;
}

pecia_str md_tag_braces(md_writer *w, uint32_t node, uint32_t set) {
    pecia_buf_clear(&w->tag);
    for (uint64_t keys = keys_of(w, node); keys; keys &= keys - 1) {
        uint32_t key = (uint32_t)__builtin_ctzll(keys);
        char room[24];
        const char *name;
        pecia_str text = said_by(w, node, key, set, room, &name);
        if (text.data) {
            pecia_keep_key(w->origins, w->job, node, key);
        }
        if (!text.data || (key == PECIA_CLASS && add_classes(w, text))) {
            continue;
        }
        if (key == PECIA_ID && md_is_simple(text)) {
            pecia_buf_add(&w->tag, " #", 2);
            pecia_buf_add_str(&w->tag, text);
        } else {
            md_tag_attribute(w, name, text);
        }
    }
    md_own_attributes(w, node);
    md_tei_add(w, node, false);
    if (w->tag.size == 0) {
        return (pecia_str){"", 0};
    }
    pecia_buf_add_char(&w->tag, '}');
    pecia_buf_add_char(&w->tag, '{');
    char *at = w->tag.data; /* "{" goes behind the first space: " {#id}" */
    memmove(at + 2, at + 1, (size_t)w->tag.size - 2);
    at[1] = '{';
    return pecia_buf_str(&w->tag);
}

pecia_str md_tag_open(md_writer *w, const char *name, uint32_t kind, uint32_t node, uint32_t set) {
    pecia_buf_clear(&w->tag);
    pecia_buf_add_char(&w->tag, '<');
    pecia_buf_add_text(&w->tag, name);
    if (kind) {
        md_tag_attribute(w, "data-kind", pecia_str_of(md_kind_name(kind)));
    }
    if (kind == PECIA_HEADING) {
        char level = (char)('0' + md_heading_level(w, node));
        md_tag_attribute(w, "data-level", (pecia_str){&level, 1});
    }
    if (node && set != MD_ATTR_NONE) {
        add_attributes(w, node, set, 0, kind != 0);
    }
    pecia_buf_add_char(&w->tag, '>');
    if (w->tag.status < 0) {
        md_fail(w, w->tag.status);
    }
    return pecia_buf_str(&w->tag);
}

bool md_tag_has(md_writer *w, uint32_t node) {
    return !w->is_plain && md_tag_says(w, node);
}

bool md_tag_says(md_writer *w, uint32_t node) {
    if (node == 0) {
        return false;
    }
    for (uint64_t keys = keys_of(w, node); keys; keys &= keys - 1) {
        char room[24];
        const char *name;
        if (said_by(w, node, (uint32_t)__builtin_ctzll(keys), MD_ATTR_FEW, room, &name).data) {
            return true;
        }
    }
    pecia_buf_clear(&w->tag);
    md_own_attributes(w, node);
    return w->tag.size > 0 || md_tei_says(w, node);
}

uint32_t md_next_node(const md_writer *w, uint32_t node) {
    const pecia_document_api *d = w->host->document;
    uint32_t next = d->first_child(w->document, node);
    while (!next && node) {
        next = d->next_sibling(w->document, node);
        node = next ? node : d->parent(w->document, node);
    }
    return next;
}

int32_t md_targets(md_writer *w) {
    const pecia_document_api *d = w->host->document;
    uint32_t links = d->count(w->document, PECIA_LINK);
    uint64_t capacity = 64;
    while (capacity < (uint64_t)links * 2) {
        capacity *= 2;
    }
    if (links == 0) {
        return PECIA_OK;
    }
    w->targets = w->host->job->alloc(w->job, capacity * sizeof *w->targets);
    w->target_mask = capacity - 1;
    if (!w->targets) {
        return PECIA_ERR_MEMORY;
    }
    for (uint32_t node = 1; node; node = md_next_node(w, node)) {
        if (d->kind(w->document, node) != PECIA_LINK) {
            continue;
        }
        pecia_str href = md_get(w, node, PECIA_HREF);
        if (href.size > 1 && href.data[0] == '#' && !is_target(w, pecia_str_from(href, 1))) {
            uint64_t hash = md_hash(pecia_str_from(href, 1));
            uint64_t i = hash & w->target_mask;
            while (w->targets[i]) {
                i = (i + 1) & w->target_mask;
            }
            w->targets[i] = hash;
        }
    }
    return PECIA_OK;
}
