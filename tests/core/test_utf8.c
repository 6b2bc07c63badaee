/* SPDX-License-Identifier: MIT
 *
 * test_utf8.c: UTF-8 against a slow reference, at every offset of a block.
 */
#include "tests/core/cmocka.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/utf8.h"

/* The valid prefix by the letter of table 3-7 and of XML's production 2. */
static uint64_t slow_prefix(const char *data, uint64_t size) {
    uint64_t done = 0;
    while (done < size) {
        char again[4];
        uint32_t width, code = pecia_utf8_decode(data + done, size - done, &width);
        if (!pecia_utf8_is_xml(code) || pecia_utf8_encode(code, again) != width || memcmp(again, data + done, width))
            return done;
        done += width;
    }
    return done;
}

static void check_everywhere(const char *piece, uint64_t size, int good) {
    static const char *const fillers[] = {"a", "\xD0\xB6", "\xE2\x80\x94", "\xF0\x9F\x98\x80", "a\xD0\xB6\n"};
    char text[256];
    for (size_t f = 0; f < sizeof fillers / sizeof fillers[0]; f++) {
        uint64_t filler = strlen(fillers[f]);
        for (uint64_t before = 0; before < 20; before++) {
            uint64_t at = 0;
            for (uint64_t i = 0; i < before; i++, at += filler)
                memcpy(text + at, fillers[f], filler);
            memcpy(text + at, piece, size);
            assert_int_equal(pecia_utf8_valid_prefix(text, at + size), good ? at + size : at);
            memset(text + at + size, 'x', 40);
            assert_int_equal(pecia_utf8_valid_prefix(text, at + size + 40), good ? at + size + 40 : at);
        }
    }
}

static void test_every_code_point(void **state) {
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        uint32_t width, size = pecia_utf8_encode(code, bytes);
        uint32_t scalar = code >= 0xD800 && code <= 0xDFFF ? 0xFFFD : code;
        assert_int_equal(pecia_utf8_decode(bytes, size, &width), scalar);
        assert_int_equal(width, size);
        assert_int_equal(pecia_utf8_valid_prefix(bytes, size), pecia_utf8_is_xml(scalar) ? size : 0);
        if (size > 1)
            assert_int_equal(pecia_utf8_valid_prefix(bytes, size - 1), 0);
    }
    char bytes[4];
    assert_int_equal(pecia_utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void test_xml_characters(void **state) {
    (void)state;
    static const uint32_t no[] = {0, 1, 8, 0xB, 0xC, 0xE, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x110000};
    static const uint32_t yes[] = {9,      0xA,    0xD,    0x20,    0x7F,    0x80,    0x9F,
                                   0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1FFFE, 0x10FFFF};
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        assert_false(pecia_utf8_is_xml(no[i]));
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        assert_true(pecia_utf8_is_xml(yes[i]));
}

static void test_bad_pieces_at_every_offset(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        uint64_t size;
    } bad[] = {
        {"\x80", 1},
        {"\xBF", 1},
        {"\xC0\x80", 2},
        {"\xC1\xBF", 2},
        {"\xC2", 1},
        {"\xD0x", 2},
        {"\xD0\xD0\xB6", 3},
        {"\xE0\x80\x80", 3},
        {"\xE0\x9F\xBF", 3},
        {"\xE2\x80", 2},
        {"\xED\xA0\x80", 3},
        {"\xED\xBF\xBF", 3},
        {"\xEF\xBF\xBE", 3},
        {"\xEF\xBF\xBF", 3},
        {"\xF0\x8F\xBF\xBF", 4},
        {"\xF0\x9F\x98", 3},
        {"\xF4\x90\x80\x80", 4},
        {"\xF5\x80\x80\x80", 4},
        {"\xFE", 1},
        {"\xFF", 1},
        {"\0", 1},
        {"\x01", 1},
        {"\x0B", 1},
        {"\x1F", 1},
        {"\xE2\xD0\xB6", 3},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        check_everywhere(bad[i].bytes, bad[i].size, 0);
}

static void test_good_pieces_at_every_offset(void **state) {
    (void)state;
    static const char *const good[] = {"\t",
                                       "\n",
                                       "\r",
                                       " ",
                                       "\x7F",
                                       "\xC2\x80",
                                       "\xDF\xBF",
                                       "\xE0\xA0\x80",
                                       "\xED\x9F\xBF",
                                       "\xEE\x80\x80",
                                       "\xEF\xBF\xBD",
                                       "\xF0\x90\x80\x80",
                                       "\xF4\x8F\xBF\xBF",
                                       "\xF0\x9F\xBF\xBE",
                                       "\xD0\xB6\xE2\x80\x94\xD0\xB6"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        check_everywhere(good[i], strlen(good[i]), 1);
}

static void test_random_bytes_as_the_slow_way(void **state) {
    (void)state;
    static const char letters[] =
        "\x00\x09\x0A\x1F\x20\x41\x7F\x80\x94\xA0\xBF\xC0\xC2\xD0\xD1\xDF\xE0\xE2\xED\xEF\xF0\xF4\xFF";
    uint64_t seed = 20250101;
    char text[80];
    for (int round = 0; round < 300000; round++) { /* every other one with runs that stay good for long */
        for (size_t i = 0; i < sizeof text; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            uint64_t pick = seed >> 40;
            text[i] =
                pick % (round % 2 ? 4 : 61) ? (i % 2 ? '\xB6' : '\xD0') : letters[(pick / 61) % (sizeof letters - 1)];
        }
        uint64_t start = (seed >> 33) % 40;
        assert_int_equal(pecia_utf8_valid_prefix(text + start, sizeof text - start),
                         slow_prefix(text + start, sizeof text - start));
    }
}

static void test_maximal_subparts(void **state) {
    (void)state;
    /* Unicode 3.9, table 3-8: 61 F1 80 80 E1 80 C2 62 80 63 80 BF 64 */
    static const char text[] = "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64";
    static const uint32_t widths[] = {1, 3, 2, 1, 1, 1, 1, 1, 1, 1};
    uint64_t at = 0;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        uint32_t width, code = pecia_utf8_decode(text + at, sizeof text - 1 - at, &width);
        assert_int_equal(width, widths[i]);
        assert_int_equal(code, (unsigned char)text[at] < 0x80 ? (uint32_t)text[at] : 0xFFFD);
        at += width;
    }
    assert_int_equal(at, sizeof text - 1);
}

/* Not a gate, only a figure: a loaded machine must not fail a test. */
static void measure(const char *name, const char *sentence) {
    const uint64_t size = 1 << 23, length = strlen(sentence);
    char *text = malloc(size);
    uint64_t used = 0;
    assert_non_null(text);
    for (; size - used >= length; used += length)
        memcpy(text + used, sentence, length);
    clock_t start = clock();
    for (int i = 0; i < 8; i++)
        assert_int_equal(pecia_utf8_valid_prefix(text, used), used);
    long micros = (long)((clock() - start) * 1000000 / CLOCKS_PER_SEC);
    print_message("%s: %lu MB/s\n", name, (unsigned long)(used * 8 / (uint64_t)(micros > 0 ? micros : 1)));
    free(text);
}

static void test_speed(void **state) {
    (void)state;
    measure("English", "All the world is a stage, and all the men and women merely players; they have their exits.\n");
    measure("Russian", "\xD0\x9D\xD0\xB0 \xD0\xBE\xD1\x81\xD1\x82\xD1\x80\xD0\xBE\xD0\xB2\xD0\xB5, \xC2\xAB"
                       "Sakhalin\xC2\xBB, \xD0\xB1\xD1\x8B\xD0\xBB\xD0\xBE \xE2\x80\x94 and so on.\n");
    measure("Chinese", "\xE5\xAD\xA6\xE8\x80\x8C\xE6\x97\xB6\xE4\xB9\xA0\xE4\xB9\x8B\xEF\xBC\x8C\xE4\xB8\x8D"
                       "\xE4\xBA\xA6\xE8\xAF\xB4\xE4\xB9\x8E\xE3\x80\x82");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_xml_characters),
        cmocka_unit_test(test_bad_pieces_at_every_offset),
        cmocka_unit_test(test_good_pieces_at_every_offset),
        cmocka_unit_test(test_random_bytes_as_the_slow_way),
        cmocka_unit_test(test_maximal_subparts),
        cmocka_unit_test(test_speed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
