/* SPDX-License-Identifier: MIT
 *
 * metadata.c: what every book must say of itself: title, language, identifier, time of its last change.
 */
#include "writer.h"

static void settle_title(epub_writer *w) {
    w->title = xhtml_title(w->host, w->document);
    if (w->title.size == 0) {
        w->title = xhtml_first_words(w->host, w->job, w->document);
    }
    if (w->title.size == 0) {
        w->title = PECIA_STR("Untitled");
        w->host->job->report(w->job, PECIA_WARNING, "epub.no-title", NULL,
                             "the document has no title, the book is called 'Untitled'");
    }
}

static bool two_digits(pecia_str date, uint64_t at, int low, int high) {
    int value = (date.data[at] - '0') * 10 + date.data[at + 1] - '0';
    return date.data[at] >= '0' && date.data[at] <= '9' && date.data[at + 1] >= '0' && date.data[at + 1] <= '9' &&
           value >= low && value <= high;
}

/* True for a full date: YYYY-MM-DD. */
static bool is_full_date(pecia_str date) {
    return date.size == 10 && date.data[4] == '-' && date.data[7] == '-' && two_digits(date, 0, 0, 99) &&
           two_digits(date, 2, 0, 99) && two_digits(date, 5, 1, 12) && two_digits(date, 8, 1, 31) &&
           !pecia_str_begins(date, "0000");
}

static void put_number(char *at, int64_t value, int digits) {
    for (int i = digits; i-- > 0; value /= 10) {
        at[i] = (char)('0' + value % 10);
    }
}

static void time_of(int64_t seconds, char out[24]) {
    int64_t day = seconds / 86400, rest = seconds % 86400, shifted = day + 719468;
    int64_t era = shifted / 146097, of_era = shifted % 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    int64_t of_month = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    memcpy(out, "0000-00-00T00:00:00Z", 21);
    put_number(out, (year + era * 400 + (month <= 2)) % 10000, 4);
    put_number(out + 5, month, 2);
    put_number(out + 8, of_month, 2);
    put_number(out + 11, rest / 3600, 2);
    put_number(out + 14, rest / 60 % 60, 2);
    put_number(out + 17, rest % 60, 2);
}

static void settle_time(epub_writer *w) {
    int64_t seconds = w->host->job->timestamp(w->job);
    pecia_meta meta;
    memcpy(w->modified, "1980-01-01T00:00:00Z", 21);
    if (seconds >= 0) {
        time_of(seconds, w->modified);
        return;
    }
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "date", i, &meta); i++) {
        if (is_full_date(meta.value)) {
            memcpy(w->modified, meta.value.data, 10);
            return;
        }
    }
}

static int32_t settle_identifier(epub_writer *w) {
    uint8_t digest[20];
    char urn[46];
    pecia_meta meta;
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "identifier", i, &meta); i++) {
        if (pecia_str_trim(meta.value).size > 0) {
            const char *type;
            w->identifier = epub_identifier(w, &meta, &type);
            return PECIA_OK;
        }
    }
    epub_sha1_add(&w->hash, w->title.data, w->title.size);
    epub_sha1_end(&w->hash, digest);
    epub_uuid(digest, urn);
    w->identifier = epub_keep(w, pecia_str_of(urn));
    return w->identifier.data ? PECIA_OK : PECIA_ERR_MEMORY;
}

static void keep_language(epub_writer *w, pecia_str tag) {
    pecia_buf_clear(&w->file);
    xhtml_add_language(&w->file, tag);
    w->lang = epub_keep(w, pecia_buf_str(&w->file));
    w->xhtml.is_rtl = xhtml_is_rtl(w->lang);
}

/* The language must be known before the first page is written. */
static void settle_language(epub_writer *w) {
    pecia_meta meta;
    for (uint32_t i = 0; w->host->document->meta_find(w->document, "language", i, &meta); i++) {
        if (xhtml_is_language(meta.value)) {
            keep_language(w, meta.value);
            return;
        }
    }
    pecia_str lang = w->host->document->lang(w->document, 1);
    if (lang.size > 0 && xhtml_is_language(lang)) {
        keep_language(w, lang);
    } else {
        w->lang = PECIA_STR("und");
        w->host->job->report(w->job, PECIA_INFO, "epub.no-language", NULL,
                             "the document does not tell its language; the book says 'und'");
    }
}

void epub_settle_pages(epub_writer *w) {
    settle_language(w);
    settle_title(w);
}

int32_t epub_settle_metadata(epub_writer *w) {
    settle_time(w);
    return settle_identifier(w);
}
