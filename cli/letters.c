/* SPDX-License-Identifier: MIT
 *
 * letters.c: classes of characters, by search in the table letters.def.
 */
#include "cli/letters.h"

#include <stddef.h>

typedef struct letter_range {
    uint32_t first;
    uint32_t last;
    enum cli_letter class;
} letter_range;

static const letter_range ranges[] = {
#define CLASS(first, last, class) {first, last, class},
#include "cli/letters.def"
#undef CLASS
};

static enum cli_letter ascii_class(uint32_t code) {
    if ((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= '0' && code <= '9')) {
        return CLI_LETTER;
    }
    if (code == ' ' || code < 0x20) {
        return CLI_BLANK;
    }
    return code == '"' || code == '\'' || code == '`' ? CLI_QUOTES : CLI_SIGN;
}

enum cli_letter cli_letter_class(uint32_t code) {
    size_t low = 0;
    size_t high = sizeof ranges / sizeof ranges[0];
    if (code < 0x80) {
        return ascii_class(code);
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code > ranges[middle].last) {
            low = middle + 1;
        } else if (code < ranges[middle].first) {
            high = middle;
        } else {
            return ranges[middle].class;
        }
    }
    return CLI_LETTER;
}
