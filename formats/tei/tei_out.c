/* SPDX-License-Identifier: MIT
 *
 * tei_out.c: see tei_out.h.
 */
#include "tei/tei_out.h"
#include "tei/validate.h"

#include <inttypes.h>
#include <stdio.h>

int32_t tei_out_init(tei_out *out, const pecia_host *host, pecia_job *job, const pecia_document *document,
                     pecia_output *output) {
    *out = (tei_out){.host = host, .origins = pecia_origins_of(host), .job = job, .document = document};
    out->indent = host->job->option_number(job, "indent", 1) != 0;
    out->xml = host->job->alloc(job, sizeof *out->xml);
    if (!out->xml)
        return PECIA_ERR_MEMORY;
    xml_writer_init(out->xml, host, output);
    xml_put_text(out->xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    return PECIA_OK;
}

static tei_level *top(tei_out *out) {
    return out->count ? &out->levels[out->count - 1] : NULL;
}

static void close_tag(tei_out *out) {
    if (out->tag_open)
        xml_put(out->xml, ">", 1);
    out->tag_open = false;
}

static void new_line(tei_out *out, uint64_t depth) {
    static const char spaces[] = "\n                                ";
    uint64_t size = out->indent ? depth : 0;
    xml_put(out->xml, spaces, 1 + (size < sizeof spaces - 2 ? size : sizeof spaces - 2));
}

/* Before something that is no text: where white space is layout, a line of its own. */
static void lay_out(tei_out *out) {
    tei_level *level = top(out);
    close_tag(out);
    if (!level || level->only)
        new_line(out, out->count);
    if (level)
        level->busy = true;
}

static void put_name(tei_out *out, pecia_str prefix, pecia_str name) {
    if (prefix.size) {
        xml_put(out->xml, prefix.data, prefix.size);
        xml_put(out->xml, ":", 1);
    }
    xml_put(out->xml, name.data, name.size);
}

void tei_out_start(tei_out *out, pecia_str prefix, pecia_str name, pecia_str ns, bool only) {
    lay_out(out);
    if (pecia_grow(out->host, out->job, &out->levels, &out->capacity, out->count + 1, sizeof *out->levels) !=
        PECIA_OK) {
        out->status = PECIA_ERR_MEMORY;
        return;
    }
    pecia_str before = out->count ? out->levels[out->count - 1].ns : (pecia_str){NULL, 0};
    bool declares = !prefix.size && !pecia_str_equal(before, ns);
    bool preserve = out->count && out->levels[out->count - 1].preserve;
    out->levels[out->count++] = (tei_level){.prefix = prefix,
                                            .name = name,
                                            .ns = declares ? ns : before,
                                            .only = only && !preserve,
                                            .wants_only = only,
                                            .preserve = preserve};
    xml_put(out->xml, "<", 1);
    put_name(out, prefix, name);
    if (declares)
        xml_attribute_out(out->xml, "xmlns", ns);
    out->tag_open = true;
}

void tei_out_element(tei_out *out, const char *name, bool only) {
    tei_out_start(out, (pecia_str){NULL, 0}, pecia_str_of(name), PECIA_STR(TEI_NS), only);
}

void tei_out_end(tei_out *out) {
    if (!out->count)
        return;
    tei_level level = out->levels[--out->count];
    if (out->tag_open) {
        xml_put(out->xml, "/>", 2);
        out->tag_open = false;
        return;
    }
    if (level.only && level.busy)
        new_line(out, out->count);
    xml_put(out->xml, "</", 2);
    put_name(out, level.prefix, level.name);
    xml_put(out->xml, ">", 1);
}

void tei_out_attribute(tei_out *out, const char *name, pecia_str value) {
    if (out->tag_open)
        xml_attribute_out(out->xml, name, value);
}

void tei_out_property(tei_out *out, const pecia_property *property) {
    if (!out->tag_open)
        return;
    xml_put(out->xml, " ", 1);
    if (property->name.prefix.size) {
        xml_put(out->xml, property->name.prefix.data, property->name.prefix.size);
        xml_put(out->xml, ":", 1);
    }
    xml_put(out->xml, property->name.local.data, property->name.local.size);
    xml_put(out->xml, "=\"", 2);
    xml_escape_attribute(out->xml, property->text);
    xml_put(out->xml, "\"", 1);
}

void tei_out_number(tei_out *out, const char *name, int64_t value) {
    char text[24];
    int size = snprintf(text, sizeof text, "%" PRId64, value);
    tei_out_attribute(out, name, (pecia_str){text, (uint64_t)size});
}

void tei_out_text(tei_out *out, pecia_str text) {
    if (!text.size)
        return;
    close_tag(out);
    if (top(out))
        top(out)->only = false; /* text where only elements were looked for: no layout beside it */
    xml_escape(out->xml, text);
}

void tei_out_literal(tei_out *out, const char *text) {
    tei_out_text(out, pecia_str_of(text));
}

void tei_out_space(tei_out *out, bool at_end) {
    if (!top(out) || top(out)->only)
        return;
    close_tag(out);
    new_line(out, out->count - at_end);
}

bool tei_out_is_layout(tei_out *out, pecia_str text) {
    return top(out) && top(out)->only && !pecia_str_trim(text).size;
}

void tei_out_preserve(tei_out *out, bool preserve) {
    if (!out->count)
        return;
    top(out)->preserve = preserve;
    top(out)->only = top(out)->wants_only && !preserve;
}

void tei_out_comment(tei_out *out, pecia_str text) {
    lay_out(out);
    xml_comment_out(out->xml, text);
}

void tei_out_instruction(tei_out *out, pecia_str target, pecia_str data) {
    lay_out(out);
    xml_instruction_out(out->xml, target, data);
}

void tei_out_mark(tei_out *out, pecia_str mark) {
    unsigned char first = mark.size ? (unsigned char)mark.data[0] : 0;
    bool bracketed = (first >= '0' && first <= '9') || first >= 'A'; /* not "*" */
    if (bracketed)
        tei_out_literal(out, "[");
    tei_out_text(out, mark);
    if (bracketed)
        tei_out_literal(out, "]");
}

void tei_out_simple(tei_out *out, const char *name, pecia_str text) {
    tei_out_element(out, name, false);
    tei_out_text(out, text);
    tei_out_end(out);
}

int32_t tei_out_finish(tei_out *out) {
    close_tag(out);
    xml_put(out->xml, "\n", 1);
    int32_t status = xml_writer_flush(out->xml);
    return out->status != PECIA_OK ? out->status : status;
}

/* ---------------------------------------------------------------- values */

bool tei_is_language(pecia_str tag) {
    uint64_t run = 0;
    bool first = true;
    for (uint64_t i = 0; i <= tag.size; i++) {
        char c = i < tag.size ? tag.data[i] : '-';
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-') {
            if (run < 1 || run > 8)
                return false;
            run = 0;
            first = false;
        } else if (letter || (!first && c >= '0' && c <= '9')) {
            run++;
        } else {
            return false;
        }
    }
    return tag.size > 0;
}

bool tei_is_date(pecia_str value) {
    if (value.size != 4 && value.size != 7 && value.size != 10)
        return false;
    for (uint64_t i = 0; i < value.size; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? value.data[i] != '-' : value.data[i] < '0' || value.data[i] > '9')
            return false;
    }
    return tei_form_date(value);
}
