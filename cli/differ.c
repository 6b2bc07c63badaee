/* SPDX-License-Identifier: MIT
 *
 * differ.c: finds differences by walking both rows side by side. Where they part, the nearest place is looked for where
 * they run together again for a few tokens.
 */
#include "cli/differ.h"

enum {
    RUN = 4,     /* so many tokens must be the same for the rows to have met again */
    REACH = 3000 /* and so far, in tokens of both, is looked for it */
};

static bool same_at(const cli_differ *d, uint64_t a, uint64_t b) {
    return cli_token_same(d->a, &d->row_a->at[a], d->b, &d->row_b->at[b]);
}

/** True if the rows run together from A and B on: for RUN tokens, or to the end of both. */
static bool meets(const cli_differ *d, uint64_t a, uint64_t b) {
    for (uint64_t i = 0; i < RUN; i++) {
        bool end_a = a + i >= d->row_a->count;
        bool end_b = b + i >= d->row_b->count;
        if (end_a || end_b) {
            return end_a && end_b;
        }
        if (!same_at(d, a + i, b + i)) {
            return false;
        }
    }
    return true;
}

static bool meet_again(const cli_differ *d, cli_difference *out) {
    for (uint64_t sum = 1; sum <= REACH; sum++) {
        for (uint64_t step = 0; step <= sum; step++) {
            uint64_t a = out->a + step;
            uint64_t b = out->b + (sum - step);
            if (a <= d->row_a->count && b <= d->row_b->count && meets(d, a, b)) {
                out->a_end = a;
                out->b_end = b;
                return true;
            }
        }
    }
    return false;
}

int cli_differ_next(cli_differ *d, cli_difference *out) {
    uint64_t a = d->at_a;
    uint64_t b = d->at_b;
    while (a < d->row_a->count && b < d->row_b->count && same_at(d, a, b)) {
        a++;
        b++;
    }
    if (a == d->row_a->count && b == d->row_b->count) {
        d->at_a = a;
        d->at_b = b;
        return 0;
    }
    *out = (cli_difference){a, d->row_a->count, b, d->row_b->count};
    meet_again(d, out);
    d->at_a = out->a_end;
    d->at_b = out->b_end;
    return 1;
}
