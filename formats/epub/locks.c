/* SPDX-License-Identifier: MIT
 *
 * locks.c: encryption.xml (EPUB 3.3, 4.2.6.3.2): which entries nobody without a key can read. Fonts are obfuscated so
 * that they are not taken out of a book; that is no encryption.
 */
#include "common/xhtml_read.h"
#include "common/xml_read.h"
#include "opf.h"

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    static const char *const obfuscations[] = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"};
    opf_locks *locks = context;
    pecia_str fragment;
    (void)declarations;
    (void)declared;
    if (strcmp(name->local, "EncryptedData") == 0)
        locks->locked = locks->named = false;
    if (strcmp(name->local, "EncryptionMethod") == 0) {
        pecia_str method = xml_value(attributes, count, "Algorithm");
        locks->locked = !pecia_str_is(method, obfuscations[0]) && !pecia_str_is(method, obfuscations[1]);
    }
    if (strcmp(name->local, "CipherReference") != 0 || !locks->locked)
        return PECIA_OK;
    pecia_str path =
        xhtml_resolve(locks->host, locks->job, PECIA_STR(""), xml_value(attributes, count, "URI"), &fragment);
    locks->named = path.data != NULL;
    return path.data ? pecia_map_put(&locks->paths, path, 1) : PECIA_OK;
}

static int32_t end(void *context, const xml_name *name) {
    opf_locks *locks = context;
    if (strcmp(name->local, "EncryptedData") == 0) {
        locks->all = locks->all || (locks->locked && !locks->named);
        locks->locked = false;
    }
    return PECIA_OK;
}

int32_t opf_read_locks(opf_locks *locks, const pecia_host *host, pecia_job *job, pecia_str bytes) {
    static const xml_events events = {.start = start, .end = end};
    xml_source source = {
        .host = host, .job = job, .bytes = bytes, .member = PECIA_STR("META-INF/encryption.xml"), .quiet = true};
    pecia_place place = {source.member, 0, 0};
    *locks = (opf_locks){.host = host, .job = job};
    pecia_map_init(&locks->paths, host, job);
    int32_t status = xml_read(&source, &events, locks, NULL);
    locks->all = locks->all || locks->locked;
    if (status != PECIA_ERR_INPUT)
        return status;
    host->job->report(job, PECIA_WARNING, "epub.locks", &place,
                      "this is not well-formed XML; the book was read as one that is not encrypted");
    return PECIA_OK;
}

bool opf_is_locked(const opf_locks *locks, pecia_str path) {
    return locks->host && locks->paths.count > 0 && pecia_map_get(&locks->paths, path, NULL);
}

int32_t opf_check_locks(const opf_locks *locks, const opf_package *package) {
    bool locked = locks->host && locks->all;
    for (uint64_t i = 0; i < package->spine_count && !locked; i++)
        locked = opf_is_locked(locks, package->items[package->spine[i]].path);
    if (!locked)
        return PECIA_OK;
    pecia_place place = {PECIA_STR("META-INF/encryption.xml"), 0, 0};
    locks->host->job->report(locks->job, PECIA_ERROR, "epub.encrypted", &place,
                             "the book is encrypted (DRM), so its text cannot be read");
    return PECIA_ERR_INPUT;
}
