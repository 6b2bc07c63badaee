/* SPDX-License-Identifier: MIT
 *
 * statements.c: what the package says of the book (EPUB 3.3, 5.5): elements of Dublin Core with their refinements.
 */
#include "writer.h"

static bool find(const epub_writer *w, const char *key, uint32_t index, pecia_meta *meta) {
    if (!w->host->document->meta_find(w->document, key, index, meta)) {
        return false;
    }
    meta->value = pecia_str_trim(meta->value);
    return true;
}

static void add_refinement(epub_writer *w, const char *kind, uint32_t number, const char *property, const char *scheme,
                           pecia_str value) {
    if (value.size == 0) {
        return;
    }
    epub_add(w, "<meta refines=\"#");
    epub_add(w, kind);
    pecia_buf_add_number(&w->file, number);
    epub_add(w, "\" property=\"");
    epub_add(w, property);
    if (scheme) {
        epub_add(w, "\" scheme=\"");
        epub_add(w, scheme);
    }
    epub_add(w, "\">");
    epub_add_words(w, value);
    epub_add(w, "</meta>\n");
}

/* ELEMENT with VALUE; its id is KIND and NUMBER, or none for NUMBER 0. */
static void add_element(epub_writer *w, const char *element, const char *kind, uint32_t number, pecia_str lang,
                        pecia_str value) {
    epub_add(w, "<");
    epub_add(w, element);
    if (number > 0) {
        epub_add(w, " id=\"");
        epub_add(w, kind);
        pecia_buf_add_number(&w->file, number);
        epub_add(w, "\"");
    }
    if (lang.size > 0 && xhtml_is_language(lang)) {
        epub_add(w, " xml:lang=\"");
        xhtml_add_language(&w->file, lang);
        epub_add(w, "\"");
    }
    epub_add(w, ">");
    epub_add_words(w, value);
    epub_add(w, "</");
    epub_add(w, element);
    epub_add(w, ">\n");
}

static const pecia_str nothing = {NULL, 0};

/* ---------------------------------------------------------------- titles and people */

static pecia_str title_type(pecia_str type) {
    return pecia_str_begins(type, "sub")          ? PECIA_STR("subtitle")
           : pecia_str_is(type, "short")          ? PECIA_STR("short")
           : pecia_str_begins(type, "collection") ? PECIA_STR("collection")
           : pecia_str_is(type, "edition")        ? PECIA_STR("edition")
                                                  : PECIA_STR("");
}

/* The main title comes first: it is the one that reading systems show. */
static void add_titles(epub_writer *w) {
    pecia_meta meta, main = {.value = w->title};
    uint32_t number = 1, chosen = UINT32_MAX;
    for (uint32_t i = 0; chosen == UINT32_MAX && find(w, "title", i, &meta); i++) {
        if (pecia_str_equal(meta.value, w->title)) {
            main = meta;
            chosen = i;
        }
    }
    add_element(w, "dc:title", "title", number, main.lang, main.value);
    add_refinement(w, "title", number, "title-type", NULL, PECIA_STR("main"));
    add_refinement(w, "title", number, "file-as", NULL, main.sort);
    for (uint32_t i = 0; find(w, "title", i, &meta); i++) {
        if (meta.value.size > 0 && i != chosen) {
            add_element(w, "dc:title", "title", ++number, meta.lang, meta.value);
            add_refinement(w, "title", number, "title-type", NULL, title_type(meta.type));
            add_refinement(w, "title", number, "file-as", NULL, meta.sort);
        }
    }
}

/* The MARC relator of ROLE: itself, or by the word; absent if it is not known. */
static pecia_str relator(pecia_str role) {
    static const struct {
        const char *word, *code;
    } roles[] = {
#define ROLE(word, code) {word, code},
#include "roles.def"
#undef ROLE
    };
    char lower[40];
    bool code = role.size == 3;
    if (role.size == 0 || role.size > sizeof(lower)) {
        return nothing;
    }
    for (uint64_t i = 0; i < role.size; i++) {
        lower[i] = role.data[i] >= 'A' && role.data[i] <= 'Z' ? (char)(role.data[i] + 32) : role.data[i];
        code = code && role.data[i] >= 'a' && role.data[i] <= 'z';
    }
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
        if (pecia_str_is((pecia_str){lower, role.size}, roles[i].word)) {
            return pecia_str_of(roles[i].code);
        }
    }
    return code ? role : nothing;
}

static void add_people(epub_writer *w, const char *key, const char *element) {
    pecia_meta meta;
    for (uint32_t i = 0; find(w, key, i, &meta); i++) {
        if (meta.value.size > 0) {
            add_element(w, element, key, i + 1, meta.lang, meta.value);
            add_refinement(w, key, i + 1, "role", "marc:relators", relator(meta.role));
            add_refinement(w, key, i + 1, "file-as", NULL, meta.sort);
        }
    }
}

/* ---------------------------------------------------------------- dates, series, rights */

static bool is_digits(pecia_str text, bool dots) {
    for (uint64_t i = 0; i < text.size; i++) {
        bool dot = dots && text.data[i] == '.' && i > 0 && i + 1 < text.size;
        if ((text.data[i] < '0' || text.data[i] > '9') && !dot) {
            return false;
        }
    }
    return text.size > 0;
}

/* A date in the form that package documents take: a year, with month and day or without. */
static bool is_date(pecia_str date) {
    pecia_str year = {date.data, date.size < 4 ? date.size : 4};
    if (!is_digits(year, false) || year.size < 4 || (date.size != 4 && date.size != 7 && date.size != 10)) {
        return false;
    }
    for (uint64_t at = 4; at < date.size; at += 3) {
        if (date.data[at] != '-' || !is_digits((pecia_str){date.data + at + 1, 2}, false)) {
            return false;
        }
    }
    return true;
}

/* One dc:date may stand: that of the publication; others are terms of their own. */
static void add_dates(epub_writer *w) {
    static const char *const terms[][2] = {{"created", "dcterms:created"},
                                           {"issued", "dcterms:issued"},
                                           {"available", "dcterms:available"},
                                           {"copyright", "dcterms:dateCopyrighted"}};
    pecia_meta meta;
    bool done = false;
    for (uint32_t i = 0; find(w, "date", i, &meta); i++) {
        const char *term = NULL;
        for (size_t k = 0; k < sizeof(terms) / sizeof(terms[0]); k++) {
            term = pecia_str_is(meta.type, terms[k][0]) ? terms[k][1] : term;
        }
        if (!is_date(meta.value) || (!term && done)) {
            continue;
        }
        if (term) {
            epub_add(w, "<meta property=\"");
            epub_add(w, term);
            epub_add(w, "\">");
            epub_add_words(w, meta.value);
            epub_add(w, "</meta>\n");
        } else {
            add_element(w, "dc:date", NULL, 0, nothing, meta.value);
            done = true;
        }
    }
}

static void add_series(epub_writer *w) {
    pecia_meta meta;
    for (uint32_t i = 0; find(w, "series", i, &meta); i++) {
        if (meta.value.size == 0) {
            continue;
        }
        epub_add(w, "<meta property=\"belongs-to-collection\" id=\"series");
        pecia_buf_add_number(&w->file, i + 1);
        epub_add(w, "\">");
        epub_add_words(w, meta.value);
        epub_add(w, "</meta>\n");
        add_refinement(w, "series", i + 1, "collection-type", NULL, PECIA_STR("series"));
        add_refinement(w, "series", i + 1, "group-position", NULL, is_digits(meta.sort, true) ? meta.sort : nothing);
    }
}

static bool is_address(pecia_str text) {
    return pecia_str_begins(text, "http://") || pecia_str_begins(text, "https://");
}

static bool is_among_rights(const epub_writer *w, pecia_str value) {
    pecia_meta meta;
    for (uint32_t i = 0; find(w, "rights", i, &meta); i++) {
        if (pecia_str_equal(meta.value, value)) {
            return true;
        }
    }
    return false;
}

static void add_rights(epub_writer *w) {
    pecia_meta meta;
    for (uint32_t i = 0; find(w, "rights", i, &meta); i++) {
        if (meta.value.size > 0) {
            add_element(w, "dc:rights", NULL, 0, meta.lang, meta.value);
        }
    }
    for (uint32_t i = 0; find(w, "licence", i, &meta); i++) {
        pecia_str address = meta.href.size > 0 ? meta.href : is_address(meta.value) ? meta.value : nothing;
        if (meta.value.size > 0 && !is_address(meta.value) && !is_among_rights(w, meta.value)) {
            add_element(w, "dc:rights", NULL, 0, meta.lang, meta.value);
        }
        if (address.size > 0) {
            epub_add(w, "<meta property=\"dcterms:license\">");
            epub_add_words(w, address);
            epub_add(w, "</meta>\n");
        }
    }
}

/* ---------------------------------------------------------------- identifiers */

static void add_identifiers(epub_writer *w) {
    pecia_meta meta;
    const char *type = NULL;
    uint32_t number = 0;
    bool given = find(w, "identifier", 0, &meta);
    epub_add(w, "<dc:identifier id=\"book-id\">");
    epub_add_words(w, w->identifier);
    epub_add(w, "</dc:identifier>\n");
    for (uint32_t i = 0; given && find(w, "identifier", i, &meta); i++) {
        pecia_str value = epub_identifier(w, &meta, &type);
        bool own = pecia_str_equal(value, w->identifier);
        if (value.size == 0) {
            continue;
        }
        if (!own) {
            add_element(w, "dc:identifier", "identifier", ++number, nothing, value);
        }
        if (type) {
            epub_add(w, "<meta refines=\"#");
            epub_add(w, own ? "book-id" : "identifier");
            if (!own) {
                pecia_buf_add_number(&w->file, number);
            }
            epub_add(w, "\" property=\"identifier-type\" scheme=\"onix:codelist5\">");
            epub_add(w, type);
            epub_add(w, "</meta>\n");
        }
    }
}

static void add_languages(epub_writer *w) {
    pecia_meta meta;
    add_element(w, "dc:language", NULL, 0, nothing, w->lang);
    for (uint32_t i = 0; find(w, "language", i, &meta); i++) {
        uint64_t start = w->file.size;
        if (!xhtml_is_language(meta.value)) {
            continue;
        }
        epub_add(w, "<dc:language>");
        uint64_t from = w->file.size;
        xhtml_add_language(&w->file, meta.value);
        if (pecia_str_equal(pecia_buf_from(&w->file, from), w->lang)) {
            w->file.size = start;
        } else {
            epub_add(w, "</dc:language>\n");
        }
    }
}

/* ---------------------------------------------------------------- the rest */

static void add_all(epub_writer *w, const char *key, const char *element) {
    pecia_meta meta;
    for (uint32_t i = 0; find(w, key, i, &meta); i++) {
        if (meta.value.size > 0) {
            add_element(w, element, NULL, 0, meta.lang, meta.value);
        }
    }
}

/* Page numbers are those of the source (EPUB Accessibility 1.1, 5.3); where there are several, the printed
 * book stands last; one that nobody named is told by the title. */
static void add_sources(epub_writer *w) {
    pecia_meta meta;
    uint32_t number = 0;
    for (uint32_t i = 0; find(w, "source", i, &meta); i++) {
        if (meta.value.size > 0) {
            add_element(w, "dc:source", "source", ++number, meta.lang, meta.value);
        }
    }
    if (w->xhtml.page_breaks == 0) {
        return;
    }
    if (number > 0) {
        add_refinement(w, "source", number, "source-of", NULL, PECIA_STR("pagination"));
        return;
    }
    epub_add(w, "<dc:source id=\"" EPUB_PAGE_SOURCE "\">");
    epub_add_words(w, w->title);
    epub_add(w, "</dc:source>\n<meta refines=\"#" EPUB_PAGE_SOURCE "\" property=\"source-of\">pagination</meta>\n");
}

static void add_subjects(epub_writer *w) {
    pecia_meta meta;
    for (uint32_t i = 0; find(w, "subject", i, &meta); i++) {
        if (meta.value.size > 0) {
            add_element(w, "dc:subject", "subject", i + 1, meta.lang, meta.value);
            add_refinement(w, "subject", i + 1, "authority", NULL, meta.scheme);
            add_refinement(w, "subject", i + 1, "term", NULL,
                           meta.scheme.size == 0 ? nothing
                           : meta.href.size > 0  ? meta.href
                                                 : meta.value);
        }
    }
}

/* Types that put a book under rules of their own (EPUB 3.3, 5.5.3.2) are no longer true of one that was made anew. */
static void add_types(epub_writer *w) {
    static const char *const own[] = {
        "index", "dictionary", "edupub", "preview", "distributable-object", "scriptable-component", "widget"};
    pecia_meta meta;
    for (uint32_t i = 0; find(w, "type", i, &meta); i++) {
        bool plain = meta.value.size > 0;
        for (size_t k = 0; k < sizeof(own) / sizeof(own[0]); k++) {
            plain = plain && !pecia_str_is(meta.value, own[k]);
        }
        if (plain) {
            add_element(w, "dc:type", NULL, 0, meta.lang, meta.value);
        }
    }
}

/* What only the publisher can claim. */
static void add_claims(epub_writer *w) {
    static const char *const claims[][2] = {{"conformsto", "dcterms:conformsTo"},
                                            {"certifiedby", "a11y:certifiedBy"},
                                            {"certifiercredential", "a11y:certifierCredential"}};
    pecia_meta meta;
    for (size_t k = 0; k < sizeof(claims) / sizeof(claims[0]); k++) {
        for (uint32_t i = 0; find(w, claims[k][0], i, &meta); i++) {
            if (meta.value.size > 0) {
                epub_add(w, "<meta property=\"");
                epub_add(w, claims[k][1]);
                epub_add(w, "\">");
                epub_add_words(w, meta.value);
                epub_add(w, "</meta>\n");
            }
        }
    }
}

void epub_add_statements(epub_writer *w) {
    add_identifiers(w);
    add_titles(w);
    add_languages(w);
    add_people(w, "creator", "dc:creator");
    add_people(w, "contributor", "dc:contributor");
    add_all(w, "publisher", "dc:publisher");
    add_dates(w);
    add_rights(w);
    add_sources(w);
    add_subjects(w);
    add_all(w, "description", "dc:description");
    add_types(w);
    add_all(w, "relation", "dc:relation");
    add_all(w, "coverage", "dc:coverage");
    add_series(w);
    add_claims(w);
}
