/* SPDX-License-Identifier: MIT
 *
 * page_notes.c: notes at the foot of a page, in the midst of a paragraph that goes on above them on the next page.
 *
 * The lines of such notes are put behind the paragraph, so that it is whole; the table of lines is then no longer in
 * the order of the text. Notes stand below a separator, or are the last paragraphs of their page and begin with a
 * number or a sign of notes.
 */
#include "characters.h"
#include "reader.h"

/* The lines FIRST to END, which are the notes of one page. */
typedef struct page_notes {
    uint32_t first, end;
} page_notes;

typedef struct notes_mover {
    text_reader *r;
    page_notes *found;
    uint64_t count, room;
    text_line *lines; /* the new table */
    uint64_t kept;
    uint64_t page; /* the next page whose line is to be told anew */
} notes_mover;

static bool opens_note(const text_reader *r, uint32_t line) {
    text_entry entry;
    return text_read_entry(text_of_line(r, &r->lines[line]), &entry) && entry.skip > 0 &&
           (entry.form <= TEXT_FORM_STAR || entry.form == TEXT_FORM_PAREN);
}

uint32_t text_foot_notes(const text_reader *r, uint32_t first, uint32_t end) {
    uint32_t notes = end;
    for (uint32_t i = end; i > first + 1; i--) {
        const text_line *line = &r->lines[i - 1];
        if (text_is_separator(text_of_line(r, line))) {
            return i < end && opens_note(r, i) ? i - 1 : notes;
        }
        if (line->blank > 0 && line->indent <= r->margin + 1 && !opens_note(r, i - 1)) {
            return notes;
        }
        notes = line->blank > 0 && opens_note(r, i - 1) ? i - 1 : notes;
    }
    return notes;
}

static int32_t find_all(notes_mover *m) {
    text_reader *r = m->r;
    for (uint32_t i = r->first + 1, first = r->first; i <= r->last; i++) {
        if (i < r->last ? r->lines[i].page == 0 : first == r->first) {
            continue; /* within a page, or there are no pages */
        }
        uint32_t notes = text_foot_notes(r, first, i);
        for (uint32_t n = notes; n < i; n++) {
            r->lines[n].foot = n == notes ? 2 : 1;
        }
        if (notes < i && i < r->last && text_goes_on(r, notes - 1, i)) {
            if (m->count == m->room &&
                pecia_grow(r->host, r->job, &m->found, &m->room, m->count + 64, sizeof(page_notes)) != PECIA_OK) {
                return PECIA_ERR_MEMORY;
            }
            m->found[m->count++] = (page_notes){notes, i};
        }
        first = i;
    }
    return PECIA_OK;
}

static text_line *keep(notes_mover *m, uint32_t line) {
    text_reader *r = m->r;
    while (m->page < r->page_count && r->pages[m->page].line <= line) {
        r->pages[m->page++].line = (uint32_t)m->kept;
    }
    m->lines[m->kept] = r->lines[line];
    return &m->lines[m->kept++];
}

/* True if the paragraph that goes on in the line before LINE ends there. */
static bool ends_before(const text_reader *r, uint32_t line) {
    const text_line *next = &r->lines[line];
    bool ends = line == r->last || next->blank > 0 || next->page > 0 || r->style == TEXT_SINGLE;
    return ends || (r->style == TEXT_PRINT && next->indent > r->margin) ||
           (r->style == TEXT_UNFORMATTED && !text_line_is_full(r, next - 1, next, r->width > 3 ? r->width - 3 : 0));
}

/* Puts the notes that wait, FROM to END of those found, behind what was kept. */
static void put_notes(notes_mover *m, uint64_t from, uint64_t end) {
    for (; from < end; from++) {
        for (uint32_t i = m->found[from].first; i < m->found[from].end; i++) {
            text_line *line = &m->lines[m->kept];
            *line = m->r->lines[i];
            line->blank = i == m->found[from].first && line->blank == 0 ? 1 : line->blank;
            m->kept++;
        }
    }
}

static void move_all(notes_mover *m) {
    text_reader *r = m->r;
    uint64_t waiting = 0, next = 0;
    for (uint32_t i = 0; i < r->line_count;) {
        bool notes = next < m->count && m->found[next].first == i;
        if (notes) {
            i = m->found[next++].end;
        } else if (waiting < next && ends_before(r, i)) {
            put_notes(m, waiting, next);
            waiting = next;
            text_line *line = keep(m, i++);
            line->blank = line->blank == 0 ? 1 : line->blank;
            continue;
        }
        text_line *line = keep(m, i++);
        if (notes) {
            line->blank = 0;
            line->through = 1;
        }
    }
    put_notes(m, waiting, next);
}

int32_t text_move_page_notes(text_reader *r) {
    notes_mover m = {.r = r};
    if (find_all(&m) != PECIA_OK) {
        return PECIA_ERR_MEMORY;
    }
    if (m.count == 0) {
        return PECIA_OK;
    }
    m.lines = r->host->job->alloc(r->job, r->line_count * sizeof(text_line));
    if (!m.lines) {
        return PECIA_ERR_MEMORY;
    }
    move_all(&m);
    r->lines = m.lines;
    r->line_room = r->line_count;
    r->moved = true;
    return PECIA_OK;
}
