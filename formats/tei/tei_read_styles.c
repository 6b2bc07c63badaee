/* SPDX-License-Identifier: MIT
 *
 * tei_read_styles.c: how words look: by @rend, @rendition and @style of their element, and by the renditions that the
 * header declares (Guidelines, 2.3.4).
 */
#include "common/css.h"
#include "tei/tei_reader.h"

/* What the element itself says of the look of its words. */
static const struct {
    const char *local;
    uint32_t bits;
} looks[] = {
    {"del", PECIA_STRIKE},    {"gi", PECIA_MONOSPACE},    {"att", PECIA_MONOSPACE}, {"val", PECIA_MONOSPACE},
    {"tag", PECIA_MONOSPACE}, {"ident", PECIA_MONOSPACE}, {"stage", PECIA_ITALIC},
};

int32_t tei_rendition_start(tei_reader *reader, const xml_attribute *attributes, uint32_t count) {
    pecia_str id = tei_id(reader, attributes, count);
    if (!id.size || reader->renditions.count >= TEI_MOST_RENDITIONS)
        return PECIA_OK;
    if (!TEI_ROOM(reader, reader->renditions))
        return PECIA_ERR_MEMORY;
    reader->renditions.at[reader->renditions.count++] = (tei_rendition){.id = tei_keep(reader, id)};
    reader->in_rendition = true;
    pecia_buf_clear(&reader->css);
    return PECIA_OK;
}

int32_t tei_rendition_text(tei_reader *reader, pecia_str text) {
    return pecia_buf_add_str(&reader->css, text);
}

void tei_rendition_end(tei_reader *reader) {
    pecia_str css = pecia_buf_str(&reader->css);
    uint32_t bits = css.size && memchr(css.data, ':', css.size) ? css_declarations(css).bits & ~(uint32_t)CSS_BITS : tei_style_bits(css);
    reader->renditions.at[reader->renditions.count - 1].bits = bits;
    reader->in_rendition = false;
}

static uint32_t declared(const tei_reader *reader, pecia_str id, bool *known) {
    for (uint64_t i = 0; i < reader->renditions.count; i++)
        if (pecia_str_equal(reader->renditions.at[i].id, id)) {
            *known = true;
            return reader->renditions.at[i].bits;
        }
    return 0;
}

/* Pointers to renditions, else words that mean something by themselves. */
static uint32_t by_words(const tei_reader *reader, pecia_str value) {
    uint32_t bits = 0;
    pecia_str word;
    while ((word = pecia_str_word(&value)).size) {
        bool known = false;
        uint32_t of_header = word.data[0] == '#' ? declared(reader, pecia_str_from(word, 1), &known) : 0;
        bits |= known ? of_header : tei_style_bits(word);
    }
    return bits;
}

/* @rend and @rendition hold words, @style holds CSS; some have CSS in the others. */
static uint32_t by_value(const tei_reader *reader, pecia_str value, bool is_css) {
    bool may_be = value.size && memchr(value.data, ':', value.size);
    uint32_t bits = may_be ? css_declarations(value).bits & ~(uint32_t)CSS_BITS : 0;
    return bits || is_css ? bits : by_words(reader, value);
}

uint32_t tei_look_of(const char *local) {
    if (strcmp(local, "hi") == 0)
        return 0;
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        if (strcmp(local, looks[i].local) == 0)
            return looks[i].bits;
    return 0;
}

uint32_t tei_style_of(const tei_reader *reader, const xml_attribute *attributes, uint32_t count) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *name = attributes[i].name.local;
        if (attributes[i].name.ns || (name[0] != 'r' && name[0] != 's'))
            continue;
        bool style = strcmp(name, "style") == 0;
        if (style || strcmp(name, "rend") == 0 || strcmp(name, "rendition") == 0)
            bits |= by_value(reader, attributes[i].value, style);
    }
    return bits;
}
