/* SPDX-License-Identifier: MIT
 *
 * loss.h: what a conversion loses: foreseen, counted, reported.
 */
#ifndef PECIA_HOST_LOSS_H
#define PECIA_HOST_LOSS_H

#include "core/ledger.h"
#include "core/origins.h"
#include "plugins/host/host.h"

/** The counts of a closed LEDGER. */
void pecia_loss_count(const pecia_ledger *ledger, pecia_loss *out);
/** Tells of the names of the source that ORIGINS lost: each to SETTINGS->lost, the most frequent in one warning
 * (loss-names); counts them in LOSS. LEDGER is closed and not yet counted. PECIA_OK or PECIA_ERR_MEMORY, reported. */
int32_t pecia_loss_names(const pecia_settings *settings, pecia_origins *origins, pecia_ledger *ledger,
                         const pecia_document *document, const char *format, pecia_loss *loss);
/** One warning (loss) that sums up what FORMAT could not hold; nothing if it held all. */
void pecia_loss_report(const pecia_loss *loss, const char *format, pecia_diagnostics *diagnostics);
/** PECIA_OK if the writer accounted for every visible node; else PECIA_ERR_PLUGIN, reported (unaccounted) with the
 * kinds and the place of the first. */
int32_t pecia_loss_unaccounted(const pecia_ledger *ledger, const pecia_document *document, const pecia_loss *loss,
                               const pecia_format_info *format, pecia_diagnostics *diagnostics);
/** Tells, before DOCUMENT is written, which of its kinds the format TO declares not to hold (info, loss-expected). */
void pecia_loss_foresee(const pecia_document *document, const pecia_format_info *to, pecia_diagnostics *diagnostics);

#endif
