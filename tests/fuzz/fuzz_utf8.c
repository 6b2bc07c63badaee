/* SPDX-License-Identifier: MIT
 *
 * fuzz_utf8.c: the fast check of UTF-8 finds what decoding and encoding one character after another finds.
 */
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const char *text = (const char *)data;
    size_t valid = 0, at = 0;
    uint32_t width;
    int good = 1;
    for (; at < size; at += width) {
        char again[4];
        uint32_t code = pecia_utf8_decode(text + at, size - at, &width);
        if (width < 1 || width > 4 || width > size - at)
            abort();
        good = good && pecia_utf8_is_xml(code) && pecia_utf8_encode(code, again) == width &&
               memcmp(again, text + at, width) == 0;
        if (good)
            valid = at + width;
    }
    if (pecia_utf8_valid_prefix(text, size) != valid)
        abort();
    return 0;
}
