/* SPDX-License-Identifier: MIT
 *
 * limits.c: the table of limits and how the user sets one.
 */
#include "core/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MIB UINT64_C(1048576)

typedef struct limit_info {
    const char *name;
    uint64_t fallback;
    const char *unit;
    const char *meaning;
} limit_info;

#define LIMIT(NAME, name, fallback, unit, meaning) [PECIA_LIMIT_##NAME] = {name, fallback, unit, meaning},
static const limit_info table[PECIA_LIMIT_COUNT] = {
#include "core/limits.def"
};
#undef LIMIT

const char *pecia_limit_name(uint32_t limit) {
    return limit < PECIA_LIMIT_COUNT ? table[limit].name : NULL;
}

const char *pecia_limit_unit(uint32_t limit) {
    return limit < PECIA_LIMIT_COUNT ? table[limit].unit : NULL;
}

const char *pecia_limit_meaning(uint32_t limit) {
    return limit < PECIA_LIMIT_COUNT ? table[limit].meaning : NULL;
}

void pecia_limits_default(pecia_limits *limits) {
    for (uint32_t i = 0; i < PECIA_LIMIT_COUNT; i++)
        limits->value[i] = table[i].fallback;
}

/* Reads a number with an optional k, M or G, or "none". Returns 0, or -1 if TEXT is neither or too large. */
static int parse_value(const char *text, uint64_t *out) {
    uint64_t value = 0, times = 1;
    const char *at = text;
    if (strcmp(text, "none") == 0) {
        *out = UINT64_MAX;
        return 0;
    }
    for (; *at >= '0' && *at <= '9'; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return -1;
        value = value * 10 + digit;
    }
    if (at == text)
        return -1;
    switch (*at) {
    case 'k':
    case 'K': times = UINT64_C(1) << 10; break;
    case 'm':
    case 'M': times = UINT64_C(1) << 20; break;
    case 'g':
    case 'G': times = UINT64_C(1) << 30; break;
    default: break;
    }
    if (times > 1)
        at++;
    if (*at != '\0' || value > UINT64_MAX / times)
        return -1;
    *out = value * times;
    return 0;
}

enum { LONGEST_NAME = 32 };

/* How many letters must be put in, left out or changed to make NAME of A (Levenshtein). SIZE is at most LONGEST_NAME.
 */
static size_t distance(const char *a, const char *name, size_t size) {
    size_t row[LONGEST_NAME + 1];
    for (size_t i = 0; i <= size; i++)
        row[i] = i;
    for (size_t line = 1; *a; a++, line++) {
        size_t diagonal = row[0];
        row[0] = line;
        for (size_t i = 1; i <= size; i++) {
            size_t best = diagonal + (*a != name[i - 1]);
            if (row[i - 1] + 1 < best)
                best = row[i - 1] + 1;
            if (row[i] + 1 < best)
                best = row[i] + 1;
            diagonal = row[i];
            row[i] = best;
        }
    }
    return row[size];
}

static uint32_t find_limit(const char *name, size_t size) {
    for (uint32_t i = 0; i < PECIA_LIMIT_COUNT; i++) {
        if (strlen(table[i].name) == size && memcmp(table[i].name, name, size) == 0)
            return i;
    }
    return PECIA_LIMIT_COUNT;
}

/* The limit whose name is most like NAME: what the user may have meant. */
static uint32_t nearest_limit(const char *name, size_t size) {
    uint32_t best = 0;
    size_t least = SIZE_MAX;
    for (uint32_t i = 0; i < PECIA_LIMIT_COUNT; i++) {
        size_t now = distance(table[i].name, name, size < LONGEST_NAME ? size : LONGEST_NAME);
        if (now < least) {
            least = now;
            best = i;
        }
    }
    return best;
}

int32_t pecia_limits_set(pecia_limits *limits, const char *setting, char *why, size_t size) {
    const char *equals = strchr(setting, '=');
    size_t name_size = equals ? (size_t)(equals - setting) : strlen(setting);
    uint32_t limit = find_limit(setting, name_size);
    int shown = name_size < 100 ? (int)name_size : 100;
    uint64_t value;
    if (limit == PECIA_LIMIT_COUNT) {
        snprintf(why, size, "there is no limit '%.*s'; the nearest is '%s'", shown, setting,
                 table[nearest_limit(setting, name_size)].name);
        return PECIA_ERR_USAGE;
    }
    if (!equals) {
        snprintf(why, size, "the limit '%s' needs a value, as in %s=%" PRIu64, table[limit].name, table[limit].name,
                 table[limit].fallback);
        return PECIA_ERR_USAGE;
    }
    if (parse_value(equals + 1, &value) != 0) {
        snprintf(why, size,
                 "'%.100s' is no value for the limit '%s'; give a number of %s, as in 500, 64k, 16M or 2G, "
                 "or 'none'",
                 equals + 1, table[limit].name, table[limit].unit);
        return PECIA_ERR_USAGE;
    }
    limits->value[limit] = value;
    return PECIA_OK;
}
