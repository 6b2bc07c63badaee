/* SPDX-License-Identifier: MIT
 *
 * tei_replay_header.c: the fields of a header that the user has stated anew, put into the header as it was.
 *
 * The reader kept with the header which keys these are. Elements that meta.def has for a key take its values in turn;
 * those left over are left out, further values stand behind the last. A key that the header had no element for goes
 * where additions.def says.
 */
#include "tei/tei_replay.h"

static const struct addition {
    const char *key, *parent, *between, *element;
} additions[] = {
#define ADDITION(key, parent, between, element) {key, parent, between, element},
#include "tei/additions.def"
#undef ADDITION
};

static void add(tei_out *out, tei_edits *edits, tei_edit edit) {
    if (pecia_grow(out->host, out->job, &edits->at, &edits->capacity, edits->count + 1, sizeof *edits->at) == PECIA_OK)
        edits->at[edits->count++] = edit;
    else
        out->status = PECIA_ERR_MEMORY;
}

static pecia_str local_name(const tei_out *out, uint32_t node) {
    pecia_name name;
    return node && out->host->document->origin(out->document, node, &name) ? name.local : (pecia_str){NULL, 0};
}

/* The next node of the tree under ROOT, in document order; past what is inside NODE unless DEEP. */
static uint32_t next_node(const tei_out *out, uint32_t root, uint32_t node, bool deep) {
    const pecia_document_api *api = out->host->document;
    uint32_t next = deep ? api->first_child(out->document, node) : 0;
    while (!next && node != root) {
        next = api->next_sibling(out->document, node);
        node = next ? node : api->parent(out->document, node);
    }
    return next;
}

static const tei_meta_row *row_of(const tei_out *out, uint32_t node, char *parent, size_t size) {
    pecia_str local = local_name(out, node), outer = local_name(out, out->host->document->parent(out->document, node));
    if (!local.size || outer.size + 1 > size)
        return NULL;
    memcpy(parent, outer.data ? outer.data : "", outer.size);
    parent[outer.size] = 0;
    return tei_meta_find(parent, local);
}

static bool leads_on(const tei_out *out, uint32_t node) {
    char parent[64];
    pecia_str outer = local_name(out, out->host->document->parent(out->document, node));
    if (outer.size + 1 > sizeof parent)
        return false;
    memcpy(parent, outer.data ? outer.data : "", outer.size);
    parent[outer.size] = 0;
    return tei_meta_path(parent, local_name(out, node));
}

static uint32_t find_element(const tei_out *out, uint32_t header, const char *name) {
    for (uint32_t node = header; node; node = next_node(out, header, node, true))
        if (pecia_str_is(local_name(out, node), name))
            return node;
    return 0;
}

/* Nothing may stand behind revisionDesc; prose in publicationStmt stands alone. */
static bool takes(const tei_out *out, uint32_t node, const char *element) {
    const pecia_document_api *api = out->host->document;
    for (uint32_t child = api->first_child(out->document, node); child;
         child = api->next_sibling(out->document, child)) {
        pecia_str name = local_name(out, child);
        bool prose = pecia_str_is(name, "p") || pecia_str_is(name, "ab");
        if (pecia_str_is(name, "revisionDesc") || prose != (prose && strcmp(element, "p") == 0))
            return false;
    }
    return true;
}

static bool place(tei_out *out, tei_edits *edits, uint32_t header, const char *key, pecia_str value) {
    for (size_t i = 0; i < sizeof additions / sizeof *additions; i++) {
        const struct addition *addition = &additions[i];
        uint32_t parent = strcmp(addition->key, key) == 0 ? find_element(out, header, addition->parent) : 0;
        if (!parent || !takes(out, parent, addition->element))
            continue;
        const char *valued = strcmp(key, "language") == 0 ? "ident" : strcmp(key, "date") == 0 ? "when" : NULL;
        add(out, edits, (tei_edit){parent, TEI_EDIT_INTO, addition->between, addition->element, valued, value});
        return true;
    }
    return false;
}

/* A respStmt goes with its name, unless it held LAST, another name, which stays. */
static uint32_t dropped(const tei_out *out, uint32_t node, uint32_t last) {
    uint32_t parent = out->host->document->parent(out->document, node);
    bool shared = last && out->host->document->parent(out->document, last) == parent;
    return pecia_str_is(local_name(out, parent), "respStmt") && !shared ? parent : node;
}

static void edit_key(tei_out *out, tei_edits *edits, uint32_t header, const char *key) {
    char parent[64];
    pecia_meta meta;
    uint32_t used = 0, last = 0;
    const tei_meta_row *last_row = NULL;
    for (uint32_t node = header; node;) {
        const tei_meta_row *row = row_of(out, node, parent, sizeof parent);
        bool mine = row && strcmp(row->key, key) == 0;
        bool has_value = mine && out->host->document->meta_find(out->document, key, used, &meta);
        if (has_value) {
            add(out, edits, (tei_edit){node, TEI_EDIT_TEXT, "", row->element, row->value, meta.value});
            last = node;
            last_row = row;
            used++;
        } else if (mine) {
            add(out, edits, (tei_edit){.node = dropped(out, node, last), .what = TEI_EDIT_DROP});
        }
        node = next_node(out, header, node, !row && (node == header || leads_on(out, node)));
    }
    for (; out->host->document->meta_find(out->document, key, used, &meta); used++) {
        bool behind = last && strcmp(last_row->parent, "respStmt") != 0;
        if (behind)
            add(out, edits, (tei_edit){last, TEI_EDIT_BEHIND, "", last_row->element, last_row->value, meta.value});
        else if (!place(out, edits, header, key, meta.value))
            out->host->job->report(out->job, PECIA_WARNING, "header-no-place", NULL,
                                   "the header of this document has no place for the %s that you state", key);
    }
}

int32_t tei_edits_find(tei_out *out, uint32_t header, tei_edits *edits) {
    pecia_str stated, key;
    edits->count = 0;
    if (!out->host->document->get(out->document, header, PECIA_CLASS, &stated))
        return PECIA_OK;
    while ((key = pecia_str_word(&stated)).size) {
        char name[32] = "";
        if (key.size < sizeof name)
            memcpy(name, key.data, key.size);
        edit_key(out, edits, header, name);
    }
    return out->status;
}

/* ---------------------------------------------------------------- writing */

static bool is_value(const char *attribute, pecia_str value) {
    if (strcmp(attribute, "ident") == 0)
        return tei_is_language(value);
    return tei_is_date(value);
}

static void write_value(tei_out *out, const tei_edit *edit) {
    if (edit->valued && is_value(edit->valued, edit->value))
        tei_out_attribute(out, edit->valued, edit->value);
    else if (edit->valued && strcmp(edit->valued, "ident") == 0)
        tei_out_attribute(out, edit->valued, PECIA_STR("und"));
    tei_out_text(out, edit->value);
    tei_out_end(out);
}

static void write_behind(tei_out *out, const tei_edits *edits, uint32_t node) {
    for (uint64_t i = 0; i < edits->count; i++)
        if (edits->at[i].node == node && edits->at[i].what == TEI_EDIT_BEHIND) {
            tei_out_element(out, edits->at[i].element, false);
            write_value(out, &edits->at[i]);
        }
}

bool tei_edits_start(tei_out *out, const tei_edits *edits, uint32_t node) {
    static const char *const skip[] = {"when", "ident", "target",    "ref",      "key",
                                       "from", "to",    "notBefore", "notAfter", NULL};
    for (uint64_t i = 0; i < edits->count; i++) {
        const tei_edit *edit = &edits->at[i];
        if (edit->node != node || edit->what == TEI_EDIT_INTO || edit->what == TEI_EDIT_BEHIND)
            continue;
        if (edit->what == TEI_EDIT_TEXT) {
            tei_replay_start(out, node, PECIA_FOREIGN_INLINE, true, skip);
            write_value(out, edit);
            write_behind(out, edits, node);
        }
        return true;
    }
    return false;
}

void tei_edits_end(tei_out *out, const tei_edits *edits, uint32_t node) {
    for (uint64_t i = 0; i < edits->count; i++) {
        const tei_edit *edit = &edits->at[i];
        if (edit->node != node || edit->what != TEI_EDIT_INTO)
            continue;
        uint32_t opened = 0;
        pecia_str between = pecia_str_of(edit->between), name;
        for (; (name = pecia_str_word(&between)).size; opened++)
            tei_out_start(out, (pecia_str){NULL, 0}, name, PECIA_STR(TEI_NS), false);
        tei_out_element(out, edit->element, false);
        write_value(out, edit);
        while (opened--)
            tei_out_end(out);
    }
}
