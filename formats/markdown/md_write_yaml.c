/* SPDX-License-Identifier: MIT
 *
 * md_write_yaml.c: the metadata as a YAML block, every value in double quotes. The names of fields are those that
 * md_yaml.c reads.
 */
#include "md_writer.h"

typedef struct field {
    const char *name;
    const char *key;
    const char *type;
    const char *role;
} field;

static const field fields[] = {
#define FIELD(name, key, type, role) {name, key, type, role},
#include "md_fields.def"
#undef FIELD
};

static bool same(pecia_str text, const char *word) {
    return word ? pecia_str_is(text, word) : text.size == 0;
}

/* The field that says what META says; *LEFT: it does not say its type or role. */
static const field *field_of(const pecia_meta *meta, bool *left) {
    const field *near = NULL;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!pecia_str_is(meta->key, fields[i].key)) {
            continue;
        }
        bool is_main = pecia_str_is(meta->type, "main") && !fields[i].type && pecia_str_is(meta->key, "title");
        if ((same(meta->type, fields[i].type) || is_main) && same(meta->role, fields[i].role)) {
            *left = is_main;
            return &fields[i];
        }
        near = near || fields[i].type || fields[i].role ? near : &fields[i];
    }
    *left = true;
    return near;
}

static void quoted(md_writer *w, pecia_str value) {
    pecia_buf_add_char(&w->line, '"');
    while (value.size > 0) {
        const char *at = value.data;
        uint32_t c = pecia_str_next(&value);
        if (c == '"' || c == '\\') {
            pecia_buf_add_char(&w->line, '\\');
            pecia_buf_add_char(&w->line, (char)c);
        } else if (c == '\n') {
            pecia_buf_add_text(&w->line, "\\n");
        } else if (c == '\t') {
            pecia_buf_add_text(&w->line, "\\t");
        } else if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
                   c == 0xFFFE || c == 0xFFFF) {
            static const char hex[] = "0123456789ABCDEF";
            char code[6] = {'\\', 'u', hex[c >> 12 & 15], hex[c >> 8 & 15], hex[c >> 4 & 15], hex[c & 15]};
            pecia_buf_add(&w->line, code, 6);
        } else {
            pecia_buf_add(&w->line, at, (uint64_t)(value.data - at));
        }
    }
    pecia_buf_add_char(&w->line, '"');
}

/* A name that needs no quotes. */
static void name_text(md_writer *w, pecia_str name) {
    bool is_plain = name.size > 0 && ((name.data[0] | 32) >= 'a' && (name.data[0] | 32) <= 'z');
    for (uint64_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        is_plain = is_plain &&
                   (((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.');
    }
    if (is_plain && !pecia_str_is(name, "null") && !pecia_str_is(name, "true") && !pecia_str_is(name, "false")) {
        pecia_buf_add_str(&w->line, name);
    } else {
        quoted(w, name);
    }
}

static void part(md_writer *w, const char *name, pecia_str value) {
    if (value.size > 0) {
        pecia_buf_add_text(&w->line, ", ");
        pecia_buf_add_text(&w->line, name);
        pecia_buf_add_text(&w->line, ": ");
        quoted(w, value);
    }
}

/* True if there is more to say of META than its value. */
static bool has_details(const pecia_meta *meta, bool says_kind) {
    return says_kind || meta->lang.size || meta->scheme.size || meta->sort.size || meta->href.size;
}

/* What there is to say of META, behind its name if there is one: an object. */
static void object(md_writer *w, const pecia_meta *meta, bool says_kind, bool has_name) {
    uint64_t from = w->line.size;
    part(w, "name", has_name ? meta->value : (pecia_str){"", 0});
    if (says_kind) {
        part(w, "type", meta->type);
        part(w, "role", meta->role);
    }
    part(w, "lang", meta->lang);
    part(w, "scheme", meta->scheme);
    part(w, "sort", meta->sort);
    part(w, "href", meta->href);
    if (w->line.size > from + 1) { /* no comma before the first one */
        memmove(w->line.data + from, w->line.data + from + 1, (size_t)(w->line.size - from - 1));
        w->line.size--;
        w->line.data[from] = '{';
    } else {
        pecia_buf_add_char(&w->line, '{');
    }
    pecia_buf_add_char(&w->line, '}');
}

/* True for a field that the templates of other programs print: its values are to be strings. */
static bool is_printed(pecia_str name) {
    static const char *const names[] = {"title", "subtitle", "author", "date", "lang", "keywords", "description"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (pecia_str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* The name of the field for META. */
static pecia_str name_of(const pecia_meta *meta, bool *says_kind) {
    const field *known = field_of(meta, says_kind);
    *says_kind = known ? *says_kind && (meta->type.size > 0 || meta->role.size > 0) : false;
    return known ? pecia_str_of(known->name) : meta->key;
}

/* The statements under one name, in turn. */
typedef struct statements {
    uint32_t first, last; /* numbers + 1; 0 for none */
} statements;

/* Writes the statements that begin with number FIRST; NEXT has for each of them the number + 1 of the one behind it.
 * IS_DETAILS: what there is to say of them, if anything. */
static void write_field(md_writer *w, uint32_t first, const uint32_t *next, bool is_details) {
    uint64_t from = w->line.size;
    bool any = !is_details;
    for (uint32_t i = first + 1; i > 0; i = next[i - 1]) {
        pecia_meta meta;
        bool says_kind;
        w->host->document->meta(w->document, i - 1, &meta);
        pecia_str name = name_of(&meta, &says_kind);
        bool is_string = is_printed(name);
        if (is_details && !is_string) {
            return;
        }
        if (i == first + 1) {
            name_text(w, name);
            pecia_buf_add_text(&w->line, is_details ? "-details" : "");
            pecia_buf_add_text(&w->line, next[first] ? ":\n- " : ": ");
        } else {
            pecia_buf_add_text(&w->line, "- ");
        }
        bool has_more = has_details(&meta, says_kind);
        any = any || has_more;
        if (is_details || (has_more && !is_string)) {
            object(w, &meta, says_kind, !is_details);
        } else {
            quoted(w, meta.value);
        }
        pecia_buf_add_char(&w->line, '\n');
    }
    w->line.size = any ? w->line.size : from;
}

/* The entry of NAME in FOUND, of MASK + 1 entries: its own, or the free one that it gets. */
static statements *entry_of(md_writer *w, statements *found, uint64_t mask, pecia_str name) {
    uint64_t at = md_hash(name) & mask;
    for (; found[at].first; at = (at + 1) & mask) {
        pecia_meta meta;
        bool says_kind;
        w->host->document->meta(w->document, found[at].first - 1, &meta);
        if (pecia_str_equal(name_of(&meta, &says_kind), name)) {
            break;
        }
    }
    return &found[at];
}

/* Writes the COUNT statements, those of one name together where the first of them stands. */
static void write_fields(md_writer *w, uint32_t count) {
    uint64_t size = 16;
    while (size < (uint64_t)count * 2) {
        size *= 2;
    }
    statements *found = w->host->job->alloc(w->job, size * sizeof *found);
    uint32_t *next = w->host->job->alloc(w->job, (uint64_t)count * sizeof *next);
    if (!found || !next) {
        md_fail(w, PECIA_ERR_MEMORY);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        pecia_meta meta;
        bool says_kind;
        w->host->document->meta(w->document, i, &meta);
        statements *entry = entry_of(w, found, size - 1, name_of(&meta, &says_kind));
        if (entry->first) {
            next[entry->last - 1] = i + 1;
        } else {
            entry->first = i + 1;
        }
        entry->last = i + 1;
    }
    for (uint32_t i = 0; i < count; i++) {
        pecia_meta meta;
        bool says_kind;
        w->host->document->meta(w->document, i, &meta);
        if (entry_of(w, found, size - 1, name_of(&meta, &says_kind))->first == i + 1) {
            write_field(w, i, next, false);
            write_field(w, i, next, true);
        }
    }
}

void md_write_yaml(md_writer *w) {
    uint32_t count = w->host->document->meta_count(w->document);
    if (count == 0 && w->note_place.size == 0) {
        return;
    }
    if (!(w->syntax & MD_METADATA)) {
        w->host->job->report(w->job, PECIA_WARNING, "markdown-metadata", NULL,
                             "%u statements of metadata were left out: this flavour has no place for them", count);
        return;
    }
    pecia_buf_clear(&w->line);
    pecia_buf_add_text(&w->line, "---\n");
    write_fields(w, count);
    if (w->note_place.size > 0) {
        pecia_buf_add_text(&w->line, MD_NOTE_PLACE ": ");
        quoted(w, w->note_place);
        pecia_buf_add_char(&w->line, '\n');
    }
    pecia_buf_add_text(&w->line, "---\n");
    md_out_str(w, pecia_buf_str(&w->line));
    pecia_buf_clear(&w->line);
    if (w->frame_count > 0) {
        w->frames[0].is_started = 1;
        w->has_lines = true;
    }
}
