/* SPDX-License-Identifier: MIT
 *
 * tei_read_choice.c: <choice> holds one place of the text in several readings (Guidelines, 3.5 and 11.3). TEI keeps
 * them all; which of them other formats show is the user's to say. A reading that is not wanted becomes hidden matter.
 * Where several are shown they are set apart by a SOFT_BREAK, but not within a word: lo<orig>u</orig><reg>v</reg>e.
 */
#include "tei/tei_reader.h"

static const char *const orig_or_reg[] = {"both", "orig", "reg", NULL};
static const char *const sic_or_corr[] = {"both", "sic", "corr", NULL};
static const char *const abbr_or_expan[] = {"both", "abbr", "expan", NULL};

#define READINGS(option, values, words)                                                                                \
    {                                                                                                                  \
        .struct_size = sizeof(pecia_option), .type = PECIA_OPTION_CHOICE, .applies = PECIA_OPTION_READ,                \
        .name = option, .fallback = "both", .help = "where <choice> gives both, other formats show " words,            \
        .choices = values                                                                                              \
    }

const pecia_option tei_choice_options[] = {
    READINGS("choice", orig_or_reg, "original or regularised words, or both, set apart by a space"),
    READINGS("correction", sic_or_corr, "words as they stood (sic) or corrected, or both"),
    READINGS("abbreviation", abbr_or_expan, "abbreviations or what they stand for, or both"),
};

static const struct {
    const char *option, *wanted, *hides;
    bool easy; /* to read: stands for both where there is room for one */
} rules[] = {
    {"choice", "reg", "orig", true},          {"choice", "orig", "reg", false},
    {"correction", "corr", "sic", true},      {"correction", "sic", "corr", false},
    {"abbreviation", "expan", "abbr", true},  {"abbreviation", "expan", "am", true},
    {"abbreviation", "abbr", "expan", false}, {"abbreviation", "abbr", "ex", false},
};

void tei_choice_init(tei_reader *reader) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const char *value = reader->host->job->option(reader->job, rules[i].option);
        if (value && strcmp(value, rules[i].wanted) == 0)
            reader->unwanted[reader->unwanted_count++] = rules[i].hides;
    }
}

bool tei_choice_hides(const tei_reader *reader, const tei_open *parent, const char *local) {
    if (!reader->unwanted_count || !parent || strcmp(parent->local, "choice") != 0)
        return false;
    for (uint32_t i = 0; i < reader->unwanted_count; i++)
        if (strcmp(reader->unwanted[i], local) == 0)
            return true;
    return false;
}

bool tei_choice_prefers(const tei_reader *reader, const char *local) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const char *value = reader->host->job->option(reader->job, rules[i].option);
        bool wanted = value && (strcmp(value, local) == 0 || (rules[i].easy && strcmp(value, "both") == 0));
        if (wanted && strcmp(rules[i].wanted, local) == 0)
            return true;
    }
    return false;
}

bool tei_choice_layout(tei_open *open, pecia_str text) {
    if (strcmp(open->local, "choice") != 0 || pecia_str_trim(text).size)
        return false;
    open->in_word = false;
    return true;
}

int32_t tei_choice_between(tei_reader *reader, tei_open *parent) {
    bool first = !parent->shows;
    parent->shows = true;
    if (first || reader->spaced || parent->in_word || strcmp(parent->local, "choice") != 0)
        return PECIA_OK;
    reader->spaced = true;
    return reader->build->leaf(reader->builder, PECIA_SOFT_BREAK);
}

void tei_choice_end(tei_reader *reader, const tei_open *choice) {
    if (!choice->hides || choice->shows)
        return;
    pecia_place place = xml_place(reader->xml);
    reader->host->job->report(reader->job, PECIA_WARNING, "tei-choice-empty", &place,
                              "none of the readings of this choice is of the kind that is wanted, so none is shown");
}
