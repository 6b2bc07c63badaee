/* SPDX-License-Identifier: MIT
 *
 * md_addresses.c: addresses in running text, "https://a.b/c", as links (GitHub Flavored Markdown, 6.9), where the
 * flavour or the user wants them.
 */
#include "md_reader.h"

/* Where an address begins in TEXT, behind no letter or digit; UINT64_MAX for none. */
static uint64_t find(pecia_str text, uint64_t from) {
    static const char sign[] = "://";
    for (;;) {
        const char *at = from < text.size ? memmem(text.data + from, (size_t)(text.size - from), sign, 3) : NULL;
        if (!at) {
            return UINT64_MAX;
        }
        pecia_str before = {text.data, (uint64_t)(at - text.data)};
        uint64_t size = pecia_str_ends(before, "https") ? 5 : pecia_str_ends(before, "http") ? 4 : 0;
        uint64_t start = before.size - size;
        unsigned char last = size > 0 && start > 0 ? (unsigned char)text.data[start - 1] : ' ';
        bool is_word = last >= 0x80 || (last >= '0' && last <= '9') || ((last | 32) >= 'a' && (last | 32) <= 'z');
        if (size > 0 && !is_word && start >= from) {
            return start;
        }
        from = before.size + 3;
    }
}

/* How long the address at the start of TEXT is: to white space or '<', without what ends the sentence. */
static uint64_t address_size(pecia_str text) {
    uint64_t n = 0;
    uint64_t open = 0, closed = 0;
    for (; n < text.size && !pecia_is_space(text.data[n]) && text.data[n] != '<'; n++) {
        open += text.data[n] == '(' ? 1 : 0;
        closed += text.data[n] == ')' ? 1 : 0;
    }
    while (n > 0 && (strchr("?!.,:;*_~'\"", text.data[n - 1]) || (text.data[n - 1] == ')' && closed > open))) {
        closed -= text.data[n - 1] == ')' ? 1 : 0;
        n--;
    }
    return n;
}

int32_t md_addresses(md_reader *reader, pecia_str text) {
    const pecia_builder_api *b = reader->host->builder;
    int32_t status = PECIA_OK;
    uint64_t from = 0;
    while (status == PECIA_OK && from < text.size) {
        uint64_t at = find(text, from);
        uint64_t size = at == UINT64_MAX ? 0 : address_size(pecia_str_from(text, at));
        uint64_t until = at == UINT64_MAX ? text.size : at;
        status = b->text(reader->builder, text.data + from, until - from);
        from = until + size;
        pecia_str address = {text.data + until, size};
        if (size > 8) {
            status = status < 0 ? status : b->enter(reader->builder, PECIA_LINK);
            status = status < 0 ? status : b->set(reader->builder, b->last(reader->builder), PECIA_HREF, address);
            status = status < 0 ? status : b->text(reader->builder, address.data, size);
            status = status < 0 ? status : b->leave(reader->builder, PECIA_LINK);
        } else if (status == PECIA_OK) {
            status = b->text(reader->builder, address.data, size);
        }
    }
    return status;
}
