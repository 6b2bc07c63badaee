/* SPDX-License-Identifier: MIT
 *
 * validate_notes.c: notes and their marks (Guidelines 3.9).
 */
#include "tei/validate.h"

/* What people write for places where the profile leaves it open. */
static const char usual_places[] = "above below bottom end foot inline inspace interlinear left margin margin-left "
                                   "margin-right margin-inner margin-outer opposite overleaf right top divend parend "
                                   "tablebottom";
static const char mark_types[] = "noteref noteRef note noteAnchor noteanchor fn footnote endnote fnref";
/* Elements whose notes stand between blocks. */
static const char gatherers[] =
    "back body div div1 div2 div3 div4 div5 div6 div7 group listAnnotation noteGrp standOff";

static void check_place(tei_checker *checker, pecia_str place) {
    if (tei_value_find("place", "note", checker->profile->bit))
        return; /* the profile has a list of its own: validate_values.c */
    for (pecia_str word = pecia_str_word(&place); word.size; word = pecia_str_word(&place))
        if (!tei_words_have(usual_places, word) && tei_check_new(checker, &checker->places, word))
            TEI_SAY(checker, PECIA_WARNING, "tei.note-place",
                    "the place of a note is \"%.*s\", which is none of the usual words (said once): %s", TEI_SHOW(word),
                    usual_places);
}

static void check_kind(tei_checker *checker, const xml_attribute *attributes, uint32_t count) {
    if (checker->profile->note_says_kind && !tei_check_value(attributes, count, "place").data &&
        !tei_check_value(attributes, count, "type").data && !tei_check_value(attributes, count, "prev").data)
        TEI_SAY(checker, PECIA_ERROR, "tei.attribute-missing", "<note> has neither @place nor @type in the profile %s",
                checker->profile->name);
}

static pecia_str own_target(tei_checker *checker, pecia_str value) {
    pecia_str word = pecia_str_word(&value);
    return word.size > 1 && word.data[0] == '#' ? tei_check_keep(checker, pecia_str_from(word, 1))
                                                : (pecia_str){NULL, 0};
}

static void keep_apart(tei_checker *checker, const xml_attribute *attributes, uint32_t count) {
    pecia_str id = tei_check_value(attributes, count, "xml:id"), n = tei_check_value(attributes, count, "n");
    pecia_str anchored = pecia_str_trim(tei_check_value(attributes, count, "anchored"));
    if (!TEI_CHECK_ROOM(checker, checker->apart)) {
        checker->status = PECIA_ERR_MEMORY;
        return;
    }
    checker->apart.at[checker->apart.count++] =
        (tei_apart){.id = id.data ? tei_check_keep(checker, pecia_str_trim(id)) : id,
                    .n = n.data ? tei_check_keep(checker, n) : n,
                    .target = own_target(checker, tei_check_value(attributes, count, "target")),
                    .line = xml_line(checker->xml),
                    .column = tei_check_column(checker),
                    .unanchored = pecia_str_is(anchored, "false") || pecia_str_is(anchored, "0"),
                    .continues = tei_check_value(attributes, count, "prev").data ||
                                 tei_check_value(attributes, count, "corresp").data ||
                                 tei_check_value(attributes, count, "sameAs").data};
}

static void check_body(tei_checker *checker, const tei_checked *note, const tei_checked *parent,
                       const xml_attribute *attributes, uint32_t count) {
    pecia_str n = pecia_str_trim(tei_check_value(attributes, count, "n"));
    check_place(checker, tei_check_value(attributes, count, "place"));
    check_kind(checker, attributes, count);
    if (n.size > 2 && (n.data[0] == '[' || n.data[0] == '('))
        TEI_SAY(checker, PECIA_INFO, "tei.note-brackets", "@n of <note> is \"%.*s\"; brackets are no part of a mark",
                TEI_SHOW(n));
    if (checker->profile->notes_in_back && !(note->back && note->notes))
        TEI_SAY(checker, PECIA_ERROR, "tei.note-outside",
                "<note> stands in <%s>; the profile %s has notes only in <div type=\"notes\"> in <back>",
                parent ? parent->local : "nothing", checker->profile->name);
    bool between = parent && tei_words_have(gatherers, pecia_str_of(parent->local));
    if (between && (parent->notes || tei_check_value(attributes, count, "target").data))
        keep_apart(checker, attributes, count);
}

bool tei_check_is_mark(const xml_attribute *attributes, uint32_t count) {
    return tei_words_have(mark_types, tei_check_value(attributes, count, "type"));
}

static void say_no_body(tei_checker *checker, uint32_t line, uint32_t column, pecia_str label) {
    TEI_SAY_AT(checker, PECIA_WARNING, "note-without-body", line, column, "the mark%s%.*s leads to no note",
               label.size ? " " : "", TEI_SHOW(label));
}

/* A ref without a target: a mark if it says so, or, once its text is known, if it looks like one. */
static void check_mark(tei_checker *checker, tei_checked *element, const xml_attribute *attributes, uint32_t count) {
    if (pecia_str_trim(tei_check_value(attributes, count, "target")).size ||
        tei_check_value(attributes, count, "cRef").data)
        return;
    if (tei_check_is_mark(attributes, count)) {
        say_no_body(checker, xml_line(checker->xml), tei_check_column(checker),
                    tei_check_value(attributes, count, "n"));
        return;
    }
    element->bare_mark = true;
    checker->label_size = 0;
}

void tei_check_mark_end(tei_checker *checker, const tei_checked *element) {
    pecia_str label = {checker->label, checker->label_size};
    if (element->bare_mark && label.size < TEI_LABEL && tei_form_mark(label))
        say_no_body(checker, element->line, 0, pecia_str_trim(label));
}

void tei_check_note(tei_checker *checker, tei_checked *element, const tei_checked *parent,
                    const xml_attribute *attributes, uint32_t count) {
    if (element->header)
        return;
    if (strcmp(element->local, "note") == 0) {
        check_body(checker, element, parent, attributes, count);
        return;
    }
    check_mark(checker, element, attributes, count);
}

/* ---------------------------------------------------------------- at the end */

/* The mark that a note names should lead to that note. */
static void check_mutual(tei_checker *checker, const tei_apart *note) {
    uint32_t at;
    if (!note->target.data || !note->id.data || !pecia_map_get(&checker->ids, note->target, &at))
        return;
    const tei_named *mark = &checker->named.at[at];
    bool link = strcmp(mark->local, "ref") == 0 || strcmp(mark->local, "ptr") == 0;
    if (link && mark->target.data && !pecia_str_equal(mark->target, note->id))
        TEI_SAY_AT(checker, PECIA_WARNING, "tei.note-mark-apart", note->line, note->column,
                   "the note \"%.*s\" names the mark \"#%.*s\", but that leads to \"#%.*s\"", TEI_SHOW(note->id),
                   TEI_SHOW(note->target), TEI_SHOW(mark->target));
}

static void check_marked(tei_checker *checker, const tei_apart *note) {
    uint32_t at;
    bool marked = note->continues || (note->target.data && pecia_map_get(&checker->ids, note->target, NULL));
    if (note->id.data && pecia_map_get(&checker->ids, note->id, &at))
        marked = marked || checker->named.at[at].marked;
    if (marked)
        return;
    pecia_str name = note->n.size ? note->n : note->id;
    TEI_SAY_AT(checker, note->unanchored ? PECIA_INFO : PECIA_WARNING, "note-without-mark", note->line, note->column,
               "no mark leads to the note%s%.*s", name.size ? " " : "", TEI_SHOW(name));
}

void tei_check_notes_resolve(tei_checker *checker) {
    for (uint64_t i = 0; i < checker->apart.count; i++) {
        check_mutual(checker, &checker->apart.at[i]);
        check_marked(checker, &checker->apart.at[i]);
    }
}
