/* SPDX-License-Identifier: MIT
 *
 * svg.c: is this an SVG image that does nothing? Looks at tags and attributes as XML 1.0 writes them, without a parser:
 * the root must be svg and be closed, and no script, event attribute, foreign content or reference to another file may
 * occur. What it cannot follow it refuses.
 */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "plugins/host/resources.h"

#define SPACES " \t\r\n"
static const char broken[] = "it begins like XML but is no well-formed SVG";
static const char active[] = "it is an SVG that holds a script or other active content";
static const char foreign[] = "it is an SVG that refers to other files";

/** A walk over the bytes; AT never passes END. */
typedef struct scan {
    const char *at, *end;
    uint32_t depth;
    bool in_style;
    bool rooted;       /* the root element has begun */
    pecia_str element; /* local name of the tag at hand */
} scan;

static bool starts(const scan *s, const char *word) {
    size_t size = strlen(word);
    return (size_t)(s->end - s->at) >= size && memcmp(s->at, word, size) == 0;
}

/** Goes behind the next WORD; false if there is none. */
static bool pass(scan *s, const char *word) {
    const char *found = memmem(s->at, (size_t)(s->end - s->at), word, strlen(word));
    s->at = found ? found + strlen(word) : s->end;
    return found != NULL;
}

static bool is(pecia_str text, const char *word) {
    return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

static bool begins(pecia_str text, const char *word) {
    return text.size >= strlen(word) && strncasecmp(text.data, word, strlen(word)) == 0;
}

static bool holds(pecia_str text, const char *word) {
    for (uint64_t i = 0; i + strlen(word) <= text.size; i++)
        if (strncasecmp(text.data + i, word, strlen(word)) == 0)
            return true;
    return false;
}

/** A name at the scan's place, without its prefix; size 0 if there is none. */
static pecia_str local_name(scan *s) {
    const char *from = s->at;
    for (; s->at < s->end && !strchr(SPACES "=/><\"'", *s->at); s->at++)
        if (*s->at == ':')
            from = s->at + 1;
    return (pecia_str){from, (uint64_t)(s->at - from)};
}

static void skip_space(scan *s) {
    while (s->at < s->end && *s->at != '\0' && strchr(SPACES, *s->at))
        s->at++;
}

/** Style rules and presentation attributes may point to fragments of this file only. */
static const char *css_fault(pecia_str css) {
    if (holds(css, "@import") || holds(css, "expression(") || holds(css, "javascript:"))
        return active;
    if (memchr(css.data, '(', css.size) && (memchr(css.data, '\\', css.size) || holds(css, "&#")))
        return active; /* an escape that hides a word */
    for (uint64_t i = 0; i + 4 <= css.size; i++) {
        if (strncasecmp(css.data + i, "url(", 4) != 0)
            continue;
        uint64_t to = i + 4;
        while (to < css.size && strchr(SPACES "\"'", css.data[to]))
            to++;
        pecia_str target = {css.data + to, css.size - to};
        if (!begins(target, "#") && !begins(target, "&quot;#") && !begins(target, "data:font/"))
            return foreign;
    }
    return NULL;
}

static const char *reference_fault(const scan *s, pecia_str value) {
    static const char *const harmless[] = {"#", "data:image/png", "data:image/jpeg", "data:image/gif",
                                           "data:image/webp"};
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (begins(value, harmless[i]))
            return NULL;
    bool anchor = is(s->element, "a") && (begins(value, "http://") || begins(value, "https://"));
    return anchor || value.size == 0 ? NULL : foreign;
}

static const char *attribute_fault(const scan *s, pecia_str name, pecia_str value) {
    if (begins(name, "on") || is(name, "base") || holds(value, "javascript:"))
        return active;
    if (is(name, "attributeName") && (holds(value, "href") || begins(value, "on")))
        return active; /* an animation that would set it */
    if (is(name, "href") || is(name, "src"))
        return reference_fault(s, value);
    return css_fault(value);
}

static const char *attributes_fault(scan *s) {
    for (skip_space(s); s->at < s->end && *s->at != '>' && *s->at != '/'; skip_space(s)) {
        pecia_str name = local_name(s);
        skip_space(s);
        if (name.size == 0 || s->at == s->end || *s->at++ != '=')
            return broken;
        skip_space(s);
        char quote = s->at < s->end ? *s->at++ : '\0';
        const char *close = quote == '"' || quote == '\'' ? memchr(s->at, quote, (size_t)(s->end - s->at)) : NULL;
        if (!close)
            return broken;
        pecia_str value = {s->at, (uint64_t)(close - s->at)};
        s->at = close + 1;
        const char *fault = attribute_fault(s, name, value);
        if (fault)
            return fault;
    }
    return NULL;
}

static const char *element_fault(const scan *s) {
    static const char *const refused[] = {"script", "foreignObject", "iframe",  "embed",    "object",
                                          "audio",  "video",         "handler", "listener", "link"};
    if (!s->rooted && !is(s->element, "svg"))
        return "it is XML, but no SVG";
    if (s->rooted && s->depth == 0)
        return broken;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (is(s->element, refused[i]))
            return active;
    return NULL;
}

static const char *start_tag_fault(scan *s) {
    s->at++;
    s->element = local_name(s);
    const char *fault = s->element.size ? element_fault(s) : broken;
    if (!fault)
        fault = attributes_fault(s);
    if (fault)
        return fault;
    s->rooted = true;
    if (starts(s, "/>")) {
        s->at += 2;
    } else if (starts(s, ">")) {
        s->at++;
        s->depth++;
        s->in_style = is(s->element, "style");
    } else {
        return broken;
    }
    return NULL;
}

static const char *end_tag_fault(scan *s) {
    s->in_style = false;
    return s->depth-- > 0 && pass(s, ">") ? NULL : broken;
}

/** A declaration that brings entities could hide anything. */
static const char *doctype_fault(scan *s) {
    const char *from = s->at;
    if (s->rooted || !pass(s, ">"))
        return broken;
    return memchr(from, '[', (size_t)(s->at - from)) ? "it is an SVG with declarations of its own" : NULL;
}

/** What begins with "<" at the scan's place. */
static const char *markup_fault(scan *s) {
    if (starts(s, "<!--"))
        return pass(s, "-->") ? NULL : broken;
    if (starts(s, "<?xml-stylesheet"))
        return foreign;
    if (starts(s, "<?"))
        return pass(s, "?>") ? NULL : broken;
    if (starts(s, "<![CDATA[")) {
        pecia_str text = {s->at, (uint64_t)(s->end - s->at)};
        if (!pass(s, "]]>"))
            return broken;
        text.size = (uint64_t)(s->at - text.data);
        return s->in_style ? css_fault(text) : NULL;
    }
    if (starts(s, "<!"))
        return doctype_fault(s);
    return starts(s, "</") ? end_tag_fault(s) : start_tag_fault(s);
}

const char *pecia_svg_fault(const char *data, uint64_t size) {
    scan s = {.at = data, .end = data + size};
    if (starts(&s, "\xef\xbb\xbf"))
        s.at += 3;
    while (s.at < s.end) {
        const char *next = memchr(s.at, '<', (size_t)(s.end - s.at));
        pecia_str text = {s.at, (uint64_t)((next ? next : s.end) - s.at)};
        const char *fault = s.in_style ? css_fault(text) : memchr(text.data, '\0', text.size) ? broken : NULL;
        s.at = next ? next : s.end;
        if (!fault && next)
            fault = markup_fault(&s);
        if (fault)
            return fault;
    }
    return s.rooted && s.depth == 0 ? NULL : broken;
}
