/* SPDX-License-Identifier: MIT
 *
 * tei_make.c: TEI P5 of a document for a profile: the frame and the walk.
 */
#include "tei/tei_maker.h"

#include <inttypes.h>

static void make_end(tei_maker *maker, const pecia_event *event) {
    tei_make_close(maker);
    if (event->node && event->node == maker->front)
        tei_make_frame(maker, TEI_E_body);
}

static void make_start(tei_maker *maker, pecia_event *event) {
    maker->has_origin = event->node && maker->host->document->origin(maker->document, event->node, &maker->origin);
    if (!tei_make_block_start(maker, event))
        tei_make_inline_start(maker, event);
    if (maker->has_origin)
        tei_make_kept(maker, event->node, &maker->origin);
}

static void make_event(tei_maker *maker, pecia_event *event) {
    maker->event = event;
    if (event->type == PECIA_LEAF)
        tei_make_leaf(maker, event);
    else if (event->type == PECIA_EXIT)
        make_end(maker, event);
    else
        make_start(maker, event);
}

int32_t tei_make_walk(tei_maker *maker) {
    const pecia_cursor_api *api = maker->host->cursor;
    int32_t status = PECIA_OK;
    uint64_t events = 0;
    for (pecia_event *event; status == PECIA_OK && (event = api->next(maker->cursor))->type != PECIA_END;) {
        make_event(maker, event);
        status = maker->out->status;
        if (status == PECIA_OK && (++events & 0xFFF) == 0)
            status = maker->host->job->proceed(maker->out->job);
    }
    maker->event = NULL; /* it was the cursor's */
    return status;
}

/* The front matter that the document begins with. */
static uint32_t find_front(const tei_maker *maker) {
    const pecia_document_api *api = maker->host->document;
    uint32_t node = api->first_child(maker->document, 1);
    pecia_str role;
    while (node) {
        uint32_t kind = api->kind(maker->document, node);
        if (kind >= PECIA_COMMENT && kind <= PECIA_HIDDEN_BLOCK) {
            node = api->next_sibling(maker->document, node);
            continue;
        }
        if (kind != PECIA_MATTER)
            return 0;
        if (api->get(maker->document, node, PECIA_ROLE, &role) && pecia_str_is(role, "front"))
            return node;
        node = api->first_child(maker->document, node);
    }
    return 0;
}

/* The root's identifier and language: the profile may want them. */
static void say_of_root(tei_maker *maker) {
    char buf[TEI_ID_MAX];
    pecia_str lang = maker->host->document->lang(maker->document, 1);
    pecia_str root = tei_fit_root(&maker->fit, "xml:lang", tei_is_language(lang) ? lang : PECIA_STR("und"));
    if (root.data)
        tei_out_attribute(maker->out, "xml:lang", root);
    if (maker->fit.profile->notes_in_back) /* ELTeC names its texts */
        tei_out_attribute(maker->out, "xml:id", tei_ids_new(&maker->ids, "text-", 1, 0, buf));
}

/* True if NODE, which is no part of the text, may stand beside it (model.resource). */
static bool is_resource(const tei_maker *maker, uint32_t node, pecia_name *name) {
    return maker->host->document->kind(maker->document, node) == PECIA_HIDDEN_BLOCK &&
           maker->host->document->origin(maker->document, node, name) && pecia_str_is(name->ns, TEI_NS) &&
           tei_words_have("facsimile fsdDecl sourceDoc standOff", name->local);
}

/* What travelled with the document beside its header stands before the text again, in the whole of TEI. */
static void put_resources(tei_maker *maker) {
    const pecia_document_api *api = maker->host->document;
    pecia_name name;
    if (maker->fit.profile->bit != TEI_PROFILE_ALL)
        return;
    for (uint32_t node = api->first_child(maker->document, 1); node; node = api->next_sibling(maker->document, node))
        if (is_resource(maker, node, &name))
            tei_replay_carried(maker->out, node);
}

static void open_frame(tei_maker *maker) {
    tei_out_element(maker->out, "TEI", true);
    say_of_root(maker);
    tei_make_header(maker);
    put_resources(maker);
    tei_out_element(maker->out, "text", true);
    maker->front = find_front(maker);
    tei_make_frame(maker, maker->front ? TEI_E_front : TEI_E_body);
}

static void close_frame(tei_maker *maker) {
    if (maker->open[0].element == TEI_E_front)
        tei_make_frame(maker, TEI_E_body);
    while (maker->count)
        tei_make_close(maker);
    tei_out_end(maker->out);
    tei_out_end(maker->out);
    if (maker->changed_ids)
        maker->host->job->report(maker->out->job, PECIA_INFO, "id-changed", NULL,
                                 "%" PRIu64 " identifier%s no XML name and %s written in another form; what refers to "
                                 "them follows",
                                 maker->changed_ids, maker->changed_ids == 1 ? " is" : "s are",
                                 maker->changed_ids == 1 ? "is" : "are");
}

/* Warns of what is no part of the text from NODE on, which is left out. */
static void tell_left_out(tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    for (pecia_name name; node; node = api->next_sibling(maker->document, node)) {
        pecia_place place = api->place(maker->document, node);
        if (is_resource(maker, node, &name))
            maker->host->job->report(maker->out->job, PECIA_WARNING, "profile-without", &place,
                                     "<%.*s> is left out: it is no part of the text, and only a copy of the whole TEI "
                                     "document (profile=all) holds it",
                                     (int)(name.local.size < 40 ? name.local.size : 40), name.local.data);
    }
}

/* What the document holds beside its text has no place in a profile but the whole of TEI; there only what travelled
 * with it has. */
static void tell_hidden(tei_maker *maker) {
    const pecia_document_api *api = maker->host->document;
    uint32_t first = api->first_child(maker->document, 1);
    if (maker->fit.profile->bit != TEI_PROFILE_ALL)
        tell_left_out(maker, first);
    tell_left_out(maker, first ? api->first_child(maker->document, first) : 0);
}

int32_t tei_make_corpus(tei_out *out) {
    tei_maker maker = {.out = out, .host = out->host, .document = out->document};
    tei_fit_init(&maker.fit, tei_profile_find(NULL));
    say_of_root(&maker);
    tei_make_header(&maker);
    return out->status;
}

int32_t tei_make(tei_out *out) {
    tei_maker maker = {.out = out, .host = out->host, .document = out->document};
    tei_strip_init(&maker.strip, out);
    tei_fit_init(&maker.fit, tei_profile_find(out->host->job->option(out->job, "profile")));
    maker.note_written = out->host->job->alloc(out->job, out->host->document->note_count(out->document) + 1);
    maker.cursor = out->host->cursor->open(out->job, out->document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!maker.note_written || !maker.cursor ||
        tei_ids_init(&maker.ids, out->host, out->job, out->document) != PECIA_OK)
        return PECIA_ERR_MEMORY;
    tell_hidden(&maker);
    open_frame(&maker);
    int32_t status = out->status != PECIA_OK ? out->status : tei_make_walk(&maker);
    out->host->cursor->close(maker.cursor);
    if (status == PECIA_OK)
        status = tei_make_back(&maker);
    if (status == PECIA_OK)
        close_frame(&maker);
    return status;
}
