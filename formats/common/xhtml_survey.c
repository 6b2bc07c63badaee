/* SPDX-License-Identifier: MIT
 *
 * xhtml_survey.c: the tags of a page, looked over for links and identifiers; xhtml_marks.c tells what they are.
 */
#include "common/xhtml_survey.h"

#include "common/xhtml_page.h"
#include "common/xhtml_read.h"
#include "common/xml_read.h"

enum { WAITING = 8, WORDS = 40, RESOLVED = 160, LISTS = 8 };

#define UNNUMBERED UINT32_MAX

typedef struct scan {
    xhtml_survey *survey;
    pecia_str path;
    const char *at, *end;
    pecia_str near[XHTML_NEAR];
    uint32_t near_count, raised, heading;
    bool first;
    pecia_str waiting[WAITING]; /* places whose first words are still to come */
    uint32_t waiting_count;
    xhtml_link link; /* that is open; TARGET absent: none */
    char words[WORDS];
    uint32_t size;
    uint32_t items[LISTS]; /* of the lists that are open, so far; of a list without numbers UNNUMBERED */
    uint32_t lists;
    pecia_buf resolved;
    int32_t status;
} scan;

/** What a tag says, borrowed from the page. */
typedef struct tag {
    uint32_t tag;
    bool ends, empty;
    pecia_str id, name, href;
    bool typed, called, page;
} tag;

pecia_str xhtml_place(const pecia_host *host, pecia_job *job, pecia_str path, pecia_str id) {
    char *key = host->job->alloc(job, path.size + id.size + 2);
    if (!key)
        return (pecia_str){NULL, 0};
    memcpy(key, path.data, path.size);
    key[path.size] = '#';
    if (id.size)
        memcpy(key + path.size + 1, id.data, id.size);
    return (pecia_str){key, path.size + id.size + 1};
}

pecia_str xhtml_survey_resolve(const xhtml_survey *v, pecia_str base, pecia_str href, pecia_str *fragment) {
    pecia_str path = xhtml_resolve(v->host, v->job, base, href, fragment);
    return path.data && path.data != base.data && v->locate ? v->locate(v->context, path) : path;
}

void xhtml_survey_init(xhtml_survey *survey, const pecia_host *host, pecia_job *job) {
    *survey = (xhtml_survey){.host = host, .job = job};
    pecia_map_init(&survey->ids, host, job);
    pecia_map_init(&survey->linked, host, job);
    pecia_map_init(&survey->begins, host, job);
    pecia_map_init(&survey->notes, host, job);
    pecia_map_init(&survey->marks, host, job);
}

/* ---------------------------------------------------------------- attributes */

static void note_words(tag *found, bool is_class, pecia_str value) {
    static const char *const classes[] = {"noteref",        "footnote-ref",   "footnoteref",  "footnote_reference",
                                          "fnanchor",       "notelink",       "footnotelink", "_idFootnoteLink",
                                          "_idEndnoteLink", "footnote",       "endnote",      "fnref",
                                          "note",           "footnoteRef",    "endnote-ref",  "MsoFootnoteReference",
                                          "footref",        "duokan-footnote"};
    static const char *const pages[] = {"pagebreak", "doc-pagebreak", "pagenum", "pageno", "page"};
    if (!is_class && (xhtml_has_word(value, "noteref") || xhtml_has_word(value, "doc-noteref")))
        found->typed = true;
    for (size_t i = 0; is_class && i < sizeof classes / sizeof *classes; i++)
        found->called = found->called || xhtml_has_word(value, classes[i]);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        found->page = found->page || xhtml_has_word(value, pages[i]);
}

/** In HTML the names of attributes are the same in large letters. */
static bool is_named(pecia_str name, const char *wanted) {
    for (uint64_t i = 0; i < name.size; i++)
        if ((name.data[i] >= 'A' && name.data[i] <= 'Z' ? name.data[i] + 32 : name.data[i]) != wanted[i])
            return false; /* at the end of WANTED at the latest */
    return wanted[name.size] == '\0';
}

static void take_attribute(tag *found, pecia_str name, pecia_str value) {
    bool is_class = is_named(name, "class");
    if (is_named(name, "id") || is_named(name, "xml:id"))
        found->id = value;
    else if (is_named(name, "href"))
        found->href = value;
    else if (is_named(name, "name"))
        found->name = value;
    else if (is_class || is_named(name, "epub:type") || is_named(name, "role") || is_named(name, "data-type") ||
             is_named(name, "type"))
        note_words(found, is_class, value);
}

static bool ends_name(char c) {
    return pecia_is_space(c) || c == '=' || c == '>' || c == '/' || c == '<';
}

static pecia_str take_value(scan *s) {
    const char *from = s->at;
    if (from < s->end && (*from == '"' || *from == '\'')) {
        const char *close = memchr(from + 1, *from, (size_t)(s->end - from - 1));
        s->at = close ? close + 1 : s->end;
        return (pecia_str){from + 1, (uint64_t)((close ? close : s->end) - from - 1)};
    }
    while (s->at < s->end && !pecia_is_space(*s->at) && *s->at != '>')
        s->at++;
    return (pecia_str){from, (uint64_t)(s->at - from)};
}

/* The tag that begins behind the '<' before S->at, which goes behind its '>'. */
static void take_tag(scan *s, tag *found) {
    char name[12];
    uint64_t size = 0;
    *found = (tag){.ends = s->at < s->end && *s->at == '/'};
    s->at += found->ends;
    while (s->at < s->end && !ends_name(*s->at)) {
        if (size < sizeof name)
            name[size++] = (char)(*s->at >= 'A' && *s->at <= 'Z' ? *s->at + 32 : *s->at);
        s->at++;
    }
    found->tag = xhtml_tag_find((pecia_str){name, size});
    while (s->at < s->end && *s->at != '>') {
        const char *from = s->at;
        while (s->at < s->end && !ends_name(*s->at))
            s->at++;
        pecia_str attribute = {from, (uint64_t)(s->at - from)};
        while (s->at < s->end && pecia_is_space(*s->at))
            s->at++;
        if (attribute.size && s->at < s->end && *s->at == '=') {
            for (s->at++; s->at < s->end && pecia_is_space(*s->at);)
                s->at++;
            take_attribute(found, attribute, take_value(s));
        } else if (s->at == from) {
            found->empty = *s->at == '/';
            s->at++;
        }
    }
    s->at += s->at < s->end;
}

/* ---------------------------------------------------------------- places and links */

pecia_str xhtml_survey_target(const xhtml_survey *v, pecia_str path, pecia_str href) {
    pecia_str fragment, page = xhtml_survey_resolve(v, path, href, &fragment);
    const char *hash = v->is_single && href.size ? memchr(href.data, '#', href.size) : NULL;
    if (hash && (!page.data || !pecia_str_equal(page, path))) {
        pecia_str here = pecia_str_from(href, (uint64_t)(hash - href.data));
        page = xhtml_survey_resolve(v, path, here, &fragment);
    }
    return page.data ? xhtml_place(v->host, v->job, page, fragment) : page;
}

static void take_place(scan *s, pecia_str id, bool waits) {
    xhtml_survey *v = s->survey;
    uint32_t pages = 0;
    if (!id.size || s->status != PECIA_OK)
        return;
    bool known = pecia_map_get(&v->ids, id, &pages);
    s->status = pecia_map_put(&v->ids, known ? id : pecia_copy(v->host, v->job, id), pages + 1);
    if (s->near_count < XHTML_NEAR)
        s->near[s->near_count++] = id;
    else
        s->near[XHTML_NEAR - 1] = id;
    if (waits && s->waiting_count < WAITING)
        s->waiting[s->waiting_count++] = id;
}

static void begin_link(scan *s, const tag *found) {
    xhtml_survey *v = s->survey;
    s->link = (xhtml_link){.typed = found->typed,
                           .called = found->called,
                           .raised = s->raised > 0,
                           .first = s->first,
                           .heading = s->heading > 0,
                           .path = s->path};
    s->size = 0;
    s->link.target = xhtml_survey_target(v, s->path, found->href);
    bool leads_to_page = !s->link.target.data || s->link.target.data[s->link.target.size - 1] == '#';
    for (uint32_t i = 0; !leads_to_page && i < s->near_count; i++)
        s->link.near[i] = xhtml_place(v->host, v->job, s->path, s->near[i]);
}

static void end_link(scan *s) {
    xhtml_survey *v = s->survey;
    pecia_str words = pecia_str_trim((pecia_str){s->words, s->size}), label = xhtml_bare_label(words);
    uint32_t before = 0;
    if (!s->link.target.data || s->status != PECIA_OK)
        return;
    s->status = pecia_grow(v->host, v->job, &v->links, &v->capacity, v->count + 1, sizeof *v->links);
    if (s->status != PECIA_OK)
        return;
    s->link.image = s->link.image && !words.size;
    bool leads_to_page = s->link.target.data[s->link.target.size - 1] == '#';
    bool named = (s->link.called || s->link.raised) && xhtml_is_bracketed_name(words);
    if (s->size < WORDS && !leads_to_page && (xhtml_is_mark_text(label) || named)) {
        memcpy(s->link.label, label.data, label.size);
        s->link.label_size = (uint8_t)label.size;
        s->link.raised = s->link.raised || words.data[0] == '[' || words.data[0] == '(' ||
                         (unsigned char)words.data[0] >= 0x80 || words.data[0] == '*';
    }
    if (pecia_map_get(&v->linked, s->link.target, &before))
        s->link.same = before;
    v->links[v->count++] = s->link;
    s->status = pecia_map_put(&v->linked, s->link.target, (uint32_t)v->count);
    s->link.target.data = NULL;
}

/* ---------------------------------------------------------------- the page */

static void add_label(scan *s, pecia_str id, pecia_str label) {
    xhtml_survey *v = s->survey;
    s->status = pecia_grow(v->host, v->job, &v->labels, &v->label_capacity, v->label_count + 1, XHTML_LABEL);
    if (s->status != PECIA_OK)
        return;
    memset(v->labels[v->label_count], 0, XHTML_LABEL);
    memcpy(v->labels[v->label_count], label.data, label.size);
    s->status = pecia_map_put(&v->begins, xhtml_place(v->host, v->job, s->path, id), (uint32_t)v->label_count++);
}

/* Items of an ordered list are numbered by the browser: that number is the label there. */
static void take_list(scan *s, const tag *found) {
    uint32_t which = (s->lists < LISTS ? s->lists : LISTS) - 1;
    char digits[XHTML_LABEL];
    uint32_t at = sizeof digits;
    if (found->tag == XHTML_ol || found->tag == XHTML_ul) {
        if (s->lists < LISTS)
            s->items[s->lists] = found->tag == XHTML_ol ? 0 : UNNUMBERED;
        s->lists++;
    } else if (found->tag == XHTML_li && s->lists && s->lists <= LISTS && s->items[which] != UNNUMBERED) {
        for (uint32_t number = ++s->items[which]; number > 0; number /= 10)
            digits[--at] = (char)('0' + number % 10);
        if (found->id.size && s->status == PECIA_OK)
            add_label(s, found->id, (pecia_str){digits + at, sizeof digits - at});
    }
}

static void take_start(scan *s, const tag *found) {
    uint32_t class_ = xhtml_tag_class(found->tag);
    bool block = class_ == XHTML_CLASS_BLOCK || class_ == XHTML_CLASS_WRAP;
    if (block && found->tag != XHTML_OTHER) {
        s->first = true;
        s->near_count = 0;
        s->heading = found->tag >= XHTML_h1 && found->tag <= XHTML_h6;
    }
    take_list(s, found);
    s->raised += found->tag == XHTML_sup && !found->empty;
    s->link.raised = s->link.raised || s->raised > 0;
    s->link.called = s->link.called || found->called;
    s->link.image = s->link.image || found->tag == XHTML_img;
    bool waits = !found->page && !s->heading;
    take_place(s, found->id, waits);
    if (found->tag == XHTML_a && !pecia_str_equal(found->name, found->id))
        take_place(s, found->name, waits);
    if (found->tag == XHTML_a && found->href.size) {
        end_link(s);
        begin_link(s, found);
    }
}

static void take_end(scan *s, const tag *found) {
    if (found->tag == XHTML_a)
        end_link(s);
    s->raised -= found->tag == XHTML_sup && s->raised > 0;
    s->lists -= (found->tag == XHTML_ol || found->tag == XHTML_ul) && s->lists > 0;
    if (found->tag >= XHTML_h1 && found->tag <= XHTML_h6)
        s->heading = 0;
}

/* The words that the places which wait begin with, if they are a mark's. */
static void settle_places(scan *s, pecia_str text) {
    pecia_str rest = text, label = xhtml_bare_label(pecia_str_word(&rest));
    bool fits = xhtml_is_mark_text(label);
    for (uint32_t i = 0; fits && i < s->waiting_count && s->status == PECIA_OK; i++)
        add_label(s, s->waiting[i], label);
    s->waiting_count = 0;
}

/* The character that the reference "&NAME;" stands for; 0 if it is none. */
static uint32_t code_of(pecia_str name) {
    int64_t code;
    if (name.data[0] != '#')
        return xml_entity_code(name);
    if (name.size > 2 && (name.data[1] | 32) == 'x') {
        code = 0;
        for (uint64_t i = 2; i < name.size && code < 0x110000; i++)
            code = pecia_hex_digit(name.data[i]) < 0 ? 0x110000 : code * 16 + pecia_hex_digit(name.data[i]);
    } else if (!pecia_str_number(pecia_str_from(name, 1), &code)) {
        return 0;
    }
    return code > 0 && code < 0x110000 ? (uint32_t)code : 0;
}

/* TEXT with its character references resolved, if it has any and is short, as labels are. */
static pecia_str resolve(scan *s, pecia_str text) {
    if (!text.size || text.size > RESOLVED || !memchr(text.data, '&', text.size))
        return text;
    pecia_buf_clear(&s->resolved);
    for (uint64_t i = 0; i < text.size; i++) {
        const char *end = text.data[i] == '&' ? memchr(text.data + i, ';', text.size - i) : NULL;
        pecia_str name = {text.data + i + 1, end ? (uint64_t)(end - text.data) - i - 1 : 0};
        uint32_t code = name.size ? code_of(name) : 0;
        if (code)
            pecia_buf_add_code(&s->resolved, code);
        else
            pecia_buf_add_char(&s->resolved, text.data[i]);
        i += code ? name.size + 1 : 0;
    }
    s->status = s->status == PECIA_OK ? s->resolved.status : s->status;
    return pecia_buf_str(&s->resolved);
}

static void take_text(scan *s, pecia_str text) {
    pecia_str words = pecia_str_trim(resolve(s, text));
    if (!words.size)
        return;
    if (s->link.target.data) {
        for (uint64_t i = 0; i < words.size && s->size < WORDS; i++)
            s->words[s->size++] = words.data[i];
    }
    bool bracket = words.size == 1 && (words.data[0] == '[' || words.data[0] == '(');
    if (bracket) {
        return;
    }
    if (s->waiting_count)
        settle_places(s, words);
    if (!s->link.target.data) {
        s->first = false;
        s->near_count = 0;
    }
}

/* True if a comment or an instruction was passed. */
static bool passes_other(scan *s) {
    if (s->at >= s->end || (*s->at != '!' && *s->at != '?'))
        return false;
    bool comment = s->end - s->at > 3 && memcmp(s->at, "!--", 3) == 0;
    const char *close =
        comment ? memmem(s->at, (size_t)(s->end - s->at), "-->", 3) : memchr(s->at, '>', (size_t)(s->end - s->at));
    s->at = close ? close + (comment ? 3 : 1) : s->end;
    return true;
}

int32_t xhtml_survey_page(xhtml_survey *v, pecia_str path, pecia_str bytes) {
    scan s = {.survey = v, .path = path, .at = bytes.data, .end = bytes.data + bytes.size, .first = true};
    tag found;
    pecia_buf_init(&s.resolved, v->host, v->job);
    while (s.at < s.end && s.status == PECIA_OK) {
        const char *open = memchr(s.at, '<', (size_t)(s.end - s.at));
        take_text(&s, (pecia_str){s.at, (uint64_t)((open ? open : s.end) - s.at)});
        if (!open)
            break;
        s.at = open + 1;
        if (passes_other(&s))
            continue;
        take_tag(&s, &found);
        if (found.ends)
            take_end(&s, &found);
        else
            take_start(&s, &found);
    }
    end_link(&s);
    return s.status;
}
