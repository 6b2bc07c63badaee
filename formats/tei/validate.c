/* SPDX-License-Identifier: MIT
 *
 * validate.c: checks a TEI document along one reading: keeps what is open, and asks the other validate_*.c of each
 * element.
 */
#include "tei/validate.h"

#define EXAMPLES_NS "http://www.tei-c.org/ns/Examples"
#define XINCLUDE_NS "http://www.w3.org/2001/XInclude"

enum { SHOWN = 100 };

/* ---------------------------------------------------------------- small things */

uint32_t tei_check_column(tei_checker *checker) {
    if (!checker->column_known)
        checker->column = xml_column(checker->xml);
    checker->column_known = true;
    return checker->column;
}

int tei_check_shown(pecia_str str) {
    uint64_t size = str.size < SHOWN ? str.size : SHOWN;
    while (size < str.size && size && ((unsigned char)str.data[size] & 0xC0) == 0x80)
        size--;
    return (int)size;
}

pecia_str tei_check_keep(tei_checker *checker, pecia_str text) {
    char *copy = checker->host->job->alloc(checker->job, text.size + 1);
    if (!copy) {
        checker->status = PECIA_ERR_MEMORY;
        return (pecia_str){NULL, 0};
    }
    if (text.size)
        memcpy(copy, text.data, text.size);
    return (pecia_str){copy, text.size};
}

bool tei_check_new(tei_checker *checker, tei_said *said, pecia_str value) {
    for (uint32_t i = 0; i < said->count; i++)
        if (pecia_str_equal(said->values[i], value))
            return false;
    if (said->count == TEI_SAID)
        return false;
    said->values[said->count] = tei_check_keep(checker, value);
    return said->values[said->count++].data != NULL;
}

static tei_checked *top(const tei_checker *checker) {
    return checker->open.count ? &checker->open.at[checker->open.count - 1] : NULL;
}

/* ---------------------------------------------------------------- elements */

/* P4 had no namespace, and other elements: to find fault with each of them helps nobody. */
static int32_t check_root(tei_checker *checker, const xml_name *name) {
    static const char *const old[] = {"TEI.2", "teiCorpus.2", "TEI", "teiCorpus", "teiHeader", "text"};
    bool tei = name->ns && strcmp(name->ns, TEI_NS) == 0;
    for (size_t i = 0; !name->ns && i < sizeof old / sizeof *old; i++)
        checker->legacy = checker->legacy || strcmp(old[i], name->local) == 0;
    if (checker->legacy) {
        TEI_SAY(checker, PECIA_ERROR, "tei-no-namespace",
                "<%s> has no namespace, so this is not TEI P5; it is not checked further", name->local);
        return PECIA_OK;
    }
    if (!tei) {
        TEI_SAY(checker, PECIA_ERROR, "not-tei", "the root element is <%.100s>%s%.200s, so this is no TEI document",
                name->local, name->ns ? " of the namespace " : " without a namespace", name->ns ? name->ns : "");
        return PECIA_ERR_INPUT;
    }
    checker->fragment = strcmp(name->local, "TEI") != 0 && strcmp(name->local, "teiCorpus") != 0;
    if (checker->fragment)
        TEI_SAY(checker, PECIA_INFO, "tei-fragment", "the root element is <%s>: this is a part of a document",
                name->local);
    return PECIA_OK;
}

static bool gathers_notes(const char *local, const xml_attribute *attributes, uint32_t count) {
    pecia_str type = tei_check_value(attributes, count, "type");
    for (uint64_t i = 0; i + 4 <= type.size && strncmp(local, "div", 3) == 0; i++)
        if (memcmp(type.data + i, "note", 4) == 0)
            return true;
    return strcmp(local, "noteGrp") == 0 || strcmp(local, "standOff") == 0 || strcmp(local, "listAnnotation") == 0;
}

static void inherit(tei_checked *element, const tei_checked *parent, const xml_attribute *attributes, uint32_t count) {
    element->header = (parent && parent->header) || strcmp(element->local, "teiHeader") == 0;
    element->back = (parent && parent->back) || strcmp(element->local, "back") == 0;
    element->notes = (parent && parent->notes) || gathers_notes(element->local, attributes, count);
}

static void check_tei(tei_checker *checker, tei_checked *element, tei_checked *parent, const xml_attribute *attributes,
                      uint32_t count) {
    static const char speakers[] = "TEI teiCorpus text body group";
    inherit(element, parent, attributes, count);
    tei_check_element(checker, element, parent);
    tei_check_attributes(checker, element, attributes, count);
    tei_check_links(checker, element, parent, attributes, count);
    tei_check_header(checker, element, parent, attributes, count);
    if (tei_words_have(speakers, pecia_str_of(element->local)) && tei_check_value(attributes, count, "xml:lang").size)
        checker->language = true;
    if (parent)
        parent->children++;
}

static void check_foreign(tei_checker *checker, const xml_name *name, tei_checked *parent,
                          const xml_attribute *attributes, uint32_t count) {
    bool example = (name->ns && strcmp(name->ns, EXAMPLES_NS) == 0) || (parent && parent->foreign);
    tei_check_identifier(checker, attributes, count, example);
    if (name->ns && strcmp(name->ns, XINCLUDE_NS) == 0 && strcmp(name->local, "include") == 0) {
        if (parent)
            parent->include = true;
        if (!checker->include_said)
            TEI_SAY(checker, PECIA_WARNING, "xinclude-unread", "what xi:include names was not read, nor checked");
        checker->include_said = true;
        checker->includes = true;
    }
    if (parent && parent->word) { /* a profile may ask for elements of other namespaces */
        uint32_t rows;
        const tei_content *row = tei_content_find(TEI_HOLDS, parent->word->name, &rows);
        for (uint32_t i = 0; i < rows && i < 32; i++)
            if (tei_words_have(row[i].names, pecia_str_of(name->local)))
                parent->held |= UINT32_C(1) << i;
    }
}

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    tei_checker *checker = context;
    (void)declarations;
    (void)declared;
    checker->column_known = false;
    int32_t status = checker->open.count ? PECIA_OK : check_root(checker, name);
    if (status != PECIA_OK)
        return status;
    if (!TEI_CHECK_ROOM(checker, checker->open))
        return PECIA_ERR_MEMORY;
    tei_checked *parent = top(checker);
    tei_checked element = {.local = name->local, .line = xml_line(checker->xml)};
    element.foreign = (parent && parent->foreign) || !name->ns || strcmp(name->ns, TEI_NS) != 0;
    if (parent)
        parent->filled = true;
    if (tei_check_value(attributes, count, "xml:base").data)
        checker->includes = true; /* what has no file name is in that file */
    if (!checker->legacy && element.foreign) {
        check_foreign(checker, name, parent, attributes, count);
    } else if (!checker->legacy) {
        element.word = tei_word_element(name->local);
        check_tei(checker, &element, parent, attributes, count);
    }
    checker->open.at[checker->open.count++] = element;
    return checker->status;
}

static void check_whole(tei_checker *checker, const tei_checked *root) {
    tei_check_resolve(checker);
    if (!checker->language && !checker->fragment)
        TEI_SAY_AT(checker, PECIA_WARNING, "tei.language-missing", root->line, 0,
                   "neither <%s> nor <text> says its language", root->local);
}

static int32_t end(void *context, const xml_name *name) {
    tei_checker *checker = context;
    (void)name;
    tei_checked element = checker->open.at[--checker->open.count];
    const tei_checked *parent = top(checker);
    if (checker->legacy)
        return PECIA_OK;
    tei_check_end(checker, &element, parent);
    if (element.bare_mark)
        tei_check_mark_end(checker, &element);
    if (element.header && !(parent && parent->header))
        tei_check_header_end(checker, &element);
    if (!parent)
        check_whole(checker, &element);
    return checker->status;
}

static int32_t text(void *context, pecia_str data) {
    tei_checker *checker = context;
    tei_checked *element = top(checker);
    if (!element || element->foreign || pecia_str_trim(data).size == 0)
        return PECIA_OK;
    if (checker->label_size < TEI_LABEL && element->bare_mark) {
        uint64_t room = TEI_LABEL - checker->label_size, take = data.size < room ? data.size : room;
        memcpy(checker->label + checker->label_size, data.data, take);
        checker->label_size += (uint32_t)take;
    }
    tei_check_text(checker, element);
    return PECIA_OK;
}

/* ---------------------------------------------------------------- the service */

static int32_t check(const pecia_host *host, pecia_job *job, pecia_input *input, const char *profile) {
    static const xml_events events = {.start = start, .end = end, .text = text};
    tei_checker *checker = host->job->alloc(job, sizeof *checker);
    if (!checker)
        return PECIA_ERR_MEMORY;
    checker->host = host;
    checker->job = job;
    checker->profile = tei_profile_find(profile);
    if (!checker->profile) {
        host->job->report(job, PECIA_ERROR, "usage", NULL, "TEI has no profile \"%s\"", profile);
        return PECIA_ERR_USAGE;
    }
    pecia_map_init(&checker->ids, host, job);
    pecia_map_init(&checker->lost, host, job);
    xml_source source = {.host = host, .job = job, .input = input};
    return xml_read(&source, &events, checker, &checker->xml);
}

const void *tei_get_extension(const char *id) {
    static const pecia_validate_api api = {.struct_size = sizeof(pecia_validate_api),
                                           .profiles = tei_profile_names,
                                           .check = check,
                                           .open = tei_schema_open,
                                           .check_schema = tei_schema_check,
                                           .close = tei_schema_close};
    return strcmp(id, PECIA_VALIDATE_ID) == 0 ? &api : NULL;
}
