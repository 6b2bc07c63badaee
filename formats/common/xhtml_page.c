/* SPDX-License-Identifier: MIT
 *
 * xhtml_page.c: see xhtml_page.h.
 */
#include "common/xhtml_page.h"

#include "common/xml_read.h"

static const struct tag {
    const char *name;
    uint8_t class_;
} tags[XHTML_TAG_COUNT] = {
    [XHTML_OTHER] = {"", XHTML_CLASS_INLINE},
#define TAG(name, class_) [XHTML_##name] = {#name, XHTML_CLASS_##class_},
#include "common/xhtml_tags.def"
#undef TAG
};

static const struct {
    const char *prefix, *name;
    uint32_t key;
} keys[] = {
    {"", "id", XHTML_KEY_ID},
    {"", "class", XHTML_KEY_CLASS},
    {"", "href", XHTML_KEY_HREF},
    {"xlink", "href", XHTML_KEY_HREF},
    {"", "xlink:href", XHTML_KEY_HREF},
    {"", "src", XHTML_KEY_SRC},
    {"", "data", XHTML_KEY_SRC},
    {"", "data-src", XHTML_KEY_SRC},
    {"", "alt", XHTML_KEY_ALT},
    {"", "title", XHTML_KEY_TITLE},
    {"xml", "lang", XHTML_KEY_LANG},
    {"", "lang", XHTML_KEY_LANG},
    {"", "xml:lang", XHTML_KEY_LANG},
    {"", "data-lang", XHTML_KEY_LANG},
    {"epub", "type", XHTML_KEY_TYPE},
    {"", "epub:type", XHTML_KEY_TYPE},
    {"", "role", XHTML_KEY_ROLE},
    {"", "aria-label", XHTML_KEY_LABEL},
    {"", "colspan", XHTML_KEY_COLSPAN},
    {"", "rowspan", XHTML_KEY_ROWSPAN},
    {"", "start", XHTML_KEY_START},
    {"", "style", XHTML_KEY_STYLE},
    {"", "name", XHTML_KEY_NAME},
    {"xml", "id", XHTML_KEY_ID},
    {"", "data-quotation", XHTML_KEY_QUOTATION},
    {"", "data-part", XHTML_KEY_PART},
    {"", "data-tie", XHTML_KEY_TIE},
    {"", "data-marks", XHTML_KEY_MARKS},
    {"", "data-type", XHTML_KEY_DATA_TYPE},
    {"", "data-role", XHTML_KEY_DATA_ROLE},
    {"", "data-n", XHTML_KEY_DATA_N},
    {"", "data-unit", XHTML_KEY_UNIT},
    {"", "data-facs", XHTML_KEY_FACS},
    {"", "data-edition", XHTML_KEY_EDITION},
    {"", "data-break", XHTML_KEY_BREAK},
    {"", "data-who", XHTML_KEY_WHO},
    {"", "data-level", XHTML_KEY_LEVEL},
    {"", "cite", XHTML_KEY_CITE},
    {"", "value", XHTML_KEY_VALUE},
    {"", "data-place", XHTML_KEY_PLACE},
    {"", "data-resp", XHTML_KEY_RESP},
    {"", "data-checked", XHTML_KEY_CHECKED},
    {"", "data-header", XHTML_KEY_HEADER},
    {"", "data-tei", XHTML_KEY_TEI},
    {"", "data-ref", XHTML_KEY_REF},
    {"", "data-when", XHTML_KEY_WHEN},
    {"", "data-source", XHTML_KEY_SOURCE},
    {"", "content", XHTML_KEY_CONTENT},
    {"", "property", XHTML_KEY_PROPERTY},
    {"", "rel", XHTML_KEY_REL},
    {"", "scope", XHTML_KEY_SCOPE},
    {"", "data-href", XHTML_KEY_DATA_HREF},
};

uint32_t xhtml_tag_find(pecia_str name) {
    size_t low = 1, high = XHTML_TAG_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2, size = strlen(tags[middle].name);
        int order = memcmp(name.data, tags[middle].name, name.size < size ? name.size : size);
        if (order == 0)
            order = name.size < size ? -1 : name.size > size;
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return XHTML_OTHER;
}

uint32_t xhtml_tag_class(uint32_t tag) {
    return tag < XHTML_TAG_COUNT ? tags[tag].class_ : XHTML_CLASS_INLINE;
}

bool xhtml_has_word(pecia_str list, const char *word) {
    pecia_str next;
    while ((next = pecia_str_word(&list)).size)
        if (pecia_str_is(next, word))
            return true;
    return false;
}

void xhtml_page_begin(xhtml_page *page, const pecia_host *host, pecia_job *job) {
    if (!page->host)
        pecia_buf_init(&page->text, host, job);
    page->host = host;
    page->job = job;
    page->count = page->value_count = page->open_count = 0;
    page->skip = page->math = 0;
    page->line = 0;
    page->status = PECIA_OK;
    page->scripts = 0;
    pecia_buf_clear(&page->text);
}

static xhtml_item *add_item(xhtml_page *page, uint8_t type) {
    if (page->status != PECIA_OK)
        return NULL;
    page->status =
        pecia_grow(page->host, page->job, &page->items, &page->capacity, page->count + 1, sizeof *page->items);
    if (page->status == PECIA_OK && page->count >= UINT32_MAX / 2)
        page->status = PECIA_ERR_LIMIT;
    if (page->status != PECIA_OK)
        return NULL;
    page->items[page->count] = (xhtml_item){.type = type, .line = page->line};
    return &page->items[page->count++];
}

static uint32_t add_text(xhtml_page *page, pecia_str text) {
    uint64_t offset = page->text.size;
    if (page->text.size + text.size > UINT32_MAX)
        page->status = PECIA_ERR_LIMIT;
    else if (pecia_buf_add_str(&page->text, text) != PECIA_OK)
        page->status = PECIA_ERR_MEMORY;
    return (uint32_t)offset;
}

/* A block tells the elements around it, up to the next block, that it is there. */
static void tell_of_block(xhtml_page *page) {
    for (uint64_t i = page->open_count; i-- > 0;) {
        xhtml_item *item = &page->items[page->open[i]];
        uint32_t class_ = xhtml_tag_class(item->tag);
        item->holds_blocks = true;
        if (class_ == XHTML_CLASS_BLOCK)
            return;
    }
}

void xhtml_page_start(xhtml_page *page, pecia_str name) {
    uint32_t tag = xhtml_tag_find(name), class_ = xhtml_tag_class(tag);
    bool kept = page->is_html && (tag == XHTML_head || tag == XHTML_style);
    if (page->skip || (class_ == XHTML_CLASS_SKIP && !kept)) {
        page->skip++;
        page->scripts += tag == XHTML_script || tag == XHTML_iframe;
        return;
    }
    if (class_ == XHTML_CLASS_BLOCK)
        tell_of_block(page);
    uint32_t offset = tag == XHTML_OTHER || tag == XHTML_math || tag == XHTML_svg ? add_text(page, name) : 0;
    if (page->status == PECIA_OK)
        page->status = pecia_grow(page->host, page->job, &page->open, &page->open_capacity, page->open_count + 1,
                                  sizeof *page->open);
    uint32_t index = (uint32_t)page->count;
    xhtml_item *item = add_item(page, XHTML_START);
    if (!item)
        return;
    item->tag = (uint8_t)tag;
    item->first = (uint32_t)page->value_count;
    item->name = offset;
    item->name_size = (uint16_t)(name.size > UINT16_MAX ? UINT16_MAX : name.size);
    page->open[page->open_count++] = index;
    page->math += page->math || tag == XHTML_math;
}

void xhtml_page_attribute(xhtml_page *page, pecia_str prefix, pecia_str name, pecia_str value) {
    if (page->skip || page->status != PECIA_OK || !page->open_count)
        return;
    uint32_t key = XHTML_KEY_COUNT;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && key == XHTML_KEY_COUNT; i++)
        if (pecia_str_is(name, keys[i].name) && pecia_str_is(prefix, keys[i].prefix))
            key = keys[i].key;
    bool other = !prefix.size && name.size < 80 && (page->math || pecia_str_begins(name, "data-tei-"));
    if (key == XHTML_KEY_COUNT && other && memcmp(name.data, "on", 2) != 0)
        key = XHTML_KEY_OTHER;
    if (key == XHTML_KEY_COUNT) {
        page->scripts += name.size > 2 && memcmp(name.data, "on", 2) == 0 && !prefix.size;
        return;
    }
    uint32_t offset = add_text(page, value);
    if (page->status == PECIA_OK)
        page->status = pecia_grow(page->host, page->job, &page->values, &page->value_capacity, page->value_count + 1,
                                  sizeof *page->values);
    if (page->status != PECIA_OK)
        return;
    page->values[page->value_count++] = (xhtml_value){.key = key, .offset = offset, .size = (uint32_t)value.size};
    if (key == XHTML_KEY_OTHER) {
        page->values[page->value_count - 1].name_size = (uint32_t)name.size;
        page->values[page->value_count - 1].name = add_text(page, name);
    }
    page->items[page->open[page->open_count - 1]].count++;
}

void xhtml_page_end(xhtml_page *page) {
    if (page->skip) {
        page->skip--;
        return;
    }
    if (page->status != PECIA_OK || !page->open_count)
        return;
    uint32_t start = page->open[--page->open_count], index = (uint32_t)page->count;
    page->math -= page->math > 0;
    xhtml_item *item = add_item(page, XHTML_END);
    if (!item)
        return;
    item->tag = page->items[start].tag;
    item->end = start;
    page->items[start].end = index;
}

static bool is_blank(pecia_str text) {
    return pecia_str_trim(text).size == 0;
}

void xhtml_page_text(xhtml_page *page, pecia_str text) {
    if (page->skip || page->status != PECIA_OK || !text.size)
        return;
    if (!is_blank(text))
        for (uint64_t i = page->open_count; i-- > 0;) {
            xhtml_item *open = &page->items[page->open[i]];
            open->holds_text = true;
            if (xhtml_tag_class(open->tag) == XHTML_CLASS_BLOCK)
                break;
        }
    xhtml_item *last = page->count ? &page->items[page->count - 1] : NULL;
    uint32_t offset = add_text(page, text);
    if (last && last->type == XHTML_TEXT && last->first + last->count == offset) {
        last->count += (uint32_t)text.size;
        return;
    }
    xhtml_item *item = add_item(page, XHTML_TEXT);
    if (!item)
        return;
    item->first = offset;
    item->count = (uint32_t)text.size;
}

pecia_str xhtml_page_value(const xhtml_page *page, const xhtml_item *item, uint32_t key) {
    for (uint32_t i = 0; i < item->count; i++) {
        const xhtml_value *value = &page->values[item->first + i];
        if (value->key == key)
            return (pecia_str){page->text.data + value->offset, value->size};
    }
    return (pecia_str){NULL, 0};
}

pecia_str xhtml_page_item_text(const xhtml_page *page, const xhtml_item *item) {
    return (pecia_str){page->text.data + item->first, item->count};
}

pecia_str xhtml_page_item_name(const xhtml_page *page, const xhtml_item *item) {
    if (item->tag == XHTML_OTHER)
        return (pecia_str){page->text.data + item->name, item->name_size};
    return pecia_str_of(tags[item->tag].name);
}

/* ---------------------------------------------------------------- XML */

typedef struct xml_page {
    xhtml_page *page;
    xml_reader *reader;
} xml_page;

static int32_t on_start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                        const xml_attribute *declarations, uint32_t declared) {
    xml_page *xml = context;
    (void)declarations;
    (void)declared;
    xml->page->line = xml_line(xml->reader);
    xhtml_page_start(xml->page, pecia_str_of(name->local));
    for (uint32_t i = 0; i < count; i++)
        xhtml_page_attribute(xml->page, pecia_str_of(attributes[i].name.prefix), pecia_str_of(attributes[i].name.local),
                             attributes[i].value);
    return xml->page->status;
}

static int32_t on_end(void *context, const xml_name *name) {
    xml_page *xml = context;
    (void)name;
    xhtml_page_end(xml->page);
    return xml->page->status;
}

static int32_t on_text(void *context, pecia_str text) {
    xml_page *xml = context;
    xhtml_page_text(xml->page, text);
    return xml->page->status;
}

int32_t xhtml_page_read(xhtml_page *page, const pecia_host *host, pecia_job *job, pecia_str bytes, pecia_str member) {
    static const xml_events events = {.start = on_start, .end = on_end, .text = on_text};
    xml_page xml = {.page = page};
    xml_source source = {.host = host,
                         .job = job,
                         .bytes = bytes,
                         .member = member,
                         .library = &page->library,
                         .html_entities = true,
                         .quiet = true};
    xhtml_page_begin(page, host, job);
    if (page->is_html)
        return xhtml_page_repair(page, bytes);
    int32_t status = xml_read(&source, &events, &xml, &xml.reader);
    if (status != PECIA_ERR_INPUT)
        return status;
    pecia_place place = {member, page->line, 0};
    host->job->report(job, PECIA_WARNING, "xhtml-repaired", &place,
                      "this page is not well-formed XHTML from here on; it was read as HTML");
    xhtml_page_begin(page, host, job);
    return xhtml_page_repair(page, bytes);
}
