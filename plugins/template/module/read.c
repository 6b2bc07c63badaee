/* SPDX-License-Identifier: MIT
 *
 * read.c: from a file to a document, line by line.
 */
#include <string.h>

#include "quire.h"

enum { DEEPEST_HEADING = 9 };

/* The number of the note that each name stands for: open addressing, half empty at least. */
typedef struct note_names {
    pecia_str *name;
    uint32_t *note;
    uint64_t count, slots; /* slots: a power of two, or 0 */
} note_names;

typedef struct reader {
    const pecia_host *host;
    pecia_job *job;
    const pecia_builder_api *build;
    pecia_builder *builder;
    note_names names;
    int32_t status; /* of what the builder does not know: our own memory */
    uint32_t line;
    uint32_t level;  /* sections that are open */
    uint32_t quotes; /* quotations that are open, within the note if one is */
    int in_paragraph, in_note;
} reader;

/* ------------------------------------------------------------------ notes */

/* FNV-1a, begun with where the table happens to be in memory: who writes a file cannot tell which names will collide.
 * Nothing that is read depends on it. */
static uint64_t hash_of(const note_names *names, pecia_str name) {
    uint64_t hash = (uint64_t)(uintptr_t)names->name * UINT64_C(11400714819323198485);
    hash ^= hash >> 32;
    for (uint64_t i = 0; i < name.size; i++)
        hash = (hash ^ (unsigned char)name.data[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}

static uint64_t slot_of(const note_names *names, pecia_str name) {
    uint64_t slot = hash_of(names, name) & (names->slots - 1);
    while (names->name[slot].data &&
           (names->name[slot].size != name.size || memcmp(names->name[slot].data, name.data, name.size) != 0))
        slot = (slot + 1) & (names->slots - 1);
    return slot;
}

/* Memory comes from the job and is freed by the host. */
static int32_t grow(reader *r) {
    note_names old = r->names, grown = {.count = old.count, .slots = old.slots ? old.slots * 2 : 64};
    grown.name = r->host->job->alloc(r->job, grown.slots * sizeof *grown.name);
    grown.note = r->host->job->alloc(r->job, grown.slots * sizeof *grown.note);
    if (!grown.name || !grown.note)
        return PECIA_ERR_MEMORY;
    for (uint64_t i = 0; i < old.slots; i++) {
        if (old.name[i].data) {
            uint64_t slot = slot_of(&grown, old.name[i]);
            grown.name[slot] = old.name[i];
            grown.note[slot] = old.note[i];
        }
    }
    r->names = grown;
    return PECIA_OK;
}

/* The note called NAME, with LABEL if it is new. A mark may come before or after the body, or alone: the host tells the
 * user what has no other half. */
static int32_t find_note(reader *r, pecia_str name, pecia_str label, uint32_t *note) {
    if (r->status == PECIA_OK && r->names.count * 2 >= r->names.slots)
        r->status = grow(r);
    if (r->status != PECIA_OK)
        return r->status;
    uint64_t slot = slot_of(&r->names, name);
    if (r->names.name[slot].data) {
        *note = r->names.note[slot];
        return PECIA_OK;
    }
    pecia_note entry = {.label = label};
    r->status = r->build->note(r->builder, &entry, note);
    r->names.name[slot] = name;
    r->names.note[slot] = *note;
    r->names.count++;
    return r->status;
}

/* ------------------------------------------------------------------ words */

static pecia_str until(const char *at, const char *end) {
    return (pecia_str){at, (uint64_t)(end - at)};
}

static int ends_name(char c) {
    return c == ']' || c == ':' || c == ' ' || c == '\\';
}

/* Reads the mark at AT, behind "^[". Returns where it ends, or NULL if it is none. */
static const char *read_mark(reader *r, const char *at, const char *end) {
    const char *name = at;
    while (at < end && !ends_name(*at))
        at++;
    pecia_str label = until(name, at), key = label;
    if (at < end && *at == ':' && key.size) {
        const char *begin = ++at;
        while (at < end && *at != ']' && *at != '\\')
            at++;
        label = at > begin ? until(begin, at) : (pecia_str){NULL, 0}; /* "^[3:]": nothing is printed */
    }
    uint32_t note;
    if (at == end || *at != ']' || !key.size)
        return NULL;
    if (find_note(r, key, label, &note) == PECIA_OK)
        r->build->note_ref(r->builder, note, label);
    return at + 1;
}

/* The text of one line, with its marks. A backslash at the end is a line break. */
static void read_words(reader *r, const char *at, const char *end) {
    while (at < end) {
        const char *plain = at;
        while (at < end && *at != '\\' && *at != '^')
            at++;
        r->build->text(r->builder, plain, (uint64_t)(at - plain));
        if (at == end)
            return;
        if (*at == '\\' && ++at == end) {
            r->build->leaf(r->builder, PECIA_LINE_BREAK);
            return;
        }
        const char *mark = at[-1] != '\\' && at + 1 < end && at[1] == '[' ? read_mark(r, at + 2, end) : NULL;
        if (!mark)
            r->build->text(r->builder, at, 1); /* the sign itself, or what a backslash protects */
        at = mark ? mark : at + 1;
    }
}

/* ------------------------------------------------------------------ blocks */

static void end_paragraph(reader *r) {
    if (r->in_paragraph)
        r->build->leave(r->builder, PECIA_PARAGRAPH);
    r->in_paragraph = 0;
}

/* Opens or closes quotations until COUNT are open. */
static void set_quotes(reader *r, uint32_t count) {
    if (r->quotes != count)
        end_paragraph(r);
    for (; r->quotes > count; r->quotes--)
        r->build->leave(r->builder, PECIA_BLOCK_QUOTE);
    for (; r->quotes < count && r->build->status(r->builder) == PECIA_OK; r->quotes++)
        r->build->enter(r->builder, PECIA_BLOCK_QUOTE);
}

static void end_note(reader *r) {
    end_paragraph(r);
    set_quotes(r, 0);
    if (r->in_note)
        r->build->leave(r->builder, PECIA_NOTE);
    r->in_note = 0;
}

/* Closes the sections of LEVEL and below it, and what is open in them. */
static void end_sections(reader *r, uint32_t level) {
    end_note(r);
    for (; r->level >= level; r->level--)
        r->build->leave(r->builder, PECIA_SECTION);
}

static void begin_section(reader *r, uint32_t level) {
    end_sections(r, level);
    for (; r->level < level && r->build->status(r->builder) == PECIA_OK; r->level++)
        r->build->enter(r->builder, PECIA_SECTION);
}

/* A line "= Words". False if it is none. */
static int read_heading(reader *r, const char *at, const char *end) {
    uint32_t level = 0;
    while (at < end && *at == '=' && level <= DEEPEST_HEADING)
        level++, at++;
    if (!level || level > DEEPEST_HEADING || at == end || *at != ' ')
        return 0;
    begin_section(r, level);
    r->build->enter(r->builder, PECIA_HEADING);
    read_words(r, at + 1, end);
    r->build->leave(r->builder, PECIA_HEADING);
    return 1;
}

/* The sign of a note before a block: "^1 " begins its body, "^ " goes on with it. Returns what is behind. */
static const char *read_note_sign(reader *r, const char *at, const char *end) {
    const char *name = at + 1, *behind = name;
    uint32_t note;
    while (behind < end && !ends_name(*behind) && *behind != '[')
        behind++;
    pecia_str key = until(name, behind), label = key;
    if (behind < end && *behind == ':' && key.size) {
        for (name = ++behind; behind < end && *behind != ' ';)
            behind++;
        label = behind > name ? until(name, behind) : (pecia_str){NULL, 0};
    }
    if (at == end || *at != '^' || behind == end || *behind != ' ' || (!key.size && !r->in_note))
        return at;
    if (!key.size) {
        end_paragraph(r);
        return behind + 1;
    }
    end_note(r);
    if (find_note(r, key, label, &note) != PECIA_OK)
        return at;
    if (r->build->note_enter(r->builder, note, 0) == PECIA_OK)
        r->in_note = 1;
    return behind + 1;
}

static void read_line(reader *r, const char *at, const char *end) {
    uint32_t quotes = 0;
    if (end > at && end[-1] == '\r')
        end--;
    r->build->at(r->builder, 0, ++r->line, 1);
    int blank_before = !r->in_paragraph;
    if (blank_before && read_heading(r, at, end))
        return;
    const char *words = blank_before ? read_note_sign(r, at, end) : at;
    int has_sign = words != at;
    for (; words < end && *words == '>'; quotes++)
        words += words + 1 < end && words[1] == ' ' ? 2 : 1;
    if (words == end) { /* nothing but signs: a paragraph ends, in as many quotations */
        end_paragraph(r);
        set_quotes(r, quotes);
        return;
    }
    if (r->in_note && blank_before && !has_sign)
        end_note(r);
    set_quotes(r, quotes);
    if (r->in_paragraph)
        r->build->leaf(r->builder, PECIA_SOFT_BREAK);
    else
        r->build->enter(r->builder, PECIA_PARAGRAPH);
    r->in_paragraph = 1;
    read_words(r, words, end);
}

int32_t quire_read(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    reader r = {.host = host, .job = job, .build = host->builder, .builder = builder};
    pecia_str text;
    int32_t status = host->input->content(input, &text);
    const char *at = text.data, *end = status == PECIA_OK ? text.data + text.size : NULL;
    while (status == PECIA_OK && at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        read_line(&r, at, stop);
        at = stop < end ? stop + 1 : end;
        status = r.status != PECIA_OK ? r.status : r.build->status(builder);
        if (status == PECIA_OK && r.line % 1024 == 0)
            status = host->job->proceed(job); /* the user may have asked to stop */
    }
    if (status != PECIA_OK)
        return status;
    end_sections(&r, 1);
    return r.build->status(builder);
}
