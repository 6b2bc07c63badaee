/* SPDX-License-Identifier: MIT */
#include "core/kinds.h"

#define KIND(NAME, name, class_, content, meaning)                                                                     \
    [PECIA_##NAME] = {name, #NAME, meaning, PECIA_CLASS_##class_, PECIA_CONTENT_##content},

const pecia_kind_info pecia_kinds[PECIA_KIND_COUNT] = {
    [PECIA_NO_KIND] = {"unknown", "NO_KIND", "no kind", PECIA_CLASS_HIDDEN, PECIA_CONTENT_NOTHING},
#include "core/kinds.def"
};
