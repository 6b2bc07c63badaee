/* SPDX-License-Identifier: MIT
 *
 * md_keys.c: what nodes say about themselves as attributes of HTML, and kinds as data-kind. See md_html.h.
 */
#include "common/data_name.h"
#include "common/origins.h"
#include "md_html.h"

typedef struct key_name {
    uint32_t key;
    const char *name;
    bool is_number;
} key_name;

static const key_name keys[] = {
#define MD_KEY(key, name, is_number) {PECIA_##key, name, is_number},
#include "md_keys.def"
#undef MD_KEY
};

static const md_element kinds[] = {
#define MD_KIND(kind, name, role) {name, MD_ROLE_##role, PECIA_##kind, 0},
#include "md_kinds.def"
#undef MD_KIND
};

/* Where each key stands in KEYS, from 1; 0 for one that is not written. */
enum {
#define MD_KEY(key, name, is_number) AT_##key,
#include "md_keys.def"
#undef MD_KEY
};

static const uint8_t places[PECIA_KEY_COUNT] = {
#define MD_KEY(key, name, is_number) [PECIA_##key] = AT_##key + 1,
#include "md_keys.def"
#undef MD_KEY
};

const char *md_key_name(uint32_t key, bool *is_number) {
    const key_name *found = key < PECIA_KEY_COUNT && places[key] > 0 ? &keys[places[key] - 1] : NULL;
    *is_number = found && found->is_number;
    return found ? found->name : NULL;
}

const char *md_kind_name(uint32_t kind) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].kind == kind) {
            return kinds[i].name;
        }
    }
    return NULL;
}

uint32_t md_tei_kind(pecia_str name) {
    static const struct {
        const char *name;
        uint32_t kind;
    } elements[] = {
#define MD_TEI(name, kind) {name, PECIA_##kind},
#include "md_tei.def"
#undef MD_TEI
    };
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        if (pecia_str_is(name, elements[i].name)) {
            return elements[i].kind;
        }
    }
    return PECIA_FOREIGN_INLINE;
}

uint32_t md_kind_of(pecia_str name) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (pecia_str_is(name, kinds[i].name)) {
            return kinds[i].kind;
        }
    }
    return 0;
}

bool md_element_get(const md_html *tag, md_element *out) {
    pecia_str name = tag->attributes.size > 0 ? md_html_get(tag, "data-kind") : (pecia_str){NULL, 0};
    if (name.data) {
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            if (pecia_str_is(name, kinds[i].name)) {
                *out = kinds[i];
                return true;
            }
        }
    }
    const md_element *element = md_element_of(tag->name);
    if (element) {
        *out = *element;
    }
    return element != NULL;
}

bool md_is_tei_name(pecia_str name) {
    for (uint64_t i = 0; i < name.size; i++) {
        if ((name.data[i] | 32) < 'a' || (name.data[i] | 32) > 'z') {
            return false;
        }
    }
    return name.size > 0 && name.size < 40 && name.data[0] >= 'a';
}

/* Keeps an attribute of TEI, NAME as in data-NAME: "not-before" is notBefore. */
static int32_t set_tei(const pecia_host *host, pecia_builder *builder, uint32_t node, pecia_str name, pecia_str value) {
    char room[100];
    pecia_name full = {{NULL, 0}, {NULL, 0}, pecia_data_name_back(name, room)};
    uint32_t number = host->builder->name(builder, &full);
    return number ? host->builder->origin_attribute(builder, node, number, value) : host->builder->status(builder);
}

/* Sets KEY of NODE to VALUE as written. */
static int32_t set_key(const pecia_host *host, pecia_builder *builder, uint32_t node, const key_name *key,
                       pecia_str value) {
    int64_t number;
    if (!key->is_number) {
        return host->builder->set(builder, node, key->key, value);
    }
    if (!pecia_str_number(pecia_str_trim(value), &number) || number > INT32_MAX || number < INT32_MIN) {
        return PECIA_OK;
    }
    return host->builder->set_number(builder, node, key->key, number);
}

/* The align attribute of paragraphs and cells, and text-align of a style. */
static int64_t alignment(pecia_str value) {
    return pecia_str_is(value, "left")      ? PECIA_ALIGN_LEFT
           : pecia_str_is(value, "center")  ? PECIA_ALIGN_CENTER
           : pecia_str_is(value, "right")   ? PECIA_ALIGN_RIGHT
           : pecia_str_is(value, "justify") ? PECIA_ALIGN_JUSTIFY
                                            : 0;
}

static int32_t set_one(const pecia_host *host, pecia_builder *builder, uint32_t node, pecia_str name, pecia_str value) {
    const pecia_builder_api *b = host->builder;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (pecia_str_is(name, keys[i].name)) {
            return set_key(host, builder, node, &keys[i], value);
        }
    }
    if (pecia_str_is(name, "align") && alignment(value) > 0) {
        return b->set_number(builder, node, PECIA_ALIGN, alignment(value));
    }
    if (pecia_str_is(name, "xml:lang")) {
        return b->set(builder, node, PECIA_LANG, value);
    }
    if (pecia_str_is(name, "name")) {
        return b->set(builder, node, PECIA_ID, value);
    }
    if (pecia_str_is(name, "data-tei") && md_is_tei_name(value)) {
        pecia_name element = {PECIA_STR(MD_TEI_NS), {NULL, 0}, value};
        uint32_t number = b->name(builder, &element);
        return number ? b->origin(builder, node, number) : b->status(builder);
    }
    if (pecia_str_begins(name, "data-tei-") && name.size > 9 && name.size < 100) {
        return set_tei(host, builder, node, pecia_str_from(name, 9), value);
    }
    if (pecia_str_is(name, "data-kind") || pecia_str_is(name, "data-tei") || pecia_str_is(name, "data-before") ||
        name.size > 100) {
        return PECIA_OK;
    }
    pecia_name full = {{NULL, 0}, {NULL, 0}, name};
    uint32_t number = b->name(builder, &full);
    return number ? b->origin_attribute(builder, node, number, value) : b->status(builder);
}

static const char *const elements_of_kinds[PECIA_KIND_COUNT] = {
#define ORIGIN(kind, name) [PECIA_##kind] = name,
#include "common/xhtml_origin.def"
#undef ORIGIN
    [PECIA_PAGE_BREAK] = "pb",
};

const char *md_tei_element(uint32_t kind) {
    return kind < PECIA_KIND_COUNT ? elements_of_kinds[kind] : NULL;
}

const char *md_tei_implied(uint32_t kind, bool has_kind, bool has_lang) {
    bool is_point = kind >= PECIA_PAGE_BREAK && kind <= PECIA_MILESTONE;
    if (kind == PECIA_SPAN) {
        return has_lang ? "foreign" : md_tei_element(kind);
    }
    return has_kind && (kind < PECIA_TEXT || is_point) ? md_tei_element(kind) : NULL;
}

/* How TEI calls what an attribute says. */
static const struct {
    const char *attribute, *name;
    uint32_t key;
} said_by_tei[] = {{"id", "id", PECIA_ID},
                   {"lang", "lang", PECIA_LANG},
                   {"href", "target", PECIA_HREF},
                   {"cite", "source", PECIA_SOURCE},
                   {"data-n", "n", PECIA_N},
                   {"data-type", "type", PECIA_TYPE},
                   {"data-place", "place", PECIA_PLACE},
                   {"data-resp", "resp", PECIA_RESP},
                   {"data-facs", "facs", PECIA_FACS},
                   {"data-edition", "ed", PECIA_EDITION},
                   {"data-unit", "unit", PECIA_UNIT},
                   {"data-who", "who", PECIA_WHO},
                   {"data-ref", "ref", PECIA_REF},
                   {"data-when", "when", PECIA_WHEN}};
enum { SAID_COUNT = sizeof said_by_tei / sizeof *said_by_tei };

/* The place of the attribute NAME among them; SAID_COUNT for none. */
static size_t place_of(pecia_str name) {
    size_t i = 0;
    while (i < SAID_COUNT && !pecia_str_is(name, said_by_tei[i].attribute)) {
        i++;
    }
    return i;
}

/* Tells the host how TEI calls what the attributes of TAG, an element that was one of TEI, are. */
static void tell_keys(const pecia_host *host, pecia_builder *builder, const md_html *tag) {
    const pecia_origin_api *origins = pecia_origins_of(host);
    pecia_str rest = tag->attributes, name, raw;
    while (origins && md_html_attribute(&rest, &name, &raw)) {
        size_t i = place_of(name);
        if (i < SAID_COUNT) {
            pecia_name full = {.local = pecia_str_of(said_by_tei[i].name)};
            origins->key_name(builder, said_by_tei[i].key, host->builder->name(builder, &full));
        }
    }
}

/* The element of TEI that TAG, of KIND and without data-tei, is by data-kind and by attributes that only TEI has, or
 * a section by its identifier; NULL if it has none of these. */
static const char *implied(uint32_t kind, const md_html *tag) {
    pecia_str rest = tag->attributes, name, raw;
    bool has_one = false;
    while (!has_one && md_html_attribute(&rest, &name, &raw)) {
        size_t at = place_of(name);
        bool is_id = kind == PECIA_SECTION && pecia_str_is(name, "id");
        has_one = is_id || (at < SAID_COUNT && pecia_str_begins(name, "data-")) || pecia_str_begins(name, "data-tei-");
    }
    bool is_own = kind == PECIA_SPAN && !pecia_str_is(tag->name, "span");
    return has_one && !is_own
               ? md_tei_implied(kind, md_html_get(tag, "data-kind").data != NULL, md_html_get(tag, "lang").size > 0)
               : NULL;
}

/* Makes NODE, of KIND, the element ELEMENT of TEI, which its kind means. */
static int32_t imply(const pecia_host *host, pecia_builder *builder, uint32_t node, uint32_t kind,
                     const char *element) {
    const pecia_origin_api *origins = pecia_origins_of(host);
    pecia_name name = {PECIA_STR(MD_TEI_NS), {NULL, 0}, pecia_str_of(element)};
    uint32_t number = host->builder->name(builder, &name);
    if (number && origins) {
        origins->implies(builder, number, kind);
    }
    return number ? host->builder->origin(builder, node, number) : host->builder->status(builder);
}

int32_t md_html_set(const pecia_host *host, pecia_builder *builder, uint32_t node, uint32_t kind, const md_html *tag,
                    pecia_buf *value) {
    pecia_str rest = tag->attributes;
    pecia_str name, raw;
    int32_t status = PECIA_OK;
    bool is_named = tag->attributes.size > 0 && md_html_get(tag, "data-tei").data;
    const char *element = is_named || tag->attributes.size == 0 ? NULL : implied(kind, tag);
    if (is_named || element) {
        tell_keys(host, builder, tag);
    }
    if (element) {
        status = imply(host, builder, node, kind, element);
    }
    while (status == PECIA_OK && md_html_attribute(&rest, &name, &raw)) {
        pecia_buf_clear(value);
        md_html_decode(value, raw);
        status = set_one(host, builder, node, name, pecia_buf_str(value));
    }
    return status;
}
