/* SPDX-License-Identifier: MIT
 *
 * latin.c: which of the encodings for Latin letters a text is in, by what its bytes from 0x80 on become in each:
 * letters of its language within words are right, signs within words, capitals behind small letters and controls are
 * not.
 */
#include <iconv.h>

#include "characters.h"
#include "detect.h"
#include "language.h"

enum { HIGH = 128, SAMPLE = 1 << 20 };

static const char *const encodings[] = {
#define ENCODING(name) name,
#include "encodings.def"
#undef ENCODING
};
enum { ENCODINGS = sizeof(encodings) / sizeof(encodings[0]) };

static const struct {
    const char *language, *letters;
} languages[] = {
#define LETTERS(language, letters) {language, letters},
#include "letters.def"
#undef LETTERS
};
enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

/* How often each byte from 0x80 on stands where. */
typedef struct latin_counts {
    uint32_t inside[HIGH]; /* between small letters, or behind one */
    uint32_t edge[HIGH];   /* elsewhere */
    uint32_t all;
} latin_counts;

/* Memory for telling the language; that of text_guess_language stands behind it. */
typedef struct latin_space {
    char text[16384];
    text_guess found;
    void *guess;
} latin_space;

static bool is_small(unsigned char c) {
    return c >= 'a' && c <= 'z';
}

static void count(const char *data, size_t size, latin_counts *out) {
    size = size < SAMPLE ? size : SAMPLE;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c < HIGH) {
            continue;
        }
        bool left = i > 0 && is_small((unsigned char)data[i - 1]);
        bool right = i + 1 < size && is_small((unsigned char)data[i + 1]);
        bool joined = left && (right || (i + 1 < size && (unsigned char)data[i + 1] >= HIGH));
        out->inside[c - HIGH] += joined;
        out->edge[c - HIGH] += !joined;
        out->all++;
    }
}

/* The characters of the bytes from 0x80 on; 0 for those that the encoding does not have. */
static bool map_bytes(const char *encoding, uint32_t *out) {
    iconv_t converter = iconv_open("UTF-8", encoding);
    for (int i = 0; converter != (iconv_t)-1 && i < HIGH; i++) {
        char byte = (char)(HIGH + i), text[8], *in = &byte, *to = text;
        size_t left = 1, room = sizeof(text);
        bool good = iconv(converter, &in, &left, &to, &room) != (size_t)-1;
        pecia_str str = {text, good ? sizeof(text) - room : 0};
        out[i] = text_first(str);
    }
    return converter != (iconv_t)-1 && iconv_close(converter) == 0;
}

static bool has_letter(size_t language, uint32_t code) {
    for (pecia_str rest = pecia_str_of(languages[language].letters); rest.size > 0;) {
        if (pecia_str_next(&rest) == code) {
            return true;
        }
    }
    return false;
}

/* What a character is worth where it stands: twice its points. */
static int worth(uint32_t code, size_t language, bool inside) {
    bool known = has_letter(language, text_lower(code));
    if (code < 0xA0) {
        return -12; /* a control, or nothing at all */
    }
    if (text_is_letter(code)) {
        return known ? (inside && text_is_upper(code) ? -6 : 4) : inside && text_is_upper(code) ? -8 : -2;
    }
    bool sign = has_letter(LANGUAGES - 1, code) || known || code == 0xA0;
    return inside ? (code == 0x2019 ? 2 : -8) : sign ? 2 : -3;
}

/* The language that the words of plain Latin letters tell; "" if they tell none. A letter that no language here has
 * stands for the others, so that words which hold them are none. */
static void guess_language(const char *data, size_t size, latin_space *space) {
    size_t used = 0;
    for (size_t i = 0; i < size && used + 2 < sizeof(space->text); i++) {
        bool other = (unsigned char)data[i] >= HIGH;
        memcpy(space->text + used, other ? "\xC3\xBE" : data + i, other ? 2 : 1);
        used += other ? 2 : 1;
    }
    text_guess_language((pecia_str){space->text, used}, space->guess, &space->found);
}

/* What the encoding makes of the text, as if it were in the LANGUAGE; "" stands for the best of all. */
static int64_t score(const latin_counts *counts, const uint32_t *map, const char *tag) {
    int64_t best = INT64_MIN;
    for (size_t language = 0; language + 1 < LANGUAGES; language++) {
        int64_t sum = 0;
        if (tag[0] && strcmp(languages[language].language, tag) != 0) {
            continue;
        }
        for (int i = 0; i < HIGH; i++) {
            if (counts->inside[i] + counts->edge[i] > 0) {
                sum += (int64_t)counts->inside[i] * worth(map[i], language, true) +
                       (int64_t)counts->edge[i] * worth(map[i], language, false);
            }
        }
        best = sum > best ? sum : best;
    }
    return best;
}

/* True if letters.def has the language. */
static bool is_listed(const char *tag) {
    for (size_t i = 0; i + 1 < LANGUAGES; i++) {
        if (strcmp(languages[i].language, tag) == 0) {
            return true;
        }
    }
    return false;
}

uint64_t text_latin_space(void) {
    return sizeof(latin_space) + text_guess_space();
}

void text_detect_latin(const char *data, size_t size, void *memory, char out[TEXT_ENCODING_MAX]) {
    latin_space *space = memory;
    latin_counts counts = {{0}, {0}, 0};
    uint32_t map[HIGH];
    int64_t best = 0;
    count(data, size, &counts);
    space->guess = space + 1;
    guess_language(data, size, space);
    const char *tag = is_listed(space->found.language) ? space->found.language : "";
    out[0] = 0;
    for (size_t i = 0; i < ENCODINGS; i++) {
        int64_t points = map_bytes(encodings[i], map) ? score(&counts, map, tag) : INT64_MIN;
        if (points > best && points >= (int64_t)counts.all) {
            best = points;
            memcpy(out, encodings[i], strlen(encodings[i]) + 1);
        }
    }
}
