/* SPDX-License-Identifier: MIT
 *
 * md_words.c: takes long stretches of words out of a paragraph and puts tokens there (md_reader.h): cmark would look at
 * each of their bytes several times, and find nothing. To what is left they are what they were: the first word of a
 * line, by which cmark knows what the line begins, and the character at either edge, by which it knows whether emphasis
 * may begin or end there, stay where they are.
 */
#include "md_reader.h"
#include "md_signs.h"

/* Fewer bytes are looked at by cmark sooner than a token. It is more than the size of a token. */
#define LEAST 64

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* True for the second and every later byte of a character. */
static bool is_inside(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

static uint64_t pass_blanks(pecia_str text, uint64_t at) {
    while (at < text.size && is_blank(text.data[at])) {
        at++;
    }
    return at;
}

/* What continues containers at the start of WORDS, and the first of them. */
static uint64_t first_word(pecia_str words) {
    uint64_t at = 0;
    while (at < words.size && (is_blank(words.data[at]) || words.data[at] == '>')) {
        at++;
    }
    while (at < words.size && !is_blank(words.data[at])) {
        at++;
    }
    return at;
}

/* Takes off WORDS what cmark must see: the blanks and one character at either edge, and more if they begin a line. */
static void take_edges(pecia_str *words, bool begins_line) {
    uint64_t at = pass_blanks(*words, begins_line ? first_word(*words) : 0);
    do {
        at++;
    } while (at < words->size && is_inside(words->data[at]));
    *words = pecia_str_from(*words, at);
    while (words->size > 0 && is_blank(words->data[words->size - 1])) {
        words->size--;
    }
    while (words->size > 0 && is_inside(words->data[words->size - 1])) {
        words->size--;
    }
    words->size -= words->size > 0 ? 1 : 0;
}

/* Appends what stands in the piece from FROM to TO, behind its present end. */
static void put_back(pecia_buf *piece, uint64_t from, uint64_t to) {
    memmove(piece->data + piece->size, piece->data + from, to - from);
    piece->size += to - from;
}

/* Where the words from FROM on end. */
static uint64_t end_of(md_words_ends *ends, uint64_t from) {
    const pecia_str text = ends->text;
    uint64_t end;
    bool goes_on;
    do {
        end = md_words_end(ends);
        char c = end < text.size ? text.data[end] : '\n';
        goes_on = end < from || c == ']' || c == '^' ||
                  (c == '\xE2' && !pecia_str_begins(pecia_str_from(text, end), MD_SIGN));
    } while (goes_on && end < text.size);
    return end;
}

/* Where words may begin again behind END, where some ended; the size of TEXT if nowhere. */
static uint64_t begin_behind(pecia_str text, uint64_t end) {
    char c = end < text.size ? text.data[end] : 0;
    if (c == '`' || c == '&' || c == '[' || c == '<') {
        return text.size; /* what follows may be code, an entity, a label, an address: each has a view of its own */
    }
    const char *close = c == '\xE2' ? md_sign_find(pecia_str_from(text, end + MD_SIGN_SIZE)) : NULL;
    return close ? (uint64_t)(close - text.data) + MD_SIGN_SIZE : end + 1;
}

int32_t md_words(md_reader *reader, uint64_t from) {
    pecia_buf *piece = &reader->piece;
    const pecia_str text = pecia_buf_str(piece);
    md_words_ends ends = {.text = text, .looked = from};
    int32_t status = PECIA_OK;
    uint64_t done = from;
    bool begins_line = true;
    piece->size = from;
    for (uint64_t at = from; at < text.size && status == PECIA_OK;) {
        uint64_t end = end_of(&ends, at);
        pecia_str words = {text.data + at, end - at};
        if (words.size > LEAST) {
            take_edges(&words, begins_line);
        }
        if (words.size > LEAST) {
            uint64_t begin = (uint64_t)(words.data - text.data);
            put_back(piece, done, begin);
            done = begin + words.size;
            status = md_token_add(reader, MD_TOKEN_WORDS, 0, words);
        }
        begins_line = end < text.size && text.data[end] == '\n';
        at = begin_behind(text, end);
    }
    put_back(piece, done, text.size);
    return status;
}
