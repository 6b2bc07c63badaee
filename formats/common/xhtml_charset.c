/* SPDX-License-Identifier: MIT
 *
 * xhtml_charset.c: see xhtml_charset.h.
 */
#include "common/xhtml_charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "common/buf.h"

enum { DECLARED_WITHIN = 4096, NAME_MAX_SIZE = 40, STEP = 65536 };

/* Labels that browsers take for another encoding than their name says (Encoding, 4.2), and those that iconv lacks. */
static const struct {
    const char *label, *name;
} labels[] = {{"utf8", "UTF-8"},
              {"unicode-1-1-utf-8", "UTF-8"},
              {"utf-16", "UTF-8"}, /* declared in bytes that could be read: it is not */
              {"utf-16le", "UTF-8"},
              {"utf-16be", "UTF-8"},
              {"iso-8859-1", "WINDOWS-1252"},
              {"latin1", "WINDOWS-1252"},
              {"l1", "WINDOWS-1252"},
              {"us-ascii", "WINDOWS-1252"},
              {"ascii", "WINDOWS-1252"},
              {"iso-8859-9", "WINDOWS-1254"},
              {"iso-8859-8-i", "ISO-8859-8"},
              {"tis-620", "CP874"},
              {"iso-8859-11", "CP874"},
              {"x-sjis", "CP932"},
              {"shift_jis", "CP932"},
              {"gb2312", "GB18030"},
              {"gbk", "GB18030"},
              {"x-gbk", "GB18030"},
              {"big5", "BIG5-HKSCS"},
              {"euc-kr", "CP949"},
              {"ks_c_5601-1987", "CP949"},
              {"x-mac-roman", "MACINTOSH"},
              {"x-mac-cyrillic", "MAC-CYRILLIC"}};

/* The label that begins at AT, in lower case; false if there is none. */
static bool take_label(const char *at, const char *end, char out[NAME_MAX_SIZE]) {
    size_t size = 0;
    while (at < end && (pecia_is_space(*at) || *at == '=' || *at == '"' || *at == '\''))
        at++;
    for (; at < end && size + 1 < NAME_MAX_SIZE && !pecia_is_space(*at) && !strchr("\"'>;/?", *at); at++)
        out[size++] = pecia_lower(*at);
    out[size] = '\0';
    return size > 0;
}

/* charset= of a <meta>, or encoding= of an XML declaration, in the first bytes. */
static bool find_declared(pecia_str bytes, char out[NAME_MAX_SIZE]) {
    const char *end = bytes.data + (bytes.size < DECLARED_WITHIN ? bytes.size : DECLARED_WITHIN);
    bool in_meta = false, in_xml = pecia_str_begins(bytes, "<?xml");
    for (const char *at = bytes.data; at < end; at++) {
        pecia_str rest = {at, (uint64_t)(end - at)};
        if (*at == '<')
            in_meta = pecia_str_begins_anycase(rest, "<meta");
        else if (*at == '>')
            in_meta = in_xml = false;
        else if (in_meta && pecia_str_begins_anycase(rest, "charset") && take_label(at + 7, end, out))
            return true;
        else if (in_xml && pecia_str_begins_anycase(rest, "encoding") && take_label(at + 8, end, out))
            return true;
    }
    return false;
}

static bool is_utf8(pecia_str bytes) {
    while (bytes.size > 0) {
        if ((unsigned char)bytes.data[0] < 0x80) {
            bytes = pecia_str_from(bytes, 1);
            continue;
        }
        pecia_str before = bytes;
        if (pecia_str_next(&bytes) == 0xFFFD && !pecia_str_begins(before, "\xEF\xBF\xBD"))
            return false;
    }
    return true;
}

static const char *name_of(const char *label) {
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].label, label) == 0)
            return labels[i].name;
    return label;
}

/* Puts all of BYTES through CD; what is no character becomes U+FFFD and is counted. */
static uint64_t convert(iconv_t cd, pecia_str bytes, pecia_buf *out) {
    union {
        const char *given;
        char *moved;
    } from = {bytes.data}; /* iconv moves the pointer and changes nothing */
    size_t left = (size_t)bytes.size;
    uint64_t broken = 0;
    while (left > 0 && out->status == PECIA_OK) {
        char *to = pecia_buf_room(out, STEP), *start = to;
        size_t room = STEP;
        if (!to)
            break;
        size_t result = iconv(cd, &from.moved, &left, &to, &room);
        int error = errno;
        out->size += (uint64_t)(to - start);
        if (result == (size_t)-1 && error != E2BIG) {
            pecia_buf_add_code(out, 0xFFFD);
            broken++;
            from.moved++;
            left--;
        }
    }
    return broken;
}

static int32_t decode_as(const xhtml_bytes *page, const char *label, pecia_str bytes, pecia_str *text) {
    pecia_buf out;
    pecia_place place = {page->member, 0, 0};
    const pecia_job_api *job = page->host->job;
    iconv_t cd = iconv_open("UTF-8", name_of(label));
    if (cd == (iconv_t)-1) {
        job->report(page->job, PECIA_WARNING, page->code, &place,
                    "the encoding '%s' is not known here; the page was read as windows-1252", label);
        cd = iconv_open("UTF-8", "WINDOWS-1252");
    }
    if (cd == (iconv_t)-1)
        return PECIA_ERR_MEMORY;
    pecia_buf_init(&out, page->host, page->job);
    uint64_t broken = convert(cd, bytes, &out);
    iconv_close(cd);
    if (broken > 0)
        job->report(page->job, PECIA_WARNING, page->code, &place,
                    "%llu bytes are no characters in the encoding %s and became U+FFFD", (unsigned long long)broken,
                    label);
    *text = pecia_buf_str(&out);
    return out.status;
}

int32_t xhtml_decode(xhtml_bytes *page, pecia_str *text) {
    char declared[NAME_MAX_SIZE] = "utf-8";
    pecia_str bytes = page->bytes;
    *text = bytes;
    if (page->asked)
        return decode_as(page, page->asked, bytes, text);
    if (pecia_str_begins(bytes, "\xFF\xFE"))
        return decode_as(page, "UTF-16LE", pecia_str_from(bytes, 2), text);
    if (pecia_str_begins(bytes, "\xFE\xFF"))
        return decode_as(page, "UTF-16BE", pecia_str_from(bytes, 2), text);
    if (pecia_str_begins(bytes, "\xEF\xBB\xBF")) {
        *text = pecia_str_from(bytes, 3);
        return PECIA_OK;
    }
    bool is_declared = find_declared(bytes, declared);
    if (strcmp(name_of(declared), "UTF-8") == 0 || strcmp(declared, "utf-8") == 0) {
        page->guessed = !is_declared && !is_utf8(bytes);
        return page->guessed ? decode_as(page, "windows-1252", bytes, text) : PECIA_OK;
    }
    return decode_as(page, declared, bytes, text);
}
