/* SPDX-License-Identifier: MIT
 *
 * xml_read.c: see xml_read.h. libxml2 pulls its bytes from us in small pieces; its events go to the caller's functions.
 *
 * The check for many attributes comes in two parts. Most are counted when the tag is complete. But libxml2 compares
 * each attribute of a tag with each other one before it says anything, so a tag that goes on over several pieces
 * without an event is watched from outside.
 */
#include <string.h>

#include "common/xml_reader.h"

void xml_stop(xml_reader *reader, int32_t status) {
    if (reader->status != PECIA_OK)
        return;
    reader->status = status;
    reader->library->xmlStopParser(reader->parser);
}

static const xmlParserInput *outermost(const xml_reader *reader) {
    return reader->parser && reader->parser->inputNr > 0 ? reader->parser->inputTab[0] : NULL;
}

uint32_t xml_line(const xml_reader *reader) {
    const xmlParserInput *input = outermost(reader);
    return input && input->line > 0 ? (uint32_t)input->line : 0;
}

/* How many characters of UTF-8 begin in the SIZE bytes at DATA, eight at a time. */
static uint32_t count_characters(const xmlChar *data, size_t size) {
    const uint64_t low = UINT64_C(0x0101010101010101);
    uint32_t inside = 0; /* bytes that go on with a character: 10xxxxxx */
    size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        uint64_t word;
        memcpy(&word, data + i, 8);
        inside += (uint32_t)((((word >> 7) & ~(word >> 6) & low) * low) >> 56); /* the sum of the bytes */
    }
    for (; i < size; i++)
        inside += (data[i] & 0xC0) == 0x80;
    return (uint32_t)size - inside;
}

uint32_t xml_column(const xml_reader *reader) {
    const xmlParserInput *input = outermost(reader);
    if (!input || !input->cur || !input->base || input->cur == input->base)
        return 0;
    const xmlChar *at = memrchr(input->base, '<', (size_t)(input->cur - input->base));
    if (!at)
        return 0;
    const xmlChar *feed = memrchr(input->base, '\n', (size_t)(at - input->base));
    if (!feed && input->consumed != 0)
        return 0;
    const xmlChar *line = feed ? feed + 1 : input->base;
    return 1 + count_characters(line, (size_t)(at - line));
}

/* libxml2 tells of the start tag when it stands before its '>'. */
bool xml_is_empty(const xml_reader *reader) {
    const xmlParserInput *input = reader->parser ? reader->parser->input : NULL;
    if (!input || input->end - input->cur < 3)
        return false;
    return memcmp(input->cur, "/>", 2) == 0 || memcmp(input->cur, "></", 3) == 0;
}

pecia_place xml_place(const xml_reader *reader) {
    pecia_place place = {reader->source->member, xml_line(reader), 0};
    return place;
}

/* ---------------------------------------------------------------- bytes */

static uint64_t count_equals(const char *data, uint64_t size) {
    uint64_t count = 0;
    for (const char *end = data + size; (data = memchr(data, '=', (size_t)(end - data))) != NULL; data++)
        count += data + 1 < end && (data[1] == '"' || data[1] == '\'');
    return count;
}

static bool watch_long_tag(xml_reader *reader, const char *data, uint64_t size) {
    int state = reader->parser ? (int)reader->parser->instate : 0;
    bool may_be_tag =
        state == XML_PARSER_CONTENT || state == XML_PARSER_ATTRIBUTE_VALUE || state == XML_PARSER_START_TAG;
    if (!reader->quiet_since || !may_be_tag)
        reader->equals = 0;
    reader->quiet_since = true;
    if (reader->equals > reader->most_attributes + 1000) {
        pecia_place place = xml_place(reader);
        reader->status = reader->source->host->job->limit_met(reader->source->job, PECIA_LIMIT_ATTRIBUTES, &place);
        return false;
    }
    reader->equals += count_equals(data, size);
    return true;
}

/* libxml2 asks for 4,000 bytes at a time; the input is asked for more, until it has given it: libxml2 takes a document
 * for another when its declaration comes in pieces. */
static int64_t fill_ahead(xml_reader *reader) {
    const xml_source *source = reader->source;
    if (!reader->ahead)
        reader->ahead = source->host->job->alloc(source->job, XML_AHEAD);
    if (!reader->ahead)
        return PECIA_ERR_MEMORY;
    uint64_t used = 0;
    int64_t got = 1;
    while (got > 0 && used < XML_AHEAD) {
        got = source->host->input->read(source->input, reader->ahead + used, XML_AHEAD - used);
        used += got > 0 ? (uint64_t)got : 0;
    }
    reader->bytes = (pecia_str){reader->ahead, used};
    return got < 0 ? got : (int64_t)used;
}

static int64_t take_bytes(xml_reader *reader, char *buffer, int size) {
    if (!reader->bytes.size && reader->source->input) {
        int64_t got = fill_ahead(reader);
        if (got <= 0)
            return got;
    }
    uint64_t take = reader->bytes.size < (uint64_t)size ? reader->bytes.size : (uint64_t)size;
    if (take)
        memcpy(buffer, reader->bytes.data, take);
    reader->bytes = pecia_str_from(reader->bytes, take);
    return (int64_t)take;
}

static int read_bytes(void *context, char *buffer, int size) {
    xml_reader *reader = context;
    if (reader->status != PECIA_OK || size <= 0)
        return -1;
    int32_t proceed = reader->source->host->job->proceed(reader->source->job);
    int64_t got = proceed == PECIA_OK ? take_bytes(reader, buffer, size) : proceed;
    if (got < 0) {
        reader->status = (int32_t)got;
        return -1;
    }
    if (!watch_long_tag(reader, buffer, (uint64_t)got))
        return -1;
    return (int)got;
}

static int close_bytes(void *context) {
    (void)context;
    return 0;
}

/* ---------------------------------------------------------------- events */

static bool event_comes(xml_reader *reader) {
    reader->quiet_since = false;
    return reader->status == PECIA_OK;
}

static void after(xml_reader *reader, int32_t status) {
    if (status != PECIA_OK)
        xml_stop(reader, status);
}

static void fill_attributes(xml_reader *reader, int declared, const xmlChar **declarations, int count,
                            const xmlChar **attributes) {
    for (int i = 0; i < declared; i++) {
        const char *ns = (const char *)declarations[2 * i + 1];
        reader->attributes[i] =
            (xml_attribute){{(const char *)declarations[2 * i], NULL, NULL}, pecia_str_of(ns ? ns : "")};
    }
    for (int i = 0; i < count; i++) {
        const xmlChar **raw = attributes + 5 * i;
        reader->attributes[declared + i] =
            (xml_attribute){{(const char *)raw[0], (const char *)raw[1], (const char *)raw[2]},
                            {(const char *)raw[3], (uint64_t)(raw[4] - raw[3])}};
    }
}

static bool room_for(xml_reader *reader, uint64_t need) {
    if (need <= reader->attribute_capacity)
        return true;
    reader->attributes =
        reader->source->host->job->alloc(reader->source->job, (need + 16) * 2 * sizeof *reader->attributes);
    reader->attribute_capacity = reader->attributes ? (need + 16) * 2 : 0;
    if (!reader->attributes)
        xml_stop(reader, PECIA_ERR_MEMORY);
    return reader->attributes != NULL;
}

static bool within_limits(xml_reader *reader, uint64_t attributes) {
    uint32_t limit = attributes > reader->most_attributes ? PECIA_LIMIT_ATTRIBUTES : PECIA_LIMIT_DEPTH;
    if (attributes <= reader->most_attributes && reader->depth < reader->most_depth)
        return true;
    pecia_place place = xml_place(reader);
    xml_stop(reader, reader->source->host->job->limit_met(reader->source->job, limit, &place));
    return false;
}

static void start_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns, int declared,
                          const xmlChar **declarations, int count, int defaulted, const xmlChar **attributes) {
    xml_reader *reader = context;
    (void)defaulted; /* attribute declarations are not kept, so there are none */
    uint64_t total = (uint64_t)(declared + count);
    if (!event_comes(reader) || !within_limits(reader, total) || !room_for(reader, total))
        return;
    reader->depth++;
    if (!reader->events->start)
        return;
    fill_attributes(reader, declared, declarations, count, attributes);
    xml_name name = {(const char *)local, (const char *)prefix, (const char *)ns};
    after(reader,
          reader->events->start(reader->context, &name, reader->attributes ? reader->attributes + declared : NULL,
                                (uint32_t)count, reader->attributes, (uint32_t)declared));
}

static void end_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *ns) {
    xml_reader *reader = context;
    if (!event_comes(reader))
        return;
    reader->depth--;
    xml_name name = {(const char *)local, (const char *)prefix, (const char *)ns};
    if (reader->events->end)
        after(reader, reader->events->end(reader->context, &name));
}

static void characters(void *context, const xmlChar *data, int size) {
    xml_reader *reader = context;
    if (event_comes(reader) && reader->events->text)
        after(reader, reader->events->text(reader->context, (pecia_str){(const char *)data, (uint64_t)size}));
}

static void comment(void *context, const xmlChar *value) {
    xml_reader *reader = context;
    bool in_doctype = reader->parser->inSubset != 0;
    if (event_comes(reader) && reader->events->comment && !in_doctype)
        after(reader, reader->events->comment(reader->context, pecia_str_of((const char *)value)));
}

static void instruction(void *context, const xmlChar *target, const xmlChar *data) {
    xml_reader *reader = context;
    bool in_doctype = reader->parser->inSubset != 0;
    if (event_comes(reader) && reader->events->instruction && !in_doctype)
        after(reader, reader->events->instruction(reader->context, pecia_str_of((const char *)target),
                                                  pecia_str_of(data ? (const char *)data : "")));
}

static void start_document(void *context) {
    xml_reader *reader = context;
    reader->library->xmlSAX2StartDocument(reader->parser);
}

/* libxml2 puts details on a second line, and a mark of its own style before it. */
static pecia_str first_line(const char *message) {
    pecia_str line = pecia_str_of(message);
    const char *end = memchr(line.data, '\n', line.size);
    if (end)
        line.size = (uint64_t)(end - line.data);
    if (line.size > 2 && memcmp(line.data + line.size - 2, " !", 2) == 0)
        line.size -= 2;
    return pecia_str_trim(line);
}

/* libxml2's own limit on one comment, instruction, CDATA section or attribute is the default of ours. */
static bool is_too_long(pecia_str message) {
    static const char *const signs[] = {"too big", "too long", "Huge input lookup"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (memmem(message.data, message.size, signs[i], strlen(signs[i])))
            return true;
    return false;
}

/* Some of libxml2's buffers fail without telling the parser, which then misses the rest of the document; they tell the
 * thread. */
static bool memory_ran_out(const xml_reader *reader) {
    const xmlError *last = reader->library->xmlGetLastError();
    return last && last->code == XML_ERR_NO_MEMORY;
}

/* The first error ends it; warnings (a namespace name that is no absolute URI ...) do not. */
static void structured_error(void *context, xmlErrorPtr error) {
    /* libxml2's own SAX2 functions hand over the parser where the context belongs when they find no memory */
    xml_reader *reader = context == error->ctxt ? ((xmlParserCtxtPtr)context)->userData : context;
    const xml_source *source = reader->source;
    if (error->level < XML_ERR_ERROR || reader->status != PECIA_OK)
        return;
    if (error->code == XML_ERR_NO_MEMORY || memory_ran_out(reader)) {
        xml_stop(reader, PECIA_ERR_MEMORY);
        return;
    }
    pecia_str message = first_line(error->message ? error->message : "not well-formed");
    if (error->code == XML_ERR_NAME_TOO_LONG)
        message = PECIA_STR("a name is longer than the 50,000 bytes that are read");
    else if (is_too_long(message)) {
        pecia_place here = xml_place(reader);
        xml_stop(reader, source->host->job->limit_met(source->job, PECIA_LIMIT_TEXT, &here));
        return;
    }
    pecia_place place = {source->member, error->line > 0 ? (uint32_t)error->line : 0,
                         error->int2 > 0 ? (uint32_t)error->int2 : 0};
    if (place.line == 0 || place.line >= 65535)
        place.line = xml_line(reader);
    if (error->code == XML_ERR_ENTITY_LOOP)
        message = PECIA_STR("entities refer to themselves, or to each other without measure");
    if (!source->quiet)
        source->host->job->report(source->job, PECIA_ERROR, "not-well-formed", &place,
                                  "this is not well-formed XML: %.*s", (int)message.size, message.data);
    xml_stop(reader, PECIA_ERR_INPUT);
}

/* ---------------------------------------------------------------- the parser */

/* True if the user lets entities expand to more than the host does unasked: then libxml2 must not refuse it. */
static bool is_expansion_raised(const xml_source *source) {
    const uint64_t mib = 1 << 20;
    int64_t size = source->input ? source->host->input->size(source->input) : -1;
    return size >= 0 && (uint64_t)size < UINT64_MAX / 16 &&
           source->host->job->limit(source->job, PECIA_LIMIT_EXPANSION) > mib + 8 * (uint64_t)size;
}

/* xmlInitParser locks by itself and does its work once in a process; it is never cleaned up, since other users of
 * libxml2 may live on. */
static xmlParserCtxtPtr new_parser(xml_reader *reader) {
    xmlSAXHandler sax = {.startDocument = start_document,
                         .characters = characters,
                         .ignorableWhitespace = characters,
                         .cdataBlock = characters,
                         .comment = comment,
                         .processingInstruction = instruction,
                         .startElementNs = start_element,
                         .endElementNs = end_element,
                         .serror = structured_error,
                         .initialized = XML_SAX2_MAGIC};
    xml_dtd_handlers(&sax);
    reader->library->xmlInitParser();
    xmlParserCtxtPtr parser =
        reader->library->xmlCreateIOParserCtxt(&sax, reader, read_bytes, close_bytes, reader, XML_CHAR_ENCODING_NONE);
    if (!parser)
        return NULL;
    reader->parser = parser;
    reader->library->xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    parser->replaceEntities = 1; /* in attributes; external ones were never declared to libxml2 */
    uint64_t text = reader->source->host->job->limit(reader->source->job, PECIA_LIMIT_TEXT);
    if (reader->most_depth > 256 || text > XML_TEXT_OF_LIBXML2 || is_expansion_raised(reader->source))
        parser->options |= XML_PARSE_HUGE; /* the user raised a limit over libxml2's own; entities are counted by us */
    return parser;
}

static int32_t finish(xml_reader *reader, int result) {
    const xml_source *source = reader->source;
    bool failed = result != 0 || !reader->parser->wellFormed || !reader->parser->nsWellFormed;
    if (reader->status == PECIA_OK && (reader->parser->errNo == XML_ERR_NO_MEMORY || memory_ran_out(reader)))
        reader->status = PECIA_ERR_MEMORY;
    if (reader->status == PECIA_OK && failed) {
        pecia_place place = xml_place(reader);
        if (!source->quiet)
            source->host->job->report(source->job, PECIA_ERROR, "not-well-formed", &place,
                                      "this is not well-formed XML");
        reader->status = PECIA_ERR_INPUT;
    }
    if (reader->status == PECIA_OK)
        xml_dtd_report(reader);
    return reader->status;
}

int32_t xml_read(const xml_source *source, const xml_events *events, void *context, xml_reader **out) {
    const pecia_job_api *job = source->host->job;
    xml_reader reader = {.source = source, .events = events, .context = context, .bytes = source->bytes};
    int32_t status = PECIA_OK;
    if (source->library)
        reader.library = *source->library;
    if (!reader.library)
        status = xml_library_open(source->host, source->job, &reader.library);
    if (source->library)
        *source->library = reader.library;
    if (status != PECIA_OK)
        return status;
    reader.most_depth = job->limit(source->job, PECIA_LIMIT_DEPTH);
    reader.most_attributes = job->limit(source->job, PECIA_LIMIT_ATTRIBUTES);
    if (out)
        *out = &reader;
    reader.library->xmlResetLastError();
    if (!new_parser(&reader))
        return reader.status != PECIA_OK ? reader.status : PECIA_ERR_MEMORY;
    int result = reader.library->xmlParseDocument(reader.parser);
    status = finish(&reader, result);
    if (reader.parser->myDoc)
        reader.library->xmlFreeDoc(reader.parser->myDoc);
    reader.parser->myDoc = NULL;
    reader.library->xmlFreeParserCtxt(reader.parser);
    if (out)
        *out = NULL;
    return status;
}

pecia_str xml_value(const xml_attribute *attributes, uint32_t count, const char *name) {
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(attributes[i].name.local, name) == 0) {
            return attributes[i].value;
        }
    }
    return (pecia_str){NULL, 0};
}
