/* SPDX-License-Identifier: MIT
 *
 * builder_text.c: characters into the pool, checked on the way.
 *
 * What is no well-formed UTF-8, or no character of XML 1.0 (production 2), becomes U+FFFD and is counted: no writer can
 * then make output that is not well-formed, whatever a reader hands over.
 */
#include <string.h>

#include "core/builder_store.h"
#include "core/utf8.h"

static int32_t pool_add(pecia_builder *builder, const char *data, uint64_t size) {
    pecia_document *document = builder->document;
    if (PECIA_BUILDER_ROOM(builder, document->pool, document->pool.count + size) != PECIA_OK)
        return builder->status;
    memcpy(document->pool.at + document->pool.count, data, size);
    document->pool.count += size;
    return PECIA_OK;
}

static void count_replaced(pecia_builder *builder) {
    if (builder->replaced++ > 0)
        return;
    builder->replaced_member = builder->member;
    builder->replaced_line = builder->line;
    builder->replaced_column = builder->column;
}

int32_t pecia_builder_append(pecia_builder *builder, const char *data, uint64_t size, uint64_t *added) {
    uint64_t before = builder->document->pool.count;
    if (size > UINT32_MAX / 3 || before + size * 3 > UINT32_MAX) /* offsets have 32 bits; a byte can become U+FFFD */
        return pecia_builder_fail_limit(builder, PECIA_LIMIT_DOCUMENT);
    if (PECIA_BUILDER_ROOM(builder, builder->document->pool, before + size) != PECIA_OK)
        return builder->status;
    while (size) {
        uint64_t valid = pecia_utf8_valid_prefix(data, size);
        if (valid && pool_add(builder, data, valid) != PECIA_OK)
            return builder->status;
        data += valid;
        size -= valid;
        if (!size)
            break;
        uint32_t width = 1;
        pecia_utf8_decode(data, size, &width);
        count_replaced(builder);
        if (pool_add(builder, "\xEF\xBF\xBD", 3) != PECIA_OK)
            return builder->status;
        data += width;
        size -= width;
    }
    *added = builder->document->pool.count - before;
    return PECIA_OK;
}

int32_t pecia_builder_store(pecia_builder *builder, pecia_str value, pecia_slice *out) {
    *out = (pecia_slice){0, PECIA_ABSENT};
    if (builder->status != PECIA_OK || !value.data)
        return builder->status;
    if (value.size > builder->limits->value[PECIA_LIMIT_TEXT])
        return pecia_builder_fail_limit(builder, PECIA_LIMIT_TEXT);
    uint64_t added = 0;
    uint32_t offset = (uint32_t)builder->document->pool.count;
    builder->open_text = 0;
    int32_t status = pecia_builder_append(builder, value.data, value.size, &added);
    if (status == PECIA_OK)
        *out = (pecia_slice){offset, (uint32_t)added};
    return status;
}

int32_t pecia_builder_text(pecia_builder *builder, const char *data, uint64_t size) {
    if (builder->status != PECIA_OK || !size)
        return builder->status;
    uint32_t node = builder->open_text;
    if (!node) {
        uint32_t last = builder->last; /* text is not what last() tells */
        if (pecia_builder_add(builder, PECIA_TEXT) != PECIA_OK)
            return builder->status;
        node = builder->last;
        builder->last = last;
        builder->document->nodes.at[node].text = (uint32_t)builder->document->pool.count;
    }
    pecia_node *text = &builder->document->nodes.at[node];
    uint64_t added = 0;
    if (pecia_builder_append(builder, data, size, &added) != PECIA_OK)
        return builder->status;
    if (text->size + added > builder->limits->value[PECIA_LIMIT_TEXT])
        return pecia_builder_fail_limit(builder, PECIA_LIMIT_TEXT);
    text->size += (uint32_t)added;
    builder->open_text = node;
    return PECIA_OK;
}
