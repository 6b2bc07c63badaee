/* SPDX-License-Identifier: MIT
 *
 * test_source.c: lines through a window, whatever the pieces that an input gives out and however long the lines are.
 */
#include "tests/core/cmocka.h"

#include <stdlib.h>
#include <string.h>

#include "md_source.h"

/* An input over memory that gives out at most STEP bytes at a time. */
typedef struct memory_input {
    const char *data;
    uint64_t size, at, step;
    bool is_sized; /* tells its size */
} memory_input;

static void *blocks[64];
static size_t block_count;

static void *take(pecia_job *job, uint64_t size) {
    (void)job;
    assert_true(block_count < sizeof blocks / sizeof *blocks);
    return blocks[block_count++] = calloc(1, (size_t)size);
}

static int64_t read_some(pecia_input *input, void *data, uint64_t size) {
    memory_input *memory = (memory_input *)input;
    uint64_t left = memory->size - memory->at;
    uint64_t got = left < size ? left : size;
    got = got < memory->step ? got : memory->step;
    memcpy(data, memory->data + memory->at, (size_t)got);
    memory->at += got;
    return (int64_t)got;
}

static int32_t content(pecia_input *input, pecia_str *out) {
    memory_input *memory = (memory_input *)input;
    *out = (pecia_str){memory->data, memory->size};
    return PECIA_OK;
}

static int64_t size_of(pecia_input *input) {
    memory_input *memory = (memory_input *)input;
    return memory->is_sized ? (int64_t)memory->size : -1;
}

static int32_t rewind_all(pecia_input *input) {
    ((memory_input *)input)->at = 0;
    return PECIA_OK;
}

static const pecia_job_api job_api = {.struct_size = sizeof job_api, .alloc = take};
static const pecia_input_api input_api = {
    .struct_size = sizeof input_api, .read = read_some, .content = content, .size = size_of, .rewind = rewind_all};
static const pecia_host host = {.struct_size = sizeof host, .job = &job_api, .input = &input_api};

static int end(void **state) {
    (void)state;
    while (block_count > 0)
        free(blocks[--block_count]);
    return 0;
}

/* The text's next line by the plain rule, *AT behind it. */
static pecia_str plain_line(pecia_str text, uint64_t *at) {
    uint64_t from = *at;
    while (*at < text.size && text.data[*at] != '\n' && text.data[*at] != '\r')
        ++*at;
    pecia_str line = {text.data + from, *at - from};
    if (*at < text.size)
        *at += text.data[*at] == '\r' && *at + 1 < text.size && text.data[*at + 1] == '\n' ? 2 : 1;
    return line;
}

/* All lines of TEXT come out, twice: the second time from the start again. */
static void check_lines(pecia_str text, uint64_t step, bool is_sized) {
    memory_input memory = {text.data, text.size, 0, step, is_sized};
    md_source source = {0};
    assert_int_equal(md_source_open(&source, &host, NULL, (pecia_input *)&memory), PECIA_OK);
    assert_int_equal(source.size, text.size);
    for (int round = 0; round < 2; round++) {
        uint64_t at = 0;
        uint32_t number = 1;
        pecia_str line;
        while (md_source_line(&source, &line)) {
            pecia_str wanted = plain_line(text, &at);
            assert_int_equal(line.size, wanted.size);
            assert_memory_equal(line.data, wanted.data, wanted.size);
            assert_int_equal(source.at, at);
            assert_int_equal(source.line, ++number);
        }
        assert_int_equal(at, text.size);
        assert_true(md_source_is_done(&source));
        assert_int_equal(md_source_seek(&source, 0, 1), PECIA_OK);
    }
}

/* SIZE bytes whose line ends are those of ENDS in turn, after lines of about LENGTH bytes. */
static char *lines_of(uint64_t size, uint64_t length, const char *const ends[3]) {
    char *data = malloc((size_t)size + 2);
    assert_non_null(data);
    uint64_t at = 0, line = 0;
    while (at < size) {
        uint64_t letters = length - line % 7;
        for (uint64_t i = 0; i < letters && at < size; i++, at++)
            data[at] = (char)('a' + (line + i) % 26);
        for (const char *c = ends[line % 3]; *c && at < size; c++)
            data[at++] = *c;
        line++;
    }
    return data;
}

static void lines_of_every_length(void **state) {
    static const char *const feeds[3] = {"\n", "\n\n", "\n"}, *const all[3] = {"\r\n", "\r", "\n"};
    static const uint64_t sizes[] = {1, 300, 262143, 262144, 262145, 700001};
    static const uint64_t lengths[] = {8, 61, 4093, 131072, 300000};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
            for (int mixed = 0; mixed < 2; mixed++) {
                char *data = lines_of(sizes[i], lengths[k], mixed ? all : feeds);
                check_lines((pecia_str){data, sizes[i]}, sizes[i] > 1000 ? 8191 : 1, mixed);
                free(data);
            }
    check_lines((pecia_str){"", 0}, 1, true);
}

static void returns_at_the_edge(void **state) {
    (void)state;
    char *data = lines_of(300000, 100, (const char *const[3]){"\n", "\n", "\n"});
    for (uint64_t edge = 262140; edge < 262148; edge++) {
        memcpy(data + edge, "\r\n", 2);
        check_lines((pecia_str){data, 300000}, 65536, edge % 2 == 0);
        memset(data + edge, 'x', 2);
    }
    free(data);
}

/* Whether definitions of links may stand in TEXT. */
static bool defines(pecia_str text) {
    memory_input memory = {text.data, text.size, 0, 4096, true};
    md_source source = {0};
    assert_int_equal(md_source_open(&source, &host, NULL, (pecia_input *)&memory), PECIA_OK);
    return source.may_define;
}

static void definitions_are_seen(void **state) {
    (void)state;
    assert_true(defines(PECIA_STR("a [b]\n\n[b]: c\n")));
    assert_false(defines(PECIA_STR("a [b] c\n\n[^b]: c\n")));
    char *data = lines_of(300000, 100, (const char *const[3]){"\n", "\n", "\n"});
    assert_false(defines((pecia_str){data, 300000}));
    for (uint64_t at = 262140; at < 262148; at++) { /* over the window's edge too */
        memcpy(data + at - 2, "\n[b]: c", 7);
        assert_true(defines((pecia_str){data, 300000}));
        memset(data + at - 2, 'x', 7);
    }
    free(data);
}

static void what_lies_ahead(void **state) {
    (void)state;
    char *data = lines_of(300000, 100, (const char *const[3]){"\n", "\n", "\n"});
    memory_input memory = {data, 300000, 0, 4096, true};
    md_source source = {0};
    assert_int_equal(md_source_open(&source, &host, NULL, (pecia_input *)&memory), PECIA_OK);
    assert_int_equal(md_source_seek(&source, 270000, 9), PECIA_OK);
    pecia_str ahead = md_source_ahead(&source, false);
    assert_memory_equal(ahead.data, data + 270000, 1000);
    assert_int_equal(md_source_seek(&source, 10, 1), PECIA_OK);
    ahead = md_source_ahead(&source, true);
    assert_int_equal(ahead.size, 300000 - 10);
    assert_memory_equal(ahead.data, data + 10, ahead.size);
    free(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(lines_of_every_length, end), cmocka_unit_test_teardown(returns_at_the_edge, end),
        cmocka_unit_test_teardown(definitions_are_seen, end), cmocka_unit_test_teardown(what_lies_ahead, end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
