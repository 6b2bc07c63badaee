/* SPDX-License-Identifier: MIT
 *
 * speech.c: see speech.h.
 */
#include "plugins/xslt/speech.h"

#include <libxml/tree.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 2000, UNIT = 31 };

static struct speech {
    xsltTransformContextPtr running;
    const char *about; /* the stylesheet; NULL: the document */
    char text[TEXT_MAX];
    size_t used;
    char file[PATH_MAX];
    long line;
    int fault;            /* the next piece is a fault of the stylesheet, not a message of it */
    char held[TEXT_MAX];  /* a fault without a place, which the next one has */
    int state;
} speech;

/* ---------------------------------------------------------------- plain words for libxslt's */

static const struct {
    const char *part, *words;
} limits[] = {
    {"infinite template recursion", "templates or their variables nest deeper than those of a plugin may; go through "
                                    "siblings by apply-templates, for-each or keys"},
    {"peration limit exceeded", "it takes more steps than a document of this size allows"},
    {"ecursion limit exceeded", "an expression or a function nests deeper than those of a plugin may"},
    {"emory allocation failed", "memory ran out, which the limit 'document' bounds"},
    {"alloc failed", "memory ran out, which the limit 'document' bounds"},
};

/** "Local file read for X refused": what may be done instead; false if TEXT is something else. */
static int plain_refusal(const char *text, char *out, size_t size) {
    const char *from = strstr(text, " for "), *to = from ? strstr(from, " refused") : NULL;
    if (!to)
        return 0;
    if (strstr(text, "write"))
        snprintf(out, size, "%.*s may not be written: all that a stylesheet writes is its result", (int)(to - from - 5),
                 from + 5);
    else
        snprintf(out, size,
                 "%.*s may not be read: a stylesheet reads its document, and includes stylesheets of its own folder",
                 (int)(to - from - 5), from + 5);
    return 1;
}

/** TEXT without the name of the function of libxslt that it may begin with. */
static const char *without_function(const char *text) {
    size_t size = strcspn(text, ": ");
    int named = strncmp(text, "xslt", 4) == 0 || strncmp(text, "exsl", 4) == 0;
    if (!named || !strchr(text, ':') || text[size + strspn(text + size, " ")] != ':')
        return text;
    text += size + strspn(text + size, " ") + 1;
    return text + strspn(text, " ");
}

/* ---------------------------------------------------------------- saying */

static void put(int severity, const char *file, long line, const char *text) {
    char clean[TEXT_MAX];
    size_t used = 0;
    int blank = 1;
    for (; *text && used + 1 < sizeof clean; text++) {
        int space = (unsigned char)*text <= 0x20 || *text == UNIT;
        if (!space || !blank)
            clean[used++] = space ? ' ' : *text;
        blank = space;
    }
    while (used > 0 && (clean[used - 1] == ' ' || (severity == SPEECH_ERROR && clean[used - 1] == '.')))
        used--;
    clean[used] = '\0';
    if (used > 0)
        fprintf(stderr, "%d%c%s%c%ld%c%s%c\n", severity, UNIT, file ? file : "", UNIT, line > 0 ? line : 0, UNIT, clean,
                UNIT);
}

void speech_say(int severity, const char *file, long line, const char *text) {
    char words[TEXT_MAX];
    if (severity != SPEECH_ERROR) {
        put(severity, file, line, text);
        return;
    }
    if (speech.state != SPEECH_GOOD)
        return;
    speech.state = SPEECH_FAILED;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (strstr(text, limits[i].part)) {
            speech.state = SPEECH_LIMIT;
            text = limits[i].words;
        }
    text = plain_refusal(text, words, sizeof words) ? words : without_function(text);
    put(SPEECH_ERROR, file, line, text);
}

/** Where the stylesheet is. */
static const char *place(long *line) {
    xmlNodePtr at = speech.running ? speech.running->inst : NULL;
    *line = at ? xmlGetLineNo(at) : 0;
    return at && at->doc ? (const char *)at->doc->URL : speech.about;
}

void speech_refuse(const char *path) {
    char words[TEXT_MAX];
    long line;
    const char *file = place(&line);
    snprintf(words, sizeof words, "file read for %.1000s refused", path);
    speech_say(SPEECH_ERROR, file, line, words);
}

/** A message of the stylesheet: its first word may tell how bad it is; a warning is usual. */
static void say_message(const char *text) {
    static const char *const severities[] = {"info: ", "warning: ", "error: "};
    int severity = SPEECH_WARNING;
    long line;
    const char *file = place(&line);
    xmlNodePtr at = speech.running ? speech.running->inst : NULL;
    xmlChar *ends = at ? xmlGetNoNsProp(at, (const xmlChar *)"terminate") : NULL;
    for (int i = 0; i < 3; i++)
        if (strncmp(text, severities[i], strlen(severities[i])) == 0) {
            severity = i;
            text += strlen(severities[i]);
            break;
        }
    if (ends && xmlStrEqual(ends, (const xmlChar *)"yes"))
        severity = SPEECH_ERROR;
    xmlFree(ends);
    if (speech.state == SPEECH_GOOD || severity != SPEECH_ERROR)
        put(severity, file, line, text);
    if (severity == SPEECH_ERROR && speech.state == SPEECH_GOOD)
        speech.state = SPEECH_FAILED;
}

/** " in 'EXPRESSION'" of the instruction that runs, if it has one. */
static void add_expression(char *words, size_t size) {
    static const char *const names[] = {"select", "test", "use"};
    xmlNodePtr at = speech.running ? speech.running->inst : NULL;
    for (size_t i = 0; at && i < sizeof names / sizeof *names; i++) {
        xmlChar *value = xmlGetNoNsProp(at, (const xmlChar *)names[i]);
        size_t used = strlen(words);
        while (used > 0 && (words[used - 1] == '.' || words[used - 1] == '\n'))
            words[--used] = '\0';
        if (value && !strstr(words, " in '"))
            snprintf(words + used, size - used, " in '%.500s'", (const char *)value);
        xmlFree(value);
    }
}

/** True if TEXT tells less than what is held back. */
static int says_less(const char *text) {
    return strstr(text, "evaluation returned no result") || strstr(text, "failed to cast") ||
           strstr(text, "unable to load") || strstr(text, "ould not compile");
}

static void hold(const char *text) {
    if (speech.held[0] == '\0')
        snprintf(speech.held, sizeof speech.held, "%.*s", (int)strcspn(text, "\n"), text);
}

/** A fault. What has no place waits for the next, which has one. */
static void say_fault(void) {
    static const char *const headings[] = {"error\n", "runtime error\n", "compilation error\n"};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (strcmp(speech.text, headings[i]) == 0)
            return;
    if (speech.file[0] == '\0' && !speech.running) {
        hold(speech.text);
        return;
    }
    int instead = speech.held[0] != '\0' && says_less(speech.text);
    char words[2 * TEXT_MAX];
    snprintf(words, sizeof words, "%s", instead ? speech.held : without_function(speech.text));
    if (says_less(speech.text) && !strstr(speech.text, "unable to load"))
        add_expression(words, sizeof words);
    speech.held[0] = '\0';
    speech_say(SPEECH_ERROR, speech.file[0] ? speech.file : speech.about, speech.line, words);
    speech.file[0] = '\0';
    speech.line = 0;
}

/** What libxslt says while an xsl:message runs is its message; all else is of libxslt itself. */
static int is_message(void) {
    xmlNodePtr at = speech.running ? speech.running->inst : NULL;
    return !speech.fault && at && xmlStrEqual(at->name, (const xmlChar *)"message");
}

static void flush(void) {
    if (is_message())
        say_message(speech.text);
    else if (speech.fault)
        say_fault();
    else
        hold(speech.text);
    speech.used = 0;
    speech.text[0] = '\0';
    speech.fault = 0;
}

void speech_end(void) {
    if (speech.used > 0)
        flush();
    if (speech.held[0])
        speech_say(SPEECH_ERROR, speech.about, 0, speech.held);
    speech.held[0] = '\0';
}

int speech_state(void) {
    return speech.state;
}

void speech_of(const char *file) {
    speech.about = file;
}

void speech_begin(xsltTransformContextPtr context) {
    speech.running = context;
}

/* ---------------------------------------------------------------- hearing */

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

void speech_hear(void *context, const char *format, ...) {
    va_list arguments, copy;
    (void)context;
    va_start(arguments, format);
    va_copy(copy, arguments);
    if (!take_context(format, copy)) {
        speech.fault |= !speech.running;
        int more = vsnprintf(speech.text + speech.used, sizeof speech.text - speech.used, format, arguments);
        speech.used += more > 0 ? (size_t)more : 0;
        int full = speech.used >= sizeof speech.text - 1;
        if (full)
            speech.used = sizeof speech.text - 1;
        if (full || (speech.used > 0 && speech.text[speech.used - 1] == '\n'))
            flush();
    }
    va_end(copy);
    va_end(arguments);
}

void speech_hear_xml(void *context, const xmlError *error) {
    const char *words = error->message ? error->message : "";
    long line;
    (void)context;
    if (error->code == XML_DTD_XMLID_VALUE) {
        return; /* xml:id="{@id}" in a stylesheet; in a document the reader of what comes out makes the best of it */
    } else if (error->level == XML_ERR_WARNING || (!speech.about && error->domain == XML_FROM_NAMESPACE)) {
        if (error->domain == XML_FROM_PARSER || error->domain == XML_FROM_NAMESPACE)
            speech_say(SPEECH_WARNING, error->file, error->line, words);
    } else if (error->code == XML_ERR_NO_MEMORY) {
        const char *file = place(&line);
        speech_say(SPEECH_ERROR, file, line, "memory allocation failed");
    } else if (error->file || !speech.about) {
        speech_say(SPEECH_ERROR, error->file, error->line, words);
    } else if (error->domain == XML_FROM_XPATH && error->str1) { /* the expression */
        char expression[TEXT_MAX];
        snprintf(expression, sizeof expression, "%.*s in '%.1000s'", (int)strcspn(words, "\n"), words, error->str1);
        hold(expression);
    } else {
        hold(words);
    }
}
