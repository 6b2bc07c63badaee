/* SPDX-License-Identifier: MIT
 *
 * md_clean.c: what the first bytes say of the encoding. See md_read.h.
 */
#include "common/str.h"
#include "md_read.h"

int32_t md_clean(const pecia_host *host, pecia_job *job, pecia_str *text) {
    if (text->size > 1 && (memcmp(text->data, "\xFF\xFE", 2) == 0 || memcmp(text->data, "\xFE\xFF", 2) == 0)) {
        pecia_place place = {{NULL, 0}, 1, 0};
        host->job->report(job, PECIA_ERROR, "markdown-encoding", &place, "this is UTF-16; convert it to UTF-8 first");
        return PECIA_ERR_INPUT;
    }
    if (pecia_str_begins(*text, "\xEF\xBB\xBF")) {
        *text = pecia_str_from(*text, 3);
    }
    return PECIA_OK;
}
