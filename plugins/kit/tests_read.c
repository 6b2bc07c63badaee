/* SPDX-License-Identifier: MIT
 *
 * tests_read.c: reading: in pieces, from what fails, from what is no document, within limits, until it is stopped.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "plugins/kit/stop.h"
#include "plugins/kit/world.h"

enum { ROUNDS = 60, MEMORY_ROUNDS = 80, RANDOM_MAX = 3000, BIG = 400 };

static const kit_way plain = {.fail_at = KIT_NEVER};

/** The digest of what WAY makes of sample I; 0, and the result failed, if that cannot be read. */
static uint64_t digest_of(kit *k, const kit_way *way, uint32_t i) {
    pecia_document *document = NULL;
    int32_t status = kit_read(k, way, k->sample[i], k->sample_size[i], &document);
    uint64_t digest = document ? kit_digest(document) : 0;
    if (status != PECIA_OK)
        kit_say(k, PECIA_KIT_FAIL, "sample %u cannot be read (status %d): %.200s", i + 1, status, k->said);
    pecia_document_free(document);
    return digest;
}

void kit_test_read_pieces(kit *k) {
    static const uint64_t pieces[] = {1, 2, 7, 61, 4093};
    for (uint32_t i = 0; i < k->samples; i++) {
        uint64_t whole = digest_of(k, &plain, i);
        for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
            kit_way way = {.fail_at = KIT_NEVER, .piece = pieces[p]};
            if (digest_of(k, &way, i) != whole)
                kit_say(k, PECIA_KIT_FAIL, "sample %u read in pieces of %" PRIu64 " bytes is another document", i + 1,
                        pieces[p]);
        }
    }
}

void kit_test_read_error(kit *k) {
    for (uint32_t i = 0; i < k->samples; i++)
        for (uint32_t round = 0; round < 12; round++) {
            kit_way way = {.fail_at = (int64_t)(k->sample_size[i] * round / 12), .piece = 512};
            pecia_document *document = NULL;
            int32_t status = kit_read(k, &way, k->sample[i], k->sample_size[i], &document);
            pecia_document_free(document);
            if (status != PECIA_ERR_IO)
                kit_say(k, PECIA_KIT_FAIL, "the input fails at byte %" PRId64 " and the reader returns %d", way.fail_at,
                        status);
        }
}

/** Reads sample I with memory that ends at many places, one after the other. */
static void read_without_memory(kit *k, uint32_t i) {
    for (uint64_t n = 0, step = 1; n < MEMORY_ROUNDS; n++, step += n / 16) {
        kit_failing failing;
        kit_way way = {.fail_at = KIT_NEVER, .memory = kit_fail_at(&failing, n * step)};
        pecia_document *document = NULL;
        int32_t status = kit_read(k, &way, k->sample[i], k->sample_size[i], &document);
        pecia_document_free(document);
        if (status != PECIA_OK && status != PECIA_ERR_MEMORY)
            kit_say(k, PECIA_KIT_FAIL, "allocation %" PRIu64 " fails and the reader returns %d", n * step, status);
        if (status == PECIA_OK && failing.failed)
            kit_say(k, PECIA_KIT_FAIL, "allocation %" PRIu64 " fails and the reader returns PECIA_OK", n * step);
    }
}

void kit_test_read_memory(kit *k) {
    for (uint32_t i = 0; i < k->samples; i++)
        read_without_memory(k, i);
}

/** Any status will do, but one that a plugin may return and that is explained. */
static void read_any(kit *k, const char *data, uint64_t size, const char *what) {
    pecia_document *document = NULL;
    k->said[0] = '\0';
    int32_t status = kit_read(k, &plain, data, size, &document);
    pecia_document_free(document);
    if (status == PECIA_ERR_PLUGIN || strstr(k->said, "did not say why"))
        kit_say(k, PECIA_KIT_FAIL, "%s (%" PRIu64 " bytes): %.250s", what, size, k->said);
}

void kit_test_truncated(kit *k) {
    for (uint32_t i = 0; i < k->samples; i++)
        for (uint64_t round = 0; round < ROUNDS; round++)
            read_any(k, k->sample[i], k->sample_size[i] * round / ROUNDS, "cut short");
}

void kit_test_mutated(kit *k) {
    for (uint32_t i = 0; i < k->samples; i++)
        for (uint64_t round = 0; round < ROUNDS; round++) {
            char *copy = malloc(k->sample_size[i] + 1);
            if (!copy || k->sample_size[i] == 0) {
                free(copy);
                return;
            }
            memcpy(copy, k->sample[i], k->sample_size[i]);
            for (uint64_t changes = kit_random(k, 8) + 1; changes > 0; changes--)
                copy[kit_random(k, k->sample_size[i])] = (char)kit_random(k, 256);
            read_any(k, copy, k->sample_size[i], "changed bytes");
            free(copy);
        }
}

void kit_test_random_input(kit *k) {
    char bytes[RANDOM_MAX];
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint64_t size = kit_random(k, sizeof bytes);
        for (uint64_t i = 0; i < size; i++)
            bytes[i] = (char)(round % 2 ? kit_random(k, 95) + 32 : kit_random(k, 256));
        read_any(k, bytes, size, "random bytes");
    }
}

void kit_test_limits(kit *k) {
    static const struct {
        uint32_t limit;
        uint64_t value;
        const char *words;
    } tight[] = {{PECIA_LIMIT_NODES, 2, "more than 2 nodes"},
                 {PECIA_LIMIT_TEXT, 4, "more than 4 bytes in a piece of text"}};
    for (size_t i = 0; i < sizeof tight / sizeof *tight; i++) {
        pecia_limits limits = k->limits;
        kit_way way = {.fail_at = KIT_NEVER, .limits = &limits};
        pecia_document *document = NULL;
        limits.value[tight[i].limit] = tight[i].value;
        int32_t status = kit_read(k, &way, k->sample[0], k->sample_size[0], &document);
        pecia_document_free(document);
        if (status != PECIA_ERR_LIMIT)
            kit_say(k, PECIA_KIT_FAIL, "a document of %s is not allowed, and the reader returns %d", tight[i].words,
                    status);
    }
}

/** A long document in the format, or the longest sample. */
static kit_bytes make_long(kit *k) {
    kit_bytes bytes = {NULL, 0};
    pecia_document *document = k->format->write ? kit_document(k, PECIA_LIST, 0, BIG * 25) : NULL;
    if (document && kit_write(k, &plain, document, &bytes) != PECIA_OK) {
        free(bytes.data);
        bytes = (kit_bytes){NULL, 0};
    }
    pecia_document_free(document);
    return bytes;
}

void kit_test_cancel(kit *k) {
    kit_bytes bytes = make_long(k);
    double late = 0, all = 0;
    if (!bytes.data) {
        kit_say(k, PECIA_KIT_SKIP, "no long document can be made in a format that is not written");
        return;
    }
    for (int attempt = 0; attempt < KIT_STOPS && all < KIT_STOPS_SECONDS; attempt++) {
        kit_stop stop;
        pecia_document *document = NULL;
        kit_way way = {.fail_at = KIT_NEVER, .cancelled = kit_stop_after(&stop, 3)};
        int32_t status = kit_read(k, &way, bytes.data, bytes.size, &document);
        late = kit_stop_end(&stop);
        all += late;
        pecia_document_free(document);
        if (status != PECIA_OK && status != PECIA_ERR_CANCELLED)
            kit_say(k, PECIA_KIT_FAIL, "asked to stop, the reader returns %d", status);
        if (late < KIT_STOP_SECONDS)
            break;
    }
    if (late >= KIT_STOP_SECONDS)
        kit_say(k, PECIA_KIT_FAIL, "the reader goes on for %d ms after it was asked to stop; ask proceed more often",
                (int)(late * 1000));
    free(bytes.data);
}
