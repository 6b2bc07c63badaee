/* SPDX-License-Identifier: MIT
 *
 * front.c: title, author and date from the first lines of a text, when they are asked for (text:metadata=first-lines).
 *
 * The first lines are those before the first paragraph of prose, at most eight. A line with a word of front.def says
 * what it is. Else a year or a date is the date, a name of two to four words in capitals beside another line is the
 * author, what remains is the title and a line behind it the subtitle. The lines stay in the text.
 */
#include "characters.h"
#include "reader.h"

enum { MOST_LINES = 8, MOST_WIDTH = 80 };

enum front_word { AUTHOR = 1, TITLE, DATE, BY };

typedef struct front_found {
    pecia_str author, title, subtitle, date;
} front_found;

static const struct {
    const char *word;
    enum front_word what;
} words[] = {
#define FRONT(word, what) {word, what},
#include "front.def"
#undef FRONT
};

/* What the word that opens LINE says it is; the rest of it goes to VALUE. 0 if there is none. */
static int named(pecia_str line, pecia_str *value) {
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        pecia_str rest = line, want = pecia_str_of(words[i].word);
        if (!text_begins_folded(line, words[i].word)) {
            continue;
        }
        while (want.size > 0) {
            pecia_str_next(&want);
            pecia_str_next(&rest);
        }
        *value = pecia_str_trim(rest);
        bool whole = words[i].what != BY || (rest.size > value->size && text_is_upper(text_first(*value)));
        if (whole && value->size > 0) {
            return (int)words[i].what;
        }
    }
    return 0;
}

bool text_is_by(pecia_str line) {
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (words[i].what == BY && line.size == strlen(words[i].word) && text_begins_folded(line, words[i].word)) {
            return true;
        }
    }
    return false;
}

/* True if LINE holds a year and is short. */
static bool is_date(pecia_str line) {
    uint32_t run = 0, letters = 0;
    bool year = false;
    while (line.size > 0) {
        uint32_t code = pecia_str_next(&line);
        run = text_is_digit(code) ? run + 1 : 0;
        year = year || run == 4;
        letters += text_is_letter(code);
    }
    return year && letters <= 16;
}

/* True for two to four words that all begin with a capital, some of them in small letters; initials may be among them.
 */
static bool is_name(pecia_str line) {
    uint32_t count = 0, lower = 0;
    for (pecia_str word = pecia_str_word(&line); word.size > 0; word = pecia_str_word(&line)) {
        if (!text_is_upper(text_first(word))) {
            return false;
        }
        for (pecia_str rest = word; rest.size > 0;) {
            uint32_t code = pecia_str_next(&rest);
            lower += text_is_lower(code);
            if (!text_is_letter(code) && code != '.' && code != '-' && code != '\'' && code != 0x2019) {
                return false;
            }
        }
        count++;
    }
    return count >= 2 && count <= 4 && lower > 0;
}

static pecia_str without_note(const text_reader *r, uint32_t line) {
    pecia_str str = text_of_line(r, &r->lines[line]);
    const char *mark = memchr(str.data, '[', (size_t)str.size);
    return mark ? pecia_str_trim((pecia_str){str.data, (uint64_t)(mark - str.data)}) : str;
}

/* How many of the lines from the first on stand before the prose. */
static uint32_t count_lines(const text_reader *r) {
    uint32_t count = 0;
    while (count < MOST_LINES && r->first + count < r->last && r->lines[r->first + count].width <= MOST_WIDTH &&
           !text_is_worded_heading(text_of_line(r, &r->lines[r->first + count]))) {
        const text_line *line = &r->lines[r->first + count];
        uint32_t end = text_last(text_of_line(r, line), NULL);
        if (end == '.' || end == ',' || end == ';' || end == ':' || (count > 1 && line->blank > 1)) {
            break;
        }
        count++;
    }
    return count;
}

static void look(const text_reader *r, front_found *found) {
    uint32_t count = count_lines(r);
    for (uint32_t i = r->first; i < r->first + count; i++) {
        pecia_str line = without_note(r, i), value = line;
        int what = named(line, &value);
        bool before = i > r->first && found->title.size > 0;
        if (what == AUTHOR || what == BY) {
            found->author = value;
        } else if (what == DATE || (what == 0 && is_date(line))) {
            found->date = found->date.size > 0 ? found->date : value;
        } else if (what == TITLE) {
            found->title = value;
        } else if (found->author.size == 0 && is_name(line) && (before || i + 1 < r->first + count)) {
            found->author = line;
        } else if (found->title.size == 0) {
            found->title = line;
        } else if (found->subtitle.size == 0) {
            found->subtitle = line;
        }
    }
}

static int32_t say(text_reader *r, const char *key, const char *type, const char *role, pecia_str value) {
    pecia_meta had, meta = {0};
    if (value.size == 0 || (!type && r->host->builder->meta_get(r->builder, key, 0, &had) == 1)) {
        return PECIA_OK;
    }
    meta.key = pecia_str_of(key);
    meta.type = pecia_str_of(type);
    meta.role = pecia_str_of(role);
    meta.value = value;
    return r->host->builder->meta(r->builder, &meta);
}

int32_t text_find_front(text_reader *r) {
    const char *option = r->host->job->option(r->job, "metadata");
    front_found found = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
    pecia_meta had;
    if (!option || strcmp(option, "first-lines") != 0 ||
        r->host->builder->meta_get(r->builder, "title", 0, &had) == 1) {
        return PECIA_OK;
    }
    look(r, &found);
    r->host->job->report(r->job, PECIA_INFO, "text.front-lines", NULL,
                         "the first lines were taken for the title \"%.*s\" and the author \"%.*s\"",
                         (int)found.title.size, found.title.data ? found.title.data : "", (int)found.author.size,
                         found.author.data ? found.author.data : "");
    int32_t status = say(r, "title", "main", NULL, found.title);
    status = status == PECIA_OK ? say(r, "title", "sub", NULL, found.subtitle) : status;
    status = status == PECIA_OK ? say(r, "creator", NULL, "aut", found.author) : status;
    return status == PECIA_OK ? say(r, "date", NULL, NULL, found.date) : status;
}
