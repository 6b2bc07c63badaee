/* SPDX-License-Identifier: MIT
 *
 * xslt.c: runs one stylesheet of a plugin over one document, in a process of its own.
 *
 *   xslt FOLDER SHEET DEPTH OPERATIONS [NAME VALUE ...]     document on standard input, result on standard output
 *
 * libxslt keeps what it forbids, and who loads its files, in variables of the process, and bounds neither memory nor
 * time; so it has a process of its own, which the host confines before this program begins. On standard error goes one
 * line for each message: severity, file, line and text, each ended by the byte 31. Exit: 0 done, 1 failed (said why),
 * 2 called wrongly.
 */
#include <libexslt/exslt.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxslt/documents.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MAX = 2000, UNIT = 31, FIXED_ARGUMENTS = 5, XPATH_STEPS = 10 };
static const char *const severities[] = {"info: ", "warning: ", "error: "};

/** What libxslt says piece by piece. There is one document in a process, and libxslt's loader takes no context. */
static struct speech {
    const char *folder; /* ends in a slash */
    xsltTransformContextPtr running;
    char text[TEXT_MAX];
    size_t used;
    char file[PATH_MAX];
    long line;
    int fault;  /* the next piece is a fault of the stylesheet, not a message of it */
    int failed; /* anything went wrong */
} speech;

/* ---------------------------------------------------------------- what is said */

static void say(int severity, const char *file, long line, const char *text) {
    char clean[TEXT_MAX];
    size_t used = 0;
    int blank = 1;
    for (; *text && used + 1 < sizeof clean; text++) {
        int space = (unsigned char)*text <= 0x20 || *text == UNIT;
        if (!space || !blank)
            clean[used++] = space ? ' ' : *text;
        blank = space;
    }
    while (used > 0 && clean[used - 1] == ' ')
        used--;
    clean[used] = '\0';
    if (used > 0)
        fprintf(stderr, "%d%c%s%c%ld%c%s%c\n", severity, UNIT, file ? file : "", UNIT, line > 0 ? line : 0, UNIT, clean,
                UNIT);
    speech.failed |= severity == 2;
}

/** A message of the stylesheet: its first word may tell how bad it is; a warning is usual. */
static void say_message(const char *text) {
    int severity = 1;
    for (int i = 0; i < 3; i++)
        if (strncmp(text, severities[i], strlen(severities[i])) == 0) {
            severity = i;
            text += strlen(severities[i]);
            break;
        }
    xmlNodePtr at = speech.running ? speech.running->inst : NULL;
    say(severity, at && at->doc ? (const char *)at->doc->URL : NULL, at ? xmlGetLineNo(at) : 0, text);
}

static void flush(void) {
    if (speech.fault)
        say(2, speech.file, speech.line, speech.text);
    else
        say_message(speech.text);
    speech.used = 0;
    speech.text[0] = '\0';
    speech.fault = 0;
}

/** libxslt's own faults begin with a line "runtime error: file F line N element E". */
static int take_context(const char *format, va_list arguments) {
    if (strncmp(format, "%s: file %s line %d", 19) != 0)
        return 0;
    (void)va_arg(arguments, const char *);
    const char *file = va_arg(arguments, const char *);
    speech.line = va_arg(arguments, int);
    snprintf(speech.file, sizeof speech.file, "%s", file ? file : "");
    speech.fault = 1;
    return 1;
}

__attribute__((format(printf, 2, 3))) static void hear(void *context, const char *format, ...) {
    va_list arguments, copy;
    (void)context;
    va_start(arguments, format);
    va_copy(copy, arguments);
    if (!take_context(format, copy)) {
        speech.fault |= !speech.running;
        int more = vsnprintf(speech.text + speech.used, sizeof speech.text - speech.used, format, arguments);
        speech.used += more > 0 ? (size_t)more : 0;
        if (speech.used >= sizeof speech.text)
            speech.used = sizeof speech.text - 1;
        if (speech.used > 0 && speech.text[speech.used - 1] == '\n')
            flush();
    }
    va_end(copy);
    va_end(arguments);
}

static void hear_xml(void *context, const xmlError *error) {
    (void)context;
    if (error->level == XML_ERR_WARNING && error->domain != XML_FROM_PARSER)
        return;
    say(error->level == XML_ERR_WARNING ? 1 : 2, error->file, error->line, error->message ? error->message : "");
}

/* ---------------------------------------------------------------- what is forbidden */

/** Nothing but the files of the plugin's folder. */
static int is_inside(const char *path) {
    char real[PATH_MAX];
    if (strstr(path, "://") || !realpath(path, real))
        return 0;
    return strncmp(real, speech.folder, strlen(speech.folder)) == 0;
}

static xmlParserInputPtr no_entity(const char *url, const char *id, xmlParserCtxtPtr context) {
    (void)id, (void)context;
    say(1, NULL, 0, "an external entity was not read");
    (void)url;
    return NULL;
}

/** Stylesheets include and import each other from their own folder; document() reads nothing at all. */
static xmlDocPtr load(const xmlChar *url, xmlDictPtr dictionary, int options, void *context, xsltLoadType type) {
    (void)dictionary, (void)options, (void)context;
    const char *path = (const char *)url;
    if (type != XSLT_LOAD_DOCUMENT && is_inside(path)) {
        char *bytes = NULL;
        FILE *file = fopen(path, "re");
        long size = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
        xmlDocPtr document = NULL;
        if (size >= 0 && size < INT_MAX && fseek(file, 0, SEEK_SET) == 0 && (bytes = malloc((size_t)size + 1)))
            if (fread(bytes, 1, (size_t)size, file) == (size_t)size)
                document = xmlReadMemory(bytes, (int)size, path, NULL, XML_PARSE_NONET | XSLT_PARSE_OPTIONS);
        free(bytes);
        if (file)
            fclose(file);
        return document;
    }
    say(2, NULL, 0,
        type != XSLT_LOAD_DOCUMENT ? "a stylesheet outside the folder of the plugin was not included"
                                   : "document() is not allowed in the stylesheet of a plugin");
    return NULL;
}

/** While stylesheets are compiled, they may read what load() reads; libxslt asks this before it asks that. */
static int may_include(xsltSecurityPrefsPtr preferences, xsltTransformContextPtr context, const char *path) {
    (void)preferences, (void)context;
    return is_inside(path);
}

static xsltSecurityPrefsPtr forbid(void) {
    static const xsltSecurityOption all[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                             XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
                                             XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefsPtr none = xsltNewSecurityPrefs();
    for (size_t i = 0; none && i < sizeof all / sizeof *all; i++)
        if (xsltSetSecurityPrefs(none, all[i], xsltSecurityForbid) != 0)
            return NULL;
    return none;
}

/* ---------------------------------------------------------------- entities that only a DTD declares */

static const struct {
    const char *name;
    unsigned code;
} entities[] = {
#define ENTITY(name, code) {#name, code},
#include "formats/common/entities.def"
#undef ENTITY
};

/** The character that the standard entity NAME is, in OUT; its own name where there is none, for it would vanish. */
static void stand_in(const char *name, char *out, size_t size) {
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (strcmp(entities[i].name, name) == 0) {
            snprintf(out, size, "&#%u;", entities[i].code);
            return;
        }
    snprintf(out, size, "&#38;%s;", name);
}

/** DTDs are never read, so that what they declare has to be known. Each name is asked for once. */
static xmlEntityPtr get_entity(void *opaque, const xmlChar *name) {
    xmlParserCtxtPtr parser = opaque;
    xmlEntityPtr known = xmlSAX2GetEntity(opaque, name);
    char text[300], words[200];
    if (known || !parser->myDoc)
        return known;
    stand_in((const char *)name, text, sizeof text);
    if (strncmp(text, "&#38;", 5) == 0) {
        snprintf(words, sizeof words, "the entity %.100s is declared nowhere; its name was kept", (const char *)name);
        say(1, NULL, parser->input ? parser->input->line : 0, words);
    }
    if (!parser->myDoc->intSubset)
        xmlCreateIntSubset(parser->myDoc, name, NULL, NULL);
    return xmlAddDocEntity(parser->myDoc, name, XML_INTERNAL_GENERAL_ENTITY, NULL, NULL, (const xmlChar *)text);
}

/* ---------------------------------------------------------------- the work */

static xmlDocPtr read_document(void) {
    /* entities of the document itself are put in; libxml2 bounds how far they expand; DTDs and others are never read */
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (!parser)
        return NULL;
    parser->sax->getEntity = get_entity;
    xmlDocPtr document = xmlCtxtReadFd(parser, 0, "", NULL, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOCDATA);
    xmlFreeParserCtxt(parser);
    return document;
}

static xsltTransformContextPtr prepare(xsltStylesheetPtr sheet, xmlDocPtr document, char **argv,
                                       xsltSecurityPrefsPtr none) {
    xsltTransformContextPtr context = xsltNewTransformContext(sheet, document);
    if (!context || xsltSetCtxtSecurityPrefs(none, context) != 0)
        return NULL;
    xsltSetTransformErrorFunc(context, context, hear);
    context->maxTemplateDepth = (int)strtol(argv[3], NULL, 10);
    context->maxTemplateVars = context->maxTemplateDepth * 8;
    context->opLimit = strtoul(argv[4], NULL, 10);
    context->xpathCtxt->opLimit = context->opLimit * XPATH_STEPS;
    for (char **pair = argv + FIXED_ARGUMENTS; pair[0] && pair[1]; pair += 2)
        if (xsltQuoteOneUserParam(context, (const xmlChar *)pair[0], (const xmlChar *)pair[1]) != 0)
            return NULL;
    speech.running = context;
    return context;
}

static int run(char **argv, xsltSecurityPrefsPtr none) {
    const char *path = argv[2]; /* as seen from its folder: a URL that needs no escapes */
    if (xsltSetSecurityPrefs(none, XSLT_SECPREF_READ_FILE, may_include) != 0)
        return 1;
    xsltSetDefaultSecurityPrefs(none);
    xsltStylesheetPtr sheet = xsltParseStylesheetFile((const xmlChar *)path);
    if (xsltSetSecurityPrefs(none, XSLT_SECPREF_READ_FILE, xsltSecurityForbid) != 0)
        return 1;
    if (!sheet || sheet->errors)
        return say(2, path, 0, "the stylesheet cannot be used"), 1;
    xmlDocPtr document = read_document();
    if (!document)
        return 1;
    xsltTransformContextPtr context = prepare(sheet, document, argv, none);
    if (!context)
        return say(2, path, 0, "memory ran out"), 1;
    xmlDocPtr result = xsltApplyStylesheetUser(sheet, document, NULL, NULL, NULL, context);
    if (speech.used > 0)
        flush();
    if (!result || context->state != XSLT_STATE_OK)
        return say(2, path, 0, "the stylesheet did not come to its end"), 1;
    if (xsltSaveResultToFile(stdout, result, sheet) < 0 || fflush(stdout) != 0)
        return 1;
    return speech.failed;
}

int main(int argc, char **argv) {
    char folder[PATH_MAX + 1];
    if (argc < FIXED_ARGUMENTS || !realpath(argv[1], folder) || chdir(folder) != 0)
        return 2;
    size_t size = strlen(folder);
    memcpy(folder + size, "/", 2);
    speech.folder = folder;
    xmlInitParser();
    xmlSetStructuredErrorFunc(NULL, (xmlStructuredErrorFunc)hear_xml);
    xmlSetExternalEntityLoader(no_entity);
    xsltSetGenericErrorFunc(NULL, hear);
    xsltSetLoaderFunc(load);
    exsltCommonRegister();
    exsltStrRegister();
    exsltSetsRegister();
    exsltMathRegister();
    exsltFuncRegister();
    xsltSecurityPrefsPtr none = forbid();
    return none ? run(argv, none) : 1; /* the process ends: what it holds goes with it */
}
