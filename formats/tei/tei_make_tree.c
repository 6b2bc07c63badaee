/* SPDX-License-Identifier: MIT
 *
 * tei_make_tree.c: elements of TEI that come back whole from another format (trees.def), if everything in them is what
 * it was: elements of TEI where vocabulary.def has them, MathML in a formula, text where text may stand. Else their
 * parts are made one by one.
 */
#include "tei/tei_maker.h"
#include "tei/tei_replay.h"

#define MATH_NS "http://www.w3.org/1998/Math/MathML"

static const struct {
    const char *name;
    uint8_t like;
    const char *barred;
} trees[] = {
#define TREE(name, like, barred) {#name, TEI_E_##like, barred},
#include "tei/trees.def"
#undef TREE
};

static const struct {
    const char *holders, *parts;
} parts[] = {
#define PARTS(holders, names) {holders, names},
#include "tei/parts.def"
#undef PARTS
};

/* What the element that is open at a place of a tree is. */
typedef struct inside {
    const tei_word *word; /* NULL in MathML */
    bool math;
} inside;

static size_t find_tree(pecia_str name) {
    size_t i = 0;
    while (i < sizeof trees / sizeof *trees && !pecia_str_is(name, trees[i].name))
        i++;
    return i;
}

static const tei_word *word_of(pecia_str local) {
    char room[TEI_NAME_MAX] = "";
    if (local.size < sizeof room)
        memcpy(room, local.data, local.size);
    return tei_word_element(room);
}

static bool has_own_id(const tei_maker *maker, uint32_t node) {
    pecia_str id;
    return !maker->host->document->get(maker->document, node, PECIA_ID, &id) ||
           (xml_is_ncname(id) && maker->host->document->find_id(maker->document, id) == node);
}

/* True if OUTER may hold PART. */
static bool may_hold(const char *outer, const char *part) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (tei_words_have(parts[i].holders, pecia_str_of(outer)))
            return tei_words_have(parts[i].parts, pecia_str_of(part));
    return false;
}

/* True if NODE, called NAME, holds one of the elements that TEI asks for. */
static bool has_what_it_wants(const tei_maker *maker, uint32_t node, const char *name) {
    const pecia_document_api *api = maker->host->document;
    uint32_t count;
    const tei_content *row = tei_content_find(TEI_HOLDS, name, &count);
    for (; count--; row++) {
        pecia_name part;
        uint32_t child = row->profiles & TEI_PROFILE_ALL ? api->first_child(maker->document, node) : 0;
        bool wants = child || row->profiles & TEI_PROFILE_ALL;
        while (child && !(api->origin(maker->document, child, &part) && tei_words_have(row->names, part.local)))
            child = api->next_sibling(maker->document, child);
        if (wants && !child)
            return false;
    }
    return true;
}

/* True if no element stands before NODE in its parent: a head does not come behind other things. */
static bool is_first(const tei_maker *maker, uint32_t node) {
    const pecia_document_api *api = maker->host->document;
    pecia_name name;
    uint32_t at = api->first_child(maker->document, api->parent(maker->document, node));
    while (at != node && !api->origin(maker->document, at, &name))
        at = api->next_sibling(maker->document, at);
    return at == node;
}

/* True if what NODE, in MathML, is called and has for attributes can be written: pages of the web have any. */
static bool has_names(const tei_maker *maker, uint32_t node, const pecia_name *name) {
    pecia_name attribute;
    pecia_str value;
    bool good = xml_is_ncname(name->local);
    for (uint32_t i = 0; good && maker->host->document->origin_attribute(maker->document, node, i, &attribute, &value);
         i++)
        good = !attribute.ns.size && xml_is_ncname(attribute.local) && !pecia_str_begins(attribute.local, "xmlns");
    return good;
}

/* True if NODE, an element in OUTER, may be there as it was; *IN is what is in it. */
static bool is_whole_element(const tei_maker *maker, uint32_t node, const inside *outer, inside *in) {
    const pecia_document_api *api = maker->host->document;
    pecia_name name, rend;
    pecia_str value;
    uint32_t kind = api->kind(maker->document, node);
    if (!api->origin(maker->document, node, &name) || kind == PECIA_NOTE || kind == PECIA_IMAGE ||
        kind == PECIA_NOTE_REF || !has_own_id(maker, node) ||
        (tei_words_have("desc head lem rb", name.local) && !is_first(maker, node)))
        return false;
    if (kind == PECIA_STYLE && pecia_str_is(name.local, "hi") &&
        api->get_number(maker->document, node, PECIA_STYLE_BITS, 0) && /* its look must be an attribute */
        !api->origin_attribute(maker->document, node, 0, &rend, &value))
        return false;
    *in = (inside){.math = pecia_str_is(name.ns, MATH_NS)};
    if (in->math)
        return has_names(maker, node, &name) && (outer->math || strcmp(outer->word->name, "formula") == 0);
    in->word = pecia_str_is(name.ns, TEI_NS) ? word_of(name.local) : NULL;
    return in->word && !outer->math && may_hold(outer->word->name, in->word->name) &&
           has_what_it_wants(maker, node, in->word->name);
}

static bool is_blank(pecia_str text) {
    return !pecia_str_trim(text).size;
}

/* True if NODE may be in OUTER; *IN is what is in it, if it is an element. */
static bool is_whole(const tei_maker *maker, uint32_t node, const inside *outer, inside *in) {
    switch (maker->host->document->kind(maker->document, node)) {
    case PECIA_TEXT:
        return outer->math || outer->word->text || is_blank(maker->host->document->text(maker->document, node));
    case PECIA_SOFT_BREAK:
    case PECIA_COMMENT:
    case PECIA_INSTRUCTION:
    case PECIA_SPACE: return true;
    default: return is_whole_element(maker, node, outer, in);
    }
}

/* What NODE, a part of a tree, is. */
static inside inside_of(const tei_maker *maker, uint32_t node) {
    pecia_name name;
    inside in = {0};
    if (maker->host->document->origin(maker->document, node, &name)) {
        in.math = pecia_str_is(name.ns, MATH_NS);
        in.word = in.math ? NULL : word_of(name.local);
    }
    return in;
}

static bool holds_whole(const tei_maker *maker, uint32_t root) {
    const pecia_document_api *api = maker->host->document;
    inside outer = inside_of(maker, root), in;
    uint32_t node = api->first_child(maker->document, root);
    if (!outer.word || !has_what_it_wants(maker, root, outer.word->name))
        return false;
    while (node) {
        if (!is_whole(maker, node, &outer, &in))
            return false;
        uint32_t next = api->first_child(maker->document, node);
        if (next)
            outer = in;
        while (!next && node != root) {
            next = api->next_sibling(maker->document, node);
            if (!next) {
                node = api->parent(maker->document, node);
                outer = inside_of(maker, api->parent(maker->document, node));
            }
        }
        node = next;
    }
    return true;
}

static void put_text(tei_maker *maker, uint32_t node, const inside *outer) {
    uint32_t kind = maker->host->document->kind(maker->document, node);
    bool text = outer->math || (outer->word && outer->word->text) || kind == PECIA_TEXT; /* else it is blank */
    if (text && kind == PECIA_SOFT_BREAK)
        tei_out_literal(maker->out, "\n");
    else if (text && kind == PECIA_TEXT)
        tei_out_text(maker->out, maker->host->document->text(maker->document, node));
    else if (kind == PECIA_COMMENT)
        tei_out_comment(maker->out, maker->host->document->text(maker->document, node));
}

/* Writes what is in ROOT. */
static void put_inside(tei_maker *maker, uint32_t root) {
    const pecia_document_api *api = maker->host->document;
    inside outer = inside_of(maker, root);
    uint32_t node = api->first_child(maker->document, root);
    while (node) {
        uint32_t kind = api->kind(maker->document, node), next = 0;
        if (kind == PECIA_TEXT || kind == PECIA_SOFT_BREAK || (kind >= PECIA_COMMENT && kind <= PECIA_SPACE)) {
            put_text(maker, node, &outer);
        } else {
            tei_replay_start(maker->out, node, kind, true, NULL);
            next = api->first_child(maker->document, node);
            if (next)
                outer = inside_of(maker, node);
            else
                tei_out_end(maker->out);
        }
        while (!next && node != root) {
            next = api->next_sibling(maker->document, node);
            if (!next) {
                node = api->parent(maker->document, node);
                if (node == root)
                    return;
                tei_out_end(maker->out);
                outer = inside_of(maker, api->parent(maker->document, node));
            }
        }
        node = next;
    }
}

bool tei_make_tree(tei_maker *maker, pecia_event *event, bool block) {
    const tei_made *holder = tei_made_holder(maker);
    const char *outer = holder->name ? holder->name : tei_fit_name(holder->element);
    if (maker->fit.profile->bit != TEI_PROFILE_ALL || tei_make_goes_on(event) ||
        !pecia_str_is(maker->origin.ns, TEI_NS))
        return false;
    size_t tree = find_tree(maker->origin.local);
    if (tree == sizeof trees / sizeof *trees || !tei_fit_holds(&maker->fit, holder->element, trees[tree].like) ||
        tei_words_have(trees[tree].barred, pecia_str_of(outer)) || !holds_whole(maker, event->node))
        return false;
    tei_make_like(maker, event->kind, trees[tree].like, trees[tree].name, block);
    tei_make_common(maker, event->node, false);
    tei_make_kept(maker, event->node, &maker->origin);
    maker->out->carried = true;
    put_inside(maker, event->node);
    maker->out->carried = false;
    tei_made_top(maker)->had_content = true; /* nothing is to be filled in */
    tei_make_close(maker);
    maker->tag = TEI_E_none;
    maker->has_origin = false;
    event->outcome = PECIA_CARRIED;
    maker->host->cursor->skip(maker->cursor);
    return true;
}
