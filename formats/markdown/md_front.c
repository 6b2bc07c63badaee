/* SPDX-License-Identifier: MIT
 *
 * md_front.c: finds the metadata block at the start of a text, between "---" and "---" or "...". See md_yaml.c.
 */
#include "md_reader.h"

#define MAX_SIZE (UINT64_C(4) * 1024 * 1024)

/* The next line of *REST without its end. */
static pecia_str take_line(pecia_str *rest) {
    const char *end = memchr(rest->data, '\n', (size_t)rest->size);
    pecia_str line = {rest->data, end ? (uint64_t)(end - rest->data) : rest->size};
    *rest = pecia_str_from(*rest, line.size + (end ? 1 : 0));
    while (line.size > 0 && pecia_is_space(line.data[line.size - 1])) {
        line.size--;
    }
    return line;
}

/* Collections that nest deeply cost libyaml more than they should. */
static bool is_suspicious(pecia_str block) {
    uint32_t depth = 0;
    for (uint64_t i = 0; i < block.size; i++) {
        depth += block.data[i] == '[' || block.data[i] == '{' ? 1 : 0;
        depth -= depth > 0 && (block.data[i] == ']' || block.data[i] == '}') ? 1 : 0;
        if (depth > 64) {
            return true;
        }
    }
    return false;
}

/* A metadata block at the start of a text. */
typedef struct found_block {
    pecia_str text; /* between its lines of hyphens */
    uint64_t size;  /* of all of it, with those lines */
    uint32_t lines;
    bool is_open; /* it begins, but no line ends it */
} found_block;

/* Looks for a metadata block at the start of TEXT; absent if there is none. */
static found_block find_block(pecia_str text) {
    found_block found = {0};
    pecia_str rest = text;
    if (!pecia_str_is(take_line(&rest), "---")) {
        return found;
    }
    const char *from = rest.data;
    pecia_str line = take_line(&rest);
    for (found.lines = 2; line.size > 0 || found.lines > 2; found.lines++) {
        if (pecia_str_is(line, "---") || pecia_str_is(line, "...")) {
            found.text = (pecia_str){from, (uint64_t)(line.data - from)};
            found.size = (uint64_t)(rest.data - text.data);
            return found;
        }
        if (rest.size == 0) {
            found.is_open = true;
            return found;
        }
        line = take_line(&rest);
    }
    return found;
}

int32_t md_yaml(md_reader *reader) {
    bool is_mapping = false;
    found_block block = find_block(md_source_ahead(&reader->text, false));
    if (block.is_open && !reader->text.has_last) {
        block = find_block(md_source_ahead(&reader->text, true));
    }
    if (!block.text.data) {
        return reader->text.status;
    }
    if (block.text.size > MAX_SIZE || is_suspicious(block.text)) {
        return md_yaml_broken(reader, 2, "it is too large or nests too deeply");
    }
    int32_t status = md_yaml_parse(reader, block.text, &is_mapping);
    if (status == PECIA_OK && (is_mapping || pecia_str_trim(block.text).size == 0)) {
        status = md_source_seek(&reader->text, reader->text.at + block.size, block.lines + 1);
    }
    return status;
}
