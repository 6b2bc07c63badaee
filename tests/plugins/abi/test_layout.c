/* SPDX-License-Identifier: MIT
 *
 * test_layout.c: the structs of the ABI lie in memory as layout.def says, the table names every field, and the
 * enumerations have their values.
 */
#include <stdbool.h>
#include <string.h>

#include "pecia/plugin.h"
#include "pecia/validate.h"
#include "tests/core/cmocka.h"

typedef struct row {
    const char *name;
    uint64_t offset, size, promised_offset, promised_size;
    uint64_t alignment; /* 0: the row is a whole struct */
} row;

/* Numbers and pointers lie at multiples of their size, structs at those of the pointers they hold. */
#define ALIGNMENT(type, field) (sizeof(((type *)0)->field) < 8 ? sizeof(((type *)0)->field) : 8)

static const row rows[] = {
#define STRUCT(name, size) {#name, 0, sizeof(name), 0, size, 0},
#define FIELD(type, field, offset, size)                                                                               \
    {#type "." #field, offsetof(type, field), sizeof(((type *)0)->field), offset, size, ALIGNMENT(type, field)},
#define VALUE(name, value)
#include "layout.def"
#undef STRUCT
#undef FIELD
#undef VALUE
};

static const struct {
    const char *name;
    int64_t value, promised;
} values[] = {
#define STRUCT(name, size)
#define FIELD(type, field, offset, size)
#define VALUE(name, value) {#name, name, value},
#include "layout.def"
#undef STRUCT
#undef FIELD
#undef VALUE
};

enum { ROWS = sizeof rows / sizeof *rows, VALUES = sizeof values / sizeof *values };

static void test_layout(void **state) {
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        if (rows[i].offset != rows[i].promised_offset || rows[i].size != rows[i].promised_size)
            fail_msg("%s lies at %u with %u bytes, not at %u with %u", rows[i].name, (unsigned)rows[i].offset,
                     (unsigned)rows[i].size, (unsigned)rows[i].promised_offset, (unsigned)rows[i].promised_size);
    }
}

/* Between two rows lies less than a field: the table forgets none. */
static void test_complete(void **state) {
    (void)state;
    uint64_t end = 0, whole = 0;
    for (size_t i = 0; i <= ROWS; i++) {
        const row *at = i < ROWS ? &rows[i] : NULL;
        if (!at || at->alignment == 0) {
            if (whole - end >= 4)
                fail_msg("fields are missing before row %u, %s", (unsigned)i, at ? at->name : "the end");
            whole = at ? at->size : 0;
            end = 0;
            continue;
        }
        if (at->offset < end || at->offset - end >= at->alignment)
            fail_msg("a field is missing before %s", at->name);
        end = at->offset + at->size;
    }
}

/* True if the row of the last value of an enumeration, NAME, is there: those before it are then, too. */
static bool is_listed(const char *name, int64_t last) {
    for (size_t i = 0; i < VALUES; i++) {
        if (strcmp(values[i].name, name) == 0)
            return values[i].value == last;
    }
    return false;
}

static void test_values(void **state) {
    (void)state;
    for (size_t i = 0; i < VALUES; i++) {
        if (values[i].value != values[i].promised)
            fail_msg("%s is %d, not %d", values[i].name, (int)values[i].value, (int)values[i].promised);
    }
    assert_true(is_listed("PECIA_HIDDEN_BLOCK", PECIA_KIND_COUNT - 1));
    assert_true(is_listed("PECIA_CONFIDENCE", PECIA_KEY_COUNT - 1));
    assert_true(is_listed("PECIA_LIMIT_SECONDS", PECIA_LIMIT_COUNT - 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_layout), cmocka_unit_test(test_complete),
                                       cmocka_unit_test(test_values)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
