/* SPDX-License-Identifier: MIT
 *
 * tei_read_notes.c: notes in every way that TEI has for them (Guidelines 3.9).
 *
 * A note in a line of text, or between blocks, has its mark where it stands. A note in a division of notes, or one with
 * @target, is printed away from its mark: its place is a slot, and the ref, ptr or anchor that leads to it becomes its
 * mark once all is read.
 */
#include <stdlib.h>

#include "tei/tei_reader.h"

pecia_str tei_pointer(pecia_str target) {
    pecia_str first = pecia_str_word(&target);
    if (first.size && first.data[0] == '#')
        return pecia_str_from(first, 1);
    return (pecia_str){NULL, 0};
}

/* A target that lacks its '#': an identifier, if there turns out to be one, and else the name of a file. */
static pecia_str bare_id(pecia_str target) {
    pecia_str word = pecia_str_word(&target);
    for (uint64_t i = 0; i < word.size; i++)
        if (memchr(":/.#?%", word.data[i], 6))
            return (pecia_str){NULL, 0};
    return word.size ? word : (pecia_str){NULL, 0};
}

/* "[30]", "(a)", "30." as printed are the labels 30, a, 30. */
static pecia_str bare_label(pecia_str n) {
    n = pecia_str_trim(n);
    while (n.size > 1 && (n.data[0] == '[' || n.data[0] == '('))
        n = pecia_str_from(n, 1);
    while (n.size > 1 && (n.data[n.size - 1] == ']' || n.data[n.size - 1] == ')' || n.data[n.size - 1] == '.'))
        n.size--;
    return n.size ? n : (pecia_str){NULL, 0};
}

pecia_str tei_id(const tei_reader *reader, const xml_attribute *attributes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(attributes[i].name.local, "id") == 0 && (reader->legacy || attributes[i].name.ns))
            return attributes[i].value;
    return (pecia_str){NULL, 0};
}

static int32_t remember_note(tei_reader *reader, uint32_t note, bool in_place, const pecia_note *entry,
                             pecia_str target) {
    if (!entry->id.data && !target.data)
        return PECIA_OK;
    if (!TEI_ROOM(reader, reader->notes))
        return PECIA_ERR_MEMORY;
    pecia_note kept = {tei_keep(reader, entry->label), tei_keep(reader, entry->id), tei_keep(reader, entry->place),
                       tei_keep(reader, entry->resp), tei_keep(reader, entry->type)};
    reader->notes.at[reader->notes.count++] =
        (tei_place){.id = kept.id, .note = note, .in_place = in_place, .entry = kept};
    if (!in_place)
        reader->notes.at[reader->notes.count - 1].target = tei_keep(reader, target);
    return PECIA_OK;
}

/* @target; where notes are printed also what it corresponds to. */
static pecia_str note_target(const xml_attribute *attributes, uint32_t count, bool printed) {
    static const char *const names[] = {"target", "corresp", "sameAs"};
    for (size_t i = 0; i < (printed ? 3 : 1); i++) {
        pecia_str target = tei_value(attributes, count, names[i]);
        if (tei_pointer(target).data)
            return target;
    }
    return printed ? bare_id(tei_value(attributes, count, "target")) : (pecia_str){NULL, 0};
}

int32_t tei_note_start(tei_reader *reader, const xml_attribute *attributes, uint32_t count, bool phrase,
                       uint32_t *node) {
    const tei_open *parent = tei_top(reader);
    pecia_str id = tei_id(reader, attributes, count);
    bool item = parent && parent->kind == PECIA_LIST && !id.data; /* between items, and nothing leads to it */
    bool printed = parent && parent->notes && !phrase && !item;
    pecia_str target = note_target(attributes, count, printed);
    pecia_note entry = {bare_label(tei_value(attributes, count, "n")), id, tei_value(attributes, count, "place"),
                        tei_value(attributes, count, "resp"), tei_value(attributes, count, "type")};
    bool slot = printed || (!phrase && target.data);
    uint32_t note;
    int32_t status = reader->build->note(reader->builder, &entry, &note);
    if (status == PECIA_OK)
        status = slot ? reader->build->note_slot(reader->builder, note)
                      : reader->build->note_ref(reader->builder, note, entry.label);
    if (status == PECIA_OK)
        status = reader->build->note_enter(reader->builder, note, PECIA_NOTE_IN_PLACE);
    *node = reader->build->last(reader->builder);
    return status == PECIA_OK ? remember_note(reader, note, !slot, &entry, target) : status;
}

static int32_t place_add(tei_reader *reader, uint32_t node, pecia_str id) {
    if (!TEI_ROOM(reader, reader->places))
        return PECIA_ERR_MEMORY;
    reader->places.at[reader->places.count++] =
        (tei_place){.id = tei_keep(reader, id), .node = node, .note = UINT32_MAX, .in_place = true};
    return PECIA_OK;
}

/* An empty note that leads elsewhere is the mark of the note there, or of one that is not there (Guidelines, 3.9.1.1).
 */
bool tei_note_is_mark(const tei_reader *reader, const xml_attribute *attributes, uint32_t count) {
    static const char *const names[] = {"next", "target", "corresp", "sameAs"};
    bool leads = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        leads = leads || tei_pointer(tei_value(attributes, count, names[i])).data;
    return leads && xml_is_empty(reader->xml);
}

static int32_t link_add(tei_reader *reader, uint32_t node, pecia_str id, pecia_str mark, bool typed) {
    if (!TEI_ROOM(reader, reader->links))
        return PECIA_ERR_MEMORY;
    reader->links.at[reader->links.count++] =
        (tei_link){.node = node, .id = tei_keep(reader, id), .mark = mark, .typed = typed};
    return PECIA_OK;
}

int32_t tei_anchor_start(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count) {
    pecia_str id = tei_id(reader, attributes, count);
    pecia_str note = tei_pointer(tei_value(attributes, count, "corresp"));
    int32_t status = id.data ? place_add(reader, node, id) : PECIA_OK;
    return status == PECIA_OK && note.data ? link_add(reader, node, note, PECIA_STR(""), false) : status;
}

static bool is_mark_type(pecia_str type) {
    static const char *const types[] = {"noteref", "noteRef",  "note",    "noteAnchor", "noteanchor",
                                        "fn",      "footnote", "endnote", "fnref"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (pecia_str_is(type, types[i]))
            return true;
    return false;
}

int32_t tei_note_mark(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count) {
    static const char *const names[] = {"next", "target", "corresp", "sameAs"};
    pecia_str id = {NULL, 0}, own = tei_id(reader, attributes, count);
    for (size_t i = 0; i < sizeof names / sizeof *names && !id.data; i++)
        id = tei_pointer(tei_value(attributes, count, names[i]));
    pecia_str label = tei_keep(reader, tei_value(attributes, count, "n"));
    int32_t status = own.data ? place_add(reader, node, own) : PECIA_OK;
    return status == PECIA_OK ? link_add(reader, node, id, label.data ? label : PECIA_STR(""), true) : status;
}

int32_t tei_link_start(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count) {
    pecia_str target = tei_value(attributes, count, "target");
    if (!target.data)
        target = tei_value(attributes, count, "corresp");
    pecia_str id = tei_pointer(target);
    pecia_str_word(&target);
    reader->targets = tei_pointer(target).data ? tei_keep(reader, target) : (pecia_str){NULL, 0};
    bool typed = is_mark_type(tei_value(attributes, count, "type"));
    if (!id.data)
        id = bare_id(tei_value(attributes, count, "target"));
    pecia_str own = tei_id(reader, attributes, count);
    if (own.data && place_add(reader, node, own) != PECIA_OK)
        return PECIA_ERR_MEMORY;
    return id.data || typed ? link_add(reader, node, id, (pecia_str){NULL, 0}, typed) : PECIA_OK;
}

/* A mark with several targets: for each but the first a point of our own, which may turn out to be a mark. */
static int32_t more_links(tei_reader *reader, tei_link first) {
    pecia_str rest = reader->targets, id;
    reader->targets = (pecia_str){NULL, 0};
    int32_t status = PECIA_OK;
    while (status == PECIA_OK && (id = tei_pointer(rest)).data) {
        pecia_str_word(&rest);
        status = reader->build->leaf(reader->builder, PECIA_ANCHOR);
        if (status == PECIA_OK)
            status = link_add(reader, reader->build->last(reader->builder), id, first.mark, false);
        reader->links.at[reader->links.count - 1].several = true;
    }
    return status;
}

int32_t tei_link_end(tei_reader *reader, const tei_open *link) {
    uint64_t last = reader->links.count;
    if (!last || reader->links.at[last - 1].node != link->node)
        return PECIA_OK;
    pecia_str text = pecia_str_trim(pecia_buf_str(&reader->mark));
    if (text.size > 40)
        return PECIA_OK;
    reader->links.at[last - 1].mark = tei_keep(reader, text);
    if (!reader->targets.data)
        return PECIA_OK;
    reader->links.at[last - 1].several = true;
    return more_links(reader, reader->links.at[last - 1]);
}

/* ---------------------------------------------------------------- at the end */

static int by_id(const void *a, const void *b) {
    const tei_place *x = a, *y = b;
    return tei_order(x->id, y->id);
}

static tei_place *find(tei_place *places, uint64_t count, pecia_str id) {
    tei_place key = {.id = id};
    return id.data && count ? bsearch(&key, places, count, sizeof *places, by_id) : NULL;
}

/* A ref without a word that says so is a mark if it looks like one: short, or nothing at all. */
static bool looks_like_a_mark(pecia_str mark) {
    return mark.data && mark.size <= 8;
}

static int32_t mark_without_body(tei_reader *reader, const tei_link *link) {
    uint32_t note;
    pecia_note entry = {.label = link->mark.data ? bare_label(link->mark) : (pecia_str){NULL, 0}};
    int32_t status = reader->build->note(reader->builder, &entry, &note);
    return status == PECIA_OK ? reader->build->set_note_ref(reader->builder, link->node, note) : status;
}

static int32_t resolve_link(tei_reader *reader, const tei_link *link) {
    tei_place *note = find(reader->notes.at, reader->notes.count, link->id);
    bool is_mark = link->typed ? link->mark.data != NULL : note && !note->in_place && looks_like_a_mark(link->mark);
    if (!is_mark)
        return PECIA_OK;
    if (!note)
        return link->id.data && find(reader->places.at, reader->places.count, link->id)
                   ? PECIA_OK
                   : mark_without_body(reader, link);
    note->referenced = true;
    if (!note->entry.label.size && link->mark.size && !link->several) {
        note->entry.label = bare_label(link->mark);
        reader->build->note_update(reader->builder, note->note, &note->entry);
    }
    return reader->build->set_note_ref(reader->builder, link->node, note->note);
}

/* A note that points to its mark and that nothing points to. */
static int32_t resolve_target(tei_reader *reader, const tei_place *note) {
    pecia_str rest = note->target, id;
    int32_t status = PECIA_OK;
    while (!note->referenced && status == PECIA_OK && (id = pecia_str_word(&rest)).size) {
        if (id.data[0] == '#')
            id = pecia_str_from(id, 1);
        const tei_place *place = find(reader->places.at, reader->places.count, id);
        if (place)
            status = reader->build->set_note_ref(reader->builder, place->node, note->note);
    }
    return status;
}

int32_t tei_notes_resolve(tei_reader *reader) {
    int32_t status = PECIA_OK;
    if (reader->notes.count)
        qsort(reader->notes.at, reader->notes.count, sizeof *reader->notes.at, by_id);
    if (reader->places.count)
        qsort(reader->places.at, reader->places.count, sizeof *reader->places.at, by_id);
    for (uint64_t i = 0; i < reader->links.count && status == PECIA_OK; i++)
        status = resolve_link(reader, &reader->links.at[i]);
    for (uint64_t i = 0; i < reader->notes.count && status == PECIA_OK; i++)
        status = resolve_target(reader, &reader->notes.at[i]);
    return status;
}
