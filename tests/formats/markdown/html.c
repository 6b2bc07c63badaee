/* SPDX-License-Identifier: MIT
 *
 * html.c: a plugin for tests whose format "html" writes a document as plain HTML, an element for each kind, so that the
 * examples of the CommonMark specification can be compared (tests/corpus/commonmark.py).
 */
#include <string.h>

#include "../../plugins/descriptor.h"
#include "pecia/plugin.h"

typedef struct writer {
    const pecia_host *host;
    const pecia_document *document;
    pecia_output *output;
    int64_t sections;
} writer;

static void put(writer *w, const char *text) {
    w->host->output->write(w->output, text, strlen(text));
}

static void put_escaped(writer *w, pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++) {
        switch (text.data[i]) {
        case '&': put(w, "&amp;"); break;
        case '<': put(w, "&lt;"); break;
        case '>': put(w, "&gt;"); break;
        case '"': put(w, "&quot;"); break;
        default: w->host->output->write(w->output, text.data + i, 1); break;
        }
    }
}

static void attribute(writer *w, uint32_t node, uint32_t key, const char *name) {
    pecia_str value;
    if (w->host->document->get(w->document, node, key, &value)) {
        put(w, " ");
        put(w, name);
        put(w, "=\"");
        put_escaped(w, value);
        put(w, "\"");
    }
}

static const char *style(int64_t bits) {
    return bits == PECIA_ITALIC        ? "em"
           : bits == PECIA_BOLD        ? "strong"
           : bits == PECIA_STRIKE      ? "del"
           : bits == PECIA_UNDERLINE   ? "u"
           : bits == PECIA_SUPERSCRIPT ? "sup"
           : bits == PECIA_SUBSCRIPT   ? "sub"
                                       : NULL;
}

/* The name of the element that NODE was, in ROOM. */
static const char *kept_name(const writer *w, uint32_t node, char room[20]) {
    pecia_name name;
    if (!w->host->document->origin(w->document, node, &name) || name.local.size >= 20) {
        return NULL;
    }
    memcpy(room, name.local.data, (size_t)name.local.size);
    room[name.local.size] = 0;
    return room;
}

/* The element for EVENT's node, which may stand in ROOM; NULL for none. */
static const char *element(writer *w, const pecia_event *event, char room[20]) {
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    const pecia_document_api *d = w->host->document;
    int64_t number;
    switch (event->kind) {
    case PECIA_PARAGRAPH: return event->flags & PECIA_IMPLIED ? NULL : "p";
    case PECIA_HEADING:
        number = d->get_number(w->document, event->node, PECIA_LEVEL, w->sections);
        return headings[number < 1 ? 0 : number > 6 ? 5 : number - 1];
    case PECIA_BLOCK_QUOTE: return "blockquote";
    case PECIA_LIST:
        number = d->get_number(w->document, event->node, PECIA_LIST_STYLE, PECIA_LIST_BULLET);
        return number == PECIA_LIST_ORDERED ? "ol" : number == PECIA_LIST_DEFINITION ? "dl" : "ul";
    case PECIA_ITEM: return "li";
    case PECIA_TERM: return "dt";
    case PECIA_DEFINITION: return "dd";
    case PECIA_CODE_BLOCK: return "pre";
    case PECIA_TABLE: return "table";
    case PECIA_ROW: return "tr";
    case PECIA_CELL: return "td";
    case PECIA_EMPHASIS: return "em";
    case PECIA_STRONG: return "strong";
    case PECIA_STYLE: return style(d->get_number(w->document, event->node, PECIA_STYLE_BITS, 0));
    case PECIA_CODE: return "code";
    case PECIA_LINK: return "a";
    case PECIA_QUOTE: return "q";
    case PECIA_FOREIGN_BLOCK: return kept_name(w, event->node, room);
    default: return NULL;
    }
}

static void open(writer *w, const pecia_event *event) {
    char room[20];
    const char *name = element(w, event, room);
    int64_t start = w->host->document->get_number(w->document, event->node, PECIA_START, -1);
    if (!name) {
        return;
    }
    put(w, "<");
    put(w, name);
    if (event->kind == PECIA_LINK) {
        attribute(w, event->node, PECIA_HREF, "href");
        attribute(w, event->node, PECIA_TITLE, "title");
    }
    if (event->kind == PECIA_LIST && start >= 0) {
        char digits[24];
        size_t at = sizeof digits - 1;
        digits[at] = 0;
        do {
            digits[--at] = (char)('0' + start % 10);
            start /= 10;
        } while (start > 0);
        put(w, " start=\"");
        put(w, digits + at);
        put(w, "\"");
    }
    put(w, ">");
}

static void close(writer *w, const pecia_event *event) {
    char room[20];
    const char *name = element(w, event, room);
    if (name) {
        put(w, event->kind == PECIA_CODE_BLOCK ? "\n" : "");
        put(w, "</");
        put(w, name);
        put(w, ">");
    }
}

static void leaf(writer *w, const pecia_event *event) {
    switch (event->kind) {
    case PECIA_TEXT: put_escaped(w, event->text); break;
    case PECIA_SOFT_BREAK: put(w, "\n"); break;
    case PECIA_LINE_BREAK: put(w, "<br />\n"); break;
    case PECIA_RULE: put(w, "<hr />\n"); break;
    case PECIA_IMAGE:
        put(w, "<img");
        attribute(w, event->node, PECIA_SRC, "src");
        attribute(w, event->node, PECIA_ALT, "alt");
        attribute(w, event->node, PECIA_TITLE, "title");
        put(w, " />");
        break;
    default: break;
    }
}

static int32_t write_html(const pecia_host *host, pecia_job *job, const pecia_document *document,
                          pecia_output *output) {
    writer w = {host, document, output, 0};
    pecia_cursor *cursor = host->cursor->open(job, document, 1, PECIA_VIEW_FLOW | PECIA_VIEW_COUNT);
    if (!cursor) {
        return PECIA_ERR_MEMORY;
    }
    for (pecia_event *event = host->cursor->next(cursor); event->type != PECIA_END;
         event = host->cursor->next(cursor)) {
        event->outcome = PECIA_CARRIED;
        w.sections += event->kind != PECIA_SECTION ? 0 : event->type == PECIA_ENTER ? 1 : -1;
        if (event->type == PECIA_ENTER) {
            open(&w, event);
        } else if (event->type == PECIA_LEAF) {
            leaf(&w, event);
        } else {
            close(&w, event);
        }
    }
    return host->output->status(output);
}

static const char *const extensions[] = {"html", NULL};
static const pecia_format format = {
    .struct_size = sizeof(pecia_format),
    .name = "html",
    .title = "plain HTML, for tests",
    .extensions = extensions,
    .write = write_html,
};
static const pecia_format *const formats[] = {&format, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("pecia.test.html", formats);

const pecia_plugin *pecia_plugin_entry(void) {
    return &plugin;
}
