/* SPDX-License-Identifier: MIT
 *
 * xhtml_charset.h: the encoding of a page, and the page in UTF-8.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_CHARSET_H
#define PECIA_FORMATS_COMMON_XHTML_CHARSET_H

#include "common/str.h"

/** The bytes of a page as they are. */
typedef struct xhtml_bytes {
    const pecia_host *host;
    pecia_job *job;
    pecia_str bytes, member; /* MEMBER: its name in a container, absent for the input itself */
    const char *asked;       /* the encoding that the user says, NULL for none */
    const char *code;        /* of diagnostics */
    bool guessed;            /* the answer: nothing said the encoding, and it is not UTF-8 */
} xhtml_bytes;

/** Finds out in which encoding PAGE is (HTML, 13.2.3.2: byte order mark, declaration, guess) and gives it in UTF-8;
 * what is UTF-8 is not copied. PECIA_OK or a status, reported. */
int32_t xhtml_decode(xhtml_bytes *page, pecia_str *text);

#endif
