/* SPDX-License-Identifier: MIT
 *
 * md_yaml.c: what stands in a YAML metadata block, by libyaml's events: every value is a string, nothing is
 * expanded. Names of fields become the document's keys by md_fields.def; others keep their own name. What there is to
 * say of a value stands in an object around it, or in the same place of the field "NAME-details".
 *
 * The library is opened only where a block is: most texts have none, and opening it takes a tenth of the time that a
 * small text takes in all.
 */
#include <yaml.h>

#include "common/library.h"
#include "md_reader.h"

#define MD_DETAILS "-details"
#define MAX_DEPTH  8

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

/* One level of the block: a mapping that waits for a key, or for the value of one; or a sequence. */
typedef struct level {
    bool is_mapping;
    bool has_key;
    uint64_t key; /* where the path to here ends in PATH */
} level;

/* What "author-details" says of one author: where its parts stand in DETAIL_TEXT. */
typedef struct detail {
    uint64_t at[8], size[8];
} detail;

enum { FIELD_COUNT = sizeof fields / sizeof *fields };

typedef struct yaml_reading {
    md_reader *reader;
    level levels[MAX_DEPTH];
    uint32_t depth;
    pecia_buf path;     /* names of the open mappings, joined by '.' */
    pecia_buf parts[8]; /* of an object under a field: value, type, role, lang, scheme, sort, href, unused */
    uint32_t object;    /* depth of that object, 0 for none */
    bool is_mapping;    /* the block is one */
    bool is_first;      /* the details are gathered: they may stand behind what they are of */
    detail *details;    /* those of one field together */
    uint64_t detail_count, detail_capacity;
    pecia_buf detail_text;
    uint32_t next[FIELD_COUNT], end[FIELD_COUNT]; /* of each field: the details that are left */
} yaml_reading;

static const char *const part_names[8] = {"name", "type", "role", "lang", "scheme", "sort", "href", "value"};

static const field *find_field(pecia_str name) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (pecia_str_is(name, fields[i].name)) {
            return &fields[i];
        }
    }
    return NULL;
}

/* The field whose details NAME announces, "author-details"; NULL for none. */
static const field *detailed(pecia_str name) {
    name.size -= pecia_str_ends(name, MD_DETAILS) ? sizeof MD_DETAILS - 1 : name.size;
    return find_field(name);
}

/* Keeps the parts of an object as a detail of KNOWN. */
static int32_t keep_detail(yaml_reading *y, const field *known) {
    md_reader *reader = y->reader;
    int32_t status = pecia_grow(reader->host, reader->job, &y->details, &y->detail_capacity, y->detail_count + 1,
                                sizeof *y->details);
    if (status < 0) {
        return status;
    }
    detail *made = &y->details[y->detail_count];
    for (size_t i = 0; i < 8; i++) {
        made->at[i] = y->detail_text.size;
        made->size[i] = y->parts[i].size;
        pecia_buf_add_str(&y->detail_text, pecia_buf_str(&y->parts[i]));
    }
    uint64_t which = (uint64_t)(known - fields);
    y->next[which] = y->end[which] == y->detail_count ? y->next[which] : (uint32_t)y->detail_count;
    y->end[which] = (uint32_t)++y->detail_count;
    return y->detail_text.status;
}

/* The details of the next statement of KNOWN take the place of parts that it lacks. */
static void use_detail(yaml_reading *y, const field *known) {
    uint64_t which = (uint64_t)(known - fields);
    if (y->next[which] == y->end[which]) {
        return;
    }
    const detail *found = &y->details[y->next[which]++];
    for (size_t i = 1; i < 7; i++) {
        if (y->parts[i].size == 0 && found->size[i] > 0) {
            pecia_buf_add(&y->parts[i], y->detail_text.data + found->at[i], found->size[i]);
        }
    }
}

static pecia_str part(const yaml_reading *y, size_t index) {
    return y->parts[index].size > 0 ? pecia_buf_str(&y->parts[index]) : (pecia_str){NULL, 0};
}

/* VALUE is where the notes of the document stand. */
static int32_t keep_place(md_reader *reader, pecia_str value) {
    reader->note_place = value.size > 0 ? pecia_copy(reader->host, reader->job, value) : (pecia_str){NULL, 0};
    return value.size > 0 && !reader->note_place.data ? PECIA_ERR_MEMORY : PECIA_OK;
}

/* Adds the statement NAME: VALUE with what the object around it said. */
static int32_t add_meta(yaml_reading *y, pecia_str name, pecia_str value) {
    const field *known = find_field(name);
    pecia_meta meta = {0};
    if (y->is_first) {
        return PECIA_OK;
    }
    if (pecia_str_is(name, MD_NOTE_PLACE)) {
        return keep_place(y->reader, value);
    }
    if (known) {
        use_detail(y, known);
    }
    meta.key = known ? pecia_str_of(known->key) : name;
    meta.value = value;
    meta.type = part(y, 1).data ? part(y, 1) : known && known->type ? pecia_str_of(known->type) : part(y, 1);
    meta.role = part(y, 2).data ? part(y, 2) : known && known->role ? pecia_str_of(known->role) : part(y, 2);
    meta.lang = part(y, 3);
    meta.scheme = part(y, 4);
    meta.sort = part(y, 5);
    meta.href = part(y, 6);
    int32_t status =
        value.size == 0 && meta.href.size == 0 ? PECIA_OK : y->reader->host->builder->meta(y->reader->builder, &meta);
    for (size_t i = 0; i < 8; i++) {
        pecia_buf_clear(&y->parts[i]);
    }
    return status;
}

/* The name of the field that everything open belongs to. */
static pecia_str field_name(const yaml_reading *y) {
    pecia_str path = pecia_buf_str(&y->path);
    const char *dot = path.size > 0 ? memchr(path.data, '.', (size_t)path.size) : NULL;
    path.size = y->object && dot ? (uint64_t)(dot - path.data) : path.size;
    return path;
}

static int32_t end_object(yaml_reading *y) {
    pecia_str value = part(y, 7).data ? part(y, 7) : part(y, 0);
    const field *known = detailed(field_name(y));
    int32_t status = !known ? add_meta(y, field_name(y), value) : y->is_first ? keep_detail(y, known) : PECIA_OK;
    for (size_t i = 0; i < 8; i++) {
        pecia_buf_clear(&y->parts[i]);
    }
    y->object = 0;
    return status;
}

/* A scalar: a key of a mapping, or a value. */
static int32_t scalar(yaml_reading *y, pecia_str text) {
    level *top = &y->levels[y->depth - 1];
    if (top->is_mapping && !top->has_key) {
        top->has_key = true;
        if (y->path.size > 0) {
            pecia_buf_add_char(&y->path, '.');
        }
        return pecia_buf_add_str(&y->path, text);
    }
    int32_t status = PECIA_OK;
    pecia_str path = pecia_buf_from(&y->path, top->key > 0 ? top->key + 1 : 0);
    if (y->object && y->object == y->depth) {
        size_t i = 0;
        while (i < 8 && !pecia_str_is(path, part_names[i]) && !(i == 7 && pecia_str_is(path, "text")) &&
               !(i == 5 && pecia_str_is(path, "file-as"))) {
            i++;
        }
        if (i < 8) {
            pecia_buf_clear(&y->parts[i]);
            status = pecia_buf_add_str(&y->parts[i], text);
        } else if (!y->is_first) {
            pecia_meta meta = {.key = pecia_buf_str(&y->path), .value = text};
            status = y->reader->host->builder->meta(y->reader->builder, &meta);
        }
    } else {
        status = add_meta(y, pecia_buf_str(&y->path), text);
    }
    if (top->is_mapping) {
        top->has_key = false;
        y->path.size = top->key;
    }
    return status;
}

static int32_t open_level(yaml_reading *y, bool is_mapping) {
    if (y->depth == 0 && !is_mapping) {
        return PECIA_ERR_UNSUPPORTED;
    }
    if (y->depth >= MAX_DEPTH) {
        return PECIA_ERR_LIMIT;
    }
    pecia_str path = pecia_buf_str(&y->path);
    if (is_mapping && y->depth > 0 && y->object == 0 && (find_field(path) || detailed(path))) {
        y->object = y->depth + 1;
    }
    y->levels[y->depth++] = (level){is_mapping, false, y->path.size};
    y->is_mapping = true;
    return PECIA_OK;
}

static int32_t close_level(yaml_reading *y) {
    int32_t status = y->object == y->depth ? end_object(y) : PECIA_OK;
    y->depth--;
    level *top = y->depth > 0 ? &y->levels[y->depth - 1] : NULL;
    if (top && top->is_mapping && top->has_key) {
        top->has_key = false;
        y->path.size = top->key;
    }
    return status;
}

static int32_t event(yaml_reading *y, const yaml_event_t *e) {
    pecia_str text = {NULL, 0};
    switch (e->type) {
    case YAML_MAPPING_START_EVENT: return open_level(y, true);
    case YAML_SEQUENCE_START_EVENT: return open_level(y, false);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT: return close_level(y);
    case YAML_SCALAR_EVENT: text = (pecia_str){(const char *)e->data.scalar.value, e->data.scalar.length}; break;
    case YAML_ALIAS_EVENT: text = pecia_str_of((const char *)e->data.alias.anchor); break;
    default: return PECIA_OK;
    }
    return y->depth == 0 ? PECIA_ERR_UNSUPPORTED : scalar(y, text);
}

int32_t md_yaml_broken(md_reader *reader, uint32_t line, const char *problem) {
    pecia_place place = md_place(line);
    reader->host->job->report(reader->job, PECIA_ERROR, "markdown-yaml", &place,
                              "the metadata block is no correct YAML: %s", problem ? problem : "unknown problem");
    return PECIA_ERR_INPUT;
}

/* The functions that are used, by the names of yaml.h. */
typedef struct yaml_library {
    int (*initialize)(yaml_parser_t *);
    void (*set_input)(yaml_parser_t *, const unsigned char *, size_t);
    void (*set_encoding)(yaml_parser_t *, yaml_encoding_t);
    int (*parse)(yaml_parser_t *, yaml_event_t *);
    void (*delete_event)(yaml_event_t *);
    void (*delete_parser)(yaml_parser_t *);
} yaml_library;

static bool open_library(yaml_library *l) {
    void *library = pecia_library_open(MD_YAML_LIBRARY);
    return library && pecia_library_find(library, "yaml_parser_initialize", &l->initialize, sizeof l->initialize) &&
           pecia_library_find(library, "yaml_parser_set_input_string", &l->set_input, sizeof l->set_input) &&
           pecia_library_find(library, "yaml_parser_set_encoding", &l->set_encoding, sizeof l->set_encoding) &&
           pecia_library_find(library, "yaml_parser_parse", &l->parse, sizeof l->parse) &&
           pecia_library_find(library, "yaml_event_delete", &l->delete_event, sizeof l->delete_event) &&
           pecia_library_find(library, "yaml_parser_delete", &l->delete_parser, sizeof l->delete_parser);
}

/* Has the events of BLOCK looked at once. */
static int32_t pass(yaml_reading *y, const yaml_library *yaml, pecia_str block) {
    md_reader *reader = y->reader;
    yaml_parser_t parser;
    if (!yaml->initialize(&parser)) {
        return PECIA_ERR_MEMORY;
    }
    yaml->set_input(&parser, (const unsigned char *)block.data, (size_t)block.size);
    yaml->set_encoding(&parser, YAML_UTF8_ENCODING);
    int32_t status = PECIA_OK;
    bool is_end = false;
    while (status == PECIA_OK && !is_end) {
        yaml_event_t e;
        if (!yaml->parse(&parser, &e)) {
            status = parser.error == YAML_MEMORY_ERROR
                         ? PECIA_ERR_MEMORY
                         : md_yaml_broken(reader, (uint32_t)parser.problem_mark.line + 2, parser.problem);
            break;
        }
        is_end = e.type == YAML_STREAM_END_EVENT;
        status = event(y, &e);
        if (status == PECIA_ERR_LIMIT && reader->host->builder->status(reader->builder) == PECIA_OK) { /* our own */
            md_yaml_broken(reader, (uint32_t)e.start_mark.line + 2, "it nests too deeply");
            status = PECIA_ERR_INPUT;
        }
        yaml->delete_event(&e);
    }
    yaml->delete_parser(&parser);
    return status;
}

int32_t md_yaml_parse(md_reader *reader, pecia_str block, bool *is_mapping) {
    yaml_reading *y = reader->host->job->alloc(reader->job, sizeof *y);
    yaml_library yaml;
    if (!open_library(&yaml)) {
        pecia_place place = md_place(1);
        reader->host->job->report(reader->job, PECIA_ERROR, "markdown-no-yaml", &place,
                                  "the metadata block cannot be read: the library " MD_YAML_LIBRARY
                                  " is not installed");
        return PECIA_ERR_PLUGIN;
    }
    if (!y) {
        return PECIA_ERR_MEMORY;
    }
    y->reader = reader;
    pecia_buf_init(&y->path, reader->host, reader->job);
    pecia_buf_init(&y->detail_text, reader->host, reader->job);
    for (size_t i = 0; i < 8; i++) {
        pecia_buf_init(&y->parts[i], reader->host, reader->job);
    }
    int32_t status = PECIA_OK;
    y->is_first = memmem(block.data, (size_t)block.size, MD_DETAILS, sizeof MD_DETAILS - 1) != NULL;
    if (y->is_first) {
        status = pass(y, &yaml, block);
        y->is_first = false;
        y->depth = y->object = 0;
        pecia_buf_clear(&y->path);
    }
    status = status < 0 ? status : pass(y, &yaml, block);
    *is_mapping = y->is_mapping;
    if (status == PECIA_ERR_UNSUPPORTED) { /* no mapping: the lines are Markdown */
        *is_mapping = false;
        status = PECIA_OK;
    }
    return status;
}
