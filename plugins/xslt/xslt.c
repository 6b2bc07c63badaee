/* SPDX-License-Identifier: MIT
 *
 * xslt.c: runs one stylesheet of a plugin over one document, in a process of its own.
 *
 *   xslt FOLDER SHEET DEPTH OPERATIONS [NAME VALUE ...]     document on standard input, result on standard output
 *
 * libxslt keeps what it forbids, and who loads its files, in variables of the process, and bounds neither memory nor
 * time; so it has a process of its own, which the host confines before this program begins. On standard error goes one
 * line for each message (speech.h). Exit: 0 done, 1 failed (said why), 2 called wrongly, 3 a limit was met.
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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugins/xslt/speech.h"

enum { FIXED_ARGUMENTS = 5, XPATH_STEPS = 10, FAILED = 1, CALLED_WRONGLY = 2, LIMIT_MET = 3 };

static char folder[PATH_MAX + 1]; /* the plugin's, ends in a slash: libxslt's loader takes no context */

/* ---------------------------------------------------------------- what is forbidden */

/** Nothing but the files of the plugin's folder. */
static int is_inside(const char *path) {
    char real[PATH_MAX];
    if (strstr(path, "://") || !realpath(path, real))
        return 0;
    return strncmp(real, folder, strlen(folder)) == 0;
}

static xmlParserInputPtr no_entity(const char *url, const char *id, xmlParserCtxtPtr context) {
    (void)id, (void)context;
    speech_say(SPEECH_WARNING, NULL, 0, "an external entity was not read");
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
    speech_refuse(path);
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
        speech_say(SPEECH_WARNING, NULL, parser->input ? parser->input->line : 0, words);
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
    xsltSetTransformErrorFunc(context, context, speech_hear);
    context->maxTemplateDepth = (int)strtol(argv[3], NULL, 10);
    context->maxTemplateVars = context->maxTemplateDepth * 8;
    context->opLimit = strtoul(argv[4], NULL, 10);
    context->xpathCtxt->opLimit = context->opLimit * XPATH_STEPS;
    for (char **pair = argv + FIXED_ARGUMENTS; pair[0] && pair[1]; pair += 2)
        if (xsltQuoteOneUserParam(context, (const xmlChar *)pair[0], (const xmlChar *)pair[1]) != 0)
            return NULL;
    speech_begin(context);
    return context;
}

/** FAILED or LIMIT_MET; says WORDS if nothing was said of why. */
static int fail(const char *path, const char *words) {
    if (speech_state() == SPEECH_GOOD)
        speech_say(SPEECH_ERROR, path, 0, words);
    return speech_state() == SPEECH_LIMIT ? LIMIT_MET : FAILED;
}

static int run(char **argv, xsltSecurityPrefsPtr none) {
    const char *path = argv[2]; /* as seen from its folder: a URL that needs no escapes */
    speech_of(path);
    if (xsltSetSecurityPrefs(none, XSLT_SECPREF_READ_FILE, may_include) != 0)
        return FAILED;
    xsltSetDefaultSecurityPrefs(none);
    xsltStylesheetPtr sheet = xsltParseStylesheetFile((const xmlChar *)path);
    speech_end();
    if (xsltSetSecurityPrefs(none, XSLT_SECPREF_READ_FILE, xsltSecurityForbid) != 0)
        return FAILED;
    if (!sheet || sheet->errors || speech_state() != SPEECH_GOOD)
        return fail(path, "the stylesheet cannot be used");
    speech_of(NULL);
    xmlDocPtr document = read_document();
    if (!document)
        return fail(NULL, "the document cannot be read");
    speech_of(path);
    xsltTransformContextPtr context = prepare(sheet, document, argv, none);
    if (!context)
        return fail(path, "memory ran out");
    xmlDocPtr result = xsltApplyStylesheetUser(sheet, document, NULL, NULL, NULL, context);
    speech_end();
    if (!result || context->state != XSLT_STATE_OK || speech_state() != SPEECH_GOOD)
        return fail(path, "the stylesheet did not come to its end");
    if (xsltSaveResultToFile(stdout, result, sheet) < 0 || fflush(stdout) != 0)
        return FAILED;
    return 0;
}

int main(int argc, char **argv) {
    if (argc < FIXED_ARGUMENTS || !realpath(argv[1], folder) || chdir(folder) != 0)
        return CALLED_WRONGLY;
    memcpy(folder + strlen(folder), "/", 2);
    xmlInitParser();
    xmlSetStructuredErrorFunc(NULL, (xmlStructuredErrorFunc)speech_hear_xml);
    xmlSetExternalEntityLoader(no_entity);
    xsltSetGenericErrorFunc(NULL, speech_hear);
    xsltSetLoaderFunc(load);
    exsltCommonRegister();
    exsltStrRegister();
    exsltSetsRegister();
    exsltMathRegister();
    exsltFuncRegister();
    xsltSecurityPrefsPtr none = forbid();
    return none ? run(argv, none) : FAILED; /* the process ends: what it holds goes with it */
}
