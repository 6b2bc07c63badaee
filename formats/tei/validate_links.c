/* SPDX-License-Identifier: MIT
 *
 * validate_links.c: identifiers, and attributes that point to them (Guidelines, section 16).
 */
#include <inttypes.h>
#include <stdio.h>

#include "common/xml_write.h"
#include "tei/validate.h"

/* ---------------------------------------------------------------- identifiers */

static uint32_t add_named(tei_checker *checker, pecia_str id, const char *local) {
    if (!TEI_CHECK_ROOM(checker, checker->named)) {
        checker->status = PECIA_ERR_MEMORY;
        return UINT32_MAX;
    }
    pecia_str kept = tei_check_keep(checker, id);
    uint32_t at = (uint32_t)checker->named.count;
    if (!kept.data || pecia_map_put(&checker->ids, kept, at) != PECIA_OK) {
        checker->status = PECIA_ERR_MEMORY;
        return UINT32_MAX;
    }
    checker->named.at[checker->named.count++] = (tei_named){.id = kept, .local = local, .line = xml_line(checker->xml)};
    return at;
}

/* The element's place among the named ones; UINT32_MAX if it has no identifier of its own. */
static uint32_t identifier(tei_checker *checker, const char *local, pecia_str id, bool example) {
    uint32_t before;
    if (!id.data)
        return UINT32_MAX;
    id = pecia_str_trim(id);
    if (!example && !xml_is_ncname(id))
        TEI_SAY(checker, PECIA_ERROR, "tei.id-malformed",
                "the identifier \"%.*s\" is no XML name: a letter or _ first, then letters, digits and . - _",
                TEI_SHOW(id));
    if (!pecia_map_get(&checker->ids, id, &before))
        return add_named(checker, id, local);
    if (!example && strcmp(checker->named.at[before].local, "") != 0)
        TEI_SAY(checker, PECIA_ERROR, "tei.id-twice",
                "<%s> has the identifier \"%.*s\" that <%s> in line %" PRIu32 " has already", local, TEI_SHOW(id),
                checker->named.at[before].local, checker->named.at[before].line);
    return UINT32_MAX;
}

void tei_check_identifier(tei_checker *checker, const xml_attribute *attributes, uint32_t count, bool example) {
    identifier(checker, example ? "" : "other", tei_check_value(attributes, count, "xml:id"), example);
}

/* ---------------------------------------------------------------- pointers */

/* "#n%201" is the identifier "n 1": percent-encoding taken away in OUT, which is as long as ID. */
static pecia_str decoded(pecia_str id, char *out) {
    uint64_t used = 0;
    for (uint64_t i = 0; i < id.size; i++) {
        int value = 0, digits = 0;
        while (id.data[i] == '%' && digits < 2 && i + 1 + (uint64_t)digits < id.size) {
            int digit = pecia_hex_digit(id.data[i + 1 + (uint64_t)digits]);
            if (digit < 0)
                break;
            value = value * 16 + digit;
            digits++;
        }
        out[used++] = digits == 2 ? (char)(unsigned char)value : id.data[i];
        i += digits == 2 ? 2 : 0;
    }
    return (pecia_str){out, used};
}

/* The identifier that WORD points to; absent if it points elsewhere. */
static pecia_str target_of(tei_checker *checker, pecia_str word, bool *bare) {
    *bare = word.size && word.data[0] != '#';
    if (*bare)
        return xml_is_ncname(word) ? tei_check_keep(checker, word) : (pecia_str){NULL, 0};
    pecia_str id = pecia_str_from(word, 1);
    if (!id.size || memchr(id.data, '(', (size_t)id.size))
        return (pecia_str){NULL, 0}; /* the document itself, or one of TEI's pointer schemes */
    pecia_str kept = tei_check_keep(checker, id);
    if (kept.data && memchr(kept.data, '%', (size_t)kept.size))
        kept = decoded(id, (char *)(uintptr_t)kept.data);
    return kept;
}

static uint8_t kind_of(const char *attribute, bool bare, bool mark) {
    if (bare)
        return TEI_LINK_BARE;
    if (strcmp(attribute, "next") == 0)
        return TEI_LINK_NEXT;
    if (strcmp(attribute, "prev") == 0)
        return TEI_LINK_PREV;
    return mark && strcmp(attribute, "target") == 0 ? TEI_LINK_MARK : TEI_LINK_PLAIN;
}

static pecia_str add_pointers(tei_checker *checker, const tei_checked *element, const tei_value_row *row,
                              pecia_str value, uint32_t owner, bool mark) {
    pecia_str first = {NULL, 0}, rest = value;
    for (pecia_str word = pecia_str_word(&rest); word.size; word = pecia_str_word(&rest)) {
        bool bare;
        pecia_str id = target_of(checker, word, &bare);
        if (!id.data)
            continue;
        if (!TEI_CHECK_ROOM(checker, checker->pointers)) {
            checker->status = PECIA_ERR_MEMORY;
            return first;
        }
        checker->pointers.at[checker->pointers.count++] = (tei_pointer){.id = id,
                                                                        .attribute = row->attribute,
                                                                        .element = element->word->name,
                                                                        .line = xml_line(checker->xml),
                                                                        .column = tei_check_column(checker),
                                                                        .owner = owner,
                                                                        .name = row->what == TEI_NAMES,
                                                                        .kind = kind_of(row->attribute, bare, mark)};
        if (!first.data && !bare)
            first = id;
    }
    return first;
}

static void remember(tei_checker *checker, uint32_t owner, const char *attribute, pecia_str id) {
    if (owner == UINT32_MAX || checker->status != PECIA_OK)
        return;
    tei_named *named = &checker->named.at[owner];
    if (strcmp(attribute, "next") == 0)
        named->next = id;
    else if (strcmp(attribute, "prev") == 0)
        named->prev = id;
    else if (strcmp(attribute, "target") == 0)
        named->target = id;
}

void tei_check_links(tei_checker *checker, tei_checked *element, const tei_checked *parent,
                     const xml_attribute *attributes, uint32_t count) {
    pecia_str id = tei_check_value(attributes, count, "xml:id");
    uint32_t owner = identifier(checker, element->word ? element->word->name : "element", id, false);
    if (!element->word)
        return;
    bool link = strcmp(element->local, "ref") == 0 || strcmp(element->local, "ptr") == 0;
    bool mark = link && tei_check_is_mark(attributes, count);
    if (owner != UINT32_MAX)
        checker->named.at[owner].note = strcmp(element->local, "note") == 0;
    for (uint32_t i = 0; i < count && checker->status == PECIA_OK; i++) {
        if (attributes[i].name.ns)
            continue;
        const tei_value_row *row = tei_value_find(attributes[i].name.local, element->local, checker->profile->bit);
        if (row && row->what >= TEI_POINTER && row->what <= TEI_NAMES)
            remember(checker, owner, row->attribute,
                     add_pointers(checker, element, row, attributes[i].value, owner, mark));
    }
    if (link || strcmp(element->local, "note") == 0)
        tei_check_note(checker, element, parent, attributes, count);
}

/* ---------------------------------------------------------------- at the end */

static void say_lost(tei_checker *checker, const tei_pointer *pointer) {
    char more[64] = "";
    if (pointer->more)
        snprintf(more, sizeof more, " (and %" PRIu32 " more of the same)", pointer->more);
    bool elsewhere = checker->fragment || checker->includes || pointer->name;
    TEI_SAY_AT(checker, elsewhere ? PECIA_WARNING : PECIA_ERROR, "tei.pointer-nowhere", pointer->line, pointer->column,
               "@%s of <%s> points to \"#%.*s\", and no element%s has that identifier%s", pointer->attribute,
               pointer->element, TEI_SHOW(pointer->id), elsewhere ? " of this file" : "", more);
}

static void lose(tei_checker *checker, uint32_t at) {
    uint32_t first;
    if (pecia_map_get(&checker->lost, checker->pointers.at[at].id, &first))
        checker->pointers.at[first].more++;
    else if (pecia_map_put(&checker->lost, checker->pointers.at[at].id, at) != PECIA_OK)
        checker->status = PECIA_ERR_MEMORY;
}

/* Fragments (Guidelines 16.7): each points to the one behind it and to the one before it. */
static void check_fragments(tei_checker *checker, const tei_pointer *pointer, uint32_t to) {
    bool next = pointer->kind == TEI_LINK_NEXT;
    const tei_named *there = &checker->named.at[to];
    const tei_named *here = pointer->owner == UINT32_MAX ? NULL : &checker->named.at[pointer->owner];
    pecia_str back = next ? there->prev : there->next;
    if (here == there || (here && (next ? to < pointer->owner : to > pointer->owner)))
        TEI_SAY_AT(checker, PECIA_ERROR, "tei.fragments-order", pointer->line, pointer->column,
                   "@%s of <%s> points to \"#%.*s\" in line %" PRIu32 ", which does not stand %s it",
                   pointer->attribute, pointer->element, TEI_SHOW(pointer->id), there->line,
                   next ? "behind" : "before");
    else if (!back.data || !here)
        TEI_SAY_AT(checker, PECIA_WARNING, "tei.fragments-apart", pointer->line, pointer->column,
                   "<%s> points to \"#%.*s\" by @%s, but that has no @%s to point back", pointer->element,
                   TEI_SHOW(pointer->id), pointer->attribute, next ? "prev" : "next");
    else if (!pecia_str_equal(back, here->id))
        TEI_SAY_AT(checker, PECIA_ERROR, "tei.fragments-apart", pointer->line, pointer->column,
                   "<%s> points to \"#%.*s\" by @%s, but that points back to \"#%.*s\"", pointer->element,
                   TEI_SHOW(pointer->id), pointer->attribute, TEI_SHOW(back));
    else if (next && strcmp(there->local, pointer->element) != 0)
        TEI_SAY_AT(checker, PECIA_WARNING, "tei.fragments-differ", pointer->line, pointer->column,
                   "<%s> is continued by <%s> in line %" PRIu32, pointer->element, there->local, there->line);
}

static void resolve(tei_checker *checker, uint32_t at) {
    const tei_pointer *pointer = &checker->pointers.at[at];
    uint32_t to;
    bool found = pecia_map_get(&checker->ids, pointer->id, &to);
    if (pointer->kind == TEI_LINK_BARE) {
        if (found)
            TEI_SAY_AT(checker, PECIA_WARNING, "tei.pointer-bare", pointer->line, pointer->column,
                       "@%s of <%s> is \"%.*s\", a file of that name; the element with that identifier is \"#%.*s\"",
                       pointer->attribute, pointer->element, TEI_SHOW(pointer->id), TEI_SHOW(pointer->id));
        return;
    }
    if (!found) {
        lose(checker, at);
        return;
    }
    checker->named.at[to].marked = true;
    if (pointer->kind == TEI_LINK_MARK && !checker->named.at[to].note)
        TEI_SAY_AT(checker, PECIA_WARNING, "tei.mark-elsewhere", pointer->line, pointer->column,
                   "a mark of a note leads to \"#%.*s\", which is no note but <%s> in line %" PRIu32,
                   TEI_SHOW(pointer->id), checker->named.at[to].local, checker->named.at[to].line);
    if (pointer->kind == TEI_LINK_NEXT || pointer->kind == TEI_LINK_PREV)
        check_fragments(checker, pointer, to);
}

void tei_check_resolve(tei_checker *checker) {
    for (uint64_t i = 0; i < checker->pointers.count && checker->status == PECIA_OK; i++)
        resolve(checker, (uint32_t)i);
    for (uint64_t i = 0; i < checker->pointers.count; i++) {
        uint32_t first;
        if (pecia_map_get(&checker->lost, checker->pointers.at[i].id, &first) && first == i)
            say_lost(checker, &checker->pointers.at[i]);
    }
    tei_check_notes_resolve(checker);
}
