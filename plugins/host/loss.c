/* SPDX-License-Identifier: MIT
 *
 * loss.c: what became of the nodes of a document, in numbers and in words.
 */
#include "plugins/host/loss.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/kinds.h"

enum { SENTENCE_MAX = 400 };

/** A wrapper around front, body or back matter, and the place where a note's body was printed, have no words and no
 * look: where only what belongs to them goes on nothing is lost that a reader could miss. Their counts stay in the
 * report. */
static bool is_wrapper(uint32_t kind) {
    return kind == PECIA_MATTER || kind == PECIA_NOTE_SLOT;
}

bool pecia_loss_any(const pecia_loss *loss) {
    for (uint32_t kind = 0; kind < PECIA_KIND_COUNT; kind++)
        if ((loss->degraded[kind] && !is_wrapper(kind)) || loss->dropped[kind])
            return true;
    return loss->names > 0;
}

uint32_t pecia_loss_predict(const pecia_format_info *from, const pecia_format_info *to,
                            uint8_t held[PECIA_KIND_COUNT]) {
    uint32_t suffering = 0;
    for (uint32_t kind = 0; kind < PECIA_KIND_COUNT; kind++) {
        bool better = kind > PECIA_DOCUMENT && from->fidelity[kind] > to->fidelity[kind];
        held[kind] = better ? to->fidelity[kind] : PECIA_HOLDS_FULLY;
        suffering += better;
    }
    return suffering;
}

size_t pecia_loss_json(const pecia_loss *loss, const char *format, uint32_t kind, char *out, size_t size) {
    if (kind >= PECIA_KIND_COUNT || size == 0)
        return 0;
    if (!loss->carried[kind] && !loss->degraded[kind] && !loss->dropped[kind] && !loss->unaccounted[kind])
        return 0;
    const pecia_kind_info *info = pecia_kind_get(kind);
    int length = snprintf(out, size,
                          "{\"kind\":\"%s\",\"name\":\"%s\",\"format\":\"%s\",\"carried\":%" PRIu64
                          ",\"degraded\":%" PRIu64 ",\"dropped\":%" PRIu64 ",\"unaccounted\":%" PRIu64 "}\n",
                          info->id, info->name, format, loss->carried[kind], loss->degraded[kind], loss->dropped[kind],
                          loss->unaccounted[kind]);
    return length > 0 && (size_t)length < size ? (size_t)length : 0;
}

void pecia_loss_count(const pecia_ledger *ledger, pecia_loss *out) {
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT; kind++) {
        out->carried[kind] = pecia_ledger_count(ledger, kind, PECIA_CARRIED);
        out->degraded[kind] = pecia_ledger_count(ledger, kind, PECIA_DEGRADED);
        out->dropped[kind] = pecia_ledger_count(ledger, kind, PECIA_DROPPED);
        out->unaccounted[kind] = pecia_ledger_count(ledger, kind, PECIA_UNACCOUNTED);
    }
}

/** The ending of the name of KIND when there are several. */
static const char *plural(uint32_t kind) {
    switch (kind) {
    case PECIA_MATTER:
    case PECIA_TEXT:
    case PECIA_EMPHASIS:
    case PECIA_STRONG:
    case PECIA_CODE: return "";
    case PECIA_SPEECH: return "es";
    default: return "s";
    }
}

/** "3 images, 1 note slot": the kinds whose COUNTS are not 0, in the order of their numbers. */
static void name_kinds(const uint64_t counts[PECIA_KIND_COUNT], char *out, size_t size) {
    size_t length = 0;
    out[0] = '\0';
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT && length < size; kind++) {
        if (!counts[kind])
            continue;
        const char *name = pecia_kind_get(kind)->name;
        int added = snprintf(out + length, size - length, "%s%" PRIu64 " %s%s", length ? ", " : "", counts[kind], name,
                             counts[kind] > 1 ? plural(kind) : "");
        length += added > 0 ? (size_t)added : 0;
    }
}

void pecia_loss_report(const pecia_loss *loss, const char *format, pecia_diagnostics *diagnostics) {
    uint64_t plainer[PECIA_KIND_COUNT];
    char degraded[SENTENCE_MAX], dropped[SENTENCE_MAX];
    for (uint32_t kind = 0; kind < PECIA_KIND_COUNT; kind++)
        plainer[kind] = is_wrapper(kind) ? 0 : loss->degraded[kind];
    name_kinds(plainer, degraded, sizeof degraded);
    name_kinds(loss->dropped, dropped, sizeof dropped);
    if (degraded[0] || dropped[0])
        pecia_report(diagnostics, PECIA_WARNING, "loss", NULL, "%s cannot hold all of it: %s%s%s%s%s", format,
                     degraded[0] ? "written more plainly: " : "", degraded, degraded[0] && dropped[0] ? "; " : "",
                     dropped[0] ? "left out: " : "", dropped);
}

int32_t pecia_loss_unaccounted(const pecia_ledger *ledger, const pecia_document *document, const pecia_loss *loss,
                               const pecia_format_info *format, pecia_diagnostics *diagnostics) {
    char kinds[SENTENCE_MAX];
    uint32_t first = 0;
    for (uint32_t kind = 1; kind < PECIA_KIND_COUNT && !first; kind++)
        first = loss->unaccounted[kind] ? pecia_ledger_first(ledger, kind, PECIA_UNACCOUNTED) : 0;
    name_kinds(loss->unaccounted, kinds, sizeof kinds);
    if (kinds[0] == '\0')
        return PECIA_OK;
    pecia_place place = pecia_document_place(document, first);
    pecia_report(diagnostics, PECIA_ERROR, "unaccounted", first ? &place : NULL,
                 "the writer of %s lost sight of %s; nothing is written; report this to the author of the plugin %s",
                 format->name, kinds, format->plugin);
    return PECIA_ERR_PLUGIN;
}

void pecia_loss_foresee(const pecia_document *document, const pecia_format_info *to, pecia_diagnostics *diagnostics) {
    uint64_t partly[PECIA_KIND_COUNT] = {0}, not_held[PECIA_KIND_COUNT] = {0};
    char degraded[SENTENCE_MAX], dropped[SENTENCE_MAX];
    for (uint32_t kind = PECIA_DOCUMENT + 1; kind < PECIA_KIND_COUNT; kind++) { /* every format holds a document */
        bool hidden = kind != PECIA_NOTE && pecia_kind_get(kind)->class_ == PECIA_CLASS_HIDDEN;
        uint64_t count = hidden ? 0 : pecia_document_count(document, kind);
        if (to->fidelity[kind] == PECIA_HOLDS_PARTLY)
            partly[kind] = count;
        else if (to->fidelity[kind] == PECIA_HOLDS_NOT)
            not_held[kind] = count;
    }
    name_kinds(partly, degraded, sizeof degraded);
    name_kinds(not_held, dropped, sizeof dropped);
    if (degraded[0] || dropped[0])
        pecia_report(diagnostics, PECIA_INFO, "loss-expected", NULL, "%s%s%s%s%s%s", to->name,
                     degraded[0] ? " holds only in part: " : "", degraded, degraded[0] && dropped[0] ? ";" : "",
                     dropped[0] ? " cannot hold: " : "", dropped);
}
