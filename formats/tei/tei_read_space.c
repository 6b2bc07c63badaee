/* SPDX-License-Identifier: MIT
 *
 * tei_read_space.c: white space in elements that hold only elements. It is layout and no part of the document.
 *
 * But a document may have text where none belongs, and then the white space in every element of that name may mean
 * something. That is known only at the end, so the places of layout are noted, four bytes each, and told to the writer
 * if it turns out that it wants them.
 */
#include "tei/tei_reader.h"

static bool is_blank(pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++)
        if (!pecia_is_space(text.data[i]))
            return false;
    return true;
}

static bool is_known(const tei_reader *reader, const char *local) {
    pecia_str rest = pecia_buf_str(&reader->holders), word;
    while ((word = pecia_str_word(&rest)).size)
        if (pecia_str_is(word, local))
            return true;
    return false;
}

int32_t tei_space_text(tei_reader *reader, tei_open *top, pecia_str text, bool *held) {
    bool blank = is_blank(text);
    *held = blank && !top->loose && top->only;
    if (*held)
        return pecia_buf_add_str(&reader->space, text);
    if (blank)
        return PECIA_OK;
    top->loose = true;
    if (!is_known(reader, top->local)) {
        pecia_buf_add_text(&reader->holders, top->local);
        pecia_buf_add_char(&reader->holders, ' ');
    }
    pecia_str before = pecia_buf_str(&reader->space);
    pecia_buf_clear(&reader->space);
    if (reader->holders.status != PECIA_OK)
        return reader->holders.status;
    return before.size ? reader->build->text(reader->builder, before.data, before.size) : PECIA_OK;
}

int32_t tei_space_gap(tei_reader *reader, uint32_t node, enum tei_gap gap) {
    if (!reader->space.size)
        return PECIA_OK;
    pecia_buf_clear(&reader->space);
    if (!TEI_ROOM(reader, reader->gaps))
        return PECIA_ERR_MEMORY;
    reader->gaps.at[reader->gaps.count++] = node << 1 | (uint32_t)gap;
    return PECIA_OK;
}

static uint32_t private_name(tei_reader *reader, const char *local) {
    pecia_name name = {PECIA_STR(TEI_PRIVATE_NS), {NULL, 0}, pecia_str_of(local)};
    return reader->build->name(reader->builder, &name);
}

int32_t tei_space_keep(tei_reader *reader) {
    if (!reader->holders.size)
        return PECIA_OK;
    const pecia_builder_api *build = reader->build;
    uint32_t names[] = {[TEI_GAP_BEFORE] = private_name(reader, TEI_SPACE_BEFORE),
                        [TEI_GAP_AT_END] = private_name(reader, TEI_SPACE_AT_END)};
    int32_t status = build->origin_attribute(reader->builder, reader->root, private_name(reader, TEI_HOLDERS),
                                             pecia_buf_str(&reader->holders));
    for (uint64_t i = 0; i < reader->gaps.count && status == PECIA_OK; i++)
        status = build->origin_attribute(reader->builder, reader->gaps.at[i] >> 1, names[reader->gaps.at[i] & 1],
                                         PECIA_STR(""));
    return status;
}
