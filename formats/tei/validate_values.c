/* SPDX-License-Identifier: MIT
 *
 * validate_values.c: which attributes an element has, and what they say: languages, dates, numbers, closed lists.
 */
#include "tei/validate.h"

/* Attributes that stand for the content of an element that has none. */
static const char referring[] =
    "cRef copyOf corresp facs from key next notAfter notBefore prev ref sameAs target to url "
    "when";

pecia_str tei_check_value(const xml_attribute *attributes, uint32_t count, const char *attribute) {
    bool xml = strncmp(attribute, "xml:", 4) == 0;
    for (uint32_t i = 0; i < count; i++)
        if ((attributes[i].name.ns != NULL) == xml && strcmp(attributes[i].name.local, attribute + (xml ? 4 : 0)) == 0)
            return attributes[i].value;
    return (pecia_str){NULL, 0};
}

/* ---------------------------------------------------------------- values */

static void check_language(tei_checker *checker, const char *attribute, pecia_str value) {
    int form = value.size ? tei_form_language(value) : TEI_TAG_GOOD;
    bool underscore = value.size && memchr(value.data, '_', (size_t)value.size);
    if (form == TEI_TAG_BAD)
        TEI_SAY(checker, PECIA_ERROR, "tei.language-tag", "@%s is \"%.*s\", which is no language tag%s", attribute,
                TEI_SHOW(value), underscore ? ": its parts are joined by hyphens" : "");
    else if (form == TEI_TAG_ODD)
        TEI_SAY(checker, PECIA_WARNING, "tei.language-tag", "@%s is \"%.*s\", which is no language tag of BCP 47",
                attribute, TEI_SHOW(value));
    else if (strcmp(attribute, "xml:lang") == 0 && value.size && checker->languages.count &&
             checker->languages.count < TEI_SAID && !pecia_str_is(value, "und")) {
        for (uint32_t i = 0; i < checker->languages.count; i++)
            if (pecia_str_equal(checker->languages.values[i], value))
                return;
        if (tei_check_new(checker, &checker->unlisted, value))
            TEI_SAY(checker, PECIA_INFO, "tei.language-unlisted", "the language \"%.*s\" is not in <langUsage>",
                    TEI_SHOW(value));
    }
}

static bool is_count(pecia_str value) {
    int64_t number;
    return pecia_str_number(pecia_str_trim(value), &number) && number >= 0;
}

/* True if every word of VALUE is one of WORDS, and there is one. */
static bool are_words(const char *words, pecia_str value) {
    value = pecia_str_trim(value);
    pecia_str word = pecia_str_word(&value);
    while (word.size && tei_words_have(words, word) && value.size)
        word = pecia_str_word(&value);
    return tei_words_have(words, word);
}

static bool is_word(pecia_str value) {
    pecia_str word = pecia_str_word(&value);
    return word.size && !pecia_str_word(&value).size;
}

static void check_value(tei_checker *checker, const tei_checked *element, const tei_value_row *row, pecia_str value) {
    switch (row->what) {
    case TEI_LANGUAGE: check_language(checker, row->attribute, pecia_str_trim(value)); break;
    case TEI_DATE:
        if (!tei_form_date(value))
            TEI_SAY(checker, PECIA_ERROR, "tei.date", "@%s of <%s> is \"%.*s\", which is no date", row->attribute,
                    element->local, TEI_SHOW(value));
        break;
    case TEI_COUNT:
        if (!is_count(value))
            TEI_SAY(checker, PECIA_ERROR, "tei.value", "@%s of <%s> is \"%.*s\", a whole number was wanted",
                    row->attribute, element->local, TEI_SHOW(value));
        break;
    case TEI_TRUTH:
        if (!tei_words_have("true false 1 0", pecia_str_trim(value)))
            TEI_SAY(checker, PECIA_ERROR, "tei.value", "@%s of <%s> is \"%.*s\", true or false was wanted",
                    row->attribute, element->local, TEI_SHOW(value));
        break;
    case TEI_WORD:
        if (!is_word(value))
            TEI_SAY(checker, PECIA_ERROR, "tei.value", "@%s of <%s> is \"%.*s\", a word without spaces was wanted",
                    row->attribute, element->local, TEI_SHOW(value));
        break;
    case TEI_SEVERAL:
    case TEI_WORDS:
        if (row->what == TEI_WORDS ? !tei_words_have(row->words, pecia_str_trim(value)) : !are_words(row->words, value))
            TEI_SAY(checker, PECIA_ERROR, "tei.value", "@%s of <%s> is \"%.*s\", one of these was wanted: %s",
                    row->attribute, element->local, TEI_SHOW(value), row->words);
        break;
    default: break; /* pointers: validate_links.c */
    }
}

/* ---------------------------------------------------------------- attributes */

static bool lacks(const tei_checker *checker, const tei_checked *element, const char *attribute) {
    uint32_t count;
    const tei_content *row = tei_content_find(TEI_LACKS, element->word->name, &count);
    for (uint32_t i = 0; i < count; i++)
        if ((row[i].profiles & checker->profile->bit) && tei_words_have(row[i].names, pecia_str_of(attribute)))
            return true;
    return false;
}

static void check_name(tei_checker *checker, const tei_checked *element, const char *attribute) {
    uint8_t bit = checker->profile->bit;
    const tei_word *word = tei_word_attribute(attribute);
    if (!word) {
        const char *near = tei_word_near(attribute, true, bit);
        TEI_SAY(checker, PECIA_ERROR, "tei.attribute-unknown", "TEI has no attribute @%.100s%s%s%s", attribute,
                near ? "; @" : "", near ? near : "", near ? " may be meant" : "");
    } else if (!(word->profiles & bit)) {
        TEI_SAY(checker, PECIA_ERROR, "tei.attribute-profile", "the profile %s has no attribute @%s",
                checker->profile->name, attribute);
    } else if (lacks(checker, element, attribute)) {
        TEI_SAY(checker, PECIA_ERROR, "tei.attribute-profile", "<%s> has no attribute @%s in the profile %s",
                element->local, attribute, checker->profile->name);
    } else if (!tei_word_bears(element->local, attribute)) {
        TEI_SAY(checker, PECIA_ERROR, "tei.attribute-misplaced", "<%s> has no attribute @%s in TEI", element->local,
                attribute);
    }
}

static void check_required(tei_checker *checker, const tei_checked *element, const xml_attribute *attributes,
                           uint32_t count) {
    uint32_t rows;
    const tei_content *row = tei_content_find(TEI_SAYS, element->word->name, &rows);
    for (uint32_t i = 0; i < rows; i++)
        if ((row[i].profiles & checker->profile->bit) && !tei_check_value(attributes, count, row[i].names).data)
            TEI_SAY(checker, PECIA_ERROR, "tei.attribute-missing", "<%s> has no @%s", element->local, row[i].names);
}

static void check_order(tei_checker *checker, const tei_checked *element, const xml_attribute *attributes,
                        uint32_t count) {
    static const char *const pairs[][2] = {{"notBefore", "notAfter"}, {"from", "to"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        pecia_str first = tei_check_value(attributes, count, pairs[i][0]);
        pecia_str last = tei_check_value(attributes, count, pairs[i][1]);
        if (first.data && last.data && tei_form_later(first, last))
            TEI_SAY(checker, PECIA_WARNING, "tei.date-order", "@%s of <%s>, \"%.*s\", is later than @%s, \"%.*s\"",
                    pairs[i][0], element->local, TEI_SHOW(first), pairs[i][1], TEI_SHOW(last));
    }
}

void tei_check_attributes(tei_checker *checker, tei_checked *element, const xml_attribute *attributes, uint32_t count) {
    if (!element->word)
        return;
    for (uint32_t i = 0; i < count; i++) {
        const xml_name *name = &attributes[i].name;
        char full[32] = "xml:";
        if (name->ns && (strcmp(name->ns, XML_NS) != 0 || strlen(name->local) > 20))
            continue; /* what other namespaces add is theirs */
        if (name->ns)
            memcpy(full + 4, name->local, strlen(name->local) + 1);
        const char *attribute = name->ns ? full : name->local;
        element->refers = element->refers || tei_words_have(referring, pecia_str_of(attribute));
        check_name(checker, element, attribute);
        const tei_value_row *row = tei_value_find(attribute, element->local, checker->profile->bit);
        if (row)
            check_value(checker, element, row, attributes[i].value);
    }
    check_required(checker, element, attributes, count);
    if (count > 1)
        check_order(checker, element, attributes, count);
}
