/* SPDX-License-Identifier: MIT
 *
 * xhtml_soup.c: pages that are no well-formed XML, read by gumbo as browsers would (HTML, section 13.2).
 */
#include <gumbo.h>
#include <setjmp.h>
#include <stdlib.h>

#include "common/xhtml_page.h"

/* Memory for one page. gumbo does not look whether it got any, so when there is none, or the job is to stop, it is left
 * by longjmp, from our own allocator to our own frame, and all that it held is freed from a list. */
typedef struct block {
    struct block *before, *after;
    uint64_t size, padding;
} block;

typedef struct soup {
    jmp_buf out;
    block all; /* a ring */
    uint64_t left;
    uint32_t asked;
    const xhtml_page *page;
    int32_t status; /* why it was left */
} soup;

_Static_assert(sizeof(block) % 16 == 0, "what follows a block is aligned for anything");

static void *allocate(void *context, size_t size) {
    soup *memory = context;
    const xhtml_page *page = memory->page;
    memory->status = size > memory->left              ? page->host->job->limit_met(page->job, PECIA_LIMIT_SCRATCH, NULL)
                     : (++memory->asked & 0x3FF) == 0 ? page->host->job->proceed(page->job)
                                                      : PECIA_OK;
    block *made = memory->status == PECIA_OK ? malloc(sizeof *made + size) : NULL;
    if (!made)
        longjmp(memory->out, 1);
    memory->left -= size;
    *made = (block){memory->all.before, &memory->all, size, 0};
    made->before->after = memory->all.before = made;
    return made + 1;
}

static void release(void *context, void *pointer) {
    soup *memory = context;
    if (!pointer)
        return;
    block *old = (block *)pointer - 1;
    memory->left += old->size;
    old->before->after = old->after;
    old->after->before = old->before;
    free(old);
}

static void release_all(soup *memory) {
    while (memory->all.after != &memory->all)
        release(memory, memory->all.after + 1);
}

static pecia_str element_name(const GumboElement *element) {
    if (element->tag != GUMBO_TAG_UNKNOWN)
        return pecia_str_of(gumbo_normalized_tagname(element->tag));
    GumboStringPiece piece = element->original_tag;
    gumbo_tag_from_original_text(&piece);
    return (pecia_str){piece.data, piece.length};
}

static void start(xhtml_page *page, const GumboElement *element) {
    page->line = element->start_pos.line;
    xhtml_page_start(page, element_name(element));
    for (unsigned i = 0; i < element->attributes.length; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];
        xhtml_page_attribute(page, (pecia_str){"", 0}, pecia_str_of(attribute->name), pecia_str_of(attribute->value));
    }
}

static bool is_element(const GumboNode *node) {
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

/* Down, along and up the tree without recursion: a node knows its parent and its place in it. */
static void walk(xhtml_page *page, const GumboNode *root) {
    const GumboNode *node = root;
    for (;;) {
        const GumboNode *child = NULL;
        if (is_element(node)) {
            start(page, &node->v.element);
            child = node->v.element.children.length ? node->v.element.children.data[0] : NULL;
            if (!child)
                xhtml_page_end(page);
        } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
                   node->type == GUMBO_NODE_CDATA) {
            xhtml_page_text(page, pecia_str_of(node->v.text.text));
        }
        while (!child) {
            if (node == root)
                return;
            const GumboVector *siblings = &node->parent->v.element.children;
            if (node->index_within_parent + 1 < siblings->length) {
                child = siblings->data[node->index_within_parent + 1];
            } else {
                node = node->parent;
                xhtml_page_end(page);
            }
        }
        node = child;
    }
}

/* gumbo frees its tree by recursion, so a page that nests too deep is not given to it. Elements that never nest are not
 * counted. */
static bool nests_too_deep(pecia_str bytes) {
    static const char *const flat[] = {"p",    "br",   "hr",    "img", "li", "td", "th",    "tr",
                                       "meta", "link", "input", "col", "dt", "dd", "option"};
    int64_t depth = 0;
    for (const char *at = bytes.data, *end = bytes.data + bytes.size;
         (at = memchr(at, '<', (size_t)(end - at))) != NULL;) {
        at++;
        uint64_t size = 0;
        while (at + size < end && size < 8 && ((at[size] | 0x20) >= 'a' && (at[size] | 0x20) <= 'z'))
            size++;
        if (at < end && *at == '/' && depth > 0)
            depth--;
        bool counts = size > 0;
        for (size_t i = 0; i < sizeof flat / sizeof *flat; i++)
            counts = counts && !(strlen(flat[i]) == size && memcmp(flat[i], at, size) == 0);
        depth += counts;
        if (depth > 5000)
            return true;
    }
    return false;
}

static int32_t read_soup(xhtml_page *page, soup *memory, pecia_str bytes) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = memory;
    if (setjmp(memory->out) != 0)
        return memory->status != PECIA_OK ? memory->status : PECIA_ERR_MEMORY;
    GumboOutput *output = gumbo_parse_with_options(&options, bytes.data, bytes.size);
    if (output->root)
        walk(page, output->root);
    return page->status;
}

int32_t xhtml_page_repair(xhtml_page *page, pecia_str bytes) {
    if (bytes.size > UINT32_MAX / 2 || nests_too_deep(bytes))
        return page->host->job->limit_met(page->job, PECIA_LIMIT_DEPTH, NULL);
    soup memory = {.page = page, .left = page->host->job->limit(page->job, PECIA_LIMIT_SCRATCH)};
    memory.all = (block){&memory.all, &memory.all, 0, 0};
    int32_t status = read_soup(page, &memory, bytes);
    release_all(&memory);
    return status;
}
