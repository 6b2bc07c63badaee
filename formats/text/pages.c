/* SPDX-License-Identifier: MIT
 *
 * pages.c: lines that belong to a page and not to the text: its number, alone on a line, and the head or foot that is
 * the same on each. They leave the table of lines and become page breaks.
 *
 * A number alone may as well be that of a chapter or of a note. It is a page's if a word of pages.def says so, or if
 * such numbers count on by one and stand at form feeds or cut paragraphs in two. heads.c finds the running heads.
 */
#include "pages.h"

#include "characters.h"

enum { CENTRED = 15, LEAST_NUMBERS = 3 };

static const char *const words[] = {
#define PAGE(word) word,
#include "pages.def"
#undef PAGE
};

static bool is_frame(uint32_t code) {
    return text_is_space(code) || text_is_dash(code) || code == '-' || code == '[' || code == ']' || code == '{' ||
           code == '}';
}

/* Bytes of a word for "page" that opens STR, with the point and white space behind it; 0 if none does. */
static uint64_t page_word(pecia_str str) {
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        pecia_str rest = str, want = pecia_str_of(words[i]);
        if (!text_begins_folded(str, words[i])) {
            continue;
        }
        while (want.size > 0) {
            pecia_str_next(&want);
            pecia_str_next(&rest);
        }
        uint64_t had = rest.size;
        while (rest.size > 0 && (rest.data[0] == '.' || text_is_space(text_first(rest)))) {
            pecia_str_next(&rest);
        }
        if (had > rest.size && rest.size > 0 && text_is_digit((unsigned char)rest.data[0])) {
            return str.size - rest.size;
        }
    }
    return 0;
}

/* The number at the start of STR, 1 to 4 digits; its bytes, or 0. */
static uint32_t number_at(pecia_str str, uint32_t *value) {
    uint32_t count = 0;
    *value = 0;
    while (count < str.size && count < 5 && text_is_digit((unsigned char)str.data[count])) {
        *value = *value * 10 + (uint32_t)(str.data[count++] - '0');
    }
    return count < 5 && *value > 0 ? count : 0;
}

/* The number of a page that LINE, which may be CENTRED, says; where it stands goes to LABEL. */
static uint8_t read_number(pecia_str line, bool centred, uint32_t *value, pecia_str *label) {
    pecia_str rest = line;
    bool bracket = line.size > 0 && line.data[0] == '[', dash = false;
    while (rest.size > 0 && is_frame(text_first(rest))) {
        dash = dash || text_is_dash(text_first(rest)) || text_first(rest) == '-';
        pecia_str_next(&rest);
    }
    uint64_t word = page_word(rest);
    rest = pecia_str_from(rest, word);
    uint32_t size = number_at(rest, value);
    *label = (pecia_str){rest.data, size};
    rest = pecia_str_from(rest, size);
    while (size > 0 && rest.size > 0 && is_frame(text_first(rest))) {
        pecia_str_next(&rest);
    }
    if (size == 0 || rest.size > 0 || (bracket && word == 0)) {
        return NO_SIGN;
    }
    return (word > 0 && bracket) || (dash && centred) ? WORD_NUMBER : BARE_NUMBER;
}

/* "Author      Title      [Page 12]": a foot that ends with the number of its page. */
static uint8_t read_foot(pecia_str line, uint32_t *value, pecia_str *label) {
    uint64_t at = line.size;
    if (line.size < 8 || line.data[line.size - 1] != ']') {
        return NO_SIGN;
    }
    while (at > 0 && line.data[at - 1] != '[' && line.size - at < 24) {
        at--;
    }
    bool apart = at > 4 && line.data[at - 1] == '[' && line.data[at - 2] == ' ' && line.data[at - 3] == ' ';
    pecia_str inner = {line.data + at, line.size - at - 1};
    uint64_t word = apart ? page_word(inner) : 0;
    uint32_t size = word > 0 ? number_at(pecia_str_from(inner, word), value) : 0;
    *label = (pecia_str){inner.data + word, size};
    return size > 0 && word + size == inner.size ? IN_FOOT : NO_SIGN;
}

static uint8_t read_sign(const text_reader *r, const text_line *line, uint32_t *value, pecia_str *label) {
    pecia_str str = text_of_line(r, line);
    uint8_t sign = line->width < 24 ? read_number(str, line->indent >= CENTRED, value, label) : NO_SIGN;
    return sign || line->width > PAGE_FURNITURE ? sign : read_foot(str, value, label);
}

bool text_goes_on(const text_reader *r, uint64_t before, uint64_t after) {
    if (after >= r->line_count || !text_is_lower(text_first(text_of_line(r, &r->lines[after])))) {
        return false;
    }
    uint32_t last = text_last(text_of_line(r, &r->lines[before]), NULL);
    return text_is_letter(last) || last == ',' || last == '-' || last == 0xAD || last == ';';
}

/* True if the number at LINE cuts a paragraph in two; the page above it, which may end with notes, begins at FIRST. */
static bool cuts(const text_reader *r, uint32_t first, uint32_t line) {
    uint32_t notes = line > first ? text_foot_notes(r, first, line) : line;
    return notes > 0 && text_goes_on(r, notes - 1, (uint64_t)line + 1);
}

/* Bare numbers that count on by one; the others are none of pages. */
static void find_numbers(page_finder *f) {
    text_reader *r = f->r;
    uint32_t last = 0, value, first = 0;
    pecia_str label;
    for (uint64_t i = 0; i < r->line_count; i++) {
        uint8_t sign = read_sign(r, &r->lines[i], &value, &label);
        f->sign[i] = sign;
        if (sign != BARE_NUMBER) {
            continue;
        }
        if (last > 0 && value != last + 1) {
            f->sign[i] = NO_SIGN;
            continue;
        }
        uint32_t frame = text_first(text_of_line(r, &r->lines[i])); /* - 12 - */
        bool feed = frame == '-' || text_is_dash(frame) || r->lines[i].page > 0 ||
                    (i + 1 < r->line_count && r->lines[i + 1].page > 0);
        last = value;
        f->numbers++;
        f->cutting += feed || cuts(r, first, (uint32_t)i);
        first = (uint32_t)i + 1;
    }
    bool pages = f->numbers >= LEAST_NUMBERS && f->cutting * 4 >= f->numbers;
    for (uint64_t i = 0; i < r->line_count; i++) {
        f->sign[i] = f->sign[i] == BARE_NUMBER && !pages ? NO_SIGN : f->sign[i];
        f->found += f->sign[i] != NO_SIGN;
    }
}

static int32_t add_page(text_reader *r, uint64_t line, pecia_str label) {
    if (r->page_count == r->page_room &&
        pecia_grow(r->host, r->job, &r->pages, &r->page_room, r->page_count + 64, sizeof(text_page)) != PECIA_OK) {
        return PECIA_ERR_MEMORY;
    }
    text_page *page = &r->pages[r->page_count++];
    page->line = (uint32_t)line;
    page->label = (uint32_t)(label.data - r->text.data);
    page->size = (uint32_t)label.size;
    return PECIA_OK;
}

/* Takes the furniture out of the table. A number below a page, before its form feed, is that of the page that ends, so
 * the break that follows has none of its own unless no form feed stands there. */
static int32_t remove_lines(page_finder *f) {
    text_reader *r = f->r;
    uint64_t kept = 0;
    uint32_t pages = 0, blank = 0, value;
    pecia_str label = {NULL, 0}, seen;
    for (uint64_t i = 0; i < r->line_count; i++) {
        text_line line = r->lines[i];
        pages += line.page;
        blank += line.blank;
        if (f->sign[i] != NO_SIGN) {
            bool foot = f->sign[i] == IN_FOOT || (i + 1 < r->line_count && r->lines[i + 1].page > 0);
            bool head = f->sign[i] == RUNNING_HEAD;
            if (head ? text_head_number(text_of_line(r, &line), &seen)
                     : read_sign(r, &line, &value, &seen) != NO_SIGN) {
                label = foot && line.page == 0 ? label : seen;
                pages += pages == 0 && !(foot && i + 1 < r->line_count && r->lines[i + 1].page > 0);
            }
            continue;
        }
        r->lines[kept] = line;
        r->lines[kept].page = (uint8_t)(pages < 255 ? pages : 255);
        r->lines[kept].through = pages > 0 && kept > 0 && text_goes_on(r, kept - 1, kept);
        r->lines[kept].blank = (uint8_t)(r->lines[kept].through ? 0 : blank < 255 ? blank : 255);
        if (label.size > 0 && add_page(r, kept, label) != PECIA_OK) {
            return PECIA_ERR_MEMORY;
        }
        label.size = 0;
        pages = blank = 0;
        kept++;
    }
    r->line_count = kept;
    r->last = r->tail = (uint32_t)kept;
    return PECIA_OK;
}

int32_t text_find_pages(text_reader *r) {
    page_finder f = {.r = r};
    f.sign = r->host->job->alloc(r->job, r->line_count + 1);
    if (!f.sign) {
        return PECIA_ERR_MEMORY;
    }
    find_numbers(&f);
    for (uint64_t i = 0; i < r->line_count && !f.feeds; i++) {
        f.feeds = r->lines[i].page > 0;
    }
    if (text_find_numbered_heads(&f) != PECIA_OK) {
        return PECIA_ERR_MEMORY;
    }
    if (f.found == 0 && !f.feeds) {
        return PECIA_OK;
    }
    if (text_find_heads(&f) != PECIA_OK) {
        return PECIA_ERR_MEMORY;
    }
    if (f.removed > 0) {
        pecia_place place = {{NULL, 0}, f.head_line, 0};
        r->host->job->report(r->job, PECIA_WARNING, "text.running-heads", &place,
                             "%u running heads of pages were left out", f.removed);
    }
    return remove_lines(&f);
}

uint32_t text_read_page(pecia_str str, pecia_str *label, uint32_t *value) {
    pecia_str inner = pecia_str_from(str, 1);
    uint64_t word = str.size > 3 && str.data[0] == '[' ? page_word(inner) : 0;
    pecia_str number = pecia_str_from(inner, word);
    uint32_t size = word > 0 ? number_at(number, value) : 0;
    *label = (pecia_str){number.data, size};
    return size > 0 && size < number.size && number.data[size] == ']' ? (uint32_t)word + size + 2 : 0;
}

/* The number of the page that PAGE begins. */
static uint32_t value_of(const text_reader *r, const text_page *page) {
    uint32_t value = 0;
    number_at((pecia_str){r->text.data + page->label, page->size}, &value);
    return value;
}

/* A token and the next one, or a page between paragraphs, that count on by one are both pages. */
int32_t text_settle_pages(text_reader *r) {
    text_token *before = NULL;
    uint32_t last = 0;
    uint64_t page = 0;
    for (uint64_t i = 0; i < r->token_count; i++) {
        text_token *token = &r->tokens[i];
        if (token->kind != TEXT_PAGE_IF) {
            continue;
        }
        for (; page < r->page_count && r->pages[page].label < token->start; page++) {
            last = value_of(r, &r->pages[page]);
            if (before && before->mate + 1 == last) {
                before->kind = TEXT_PAGE;
            }
            before = NULL;
        }
        bool follows = last > 0 && token->mate == last + 1;
        if (follows && before) {
            before->kind = TEXT_PAGE;
        }
        token->kind = follows ? TEXT_PAGE : TEXT_PAGE_IF;
        last = token->mate;
        before = token;
    }
    if (before && page < r->page_count && value_of(r, &r->pages[page]) == before->mate + 1) {
        before->kind = TEXT_PAGE;
    }
    return PECIA_OK;
}

bool text_page_label(const text_reader *r, uint32_t line, pecia_str *label) {
    uint64_t low = 0, high = r->page_count;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        if (r->pages[middle].line < line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < r->page_count && r->pages[low].line == line;
    *label = found ? (pecia_str){r->text.data + r->pages[low].label, r->pages[low].size} : (pecia_str){NULL, 0};
    return found;
}
