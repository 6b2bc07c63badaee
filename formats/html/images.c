/* SPDX-License-Identifier: MIT
 *
 * images.c: images of a page: within it as data: URLs, so that it needs nothing beside itself, or by their addresses.
 */
#include "html.h"

static char *put_base64(char *out, const unsigned char *data, uint64_t size) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (uint64_t i = 0; i < size; i += 3) {
        uint64_t left = size - i;
        uint32_t three =
            (uint32_t)data[i] << 16 | (left > 1 ? (uint32_t)data[i + 1] << 8 : 0) | (left > 2 ? data[i + 2] : 0u);
        *out++ = digits[three >> 18];
        *out++ = digits[three >> 12 & 63];
        *out++ = left > 1 ? digits[three >> 6 & 63] : '=';
        *out++ = left > 2 ? digits[three & 63] : '=';
    }
    return out;
}

static int32_t embed(html_writer *w, const pecia_resource *image, pecia_str *path) {
    uint64_t head = 13 + image->media_type.size, size = head + (image->data.size + 2) / 3 * 4;
    char *url = w->host->job->alloc(w->job, size + 1), *at = url;
    if (!url)
        return PECIA_ERR_MEMORY;
    memcpy(at, "data:", 5);
    memcpy(at + 5, image->media_type.data, image->media_type.size);
    memcpy(at + 5 + image->media_type.size, ";base64,", 8);
    put_base64(at + head, (const unsigned char *)image->data.data, image->data.size);
    *path = (pecia_str){url, size};
    return PECIA_OK;
}

int32_t html_take_image(void *context, uint32_t node, pecia_str src, pecia_str *path) {
    html_writer *w = context;
    pecia_resource image = {.data = {NULL, 0}};
    (void)node;
    *path = src;
    if (!w->embeds)
        return PECIA_OK;
    int32_t status = w->host->job->load(w->job, src, &image);
    if (status == PECIA_ERR_INPUT) /* reported; browsers may find what is not here */
        return PECIA_OK;
    return status == PECIA_OK ? embed(w, &image, path) : status;
}
