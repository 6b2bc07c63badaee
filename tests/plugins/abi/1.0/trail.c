/* SPDX-License-Identifier: MIT
 *
 * trail.c: a plugin as it was written for ABI 1.0. It is compiled against the headers beside it, which are those of 1.0
 * and never change, and every later host has to load it and convert with it. It writes down all that a document says,
 * one step a line, and reads that again, so that it uses the whole of 1.0.
 *
 * A line is a letter, fields as SIZE:BYTES ("-" for an absent one) and numbers, each behind a space.
 */
#include <string.h>

#include "pecia/plugin.h"

typedef struct trail {
    const pecia_host *host;
    pecia_job *job;
    pecia_output *output;
    const pecia_document *document;
    pecia_cursor *cursor;
    /* reading */
    pecia_builder *builder;
    const char *at, *end;
    uint32_t depth;
} trail;

enum { FIELDS = 8, DEPTH = 512 };

/* ------------------------------------------------------------------ writing */

static void put(trail *t, const char *data, uint64_t size) {
    t->host->output->write(t->output, data, size);
}

static void put_number(trail *t, int64_t number) {
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        *--at = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (number < 0)
        *--at = '-';
    put(t, " ", 1);
    put(t, at, (uint64_t)(digits + sizeof digits - at));
}

static void put_field(trail *t, pecia_str field) {
    if (!field.data) {
        put(t, " -", 2);
        return;
    }
    put_number(t, (int64_t)field.size);
    put(t, ":", 1);
    put(t, field.data, field.size);
}

static void put_fields(trail *t, char letter, const pecia_str *fields, int count) {
    put(t, &letter, 1);
    for (int i = 0; i < count; i++)
        put_field(t, fields[i]);
    put(t, "\n", 1);
}

static void put_numbers(trail *t, char letter, int64_t one, int64_t two) {
    put(t, &letter, 1);
    put_number(t, one);
    put_number(t, two);
    put(t, "\n", 1);
}

/* What NODE says of itself. */
static void put_properties(trail *t, uint32_t node) {
    const pecia_document_api *d = t->host->document;
    pecia_name name;
    pecia_property property;
    if (d->origin(t->document, node, &name))
        put_fields(t, 'o', (const pecia_str[]){name.ns, name.prefix, name.local}, 3);
    for (uint32_t at = 0; d->next_property(t->document, node, &at, &property);) {
        if (property.key == 0) {
            put_fields(t, 'a',
                       (const pecia_str[]){property.name.ns, property.name.prefix, property.name.local, property.text},
                       4);
        } else if (property.is_number) {
            put_numbers(t, 'i', property.key, property.number);
        } else {
            put(t, "k", 1);
            put_number(t, property.key);
            put_field(t, property.text);
            put(t, "\n", 1);
        }
    }
}

static void put_tables(trail *t) {
    const pecia_document_api *d = t->host->document;
    pecia_meta m;
    pecia_note n;
    pecia_resource r;
    for (uint32_t i = 0; i < d->meta_count(t->document) && d->meta(t->document, i, &m); i++)
        put_fields(t, 'm', (const pecia_str[]){m.key, m.value, m.type, m.role, m.lang, m.scheme, m.sort, m.href}, 8);
    for (uint32_t i = 0; i < d->note_count(t->document) && d->note(t->document, i, &n, NULL); i++)
        put_fields(t, 'n', (const pecia_str[]){n.label, n.id, n.place, n.resp, n.type}, 5);
    for (uint32_t i = 0; i < d->resource_count(t->document) && d->resource(t->document, i, &r); i++)
        put_fields(t, 'r', (const pecia_str[]){r.name, r.media_type, r.data}, 3);
}

static void put_leaf(trail *t, const pecia_event *event) {
    pecia_note_state state;
    if (event->kind == PECIA_TEXT || event->text.data)
        put_fields(t, 't', &event->text, 1);
    if (event->kind == PECIA_TEXT)
        return;
    put_numbers(t, event->text.data ? 'h' : 'l', event->kind, event->note);
    put_properties(t, event->node);
    if (event->kind == PECIA_NOTE_REF && t->host->document->note(t->document, event->note, NULL, &state) &&
        state.first_ref == event->node)
        t->host->cursor->enter_note(t->cursor, event->note);
}

static int32_t walk(trail *t) {
    for (;;) {
        pecia_event *event = t->host->cursor->next(t->cursor);
        if (event->type == PECIA_END)
            return t->host->job->proceed(t->job);
        if (event->type == PECIA_LEAF)
            put_leaf(t, event);
        else
            put_numbers(t, event->type == PECIA_ENTER ? '+' : '.', event->kind, event->note);
        if (event->type == PECIA_ENTER)
            put_properties(t, event->node);
        if (event->type != PECIA_EXIT)
            event->outcome = PECIA_CARRIED;
    }
}

/* The bodies that no mark led to. */
static int32_t put_unmarked(trail *t) {
    pecia_note_state state;
    int32_t status = PECIA_OK;
    for (uint32_t i = 0; status == PECIA_OK && t->host->document->note(t->document, i, NULL, &state); i++)
        if (state.references == 0 && t->host->cursor->enter_note(t->cursor, i))
            status = walk(t);
    return status;
}

static int32_t trail_write(const pecia_host *host, pecia_job *job, const pecia_document *document,
                           pecia_output *output) {
    trail t = {.host = host, .job = job, .output = output, .document = document};
    t.cursor = host->cursor->open(job, document, 1, PECIA_VIEW_RAW | PECIA_VIEW_HIDDEN | PECIA_VIEW_COUNT);
    if (!t.cursor)
        return PECIA_ERR_MEMORY;
    put(&t, "trail\n", 6);
    put_tables(&t);
    int32_t status = walk(&t);
    if (status == PECIA_OK)
        status = put_unmarked(&t);
    host->cursor->close(t.cursor);
    return status == PECIA_OK ? host->output->status(output) : status;
}

/* ------------------------------------------------------------------ reading */

static int64_t take_number(trail *t) {
    int64_t number = 0;
    int minus = t->end - t->at > 1 && t->at[1] == '-';
    for (t->at += 1 + minus; t->at < t->end && *t->at >= '0' && *t->at <= '9' && number < INT32_MAX; t->at++)
        number = number * 10 + (*t->at - '0');
    return minus ? -number : number;
}

static pecia_str take_field(trail *t) {
    pecia_str field = {NULL, 0};
    if (t->end - t->at > 1 && t->at[0] == ' ' && t->at[1] == '-') {
        t->at += 2;
        return field;
    }
    int64_t size = take_number(t);
    if (size >= 0 && t->at < t->end && *t->at == ':' && size < t->end - t->at) {
        field = (pecia_str){t->at + 1, (uint64_t)size};
        t->at += 1 + size;
    } else {
        t->at = t->end;
    }
    return field;
}

static pecia_name name_of(const pecia_str *f) {
    return (pecia_name){f[0], f[1], f[2]};
}

static int32_t read_table(trail *t, char letter, const pecia_str *f) {
    const pecia_builder_api *b = t->host->builder;
    uint32_t number;
    pecia_meta meta = {f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]};
    if (letter == 'm')
        return b->meta(t->builder, &meta);
    if (letter == 'n')
        return b->note(t->builder, &(pecia_note){f[0], f[1], f[2], f[3], f[4]}, &number);
    return b->resource(t->builder, &(pecia_resource){f[0], f[1], f[2]});
}

static int32_t read_property(trail *t, char letter) {
    const pecia_builder_api *b = t->host->builder;
    uint32_t node = b->last(t->builder);
    pecia_str f[4] = {{NULL, 0}};
    if (letter == 'i' || letter == 'k') {
        uint32_t key = (uint32_t)take_number(t);
        return letter == 'i' ? b->set_number(t->builder, node, key, take_number(t))
                             : b->set(t->builder, node, key, take_field(t));
    }
    for (int i = 0; i < (letter == 'o' ? 3 : 4); i++)
        f[i] = take_field(t);
    pecia_name name = name_of(f);
    uint32_t known = b->name(t->builder, &name);
    return letter == 'o' ? b->origin(t->builder, node, known) : b->origin_attribute(t->builder, node, known, f[3]);
}

static int32_t read_node(trail *t, char letter, pecia_str *text) {
    const pecia_builder_api *b = t->host->builder;
    uint32_t kind = (uint32_t)take_number(t), note = (uint32_t)take_number(t);
    if (kind == PECIA_DOCUMENT) /* the builder has it open */
        return b->status(t->builder);
    if (letter == '.')
        return b->leave(t->builder, kind);
    if (letter == 'h')
        return b->hidden_text(t->builder, kind, *text);
    if (kind == PECIA_NOTE_REF)
        return b->note_ref(t->builder, note, (pecia_str){NULL, 0});
    if (kind == PECIA_NOTE_SLOT)
        return b->note_slot(t->builder, note);
    if (kind == PECIA_NOTE)
        return b->note_enter(t->builder, note, PECIA_NOTE_IN_PLACE);
    return letter == '+' ? b->enter(t->builder, kind) : b->leaf(t->builder, kind);
}

/* Text waits for the next line, which says whether it is hidden. */
static int32_t read_line(trail *t, pecia_str *text) {
    char letter = *t->at++;
    pecia_str f[FIELDS] = {{NULL, 0}};
    int count = letter == 'm' ? 8 : letter == 'n' ? 5 : 3;
    if (text->data && letter != 'h') {
        t->host->builder->text(t->builder, text->data, text->size);
        *text = f[0];
    }
    if (letter == 't') {
        *text = take_field(t);
        return PECIA_OK;
    }
    if (letter == 'm' || letter == 'n' || letter == 'r') {
        for (int i = 0; i < count; i++)
            f[i] = take_field(t);
        return read_table(t, letter, f);
    }
    if (memchr("+.lh", letter, 4)) {
        int32_t status = read_node(t, letter, text);
        *text = f[0];
        return status;
    }
    return memchr("oaik", letter, 4) ? read_property(t, letter) : PECIA_ERR_INPUT;
}

static int32_t trail_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    trail t = {.host = host, .job = job, .builder = builder};
    pecia_str content, text = {NULL, 0};
    int32_t status = host->input->content(input, &content);
    if (status != PECIA_OK)
        return status;
    t.at = content.data + (content.size < 6 ? content.size : 6);
    t.end = content.data + content.size;
    for (uint32_t line = 2; status == PECIA_OK && t.at < t.end; line++) {
        host->builder->at(builder, 0, line, 1);
        status = read_line(&t, &text);
        if (status == PECIA_OK && (t.at >= t.end || *t.at++ != '\n'))
            status = PECIA_ERR_INPUT;
        if (status == PECIA_ERR_INPUT)
            host->job->report(job, PECIA_ERROR, "trail.broken", &(pecia_place){{NULL, 0}, line, 0},
                              "this line is no step of a trail");
    }
    return status == PECIA_OK ? host->builder->status(builder) : status;
}

static int32_t trail_probe(const void *data, uint64_t size, const char *name) {
    (void)name;
    return size >= 6 && memcmp(data, "trail\n", 6) == 0 ? 100 : 0;
}

static const char *const extensions[] = {"trail", NULL};

static const pecia_format format = {
    .struct_size = sizeof(pecia_format),
    .name = "trail",
    .title = "All steps of a document",
    .extensions = extensions,
    .probe = trail_probe,
    .read = trail_read,
    .write = trail_write,
};
static const pecia_format *const formats[] = {&format, NULL};
static const pecia_plugin plugin = {
    .magic = PECIA_PLUGIN_MAGIC,
    .struct_size = sizeof(pecia_plugin),
    .abi_major = PECIA_ABI_MAJOR,
    .abi_minor = PECIA_ABI_MINOR,
    .id = "pecia.test.trail",
    .version = "1.0",
    .licence = "MIT",
    .formats = formats,
};

PECIA_SUMMARY("trail trail -\n");

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}
