/* SPDX-License-Identifier: MIT
 *
 * md_write_links.c: images, and the addresses of links: behind their text, or at the end of the document.
 */
#include "md_writer.h"

/* A link or an image behind '!' would be an image: hides the '!' that was written last. */
void md_guard_bang(md_writer *w) {
    bool is_behind_slot = w->slot_count > 0 && w->slots[w->slot_count - 1].at == w->line.size;
    if (!w->fold.pending && !is_behind_slot && w->line.size > 0 && w->line.data[w->line.size - 1] == '!') {
        w->line.size--;
        pecia_buf_add(&w->line, "\\!", 2);
    }
}

/* Makes the address that stands from FROM on in LINE, "(...)", one at the end: "[1]". */
static void refer(md_writer *w, uint64_t from) {
    pecia_buf *out = &w->links_end;
    pecia_str target = {w->line.data + from + 1, w->line.size - from - 2};
    pecia_buf_add_char(out, '[');
    pecia_buf_add_number(out, ++w->link_count);
    pecia_buf_add(out, "]: ", 3);
    pecia_buf_add(out, "<>", target.size == 0 ? 2 : 0);
    pecia_buf_add_str(out, target);
    pecia_buf_add_char(out, '\n');
    w->line.size = from;
    pecia_buf_add_char(&w->line, '[');
    pecia_buf_add_number(&w->line, w->link_count);
    pecia_buf_add_char(&w->line, ']');
}

/* True if TEXT, which begins with '&', begins with what may be a reference to a character. */
static bool is_reference(pecia_str text) {
    uint64_t i = 1;
    while (i < text.size && ((text.data[i] >= '0' && text.data[i] <= '9') || text.data[i] == '#' ||
                             ((text.data[i] | 32) >= 'a' && (text.data[i] | 32) <= 'z'))) {
        i++;
    }
    return i < text.size && text.data[i] == ';';
}

/* True if the parentheses of URL fit each other and none stands in others, so that they need no backslashes. */
static bool has_pairs(pecia_str url) {
    uint32_t depth = 0;
    for (uint64_t i = 0; i < url.size && depth <= 1; i++) {
        if (url.data[i] == ')' && depth == 0) {
            return false;
        }
        depth += url.data[i] == '(' ? 1u : 0u;
        depth -= url.data[i] == ')' ? 1u : 0u;
    }
    return depth == 0;
}

/* The address of a link or image. */
void md_add_target(md_writer *w, pecia_str url, pecia_str title) {
    uint64_t from = w->line.size;
    bool is_paired = has_pairs(url);
    bool is_angled = url.size == 0 || url.data[0] == '<';
    for (uint64_t i = 0; i < url.size; i++) {
        is_angled = is_angled || (unsigned char)url.data[i] <= 0x20;
    }
    pecia_buf_add_text(&w->line, is_angled ? "(<" : "(");
    for (uint64_t i = 0; i < url.size; i++) {
        unsigned char c = (unsigned char)url.data[i];
        if (c < 0x20 || (c == ' ' && (i == 0 || i + 1 == url.size))) { /* what an address may not hold, or loses */
            pecia_buf_add_text(&w->line, "&#");
            pecia_buf_add_number(&w->line, c);
            pecia_buf_add_char(&w->line, ';');
            continue;
        }
        if (c == '&' && is_reference(pecia_str_from(url, i))) { /* they are resolved before backslashes */
            pecia_buf_add_text(&w->line, "&amp;");
            continue;
        }
        bool is_strike =
            c == '~' && ((i > 0 && url.data[i - 1] == '~') || (i + 1 < url.size && url.data[i + 1] == '~'));
        if (is_strike || (is_paired ? strchr("\\<>|[]`$", c) : strchr("\\()<>|[]`$", c))) {
            pecia_buf_add_char(&w->line, '\\');
        }
        pecia_buf_add_char(&w->line, (char)c);
    }
    pecia_buf_add_text(&w->line, is_angled ? ">" : "");
    if (title.size > 0) {
        pecia_buf_add_text(&w->line, " \"");
        for (uint64_t i = 0; i < title.size; i++) {
            char c = title.data[i];
            if (c == '&') {
                pecia_buf_add_text(&w->line, "&amp;");
                continue;
            }
            if (c == '\\') { /* cmark may take the second of two for one that hides the quote */
                pecia_buf_add_text(&w->line, "&#92;&#92;");
                continue;
            }
            if (c == '"' || c == '<' || c == '|' || c == '`' || c == '[' || c == ']' || c == '^' || c == '~' ||
                c == '$') {
                pecia_buf_add_char(&w->line, '\\');
            }
            pecia_buf_add_char(&w->line, c == '\n' || c == '\r' ? ' ' : c);
        }
        pecia_buf_add_char(&w->line, '"');
    }
    pecia_buf_add_char(&w->line, ')');
    if (w->has_references) {
        refer(w, from);
    }
    w->markup_end = w->line.size;
}

void md_links_end(md_writer *w) {
    if (w->links_end.size > 0) {
        md_block(w);
        md_out_str(w, pecia_buf_str(&w->links_end));
    }
}

/* An image as an element: its description is no text of the document and would become one between the brackets, or it
 * says more than brackets hold. */
static void element_image(md_writer *w, const pecia_event *event, pecia_str alt, bool is_text) {
    pecia_str title = md_get(w, event->node, PECIA_TITLE), id = md_get(w, event->node, PECIA_ID);
    pecia_buf_clear(&w->tag);
    pecia_buf_add_text(&w->tag, "<img");
    md_tag_attribute(w, "src", md_get(w, event->node, PECIA_SRC));
    if (alt.data) {
        md_tag_attribute(w, "alt", alt);
    }
    if (title.size > 0) {
        md_tag_attribute(w, "title", title);
    }
    if (id.size > 0) {
        md_tag_attribute(w, "id", id);
    }
    if (is_text) {
        md_tag_attribute(w, "data-alt", PECIA_STR("1"));
    }
    md_tag_rest(w, event->node);
    pecia_buf_add_text(&w->tag, " />");
    md_raw(w, pecia_buf_str(&w->tag));
}

void md_image(md_writer *w, pecia_event *event) {
    pecia_str alt = md_get(w, event->node, PECIA_ALT);
    bool is_text = w->host->document->get_number(w->document, event->node, PECIA_ALT_IS_TEXT, 0) != 0;
    bool says = md_tag_has(w, event->node);
    if (!w->is_plain && ((alt.size > 0 && !is_text) || (says && !(w->syntax & MD_SPANS)))) {
        element_image(w, event, alt, is_text);
        return;
    }
    md_guard_bang(w);
    md_raw(w, PECIA_STR("!["));
    uint64_t from = w->line.size;
    if (alt.data) {
        md_escape(&w->line, alt);
    }
    md_fold_from(w, from);
    pecia_buf_add_char(&w->line, ']');
    md_add_target(w, md_get(w, event->node, PECIA_SRC), md_get(w, event->node, PECIA_TITLE));
    if (says) {
        pecia_buf_add_str(&w->line, pecia_str_from(md_tag_braces(w, event->node, MD_ATTR_FEW), 1));
        w->markup_end = w->line.size;
    }
}
