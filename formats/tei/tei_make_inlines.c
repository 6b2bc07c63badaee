/* SPDX-License-Identifier: MIT
 *
 * tei_make_inlines.c: text, phrases, marks of notes, points.
 */
#include "tei/tei_maker.h"

#include <inttypes.h>
#include <stdio.h>

static void start(tei_maker *maker, const pecia_event *event, const char *name) {
    tei_out_element(maker->out, name, false);
    tei_made_push(maker, event->kind, 1, true);
    tei_make_common(maker, event->flags & PECIA_CONTINUED ? 0 : event->node);
}

static void start_quote(tei_maker *maker, const pecia_event *event) {
    static const char *const names[] = {"q", "quote", "q", "said", "soCalled", "mentioned"};
    int64_t type = maker->host->document->get_number(maker->document, event->node, PECIA_QUOTATION, PECIA_Q);
    start(maker, event, names[type >= 0 && type <= PECIA_MENTIONED ? type : 0]);
    if (!(event->flags & PECIA_CONTINUED) && type < PECIA_SO_CALLED)
        tei_make_tie(maker, event->node);
}

static void start_style(tei_maker *maker, const pecia_event *event, uint32_t bits) {
    char words[128];
    start(maker, event, "hi");
    size_t size = tei_style_words(bits, words, sizeof words);
    if (size)
        tei_out_attribute(maker->out, "rend", (pecia_str){words, size});
}

static void start_link(tei_maker *maker, const pecia_event *event) {
    pecia_str target;
    char buf[128], with_hash[132];
    start(maker, event, "ref");
    if (!maker->host->document->get(maker->document, event->node, PECIA_HREF, &target) || !target.size)
        return;
    if (target.data[0] != '#') {
        tei_make_pointer(maker, "target", target);
        return;
    }
    pecia_str id = tei_make_id(pecia_str_from(target, 1), buf);
    if (id.data == buf) {
        int size = snprintf(with_hash, sizeof with_hash, "#%.*s", (int)id.size, id.data);
        tei_out_attribute(maker->out, "target", (pecia_str){with_hash, (uint64_t)size});
    } else {
        tei_out_attribute(maker->out, "target", target);
    }
}

static void start_span(tei_maker *maker, const pecia_event *event) {
    pecia_str lang;
    bool foreign = maker->host->document->get(maker->document, event->node, PECIA_LANG, &lang) && tei_is_language(lang);
    start(maker, event, foreign ? "foreign" : "seg");
}

static void start_foreign(tei_maker *maker, pecia_event *event) {
    pecia_name name;
    start(maker, event, "seg");
    event->outcome = PECIA_DEGRADED;
    if (maker->host->document->origin(maker->document, event->node, &name) && xml_is_ncname(name.local))
        tei_out_attribute(maker->out, "type", name.local);
}

void tei_make_inline_start(tei_maker *maker, pecia_event *event) {
    tei_make_ready(maker);
    switch (event->kind) {
    case PECIA_EMPHASIS: start(maker, event, "emph"); break;
    case PECIA_STRONG: start_style(maker, event, PECIA_BOLD); break;
    case PECIA_STYLE:
        start_style(maker, event,
                    (uint32_t)maker->host->document->get_number(maker->document, event->node, PECIA_STYLE_BITS, 0));
        break;
    case PECIA_CODE: start(maker, event, "code"); break;
    case PECIA_LINK: start_link(maker, event); break;
    case PECIA_QUOTE: start_quote(maker, event); break;
    case PECIA_CITE: start(maker, event, "cit"); break;
    case PECIA_BIBL: start(maker, event, "bibl"); break;
    case PECIA_SPAN: start_span(maker, event); break;
    default: start_foreign(maker, event); break;
    }
}

/* ---------------------------------------------------------------- marks of notes */

static void mark_text(tei_maker *maker, const pecia_event *event, const pecia_note *entry) {
    pecia_str mark;
    if (!maker->host->document->get(maker->document, event->node, PECIA_N, &mark))
        mark = entry->label;
    if (mark.size)
        tei_out_attribute(maker->out, "n", mark);
}

static void mark(tei_maker *maker, const pecia_event *event, const pecia_note *entry, const pecia_note_state *state) {
    pecia_str text;
    char id[32];
    tei_out_element(maker->out, "ref", false);
    tei_out_attribute(maker->out, "type", PECIA_STR("noteref"));
    mark_text(maker, event, entry);
    if (state->body) {
        int size = snprintf(id, sizeof id, "#note-%" PRIu32, event->note + 1);
        tei_out_attribute(maker->out, "target", (pecia_str){id, (uint64_t)size});
    }
    if (!maker->host->document->get(maker->document, event->node, PECIA_N, &text))
        text = entry->label;
    bool bracketed = text.size && ((text.data[0] >= '0' && text.data[0] <= '9') || (text.data[0] & 0x80) ||
                                   text.data[0] == '[' || (text.data[0] >= 'A' && text.data[0] <= 'z'));
    if (bracketed)
        tei_out_literal(maker->out, "[");
    tei_out_text(maker->out, text);
    if (bracketed)
        tei_out_literal(maker->out, "]");
    tei_out_end(maker->out);
}

static void note_ref(tei_maker *maker, const pecia_event *event) {
    pecia_note entry;
    pecia_note_state state;
    maker->host->document->note(maker->document, event->note, &entry, &state);
    bool here = state.body && !maker->note_written[event->note] && !maker->notes_in_back;
    if (here && maker->host->cursor->enter_note(maker->cursor, event->note))
        return;
    mark(maker, event, &entry, &state);
}

/* ---------------------------------------------------------------- leaves */

static void graphic(tei_maker *maker, const pecia_event *event, pecia_str src, pecia_str alt) {
    tei_out_element(maker->out, "graphic", false);
    tei_make_common(maker, event->node);
    tei_make_pointer(maker, "url", src);
    if (alt.size)
        tei_out_instruction(maker->out, PECIA_STR(TEI_ALT), alt);
    tei_out_end(maker->out);
}

/* graphic wants its address (14.1): an image that has none is an omission. */
static void lost_image(tei_maker *maker, pecia_event *event) {
    tei_out_element(maker->out, "gap", false);
    tei_out_attribute(maker->out, "reason", PECIA_STR("omitted"));
    tei_out_attribute(maker->out, "unit", PECIA_STR("image"));
    tei_out_end(maker->out);
    event->outcome = PECIA_DEGRADED;
}

static void image(tei_maker *maker, pecia_event *event) {
    const pecia_document_api *api = maker->host->document;
    pecia_str src, alt;
    bool described = api->get(maker->document, event->node, PECIA_ALT, &alt) && alt.size;
    bool words = described && api->get_number(maker->document, event->node, PECIA_ALT_IS_TEXT, 0);
    bool alone = tei_made_top(maker)->pending; /* in a figure of its own */
    if (words && !alone)
        tei_out_element(maker->out, "figure", true);
    if (api->get(maker->document, event->node, PECIA_SRC, &src) && src.size)
        graphic(maker, event, src, described && !words ? alt : (pecia_str){NULL, 0});
    else if (!words || alone)
        lost_image(maker, event);
    if (words)
        tei_out_simple(maker->out, "figDesc", alt);
    if (words && !alone)
        tei_out_end(maker->out);
}

static bool in_figure(const tei_maker *maker) {
    for (uint64_t i = maker->count; i-- > 0;)
        if (maker->open[i].tags)
            return maker->open[i].kind == PECIA_FIGURE;
    return false;
}

static void point(tei_maker *maker, const pecia_event *event) {
    static const char *const names[] = {"pb", "cb", "lb", "milestone"};
    tei_out_element(maker->out, names[event->kind - PECIA_PAGE_BREAK], false);
    tei_make_common(maker, event->node);
    tei_make_word(maker, event->node, PECIA_EDITION, "ed");
    pecia_str facs;
    if (maker->host->document->get(maker->document, event->node, PECIA_FACS, &facs) && facs.size)
        tei_make_pointer(maker, "facs", facs);
    if (event->kind == PECIA_MILESTONE) {
        pecia_str unit;
        bool has = maker->host->document->get(maker->document, event->node, PECIA_UNIT, &unit) && xml_is_ncname(unit);
        tei_out_attribute(maker->out, "unit", has ? unit : PECIA_STR("unspecified"));
    }
    tei_make_word(maker, event->node, PECIA_BREAK, "break");
    tei_out_end(maker->out);
}

static void rule(tei_maker *maker) {
    tei_out_element(maker->out, "milestone", false);
    tei_out_attribute(maker->out, "unit", PECIA_STR("section"));
    tei_out_attribute(maker->out, "rend", PECIA_STR("rule"));
    tei_out_end(maker->out);
}

void tei_make_leaf(tei_maker *maker, pecia_event *event) {
    event->outcome = PECIA_CARRIED;
    if (event->kind == PECIA_IMAGE) {
        if (!in_figure(maker))
            tei_make_ready(maker);
        image(maker, event);
        return;
    }
    bool is_point = event->kind >= PECIA_PAGE_BREAK && event->kind <= PECIA_MILESTONE;
    if (!is_point && event->kind != PECIA_NOTE_SLOT && event->kind != PECIA_RULE && event->kind != PECIA_ANCHOR)
        tei_make_ready(maker);
    switch (event->kind) {
    case PECIA_TEXT: tei_out_text(maker->out, event->text); break;
    case PECIA_SOFT_BREAK: tei_out_literal(maker->out, "\n"); break;
    case PECIA_LINE_BREAK:
        tei_out_element(maker->out, "lb", false);
        tei_out_attribute(maker->out, "rend", PECIA_STR("break"));
        tei_out_end(maker->out);
        break;
    case PECIA_NOTE_REF: note_ref(maker, event); break;
    case PECIA_NOTE_SLOT: break; /* the body goes to its mark, or to the back */
    case PECIA_RULE: rule(maker); break;
    case PECIA_ANCHOR:
        tei_out_element(maker->out, "anchor", false);
        tei_make_common(maker, event->node);
        tei_out_end(maker->out);
        break;
    default:
        if (is_point)
            point(maker, event);
        else
            event->outcome = PECIA_DROPPED;
        break;
    }
}
