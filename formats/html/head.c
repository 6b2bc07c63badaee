/* SPDX-License-Identifier: MIT
 *
 * head.c: what the head of a page says: title, metadata, language, and the looks of classes.
 *
 * Pages say the same in several vocabularies; for each key the first that says anything is believed.
 */
#include "html.h"

const html_meta html_metas[] = {
#define META(vocabulary, name, key, type)  {name, key, type, HTML_##vocabulary, true},
#define READS(vocabulary, name, key, type) {name, key, type, HTML_##vocabulary, false},
#include "metas.def"
#undef META
#undef READS
};
const size_t html_meta_count = sizeof html_metas / sizeof *html_metas;

static bool is_element(const xhtml_reader *r, const xhtml_item *item, const char *name) {
    return item->type == XHTML_START && item->tag == XHTML_OTHER &&
           pecia_str_is(xhtml_page_item_name(&r->page, item), name);
}

static void state(xhtml_reader *r, const char *key, pecia_str value, const xhtml_item *item) {
    pecia_meta meta = {.key = pecia_str_of(key), .value = pecia_str_trim(value)};
    if (meta.value.size == 0)
        return;
    if (item) {
        meta.type = xhtml_page_value(&r->page, item, XHTML_KEY_DATA_TYPE);
        meta.role = xhtml_page_value(&r->page, item, XHTML_KEY_DATA_ROLE);
        meta.lang = xhtml_page_value(&r->page, item, XHTML_KEY_LANG);
        meta.href = xhtml_page_value(&r->page, item, XHTML_KEY_REF);
    }
    r->build->meta(r->builder, &meta);
}

/* Keywords stand in one list, set apart by commas. */
static void state_all(xhtml_reader *r, const html_meta *row, pecia_str value, const xhtml_item *item) {
    bool is_list = strcmp(row->name, "keywords") == 0;
    while (is_list && value.size > 0) {
        const char *comma = memchr(value.data, ',', value.size);
        uint64_t size = comma ? (uint64_t)(comma - value.data) : value.size;
        state(r, row->key, (pecia_str){value.data, size}, item);
        value = pecia_str_from(value, size + 1);
    }
    if (!is_list)
        state(r, row->key, value, item);
}

/* Rows of the key of ROW that an earlier vocabulary has spoken of. */
static bool is_told(const uint8_t *told, const html_meta *row) {
    for (size_t i = 0; i < html_meta_count; i++)
        if (told[i] && html_metas[i].vocabulary < row->vocabulary && strcmp(html_metas[i].key, row->key) == 0)
            return true;
    return false;
}

static void read_meta(xhtml_reader *r, const xhtml_item *item, uint32_t vocabulary, uint8_t *told) {
    pecia_str name = xhtml_page_value(&r->page, item, XHTML_KEY_NAME);
    if (name.size == 0)
        name = xhtml_page_value(&r->page, item, XHTML_KEY_PROPERTY);
    pecia_str content = xhtml_page_value(&r->page, item, XHTML_KEY_CONTENT);
    for (size_t i = 0; i < html_meta_count && name.size > 0 && content.size > 0; i++) {
        const html_meta *row = &html_metas[i];
        if (row->vocabulary == vocabulary && pecia_str_is_anycase(name, row->name) && !is_told(told, row)) {
            state_all(r, row, content, item);
            told[i] = 1;
        }
    }
}

static bool has(const xhtml_reader *r, const char *key) {
    pecia_meta meta;
    return r->build->meta_get(r->builder, key, 0, &meta) != 0;
}

/* What is said by elements of its own. */
static int32_t read_element(xhtml_reader *r, const xhtml_item *item) {
    pecia_str text = item[1].type == XHTML_TEXT ? xhtml_page_item_text(&r->page, &item[1]) : (pecia_str){NULL, 0};
    if (is_element(r, item, "title") && !has(r, "title") &&
        !xhtml_has_word(xhtml_page_value(&r->page, item, XHTML_KEY_CLASS), "made"))
        state(r, "title", text, NULL);
    if (item->type == XHTML_START && item->tag == XHTML_style)
        return xhtml_css_add(&r->css, text);
    if (is_element(r, item, "link") && xhtml_has_word(xhtml_page_value(&r->page, item, XHTML_KEY_REL), "license")) {
        pecia_str href = xhtml_page_value(&r->page, item, XHTML_KEY_HREF);
        pecia_meta meta = {.key = PECIA_STR("licence"), .value = href, .href = href};
        pecia_str name = xhtml_page_value(&r->page, item, XHTML_KEY_TITLE);
        meta.value = name.size > 0 ? name : href;
        return href.size > 0 ? r->build->meta(r->builder, &meta) : PECIA_OK;
    }
    return PECIA_OK;
}

/* Language of the root element: of the whole text, and of the document unless it says another. */
static void read_language(xhtml_reader *r, const xhtml_item *root) {
    pecia_str lang = pecia_str_trim(xhtml_page_value(&r->page, root, XHTML_KEY_LANG));
    if (lang.size == 0)
        return;
    if (!has(r, "language"))
        state(r, "language", lang, NULL);
    r->build->set(r->builder, 1, PECIA_LANG, lang);
}

int32_t html_read_head(xhtml_reader *r) {
    uint8_t told[sizeof html_metas / sizeof *html_metas] = {0};
    int32_t status = PECIA_OK;
    const xhtml_item *items = r->page.items, *from = NULL, *to = NULL, *root = NULL;
    for (const xhtml_item *item = items; item < items + r->page.count && !to; item++) {
        if (item->type == XHTML_START && item->tag == XHTML_html)
            root = item;
        if (item->type == XHTML_START && item->tag == XHTML_head) {
            from = item;
            to = items + item->end;
        }
    }
    for (uint32_t vocabulary = 0; vocabulary < HTML_VOCABULARY_COUNT; vocabulary++)
        for (const xhtml_item *item = from; item < to; item++)
            if (is_element(r, item, "meta"))
                read_meta(r, item, vocabulary, told);
    for (const xhtml_item *item = from; item < to && status == PECIA_OK; item++)
        status = read_element(r, item);
    if (root)
        read_language(r, root);
    return status == PECIA_OK ? r->build->status(r->builder) : status;
}
