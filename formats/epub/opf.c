/* SPDX-License-Identifier: MIT
 *
 * opf.c: see opf.h.
 */
#include "opf.h"

#include "common/xhtml_read.h"
#include "common/xml_read.h"

/* ---------------------------------------------------------------- container.xml */

typedef struct finder {
    const pecia_host *host;
    pecia_job *job;
    pecia_str path, other; /* of a package document; of something else */
} finder;

static int32_t find_root(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                         const xml_attribute *declarations, uint32_t declared) {
    finder *find = context;
    (void)declarations;
    (void)declared;
    if (strcmp(name->local, "rootfile") == 0 && !find->path.size) {
        pecia_str fragment, type = xml_value(attributes, count, "media-type");
        pecia_str path =
            xhtml_resolve(find->host, find->job, PECIA_STR(""), xml_value(attributes, count, "full-path"), &fragment);
        bool is_package = !type.size || pecia_str_is(type, "application/oebps-package+xml");
        *(is_package ? &find->path : &find->other) = pecia_copy(find->host, find->job, path);
    }
    return PECIA_OK;
}

int32_t opf_container(const pecia_host *host, pecia_job *job, pecia_str bytes, pecia_str *path) {
    static const xml_events events = {.start = find_root};
    finder find = {.host = host, .job = job};
    xml_source source = {
        .host = host, .job = job, .bytes = bytes, .member = PECIA_STR("META-INF/container.xml"), .quiet = true};
    int32_t status = xml_read(&source, &events, &find, NULL);
    *path = find.path.size ? find.path : find.other.size ? find.other : (pecia_str){NULL, 0};
    return status;
}

/* ---------------------------------------------------------------- package document */

uint32_t opf_front_of(pecia_str word) {
    if (xhtml_has_word(word, "cover"))
        return OPF_COVER;
    return xhtml_has_word(word, "titlepage") || xhtml_has_word(word, "title-page") ? OPF_TITLE_PAGE : OPF_TEXT;
}

int32_t opf_add_front(opf_package *p, pecia_str path, uint32_t front) {
    return front && path.data ? pecia_map_put(&p->front, path, front) : PECIA_OK;
}

const opf_item *opf_item_at(const opf_package *p, pecia_str path) {
    for (uint64_t i = 0; i < p->item_count; i++)
        if (pecia_str_equal(p->items[i].path, path))
            return &p->items[i];
    return NULL;
}

static int32_t add_reference(opf_package *p, const xml_attribute *attributes, uint32_t count) {
    pecia_str fragment, href = pecia_copy(p->host, p->job, xml_value(attributes, count, "href"));
    return opf_add_front(p, xhtml_resolve(p->host, p->job, p->path, href, &fragment),
                         opf_front_of(xml_value(attributes, count, "type")));
}

static int32_t add_item(opf_package *p, const xml_attribute *attributes, uint32_t count) {
    int32_t status = pecia_grow(p->host, p->job, &p->items, &p->item_capacity, p->item_count + 1, sizeof *p->items);
    if (status != PECIA_OK)
        return status;
    pecia_str fragment, properties = xml_value(attributes, count, "properties");
    opf_item item = {.id = pecia_copy(p->host, p->job, xml_value(attributes, count, "id")),
                     .href = pecia_copy(p->host, p->job, xml_value(attributes, count, "href")),
                     .media_type = pecia_copy(p->host, p->job, xml_value(attributes, count, "media-type"))};
    item.path = pecia_copy(p->host, p->job, xhtml_resolve(p->host, p->job, p->path, item.href, &fragment));
    item.fallback = pecia_copy(p->host, p->job, xml_value(attributes, count, "fallback"));
    item.is_nav = xhtml_has_word(properties, "nav");
    item.is_cover = xhtml_has_word(properties, "cover-image");
    p->items[p->item_count] = item;
    if (!item.id.size)
        return PECIA_OK;
    uint32_t number = (uint32_t)p->item_count++;
    if (!pecia_map_get(&p->by_id, item.id, NULL))
        return pecia_map_put(&p->by_id, item.id, number);
    p->host->job->report(p->job, PECIA_WARNING, "epub.twice", NULL,
                         "two items of the manifest have the identifier '%.*s'; the first is meant by it",
                         (int)(item.id.size > 80 ? 80 : item.id.size), item.id.data);
    return PECIA_OK;
}

static int32_t add_to_spine(opf_package *p, const xml_attribute *attributes, uint32_t count) {
    uint32_t item;
    pecia_str idref = xml_value(attributes, count, "idref");
    if (pecia_map_get(&p->in_spine, idref, NULL)) {
        p->host->job->report(p->job, PECIA_WARNING, "epub.twice", NULL,
                             "the spine names '%.*s' more than once; it was read once",
                             (int)(idref.size > 80 ? 80 : idref.size), idref.data ? idref.data : "");
        return PECIA_OK;
    }
    if (!pecia_map_get(&p->by_id, idref, &item)) {
        p->host->job->report(p->job, PECIA_WARNING, "epub.missing", NULL,
                             "the spine names '%.*s', which is not in the manifest",
                             (int)(idref.size > 80 ? 80 : idref.size), idref.data ? idref.data : "");
        return PECIA_OK;
    }
    int32_t status = pecia_grow(p->host, p->job, &p->spine, &p->spine_capacity, p->spine_count + 1, sizeof *p->spine);
    if (status == PECIA_OK)
        status = pecia_grow(p->host, p->job, &p->spine_aside, &p->aside_capacity, p->spine_count + 1, 1);
    if (status != PECIA_OK)
        return status;
    status = pecia_map_put(&p->in_spine, p->items[item].id, 1);
    if (status != PECIA_OK)
        return status;
    p->spine[p->spine_count] = item;
    p->spine_aside[p->spine_count++] = pecia_str_is(xml_value(attributes, count, "linear"), "no");
    return PECIA_OK;
}

static int32_t add_statement(opf_package *p, const xml_name *name, const xml_attribute *attributes, uint32_t count) {
    int32_t status = pecia_grow(p->host, p->job, &p->statements, &p->statement_capacity, p->statement_count + 1,
                                sizeof *p->statements);
    if (status != PECIA_OK)
        return status;
    pecia_str property = xml_value(attributes, count, "property"), refines = xml_value(attributes, count, "refines");
    opf_statement said = {
        .name = pecia_copy(p->host, p->job, property.data ? property : pecia_str_of(name->local)),
        .id = pecia_copy(p->host, p->job, xml_value(attributes, count, "id")),
        .refines =
            pecia_copy(p->host, p->job, refines.size && refines.data[0] == '#' ? pecia_str_from(refines, 1) : refines),
        .role = pecia_copy(p->host, p->job, xml_value(attributes, count, "role")),
        .file_as = pecia_copy(p->host, p->job, xml_value(attributes, count, "file-as")),
        .scheme = pecia_copy(p->host, p->job, xml_value(attributes, count, "scheme")),
        .event = pecia_copy(p->host, p->job, xml_value(attributes, count, "event")),
        .lang = pecia_copy(p->host, p->job, xml_value(attributes, count, "lang"))};
    pecia_str content = xml_value(attributes, count, "content"); /* EPUB 2: <meta name content> */
    if (content.data) {
        said.name = pecia_copy(p->host, p->job, xml_value(attributes, count, "name"));
        said.value = pecia_copy(p->host, p->job, content);
    }
    p->statements[p->statement_count++] = said;
    p->gathering = !content.data;
    pecia_buf_clear(&p->text);
    return PECIA_OK;
}

static void take_link(opf_package *p, const xml_attribute *attributes, uint32_t count) {
    pecia_str fragment, type = xml_value(attributes, count, "media-type");
    if (xhtml_has_word(xml_value(attributes, count, "rel"), "record") && pecia_str_is(type, "application/tei+xml"))
        p->record = pecia_copy(
            p->host, p->job, xhtml_resolve(p->host, p->job, p->path, xml_value(attributes, count, "href"), &fragment));
}

static int32_t start(void *context, const xml_name *name, const xml_attribute *attributes, uint32_t count,
                     const xml_attribute *declarations, uint32_t declared) {
    opf_package *p = context;
    (void)declarations;
    (void)declared;
    if (strcmp(name->local, "item") == 0)
        return add_item(p, attributes, count);
    if (strcmp(name->local, "itemref") == 0)
        return add_to_spine(p, attributes, count);
    if (strcmp(name->local, "reference") == 0)
        return add_reference(p, attributes, count);
    if (strcmp(name->local, "spine") == 0)
        p->ncx = pecia_copy(p->host, p->job, xml_value(attributes, count, "toc"));
    if (strcmp(name->local, "metadata") == 0)
        p->in_metadata = true;
    else if (p->in_metadata && strcmp(name->local, "link") == 0)
        take_link(p, attributes, count);
    else if (p->in_metadata && strcmp(name->local, "dc-metadata") != 0 && strcmp(name->local, "x-metadata") != 0)
        return add_statement(p, name, attributes, count);
    return PECIA_OK;
}

static int32_t end(void *context, const xml_name *name) {
    opf_package *p = context;
    if (strcmp(name->local, "metadata") == 0)
        p->in_metadata = false;
    if (p->gathering && p->statement_count)
        p->statements[p->statement_count - 1].value =
            pecia_copy(p->host, p->job, pecia_str_trim(pecia_buf_str(&p->text)));
    p->gathering = false;
    return PECIA_OK;
}

static int32_t text(void *context, pecia_str data) {
    opf_package *p = context;
    return p->gathering ? pecia_buf_add_str(&p->text, data) : PECIA_OK;
}

/* What does not belong to the order of reading stands behind what does; before the text it stays. */
int32_t opf_settle_spine(opf_package *p) {
    uint64_t first = 0, to;
    while (first < p->spine_count && p->spine_aside[first])
        first++;
    uint32_t *aside = p->spine_count ? p->host->job->alloc(p->job, p->spine_count * sizeof *aside) : NULL;
    uint64_t count = 0;
    if (first == p->spine_count)
        return PECIA_OK;
    if (!aside)
        return PECIA_ERR_MEMORY;
    to = first;
    for (uint64_t i = first; i < p->spine_count; i++) {
        if (p->spine_aside[i])
            aside[count++] = p->spine[i];
        else
            p->spine[to++] = p->spine[i];
    }
    if (count)
        memcpy(p->spine + to, aside, count * sizeof *aside);
    return PECIA_OK;
}

static int32_t parse(opf_package *p, pecia_str bytes, bool quiet) {
    static const xml_events events = {.start = start, .end = end, .text = text};
    const pecia_host *host = p->host;
    pecia_job *job = p->job;
    *p = (opf_package){.host = host, .job = job, .path = p->path};
    pecia_map_init(&p->by_id, host, job);
    pecia_map_init(&p->front, host, job);
    pecia_map_init(&p->in_spine, host, job);
    pecia_buf_init(&p->text, host, job);
    xml_source source = {
        .host = host, .job = job, .bytes = bytes, .member = p->path, .html_entities = true, .quiet = quiet};
    return xml_read(&source, &events, p, NULL);
}

int32_t opf_read(opf_package *p, const pecia_host *host, pecia_job *job, pecia_str path, pecia_str bytes) {
    *p = (opf_package){.host = host, .job = job, .path = path};
    int32_t status = parse(p, bytes, true);
    if (status != PECIA_ERR_INPUT)
        return status;
    pecia_str mended = opf_mend(host, job, bytes);
    status = mended.data ? parse(p, mended, false) : PECIA_ERR_MEMORY;
    pecia_place place = {path, 0, 0};
    if (status == PECIA_OK)
        host->job->report(job, PECIA_WARNING, "epub.mended", &place,
                          "the package document is not well-formed XML; it was read as it must be meant");
    return status;
}

/* ---------------------------------------------------------------- metadata */

static const opf_statement *refinement(const opf_package *p, const opf_statement *of, const char *property) {
    for (uint64_t i = 0; of->id.size && i < p->statement_count && i < 2000; i++)
        if (pecia_str_equal(p->statements[i].refines, of->id) && pecia_str_is(p->statements[i].name, property))
            return &p->statements[i];
    return NULL;
}

static pecia_str refined(const opf_package *p, const opf_statement *of, const char *property, pecia_str otherwise) {
    const opf_statement *found = refinement(p, of, property);
    return found ? found->value : otherwise;
}

/* "urn:isbn:...", "doi:..." by their prefix; the rest as it is. */
static void tell_scheme(pecia_meta *meta) {
    static const char *const prefixes[][2] = {{"urn:isbn:", "isbn"}, {"doi:", "doi"}, {"urn:doi:", "doi"}};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (pecia_str_begins(meta->value, prefixes[i][0])) {
            meta->value = pecia_str_from(meta->value, strlen(prefixes[i][0]));
            meta->scheme = pecia_str_of(prefixes[i][1]);
        }
}

static pecia_str value_named(const opf_package *p, const char *name) {
    for (uint64_t i = 0; i < p->statement_count; i++)
        if (pecia_str_is(p->statements[i].name, name))
            return p->statements[i].value;
    return (pecia_str){NULL, 0};
}

/* A creator with several roles is the author first. */
static pecia_str role_of(const opf_package *p, const opf_statement *said, const char *key) {
    for (uint64_t i = 0; said->id.size && strcmp(key, "creator") == 0 && i < p->statement_count && i < 2000; i++)
        if (pecia_str_equal(p->statements[i].refines, said->id) && pecia_str_is(p->statements[i].name, "role") &&
            pecia_str_is(p->statements[i].value, "aut"))
            return p->statements[i].value;
    return refined(p, said, "role", said->role);
}

static pecia_meta meta_of(const opf_package *p, const opf_statement *said, const char *key, const char *type) {
    pecia_meta meta = {.key = pecia_str_of(key), .value = said->value, .lang = said->lang, .scheme = said->scheme};
    meta.role = role_of(p, said, key);
    meta.sort = refined(p, said, "file-as", said->file_as);
    meta.type = type ? pecia_str_of(type) : refined(p, said, "title-type", said->event);
    if (pecia_str_is(meta.type, "subtitle"))
        meta.type = PECIA_STR("sub");
    if (pecia_str_is(meta.key, "series"))
        meta.sort = refined(p, said, "group-position", value_named(p, "calibre:series_index"));
    if (pecia_str_is(meta.key, "identifier"))
        tell_scheme(&meta);
    if (pecia_str_is(meta.key, "subject"))
        meta.scheme = refined(p, said, "authority", meta.scheme);
    if (pecia_str_is(meta.key, "licence"))
        meta.href = meta.value;
    return meta;
}

const opf_item *opf_cover(const opf_package *p) {
    pecia_str id = value_named(p, "cover"); /* EPUB 2 */
    uint32_t named;
    for (uint64_t i = 0; i < p->item_count; i++)
        if (p->items[i].is_cover && p->items[i].path.data)
            return &p->items[i];
    bool is_image = id.size && pecia_map_get(&p->by_id, id, &named) && p->items[named].path.data &&
                    pecia_str_begins(p->items[named].media_type, "image/");
    return is_image ? &p->items[named] : NULL;
}

int32_t opf_tell(const opf_package *p, pecia_builder *builder) {
    static const struct {
        const char *name, *key, *type;
    } keys[] = {
#define KEY(name, key, type) {name, key, type},
#include "opf_keys.def"
#undef KEY
    };
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < p->statement_count && status == PECIA_OK; i++) {
        const opf_statement *said = &p->statements[i];
        if (said->refines.size || !said->value.size || pecia_str_is(said->id, "pecia-page-source"))
            continue;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            if (!pecia_str_is(said->name, keys[k].name))
                continue;
            pecia_meta meta = meta_of(p, said, keys[k].key, keys[k].type);
            status = p->host->builder->meta(builder, &meta);
        }
    }
    return status;
}
