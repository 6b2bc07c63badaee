/* SPDX-License-Identifier: MIT
 *
 * md_yaml.c: the YAML metadata block at the start of a text, by libyaml's events: every value is a string, nothing is
 * expanded. Names of fields become the document's keys by md_fields.def; others keep their own name.
 *
 * The library is opened only where a block is: most texts have none, and opening it takes a tenth of the time that a
 * small text takes in all.
 */
#include <yaml.h>

#include "common/library.h"
#include "md_reader.h"

#define MAX_DEPTH 8
#define MAX_SIZE  (UINT64_C(4) * 1024 * 1024)

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

typedef struct yaml_reading {
    md_reader *reader;
    level levels[MAX_DEPTH];
    uint32_t depth;
    pecia_buf path;     /* names of the open mappings, joined by '.' */
    pecia_buf parts[8]; /* of an object under a field: value, type, role, lang, scheme, sort, href, unused */
    uint32_t object;    /* depth of that object, 0 for none */
    bool is_mapping;    /* the block is one */
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

static pecia_str part(const yaml_reading *y, size_t index) {
    return y->parts[index].size > 0 ? pecia_buf_str(&y->parts[index]) : (pecia_str){NULL, 0};
}

/* Adds the statement NAME: VALUE with what the object around it said. */
static int32_t add_meta(yaml_reading *y, pecia_str name, pecia_str value) {
    const field *known = find_field(name);
    pecia_meta meta = {0};
    meta.key = known ? pecia_str_of(known->key) : name;
    meta.value = value;
    meta.type = part(y, 1).data ? part(y, 1) : known && known->type ? pecia_str_of(known->type) : part(y, 1);
    meta.role = part(y, 2).data ? part(y, 2) : known && known->role ? pecia_str_of(known->role) : part(y, 2);
    meta.lang = part(y, 3);
    meta.scheme = part(y, 4);
    meta.sort = part(y, 5);
    meta.href = part(y, 6);
    if (value.size == 0 && meta.href.size == 0) {
        return PECIA_OK;
    }
    return y->reader->host->builder->meta(y->reader->builder, &meta);
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
    int32_t status = add_meta(y, field_name(y), value);
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
        } else {
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
    if (is_mapping && y->depth > 0 && y->object == 0 && find_field(pecia_buf_str(&y->path))) {
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

static int32_t broken(md_reader *reader, uint32_t line, const char *problem) {
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

static int32_t parse(md_reader *reader, pecia_str block, bool *is_mapping) {
    yaml_reading *y = reader->host->job->alloc(reader->job, sizeof *y);
    yaml_parser_t parser;
    yaml_library yaml;
    if (!open_library(&yaml)) {
        pecia_place place = md_place(1);
        reader->host->job->report(reader->job, PECIA_ERROR, "markdown-no-yaml", &place,
                                  "the metadata block cannot be read: the library " MD_YAML_LIBRARY
                                  " is not installed");
        return PECIA_ERR_PLUGIN;
    }
    if (!y || !yaml.initialize(&parser)) {
        return PECIA_ERR_MEMORY;
    }
    y->reader = reader;
    pecia_buf_init(&y->path, reader->host, reader->job);
    for (size_t i = 0; i < 8; i++) {
        pecia_buf_init(&y->parts[i], reader->host, reader->job);
    }
    yaml.set_input(&parser, (const unsigned char *)block.data, (size_t)block.size);
    yaml.set_encoding(&parser, YAML_UTF8_ENCODING);
    int32_t status = PECIA_OK;
    bool is_end = false;
    while (status == PECIA_OK && !is_end) {
        yaml_event_t e;
        if (!yaml.parse(&parser, &e)) {
            status = parser.error == YAML_MEMORY_ERROR
                         ? PECIA_ERR_MEMORY
                         : broken(reader, (uint32_t)parser.problem_mark.line + 2, parser.problem);
            break;
        }
        is_end = e.type == YAML_STREAM_END_EVENT;
        status = event(y, &e);
        if (status == PECIA_ERR_LIMIT && reader->host->builder->status(reader->builder) == PECIA_OK) { /* our own */
            broken(reader, (uint32_t)e.start_mark.line + 2, "it nests too deeply");
            status = PECIA_ERR_INPUT;
        }
        yaml.delete_event(&e);
    }
    yaml.delete_parser(&parser);
    *is_mapping = y->is_mapping;
    if (status == PECIA_ERR_UNSUPPORTED) { /* no mapping: the lines are Markdown */
        *is_mapping = false;
        status = PECIA_OK;
    }
    return status;
}

/* The next line of *REST without its end. */
static pecia_str take_line(pecia_str *rest) {
    const char *end = memchr(rest->data, '\n', (size_t)rest->size);
    pecia_str line = {rest->data, end ? (uint64_t)(end - rest->data) : rest->size};
    *rest = pecia_str_from(*rest, line.size + (end ? 1 : 0));
    while (line.size > 0 && pecia_is_space(line.data[line.size - 1])) {
        line.size--;
    }
    return line;
}

/* Collections that nest deeply cost libyaml more than they should. */
static bool is_suspicious(pecia_str block) {
    uint32_t depth = 0;
    for (uint64_t i = 0; i < block.size; i++) {
        depth += block.data[i] == '[' || block.data[i] == '{' ? 1 : 0;
        depth -= depth > 0 && (block.data[i] == ']' || block.data[i] == '}') ? 1 : 0;
        if (depth > 64) {
            return true;
        }
    }
    return false;
}

/* A metadata block at the start of a text. */
typedef struct found_block {
    pecia_str text; /* between its lines of hyphens */
    uint64_t size;  /* of all of it, with those lines */
    uint32_t lines;
    bool is_open; /* it begins, but no line ends it */
} found_block;

/* Looks for a metadata block at the start of TEXT; absent if there is none. */
static found_block find_block(pecia_str text) {
    found_block found = {0};
    pecia_str rest = text;
    if (!pecia_str_is(take_line(&rest), "---")) {
        return found;
    }
    const char *from = rest.data;
    pecia_str line = take_line(&rest);
    for (found.lines = 2; line.size > 0 || found.lines > 2; found.lines++) {
        if (pecia_str_is(line, "---") || pecia_str_is(line, "...")) {
            found.text = (pecia_str){from, (uint64_t)(line.data - from)};
            found.size = (uint64_t)(rest.data - text.data);
            return found;
        }
        if (rest.size == 0) {
            found.is_open = true;
            return found;
        }
        line = take_line(&rest);
    }
    return found;
}

int32_t md_yaml(md_reader *reader) {
    bool is_mapping = false;
    found_block block = find_block(md_source_ahead(&reader->text, false));
    if (block.is_open && !reader->text.has_last) {
        block = find_block(md_source_ahead(&reader->text, true));
    }
    if (!block.text.data) {
        return reader->text.status;
    }
    if (block.text.size > MAX_SIZE || is_suspicious(block.text)) {
        return broken(reader, 2, "it is too large or nests too deeply");
    }
    int32_t status = parse(reader, block.text, &is_mapping);
    if (status == PECIA_OK && (is_mapping || pecia_str_trim(block.text).size == 0)) {
        status = md_source_seek(&reader->text, reader->text.at + block.size, block.lines + 1);
    }
    return status;
}
