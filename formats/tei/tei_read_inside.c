/* SPDX-License-Identifier: MIT
 *
 * tei_read_inside.c: elements inside a statement of the header: which words of them are the statement's, and what goes
 * between. An author's element holds a name, and maybe numbers of authority files, a note, the name in other languages.
 */
#include "tei/tei_reader.h"

static bool is_any(const char *const *words, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}
#define IS_ANY(words, word) is_any(words, sizeof(words) / sizeof *(words), word)

/* In prose an element is no end of a word; in names and entries it is. */
static bool is_prose(const tei_meta_row *row) {
    static const char *const keys[] = {"title",   "rights", "licence", "description", "revision",
                                       "subject", "series", "note",    "project",     "sampling"};
    return IS_ANY(keys, row->key);
}

/* Names of persons and institutions. */
bool tei_meta_is_name(const tei_meta_row *row) {
    static const char *const keys[] = {"creator", "contributor", "publisher"};
    return IS_ANY(keys, row->key);
}

/* What may stand beside a name in the element of the one who bears it; of several names the first counts. */
static bool is_beside_name(const tei_reader *reader, const char *local) {
    static const char *const beside[] = {"idno", "email", "address", "affiliation", "ptr", "graphic", "listBibl"};
    static const char *const whole[] = {"persName", "orgName", "name", "rs"};
    return IS_ANY(beside, local) || (reader->meta_named && IS_ANY(whole, local));
}

/* What goes before the words of an element in a name or an entry. */
static void set_apart(tei_reader *reader, const char *local, bool name) {
    pecia_buf *text = &reader->meta_text;
    bool turned = strcmp(local, "forename") == 0 && reader->meta_surname;
    while (turned && text->size && pecia_is_space(text->data[text->size - 1]))
        text->size--;
    if (text->size && turned && text->data[text->size - 1] != ',')
        pecia_buf_add_char(text, ','); /* <surname>, <forename> */
    if (text->size && !is_prose(reader->meta_row))
        pecia_buf_add_char(text, ' ');
    reader->meta_surname = name && strcmp(local, "surname") == 0 && !text->size;
}

void tei_meta_inside_start(tei_reader *reader, const char *local, const xml_attribute *attributes, uint32_t count) {
    uint64_t depth = reader->open.count;
    bool name = tei_meta_is_name(reader->meta_row), reading = reader->choice_depth && reader->choice_depth == depth;
    bool chosen = reading && (reader->meta_text.size == reader->choice_at || tei_choice_prefers(reader, local));
    bool beside = strcmp(local, "note") == 0 || (name && is_beside_name(reader, local));
    if (reader->skip_depth)
        return;
    if (beside || (reading && !chosen)) {
        reader->skip_depth = depth + 1;
        return;
    }
    if (chosen) {
        reader->meta_text.size = reader->choice_at;
        return;
    }
    if (name && !reader->meta.href.data)
        reader->meta.href = tei_keep(reader, tei_value(attributes, count, "ref"));
    set_apart(reader, local, name);
    reader->meta_unit =
        strcmp(local, "measure") == 0 ? tei_keep(reader, tei_value(attributes, count, "unit")) : (pecia_str){NULL, 0};
    reader->meta_at = reader->meta_text.size;
    if (!reader->choice_depth && strcmp(local, "choice") == 0) {
        reader->choice_depth = depth + 1;
        reader->choice_at = reader->meta_text.size;
    }
}

/* A measure that is a number alone says its unit. */
static void say_unit(tei_reader *reader) {
    pecia_buf *text = &reader->meta_text;
    bool digits = reader->meta_unit.size && text->size > reader->meta_at;
    for (uint64_t i = reader->meta_at; digits && i < text->size; i++)
        digits = text->data[i] >= '0' && text->data[i] <= '9';
    if (!digits)
        return;
    pecia_buf_add_char(text, ' ');
    pecia_buf_add_str(text, reader->meta_unit);
    pecia_buf_add_char(text, ',');
    reader->meta_unit = (pecia_str){NULL, 0};
}

void tei_meta_inside_end(tei_reader *reader, const tei_open *open) {
    static const char *const whole[] = {"persName", "orgName", "name"};
    bool skipped = reader->skip_depth > 0;
    if (reader->skip_depth == reader->open.count + 1)
        reader->skip_depth = 0;
    if (reader->choice_depth == reader->open.count + 1)
        reader->choice_depth = 0;
    if (skipped)
        return;
    if (tei_meta_is_name(reader->meta_row) && IS_ANY(whole, open->local))
        reader->meta_named = reader->meta_named || reader->meta_text.size;
    say_unit(reader);
}
