/* SPDX-License-Identifier: MIT
 *
 * data_name.h: names of XML as HTML's data-* attributes have them, which know no capitals (HTML, 3.2.6.6): notBefore is
 * "not-before". Both functions are pure and for any thread.
 */
#ifndef PECIA_FORMATS_COMMON_DATA_NAME_H
#define PECIA_FORMATS_COMMON_DATA_NAME_H

#include "common/str.h"

/** NAME for HTML, in the 2 * NAME.size bytes at OUT. */
static inline pecia_str pecia_data_name(pecia_str name, char *out) {
    uint64_t size = 0;
    for (uint64_t i = 0; i < name.size; i++) {
        char small = pecia_lower(name.data[i]);
        if (small != name.data[i]) {
            out[size++] = '-';
        }
        out[size++] = small;
    }
    return (pecia_str){out, size};
}

/** NAME of HTML for XML, in the NAME.size bytes at OUT. */
static inline pecia_str pecia_data_name_back(pecia_str name, char *out) {
    uint64_t size = 0;
    for (uint64_t i = 0; i < name.size; i++) {
        bool hyphen = name.data[i] == '-' && i + 1 < name.size && name.data[i + 1] >= 'a' && name.data[i + 1] <= 'z';
        out[size++] = hyphen ? (char)(name.data[++i] - ('a' - 'A')) : name.data[i];
    }
    return (pecia_str){out, size};
}

#endif
