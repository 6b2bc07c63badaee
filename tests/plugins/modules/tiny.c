/* SPDX-License-Identifier: MIT
 *
 * tiny.c: a small valid plugin for tests: the format "tiny" reads and writes lines, and misbehaves when asked to.
 *
 * A document begins with the line TINY. Then: "^label" a mark without a body, "=label text" a body without a mark,
 * "!name" an image, "#id text" a paragraph with an identifier, "@id" a link to it, anything else a paragraph.
 */
#include <string.h>

#include "pecia/plugin.h"
#include "../descriptor.h"

#ifndef TINY_TITLE
#define TINY_TITLE "Tiny lines"
#endif

PECIA_SUMMARY("tiny tiny,tin.y text/x-tiny\n");

static pecia_str rest(pecia_str line, uint64_t from) {
    return (pecia_str){line.data + from, line.size - from};
}

static void read_note(const pecia_builder_api *api, pecia_builder *to, pecia_str line) {
    const char *space = memchr(line.data, ' ', line.size);
    uint64_t end = space ? (uint64_t)(space - line.data) : line.size;
    pecia_note entry = {.label = {line.data + 1, end - 1}};
    uint32_t note = 0;
    api->note(to, &entry, &note);
    api->enter(to, PECIA_PARAGRAPH);
    if (line.data[0] == '^')
        api->note_ref(to, note, entry.label);
    api->leave(to, PECIA_PARAGRAPH);
    if (line.data[0] == '^')
        return;
    api->note_enter(to, note, 0);
    api->text(to, line.data + end, line.size - end);
    api->leave(to, PECIA_NOTE);
}

static void read_line(const pecia_builder_api *api, pecia_builder *to, pecia_str line) {
    if (line.size > 1 && (line.data[0] == '^' || line.data[0] == '=')) {
        read_note(api, to, line);
        return;
    }
    api->enter(to, PECIA_PARAGRAPH);
    uint32_t paragraph = api->last(to);
    if (line.size > 1 && line.data[0] == '!') {
        api->leaf(to, PECIA_IMAGE);
        api->set(to, api->last(to), PECIA_SRC, rest(line, 1));
    } else if (line.size > 1 && line.data[0] == '@') {
        api->enter(to, PECIA_LINK);
        pecia_str target = rest(line, 1);
        char href[80] = "#";
        uint64_t size = target.size < 70 ? target.size : 70;
        memcpy(href + 1, target.data, size);
        api->set(to, api->last(to), PECIA_HREF, (pecia_str){href, size + 1});
        api->text(to, target.data, target.size);
        api->leave(to, PECIA_LINK);
    } else if (line.size > 1 && line.data[0] == '#') {
        const char *space = memchr(line.data, ' ', line.size);
        uint64_t end = space ? (uint64_t)(space - line.data) : line.size;
        api->set(to, paragraph, PECIA_ID, (pecia_str){line.data + 1, end - 1});
        api->text(to, line.data + end, line.size - end);
    } else {
        api->text(to, line.data, line.size);
    }
    api->leave(to, PECIA_PARAGRAPH);
}

static int32_t tiny_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    pecia_str text;
    int32_t status = host->input->content(input, &text);
    if (status != PECIA_OK)
        return status;
    const char *fault = host->job->option(job, "read-fault");
    if (strcmp(fault, "silent") == 0)
        return PECIA_ERR_INPUT;
    if (strcmp(fault, "number") == 0)
        return 77;
    if (strcmp(fault, "open") == 0)
        host->builder->enter(builder, PECIA_SECTION);
    uint32_t number = 0;
    while (text.size > 0 && status == PECIA_OK) {
        const char *end = memchr(text.data, '\n', text.size);
        uint64_t size = end ? (uint64_t)(end - text.data) : text.size;
        host->builder->at(builder, 0, ++number, 1);
        if (number > 1 && size > 0)
            read_line(host->builder, builder, (pecia_str){text.data, size});
        text = rest(text, size + (end != NULL));
        status = host->job->proceed(job);
    }
    if (strcmp(fault, "deaf") == 0)
        return PECIA_OK; /* does not tell that it was stopped */
    return status == PECIA_OK ? host->builder->status(builder) : status;
}

static void write_image(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output,
                        pecia_event *event) {
    pecia_str name;
    pecia_resource resource;
    host->document->get(document, event->node, PECIA_SRC, &name);
    host->output->write(output, "!", 1);
    host->output->write(output, name.data, name.size);
    if (host->job->load(job, name, &resource) != PECIA_OK) {
        event->outcome = PECIA_DEGRADED;
        return;
    }
    host->output->write(output, " ", 1);
    host->output->write(output, resource.media_type.data, resource.media_type.size);
    event->outcome = PECIA_CARRIED;
}

static void write_start(const pecia_host *host, const pecia_document *document, pecia_output *output,
                        pecia_event *event) {
    pecia_str value;
    if (event->kind == PECIA_PARAGRAPH && host->document->get(document, event->node, PECIA_ID, &value)) {
        host->output->write(output, "#", 1);
        host->output->write(output, value.data, value.size);
    }
    if (event->kind == PECIA_LINK && host->document->get(document, event->node, PECIA_HREF, &value)) {
        host->output->write(output, "@", 1);
        host->output->write(output, value.data, value.size);
        host->output->write(output, " ", 1);
    }
    if (event->kind == PECIA_NOTE_REF && host->document->get(document, event->node, PECIA_N, &value)) {
        host->output->write(output, "^", 1);
        host->output->write(output, value.data, value.size);
    }
    event->outcome = event->kind == PECIA_SECTION ? PECIA_DEGRADED : PECIA_CARRIED;
}

static void write_event(const pecia_host *host, pecia_job *job, const pecia_document *document, pecia_output *output,
                        pecia_event *event) {
    if (event->type == PECIA_EXIT) {
        if (event->kind == PECIA_PARAGRAPH || event->kind == PECIA_HEADING)
            host->output->write(output, "\n", 1);
    } else if (event->kind == PECIA_TEXT) {
        host->output->write(output, event->text.data, event->text.size);
        event->outcome = PECIA_CARRIED;
    } else if (event->kind == PECIA_IMAGE) {
        write_image(host, job, document, output, event);
    } else {
        write_start(host, document, output, event);
    }
}

/** Writes the flow, then the bodies of the notes. */
static int32_t tiny_write(const pecia_host *host, pecia_job *job, const pecia_document *document,
                          pecia_output *output) {
    const char *fault = host->job->option(job, "write-fault");
    pecia_cursor *cursor = host->cursor->open(job, document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!cursor)
        return PECIA_ERR_MEMORY;
    if (strcmp(fault, "flood") == 0)
        for (int i = 0; i < 2000 && host->output->status(output) == PECIA_OK; i++)
            host->output->write(output, host->job->alloc(job, 65536), 65536);
    for (pecia_event *event; (event = host->cursor->next(cursor))->type != PECIA_END;) {
        write_event(host, job, document, output, event);
        if (strcmp(fault, "forget") == 0 && event->kind == PECIA_TEXT)
            event->outcome = PECIA_UNACCOUNTED;
        int32_t status = host->job->proceed(job);
        if (status != PECIA_OK)
            return status; /* leaves its cursor to the host */
    }
    host->cursor->close(cursor);
    for (uint32_t i = 0; strcmp(fault, "notes") != 0 && i < host->document->note_count(document); i++) {
        pecia_note_state state;
        host->document->note(document, i, NULL, &state);
        cursor = state.body ? host->cursor->open(job, document, state.body, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT) : NULL;
        for (pecia_event *event; cursor && (event = host->cursor->next(cursor))->type != PECIA_END;)
            write_event(host, job, document, output, event);
    }
    return host->output->status(output);
}

static int32_t tiny_probe(const void *data, uint64_t size, const char *name) {
    (void)name;
    return size >= 4 && memcmp(data, "TINY", 4) == 0 ? 90 : 0;
}

static const char *const read_faults[] = {"none", "silent", "number", "open", "deaf", NULL};
static const char *const write_faults[] = {"none", "forget", "notes", "flood", NULL};
static const pecia_option options[] = {
    {sizeof(pecia_option), PECIA_OPTION_BOOL, PECIA_OPTION_READ, "loud", "false", "a switch", NULL, 0, 0},
    {sizeof(pecia_option), PECIA_OPTION_NUMBER, PECIA_OPTION_WRITE, "width", "72", "a number", NULL, 10, 200},
    {sizeof(pecia_option), PECIA_OPTION_CHOICE, PECIA_OPTION_READ, "read-fault", "none", "what to do wrong",
     read_faults, 0, 0},
    {sizeof(pecia_option), PECIA_OPTION_CHOICE, PECIA_OPTION_WRITE, "write-fault", "none", "what to do wrong",
     write_faults, 0, 0},
    {sizeof(pecia_option), PECIA_OPTION_TEXT, PECIA_OPTION_READ | PECIA_OPTION_WRITE, "label", NULL, "any text", NULL,
     0, 0},
    {sizeof(pecia_option), PECIA_OPTION_FILE, PECIA_OPTION_WRITE, "style", NULL, "a file", NULL, 0, 0},
};
static const pecia_option *const option_list[] = {&options[0], &options[1], &options[2], &options[3],
                                                  &options[4], &options[5], NULL};
static const char *const extensions[] = {"tiny", "tin.y", NULL};
static const char *const media_types[] = {"text/x-tiny", NULL};
static const uint8_t fidelity[] = {
    [PECIA_PARAGRAPH] = PECIA_HOLDS_FULLY, [PECIA_TEXT] = PECIA_HOLDS_FULLY, [PECIA_IMAGE] = PECIA_HOLDS_PARTLY};

static const pecia_format format = {
    .struct_size = sizeof(pecia_format),
    .fidelity_count = sizeof fidelity,
    .name = "tiny",
    .title = TINY_TITLE,
    .extensions = extensions,
    .media_types = media_types,
    .options = option_list,
    .fidelity = fidelity,
    .probe = tiny_probe,
    .read = tiny_read,
    .write = tiny_write,
};
static const pecia_format *const formats[] = {&format, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("test.tiny", formats);

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}
