/* SPDX-License-Identifier: MIT
 *
 * style.c: how a file marks its paragraphs, told from the shape of its lines.
 *
 *   single        one line a paragraph (blank lines between or not)
 *   block         lines wrapped at a width, blank lines between paragraphs
 *   print         lines wrapped, each paragraph begins indented
 *   unformatted   lines wrapped, paragraphs end with a short line
 */
#include "characters.h"
#include "columns.h"
#include "reader.h"

enum { PROSE_WIDTH = 120, LEAST_WRAP = 45, LEAST_WRAPPED = 3 };

typedef struct text_shape {
    uint64_t bytes, long_bytes;
    uint64_t lines, blanks; /* lines; those with blank lines before them */
    uint64_t pairs, full;   /* neighbours without a blank line; those where the next word would not have fitted */
    uint64_t capital;       /* neighbours where the second begins with a capital */
    uint64_t wrapped;       /* full neighbours where the second goes on in lower case */
    uint64_t broken;        /* neighbours of prose width that are not full and go on in lower case */
    uint64_t indented;      /* of the neighbours, the second begins deeper than the first */
    uint64_t outdented;     /* the second begins at the margin, less deep than the first */
    uint32_t widths[PROSE_WIDTH + 1];
    uint32_t margins[64];
} text_shape;

/* Columns of SIZE bytes at START that are WIDTH characters: those of Chinese and Japanese take two. */
static uint32_t columns(const text_reader *r, uint32_t start, uint32_t size, uint32_t width) {
    bool wide = size > 0 && text_needs_no_space(text_first((pecia_str){r->text.data + start, size}));
    return width + (wide && size > width ? (size - width) / 2 : 0);
}

uint32_t text_line_width(const text_reader *r, const text_line *line) {
    return columns(r, line->start, line->size, line->width) + line->indent;
}

static uint32_t first_word(const text_reader *r, const text_line *line) {
    pecia_str rest = text_of_line(r, line);
    rest.size = text_piece_end(rest);
    return columns(r, line->start, (uint32_t)rest.size, (uint32_t)text_width(rest, PROSE_WIDTH));
}

/* A row of a table, a heading and what underlines it tell nothing of how prose is wrapped. */
static bool is_drawn(const text_reader *r, const text_line *line) {
    bool over =
        line + 1 < r->lines + r->line_count && line[1].blank == 0 && text_underline(text_of_line(r, line + 1)) > 0;
    return over || r->text.data[line->start] == '|' || text_underline(text_of_line(r, line)) > 0;
}

static void measure_lines(const text_reader *r, text_shape *shape) {
    for (uint64_t i = r->first; i < r->last; i++) {
        const text_line *line = &r->lines[i];
        shape->bytes += line->size;
        if (i > r->first && line[-1].flowed) {
            continue;
        }
        shape->lines++;
        shape->blanks += line->blank > 0;
        shape->margins[line->indent < 63 ? line->indent : 63]++;
        if (text_line_width(r, line) > PROSE_WIDTH) {
            shape->long_bytes += line->size;
        } else if (!is_drawn(r, line)) {
            shape->widths[text_line_width(r, line)]++;
        }
    }
}

/* The width that 97 in 100 of the lines that are not long keep to. */
static uint32_t usual_width(const text_shape *shape) {
    uint64_t all = 0, seen = 0;
    for (uint32_t i = 0; i <= PROSE_WIDTH; i++) {
        all += shape->widths[i];
    }
    for (uint32_t i = PROSE_WIDTH; i > 0; i--) {
        seen += shape->widths[i];
        if (seen * 100 > all * 3) {
            return i;
        }
    }
    return 0;
}

bool text_line_is_full(const text_reader *r, const text_line *line, const text_line *next, uint32_t width) {
    return text_line_width(r, line) <= PROSE_WIDTH && text_line_width(r, line) + 1 + first_word(r, next) > width;
}

static void measure_pairs(const text_reader *r, text_shape *shape, uint32_t width) {
    for (uint64_t i = (uint64_t)r->first + 1; i < r->last; i++) {
        const text_line *line = &r->lines[i - 1], *next = line + 1;
        if (next->blank > 0 || line->flowed || text_line_width(r, line) > PROSE_WIDTH || is_drawn(r, line)) {
            continue;
        }
        bool full = text_line_is_full(r, line, next, width);
        uint32_t first = text_first(text_of_line(r, next));
        shape->pairs++;
        shape->full += full;
        shape->capital += text_is_upper(first);
        shape->wrapped += full && text_is_lower(first);
        shape->broken += !full && line->width > LEAST_WRAP && text_is_lower(first);
        shape->indented += next->indent > line->indent;
        shape->outdented += next->indent < line->indent && next->indent == 0;
    }
}

/* Columns of LINE as it is shown: a grapheme may have several characters, or take two columns. */
static uint64_t shown_columns(const text_reader *r, text_ruler *ruler, const text_line *line) {
    return line->indent + text_columns(ruler, text_of_line(r, line));
}

static bool stands_below(const text_reader *r, uint64_t i) {
    const text_line *line = &r->lines[i], *next = line + 1;
    return i + 1 < r->line_count && next->blank == 0 && next->page == 0 && next->cited == line->cited;
}

/* True if the first word of the line below the one at I would not have fitted into WIDTH. */
static bool is_filled(const text_reader *r, text_ruler *ruler, uint64_t i, uint64_t width) {
    pecia_str piece = text_of_line(r, &r->lines[i + 1]);
    piece.size = text_piece_end(piece);
    return shown_columns(r, ruler, &r->lines[i]) + 1 + text_columns(ruler, piece) >= width;
}

/* The width that all but one in twenty of the lines that end in a space keep to (a word may be wider), and their COUNT.
 */
static uint32_t flowed_width(const text_reader *r, text_ruler *ruler, uint64_t *count) {
    uint32_t widths[TEXT_WIDE + 1] = {0}, width = TEXT_WIDE;
    for (uint64_t i = 0; i < r->line_count; i++) {
        if (r->lines[i].flowed) {
            uint64_t own = shown_columns(r, ruler, &r->lines[i]);
            widths[own < TEXT_WIDE ? own : TEXT_WIDE]++;
            ++*count;
        }
    }
    for (uint64_t wider = widths[width]; width > 0 && wider * 20 <= *count; wider += widths[width]) {
        width--;
    }
    return width;
}

/* Whether the spaces at line ends say where a paragraph goes on (RFC 3676), as this format's writer has them, or are
 * there by chance: then lines do not stand right below them, or their first words would have fitted, or as many lines
 * go on without them. */
static void find_flowed(text_reader *r) {
    enum { FEW = 3, LEAST_WIDTH = 30 };
    text_ruler ruler = {0};
    uint64_t flowed = 0, wrong = 0, likewise = 0;
    uint32_t width = r->style == TEXT_AUTO ? flowed_width(r, &ruler, &flowed) : 0;
    for (uint64_t i = 0; i < r->line_count && flowed > 0; i++) {
        text_line *line = &r->lines[i];
        bool below = stands_below(r, i);
        bool small = below && text_is_inside(r, (uint32_t)i) && text_is_lower(text_first(text_of_line(r, line + 1)));
        if (line->flowed) {
            wrong += !below || !is_filled(r, &ruler, i, width);
            line->flowed = below;
        } else if (small && text_line_width(r, line) <= width) {
            likewise += is_filled(r, &ruler, i, width);
        }
    }
    bool wide = width >= LEAST_WRAP || ((flowed >= FEW || width >= LEAST_WIDTH) && wrong == 0);
    r->flowed = flowed > likewise && wide && wrong * 20 <= flowed;
    for (uint64_t i = 0; i < r->line_count && !r->flowed; i++) {
        r->lines[i].flowed = 0;
    }
}

static uint32_t usual_margin(const text_shape *shape) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < 64; i++) {
        best = shape->margins[i] > shape->margins[best] ? i : best;
    }
    return best;
}

static int decide(const text_shape *shape, uint32_t width) {
    if (shape->long_bytes * 4 >= shape->bytes || shape->pairs < 2 || width < LEAST_WRAP) {
        return TEXT_SINGLE;
    }
    bool shown = shape->full * 10 >= shape->pairs * 6 && shape->capital * 4 <= shape->pairs * 3;
    bool some = shape->wrapped >= LEAST_WRAPPED && shape->wrapped * 5 >= shape->pairs;
    bool few = shape->wrapped >= 2 && shape->wrapped * 2 >= shape->pairs;
    bool prose = (some || few) && shape->wrapped > shape->broken * 4;
    bool print = shape->outdented >= 2 && shape->outdented == shape->wrapped && shape->indented > 0;
    if (!shown && !prose && !print) {
        return TEXT_SINGLE;
    }
    bool set_in = print && shape->indented > shape->blanks; /* blank lines part sections */
    if (shape->blanks * 25 >= shape->lines && !set_in) {
        return TEXT_BLOCK;
    }
    return shape->indented * 50 >= shape->pairs ? TEXT_PRINT : TEXT_UNFORMATTED;
}

static int wanted(const text_reader *r) {
    static const char *const names[] = {"auto", "block", "single", "print", "unformatted"};
    const char *option = r->host->job->option(r->job, "paragraphs");
    for (int i = TEXT_BLOCK; option && i <= TEXT_UNFORMATTED; i++) {
        if (strcmp(option, names[i]) == 0) {
            return i;
        }
    }
    return TEXT_AUTO;
}

int32_t text_find_style(text_reader *r) {
    text_shape *shape = r->host->job->alloc(r->job, sizeof(*shape));
    if (!shape) {
        return PECIA_ERR_MEMORY;
    }
    r->style = wanted(r);
    find_flowed(r);
    measure_lines(r, shape);
    r->width = usual_width(shape);
    r->margin = usual_margin(shape);
    measure_pairs(r, shape, r->width);
    if (r->style == TEXT_AUTO) {
        r->style = r->flowed ? TEXT_SINGLE : decide(shape, r->width);
    }
    r->spaced = shape->lines > 1 && shape->blanks * 2 > shape->lines - 1;
    if (r->style == TEXT_PRINT && shape->outdented >= 2) {
        r->margin = 0; /* most paragraphs are of one line, which is set in */
    }
    if (r->spaced && (uint64_t)shape->margins[0] * 100 >= shape->lines) {
        r->margin = 0; /* what is set in is so on purpose, however much of it there is */
    }
    return PECIA_OK;
}
