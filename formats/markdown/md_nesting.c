/* SPDX-License-Identifier: MIT
 *
 * md_nesting.c: which elements of HTML blocks are open, and what is closed before another one may open.
 */
#include "md_html.h"
#include "md_reader.h"

uint64_t md_innermost(const md_reader *reader, uint32_t hash, uint8_t kind) {
    for (uint64_t i = reader->open_count; i > 0; i--) {
        const md_open *open = &reader->open[i - 1];
        if (open->type == MD_OPEN_CMARK) {
            break;
        }
        if (open->type == MD_OPEN_ELEMENT && (hash ? open->hash == hash : open->kind == kind)) {
            return i - 1;
        }
    }
    return UINT64_MAX;
}

int32_t md_make_way(md_reader *reader, uint8_t kind) {
    uint8_t home = kind == PECIA_ITEM || kind == PECIA_TERM || kind == PECIA_DEFINITION ? PECIA_LIST
                   : kind == PECIA_ROW                                                  ? PECIA_TABLE
                   : kind == PECIA_CELL                                                 ? PECIA_ROW
                                                                                        : 0;
    if (home == 0) {
        return md_room(reader);
    }
    uint64_t at = md_innermost(reader, 0, home);
    if (at == UINT64_MAX) {
        return md_room(reader);
    }
    if (kind == PECIA_ROW && at + 1 < reader->open_count && reader->open[at + 1].kind == 0) {
        at++; /* within thead, tbody */
    }
    return md_close(reader, at + 1);
}

int32_t md_leave_phrases(md_reader *reader) {
    uint64_t count = reader->open_count;
    while (count > 0) {
        const md_open *open = &reader->open[count - 1];
        if (open->type != MD_OPEN_IMPLIED &&
            (open->type != MD_OPEN_ELEMENT || (open->role != MD_ROLE_INLINE && open->role != MD_ROLE_PHRASE))) {
            break;
        }
        count--;
    }
    return md_close(reader, count);
}

bool md_fits(const md_reader *reader, uint8_t kind) {
    const md_open *top = md_top(reader);
    uint8_t above = top && top->type == MD_OPEN_ELEMENT ? top->kind : 0;
    if (top && top->type == MD_OPEN_ELEMENT && top->kind == 0 && reader->open_count > 1) {
        above = reader->open[reader->open_count - 2].kind;
    }
    switch (kind) {
    case PECIA_ITEM:
    case PECIA_TERM:
    case PECIA_DEFINITION: return above == PECIA_LIST;
    case PECIA_ROW: return above == PECIA_TABLE;
    case PECIA_CELL: return above == PECIA_ROW;
    case PECIA_CAPTION: return above != 0;
    default: return true;
    }
}

/* Closes the element of the name HASH that is open within nothing but elements that are no node. */
static int32_t close_same(md_reader *reader, uint32_t hash) {
    for (uint64_t i = reader->open_count; i > 0; i--) {
        const md_open *open = &reader->open[i - 1];
        if (open->kind || (open->type != MD_OPEN_ELEMENT && open->type != MD_OPEN_IMPLIED)) {
            break;
        }
        if (open->type == MD_OPEN_ELEMENT && open->hash == hash) {
            return md_close(reader, i - 1);
        }
    }
    return PECIA_OK;
}

int32_t md_nest(md_reader *reader, const md_html *tag, uint8_t role) {
    const pecia_job_api *job = reader->host->job;
    int32_t status = role == MD_ROLE_INLINE ? PECIA_OK : close_same(reader, md_html_hash(tag->name));
    uint64_t depth = job->limit(reader->job, PECIA_LIMIT_DEPTH);
    if (status < 0 || reader->open_count < depth) {
        return status;
    }
    pecia_place place = md_place(md_piece_line(reader, (uint32_t)reader->block_line));
    return job->limit_met(reader->job, PECIA_LIMIT_DEPTH, &place);
}
