/* SPDX-License-Identifier: MIT
 *
 * tests_write.c: writing: to what fails, without memory, the same each time, with every node accounted for.
 */
#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/kinds.h"
#include "plugins/kit/stop.h"
#include "plugins/kit/world.h"

enum { FAILS = 24, MEMORY_ROUNDS = 80, DEEP = 100, BIG = 10000 };

static const kit_way plain = {.fail_at = KIT_NEVER};

/** A document of all kinds; NULL, and the result failed, without memory. */
static pecia_document *all_kinds(kit *k) {
    pecia_document *document = kit_document(k, 0, 0, 1);
    if (!document)
        kit_say(k, PECIA_KIT_FAIL, "memory ran out");
    return document;
}

void kit_test_write_error(kit *k) {
    pecia_document *document = all_kinds(k);
    kit_bytes whole, part;
    if (!document || kit_write(k, &plain, document, &whole) != PECIA_OK) {
        kit_say(k, PECIA_KIT_FAIL, "a document of all kinds cannot be written: %.250s", k->said);
        pecia_document_free(document);
        return;
    }
    for (uint64_t i = 0; i < FAILS && whole.size; i++) {
        kit_way way = {.fail_at = (int64_t)(whole.size * i / FAILS)};
        int32_t status = kit_write(k, &way, document, &part);
        free(part.data);
        if (status != PECIA_ERR_IO)
            kit_say(k, PECIA_KIT_FAIL, "the output fails at byte %" PRId64 " and the writer returns %d", way.fail_at,
                    status);
    }
    free(whole.data);
    pecia_document_free(document);
}

void kit_test_write_memory(kit *k) {
    pecia_document *document = all_kinds(k);
    for (uint64_t n = 0, step = 1; document && n < MEMORY_ROUNDS; n++, step += n / 16) {
        kit_failing failing;
        kit_bytes bytes;
        kit_way way = {.fail_at = KIT_NEVER, .memory = kit_fail_at(&failing, n * step)};
        int32_t status = kit_write(k, &way, document, &bytes);
        free(bytes.data);
        if (status != PECIA_OK && status != PECIA_ERR_MEMORY)
            kit_say(k, PECIA_KIT_FAIL, "allocation %" PRIu64 " fails and the writer returns %d", n * step, status);
        if (status == PECIA_OK && failing.failed)
            kit_say(k, PECIA_KIT_FAIL, "allocation %" PRIu64 " fails and the writer returns PECIA_OK", n * step);
    }
    pecia_document_free(document);
}

void kit_test_ledger(kit *k) {
    pecia_document *document = all_kinds(k);
    pecia_loss loss = {.names = 0};
    kit_way way = {.fail_at = KIT_NEVER, .loss = &loss};
    kit_bytes bytes = {NULL, 0};
    if (document && kit_write(k, &way, document, &bytes) != PECIA_OK)
        kit_say(k, PECIA_KIT_FAIL, "a document of all kinds cannot be written: %.250s", k->said);
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++)
        if (loss.unaccounted[kind])
            kit_say(k, PECIA_KIT_FAIL, "it says nothing of %" PRIu64 " %s; set event->outcome", loss.unaccounted[kind],
                    pecia_kind_get(kind)->name);
    free(bytes.data);
    pecia_document_free(document);
}

void kit_test_nesting(kit *k) {
    pecia_document *document = kit_document(k, PECIA_PARAGRAPH, DEEP, 1), *again = NULL;
    kit_bytes bytes = {NULL, 0};
    if (!document) {
        kit_say(k, PECIA_KIT_SKIP, "the limits do not allow a deep document");
        return;
    }
    int32_t status = kit_write(k, &plain, document, &bytes);
    if (status == PECIA_OK && k->format->read)
        status = kit_read(k, &plain, bytes.data ? bytes.data : "", bytes.size, &again);
    if (status != PECIA_OK && status != PECIA_ERR_LIMIT && status != PECIA_ERR_INPUT)
        kit_say(k, PECIA_KIT_FAIL, "block quotations %d deep end in status %d: %.200s", DEEP, status, k->said);
    else if (status != PECIA_OK)
        kit_say(k, PECIA_KIT_WARN, "block quotations %d deep are refused: %.250s", DEEP, k->said);
    pecia_document_free(again);
    pecia_document_free(document);
    free(bytes.data);
}

void kit_test_write_cancel(kit *k) {
    pecia_document *document = kit_document(k, PECIA_LIST, 0, BIG);
    double late = 0, all = 0;
    for (int attempt = 0; document && attempt < KIT_STOPS && all < KIT_STOPS_SECONDS; attempt++) {
        kit_stop stop;
        kit_bytes bytes;
        kit_way way = {.fail_at = KIT_NEVER, .cancelled = kit_stop_after(&stop, 3)};
        int32_t status = kit_write(k, &way, document, &bytes);
        late = kit_stop_end(&stop);
        all += late;
        free(bytes.data);
        if (status != PECIA_OK && status != PECIA_ERR_CANCELLED)
            kit_say(k, PECIA_KIT_FAIL, "asked to stop, the writer returns %d", status);
        if (late < KIT_STOP_SECONDS)
            break;
    }
    if (late >= KIT_STOP_SECONDS)
        kit_say(k, PECIA_KIT_FAIL, "the writer goes on for %d ms after it was asked to stop; ask proceed more often",
                (int)(late * 1000));
    pecia_document_free(document);
}

static void expect_same(kit *k, const pecia_document *document, const kit_bytes *first, const char *when) {
    kit_bytes bytes;
    if (kit_write(k, &plain, document, &bytes) != PECIA_OK || bytes.size != first->size ||
        (bytes.size && memcmp(bytes.data, first->data, bytes.size) != 0))
        kit_say(k, PECIA_KIT_FAIL, "it writes other bytes %s", when);
    free(bytes.data);
}

void kit_test_same_bytes(kit *k) {
    static const char *const names[] = {"tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8"};
    pecia_document *document = all_kinds(k);
    kit_bytes first;
    char *here = getcwd(NULL, 0);
    if (!document || !here || kit_write(k, &plain, document, &first) != PECIA_OK) {
        kit_say(k, PECIA_KIT_FAIL, "a document of all kinds cannot be written: %.250s", k->said);
        return;
    }
    expect_same(k, document, &first, "the second time");
    setenv("TZ", "Pacific/Kiritimati", 1);
    expect_same(k, document, &first, "in another time zone");
    if (chdir("/") == 0)
        expect_same(k, document, &first, "in another folder");
    if (chdir(here) != 0)
        kit_say(k, PECIA_KIT_WARN, "the folder %s cannot be gone back to", here);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        locale_t other = newlocale(LC_ALL_MASK, names[i], (locale_t)0);
        locale_t before = other ? uselocale(other) : (locale_t)0;
        if (!other)
            continue; /* this system does not have it */
        expect_same(k, document, &first, "in another locale");
        uselocale(before);
        freelocale(other);
    }
    free(first.data);
    free(here);
    pecia_document_free(document);
}
