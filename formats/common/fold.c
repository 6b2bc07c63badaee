/* SPDX-License-Identifier: MIT
 *
 * fold.c: finds the runs between white space that is to be folded.
 */
#include "common/fold.h"

/* Where the run that begins TEXT ends: a single space between two other characters is part of it. */
static uint64_t run_end(pecia_str text) {
    uint64_t i = 0;
    while (i < text.size) {
        if ((unsigned char)text.data[i] > ' ') {
            i++;
        } else if (text.data[i] == ' ' && i + 1 < text.size && !pecia_is_space(text.data[i + 1])) {
            i += 2;
        } else if (pecia_is_space(text.data[i])) {
            return i;
        } else {
            i++;
        }
    }
    return i;
}

bool pecia_fold_run(pecia_fold *fold, pecia_str *text, pecia_str *run) {
    uint64_t skip = 0;
    while (skip < text->size && pecia_is_space(text->data[skip])) {
        skip++;
    }
    if (skip > 0 && !fold->edge) {
        fold->pending = true;
    }
    *text = pecia_str_from(*text, skip);
    if (text->size == 0) {
        return false;
    }
    if (fold->pending) {
        fold->pending = false;
        run->data = " ";
        run->size = 1;
        return true;
    }
    fold->edge = false;
    run->data = text->data;
    run->size = run_end(*text);
    *text = pecia_str_from(*text, run->size);
    return true;
}
