/* SPDX-License-Identifier: MIT
 *
 * clean.c: characters that a line or XML cannot hold. A text without any (nearly all are) is not copied.
 *
 *   CR, VT, NEL (U+0085), LS, PS    end a line, as LF and CR LF do
 *   FF                              begins a page; stays, as a line of its own
 *   other controls, NUL, U+FFFE     U+FFFD, counted in a warning
 *   U+FEFF at the start of a line   nothing (a byte order mark left by joining files)
 *   soft hyphens, U+200B, U+2060    stay, since they may be meant; counted
 */
#include "characters.h"
#include "reader.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

typedef struct text_cleaner {
    text_reader *r;
    pecia_buf out;
    uint64_t controls;
    uint64_t breaks; /* unusual line ends */
    uint64_t unseen; /* soft hyphens and spaces without width */
    uint32_t first_line;
    uint32_t line;
} text_cleaner;

/* The bytes that a rule above may be about: what begins NEL, LS, PS, U+FEFF and U+FFFE, and the controls. */
static bool may_matter(unsigned char c) {
    return (c < ' ' && c != '\n' && c != '\t') || c == 0xC2 || c == 0xE2 || c == 0xEF;
}

/* What the character is: 0 is harmless, else its width in bytes. Those that stay but are not seen go into UNSEEN. */
static uint64_t matters(pecia_str rest, uint32_t *code, uint64_t *unseen) {
    pecia_str after = rest;
    unsigned char c = (unsigned char)rest.data[0];
    if (c == '\r') {
        *code = '\r';
        return rest.size > 1 && rest.data[1] == '\n' ? 0 : 1;
    }
    if (c < 0x80) {
        *code = c;
        return 1;
    }
    *code = pecia_str_next(&after);
    *unseen += *code == 0xAD || *code == 0x200B || *code == 0x2060;
    bool hit =
        *code == 0x85 || *code == 0x2028 || *code == 0x2029 || *code == 0xFEFF || *code == 0xFFFE || *code == 0xFFFF;
    return hit ? rest.size - after.size : 0;
}

/* Bytes until something matters. */
static uint64_t harmless(pecia_str rest, uint64_t *width, uint32_t *code, uint64_t *unseen) {
    uint64_t i = 0;
    while (i < rest.size) {
        if (may_matter((unsigned char)rest.data[i])) {
            *width = matters(pecia_str_from(rest, i), code, unseen);
            if (*width > 0) {
                return i;
            }
        }
        i++;
    }
    *width = 0;
    return i;
}

enum { BLOCK = 16 };

#if defined(__SSE2__)
/* True if one of the BLOCK bytes at DATA is a control other than line feeds and tabs. */
static inline bool has_any_control(const char *data) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)data);
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
    const __m128i good =
        _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\t')));
    return _mm_movemask_epi8(_mm_andnot_si128(good, low)) != 0;
}
#else
static inline bool has_any_control(const char *data) {
    uint64_t words[2], ones = UINT64_C(0x0101010101010101);
    memcpy(words, data, BLOCK);
    return (((words[0] - 0x20 * ones) & ~words[0] & 0x80 * ones) |
            ((words[1] - 0x20 * ones) & ~words[1] & 0x80 * ones)) != 0;
}
#endif

/* True if one of the BLOCK bytes is a control other than those that lines are made of. One byte is read behind them. */
static bool has_control(const char *data) {
    if (!has_any_control(data)) {
        return false;
    }
    for (int i = 0; i < BLOCK; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c < ' ' && c != '\n' && c != '\t' && (c != '\r' || data[i + 1] != '\n')) {
            return true;
        }
    }
    return false;
}

/* True if a character that begins with the byte LEAD matters. */
static bool lead_matters(pecia_str text, int lead, uint64_t *unseen) {
    const char *end = text.data + text.size;
    uint32_t code;
    for (const char *at = text.data; at < end && (at = memchr(at, lead, (size_t)(end - at))) != NULL; at++) {
        if (matters((pecia_str){at, (uint64_t)(end - at)}, &code, unseen) > 0) {
            return true;
        }
    }
    return false;
}

/* A quick look at all of TEXT: false if nothing in it matters. One byte can be read behind it. */
static bool may_need_cleaning(pecia_str text, uint64_t *unseen) {
    uint64_t i = 0, width;
    uint32_t code;
    for (; i + BLOCK <= text.size; i += BLOCK) {
        if (has_control(text.data + i)) {
            return true;
        }
    }
    pecia_str rest = pecia_str_from(text, i);
    uint64_t tail = 0; /* counted by the leads */
    return harmless(rest, &width, &code, &tail) < rest.size || lead_matters(text, 0xC2, unseen) ||
           lead_matters(text, 0xE2, unseen) || lead_matters(text, 0xEF, unseen);
}

static void put(text_cleaner *c, uint32_t code) {
    if (code == '\r' || code == '\v' || code == 0x85 || code == 0x2028 || code == 0x2029) {
        pecia_buf_add_char(&c->out, '\n');
        c->line++;
        c->breaks += code != '\r';
    } else if (code == '\f') {
        pecia_buf_add_text(&c->out, "\f");
    } else if (code == 0xFEFF) {
        if (c->out.size > 0 && c->out.data[c->out.size - 1] != '\n') {
            pecia_buf_add_code(&c->out, code);
        }
    } else {
        c->first_line = c->controls++ == 0 ? c->line : c->first_line;
        pecia_buf_add_code(&c->out, 0xFFFD);
    }
}

static void count_lines(text_cleaner *c, pecia_str run) {
    for (const char *at = run.data, *end = run.data + run.size;
         at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++) {
        c->line++;
    }
}

/* Copies REST, whose memory is given back as far as it is done with. */
static int32_t copy_clean(text_cleaner *c, pecia_str rest) {
    const char *start = rest.data;
    uint32_t code = 0;
    uint64_t width = 0;
    pecia_buf_room(&c->out, rest.size + rest.size / 8);
    while (rest.size > 0 && c->out.status == PECIA_OK) {
        pecia_str run = {rest.data, harmless(rest, &width, &code, &c->unseen)};
        pecia_buf_add_str(&c->out, run);
        count_lines(c, run);
        rest = pecia_str_from(rest, run.size + width);
        if (width > 0) {
            put(c, code);
        }
        text_release(c->r, (uint64_t)(rest.data - start));
    }
    return c->out.status;
}

/* Says what was changed, and what stays although it cannot be seen. */
static void report(const text_cleaner *c) {
    text_reader *r = c->r;
    if (c->controls > 0) {
        pecia_place place = {{NULL, 0}, c->first_line, 0};
        r->host->job->report(r->job, PECIA_WARNING, "text.controls", &place,
                             "%llu control characters that no document can hold were replaced by U+FFFD",
                             (unsigned long long)c->controls);
    }
    if (c->breaks > 0) {
        r->host->job->report(r->job, PECIA_INFO, "text.line-ends", NULL,
                             "%llu lines end with VT, NEL, LS or PS, which were read as line feeds",
                             (unsigned long long)c->breaks);
    }
    if (c->unseen > 0) {
        r->host->job->report(r->job, PECIA_INFO, "text.invisible", NULL,
                             "%llu soft hyphens and spaces without width were kept", (unsigned long long)c->unseen);
    }
}

int32_t text_clean(text_reader *r) {
    text_cleaner c = {.r = r, .line = 1};
    if (!may_need_cleaning(r->text, &c.unseen)) {
        report(&c);
        return PECIA_OK;
    }
    c.unseen = 0;
    pecia_buf_init(&c.out, r->host, r->job);
    int32_t status = copy_clean(&c, r->text);
    r->text = pecia_buf_str(&c.out);
    r->released = 0;
    report(&c);
    return status;
}
