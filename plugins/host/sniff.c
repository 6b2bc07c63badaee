/* SPDX-License-Identifier: MIT
 *
 * sniff.c: is this an image, and of which type? By its first bytes: PNG (ISO/IEC 15948, 5.2), JPEG (ITU-T T.81,
 * B.1.1.3), GIF (89a, 17), WebP (RFC 9649, 2.4), SVG (by svg.c).
 */
#include <string.h>

#include "plugins/host/resources.h"

static int begins(const char *data, uint64_t size, const char *with, uint64_t length) {
    return size > length && memcmp(data, with, length) == 0;
}

/** The first character that is neither space nor byte order mark is "<". */
static int looks_like_xml(const char *data, uint64_t size) {
    uint64_t at = begins(data, size, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (at < size && (data[at] == ' ' || data[at] == '\t' || data[at] == '\r' || data[at] == '\n'))
        at++;
    return at < size && data[at] == '<';
}

const char *pecia_image_type(const char *data, uint64_t size, const char **why) {
    const char *ignored;
    const char **told = why ? why : &ignored;
    *told = size == 0 ? "it is empty" : "its bytes are none of PNG, JPEG, GIF, WebP or SVG";
    if (begins(data, size, "\x89PNG\r\n\x1a\n", 8))
        return "image/png";
    if (begins(data, size, "\xff\xd8\xff", 3))
        return "image/jpeg";
    if (begins(data, size, "GIF87a", 6) || begins(data, size, "GIF89a", 6))
        return "image/gif";
    if (size > 16 && memcmp(data, "RIFF", 4) == 0 && memcmp(data + 8, "WEBP", 4) == 0)
        return "image/webp";
    if (!looks_like_xml(data, size))
        return NULL;
    *told = pecia_svg_fault(data, size);
    return *told ? NULL : "image/svg+xml";
}
