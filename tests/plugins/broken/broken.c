/* SPDX-License-Identifier: MIT
 *
 * broken.c: a plugin of one paragraph a line that breaks one promise: BREAKS names it by the test of the kit that must
 * find it, as in -DBREAKS=read_error; BREAKS=nothing keeps them all.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pecia/plugin.h"
#include "../descriptor.h"

enum {
    nothing,
    symbols,
    descriptor,
    entry_twice,
    probe_prefixes,
    probe_random,
    probe_others,
    read_pieces,
    read_error,
    read_memory,
    truncated,
    mutated,
    random_input,
    limits,
    cancel,
    options,
    write_error,
    write_memory,
    ledger,
    nesting,
    write_cancel,
    same_bytes,
    round_trip,
    fidelity,
    note_bodies,
    threads,
    streams,
    descriptors,
    process
};

#ifdef BREAKS_SYMBOLS
PECIA_EXPORT int broken_shows_this(void);
int broken_shows_this(void) {
    return 1;
}
#endif

static int calls;           /* what no plugin may have: data that changes */
static volatile int inside; /* how many threads read */

static void pause_us(long microseconds) {
    struct timespec pause = {0, microseconds * 1000};
    nanosleep(&pause, NULL);
}

static void put_line(const pecia_host *host, pecia_builder *to, const char *data, uint64_t size) {
    if (size == 0)
        return;
    host->builder->enter(to, PECIA_PARAGRAPH);
    host->builder->text(to, data, size);
    host->builder->leave(to, PECIA_PARAGRAPH);
}

static void misread(pecia_str text) {
    if (BREAKS == truncated && text.size && text.data[text.size - 1] != '\n')
        abort();
    for (uint64_t i = 0; i < text.size; i++)
        if ((BREAKS == mutated && (unsigned char)text.data[i] >= 0x80) || (BREAKS == random_input && text.data[i] == 1))
            abort();
}

static int32_t read_in_pieces(const pecia_host *host, pecia_input *input, pecia_builder *builder) {
    char piece[4096];
    int64_t got;
    while ((got = host->input->read(input, piece, sizeof piece)) > 0)
        put_line(host, builder, piece, (uint64_t)got);
    return got < 0 ? (int32_t)got : host->builder->status(builder);
}

static int32_t read_lines(const pecia_host *host, pecia_job *job, pecia_str text, pecia_builder *builder) {
    int32_t status = PECIA_OK;
    for (uint64_t at = 0; at < text.size && status == PECIA_OK;) {
        const char *end = memchr(text.data + at, '\n', text.size - at);
        uint64_t size = end ? (uint64_t)(end - text.data) - at : text.size - at;
        put_line(host, builder, text.data + at, size);
        at += size + 1;
        if (BREAKS == cancel)
            pause_us(20);
        else
            status = host->job->proceed(job);
    }
    return status == PECIA_OK ? host->builder->status(builder) : status;
}

static int32_t broken_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    pecia_str text;
    if (BREAKS == read_pieces)
        return read_in_pieces(host, input, builder);
    int32_t status = host->input->content(input, &text);
    if (status != PECIA_OK)
        return BREAKS == read_error ? PECIA_OK : status;
    char *scratch = host->job->alloc(job, 64);
    if (BREAKS == read_memory)
        memset(scratch, 0, 64);
    if (!scratch)
        return PECIA_ERR_MEMORY;
    misread(text);
    if (BREAKS == streams)
        printf("reading\n");
    if (BREAKS == descriptors && open("/dev/null", O_RDONLY) < 0)
        return PECIA_ERR_IO;
    if (BREAKS == process)
        signal(SIGUSR1, SIG_IGN);
    if (BREAKS == threads) {
        inside++;
        pause_us(20000);
        if (inside > 1)
            put_line(host, builder, "not alone", 9);
    }
    status = read_lines(host, job, text, builder);
    inside -= BREAKS == threads;
    if (BREAKS == limits && status == PECIA_ERR_LIMIT)
        return PECIA_ERR_INPUT;
    return status;
}

static void put(const pecia_host *host, pecia_output *output, const char *word) {
    host->output->write(output, word, strlen(word));
}

/** Writes one event; DEPTH counts block quotations. */
static void write_event(const pecia_host *host, pecia_output *output, pecia_event *event) {
    if (event->type == PECIA_EXIT) {
        if (event->kind != PECIA_TEXT && event->kind < PECIA_TEXT)
            put(host, output, "\n");
        return;
    }
    if (event->type == PECIA_LEAF && event->kind == PECIA_TEXT)
        for (uint64_t i = 0; i < event->text.size; i++)
            host->output->write(output, event->text.data[i] == '\n' ? " " : &event->text.data[i], 1);
    if (event->kind == PECIA_SOFT_BREAK || event->kind == PECIA_LINE_BREAK)
        put(host, output, " ");
    event->outcome = event->kind == PECIA_TEXT || event->kind == PECIA_PARAGRAPH ? PECIA_CARRIED : PECIA_DEGRADED;
    if (BREAKS == ledger && event->kind == PECIA_EMPHASIS)
        event->outcome = PECIA_UNACCOUNTED;
    if (BREAKS == nesting && event->depth > 50)
        abort();
}

static int32_t walk(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output,
                    uint32_t node) {
    pecia_cursor *cursor = host->cursor->open(job, document, node, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    int32_t status = cursor ? PECIA_OK : PECIA_ERR_MEMORY;
    if (BREAKS == write_memory)
        host->job->report(job, PECIA_INFO, "broken.memory", NULL, "%d", (int)*(char *)host->job->alloc(job, 8));
    for (pecia_event *event; status == PECIA_OK && (event = host->cursor->next(cursor))->type != PECIA_END;) {
        write_event(host, output, event);
        if (BREAKS == write_cancel)
            pause_us(20);
        else
            status = host->job->proceed(job);
    }
    return status == PECIA_OK ? host->output->status(output) : status;
}

static int32_t broken_write(const pecia_host *host, pecia_job *job, const pecia_document *document,
                            pecia_output *output) {
    if (BREAKS == options && host->job->option_number(job, "width", 0) == 200)
        return PECIA_ERR_INPUT;
    if (BREAKS == same_bytes && calls++ % 2)
        put(host, output, "odd\n");
    int32_t status = walk(host, job, document, output, 1);
    for (uint32_t i = 0; status == PECIA_OK && i < host->document->note_count(document); i++) {
        pecia_note_state state;
        host->document->note(document, i, NULL, &state);
        if (state.body && !(BREAKS == note_bodies && host->document->kind(document, state.body + 1) == PECIA_LIST))
            status = walk(host, job, document, output, state.body);
    }
    if (BREAKS == round_trip)
        put(host, output, "one more\n");
    return BREAKS == write_error && status == PECIA_ERR_IO ? PECIA_ERR_INPUT : status;
}

static int32_t broken_probe(const void *data, uint64_t size, const char *name) {
    (void)name;
    if (BREAKS == probe_prefixes && size > 3)
        return 200;
    if (BREAKS == probe_random)
        return 90;
    if (BREAKS == probe_others && memmem(data, size, "<TEI", 4))
        return 100;
    return 10;
}

static const pecia_option width = {
    sizeof(pecia_option), PECIA_OPTION_NUMBER, PECIA_OPTION_WRITE, "width", "72", "a number", NULL, 10, 200};
static const pecia_option *const option_list[] = {&width, NULL};
static const char *const extensions[] = {"broken", NULL};
static const uint8_t fidelity_table[PECIA_KIND_COUNT] = {[PECIA_PARAGRAPH] = PECIA_HOLDS_FULLY,
                                                         [PECIA_TEXT] = PECIA_HOLDS_FULLY,
                                                         [PECIA_EMPHASIS] = PECIA_HOLDS_PARTLY,
                                                         [PECIA_NOTE] = PECIA_HOLDS_PARTLY,
                                                         [PECIA_LIST] = BREAKS == fidelity ? PECIA_HOLDS_FULLY
                                                                                           : PECIA_HOLDS_PARTLY};
static const pecia_format format = {.struct_size = sizeof(pecia_format),
                                    .fidelity_count = PECIA_KIND_COUNT,
                                    .name = BREAKS == descriptor ? "Broken Name" : "broken",
                                    .title = "Broken lines",
                                    .extensions = extensions,
                                    .options = option_list,
                                    .fidelity = fidelity_table,
                                    .probe = broken_probe,
                                    .read = broken_read,
                                    .write = broken_write};
static const pecia_format *const formats[] = {&format, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("test.broken", formats);
static pecia_plugin other;

const pecia_plugin *pecia_plugin_entry(void) {
    other = plugin;
    return BREAKS == entry_twice && calls++ % 2 ? &other : &plugin;
}
