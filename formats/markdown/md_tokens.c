/* SPDX-License-Identifier: MIT
 *
 * md_tokens.c: tokens, which stand in a piece for what cmark does not know: made, found, and turned back into their
 * source. See md_reader.h.
 */
#include "md_reader.h"

pecia_str md_token_source(const md_reader *reader, const md_token *token) {
    pecia_str source = {(reader->sources.data ? reader->sources.data : "") + token->source, token->size};
    return source;
}

static uint32_t new_token(md_reader *reader, uint8_t kind, uint32_t value, pecia_str source) {
    if (pecia_grow(reader->host, reader->job, &reader->tokens, &reader->token_capacity, reader->token_count + 1,
                   sizeof *reader->tokens) < 0) {
        return MD_NONE;
    }
    md_token *token = &reader->tokens[reader->token_count];
    *token = (md_token){kind, 0, value, reader->sources.size, source.size};
    pecia_buf_add_str(&reader->sources, source);
    return (uint32_t)reader->token_count++;
}

int32_t md_token_add(md_reader *reader, uint8_t kind, uint32_t value, pecia_str source) {
    uint32_t number = new_token(reader, kind, value, source);
    if (number == MD_NONE || reader->sources.status < 0) {
        return PECIA_ERR_MEMORY;
    }
    reader->has_tokens = true;
    reader->has_pairs = reader->has_pairs || kind == MD_TOKEN_STRIKE || kind == MD_TOKEN_OPEN;
    pecia_buf_add(&reader->piece, MD_SIGN, MD_SIGN_SIZE);
    pecia_buf_add_char(&reader->piece, (char)kind);
    pecia_buf_add_number(&reader->piece, number);
    return pecia_buf_add(&reader->piece, MD_SIGN, MD_SIGN_SIZE);
}

md_token *md_token_at(md_reader *reader, pecia_str text, uint64_t *size) {
    uint64_t i = MD_SIGN_SIZE + 1;
    uint64_t number = 0;
    while (i < text.size && text.data[i] >= '0' && text.data[i] <= '9' && number < reader->token_count) {
        number = number * 10 + (uint64_t)(text.data[i++] - '0');
    }
    if (i == MD_SIGN_SIZE + 1 || i + MD_SIGN_SIZE > text.size || number >= reader->token_count ||
        memcmp(text.data + i, MD_SIGN, MD_SIGN_SIZE) != 0) {
        return NULL;
    }
    *size = i + MD_SIGN_SIZE;
    return &reader->tokens[number];
}

uint64_t md_token_edges(const md_token *token, uint64_t *behind) {
    *behind = token->kind == MD_TOKEN_WORDS ? token->value & 0xFFFF : 0;
    return token->kind == MD_TOKEN_WORDS ? token->value >> 16 : 0;
}

/* How many bytes that rewriting put before the token at AT (within TEXT) belong to it, and *BEHIND it. */
static uint64_t token_frame(const md_token *token, pecia_str text, uint64_t at, uint64_t *behind) {
    uint64_t before = md_token_edges(token, behind);
    if (token->kind == MD_TOKEN_NOTE) {
        while (at + *behind < text.size && pecia_is_space(text.data[at + *behind])) {
            ++*behind;
        }
        return 4;
    }
    return token->kind == MD_TOKEN_TABLE ? 2 : before;
}

pecia_str md_plain(md_reader *reader, pecia_str text) {
    pecia_buf *out = &reader->plain;
    const char *sign = reader->has_tokens ? md_sign_find(text) : NULL;
    if (!sign) {
        return text;
    }
    pecia_buf_clear(out);
    uint64_t from = 0;
    while (sign) {
        uint64_t at = (uint64_t)(sign - text.data);
        uint64_t size = 0;
        md_token *token = md_token_at(reader, pecia_str_from(text, at), &size);
        uint64_t behind = 0;
        uint64_t frame = token ? token_frame(token, text, at + size, &behind) : 0;
        frame = frame > at - from ? at - from : frame;
        pecia_buf_add(out, text.data + from, at - from - frame);
        pecia_buf_add_str(out, token ? md_token_source(reader, token) : PECIA_STR(MD_SIGN));
        from = at + (token ? size + behind : MD_SIGN_SIZE);
        pecia_str rest = pecia_str_from(text, from);
        sign = md_sign_find(rest);
    }
    pecia_buf_add(out, text.data + from, text.size - from);
    return pecia_buf_str(out);
}
