/* SPDX-License-Identifier: MIT
 *
 * letters.h: which characters make words, when documents are compared.
 */
#ifndef PECIA_CLI_LETTERS_H
#define PECIA_CLI_LETTERS_H

#include <stdint.h>

enum cli_letter {
    CLI_LETTER, /* letters, digits and combining marks */
    CLI_SIGN,   /* punctuation and symbols */
    CLI_QUOTES, /* quotation marks and apostrophes */
    CLI_BLANK,  /* white space and line ends */
    CLI_NOTHING /* soft hyphens and other characters without a form */
};

/** What CODE is. Told from blocks of Unicode 15, not from the locale. [any] */
enum cli_letter cli_letter_class(uint32_t code);

#endif
