/* SPDX-License-Identifier: MIT
 *
 * pecia/origin.h: the extension "pecia.origin/1" of the host: what becomes of the source's own names.
 *
 * A document may know which elements and attributes of the source its nodes were (pecia_builder_api.origin). A writer
 * of another format that keeps such a name, in an attribute of its own or by writing that very element, says so here;
 * names that nobody kept are told to the user, each with its count. A reader says which elements a kind alone means,
 * and which attributes the model's keys are; those need not be kept by name. The table comes from
 * pecia_host.get_extension(PECIA_ORIGIN_ID) and may be NULL in a host that is older. The rules of plugin.h hold here
 * too. Neither a node nor a name that is not there is an error: nothing is changed then.
 */
#ifndef PECIA_ORIGIN_H
#define PECIA_ORIGIN_H

#include "pecia/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The name of this extension, for pecia_host.get_extension. */
#define PECIA_ORIGIN_ID "pecia.origin/1"

/** The extension that the host offers for the source's own names. */
typedef struct pecia_origin_api {
    uint32_t struct_size; /**< sizeof(pecia_origin_api) as the host was built */
    uint32_t reserved;    /**< 0 */
    /** For readers: a node of KIND (enum pecia_kind) alone means the element NAME (of pecia_builder_api.name), as a
     * paragraph means p. Hidden matter of such a name is a header, which metadata stand for. Returns the builder's
     * status. [job] */
    int32_t (*implies)(pecia_builder *builder, uint32_t name, uint32_t kind);
    /** For readers: KEY (enum pecia_key), which is set for it, is the source's attribute NAME. Returns the builder's
     * status. [job] */
    int32_t (*key_name)(pecia_builder *builder, uint32_t key, uint32_t name);
    /** For writers, while the document of JOB is written: the name of NODE's element is in the output so that the
     * format's reader finds it again. [job] */
    void (*keep_name)(pecia_job *job, uint32_t node);
    /** The same of the attribute that KEY of NODE is. [job] */
    void (*keep_key)(pecia_job *job, uint32_t node, uint32_t key);
    /** The same of the attribute number INDEX, as pecia_document_api.origin_attribute counts. [job] */
    void (*keep_attribute)(pecia_job *job, uint32_t node, uint32_t index);
    /** The same of NODE, all inside it and all their attributes. [job] */
    void (*keep_all)(pecia_job *job, uint32_t node);
    /** For readers: what the attribute NAME of NODE, which is set, says is told by the node's kind and keys too, so
     * that it need not be kept by name where the node is carried. Returns the builder's status. [job] */
    int32_t (*told)(pecia_builder *builder, uint32_t node, uint32_t name);
    /** For writers: NODE comes back as another element than its kind means (emphasis for italic words), so that its
     * name is lost unless it is kept. [job] */
    void (*lose_name)(pecia_job *job, uint32_t node);
} pecia_origin_api;

#ifdef __cplusplus
}
#endif

#endif
