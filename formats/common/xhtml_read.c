/* SPDX-License-Identifier: MIT
 *
 * xhtml_read.c: the walk over a page's items, links and identifiers across pages.
 */
#include "common/xhtml_reader.h"

#include "common/xml_write.h"

int32_t xhtml_reader_init(xhtml_reader *r, const pecia_host *host, pecia_job *job, pecia_builder *builder,
                          const xhtml_files *files) {
    r->host = host;
    r->job = job;
    r->builder = builder;
    r->build = host->builder;
    r->origins = pecia_origins_of(host);
    r->files = files;
    xhtml_css_init(&r->css, host, job);
    pecia_map_init(&r->notes, host, job);
    xhtml_survey_init(&r->survey, host, job);
    return PECIA_OK;
}

/* ---------------------------------------------------------------- helpers */

pecia_str xhtml_in_id(xhtml_reader *r, pecia_str path, pecia_str id) {
    uint32_t count = 0;
    if (pecia_map_get(&r->survey.ids, id, &count) && count < 2)
        return id;
    pecia_buf buf;
    pecia_buf_init(&buf, r->host, r->job);
    for (uint64_t i = 0; i < path.size; i++)
        pecia_buf_add_char(&buf, path.data[i] == '/' || path.data[i] == '.' ? '-' : path.data[i]);
    if (id.size) {
        pecia_buf_add_char(&buf, '-');
        pecia_buf_add_str(&buf, id);
    }
    return pecia_buf_str(&buf);
}

/* Where the elements around one are found: among the open ones. */
typedef struct places {
    const xhtml_reader *r;
    uint64_t below; /* how many of them are around it */
} places;

static xhtml_element element_of(const xhtml_reader *r, const xhtml_item *item) {
    return (xhtml_element){xhtml_page_item_name(&r->page, item), xhtml_in_value(r, item, XHTML_KEY_CLASS)};
}

static bool around(void *context, uint64_t level, xhtml_element *out) {
    const places *from = context;
    if (level >= from->below)
        return false;
    *out = element_of(from->r, from->r->page.items + from->r->open[from->below - 1 - level].start);
    return true;
}

css_look xhtml_in_look(xhtml_reader *r, const xhtml_item *item) {
    places from = {r, r->count};
    css_look look = {0, 0, 0};
    while (from.below > 0 && r->page.items + r->open[from.below - 1].start >= item)
        from.below--;
    xhtml_element element = element_of(r, item);
    if (!r->own)
        look = xhtml_css_look(&r->css, &element, &(xhtml_around){around, &from});
    return xhtml_css_own(look, xhtml_in_value(r, item, XHTML_KEY_STYLE));
}

bool xhtml_in_is(const xhtml_reader *r, const xhtml_item *item, const char *type, const char *role) {
    return (type && xhtml_has_word(xhtml_in_value(r, item, XHTML_KEY_TYPE), type)) ||
           (role && xhtml_has_word(xhtml_in_value(r, item, XHTML_KEY_ROLE), role));
}

void xhtml_in_set(xhtml_reader *r, uint32_t node, uint32_t key, const xhtml_item *item, uint32_t attribute) {
    pecia_str value = xhtml_in_value(r, item, attribute);
    if (value.data)
        r->build->set(r->builder, node, key, value);
}

void xhtml_in_common(xhtml_reader *r, uint32_t node, const xhtml_item *item) {
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    if (id.size && !pecia_str_begins(id, "pecia-")) /* those are made by xhtml_write.h */
        r->build->set(r->builder, node, PECIA_ID, xhtml_in_id(r, r->path, id));
    xhtml_in_set(r, node, PECIA_LANG, item, XHTML_KEY_LANG);
}

void xhtml_in_anchor(xhtml_reader *r, const xhtml_item *item) {
    pecia_str id = xhtml_in_value(r, item, XHTML_KEY_ID);
    if (!id.size)
        id = item->tag == XHTML_a ? xhtml_in_value(r, item, XHTML_KEY_NAME) : id;
    pecia_str place = id.size ? xhtml_place(r->host, r->job, r->path, id) : id;
    if (!place.size || pecia_str_begins(id, "pecia-") || !pecia_map_get(&r->survey.linked, place, NULL))
        return;
    if (!r->own && (pecia_map_get(&r->survey.marks, place, NULL) || pecia_map_get(&r->survey.notes, place, NULL)))
        return; /* links to marks and notes have the notes table */
    r->build->leaf(r->builder, PECIA_ANCHOR);
    r->build->set(r->builder, r->build->last(r->builder), PECIA_ID, xhtml_in_id(r, r->path, id));
}

pecia_str xhtml_in_words(xhtml_reader *r, const xhtml_item *start) {
    char *words = r->host->job->alloc(r->job, 256);
    uint64_t size = 0;
    if (!words)
        return (pecia_str){NULL, 0};
    for (const xhtml_item *item = start; item < r->page.items + start->end && size < 200; item++) {
        pecia_str text = item->type == XHTML_TEXT ? xhtml_page_item_text(&r->page, item) : (pecia_str){NULL, 0};
        for (uint64_t i = 0; i < text.size && size < 200; i++)
            if (!pecia_is_space(text.data[i]) || (size && words[size - 1] != ' '))
                words[size++] = pecia_is_space(text.data[i]) ? ' ' : text.data[i];
    }
    pecia_str all = pecia_str_trim((pecia_str){words, size});
    while (all.size > 1 && (all.data[0] == '[' || all.data[0] == '('))
        all = pecia_str_from(all, 1);
    while (all.size > 1 && (all.data[all.size - 1] == ']' || all.data[all.size - 1] == ')'))
        all.size--;
    return pecia_str_trim(all);
}

static int64_t which_of(pecia_str value, const char *const *names, int64_t count) {
    for (int64_t i = 1; i < count; i++)
        if (pecia_str_is(value, names[i]))
            return i;
    return 0;
}

void xhtml_in_quotation(xhtml_reader *r, uint32_t node, const xhtml_item *item) {
    static const char *const kinds[] = {"", "quoted", "q", "said", "so-called", "mentioned"};
    static const char *const parts[] = {"", "initial", "medial", "final", "fragment"};
    int64_t kind = which_of(xhtml_in_value(r, item, XHTML_KEY_QUOTATION), kinds, 6);
    int64_t part = which_of(xhtml_in_value(r, item, XHTML_KEY_PART), parts, 5), tie;
    if (kind)
        r->build->set_number(r->builder, node, PECIA_QUOTATION, kind);
    if (part)
        r->build->set_number(r->builder, node, PECIA_PART, part);
    if (pecia_str_number(xhtml_in_value(r, item, XHTML_KEY_TIE), &tie))
        r->build->set_number(r->builder, node, PECIA_TIE, tie);
    if (pecia_str_is(xhtml_in_value(r, item, XHTML_KEY_MARKS), "none"))
        r->build->set_number(r->builder, node, PECIA_MARKS, PECIA_MARKS_NONE);
    xhtml_in_set(r, node, PECIA_SOURCE, item, XHTML_KEY_CITE);
}

xhtml_in *xhtml_in_push(xhtml_reader *r, const xhtml_item *item, uint32_t kind) {
    if (r->status == PECIA_OK)
        r->status = pecia_grow(r->host, r->job, &r->open, &r->capacity, r->count + 1, sizeof *r->open);
    if (r->status != PECIA_OK)
        return &r->open[r->count - 1];
    xhtml_in *in = &r->open[r->count++];
    *in = (xhtml_in){
        .start = (uint32_t)(item - r->page.items), .end = item->end, .kind = (uint8_t)kind, .tag = item->tag};
    if (kind) {
        r->build->enter(r->builder, kind);
        in->node = r->build->last(r->builder);
        xhtml_in_common(r, in->node, item);
        xhtml_in_origin(r, in->node, kind, item);
    }
    return in;
}

void xhtml_in_ready(xhtml_reader *r) {
    xhtml_in *top = xhtml_in_top(r);
    if (!top->wraps || top->has_paragraph)
        return;
    r->build->enter(r->builder, top->lines ? PECIA_LINE : PECIA_PARAGRAPH);
    top->has_paragraph = true;
    if (r->section_count)
        r->sections[r->section_count - 1].has_content = true;
}

void xhtml_in_block(xhtml_reader *r) {
    xhtml_in *top = xhtml_in_top(r);
    if (top->has_paragraph)
        r->build->leave(r->builder, top->lines ? PECIA_LINE : PECIA_PARAGRAPH);
    top->has_paragraph = false;
}

/* ---------------------------------------------------------------- the walk */

void xhtml_leave_section(xhtml_reader *r, uint32_t node) {
    while (r->section_count && r->sections[r->section_count - 1].node >= node)
        r->section_count--;
    r->build->leave_to(r->builder, node);
}

/* A section's element ends; the section may go on in pages that the navigation puts into it. */
static void end_section(xhtml_reader *r, uint32_t node) {
    uint64_t at = 0;
    while (at < r->section_count && r->sections[at].node != node)
        at++;
    if (at == r->section_count || !xhtml_toc_goes_on(r, &r->sections[at])) {
        xhtml_leave_section(r, node);
        return;
    }
    if (at + 1 < r->section_count)
        xhtml_leave_section(r, r->sections[at + 1].node);
    r->sections[at].by_element = false;
    r->sections[at].kept = true;
}

static void at_end(xhtml_reader *r) {
    xhtml_in_block(r);
    xhtml_in in = r->open[--r->count];
    r->verse -= in.verse;
    if (in.bracket)
        r->build->text(r->builder, ")", 1);
    if (in.is_note)
        r->in_notes--;
    if (in.kind == PECIA_CODE_BLOCK || in.kind == PECIA_CODE)
        r->code--;
    if (in.section && r->own)
        xhtml_own_section_end(r, in.node);
    else if (in.section)
        end_section(r, in.node);
    else if (in.node)
        r->build->leave(r->builder, in.kind);
}

static bool drops_blank(const xhtml_reader *r) {
    const xhtml_in *top = &r->open[r->count - 1];
    if (r->code)
        return false;
    return (top->wraps && !top->has_paragraph) || top->kind == PECIA_LIST || top->kind == PECIA_TABLE ||
           top->kind == PECIA_ROW || top->kind == PECIA_FIGURE || top->kind == PECIA_CITATION ||
           (top->kind == PECIA_LINE_GROUP && !top->has_paragraph) || top->kind == PECIA_SPEECH ||
           top->kind == PECIA_BLOCK_QUOTE;
}

/* The text at INDEX without what belongs to marks and labels of notes. */
static pecia_str words_at(xhtml_reader *r, uint32_t index) {
    pecia_str text = xhtml_page_item_text(&r->page, &r->page.items[index]);
    if (r->closes)
        text = pecia_str_from(text, 1);
    r->closes = xhtml_brackets_mark(r, index);
    text.size -= r->closes && text.size;
    if (r->note_begins && r->in_notes)
        text = xhtml_without_label(r, text);
    while (r->trim && text.size && pecia_is_space(text.data[0]))
        text = pecia_str_from(text, 1);
    return text;
}

static void at_text(xhtml_reader *r, uint32_t index) {
    pecia_str text = words_at(r, index);
    if (!text.size || (drops_blank(r) && pecia_str_trim(text).size == 0))
        return;
    r->trim = XHTML_TRIM_NONE;
    r->note_begins = false;
    if (r->late && !r->in_notes)
        xhtml_own_flush(r);
    xhtml_in_ready(r);
    r->build->text(r->builder, text.data, text.size);
}

static uint32_t at_start(xhtml_reader *r, uint32_t index) {
    const xhtml_item *item = &r->page.items[index];
    uint32_t next = index + 1, class_ = xhtml_tag_class(item->tag);
    r->build->at(r->builder, r->member, item->line, 0);
    if (class_ == XHTML_CLASS_SKIP) /* a head, which is here to be looked at */
        return item->end + 1;
    if (item->tag == XHTML_body) {
        xhtml_own_body(r, item);
        if (!r->own)
            xhtml_find_bodies(r);
        xhtml_toc_begin_page(r);
        if (xhtml_front_skips(r, index))
            return item->end;
        xhtml_toc_break(r, item);
        xhtml_front_begin(r, index);
    } else if (r->late && !xhtml_own_goes_on(r, item)) {
        xhtml_own_flush(r);
    }
    xhtml_toc_at(r, item);
    if (xhtml_read_page_break(r, index, &next))
        return next;
    if (xhtml_toc_break(r, item))
        return item->end + 1;
    if (xhtml_read_body(r, index, &next) || xhtml_read_note(r, index, &next) || xhtml_read_label(r, index, &next))
        return next;
    if ((class_ == XHTML_CLASS_INLINE && xhtml_read_mark(r, index, &next)) || xhtml_read_display(r, index, &next))
        return next;
    return class_ == XHTML_CLASS_BLOCK || class_ == XHTML_CLASS_WRAP || item->tag == XHTML_hr
               ? xhtml_read_block(r, index)
               : xhtml_read_inline(r, index);
}

static int32_t walk(xhtml_reader *r) {
    uint64_t steps = 0;
    for (uint32_t i = (uint32_t)r->from; i < r->to && r->status == PECIA_OK;) {
        const xhtml_item *item = &r->page.items[i];
        while (xhtml_in_top(r)->until && i >= xhtml_in_top(r)->until)
            at_end(r);
        if (item->type == XHTML_START) {
            i = at_start(r, i);
        } else {
            if (item->type == XHTML_TEXT)
                at_text(r, i);
            else if (r->count > 1) {
                at_end(r);
                xhtml_end_display(r, item);
            }
            i++;
        }
        if ((++steps & 0xFFF) == 0)
            r->status = r->host->job->proceed(r->job);
    }
    int32_t built = r->build->status(r->builder);
    return r->status != PECIA_OK ? r->status : built;
}

int32_t xhtml_reader_page(xhtml_reader *r, pecia_str path, pecia_str bytes) {
    r->path = path;
    r->member = r->is_single ? 0 : r->build->member(r->builder, path);
    r->build->at(r->builder, r->member, 1, 0);
    r->status = xhtml_page_read(&r->page, r->host, r->job, bytes, path);
    if (r->status != PECIA_OK)
        return r->status;
    r->scripts += r->page.scripts;
    r->status = pecia_grow(r->host, r->job, &r->open, &r->capacity, 16, sizeof *r->open);
    if (r->status != PECIA_OK)
        return r->status;
    r->from = 0;
    r->to = r->page.count;
    if (r->files->look)
        r->status = r->files->look(r->files->context);
    if (r->status != PECIA_OK)
        return r->status;
    r->open[0] = (xhtml_in){.wraps = true, .end = UINT32_MAX};
    r->count = 1;
    r->math = 0;
    r->body_count = r->next_body = 0;
    r->entered = 0;
    r->closes = false;
    r->status = xhtml_survey_settle(&r->survey);
    if (r->status != PECIA_OK)
        return r->status;
    if (pecia_map_get(&r->survey.linked, xhtml_place(r->host, r->job, path, (pecia_str){NULL, 0}), NULL)) {
        r->build->leaf(r->builder, PECIA_ANCHOR);
        r->build->set(r->builder, r->build->last(r->builder), PECIA_ID, xhtml_in_id(r, path, (pecia_str){NULL, 0}));
    }
    int32_t status = walk(r);
    while (status == PECIA_OK && r->count > 1)
        at_end(r);
    if (status == PECIA_OK)
        xhtml_in_block(r);
    xhtml_front_end(r);
    return status;
}

int32_t xhtml_reader_finish(xhtml_reader *r) {
    if (r->section_count)
        xhtml_leave_section(r, r->sections[0].node);
    if (r->in_front || r->in_back)
        r->build->leave_to(r->builder, r->matter);
    if (r->hidden)
        r->host->job->report(r->job, PECIA_WARNING, "css-hidden", NULL,
                             "%llu passages that the style sheets hide (display: none) were left out",
                             (unsigned long long)r->hidden);
    if (r->css.is_full)
        r->host->job->report(
            r->job, PECIA_WARNING, "css-limit", NULL,
            "the style sheets have more rules for one element than are looked at, so some looks are missing");
    if (r->css.left)
        r->host->job->report(r->job, PECIA_WARNING, "css-import", NULL,
                             "%llu style sheets that others import were not read", (unsigned long long)r->css.left);
    if (r->scripts)
        r->host->job->report(r->job, PECIA_WARNING, "active-content", NULL,
                             "%llu scripts, frames and event attributes were left out", (unsigned long long)r->scripts);
    return r->build->status(r->builder);
}
