/* SPDX-License-Identifier: MIT
 *
 * xhtml_css.c: see xhtml_css.h. Comments, other at-rules and what cannot be understood are passed over (CSS Syntax 3,
 * 5).
 *
 * A rule is found by the first class of its last compound, or by its element if that has no class; the rest of the
 * selector is then looked at, from its end, along the elements around (Selectors 4, 4).
 */
#include "common/xhtml_css.h"

enum { KEY_MAX = 120, RULES_MAX = 20000, MATCHED_MAX = 64, LOOKED_AT_MAX = 256, STEPS_MAX = 8 };

/* What a text of ours never says: sizes differ from book to book without a meaning. */
static const uint32_t unsaid = PECIA_UPRIGHT | PECIA_LARGE | PECIA_SMALL;

/* What stands before the first of the characters ENDS; *REST goes on behind it. */
static pecia_str take(pecia_str *rest, const char *ends) {
    uint64_t size = 0;
    while (size < rest->size && !(rest->data[size] && strchr(ends, rest->data[size])))
        size++;
    pecia_str part = {rest->data, size};
    *rest = pecia_str_from(*rest, size < rest->size ? size + 1 : size);
    return part;
}

static css_look said(pecia_str declarations) {
    css_look look = css_declarations(declarations);
    look.bits &= ~unsaid;
    return look;
}

static void join(css_look *look, css_look more) {
    look->bits = (look->bits & ~more.off) | more.bits;
    look->off |= more.off;
    look->align = more.align ? more.align : look->align;
}

void xhtml_css_init(xhtml_css *css, const pecia_host *host, pecia_job *job) {
    *css = (xhtml_css){.host = host, .job = job};
    pecia_map_init(&css->rules, host, job);
}

/* ---------------------------------------------------------------- selectors */

static bool is_of_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* Takes the last compound off SELECTOR; *CHILD is true if the one before it must be its parent. */
static pecia_str last_compound(pecia_str *selector, bool *child) {
    uint64_t from = selector->size;
    while (from > 0 && (is_of_name(selector->data[from - 1]) || selector->data[from - 1] == '.'))
        from--;
    pecia_str last = pecia_str_from(*selector, from);
    *selector = pecia_str_trim((pecia_str){selector->data, from});
    *child = selector->size > 0 && selector->data[selector->size - 1] == '>';
    if (*child)
        *selector = pecia_str_trim((pecia_str){selector->data, selector->size - 1});
    return last;
}

/* Elements and classes, side by side or one in another: what we can tell. */
static bool is_understood(pecia_str selector) {
    bool child = false;
    uint32_t steps = 0;
    while (selector.size) {
        pecia_str last = last_compound(&selector, &child);
        if (!last.size || last.data[last.size - 1] == '.' || ++steps > STEPS_MAX)
            return false;
        for (uint64_t i = 1; i < last.size; i++)
            if (last.data[i] == '.' && last.data[i - 1] == '.')
                return false;
    }
    return steps > 0 && !child;
}

/* Element, or first class with its dot. */
static pecia_str key_of(pecia_str selector) {
    bool child;
    pecia_str last = last_compound(&selector, &child);
    const char *dot = memchr(last.data, '.', last.size);
    if (!dot)
        return last;
    pecia_str first = pecia_str_from(last, (uint64_t)(dot - last.data));
    const char *next = memchr(first.data + 1, '.', first.size - 1);
    return next ? (pecia_str){first.data, (uint64_t)(next - first.data)} : first;
}

static bool is_compound(pecia_str compound, const xhtml_element *element) {
    pecia_str name = take(&compound, ".");
    if (name.size && !pecia_str_equal(name, element->name))
        return false;
    while (compound.size) {
        pecia_str class = take(&compound, "."), classes = element->classes, word;
        while ((word = pecia_str_word(&classes)).size && !pecia_str_equal(word, class)) {
        }
        if (!word.size)
            return false;
    }
    return true;
}

/* An element that is no child may be anywhere around: the nearest that fits is taken, which a step to a parent may
 * then not fit. */
static bool fits(pecia_str selector, const xhtml_element *self, const xhtml_around *around) {
    bool child;
    uint64_t level = 0;
    if (!is_compound(last_compound(&selector, &child), self))
        return false;
    while (selector.size) {
        bool next, found = false;
        pecia_str compound = last_compound(&selector, &next);
        xhtml_element outer;
        while (!found && around && around->at(around->context, level, &outer)) {
            found = is_compound(compound, &outer);
            level++;
            if (child && !found)
                return false;
        }
        if (!found)
            return false;
        child = next;
    }
    return true;
}

/* ---------------------------------------------------------------- rules */

static int32_t add_rule(xhtml_css *css, pecia_str selector, css_look look) {
    uint32_t first = 0;
    int32_t status = pecia_grow(css->host, css->job, &css->list, &css->capacity, css->count + 1, sizeof *css->list);
    char *kept = status == PECIA_OK ? css->host->job->alloc(css->job, selector.size) : NULL;
    if (!kept)
        return PECIA_ERR_MEMORY;
    memcpy(kept, selector.data, selector.size);
    pecia_str own = {kept, selector.size}, key = key_of(own);
    bool known = pecia_map_get(&css->rules, key, &first);
    css->list[css->count] = (xhtml_css_rule){.selector = own, .look = look};
    uint32_t number = (uint32_t)css->count++;
    css->displays = css->displays || (look.bits & CSS_BITS) != 0;
    if (!known)
        return pecia_map_put(&css->rules, key, number);
    xhtml_css_rule *head = &css->list[first];
    uint32_t last = head->last ? head->last : first;
    css->list[last].next = number;
    head->last = number;
    return PECIA_OK;
}

/* Blanks out comments, in a copy. */
static pecia_str without_comments(const xhtml_css *css, pecia_str text) {
    char *copy = css->host->job->alloc(css->job, text.size + 1);
    if (!copy)
        return (pecia_str){NULL, 0};
    memcpy(copy, text.data, text.size);
    for (uint64_t i = 0; i + 1 < text.size; i++) {
        if (copy[i] != '/' || copy[i + 1] != '*')
            continue;
        uint64_t end = i + 2;
        while (end + 1 < text.size && !(copy[end] == '*' && copy[end + 1] == '/'))
            end++;
        end = end + 2 < text.size ? end + 2 : text.size;
        memset(copy + i, ' ', end - i);
        i = end - 1;
    }
    return (pecia_str){copy, text.size};
}

/* Passes to the end of an at-rule: its semicolon, or its block. */
static void pass_at_rule(pecia_str *rest) {
    uint64_t depth = 0, i = 0;
    for (; i < rest->size; i++) {
        depth += rest->data[i] == '{';
        if (rest->data[i] == '}' && depth > 0 && --depth == 0)
            break;
        if (rest->data[i] == ';' && depth == 0)
            break;
    }
    *rest = pecia_str_from(*rest, i + 1);
}

static bool has_anycase(pecia_str text, const char *word) {
    for (; text.size; text = pecia_str_from(text, 1))
        if (pecia_str_begins_anycase(text, word))
            return true;
    return false;
}

/* The address in "url(a.css) screen" or "'a.css'". */
static void import(xhtml_css *css, pecia_str rule) {
    pecia_str rest = pecia_str_trim(rule), word = pecia_str_word(&rest);
    if (pecia_str_begins_anycase(word, "url("))
        word = pecia_str_from(word, 4);
    while (word.size && strchr("\"'", word.data[0]))
        word = pecia_str_from(word, 1);
    pecia_str href = take(&word, "\"')");
    if (!href.size)
        return;
    if (css->import)
        css->import(css->context, href);
    else
        css->left++;
}

/* The rules of @media for a screen are rules; those for print, and other at-rules, are passed. */
static void at_rule(xhtml_css *css, pecia_str *rest, uint32_t *open) {
    pecia_str ahead = *rest, begin = take(&ahead, "{;");
    bool block = begin.size < rest->size && rest->data[begin.size] == '{';
    bool off_screen = has_anycase(begin, "print") || has_anycase(begin, "speech") || has_anycase(begin, "not ");
    if (!block && pecia_str_begins_anycase(begin, "@import") && !has_anycase(begin, " print"))
        import(css, pecia_str_from(begin, 7));
    if (block && pecia_str_begins_anycase(begin, "@media") && !off_screen) {
        *rest = ahead;
        ++*open;
    } else {
        pass_at_rule(rest);
    }
}

int32_t xhtml_css_add(xhtml_css *css, pecia_str text) {
    pecia_str rest = without_comments(css, text);
    int32_t status = rest.data || !text.size ? PECIA_OK : PECIA_ERR_MEMORY;
    uint32_t open = 0;
    css->is_full = css->is_full || css->count >= RULES_MAX;
    while (status == PECIA_OK && css->count < RULES_MAX) {
        rest = pecia_str_trim(rest);
        if (!rest.size)
            break;
        if (rest.data[0] == '@') {
            at_rule(css, &rest, &open);
            continue;
        }
        if (rest.data[0] == '}' && open > 0) {
            rest = pecia_str_from(rest, 1);
            open--;
            continue;
        }
        pecia_str selectors = take(&rest, "{");
        css_look look = said(take(&rest, "}"));
        while (selectors.size && (look.bits || look.off || look.align) && status == PECIA_OK) {
            pecia_str selector = pecia_str_trim(take(&selectors, ","));
            css_look here = look;
            if (selector.size && !memchr(selector.data, '.', selector.size))
                here = (css_look){look.bits & CSS_BITS, look.off & CSS_BITS, 0};
            if (selector.size && selector.size < KEY_MAX && (here.bits || here.off || here.align) &&
                is_understood(selector))
                status = add_rule(css, selector, here);
        }
    }
    return status;
}

/* The rules under KEY that fit, by number, among those in MATCHED. */
static uint32_t match(xhtml_css *css, pecia_str key, const xhtml_element *element, const xhtml_around *around,
                      uint32_t *matched, uint32_t count) {
    uint32_t at = 0, looked_at = 0;
    if (!pecia_map_get(&css->rules, key, &at))
        return count;
    do { /* so many at most, or a sheet could take as long as it likes */
        if (fits(css->list[at].selector, element, around)) {
            css->is_full = css->is_full || count >= MATCHED_MAX;
            if (count >= MATCHED_MAX)
                break;
            uint32_t to = count++;
            for (; to > 0 && matched[to - 1] > at; to--)
                matched[to] = matched[to - 1];
            matched[to] = at;
        }
        at = css->list[at].next;
    } while (at && ++looked_at < LOOKED_AT_MAX);
    css->is_full = css->is_full || (at && looked_at >= LOOKED_AT_MAX);
    return count;
}

css_look xhtml_css_look(xhtml_css *css, const xhtml_element *element, const xhtml_around *around) {
    css_look look = {0, 0, 0};
    pecia_str classes = element->classes;
    uint32_t matched[MATCHED_MAX], count = 0;
    char key[KEY_MAX];
    if (!css->count)
        return look;
    count = match(css, element->name, element, around, matched, count);
    for (pecia_str word; (word = pecia_str_word(&classes)).size;) {
        if (word.size + 1 > sizeof key)
            continue;
        key[0] = '.';
        memcpy(key + 1, word.data, word.size);
        count = match(css, (pecia_str){key, word.size + 1}, element, around, matched, count);
    }
    for (uint32_t i = 0; i < count; i++)
        join(&look, css->list[matched[i]].look);
    return look;
}

css_look xhtml_css_own(css_look look, pecia_str declarations) {
    join(&look, said(declarations));
    return look;
}
