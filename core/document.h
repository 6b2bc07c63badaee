/* SPDX-License-Identifier: MIT
 *
 * document.h: how a document is stored. The functions are those of pecia_document_api (plugin.h), which documents them.
 *
 * One array of 32-byte nodes in document order: a node's subtree is the run up to its END, so a walk is a scan and a
 * skip is a jump. Text, attribute values and names lie in one pool, addressed by 32-bit offsets. The arrays are
 * contiguous and grow by realloc, which for large blocks moves page tables and not bytes. After pecia_builder_finish
 * nothing changes any more.
 */
#ifndef PECIA_CORE_DOCUMENT_H
#define PECIA_CORE_DOCUMENT_H

#include <stdbool.h>

#include "core/memory.h"
#include "core/spool.h"
#include "pecia/plugin.h"

/** A string in the pool. SIZE PECIA_ABSENT: not there. */
typedef struct pecia_slice {
    uint32_t offset;
    uint32_t size;
} pecia_slice;
#define PECIA_ABSENT UINT32_MAX

typedef struct pecia_node {
    uint32_t end;       /* one past the last node of the subtree */
    uint32_t parent;    /* 0 for the root */
    uint32_t text;      /* text leaves: offset in the pool; others: column in the input */
    uint32_t size;      /* text leaves: bytes; NOTE_REF, NOTE_SLOT, NOTE: number of the note */
    uint32_t attribute; /* first attribute, 0 for none */
    uint32_t name;      /* element in the source format, 0 for none */
    uint32_t line;
    uint16_t member;
    uint8_t kind;
    uint8_t flags;
} pecia_node;

enum { PECIA_NODE_IN_PLACE = 1, PECIA_NODE_OPEN = 2 };

/** A node's attribute: of the model (KEY below PECIA_KEY_COUNT) or of the source (its name's number + PECIA_NAME_BASE).
 */
typedef struct pecia_attribute {
    uint32_t key;
    uint32_t value; /* offset in the pool, or the number itself when SIZE is PECIA_ABSENT */
    uint32_t size;
    uint32_t next; /* 0: the last */
} pecia_attribute;
#define PECIA_NAME_BASE 256U

typedef struct pecia_stored_name {
    pecia_slice ns, prefix, local;
    uint64_t implied; /* a bit for each kind that alone means this element */
} pecia_stored_name;

typedef struct pecia_stored_note {
    pecia_slice label, id, place, resp, type;
    pecia_note_state state;
} pecia_stored_note;

typedef struct pecia_stored_meta {
    pecia_slice field[8]; /* in the order of pecia_meta */
    uint32_t fixed;       /* set by the user: readers cannot add to its key */
} pecia_stored_meta;

typedef struct pecia_stored_resource {
    pecia_slice name, media_type;
    char *data; /* owned; NULL when absent */
    uint64_t size;
    bool spooled; /* DATA is a map of the spool */
} pecia_stored_resource;

/** An array that grows: element 0 of nodes, attributes, names and members is not used. */
#define PECIA_ARRAY(type)                                                                                              \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        uint64_t count, capacity;                                                                                      \
    }

struct pecia_document {
    const pecia_memory *memory;
    const char *source_format;
    PECIA_ARRAY(pecia_node) nodes;
    PECIA_ARRAY(char) pool;
    PECIA_ARRAY(pecia_attribute) attributes;
    PECIA_ARRAY(pecia_stored_name) names;
    PECIA_ARRAY(pecia_stored_note) notes;
    PECIA_ARRAY(pecia_stored_meta) metadata;
    PECIA_ARRAY(pecia_stored_resource) resources;
    pecia_spool spool; /* of the large ones */
    PECIA_ARRAY(pecia_slice) members;
    PECIA_ARRAY(uint32_t) ids; /* nodes that have an id, in document order */
    uint32_t *id_table;        /* open addressing; 0 is free; made by finish */
    uint64_t id_slots;         /* a power of two, or 0 */
    uint32_t kind_count[PECIA_KIND_COUNT];
    PECIA_ARRAY(uint8_t) told;          /* a bit for each attribute of the source that keys of its node tell too */
    uint32_t key_name[PECIA_KEY_COUNT]; /* the source's attribute that a key is; 0: none */
};

/** Frees the document; NULL is allowed. */
void pecia_document_free(pecia_document *document);
/** Bytes of memory that the document takes, without its resources. */
uint64_t pecia_document_bytes(const pecia_document *document);
/** A slice of the pool as text. */
pecia_str pecia_document_str(const pecia_document *document, pecia_slice slice);
/** Makes the table that find_id uses. PECIA_OK or PECIA_ERR_MEMORY. Called by finish only. */
int32_t pecia_document_index_ids(pecia_document *document);
/** The first attribute of NODE with KEY, or NULL. */
pecia_attribute *pecia_document_attribute(const pecia_document *document, uint32_t node, uint32_t key);
/** True if the keys of its node tell what attribute number AT says. */
int pecia_document_is_told(const pecia_document *document, uint32_t at);
/** True for the nodes that hold text themselves. */
int pecia_kind_is_text(uint32_t kind);

int32_t pecia_document_get(const pecia_document *document, uint32_t node, uint32_t key, pecia_str *out);
int64_t pecia_document_get_number(const pecia_document *document, uint32_t node, uint32_t key, int64_t fallback);
uint32_t pecia_document_kind(const pecia_document *document, uint32_t node);
uint32_t pecia_document_parent(const pecia_document *document, uint32_t node);
uint32_t pecia_document_first_child(const pecia_document *document, uint32_t node);
uint32_t pecia_document_next_sibling(const pecia_document *document, uint32_t node);
pecia_str pecia_document_text(const pecia_document *document, uint32_t node);
pecia_str pecia_document_lang(const pecia_document *document, uint32_t node);
pecia_place pecia_document_place(const pecia_document *document, uint32_t node);
/** The name number INDEX, which is one of the document's. */
void pecia_document_name(const pecia_document *document, uint32_t index, pecia_name *out);
int32_t pecia_document_origin(const pecia_document *document, uint32_t node, pecia_name *out);
int32_t pecia_document_origin_attribute(const pecia_document *document, uint32_t node, uint32_t index, pecia_name *name,
                                        pecia_str *value);
int32_t pecia_document_next_property(const pecia_document *document, uint32_t node, uint32_t *at, pecia_property *out);
const char *pecia_document_source_format(const pecia_document *document);
uint32_t pecia_document_note_count(const pecia_document *document);
int32_t pecia_document_note(const pecia_document *document, uint32_t note, pecia_note *entry, pecia_note_state *state);
uint32_t pecia_document_note_of(const pecia_document *document, uint32_t node);
uint32_t pecia_document_meta_count(const pecia_document *document);
int32_t pecia_document_meta(const pecia_document *document, uint32_t index, pecia_meta *out);
int32_t pecia_document_meta_find(const pecia_document *document, const char *key, uint32_t index, pecia_meta *out);
uint32_t pecia_document_resource_count(const pecia_document *document);
int32_t pecia_document_resource(const pecia_document *document, uint32_t index, pecia_resource *out);
/** Says that the bytes of a resource are not looked at for now: they stay, their memory may go. */
void pecia_document_rest(const pecia_document *document, uint32_t index);
uint32_t pecia_document_find_id(const pecia_document *document, pecia_str id);
uint32_t pecia_document_count(const pecia_document *document, uint32_t kind);

#endif
