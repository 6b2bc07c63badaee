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
/* Bytes of the longest character. */
#define LONGEST 4

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

/* Size of the first character of TEXT. */
static uint64_t first_size(pecia_str text) {
    uint64_t size = text.size > 0 ? 1 : 0;
    while (size < text.size && is_inside(text.data[size])) {
        size++;
    }
    return size;
}

/* Size of the last character of TEXT. */
static uint64_t last_size(pecia_str text) {
    uint64_t left = text.size;
    while (left > 0 && is_inside(text.data[left - 1])) {
        left--;
    }
    return text.size - left + (left > 0 ? 1 : 0);
}

/* Takes off WORDS the blanks at either edge, what cmark must see if they begin a line, and what may begin an image. */
static void trim(pecia_str *words, bool begins_line) {
    words->size -= pecia_str_ends(*words, "!") ? 1 : 0;
    *words = pecia_str_from(*words, pass_blanks(*words, begins_line ? first_word(*words) : 0));
    while (words->size > 0 && is_blank(words->data[words->size - 1])) {
        words->size--;
    }
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

/* Puts a token for WORDS, which stand in the piece, behind its present end. *DONE: as far as that was put back. */
static int32_t take_out(md_reader *reader, pecia_str words, uint64_t *done) {
    pecia_buf *piece = &reader->piece;
    uint64_t from = (uint64_t)(words.data - piece->data);
    uint64_t before = first_size(words);
    uint64_t behind = last_size(words);
    if (before > LONGEST || behind > LONGEST) {
        return PECIA_OK; /* no UTF-8: cmark may look further than at an edge */
    }
    put_back(piece, *done, from + before);
    *done = from + words.size - behind;
    return md_token_add(reader, MD_TOKEN_WORDS, (uint32_t)(before << 16 | behind), words);
}

int32_t md_words(md_reader *reader, uint64_t from) {
    const pecia_str text = pecia_buf_str(&reader->piece);
    md_words_ends ends = {.text = text, .looked = from};
    int32_t status = PECIA_OK;
    uint64_t done = from;
    bool begins_line = true;
    reader->piece.size = from;
    for (uint64_t at = from; at < text.size && status == PECIA_OK;) {
        uint64_t end = end_of(&ends, at);
        pecia_str words = {text.data + at, end - at};
        if (words.size > LEAST) {
            trim(&words, begins_line);
        }
        if (words.size > LEAST) {
            status = take_out(reader, words, &done);
        }
        begins_line = end < text.size && text.data[end] == '\n';
        at = begin_behind(text, end);
    }
    put_back(&reader->piece, done, text.size);
    return status;
}
