/* SPDX-License-Identifier: MIT
 *
 * language.c: tells the language of a text by its script and its frequent words; the marks of each language.
 */
#include <strings.h>

#include "language.h"

#include "characters.h"

enum { SAMPLE = 96 * 1024, SLOTS = 4096, LONGEST = 24, LEAST_HITS = 3, LETTER_SIGN = 1, LETTERED = 2000 };

static const text_marks marks_table[] = {
#define MARKS(language, open, close, inner_open, inner_close)                                                          \
    {language, open, close, inner_open, inner_close, open close inner_open inner_close},
#include "quotes.def"
#undef MARKS
};

static const struct {
    const char *language, *word;
} notes_table[] = {
#define NOTES(language, word) {language, word},
#include "notes.def"
#undef NOTES
};

static const struct {
    const char *language, *letters, *words;
} languages[] = {
#define LANGUAGE(language, letters, words) {language, letters, words},
#include "languages.def"
#undef LANGUAGE
};

static const char *const elisions[] = {
#define ELISION(language, words) words,
#include "elisions.def"
#undef ELISION
};

enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

/* Letters of scripts that one language, nearly always, is written in. */
enum script { LATIN, CYRILLIC, GREEK, HAN, KANA, HANGUL, HEBREW, ARABIC, ARMENIAN, GEORGIAN, SCRIPTS };

/* A word and the languages that have it: one bit each. */
typedef struct word_slot {
    char word[LONGEST];
    uint32_t size;
    uint32_t set;
} word_slot;

typedef struct guess_space {
    word_slot slots[SLOTS];
    uint64_t hits[LANGUAGES];
    uint64_t letters[SCRIPTS];
    uint64_t words;
} guess_space;

static bool same_language(pecia_str tag, const char *language) {
    uint64_t size = 0;
    while (size < tag.size && tag.data[size] != '-' && tag.data[size] != '_') {
        size++;
    }
    return size == strlen(language) && strncasecmp(tag.data, language, (size_t)size) == 0;
}

const text_marks *text_marks_of(pecia_str language) {
    const text_marks *english = &marks_table[0];
    for (size_t i = 0; i < sizeof(marks_table) / sizeof(marks_table[0]); i++) {
        if (same_language(language, marks_table[i].language)) {
            return &marks_table[i];
        }
        english = strcmp(marks_table[i].language, "en") == 0 ? &marks_table[i] : english;
    }
    return english;
}

const char *text_notes_word(pecia_str language) {
    for (size_t i = 0; i < sizeof(notes_table) / sizeof(notes_table[0]); i++) {
        if (same_language(language, notes_table[i].language)) {
            return notes_table[i].word;
        }
    }
    return "notes";
}

bool text_is_elision(pecia_str behind) {
    char word[12] = "";
    uint32_t size = 0;
    while (size < sizeof(word) && size < behind.size && (behind.data[size] | 32) >= 'a' &&
           (behind.data[size] | 32) <= 'z') {
        word[size] = (char)(behind.data[size] | 32);
        size++;
    }
    pecia_str rest = pecia_str_from(behind, size);
    if (size == sizeof(word) || text_is_letter(text_first(rest)) || (size == 1 && text_first(rest) == '.')) {
        return false; /* a longer word, or the letter of a name: 'T. C.' */
    }
    for (size_t i = 0; size > 0 && i < sizeof(elisions) / sizeof(elisions[0]); i++) {
        pecia_str words = pecia_str_of(elisions[i]);
        for (pecia_str one = pecia_str_word(&words); one.size > 0; one = pecia_str_word(&words)) {
            if (one.size == size && memcmp(one.data, word, size) == 0) {
                return true;
            }
        }
    }
    return false;
}

static word_slot *slot_of(guess_space *space, const char *word, uint32_t size) {
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < size; i++) {
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    }
    for (uint32_t i = 0;; i++) {
        word_slot *slot = &space->slots[(hash + i) % SLOTS];
        if (slot->size == 0 || (slot->size == size && memcmp(slot->word, word, size) == 0)) {
            return slot;
        }
    }
}

static void learn_word(guess_space *space, const char *word, uint32_t size, uint32_t language) {
    word_slot *slot = slot_of(space, word, size);
    memcpy(slot->word, word, size);
    slot->size = size;
    slot->set |= UINT32_C(1) << language;
}

/* A letter is kept as a word behind a sign that no word holds. */
static uint32_t letter_key(uint32_t code, char out[8]) {
    out[0] = LETTER_SIGN;
    return 1 + pecia_str_put(code, out + 1);
}

static void learn(guess_space *space) {
    char key[8];
    for (uint32_t i = 0; i < LANGUAGES; i++) {
        pecia_str rest = pecia_str_of(languages[i].words), letters = pecia_str_of(languages[i].letters);
        for (pecia_str word = pecia_str_word(&rest); word.size > 0; word = pecia_str_word(&rest)) {
            learn_word(space, word.data, (uint32_t)word.size, i);
        }
        while (letters.size > 0) {
            uint32_t size = letter_key(pecia_str_next(&letters), key);
            learn_word(space, key, size, i);
        }
    }
}

static enum script script_of(uint32_t code) {
    return code < 0x370                      ? LATIN
           : code < 0x400                    ? GREEK
           : code < 0x530                    ? CYRILLIC
           : code < 0x590                    ? ARMENIAN
           : code < 0x600                    ? HEBREW
           : code < 0x780                    ? ARABIC
           : code >= 0x10A0 && code < 0x1100 ? GEORGIAN
           : code >= 0x1E00 && code < 0x1F00 ? LATIN
           : code >= 0x1F00 && code < 0x2000 ? GREEK
           : code >= 0x3041 && code < 0x3100 ? KANA
           : code >= 0xAC00 && code < 0xD7A4 ? HANGUL
           : code >= 0x3400 && code < 0xA000 ? HAN
                                             : LATIN;
}

static void count_hits(guess_space *space, const char *word, uint32_t size) {
    const word_slot *slot = size > 0 && size <= LONGEST ? slot_of(space, word, size) : NULL;
    for (uint32_t i = 0; slot && slot->set && i < LANGUAGES; i++) {
        space->hits[i] += slot->set >> i & 1;
    }
}

static void count_word(guess_space *space, const char *word, uint32_t size) {
    space->words += size > 0;
    count_hits(space, word, size);
}

static void count_letter(guess_space *space, uint32_t code) {
    char key[8];
    space->letters[script_of(code)]++;
    if (code >= 0x80 && space->words < LETTERED) {
        count_hits(space, key, letter_key(code, key));
    }
}

static void count(guess_space *space, pecia_str text) {
    char word[LONGEST + 4];
    uint32_t size = 0;
    bool too_long = false;
    while (text.size > 0) {
        uint32_t code = text_lower(pecia_str_next(&text));
        if (!text_is_letter(code)) {
            count_word(space, word, too_long ? LONGEST + 1 : size);
            size = 0;
            too_long = false;
            continue;
        }
        count_letter(space, code);
        too_long = too_long || size + 4 > LONGEST;
        size += too_long ? 0 : pecia_str_put(code, word + size);
    }
    count_word(space, word, size);
}

static void set(text_guess *out, const char *language, uint64_t percent) {
    memcpy(out->language, language, strlen(language) + 1);
    out->percent = (uint32_t)percent;
}

/* True if the script tells the language. */
static bool by_script(const guess_space *space, text_guess *out) {
    static const struct {
        enum script script;
        const char *language;
    } told[] = {{KANA, "ja"},   {HANGUL, "ko"}, {HAN, "zh"},      {GREEK, "el"},
                {HEBREW, "he"}, {ARABIC, "ar"}, {ARMENIAN, "hy"}, {GEORGIAN, "ka"}};
    uint64_t all = 0;
    for (int i = 0; i < SCRIPTS; i++) {
        all += space->letters[i];
    }
    for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++) {
        uint64_t letters = space->letters[told[i].script];
        bool enough = told[i].script == KANA ? letters * 10 > all : letters * 2 > all;
        if (letters > 4 && enough) {
            set(out, told[i].language, told[i].script == KANA ? 95 : letters * 100 / all);
            return true;
        }
    }
    return false;
}

static bool is_cyrillic(uint32_t language) {
    return (unsigned char)languages[language].words[0] >= 0xD0;
}

uint64_t text_guess_space(void) {
    return sizeof(guess_space);
}

void text_guess_language(pecia_str text, void *memory, text_guess *out) {
    guess_space *space = memory;
    uint32_t best = 0;
    uint64_t second = 0;
    memset(out, 0, sizeof(*out));
    learn(space);
    text.size = text.size < SAMPLE ? text.size : SAMPLE;
    count(space, text);
    if (by_script(space, out)) {
        return;
    }
    bool cyrillic = space->letters[CYRILLIC] > space->letters[LATIN];
    for (uint32_t i = 0; i < LANGUAGES; i++) {
        space->hits[i] = is_cyrillic(i) == cyrillic ? space->hits[i] : 0;
        best = space->hits[i] > space->hits[best] ? i : best;
    }
    for (uint32_t i = 0; i < LANGUAGES; i++) {
        second = i != best && space->hits[i] > second ? space->hits[i] : second;
    }
    uint64_t hits = space->hits[best];
    if (hits >= LEAST_HITS && hits * 20 >= space->words && hits > second) {
        set(out, languages[best].language, (hits - second) * 100 / hits / 2 + 50);
    }
}
