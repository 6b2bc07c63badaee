/* SPDX-License-Identifier: MIT
 *
 * tei_read.c: TEI P5 into the builder, element by element.
 *
 * Every element keeps its name and attributes as its origin, so that the writer can say it again. What it is for other
 * formats comes from map.def and from where it stands: among blocks or in a line of text. A quotation is taken for an
 * inline one until a block turns up in it.
 */
#include "tei/tei_reader.h"

pecia_str tei_keep(tei_reader *reader, pecia_str text) {
    char *copy = text.data ? reader->host->job->alloc(reader->job, text.size + 1) : NULL;
    if (!copy)
        return (pecia_str){NULL, 0};
    memcpy(copy, text.data, text.size);
    return (pecia_str){copy, text.size};
}

pecia_str tei_value(const xml_attribute *attributes, uint32_t count, const char *name) {
    for (uint32_t i = 0; i < count; i++)
        if (!attributes[i].name.ns && strcmp(attributes[i].name.local, name) == 0)
            return attributes[i].value;
    return (pecia_str){NULL, 0};
}

/* ---------------------------------------------------------------- names */

static bool is_tei(const tei_reader *reader, const char *ns) {
    return ns ? strcmp(ns, TEI_NS) == 0 : reader->legacy;
}

/* P4 names that P5 has changed. */
static const char *modern(const char *local) {
    if (strcmp(local, "TEI.2") == 0)
        return "TEI";
    return strcmp(local, "teiCorpus.2") == 0 ? "teiCorpus" : local;
}

static tei_cached *cached(tei_cached *cache, const xml_name *name) {
    uintptr_t hash = ((uintptr_t)name->local >> 3) * 31 + ((uintptr_t)name->ns >> 3);
    for (uint32_t i = 0; i < 8; i++) {
        tei_cached *slot = &cache[(hash + i) % TEI_CACHE];
        if (!slot->local || (slot->local == name->local && slot->ns == name->ns))
            return slot;
    }
    cache[hash % TEI_CACHE].local = NULL;
    return &cache[hash % TEI_CACHE];
}

static const tei_cached *element_name(tei_reader *reader, const xml_name *name) {
    tei_cached *slot = cached(reader->elements, name);
    if (slot->local)
        return slot;
    bool tei = is_tei(reader, name->ns);
    pecia_name full = {pecia_str_of(tei ? TEI_NS : name->ns), pecia_str_of(name->prefix),
                       pecia_str_of(tei ? modern(name->local) : name->local)};
    slot->local = name->local;
    slot->ns = name->ns;
    slot->element = tei ? tei_element_find(full.local) : NULL;
    slot->name = reader->build->name(reader->builder, &full);
    return slot;
}

static const tei_cached *attribute_name(tei_reader *reader, const xml_name *name) {
    tei_cached *slot = cached(reader->attributes, name);
    if (slot->local)
        return slot;
    bool xml = name->ns && strcmp(name->ns, XML_NS) == 0;
    bool legacy_xml =
        reader->legacy && !name->ns && (strcmp(name->local, "id") == 0 || strcmp(name->local, "lang") == 0);
    slot->local = name->local;
    slot->ns = name->ns;
    slot->key = !name->ns || xml ? tei_attribute_key(pecia_str_of(name->local), xml || legacy_xml) : 0;
    pecia_name full = {pecia_str_of(name->ns), pecia_str_of(name->prefix), pecia_str_of(name->local)};
    slot->name = slot->key ? 0 : reader->build->name(reader->builder, &full);
    return slot;
}

/* ---------------------------------------------------------------- attributes */

static int32_t keep_attributes(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count) {
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; i < count && status == PECIA_OK; i++) {
        const tei_cached *name = attribute_name(reader, &attributes[i].name);
        status = name->key ? reader->build->set(reader->builder, node, name->key, attributes[i].value)
                           : reader->build->origin_attribute(reader->builder, node, name->name, attributes[i].value);
    }
    return status;
}

/* Namespaces declared here are kept but for TEI's own, which the writer declares itself. */
static int32_t keep_declarations(tei_reader *reader, uint32_t node, const xml_attribute *declarations, uint32_t count) {
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; i < count && status == PECIA_OK; i++) {
        const char *prefix = declarations[i].name.local;
        if (!prefix)
            continue; /* a default namespace: the writer declares what an element needs */
        pecia_name full = {PECIA_STR("http://www.w3.org/2000/xmlns/"), PECIA_STR("xmlns"), pecia_str_of(prefix)};
        status = reader->build->origin_attribute(reader->builder, node, reader->build->name(reader->builder, &full),
                                                 declarations[i].value);
    }
    return status;
}

static void set_number(tei_reader *reader, uint32_t node, uint32_t key, pecia_str value) {
    int64_t number;
    if (value.data && pecia_str_number(value, &number))
        reader->build->set_number(reader->builder, node, key, number);
}

static int64_t quotation_of(const char *local) {
    static const char *const names[] = {NULL, "quote", "q", "said", "soCalled", "mentioned"};
    for (int64_t i = PECIA_QUOTED; i <= PECIA_MENTIONED; i++)
        if (strcmp(local, names[i]) == 0)
            return i;
    return 0;
}

static uint32_t style_of(const char *local, const xml_attribute *attributes, uint32_t count) {
    if (strcmp(local, "del") == 0)
        return PECIA_STRIKE;
    if (strcmp(local, "hi") != 0)
        return PECIA_MONOSPACE;
    static const char *const sources[] = {"rend", "rendition", "style"};
    uint32_t bits = 0;
    for (int i = 0; i < 3; i++)
        bits |= tei_style_bits(tei_value(attributes, count, sources[i]));
    return bits;
}

static void list_style(tei_reader *reader, uint32_t node, pecia_str type) {
    static const struct {
        const char *word;
        int64_t style;
    } styles[] = {{"ordered", PECIA_LIST_ORDERED}, {"numbered", PECIA_LIST_ORDERED}, {"bulleted", PECIA_LIST_BULLET},
                  {"bullet", PECIA_LIST_BULLET},   {"unordered", PECIA_LIST_BULLET}, {"gloss", PECIA_LIST_DEFINITION}};
    int64_t style = PECIA_LIST_BULLET;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (pecia_str_is(type, styles[i].word))
            style = styles[i].style;
    reader->build->set_number(reader->builder, node, PECIA_LIST_STYLE, style);
}

static void part_of_line(tei_reader *reader, uint32_t node, pecia_str part) {
    int64_t value = pecia_str_is(part, "I")   ? PECIA_INITIAL
                    : pecia_str_is(part, "M") ? PECIA_MEDIAL
                    : pecia_str_is(part, "F") ? PECIA_FINAL
                                              : 0;
    if (value)
        reader->build->set_number(reader->builder, node, PECIA_PART, value);
}

/* What the kind wants to know that TEI says in its own way; the attributes themselves are kept beside it. */
static void describe(tei_reader *reader, const tei_open *open, const char *local, const xml_attribute *attributes,
                     uint32_t count) {
    uint32_t node = open->node;
    switch (open->kind) {
    case PECIA_QUOTE:
    case PECIA_BLOCK_QUOTE:
        if (quotation_of(local))
            reader->build->set_number(reader->builder, node, PECIA_QUOTATION, quotation_of(local));
        break;
    case PECIA_STYLE:
        reader->build->set_number(reader->builder, node, PECIA_STYLE_BITS, style_of(local, attributes, count));
        break;
    case PECIA_LIST: list_style(reader, node, tei_value(attributes, count, "type")); break;
    case PECIA_LINE: part_of_line(reader, node, tei_value(attributes, count, "part")); break;
    case PECIA_ROW:
    case PECIA_CELL:
        set_number(reader, node, PECIA_COLS, tei_value(attributes, count, "cols"));
        set_number(reader, node, PECIA_ROWS, tei_value(attributes, count, "rows"));
        if (pecia_str_is(tei_value(attributes, count, "role"), "label"))
            reader->build->set_number(reader->builder, node, PECIA_HEADER, 1);
        break;
    case PECIA_MATTER: reader->build->set(reader->builder, node, PECIA_ROLE, pecia_str_of(local)); break;
    case PECIA_SECTION:
        if (strcmp(local, "titlePage") == 0)
            reader->build->set(reader->builder, node, PECIA_ROLE, PECIA_STR("titlepage"));
        break;
    default: break;
    }
}

/* ---------------------------------------------------------------- kinds */

static bool is_block_kind(uint32_t kind) {
    return (kind >= PECIA_MATTER && kind <= PECIA_RULE) || kind == PECIA_FOREIGN_BLOCK;
}

static bool is_leaf_kind(uint32_t kind) {
    return kind == PECIA_IMAGE || (kind >= PECIA_PAGE_BREAK && kind <= PECIA_MILESTONE) || kind == PECIA_ANCHOR;
}

/* Kinds in which inlines stand, or in which a quotation is rather one in a line of text. */
static bool is_phrase(uint32_t kind) {
    switch (kind) {
    case PECIA_HEADING:
    case PECIA_PARAGRAPH:
    case PECIA_ATTRIBUTION:
    case PECIA_TERM:
    case PECIA_LINE:
    case PECIA_SPEAKER:
    case PECIA_STAGE:
    case PECIA_CODE_BLOCK:
    case PECIA_CAPTION:
    case PECIA_ITEM:
    case PECIA_DEFINITION:
    case PECIA_CELL:
    case PECIA_NOTE: return true;
    default: return !is_block_kind(kind) && kind != PECIA_DOCUMENT;
    }
}

/* A block in an inline quotation makes it a block quotation, and so on outwards. */
static int32_t promote(tei_reader *reader) {
    for (uint64_t i = reader->open.count; i-- > 0;) {
        tei_open *open = &reader->open.at[i];
        uint32_t kind = open->kind == PECIA_QUOTE            ? PECIA_BLOCK_QUOTE
                        : open->kind == PECIA_CITE           ? PECIA_CITATION
                        : open->kind == PECIA_FOREIGN_INLINE ? PECIA_FOREIGN_BLOCK
                                                             : PECIA_NO_KIND;
        if (!kind || open->leaf_kind)
            return PECIA_OK;
        int32_t status = reader->build->set_kind(reader->builder, open->node, kind);
        if (status != PECIA_OK)
            return status;
        open->kind = (uint8_t)kind;
    }
    return PECIA_OK;
}

static uint32_t head_kind(const tei_open *parent) {
    return parent->kind == PECIA_SECTION || parent->kind == PECIA_MATTER ? PECIA_HEADING : PECIA_CAPTION;
}

static uint32_t list_part(tei_reader *reader, const tei_open *parent, uint32_t kind) {
    if (parent->kind != PECIA_LIST)
        return kind == PECIA_ITEM || kind == PECIA_DEFINITION ? PECIA_FOREIGN_BLOCK : PECIA_PARAGRAPH;
    tei_open *list = &reader->open.at[reader->open.count - 1];
    if (kind == PECIA_TERM && !list->is_mark) {
        list->is_mark = true; /* from the first label on its items are definitions */
        reader->build->set_number(reader->builder, list->node, PECIA_LIST_STYLE, PECIA_LIST_DEFINITION);
    }
    return kind == PECIA_ITEM && list->is_mark ? PECIA_DEFINITION : kind;
}

static uint32_t table_part(const tei_open *parent, uint32_t kind) {
    uint32_t wanted = kind == PECIA_ROW ? PECIA_TABLE : PECIA_ROW;
    return parent->kind == wanted ? kind : PECIA_FOREIGN_BLOCK;
}

static uint32_t kind_of(tei_reader *reader, const tei_element *element, const char *local) {
    const tei_open *parent = tei_top(reader);
    bool phrase = parent && parent->phrase;
    if (!element)
        return phrase ? PECIA_FOREIGN_INLINE : PECIA_FOREIGN_BLOCK;
    uint32_t kind = phrase ? element->line : element->block;
    if (!parent)
        return kind;
    if (kind == PECIA_HEADING ||
        (kind == PECIA_FOREIGN_INLINE && strcmp(local, "head") == 0 && parent->kind == PECIA_FOREIGN_BLOCK))
        return head_kind(parent);
    if (kind == PECIA_ITEM || kind == PECIA_DEFINITION || kind == PECIA_TERM)
        return list_part(reader, parent, kind);
    if (kind == PECIA_ROW || kind == PECIA_CELL)
        return table_part(parent, kind);
    if ((kind == PECIA_BIBL || kind == PECIA_PARAGRAPH) && strcmp(local, "bibl") == 0 && parent->kind == PECIA_CITATION)
        return PECIA_ATTRIBUTION;
    return kind;
}

/* ---------------------------------------------------------------- elements */

static int32_t open_node(tei_reader *reader, tei_open *open) {
    uint32_t kind = open->kind;
    if (is_leaf_kind(kind)) {
        open->leaf_kind = open->kind;
        kind = PECIA_FOREIGN_INLINE;
        open->kind = (uint8_t)kind;
    }
    if (is_block_kind(kind) && promote(reader) != PECIA_OK)
        return reader->build->status(reader->builder);
    int32_t status = reader->build->enter(reader->builder, kind);
    open->node = reader->build->last(reader->builder);
    return status;
}

static bool prints_notes(const char *local, const xml_attribute *attributes, uint32_t count) {
    pecia_str type = tei_value(attributes, count, "type");
    for (uint64_t i = 0; i + 4 <= type.size; i++)
        if (memcmp(type.data + i, "note", 4) == 0)
            return true;
    return strcmp(local, "back") == 0 || strcmp(local, "noteGrp") == 0 || strcmp(local, "standOff") == 0;
}

static int32_t check_root(tei_reader *reader, const xml_name *name) {
    pecia_place place = xml_place(reader->xml);
    if (!name->ns)
        reader->legacy = tei_element_find(pecia_str_of(modern(name->local))) != NULL;
    if (!is_tei(reader, name->ns)) {
        reader->host->job->report(reader->job, PECIA_ERROR, "not-tei", &place,
                                  "the root element is <%s>%s%s, so this is no TEI document", name->local,
                                  name->ns ? " of the namespace " : " without a namespace", name->ns ? name->ns : "");
        return PECIA_ERR_INPUT;
    }
    if (reader->legacy)
        reader->host->job->report(reader->job, PECIA_WARNING, "tei-no-namespace", &place,
                                  "<%s> has no namespace; it is read as TEI and written as TEI P5", name->local);
    const char *local = modern(name->local);
    if (strcmp(local, "TEI") != 0 && strcmp(local, "teiCorpus") != 0)
        reader->host->job->report(reader->job, PECIA_INFO, "tei-fragment", &place,
                                  "the root element is <%s>: this is a part of a document", name->local);
    return PECIA_OK;
}

static void report_include(tei_reader *reader, const xml_name *name) {
    if (!name->ns || strcmp(name->ns, "http://www.w3.org/2001/XInclude") != 0 || strcmp(name->local, "include") != 0)
        return;
    pecia_place place = xml_place(reader->xml);
    if (reader->includes++ == 0)
        reader->host->job->report(reader->job, PECIA_WARNING, "xinclude-unread", &place,
                                  "xi:include is kept but what it names was not read");
}

static void first_language(tei_reader *reader, const xml_attribute *attributes, uint32_t count, const char *local) {
    if (reader->lang_known ||
        (strcmp(local, "TEI") != 0 && strcmp(local, "text") != 0 && strcmp(local, "teiCorpus") != 0))
        return;
    for (uint32_t i = 0; i < count; i++)
        if (attributes[i].name.ns && strcmp(attributes[i].name.ns, XML_NS) == 0 &&
            strcmp(attributes[i].name.local, "lang") == 0) {
            reader->build->set(reader->builder, 1, PECIA_LANG, attributes[i].value);
            reader->lang_known = true;
        }
}

static int32_t start_visible(tei_reader *reader, tei_open *open, const char *local, const xml_attribute *attributes,
                             uint32_t count) {
    const tei_open *parent = tei_top(reader);
    bool phrase = parent && parent->phrase;
    open->kind = (uint8_t)kind_of(reader, open->element, local);
    if (open->kind == PECIA_NOTE)
        return tei_note_start(reader, attributes, count, phrase, &open->node);
    int32_t status = open_node(reader, open);
    if (status != PECIA_OK)
        return status;
    describe(reader, open, local, attributes, count);
    if (open->leaf_kind == PECIA_ANCHOR)
        return tei_anchor_start(reader, open->node, attributes, count);
    if (open->kind == PECIA_LINK) {
        open->is_mark = true;
        reader->mark.size = 0;
        return tei_link_start(reader, open->node, attributes, count);
    }
    return PECIA_OK;
}

static void inherit(const tei_reader *reader, tei_open *open, const char *local, const xml_attribute *attributes,
                    uint32_t count) {
    const tei_open *parent = reader->open.count ? &reader->open.at[reader->open.count - 1] : NULL;
    open->hidden = parent && parent->hidden;
    open->code = (parent && parent->code) || open->kind == PECIA_CODE || open->kind == PECIA_CODE_BLOCK;
    open->notes = (parent && parent->notes && open->kind != PECIA_NOTE) || prints_notes(local, attributes, count);
    if (open->kind == PECIA_HIDDEN_BLOCK)
        open->hidden = true;
    open->phrase = is_phrase(open->kind);
    open->only = open->element && open->element->only && !open->hidden;
    open->empty = true;
}

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    tei_reader *reader = context;
    if (!reader->open.count) {
        int32_t status = check_root(reader, name);
        if (status != PECIA_OK)
            return status;
    }
    const tei_cached *known = element_name(reader, name);
    const char *local = modern(name->local);
    tei_open *parent = tei_top(reader);
    if (parent)
        parent->empty = false;
    tei_open open = {.element = known->element, .local = local};
    bool tells_place = open.element && (open.element->line == PECIA_NOTE || open.element->line == PECIA_LINK ||
                                        open.element->line == PECIA_QUOTE || open.element->line == PECIA_CITE);
    reader->build->at(reader->builder, 0, xml_line(reader->xml), tells_place ? xml_column(reader->xml) : 0);
    report_include(reader, name);
    first_language(reader, attributes, count, local);
    int32_t status;
    if (parent && parent->hidden) {
        open.kind = PECIA_FOREIGN_INLINE;
        status = reader->build->enter(reader->builder, open.kind);
        open.node = reader->build->last(reader->builder);
        tei_meta_start(reader, parent->local, local, attributes, count);
    } else {
        status = start_visible(reader, &open, local, attributes, count);
    }
    inherit(reader, &open, local, attributes, count);
    if (open.kind == PECIA_HIDDEN_BLOCK && strcmp(local, "teiHeader") == 0)
        reader->headers++;
    if (!TEI_ROOM(reader, reader->open))
        return PECIA_ERR_MEMORY;
    if (status == PECIA_OK)
        status = reader->build->origin(reader->builder, open.node, known->name);
    if (status == PECIA_OK)
        status = keep_attributes(reader, open.node, attributes, count);
    if (status == PECIA_OK)
        status = keep_declarations(reader, open.node, declarations, declared);
    reader->open.at[reader->open.count++] = open;
    return status;
}

static int32_t end(void *context, const xml_name *name) {
    tei_reader *reader = context;
    (void)name;
    tei_open open = reader->open.at[--reader->open.count];
    if (open.hidden)
        tei_meta_end(reader);
    int32_t status = reader->build->leave(reader->builder, open.kind);
    if (status != PECIA_OK)
        return status;
    if (open.leaf_kind && open.empty)
        status = reader->build->set_kind(reader->builder, open.node, open.leaf_kind);
    if (status == PECIA_OK && open.kind == PECIA_LINK)
        status = tei_link_end(reader, &open);
    return status;
}

static bool is_blank(pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++)
        if (!pecia_is_space(text.data[i]))
            return false;
    return true;
}

static int32_t text(void *context, pecia_str data) {
    tei_reader *reader = context;
    tei_open *top = tei_top(reader);
    if (!top)
        return PECIA_OK;
    if (top->only && is_blank(data))
        return PECIA_OK;
    top->empty = false;
    if (top->hidden)
        tei_meta_text(reader, data);
    else if (reader->mark.size < 64)
        pecia_buf_add(&reader->mark, data.data, data.size < 64 ? data.size : 64);
    return reader->build->text(reader->builder, data.data, data.size);
}

static int32_t comment(void *context, pecia_str data) {
    tei_reader *reader = context;
    if (tei_top(reader))
        tei_top(reader)->empty = false;
    return reader->build->hidden_text(reader->builder, PECIA_COMMENT, data);
}

static int32_t instruction(void *context, pecia_str target, pecia_str data) {
    tei_reader *reader = context;
    if (tei_top(reader))
        tei_top(reader)->empty = false;
    int32_t status = reader->build->hidden_text(reader->builder, PECIA_INSTRUCTION, data);
    if (status != PECIA_OK)
        return status;
    return reader->build->set(reader->builder, reader->build->last(reader->builder), PECIA_N, target);
}

int32_t tei_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    static const xml_events events = {start, end, text, comment, instruction};
    tei_reader *reader = host->job->alloc(job, sizeof *reader);
    if (!reader)
        return PECIA_ERR_MEMORY;
    reader->host = host;
    reader->job = job;
    reader->builder = builder;
    reader->build = host->builder;
    reader->meta_row = -1;
    pecia_buf_init(&reader->mark, host, job);
    pecia_buf_init(&reader->meta_text, host, job);
    xml_source source = {.host = host, .job = job, .input = input};
    int32_t status = xml_read(&source, &events, reader, &reader->xml);
    return status == PECIA_OK ? tei_notes_resolve(reader) : status;
}
