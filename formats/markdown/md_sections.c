/* SPDX-License-Identifier: MIT
 *
 * md_sections.c: what is open in the builder: sections made of flat headings, containers of cmark, elements of HTML.
 */
#include "md_html.h"
#include "md_reader.h"

int32_t md_push(md_reader *reader, uint8_t type, uint8_t kind, uint32_t hash) {
    const pecia_builder_api *b = reader->host->builder;
    if (pecia_grow(reader->host, reader->job, &reader->open, &reader->open_capacity, reader->open_count + 1,
                   sizeof *reader->open) < 0) {
        return PECIA_ERR_MEMORY;
    }
    int32_t status = kind && kind != PECIA_NOTE ? b->enter(reader->builder, kind) : PECIA_OK;
    md_open *top = &reader->open[reader->open_count++];
    *top = (md_open){.type = type, .kind = kind, .hash = hash, .node = kind ? b->last(reader->builder) : 0};
    reader->containers += type == MD_OPEN_CMARK ? 1 : 0;
    return status;
}

void md_unbalanced(md_reader *reader) {
    if (reader->unbalanced++ == 0) {
        reader->unbalanced_line = md_piece_line(reader, (uint32_t)reader->block_line);
    }
}

/* True if OPEN is an element whose end tag was not met, and which HTML does not let go without one. */
static bool lacks_end(const md_open *open) {
    switch (open->kind) {
    case PECIA_NO_KIND:
    case PECIA_PARAGRAPH:
    case PECIA_ITEM:
    case PECIA_TERM:
    case PECIA_DEFINITION:
    case PECIA_ROW:
    case PECIA_CELL: return false;
    default: return open->type == MD_OPEN_ELEMENT && open->hash != 0 && !open->is_ended;
    }
}

int32_t md_close(md_reader *reader, uint64_t count) {
    int32_t status = PECIA_OK;
    while (reader->open_count > count) {
        md_open *top = &reader->open[--reader->open_count];
        reader->containers -= top->type == MD_OPEN_CMARK ? 1 : 0;
        if (lacks_end(top)) {
            md_unbalanced(reader);
        }
        bool is_bare = top->type == MD_OPEN_IMPLIED && !top->kind;
        if (is_bare || top->kind) {
            reader->bare = is_bare ? reader->host->builder->last(reader->builder) : 0;
        }
        if (top->kind && status == PECIA_OK) {
            status = reader->host->builder->leave(reader->builder, top->kind);
        }
    }
    return status;
}

static bool is_phrase(const md_open *open) {
    return open->type == MD_OPEN_IMPLIED ||
           (open->type == MD_OPEN_ELEMENT && (open->role == MD_ROLE_INLINE || open->role == MD_ROLE_PHRASE));
}

int32_t md_room(md_reader *reader) {
    uint64_t count = reader->open_count;
    while (count > 0 && is_phrase(&reader->open[count - 1])) {
        count--;
    }
    int32_t status = md_close(reader, count);
    md_open *top = md_top(reader);
    while (status == PECIA_OK && top && top->type == MD_OPEN_ELEMENT) {
        uint8_t wanted = top->kind == PECIA_LIST    ? PECIA_ITEM
                         : top->kind == PECIA_TABLE ? PECIA_ROW
                         : top->kind == PECIA_ROW   ? PECIA_CELL
                                                    : 0;
        if (wanted == 0) {
            break;
        }
        status = md_push(reader, MD_OPEN_ELEMENT, wanted, 0);
        top = md_top(reader);
        top->role = MD_ROLE_FLOW;
    }
    return status;
}

int32_t md_section(md_reader *reader, uint32_t level, uint32_t *number) {
    uint64_t keep = reader->open_count;
    uint32_t depth = 1;
    *number = level;
    if (reader->containers > 0) {
        return PECIA_OK;
    }
    while (keep > 0 && reader->open[keep - 1].type == MD_OPEN_SECTION && reader->open[keep - 1].level >= level) {
        keep--;
    }
    int32_t status = md_close(reader, keep);
    for (uint64_t i = 0; i < reader->open_count; i++) {
        depth += reader->open[i].kind == PECIA_SECTION ? 1 : 0;
    }
    status = status < 0 ? status : md_push(reader, MD_OPEN_SECTION, PECIA_SECTION, 0);
    if (status == PECIA_OK) {
        md_top(reader)->level = (uint8_t)level;
    }
    *number = depth == level ? 0 : level;
    return status;
}
