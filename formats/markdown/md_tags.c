/* SPDX-License-Identifier: MIT
 *
 * md_tags.c: finds for each tag of HTML, each "~~" and each bracket of a span among the inlines of one node its other
 * half, so that only what is balanced opens a node. Linear: the stack is bounded, and what is passed over is never
 * looked at again.
 */
#include "md_html.h"
#include "md_reader.h"

#define MAX_OPEN 64

/* Tags that are open, the innermost last. */
typedef struct opened {
    uint32_t tags[MAX_OPEN];
    uint32_t count;
} opened;

static md_tag *new_tag(md_reader *reader) {
    if (pecia_grow(reader->host, reader->job, &reader->tags, &reader->tag_capacity, reader->tag_count + 1,
                   sizeof *reader->tags) < 0) {
        return NULL;
    }
    md_tag *tag = &reader->tags[reader->tag_count++];
    *tag = (md_tag){.other = MD_NONE, .token = MD_NONE};
    return tag;
}

/* Matches tag number CLOSE with the innermost open one of the same name. */
static void match(md_reader *reader, opened *open, uint32_t close) {
    for (uint32_t i = open->count; i > 0; i--) {
        md_tag *tag = &reader->tags[open->tags[i - 1]];
        if (tag->hash == reader->tags[close].hash) {
            tag->other = close;
            reader->tags[close].other = open->tags[i - 1];
            open->count = i - 1;
            return;
        }
    }
}

static void push(opened *open, uint32_t tag) {
    if (open->count < MAX_OPEN) {
        open->tags[open->count++] = tag;
    }
}

/* The tag that NODE is. */
static int32_t add_tag(md_reader *reader, opened *open, cmark_node *node) {
    pecia_str rest = md_literal(node);
    md_html html;
    if (!md_html_next(&rest, &html) || (html.type != MD_HTML_OPEN && html.type != MD_HTML_CLOSE)) {
        return PECIA_OK;
    }
    const md_element *element = md_element_of(html.name);
    if (html.type == MD_HTML_OPEN && element && (element->role == MD_ROLE_POINT || element->role == MD_ROLE_LEAF)) {
        return PECIA_OK; /* <br> */
    }
    md_tag *tag = new_tag(reader);
    if (!tag) {
        return PECIA_ERR_MEMORY;
    }
    uint32_t number = (uint32_t)(tag - reader->tags);
    tag->hash = md_html_hash(html.name);
    tag->type = html.type;
    tag->node = node;
    cmark_node_set_user_data(node, (void *)(uintptr_t)(number + 1));
    if (html.type == MD_HTML_OPEN) {
        push(open, number);
    } else {
        match(reader, open, number);
    }
    return PECIA_OK;
}

/* Token number TOKEN opens or closes a strike, which look the same, or a span. */
static int32_t add_half(md_reader *reader, opened *open, md_token *token) {
    bool is_strike = token->kind == MD_TOKEN_STRIKE;
    uint8_t type = is_strike ? MD_HTML_STRIKE : MD_HTML_SPAN;
    bool is_open = false;
    for (uint32_t i = 0; i < open->count; i++) {
        is_open = is_open || reader->tags[open->tags[i]].type == type;
    }
    bool opens = is_strike ? !is_open : token->kind == MD_TOKEN_OPEN;
    md_tag *tag = new_tag(reader);
    if (!tag) {
        return PECIA_ERR_MEMORY;
    }
    tag->type = type;
    tag->hash = type; /* no name has so small a hash */
    tag->token = (uint32_t)(token - reader->tokens);
    token->value = 0;
    if (opens) {
        push(open, (uint32_t)(tag - reader->tags));
        return PECIA_OK;
    }
    match(reader, open, (uint32_t)(tag - reader->tags));
    if (tag->other != MD_NONE) {
        token->value = is_strike ? 2 : PECIA_SPAN;
        reader->tokens[reader->tags[tag->other].token].value = is_strike ? 1 : tag->token + 1;
    }
    return PECIA_OK;
}

/* The strikes and spans in a text. */
static int32_t add_halves(md_reader *reader, opened *open, pecia_str text) {
    const char *sign;
    int32_t status = PECIA_OK;
    while (status == PECIA_OK && (sign = md_sign_find(text)) != NULL) {
        uint64_t size = 0;
        text = pecia_str_from(text, (uint64_t)(sign - text.data));
        md_token *token = md_token_at(reader, text, &size);
        text = pecia_str_from(text, token ? size : MD_SIGN_SIZE);
        if (token &&
            (token->kind == MD_TOKEN_STRIKE || token->kind == MD_TOKEN_OPEN || token->kind == MD_TOKEN_CLOSE)) {
            status = add_half(reader, open, token);
        }
    }
    return status;
}

int32_t md_tags(md_reader *reader, cmark_node *first, cmark_node *stop) {
    opened open = {.count = 0};
    int32_t status = PECIA_OK;
    if (!reader->has_tags && !reader->has_pairs) {
        return PECIA_OK;
    }
    for (cmark_node *node = first; node && node != stop && status == PECIA_OK; node = cmark_node_next(node)) {
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_INLINE) {
            status = add_tag(reader, &open, node);
        } else if (type == CMARK_NODE_TEXT && reader->has_pairs) {
            status = add_halves(reader, &open, md_literal(node));
        }
    }
    return status;
}
