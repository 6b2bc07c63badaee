/* SPDX-License-Identifier: MIT
 *
 * tei_make_inlines.c: text, phrases, images, points.
 */
#include "tei/tei_maker.h"

static void start(tei_maker *maker, const pecia_event *event, uint32_t element) {
    bool again = tei_make_goes_on(event);
    if (!again)
        tei_make_place_id(maker, event->node, element);
    tei_make_inline(maker, event->kind, element);
    tei_make_common(maker, event->node, again);
}

static void start_quote(tei_maker *maker, const pecia_event *event) {
    static const uint8_t elements[] = {TEI_E_q, TEI_E_quote, TEI_E_q, TEI_E_said, TEI_E_soCalled, TEI_E_mentioned};
    int64_t type = maker->host->document->get_number(maker->document, event->node, PECIA_QUOTATION, PECIA_Q);
    start(maker, event, elements[type >= 0 && type <= PECIA_MENTIONED ? type : 0]);
    if (tei_make_goes_on(event))
        return;
    if (type < PECIA_SO_CALLED)
        tei_make_tie(maker, event->node);
    tei_make_strip(maker, event->node);
}

/* True if NODE says by a rend of its own what BITS do, which it gets back. */
static bool has_look(const tei_maker *maker, uint32_t node, uint32_t bits) {
    pecia_name name;
    pecia_str value;
    for (uint32_t i = 0; maker->has_origin && maker->fit.profile->bit == TEI_PROFILE_ALL &&
                         maker->host->document->origin_attribute(maker->document, node, i, &name, &value);
         i++)
        if (pecia_str_is(name.local, "rend") && !name.ns.size)
            return tei_style_bits(value) == bits;
    return false;
}

/* The look of a stretch: words of @rend, or the profile's of @rendition. */
static void start_style(tei_maker *maker, const pecia_event *event, uint32_t bits) {
    char words[256];
    size_t size = tei_fit_rendition(&maker->fit, bits, words, sizeof words);
    bool wanted = maker->fit.profile->bit == TEI_PROFILE_DTABF;
    if (wanted && !size) { /* there hi without a look does not exist */
        tei_make_opened(maker, event->kind, false);
        tei_make_degrade(maker);
        tei_make_common(maker, event->node, tei_make_goes_on(event));
        return;
    }
    start(maker, event, TEI_E_hi);
    const char *name = size ? "rendition" : "rend";
    if (!size && !has_look(maker, event->node, bits))
        size = tei_style_words(bits, words, sizeof words);
    if (size)
        tei_make_say(maker, name, (pecia_str){words, size});
}

/* Code holds characters and nothing else: with anything in it, it is a stretch that looks so. */
static void start_code(tei_maker *maker, const pecia_event *event) {
    const pecia_document_api *api = maker->host->document;
    uint32_t child = api->first_child(maker->document, event->node);
    while (child &&
           (api->kind(maker->document, child) == PECIA_TEXT || api->kind(maker->document, child) == PECIA_SOFT_BREAK))
        child = api->next_sibling(maker->document, child);
    if (!child && tei_make_has(maker, TEI_E_code)) {
        start(maker, event, TEI_E_code);
        return;
    }
    start_style(maker, event, PECIA_MONOSPACE);
    tei_make_degrade(maker);
}

/* cit holds quotations, their sources and marks, and no text (3.3.3). */
static void start_cite(tei_maker *maker, const pecia_event *event) {
    const pecia_document_api *api = maker->host->document;
    bool plain = true, some = false;
    for (uint32_t child = api->first_child(maker->document, event->node); child && plain;
         child = api->next_sibling(maker->document, child)) {
        uint32_t kind = api->kind(maker->document, child);
        bool quote =
            kind == PECIA_QUOTE && api->get_number(maker->document, child, PECIA_QUOTATION, PECIA_Q) <= PECIA_SAID;
        bool part = quote || kind == PECIA_BIBL || kind == PECIA_NOTE_REF || kind == PECIA_LINK;
        bool point = kind == PECIA_ANCHOR || (kind >= PECIA_PAGE_BREAK && kind <= PECIA_HIDDEN_BLOCK);
        bool space = kind == PECIA_TEXT && !pecia_str_trim(api->text(maker->document, child)).size;
        plain = part || point || space || kind == PECIA_SOFT_BREAK || kind == PECIA_NOTE;
        some = some || part;
    }
    if (plain && some) {
        start(maker, event, TEI_E_cit);
        return;
    }
    tei_make_opened(maker, event->kind, false);
    tei_make_degrade(maker);
    tei_make_common(maker, event->node, tei_make_goes_on(event));
}

static void start_link(tei_maker *maker, const pecia_event *event) {
    pecia_str target;
    start(maker, event, TEI_E_ref);
    if (maker->host->document->get(maker->document, event->node, PECIA_HREF, &target) && target.size)
        tei_make_target(maker, "target", target);
}

/* The name of the element that the node was, where it is another now. */
static void say_what_it_was(tei_maker *maker) {
    pecia_str name = maker->origin.local;
    if (maker->has_origin && maker->tag && xml_is_ncname(name) && !pecia_str_is(name, maker->tag_name))
        tei_make_say(maker, "type", name);
}

static void start_span(tei_maker *maker, const pecia_event *event) {
    pecia_str lang;
    bool foreign = maker->host->document->get(maker->document, event->node, PECIA_LANG, &lang) && tei_is_language(lang);
    start(maker, event, foreign ? TEI_E_foreign : TEI_E_seg);
    say_what_it_was(maker);
}

static void start_foreign(tei_maker *maker, pecia_event *event) {
    start(maker, event, TEI_E_seg);
    event->outcome = PECIA_DEGRADED;
    say_what_it_was(maker);
}

void tei_make_inline_start(tei_maker *maker, pecia_event *event) {
    tei_make_ready(maker);
    if (maker->has_origin && (tei_make_tree(maker, event, false) || tei_make_origin_start(maker, event)))
        return;
    switch (event->kind) {
    case PECIA_EMPHASIS: start(maker, event, TEI_E_emph); break;
    case PECIA_STRONG: start_style(maker, event, PECIA_BOLD); break;
    case PECIA_STYLE:
        start_style(maker, event,
                    (uint32_t)maker->host->document->get_number(maker->document, event->node, PECIA_STYLE_BITS, 0));
        break;
    case PECIA_CODE: start_code(maker, event); break;
    case PECIA_LINK: start_link(maker, event); break;
    case PECIA_QUOTE: start_quote(maker, event); break;
    case PECIA_CITE: start_cite(maker, event); break;
    case PECIA_BIBL: start(maker, event, TEI_E_bibl); break;
    case PECIA_SPAN: start_span(maker, event); break;
    default: start_foreign(maker, event); break;
    }
}

/* ---------------------------------------------------------------- images */

static void put_graphic(tei_maker *maker, const pecia_event *event, pecia_str src, pecia_str alt) {
    tei_make_inline(maker, event->kind, TEI_E_graphic);
    uint8_t made = maker->tag;
    tei_make_common(maker, event->node, false);
    tei_make_pointer(maker, made == TEI_E_figure ? "facs" : "url", src);
    if (alt.size && made)
        tei_out_instruction(maker->out, PECIA_STR(TEI_ALT), alt);
    tei_make_close(maker);
}

/* graphic wants its address (14.1): an image that has none is an omission. */
static void put_lost(tei_maker *maker) {
    tei_make_inline(maker, PECIA_IMAGE, TEI_E_gap);
    tei_make_say(maker, "reason", PECIA_STR("omitted"));
    tei_make_say(maker, "unit", PECIA_STR("image"));
    tei_make_close(maker);
    tei_make_degrade(maker);
}

static void put_description(tei_maker *maker, pecia_str words) {
    if (tei_made_holder(maker)->element == TEI_E_figure)
        tei_make_block(maker, PECIA_TEXT, TEI_E_figDesc, false);
    else
        tei_make_opened(maker, PECIA_TEXT, false);
    tei_out_text(maker->out, words);
    tei_make_close(maker);
}

static void put_image(tei_maker *maker, const pecia_event *event) {
    const pecia_document_api *api = maker->host->document;
    pecia_str src, alt;
    bool described = api->get(maker->document, event->node, PECIA_ALT, &alt) && alt.size;
    bool words = described && api->get_number(maker->document, event->node, PECIA_ALT_IS_TEXT, 0);
    bool alone = tei_made_top(maker)->pending; /* in a figure of its own */
    bool framed = words && !alone;
    if (framed)
        tei_make_inline(maker, PECIA_IMAGE, TEI_E_figure);
    if (api->get(maker->document, event->node, PECIA_SRC, &src) && src.size)
        put_graphic(maker, event, src, described && !words ? alt : (pecia_str){NULL, 0});
    else if (!words || alone)
        put_lost(maker);
    if (words)
        put_description(maker, alt);
    if (framed)
        tei_make_close(maker);
}

/* ---------------------------------------------------------------- points */

static const uint8_t point_elements[] = {TEI_E_pb, TEI_E_cb, TEI_E_lb, TEI_E_milestone};

/* A page in dtabf is that of an image, by its number. */
static void say_facs(tei_maker *maker, uint32_t node, uint32_t kind) {
    char number[24] = "#f";
    pecia_str facs;
    maker->pages += kind == PECIA_PAGE_BREAK;
    if (maker->host->document->get(maker->document, node, PECIA_FACS, &facs) && facs.size) {
        tei_make_pointer(maker, "facs", facs);
    } else if (kind == PECIA_PAGE_BREAK && maker->fit.profile->bit == TEI_PROFILE_DTABF) {
        uint32_t page = maker->pages;
        for (size_t at = 6; at-- > 2; page /= 10)
            number[at] = (char)('0' + page % 10);
        tei_make_say(maker, "facs", (pecia_str){number, 6});
    }
}

static void say_unit(tei_maker *maker, uint32_t node) {
    pecia_str unit;
    bool has = maker->host->document->get(maker->document, node, PECIA_UNIT, &unit) && xml_is_ncname(unit);
    tei_make_say(maker, "unit", has ? unit : PECIA_STR("unspecified"));
    if (maker->fit.profile->bit == TEI_PROFILE_DTABF)
        tei_make_say(maker, "rendition", PECIA_STR("#hr"));
}

/* Where a profile has no line breaks, the words of two lines are kept apart by a space. */
static void part_lines(tei_maker *maker) {
    if (!tei_make_has(maker, TEI_E_lb) && tei_made_holder(maker)->mixed)
        tei_out_literal(maker->out, "\n");
}

/* The point NODE here; false if the profile has none like it. */
static bool put_point(tei_maker *maker, uint32_t node, uint32_t kind) {
    if (kind < PECIA_PAGE_BREAK || kind > PECIA_MILESTONE)
        return tei_make_anchor(maker, node);
    bool rule_only = kind == PECIA_MILESTONE && maker->fit.profile->bit == TEI_PROFILE_DTABF;
    if (rule_only)
        return false; /* its milestone is a rule */
    pecia_str within;
    bool inside = maker->host->document->get(maker->document, node, PECIA_BREAK, &within) && pecia_str_is(within, "no");
    if (kind == PECIA_LINE_BEGINNING && !inside)
        part_lines(maker);
    tei_make_empty(maker, point_elements[kind - PECIA_PAGE_BREAK]);
    bool made = maker->tag;
    pecia_name origin;
    if (made) {
        tei_make_common(maker, node, false);
        tei_make_word(maker, node, PECIA_EDITION, "ed");
        say_facs(maker, node, kind);
        if (kind == PECIA_MILESTONE)
            say_unit(maker, node);
        if (kind == PECIA_MILESTONE && maker->fit.profile->bit == TEI_PROFILE_ALL)
            tei_make_word(maker, node, PECIA_TYPE, "type");
        tei_make_word(maker, node, PECIA_BREAK, "break");
        if (maker->host->document->origin(maker->document, node, &origin))
            tei_make_kept(maker, node, &origin);
    }
    tei_make_close(maker);
    return made;
}

/* Between the cells of a row stands nothing: the point waits for a place. */
static bool put_off(tei_maker *maker, uint32_t node) {
    return tei_made_holder(maker)->element == TEI_E_row && tei_make_wait(maker, node);
}

void tei_make_late(tei_maker *maker) {
    uint64_t count = maker->late_count;
    maker->late_count = 0;
    uint8_t tag = maker->tag;
    for (uint64_t i = 0; i < count; i++)
        put_point(maker, maker->late[i], maker->host->document->kind(maker->document, maker->late[i]));
    maker->tag = count ? TEI_E_none : tag;
}

static void put_rule(tei_maker *maker) {
    tei_make_empty(maker, TEI_E_milestone);
    tei_make_say(maker, "unit", PECIA_STR("section"));
    if (maker->fit.profile->bit == TEI_PROFILE_DTABF)
        tei_make_say(maker, "rendition", PECIA_STR("#hr"));
    else
        tei_make_say(maker, "rend", PECIA_STR("rule"));
    tei_make_close(maker);
}

/* ---------------------------------------------------------------- leaves */

static void put_line_break(tei_maker *maker) {
    part_lines(maker);
    tei_make_empty(maker, TEI_E_lb);
    if (maker->tag == TEI_E_lb)
        tei_make_say(maker, "rend", PECIA_STR("break"));
    tei_make_close(maker);
}

/* Where a profile has no element that keeps lines, each end of a line is said. */
static bool wants_breaks(tei_maker *maker) {
    for (uint64_t i = maker->count; i-- > 0;)
        if (maker->open[i].block)
            return maker->open[i].kind == PECIA_CODE_BLOCK && maker->open[i].element != TEI_E_eg;
    return false;
}

static void put_lines(tei_maker *maker, pecia_str text) {
    const char *end;
    while (text.size && (end = memchr(text.data, '\n', text.size))) {
        uint64_t size = (uint64_t)(end - text.data) + 1;
        tei_out_text(maker->out, (pecia_str){text.data, size});
        text = pecia_str_from(text, size);
        if (text.size)
            put_line_break(maker);
    }
    tei_out_text(maker->out, text);
}

static void put_text(tei_maker *maker, const pecia_event *event) {
    pecia_str text = tei_strip_left(&maker->strip, event->node, event->text);
    if (maker->fit.made[TEI_E_eg].element != TEI_E_eg && wants_breaks(maker))
        put_lines(maker, text);
    else
        tei_out_text(maker->out, text);
}

static bool in_figure(tei_maker *maker) {
    return tei_made_holder(maker)->element == TEI_E_figure;
}

/* True if EVENT stands without a paragraph around it where one is implied. */
static bool stands_alone(tei_maker *maker, const pecia_event *event) {
    if (event->kind >= PECIA_PAGE_BREAK && event->kind <= PECIA_MILESTONE)
        return true;
    if (event->kind == PECIA_IMAGE)
        return in_figure(maker) && tei_made_top(maker)->pending;
    if (event->kind == PECIA_NOTE_REF)
        return tei_made_holder(maker)->element == TEI_E_cit && tei_made_top(maker)->pending;
    return event->kind == PECIA_NOTE_SLOT || event->kind == PECIA_RULE || event->kind == PECIA_ANCHOR;
}

/* True if EVENT is white space between readings: a <choice> comes back as it was before a space set them apart. */
static bool is_layout(tei_maker *maker, const pecia_event *event) {
    bool blank = event->kind == PECIA_SOFT_BREAK || (event->kind == PECIA_TEXT && pecia_is_space(event->text.data[0]) &&
                                                     !pecia_str_trim(event->text).size);
    return blank && tei_made_holder(maker)->element == TEI_E_choice;
}

void tei_make_leaf(tei_maker *maker, pecia_event *event) {
    event->outcome = PECIA_CARRIED;
    if (!stands_alone(maker, event))
        tei_make_ready(maker);
    if (is_layout(maker, event))
        return;
    switch (event->kind) {
    case PECIA_TEXT: put_text(maker, event); break;
    case PECIA_SOFT_BREAK: tei_out_literal(maker->out, "\n"); break;
    case PECIA_LINE_BREAK: put_line_break(maker); break;
    case PECIA_IMAGE: put_image(maker, event); break;
    case PECIA_NOTE_REF: tei_make_note_ref(maker, event); break;
    case PECIA_NOTE_SLOT: break; /* the body goes to its mark, or to the back */
    case PECIA_RULE: put_rule(maker); break;
    case PECIA_ANCHOR:
    case PECIA_PAGE_BREAK:
    case PECIA_COLUMN_BREAK:
    case PECIA_LINE_BEGINNING:
    case PECIA_MILESTONE:
        if (!put_off(maker, event->node) && !put_point(maker, event->node, event->kind))
            event->outcome = PECIA_DROPPED;
        break;
    default: event->outcome = PECIA_DROPPED; break;
    }
}
