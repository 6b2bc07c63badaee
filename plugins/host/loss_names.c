/* SPDX-License-Identifier: MIT
 *
 * loss_names.c: the names of the source that a conversion lost, in numbers and in words.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "plugins/host/loss.h"
#include "plugins/host/why.h"

enum { SENTENCE_MAX = 200, NAMES_MOST = 8, NAME_MAX_SHOWN = 40 };

typedef struct sentence {
    char text[SENTENCE_MAX];
    size_t length;
    uint64_t shown;
    uint64_t more; /* names that found no room */
} sentence;

/** Adds "hi (13033)" or "l/@n (2648)" while there is room. */
static void add_name(sentence *out, const pecia_lost_name *name) {
    char one[2 * NAME_MAX_SHOWN + 40];
    int size = snprintf(one, sizeof one, "%s%.*s%s%.*s (%" PRIu64 ")", out->length ? ", " : "",
                        (int)(name->element.size < NAME_MAX_SHOWN ? name->element.size : NAME_MAX_SHOWN),
                        name->element.data, name->attribute.data ? "/@" : "",
                        (int)(name->attribute.size < NAME_MAX_SHOWN ? name->attribute.size : NAME_MAX_SHOWN),
                        name->attribute.data ? name->attribute.data : "", name->count);
    if (size < 0 || out->more || out->shown == NAMES_MOST || (size_t)size >= sizeof out->text - out->length) {
        out->more++;
        return;
    }
    memcpy(out->text + out->length, one, (size_t)size + 1);
    out->length += (size_t)size;
    out->shown++;
}

static void add_more(char *out, size_t size, const sentence *names) {
    out[0] = '\0';
    if (names->more)
        snprintf(out, size, " and %" PRIu64 " more", names->more);
}

static void report(pecia_diagnostics *diagnostics, const char *format, const sentence *elements,
                   const sentence *attributes) {
    char more_elements[40], more_attributes[40];
    add_more(more_elements, sizeof more_elements, elements);
    add_more(more_attributes, sizeof more_attributes, attributes);
    pecia_report(diagnostics, PECIA_WARNING, "loss-names", NULL,
                 "%s does not keep all names of the source: %s%s%s%s%s%s%s", format,
                 elements->length ? "elements " : "", elements->text, more_elements,
                 elements->length && attributes->length ? "; " : "", attributes->length ? "attributes " : "",
                 attributes->text, more_attributes);
}

/** Tells one name to who wants to hear of each. */
static void tell(const pecia_settings *settings, const pecia_document *document, const char *format,
                 const pecia_lost_name *name) {
    pecia_loss_name told = {name->element, name->attribute, name->count, pecia_document_place(document, name->first)};
    if (settings->lost)
        settings->lost(settings->lost_context, format, &told);
}

int32_t pecia_loss_names(const pecia_settings *settings, pecia_origins *origins, pecia_ledger *ledger,
                         const pecia_document *document, const char *format, pecia_loss *loss) {
    sentence elements = {.length = 0}, attributes = {.length = 0};
    const pecia_lost_name *list;
    uint64_t count;
    uint32_t header;
    if (pecia_origins_lost(origins, ledger, &list, &count, &header) != PECIA_OK)
        return pecia_report_memory(settings->diagnostics);
    for (uint64_t i = 0; i < count; i++) {
        add_name(list[i].attribute.data ? &attributes : &elements, &list[i]);
        tell(settings, document, format, &list[i]);
        loss->names += list[i].count;
    }
    if (header) {
        pecia_place place = pecia_document_place(document, header);
        pecia_report(settings->diagnostics, PECIA_INFO, "header-as-metadata", &place,
                     "of the header %s holds what is metadata", format);
    }
    if (count)
        report(settings->diagnostics, format, &elements, &attributes);
    return PECIA_OK;
}

/** Copies NAME to OUT as far as it is harmless in JSON; XML names have neither quotes nor controls. */
static const char *plain(pecia_str name, char *out, size_t size) {
    size_t length = 0;
    for (uint64_t i = 0; i < name.size && length + 1 < size; i++)
        if ((unsigned char)name.data[i] >= 0x20 && name.data[i] != '"' && name.data[i] != '\\')
            out[length++] = name.data[i];
    out[length] = '\0';
    return out;
}

size_t pecia_loss_name_json(const pecia_loss_name *name, const char *format, char *out, size_t size) {
    char element[400], attribute[400];
    bool has_attribute = name->attribute.data != NULL;
    int length = snprintf(out, size,
                          "{\"element\":\"%s\"%s%s%s,\"format\":\"%s\",\"lost\":%" PRIu64 ",\"line\":%" PRIu32
                          ",\"column\":%" PRIu32 "}\n",
                          plain(name->element, element, sizeof element), has_attribute ? ",\"attribute\":\"" : "",
                          has_attribute ? plain(name->attribute, attribute, sizeof attribute) : "",
                          has_attribute ? "\"" : "", format, name->count, name->place.line, name->place.column);
    return length > 0 && (size_t)length < size ? (size_t)length : 0;
}
