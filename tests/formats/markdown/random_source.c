/* SPDX-License-Identifier: MIT
 *
 * random_source.c: random Markdown, as authors write it and as they should not. See random_source.h.
 */
#include "random_source.h"

#include <stdbool.h>
#include <string.h>

static const char *const words[] = {
#define WORD(text) text,
#include "source_words.def"
#undef WORD
};
static const char *const lines[] = {
#define LINE(text) text,
#include "source_lines.def"
#undef LINE
};

typedef struct source {
    uint64_t state;
    char *out;
    size_t used, room;
    bool
        in_note; /* from the first body on no mark stands: one that no mark in the text leads to could lead to itself */
} source;

static uint32_t roll(source *s, uint32_t sides) {
    s->state = s->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(s->state >> 33) % sides;
}

static void put(source *s, const char *text, size_t size) {
    size = size < s->room - s->used ? size : s->room - s->used;
    memcpy(s->out + s->used, text, size);
    s->used += size;
}

static bool has_mark(const char *text) {
    return strstr(text, "[^") || strstr(text, "[#") || strstr(text, "[?");
}

static void put_words(source *s) {
    for (uint32_t n = 1 + roll(s, 4); n > 0; n--) {
        const char *word = words[roll(s, 3) ? roll(s, sizeof words / sizeof *words) : 0];
        word = s->in_note && has_mark(word) ? words[0] : word;
        put(s, word, strlen(word));
        put(s, " ", n > 1 && roll(s, 4) ? 1 : 0);
    }
}

/* One block, each line of it behind PREFIX, the first one behind FIRST. */
static void block(source *s, const char *first, const char *prefix) {
    const char *text = roll(s, 3) ? lines[roll(s, sizeof lines / sizeof *lines)] : "~\n~";
    if ((s->in_note || *first) && (strstr(text, "[#") || strstr(text, "[?"))) {
        text = "~"; /* what is no definition there is a mark */
    }
    const char *start = text;
    if (s->in_note && has_mark(text)) {
        put(s, "\n", 1); /* no mark that goes on with the body before */
    }
    s->in_note = s->in_note || has_mark(text) || strncmp(first, "[^", 2) == 0;
    put(s, first, strlen(first));
    for (; *text; text++) {
        bool is_fence = text[1] == '~' || (text > start && text[-1] == '~');
        if (*text == '~' && !is_fence) {
            put_words(s);
        } else {
            put(s, text, 1);
        }
        if (*text == '\n') {
            put(s, prefix, strlen(prefix));
        }
    }
    put(s, "\n", 1);
}

size_t random_source(uint64_t seed, uint32_t size, char *out, size_t room) {
    static const char *const firsts[] = {"", "", "", "> ", "- ", "1. ", "[^1]: ", "> - ", "  ", "    "};
    static const char *const others[] = {"", "", "", "> ", "  ", "   ", "    ", ">   ", "  ", "    "};
    source s = {.state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1, .out = out, .room = room};
    for (uint32_t i = 0; i < size; i++) {
        uint32_t in = roll(&s, 10);
        block(&s, firsts[in], others[in]);
        if (in > 2 && roll(&s, 2)) {
            put(&s, others[in], strlen(others[in]));
            put(&s, "\n", 1);
            block(&s, others[in], others[in]);
        }
        put(&s, "\n", roll(&s, 5) ? 1 : 0);
    }
    return s.used;
}
