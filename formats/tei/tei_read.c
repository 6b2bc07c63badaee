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
    return pecia_copy(reader->host, reader->job, text);
}

pecia_str tei_value(const xml_attribute *attributes, uint32_t count, const char *name) {
    for (uint32_t i = 0; i < count; i++)
        if (!attributes[i].name.ns && strcmp(attributes[i].name.local, name) == 0)
            return attributes[i].value;
    return (pecia_str){NULL, 0};
}

/* ---------------------------------------------------------------- elements */

static int32_t open_node(tei_reader *reader, tei_open *open) {
    uint32_t kind = open->kind;
    if (tei_is_leaf_kind(kind)) {
        open->leaf_kind = open->kind;
        kind = PECIA_FOREIGN_INLINE;
        open->kind = (uint8_t)kind;
    }
    if (tei_is_block_kind(kind) && tei_promote(reader) != PECIA_OK)
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
        reader->legacy = tei_element_find(pecia_str_of(tei_modern(name->local))) != NULL;
    if (!tei_is_tei(reader, name->ns)) {
        reader->host->job->report(reader->job, PECIA_ERROR, "not-tei", &place,
                                  "the root element is <%s>%s%s, so this is no TEI document", name->local,
                                  name->ns ? " of the namespace " : " without a namespace", name->ns ? name->ns : "");
        return PECIA_ERR_INPUT;
    }
    if (reader->legacy)
        reader->host->job->report(reader->job, PECIA_WARNING, "tei-no-namespace", &place,
                                  "<%s> has no namespace; it is read as TEI and written as TEI P5", name->local);
    const char *local = tei_modern(name->local);
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
            strcmp(attributes[i].name.local, "lang") == 0 && !pecia_str_is(attributes[i].value, "und")) {
            reader->build->set(reader->builder, 1, PECIA_LANG, attributes[i].value);
            reader->lang_known = true;
        }
}

/* Our own words for what TEI has no element for: a line that is meant to end, a rule between blocks. */
static bool is_rule(pecia_str rend) {
    static const char *const words[] = {"rule", "hr", "#hr", "stars", "asterism"};
    pecia_str word;
    while ((word = pecia_str_word(&rend)).size)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (pecia_str_is(word, words[i]))
                return true;
    return false;
}

static uint32_t point_kind(uint32_t kind, const tei_open *parent, pecia_str rend) {
    bool blocks = !parent || !parent->phrase || parent->kind == PECIA_ITEM || parent->kind == PECIA_DEFINITION ||
                  parent->kind == PECIA_CELL || parent->kind == PECIA_NOTE;
    if (kind == PECIA_LINE_BEGINNING && pecia_str_is(rend, "break"))
        return PECIA_LINE_BREAK;
    return kind == PECIA_MILESTONE && blocks && is_rule(rend) ? PECIA_RULE : kind;
}

/* A block of no element's own that says it is a head: one that does not stand first in its division (3.10, 4.2.1). */
static bool is_late_head(const tei_open *open, const tei_open *parent, const char *local,
                         const xml_attribute *attributes, uint32_t count) {
    return open->kind == PECIA_PARAGRAPH && count && local[0] == 'a' && strcmp(local, "ab") == 0 && parent &&
           (parent->kind == PECIA_SECTION || parent->kind == PECIA_MATTER) &&
           pecia_str_is(tei_value(attributes, count, "type"), "head");
}

static int32_t start_visible(tei_reader *reader, tei_open *open, const char *local, const xml_attribute *attributes,
                             uint32_t count) {
    const tei_open *parent = tei_top(reader);
    bool phrase = parent && parent->phrase;
    open->kind = (uint8_t)tei_kind_of(reader, open->element, local);
    bool plain = open->kind == PECIA_SPAN || (open->kind == PECIA_FOREIGN_INLINE && local[0]);
    if (plain && count && tei_style_of(reader, attributes, count))
        open->kind = PECIA_STYLE; /* it has a look, and nothing more that others know */
    if (is_late_head(open, parent, local, attributes, count))
        open->kind = PECIA_HEADING;
    if (open->kind == PECIA_NOTE && phrase && tei_note_is_mark(reader, attributes, count)) {
        open->kind = PECIA_LINK;
        int32_t status = open_node(reader, open);
        return status == PECIA_OK ? tei_note_mark(reader, open->node, attributes, count) : status;
    }
    if (open->kind == PECIA_NOTE)
        return tei_note_start(reader, attributes, count, phrase, &open->node);
    int32_t status = open_node(reader, open);
    if (status != PECIA_OK)
        return status;
    tei_describe(reader, open, local, attributes, count);
    if (open->kind == PECIA_QUOTE || open->kind == PECIA_BLOCK_QUOTE)
        status = tei_part_start(reader, open->node, attributes, count);
    if (status != PECIA_OK)
        return status;
    pecia_str rend = open->leaf_kind ? tei_value(attributes, count, "rend") : (pecia_str){NULL, 0};
    if (open->leaf_kind)
        open->leaf_kind =
            (uint8_t)point_kind(open->leaf_kind, parent, rend.data ? rend : tei_value(attributes, count, "rendition"));
    if (open->leaf_kind == PECIA_IMAGE)
        open->src = tei_keep(reader, tei_value(attributes, count, "url"));
    if (open->leaf_kind == PECIA_ANCHOR)
        return tei_anchor_start(reader, open->node, attributes, count);
    if (open->kind == PECIA_LINK) {
        open->is_mark = true;
        reader->mark.size = 0;
        return tei_link_start(reader, open->node, attributes, count);
    }
    return PECIA_OK;
}

static bool preserves(const xml_attribute *attributes, uint32_t count, bool inherited) {
    for (uint32_t i = 0; i < count; i++)
        if (attributes[i].name.ns && attributes[i].name.local[0] == 's' &&
            strcmp(attributes[i].name.local, "space") == 0 && strcmp(attributes[i].name.ns, XML_NS) == 0)
            return pecia_str_is(attributes[i].value, "preserve");
    return inherited;
}

/* In these a note between blocks stands where it belongs, also in a division that prints notes. */
static bool holds_its_notes(uint32_t kind) {
    return kind == PECIA_NOTE || kind == PECIA_LINE_GROUP || kind == PECIA_SPEECH || kind == PECIA_TABLE ||
           kind == PECIA_ROW || kind == PECIA_BLOCK_QUOTE || kind == PECIA_CITATION || kind == PECIA_FIGURE;
}

static void inherit(const tei_reader *reader, tei_open *open, const char *local, const xml_attribute *attributes,
                    uint32_t count) {
    const tei_open *parent = reader->open.count ? &reader->open.at[reader->open.count - 1] : NULL;
    open->hidden = parent && parent->hidden && open->kind != PECIA_NOTE;
    open->code = (parent && parent->code) || open->kind == PECIA_CODE || open->kind == PECIA_CODE_BLOCK;
    open->notes = (parent && parent->notes && !holds_its_notes(open->kind)) || prints_notes(local, attributes, count);
    if (open->kind == PECIA_HIDDEN_BLOCK)
        open->hidden = true;
    open->running = (parent && parent->running && open->kind != PECIA_NOTE) ||
                    (open->kind == PECIA_HIDDEN_BLOCK && strcmp(local, "fw") == 0);
    open->phrase = tei_is_phrase(open->kind);
    open->preserve = preserves(attributes, count, parent && parent->preserve);
    open->only = open->element && open->element->only && !open->hidden && !open->preserve;
    open->empty = true;
}

/* Notes in standOff are no part of the text around them, as nothing there is, but marks may lead to them. */
static bool is_note_of_standoff(const tei_open *parent, const char *local, const xml_attribute *attributes,
                                uint32_t count) {
    static const char *const holders[] = {"standOff", "noteGrp", "listAnnotation"};
    if (!parent || !parent->hidden || !parent->notes || strcmp(local, "note") != 0)
        return false;
    bool addressed = tei_value(attributes, count, "target").data != NULL;
    for (uint32_t i = 0; i < count; i++)
        addressed = addressed || (attributes[i].name.ns && strcmp(attributes[i].name.local, "id") == 0);
    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
        if (strcmp(parent->local, holders[i]) == 0)
            return addressed;
    return false;
}

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    tei_reader *reader = context;
    if (!reader->open.count) {
        int32_t status = check_root(reader, name);
        if (status != PECIA_OK)
            return status;
    }
    const tei_cached *known = tei_element_name(reader, name);
    const char *local = known->modern;
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
    if (parent && parent->running && strcmp(local, "note") == 0) {
        open.kind = PECIA_NOTE;
        status = tei_show_running(reader);
        if (status == PECIA_OK)
            status = tei_note_start(reader, attributes, count, true, &open.node);
    } else if (is_note_of_standoff(parent, local, attributes, count)) {
        open.kind = PECIA_NOTE;
        status = tei_note_start(reader, attributes, count, false, &open.node);
    } else if (parent && parent->hidden) {
        open.kind = PECIA_FOREIGN_INLINE;
        status = reader->build->enter(reader->builder, open.kind);
        open.node = reader->build->last(reader->builder);
        tei_meta_start(reader, parent, &open, attributes, count);
    } else if (tei_choice_hides(reader, parent, local)) {
        parent->hides = true;
        open.kind = PECIA_HIDDEN_BLOCK;
        status = reader->build->enter(reader->builder, open.kind);
        open.node = reader->build->last(reader->builder);
    } else {
        status = parent ? tei_choice_between(reader, parent) : PECIA_OK;
        if (status == PECIA_OK)
            status = start_visible(reader, &open, local, attributes, count);
    }
    inherit(reader, &open, local, attributes, count);
    open.apart = known->apart;
    tei_apart_start(reader, &open, parent);
    if (status == PECIA_OK && open.hidden && strcmp(local, "rendition") == 0)
        status = tei_rendition_start(reader, attributes, count);
    if (status == PECIA_OK && open.kind == PECIA_HIDDEN_BLOCK && strcmp(local, "teiHeader") == 0 &&
        reader->headers++ == 0) {
        open.meta = true;
        status = tei_meta_stated(reader, open.node);
    }
    if (!TEI_ROOM(reader, reader->open))
        return PECIA_ERR_MEMORY;
    if (parent && !open.leaf_kind)
        tei_top(reader)->loose = !tei_is_block_kind(open.kind);
    if (status == PECIA_OK)
        status = tei_space_gap(reader, open.node, TEI_GAP_BEFORE);
    if (status == PECIA_OK)
        status = reader->build->origin(reader->builder, open.node, known->name);
    if (status == PECIA_OK)
        status = tei_keep_attributes(reader, open.node, attributes, count);
    if (status == PECIA_OK && count)
        status = tei_tell(reader, &open, local, attributes, count);
    if (status == PECIA_OK && !parent) {
        reader->root = open.node;
        status = tei_language_stated(reader, open.node);
    }
    if (status == PECIA_OK)
        status = tei_keep_declarations(reader, open.node, declarations, declared);
    reader->open.at[reader->open.count++] = open;
    return status;
}

/* An image whose element has content, which is visible by itself. */
static int32_t image_beside(tei_reader *reader, pecia_str src) {
    int32_t status = reader->build->leaf(reader->builder, PECIA_IMAGE);
    return status == PECIA_OK
               ? reader->build->set(reader->builder, reader->build->last(reader->builder), PECIA_SRC, src)
               : status;
}

static int32_t end(void *context, const xml_name *name) {
    tei_reader *reader = context;
    (void)name;
    int32_t status = tei_space_gap(reader, tei_top(reader)->node, TEI_GAP_AT_END);
    tei_open open = reader->open.at[--reader->open.count];
    if (status == PECIA_OK && open.hidden)
        status = tei_meta_end(reader, &open);
    if (reader->in_rendition && strcmp(open.local, "rendition") == 0)
        tei_rendition_end(reader);
    tei_apart_end(reader, &open);
    if (status == PECIA_OK)
        status = reader->build->leave(reader->builder, open.kind);
    if (status != PECIA_OK)
        return status;
    if (open.leaf_kind && open.empty)
        status = reader->build->set_kind(reader->builder, open.node, open.leaf_kind);
    if (status == PECIA_OK && open.leaf_kind == PECIA_IMAGE && !open.empty && open.src.size)
        status = image_beside(reader, open.src);
    if (open.hides)
        tei_choice_end(reader, &open);
    if (status == PECIA_OK && open.is_mark)
        status = tei_link_end(reader, &open);
    return status;
}

static int32_t text(void *context, pecia_str data) {
    tei_reader *reader = context;
    tei_open *top = tei_top(reader);
    if (!top)
        return PECIA_OK;
    bool held = false;
    int32_t status = top->element && top->element->only ? tei_space_text(reader, top, data, &held) : PECIA_OK;
    if (held || status != PECIA_OK)
        return status;
    top->empty = false;
    if (top->running || tei_choice_layout(top, data))
        return reader->build->hidden_text(reader->builder, PECIA_SPACE, data);
    if (reader->in_rendition && tei_rendition_text(reader, data) != PECIA_OK)
        return PECIA_ERR_MEMORY;
    if (top->hidden)
        tei_meta_text(reader, data);
    else if (reader->mark.size < 64)
        pecia_buf_add(&reader->mark, data.data, data.size < 64 ? data.size : 64);
    if (!top->hidden && data.size > 0 && tei_apart_text(reader, data) != PECIA_OK)
        return reader->build->status(reader->builder);
    return reader->build->text(reader->builder, data.data, data.size);
}

static int32_t comment(void *context, pecia_str data) {
    tei_reader *reader = context;
    if (tei_top(reader))
        tei_top(reader)->empty = false;
    int32_t status = reader->build->hidden_text(reader->builder, PECIA_COMMENT, data);
    return status == PECIA_OK ? tei_space_gap(reader, reader->build->last(reader->builder), TEI_GAP_BEFORE) : status;
}

static int32_t instruction(void *context, pecia_str target, pecia_str data) {
    tei_reader *reader = context;
    tei_open *top = tei_top(reader);
    if (top && top->leaf_kind == PECIA_IMAGE && top->empty && pecia_str_is(target, TEI_ALT))
        return reader->build->set(reader->builder, top->node, PECIA_ALT, data);
    if (top)
        top->empty = false;
    int32_t status = reader->build->hidden_text(reader->builder, PECIA_INSTRUCTION, data);
    if (status != PECIA_OK)
        return status;
    uint32_t node = reader->build->last(reader->builder);
    status = reader->build->set(reader->builder, node, PECIA_N, target);
    return status == PECIA_OK ? tei_space_gap(reader, node, TEI_GAP_BEFORE) : status;
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
    reader->origins = pecia_origins_of(host);
    tei_choice_init(reader);
    pecia_buf_init(&reader->mark, host, job);
    pecia_buf_init(&reader->meta_text, host, job);
    pecia_buf_init(&reader->space, host, job);
    pecia_buf_init(&reader->css, host, job);
    pecia_buf_init(&reader->holders, host, job);
    xml_source source = {.host = host, .job = job, .input = input};
    int32_t status = xml_read(&source, &events, reader, &reader->xml);
    if (status == PECIA_OK)
        status = tei_space_keep(reader);
    if (status == PECIA_OK)
        status = tei_parts_tie(reader);
    return status == PECIA_OK ? tei_notes_resolve(reader) : status;
}
