/* SPDX-License-Identifier: MIT
 *
 * test_memory.c: growing arrays and the arena.
 */
#include "tests/core/cmocka.h"

#include <string.h>

#include "core/memory.h"

static void test_new_is_zeroed(void **state) {
    (void)state;
    const pecia_memory *memory = pecia_memory_default();
    unsigned char *bytes = pecia_memory_new(memory, 1000);
    assert_non_null(bytes);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(bytes[i], 0);
    pecia_memory_free(memory, bytes);
    pecia_memory_free(memory, NULL);
}

static void test_grow(void **state) {
    (void)state;
    const pecia_memory *memory = pecia_memory_default();
    uint32_t *array = NULL;
    uint64_t capacity = 0, growths = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        uint64_t before = capacity;
        assert_int_equal(pecia_memory_grow(memory, &array, &capacity, i + 1, sizeof *array), 0);
        growths += capacity != before;
        array[i] = i;
    }
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(array[i], i);
    assert_true(growths < 40);
    pecia_memory_free(memory, array);
}

static void test_grow_to_an_exact_need(void **state) {
    (void)state;
    const pecia_memory *memory = pecia_memory_default();
    char *array = NULL;
    uint64_t capacity = 0;
    assert_int_equal(pecia_memory_grow(memory, &array, &capacity, 12345, 1), 0);
    assert_int_equal(capacity, 12345);
    pecia_memory_free(memory, array);
}

static void test_grow_refuses_overflow(void **state) {
    (void)state;
    const pecia_memory *memory = pecia_memory_default();
    uint64_t *array = NULL, capacity = 0;
    assert_int_equal(pecia_memory_grow(memory, &array, &capacity, UINT64_MAX, sizeof *array), -1);
    assert_int_equal(pecia_memory_grow(memory, &array, &capacity, UINT64_MAX / 8 + 1, sizeof *array), -1);
    assert_null(array);
    assert_int_equal(capacity, 0);
}

static void test_arena(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    static char *pieces[COUNT];
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
    assert_non_null(arena);
    for (int i = 0; i < COUNT; i++) {
        pieces[i] = pecia_arena_alloc(arena, (uint64_t)i % 300 + 1);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        for (int j = 0; j <= i % 300; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], i % 251, (size_t)i % 300 + 1);
    }
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal((unsigned char)pieces[i][0], i % 251);
        assert_int_equal((unsigned char)pieces[i][i % 300], i % 251);
    }
    pecia_arena_free(arena);
    pecia_arena_free(NULL);
}

static void test_arena_large_pieces(void **state) {
    (void)state;
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
    char *small = pecia_arena_alloc(arena, 8);
    char *large = pecia_arena_alloc(arena, 5000000);
    char *behind = pecia_arena_alloc(arena, 8);
    assert_non_null(large);
    memset(large, 1, 5000000);
    assert_true(behind == small + 16); /* a large piece does not waste what is left of the current chunk */
    assert_int_equal(behind[0], 0);
    assert_non_null(pecia_arena_alloc(arena, 0));
    assert_null(pecia_arena_alloc(arena, UINT64_MAX));
    assert_null(pecia_arena_alloc(arena, UINT64_MAX - 40));
    assert_int_equal(pecia_arena_used(arena), 5000016);
    pecia_arena_free(arena);
}

static void test_arena_copy(void **state) {
    (void)state;
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 0);
    assert_string_equal(pecia_arena_copy(arena, "abcdef", 3), "abc");
    assert_string_equal(pecia_arena_copy(arena, NULL, 0), "");
    assert_int_equal((uintptr_t)pecia_arena_alloc(arena, 1) % 16, 0);
    assert_null(pecia_arena_copy(arena, "", UINT64_MAX));
    pecia_arena_free(arena);
}

static void test_arena_limit(void **state) {
    (void)state;
    pecia_arena *arena = pecia_arena_new(pecia_memory_default(), 100);
    assert_non_null(pecia_arena_alloc(arena, 60));
    assert_null(pecia_arena_alloc(arena, 41));
    assert_non_null(pecia_arena_alloc(arena, 40));
    assert_null(pecia_arena_alloc(arena, 1));
    assert_int_equal(pecia_arena_used(arena), 100);
    pecia_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_is_zeroed),
        cmocka_unit_test(test_grow),
        cmocka_unit_test(test_grow_to_an_exact_need),
        cmocka_unit_test(test_grow_refuses_overflow),
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_arena_large_pieces),
        cmocka_unit_test(test_arena_copy),
        cmocka_unit_test(test_arena_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
