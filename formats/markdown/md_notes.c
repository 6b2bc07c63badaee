/* SPDX-License-Identifier: MIT
 *
 * md_notes.c: the notes of a document by the label that Markdown gives them. See md_reader.h.
 */
#include "md_html.h"
#include "md_reader.h"

static uint64_t hash_of(pecia_str text) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (uint64_t i = 0; i < text.size; i++) {
        hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

static bool is_roman(char c) {
    return memchr("ivxlcdmIVXLCDM", c, 14) != NULL;
}

bool md_is_printed_mark(pecia_str label) {
    uint64_t digits = 0, letters = 0, romans = 0, wide = 0, others = 0, count = 0;
    for (pecia_str rest = label; rest.size > 0; count++) {
        uint32_t c = pecia_str_next(&rest);
        if (c >= '0' && c <= '9') {
            digits++;
        } else if ((c | 32) >= 'a' && (c | 32) <= 'z') {
            letters++;
            romans += is_roman((char)c) ? 1 : 0;
        } else if (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) {
            wide++;
        } else if (c < 0x80 && !strchr("*+#.", (int)c)) {
            others++;
        }
    }
    if (letters + wide + others == 0) {
        return count <= 6; /* 30, *, ††, 3.1 */
    }
    if (digits > 0) {
        return others == 0 && count == digits + 1 && digits <= 4; /* 12a */
    }
    return letters + wide + others == count && (count <= 1 || (romans == count && count <= 8)); /* a, xiv */
}

/* The place of LABEL in the table, which must have room. */
static md_label *find(md_reader *reader, pecia_str label, uint64_t hash) {
    uint64_t mask = reader->label_capacity - 1;
    for (uint64_t i = hash & mask;; i = (i + 1) & mask) {
        md_label *entry = &reader->labels[i];
        if (entry->size == 0 ||
            (entry->hash == hash &&
             pecia_str_equal(label, (pecia_str){reader->label_text.data + entry->text, entry->size}))) {
            return entry;
        }
    }
}

static bool grow(md_reader *reader) {
    md_label *old = reader->labels;
    uint64_t count = reader->label_capacity;
    uint64_t capacity = count ? count * 2 : 64;
    md_label *table = reader->host->job->alloc(reader->job, capacity * sizeof *table);
    if (!table) {
        return false;
    }
    reader->labels = table;
    reader->label_capacity = capacity;
    for (uint64_t i = 0; i < count; i++) {
        if (old[i].size > 0) {
            uint64_t at = old[i].hash & (capacity - 1);
            while (table[at].size > 0) {
                at = (at + 1) & (capacity - 1);
            }
            table[at] = old[i];
        }
    }
    return true;
}

bool md_is_made_up(pecia_str label) {
    int64_t number;
    return pecia_str_begins(label, "note-") && pecia_str_number(pecia_str_from(label, 5), &number) && number > 0;
}

pecia_str md_joined(md_reader *reader, pecia_str text) {
    if (!memchr(text.data, '\n', (size_t)text.size)) {
        return text;
    }
    pecia_buf_clear(&reader->value);
    md_join_lines(&reader->value, text);
    return pecia_buf_str(&reader->value);
}

/* True if LABEL is more than one word: no name, and the body itself where nothing defines it. */
static bool is_wordy(pecia_str label) {
    return memchr(label.data, ' ', (size_t)label.size) != NULL;
}

/* The body of the note ENTRY will be its own label, as an inline note's that was met in a piece of its own. */
static int32_t add_body(md_reader *reader, md_label *entry) {
    pecia_str label = {reader->label_text.data + entry->text, entry->size};
    uint64_t at = reader->sources.size;
    entry->has_body = 1;
    if (md_token_add(reader, MD_TOKEN_INLINE, entry->note, label) < 0) {
        return PECIA_ERR_MEMORY;
    }
    uint32_t token = (uint32_t)reader->token_count - 1;
    reader->tokens[token].used = 1;
    return md_inline_add(reader, (md_inline_note){token, 1, at, label.size, 0});
}

int32_t md_wordy_notes(md_reader *reader) {
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < reader->label_capacity && status == PECIA_OK && (reader->syntax & MD_WORDY_NOTES); i++) {
        md_label *entry = &reader->labels[i];
        pecia_str label = {reader->label_text.data + entry->text, entry->size};
        if (entry->size > 0 && !entry->has_body && is_wordy(label)) {
            status = add_body(reader, entry);
        }
    }
    return status;
}

/* The entry of LABEL, made when it is new: without a note. */
static md_label *entry_of(md_reader *reader, pecia_str label) {
    if (reader->label_count * 2 >= reader->label_capacity && !grow(reader)) {
        return NULL;
    }
    uint64_t hash = hash_of(label);
    md_label *entry = find(reader, label, hash);
    if (entry->size == 0) {
        *entry = (md_label){hash, reader->label_text.size, label.size, MD_NONE, 0};
        if (pecia_buf_add_str(&reader->label_text, label) < 0) {
            return NULL;
        }
        reader->label_count++;
    }
    return entry;
}

md_label *md_note(md_reader *reader, pecia_str label) {
    md_label *entry = entry_of(reader, label);
    if (!entry || entry->note != MD_NONE) {
        return entry;
    }
    bool is_printed = md_is_printed_mark(label);
    bool is_keyed = label.data[0] == '#' || label.data[0] == '?';
    pecia_note note = {.place = reader->note_place};
    if (is_printed) {
        note.label = label;
    } else if (!md_is_made_up(label) && !is_wordy(label)) {
        note.id = pecia_str_from(label, is_keyed && label.size > 1 ? 1 : 0);
    }
    return reader->host->builder->note(reader->builder, &note, &entry->note) < 0 ? NULL : entry;
}

int32_t md_note_define(md_reader *reader, pecia_str label) {
    return entry_of(reader, label) ? PECIA_OK : PECIA_ERR_MEMORY;
}

bool md_note_is_defined(md_reader *reader, pecia_str label) {
    return reader->label_capacity > 0 && find(reader, label, hash_of(label))->size > 0;
}

int32_t md_note_says(md_reader *reader, const md_html *html) {
    pecia_note entry = {0};
    uint64_t i = reader->open_count;
    while (i > 0 && reader->open[i - 1].kind != PECIA_NOTE) {
        i--;
    }
    if (i == 0) {
        return PECIA_OK;
    }
    struct {
        const char *name;
        pecia_str *to;
        uint64_t from, size;
    } parts[] = {{"data-n", &entry.label, 0, 0},
                 {"id", &entry.id, 0, 0},
                 {"data-place", &entry.place, 0, 0},
                 {"data-resp", &entry.resp, 0, 0},
                 {"data-type", &entry.type, 0, 0}};
    pecia_buf_clear(&reader->value);
    for (size_t n = 0; n < sizeof parts / sizeof *parts; n++) {
        pecia_str raw = md_html_get(html, parts[n].name);
        parts[n].from = reader->value.size;
        md_html_decode(&reader->value, raw);
        parts[n].size = reader->value.size - parts[n].from;
    }
    for (size_t n = 0; n < sizeof parts / sizeof *parts; n++) {
        pecia_str text = pecia_buf_from(&reader->value, parts[n].from);
        text.size = parts[n].size;
        *parts[n].to = text.size > 0 ? text : (pecia_str){NULL, 0};
    }
    entry.place = entry.place.size > 0 ? entry.place : reader->note_place;
    return reader->host->builder->note_update(reader->builder, reader->open[i - 1].node, &entry);
}
