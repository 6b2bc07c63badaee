/* SPDX-License-Identifier: MIT
 *
 * md_keyed.c: notes that MultiMarkdown marks otherwise: a citation "[#key]", perhaps behind its place "[p. 23]", and a
 * term of the glossary "[?term]". They are notes only where the text defines them, "[#key]: words"; so the keys are
 * collected before anything else is read. See md_reader.h.
 */
#include "md_reader.h"

/* Bytes of a key. */
#define LONGEST 200

uint64_t md_line_key(pecia_str line) {
    if (line.size < 4 || line.data[0] != '[' || (line.data[1] != '#' && line.data[1] != '?') || line.data[2] == ' ') {
        return 0;
    }
    uint64_t i = 2;
    while (i < line.size && i < LONGEST && !memchr("[]`\\<\n", line.data[i], 6)) {
        i++;
    }
    return i > 2 && i < line.size && line.data[i] == ']' && line.data[i - 1] != ' ' ? i + 1 : 0;
}

/* True if REST, what stands behind "[label]:", is an address, perhaps with a title: a definition of a link to
 * CommonMark (4.7). */
static bool is_address(pecia_str rest) {
    rest = pecia_str_trim(rest);
    if (rest.size == 0 || rest.data[0] == '<') {
        return true;
    }
    uint64_t word = 0;
    while (word < rest.size && !pecia_is_space(rest.data[word])) {
        word++;
    }
    pecia_str title = pecia_str_trim(pecia_str_from(rest, word));
    return title.size == 0 || memchr("\"'(", title.data[0], 3);
}

uint64_t md_line_note(pecia_str line, bool is_wordy) {
    uint64_t size = md_line_mark(line, is_wordy);
    bool is_keyed = size == 0 && is_wordy;
    size = is_keyed ? md_line_key(line) : size;
    if (size == 0 || size >= line.size || line.data[size] != ':') {
        return 0;
    }
    return is_keyed && is_address(pecia_str_from(line, size + 1)) ? 0 : size;
}

pecia_str md_note_key(pecia_str mark) {
    uint64_t from = mark.data[1] == '^' ? 2 : 1;
    mark.size -= mark.size > 0 && mark.data[mark.size - 1] == ':' ? 1 : 0;
    return (pecia_str){mark.data + from, mark.size - from - 1};
}

int32_t md_key_met(md_reader *reader, pecia_str line) {
    uint64_t size = md_line_key(line);
    if (size == 0) {
        return PECIA_OK;
    }
    reader->has_keys = true;
    return md_note_define(reader, md_note_key((pecia_str){line.data, size}));
}

uint64_t md_keyed_mark(md_reader *reader, pecia_str text) {
    uint64_t size = reader->has_keys ? md_line_key(text) : 0;
    return size > 0 && md_note_is_defined(reader, md_note_key((pecia_str){text.data, size})) ? size : 0;
}
