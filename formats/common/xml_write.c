/* SPDX-License-Identifier: MIT
 *
 * xml_write.c: see xml_write.h. Text goes out in runs between the few characters that need a reference.
 */
#include "common/xml_write.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

void xml_writer_init(xml_writer *writer, const pecia_host *host, pecia_output *output) {
    *writer = (xml_writer){.host = host, .output = output};
}

int32_t xml_writer_flush(xml_writer *writer) {
    if (writer->status == PECIA_OK && writer->used)
        writer->status = writer->host->output->commit(writer->output, writer->used);
    writer->place = NULL;
    writer->used = writer->room = 0;
    return writer->status;
}

/* Puts what does not fit into the place at hand. */
static void put_elsewhere(xml_writer *writer, const char *data, uint64_t size) {
    const pecia_output_api *output = writer->host->output;
    if (xml_writer_flush(writer) != PECIA_OK)
        return;
    if (size > XML_WRITER_PLACE / 2) {
        writer->status = output->write(writer->output, data, size);
        return;
    }
    writer->place = output->reserve(writer->output, XML_WRITER_PLACE);
    if (!writer->place) {
        writer->status = output->status(writer->output);
        return;
    }
    memcpy(writer->place, data, size);
    writer->used = size;
    writer->room = XML_WRITER_PLACE - size;
}

void xml_put(xml_writer *writer, const char *data, uint64_t size) {
    if (size > writer->room || !writer->place) {
        put_elsewhere(writer, data, size);
        return;
    }
    memcpy(writer->place + writer->used, data, size);
    writer->used += size;
    writer->room -= size;
}

void xml_put_text(xml_writer *writer, const char *markup) {
    xml_put(writer, markup, strlen(markup));
}

/* The reference for a byte: 0 none, else an index into REFERENCES. Tab, LF and the quote matter in attributes only. */
enum { PLAIN, AMP, LT, GT, CR, QUOTE, TAB, LF };

static const char *const references[] = {"", "&amp;", "&lt;", "&gt;", "&#13;", "&quot;", "&#9;", "&#10;"};

static const uint8_t special[256] = {
    ['&'] = AMP, ['<'] = LT, ['>'] = GT, ['\r'] = CR, ['"'] = QUOTE, ['\t'] = TAB, ['\n'] = LF};

#if defined(__SSE2__)
/* Which of the sixteen bytes at AT may be special. */
static inline __m128i special_block(const unsigned char *at) {
    const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
    const __m128i angle = _mm_cmpeq_epi8(_mm_or_si128(block, _mm_set1_epi8(2)), _mm_set1_epi8('>')); /* and '<' */
    const __m128i amp = _mm_cmpeq_epi8(_mm_or_si128(block, _mm_set1_epi8(4)), _mm_set1_epi8('&'));   /* and '"' */
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
    return _mm_or_si128(_mm_or_si128(angle, amp), control);
}

/* The first byte from AT that may be special, or one of the last fifteen before END. Long runs of letters cost little.
 */
static inline const unsigned char *skip_blocks(const unsigned char *at, const unsigned char *end) {
    for (; end - at >= 64; at += 64) {
        const __m128i first = _mm_or_si128(special_block(at), special_block(at + 16));
        const __m128i last = _mm_or_si128(special_block(at + 32), special_block(at + 48));
        if (_mm_movemask_epi8(_mm_or_si128(first, last)))
            break;
    }
    for (; end - at >= 16; at += 16) {
        unsigned mask = (unsigned)_mm_movemask_epi8(special_block(at));
        if (mask)
            return at + __builtin_ctz(mask);
    }
    return at;
}
#else
static const unsigned char *skip_blocks(const unsigned char *at, const unsigned char *end) {
    (void)end;
    return at;
}
#endif

/* The first byte from AT that may be special, up to END. */
static const unsigned char *skip_plain(const unsigned char *at, const unsigned char *end) {
    at = skip_blocks(at, end);
    while (at < end && !special[*at])
        at++;
    return at;
}

static void escape(xml_writer *writer, pecia_str text, uint8_t last) {
    const unsigned char *at = (const unsigned char *)text.data, *end = at + text.size, *run = at;
    while ((at = skip_plain(at, end)) < end) {
        uint8_t which = special[*at];
        if (which == PLAIN || which > last) {
            at++;
            continue;
        }
        xml_put(writer, (const char *)run, (uint64_t)(at - run));
        xml_put_text(writer, references[which]);
        run = ++at;
    }
    if (run < end)
        xml_put(writer, (const char *)run, (uint64_t)(end - run));
}

void xml_escape(xml_writer *writer, pecia_str text) {
    escape(writer, text, CR);
}

void xml_escape_attribute(xml_writer *writer, pecia_str text) {
    escape(writer, text, LF);
}

void xml_attribute_out(xml_writer *writer, const char *name, pecia_str value) {
    xml_put(writer, " ", 1);
    xml_put_text(writer, name);
    xml_put(writer, "=\"", 2);
    xml_escape_attribute(writer, value);
    xml_put(writer, "\"", 1);
}

void xml_comment_out(xml_writer *writer, pecia_str text) {
    xml_put(writer, "<!--", 4);
    uint64_t run = 0;
    for (uint64_t i = 0; i < text.size; i++)
        if (text.data[i] == '-' && (i + 1 == text.size || text.data[i + 1] == '-')) {
            xml_put(writer, text.data + run, i + 1 - run);
            xml_put(writer, " ", 1);
            run = i + 1;
        }
    xml_put(writer, text.data + run, text.size - run);
    xml_put(writer, "-->", 3);
}

void xml_instruction_out(xml_writer *writer, pecia_str target, pecia_str data) {
    xml_put(writer, "<?", 2);
    xml_put(writer, target.data, target.size);
    if (data.size)
        xml_put(writer, " ", 1);
    uint64_t run = 0;
    for (uint64_t i = 0; i + 1 < data.size; i++)
        if (data.data[i] == '?' && data.data[i + 1] == '>') {
            xml_put(writer, data.data + run, i + 1 - run);
            xml_put(writer, " ", 1);
            run = i + 1;
        }
    xml_put(writer, data.data + run, data.size - run);
    xml_put(writer, "?>", 2);
}

static bool is_name_start(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || c == '_' || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x1FFF && c != 0x37E) ||
           c == 0x200C || c == 0x200D || (c >= 0x2070 && c <= 0x218F) || (c >= 0x2C00 && c <= 0x2FEF) ||
           (c >= 0x3001 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFFC) ||
           (c >= 0x10000 && c <= 0xEFFFF);
}

static bool is_name_part(uint32_t c) {
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == 0xB7 ||
           (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

bool xml_is_ncname(pecia_str name) {
    if (!name.size || !is_name_start(pecia_str_next(&name)))
        return false;
    while (name.size)
        if (!is_name_part(pecia_str_next(&name)))
            return false;
    return true;
}
