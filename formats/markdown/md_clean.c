/* SPDX-License-Identifier: MIT
 *
 * md_clean.c: makes sure that the text is UTF-8 before cmark sees it (Unicode 15, table 3-7): what is not becomes U+FFFD
 * and is reported. See md_read.h.
 */
#include "md_read.h"

/* Size of the well-formed character at S, of LEFT bytes; 0 if it is none. */
static uint64_t character(const unsigned char *s, uint64_t left) {
    if (s[0] < 0x80) {
        return 1;
    }
    if (s[0] < 0xC2 || s[0] > 0xF4) {
        return 0;
    }
    uint64_t size = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (size > left || (s[1] & 0xC0) != 0x80 || (size > 2 && (s[2] & 0xC0) != 0x80) ||
        (size > 3 && (s[3] & 0xC0) != 0x80)) {
        return 0;
    }
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) || (s[0] == 0xF0 && s[1] < 0x90) ||
        (s[0] == 0xF4 && s[1] > 0x8F)) {
        return 0;
    }
    return size;
}

/* How many bytes of TEXT, from FROM on, are well-formed. */
static uint64_t well_formed(pecia_str text, uint64_t from) {
    const unsigned char *s = (const unsigned char *)text.data;
    uint64_t i = from;
    while (i < text.size) {
        uint64_t eight;
        if (i + 8 <= text.size) {
            memcpy(&eight, s + i, 8);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                i += 8;
                continue;
            }
        }
        if (i + 1 < text.size && s[i] >= 0xC2 && s[i] < 0xE0 && (s[i + 1] & 0xC0) == 0x80) {
            i += 2;
            continue;
        }
        uint64_t size = character(s + i, text.size - i);
        if (size == 0) {
            break;
        }
        i += size;
    }
    return i - from;
}

static uint32_t lines(pecia_str text) {
    uint32_t n = 1;
    const char *s = text.data;
    const char *end = text.data + text.size;
    while (s < end && (s = memchr(s, '\n', (size_t)(end - s))) != NULL) {
        n++;
        s++;
    }
    return n;
}

int32_t md_clean(const pecia_host *host, pecia_job *job, pecia_str *text) {
    if (text->size > 1 && (memcmp(text->data, "\xFF\xFE", 2) == 0 || memcmp(text->data, "\xFE\xFF", 2) == 0)) {
        pecia_place place = {{NULL, 0}, 1, 0};
        host->job->report(job, PECIA_ERROR, "markdown-encoding", &place, "this is UTF-16; convert it to UTF-8 first");
        return PECIA_ERR_INPUT;
    }
    if (pecia_str_begins(*text, "\xEF\xBB\xBF")) {
        *text = pecia_str_from(*text, 3);
    }
    uint64_t good = well_formed(*text, 0);
    if (good == text->size) {
        return PECIA_OK;
    }
    pecia_buf out;
    pecia_buf_init(&out, host, job);
    pecia_str before = {text->data, good};
    pecia_place place = {{NULL, 0}, lines(before), 0};
    uint64_t bad = 0;
    for (uint64_t i = 0; i < text->size; i += good) {
        good = well_formed(*text, i);
        pecia_buf_add(&out, text->data + i, good);
        if (i + good < text->size) {
            pecia_buf_add(&out, "\xEF\xBF\xBD", 3);
            good++;
            bad++;
        }
    }
    host->job->report(job, PECIA_WARNING, "markdown-encoding", &place,
                      "%llu bytes are no UTF-8, the first of them on this line: each became U+FFFD",
                      (unsigned long long)bad);
    *text = pecia_buf_str(&out);
    return out.status;
}
