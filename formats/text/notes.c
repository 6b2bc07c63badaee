/* SPDX-License-Identifier: MIT
 *
 * notes.c: which mark belongs to which body.
 *
 * Each run of bodies (an area) is matched with the marks since the run before it, by label; then what is left, with the
 * marks of the whole text. Only unambiguous pairs are linked: one body to all marks of its label, or as many bodies as
 * marks, in order (numbering that restarts). Anything else is a conflict: reported with both places, and not linked.
 */
#include "characters.h"
#include "reader.h"

enum {
    MOST_WAITING = 16
}; /* areas in a row without a link until their marks are given up, so that time stays linear */

/* All bodies and marks of one label within a scope. */
typedef struct note_key {
    uint32_t label; /* offset of the first body's label */
    uint32_t size;
    uint32_t bodies, marks;
    uint32_t first, last; /* chain of bodies */
    uint32_t mark;        /* first mark */
    uint8_t form;         /* of marks that fit; TEXT_FORM_NONE for bodies whose number has no brackets */
} note_key;

typedef struct note_matcher {
    text_reader *r;
    note_key *keys; /* hash table, a power of two long */
    uint64_t slots;
    uint32_t *used; /* slots in use, to be emptied behind each area */
    uint64_t used_count;
} note_matcher;

static const char *at(const note_matcher *m, uint32_t offset) {
    return m->r->text.data + offset;
}

static note_key *key_of(note_matcher *m, pecia_str printed, uint8_t form) {
    char bytes[32], other[32];
    pecia_str label = text_plain_label(printed, bytes);
    uint32_t hash = 2166136261u;
    for (uint64_t i = 0; i < label.size; i++) {
        hash = (hash ^ (unsigned char)label.data[i]) * 16777619u;
    }
    for (uint64_t i = 0;; i++) {
        note_key *key = &m->keys[(hash + i) & (m->slots - 1)];
        if (key->bodies == 0) {
            return key;
        }
        pecia_str had = {at(m, key->label), key->size};
        if (key->form == form && pecia_str_equal(text_plain_label(had, other), label)) {
            return key;
        }
    }
}

static void add_body(note_matcher *m, uint32_t index) {
    text_body *body = &m->r->bodies[index];
    uint8_t form = body->form <= TEXT_FORM_STAR ? body->form : TEXT_FORM_NONE;
    note_key *key = key_of(m, (pecia_str){at(m, body->label), body->size}, form);
    body->next = TEXT_NO_MATE;
    if (key->bodies++ == 0) {
        key->label = body->label;
        key->form = form;
        key->size = body->size;
        key->first = index;
        m->used[m->used_count++] = (uint32_t)(key - m->keys);
    } else {
        m->r->bodies[key->last].next = index;
    }
    key->last = index;
}

static void forget(note_matcher *m) {
    for (uint64_t i = 0; i < m->used_count; i++) {
        memset(&m->keys[m->used[i]], 0, sizeof(note_key));
    }
    m->used_count = 0;
}

/* The bodies that the mark TOKEN may belong to: those whose numbers are printed as it is, else, if it has the form
 * CHOSEN, those whose numbers have no brackets. NULL if there are none. */
static note_key *key_for(note_matcher *m, const text_token *token, uint8_t chosen) {
    pecia_str label = text_label_of(m->r, token);
    note_key *key = key_of(m, label, token->form);
    if (key->bodies == 0 && token->form == chosen) {
        key = key_of(m, label, TEXT_FORM_NONE);
    }
    return key->bodies > 0 ? key : NULL;
}

static bool is_free(const text_token *token) {
    return (token->kind == TEXT_MARK || token->kind == TEXT_MARK_IF) && token->mate == TEXT_NO_MATE;
}

/* The form of the marks FROM to END that most labels of the area are met in; of two, that with fewer marks beside. */
static uint8_t choose_form(note_matcher *m, uint32_t from, uint32_t end) {
    uint64_t met[TEXT_FORM_PAREN + 1] = {0}, all[TEXT_FORM_PAREN + 1] = {0};
    uint8_t best = TEXT_FORM_SQUARE;
    for (uint32_t i = from; i < end; i++) {
        const text_token *token = &m->r->tokens[i];
        if (is_free(token) && token->form <= TEXT_FORM_PAREN) {
            met[token->form] += key_for(m, token, token->form) != NULL;
            all[token->form] += token->form != TEXT_FORM_SQUARE || token->kind == TEXT_MARK; /* not [sic], [1925] */
        }
    }
    for (uint8_t form = TEXT_FORM_SQUARE; form <= TEXT_FORM_PAREN; form++) {
        bool better = met[form] > met[best] || (met[form] == met[best] && all[form] < all[best]);
        best = better ? form : best;
    }
    return best;
}

/* How sure a mark of FORM is, if its note is found where it should be. */
static uint8_t by_form(uint8_t form) {
    return form == TEXT_FORM_SQUARE   ? TEXT_GUESS_MARK_BRACKET
           : form == TEXT_FORM_RAISED ? TEXT_GUESS_MARK_RAISED
           : form == TEXT_FORM_STAR   ? TEXT_GUESS_MARK_STAR
                                      : TEXT_GUESS_MARK_ROUND;
}

/* True unless TOKEN is 1) between a space and a word, which as often counts the author's points: it marks what surely
 * is a note. */
static bool may_mark(const text_reader *r, const text_token *token, const text_body *body) {
    uint32_t end = token->start + token->size;
    bool weak = token->form == TEXT_FORM_PAREN && r->text.data[token->start - 1] == ' ' &&
                !text_is_point(text_first(pecia_str_from(r->text, end)));
    return !weak || body->sure || text_first_line(r, &r->units[body->unit])->foot;
}

/* An asterisk is used again and again: it means the next body behind it. Numbers mean what carries their number. */
static bool link_marks(note_matcher *m, uint32_t from, uint32_t end, uint8_t chosen, bool far) {
    text_reader *r = m->r;
    bool linked = false;
    for (uint32_t i = from; i < end; i++) {
        text_token *token = &r->tokens[i];
        if (!is_free(token)) {
            continue;
        }
        note_key *key = key_for(m, token, chosen);
        if (!key || !may_mark(r, token, &r->bodies[key->first])) {
            continue;
        }
        bool in_order = key->marks == key->bodies && key->marks > 1;
        if (key->bodies == 1 || in_order) {
            token->mate = key->first;
            token->kind = TEXT_MARK;
            token->part = in_order ? TEXT_GUESS_MARK_IN_ORDER : far ? TEXT_GUESS_MARK_FAR : by_form(token->form);
            linked = true;
            key->first =
                in_order && r->bodies[key->first].next != TEXT_NO_MATE ? r->bodies[key->first].next : key->first;
        }
    }
    return linked;
}

static uint32_t line_of_token(const text_reader *r, uint32_t token) {
    uint64_t low = 0, high = r->unit_count;
    while (high - low > 1) {
        uint64_t middle = (low + high) / 2;
        if (r->units[middle].token <= token) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const text_unit *unit = &r->units[low];
    uint32_t line = unit->line;
    while (line + 1 < unit->line + unit->lines && r->lines[line + 1].start <= r->tokens[token].start) {
        line++;
    }
    return r->lines[line].number;
}

static void report_conflict(const text_reader *r, const note_key *key) {
    const text_body *body = &r->bodies[key->first], *other = &r->bodies[key->last];
    pecia_place place = {{NULL, 0}, r->lines[r->units[body->unit].line].number, 0};
    r->host->job->report(
        r->job, PECIA_WARNING, "text.note-conflict", &place,
        "%u notes and %u marks are labelled %.*s (notes from line %u to %u, the first mark in line %u); "
        "they were not linked",
        key->bodies, key->marks, (int)key->size, r->text.data + key->label, place.line,
        r->lines[r->units[other->unit].line].number, line_of_token(r, key->mark));
}

/* Links the bodies in the table with the free marks FROM to END; true if any were linked. */
static bool match_scope(note_matcher *m, uint32_t from, uint32_t end, bool last_word) {
    text_reader *r = m->r;
    uint8_t chosen = choose_form(m, from, end);
    for (uint32_t i = from; i < end; i++) {
        const text_token *token = &r->tokens[i];
        note_key *key = is_free(token) ? key_for(m, token, chosen) : NULL;
        if (key) {
            key->mark = key->marks++ == 0 ? i : key->mark;
        }
    }
    for (uint64_t i = 0; i < m->used_count && last_word; i++) {
        const note_key *key = &m->keys[m->used[i]];
        if (key->bodies > 1 && key->marks > 0 && key->marks != key->bodies) {
            report_conflict(r, key);
        }
    }
    bool linked = link_marks(m, from, end, chosen, last_word);
    forget(m);
    return linked;
}

/* A single asterisk's body belongs to the last such mark before it. */
static void free_far_stars(text_reader *r, uint32_t from, uint32_t end) {
    for (uint32_t i = end; i > from + 1; i--) {
        text_token *token = &r->tokens[i - 1];
        for (uint32_t n = i - 1; token->form == TEXT_FORM_STAR && token->kind == TEXT_MARK && n > from; n--) {
            text_token *before = &r->tokens[n - 1];
            if (before->kind == TEXT_MARK && before->form == TEXT_FORM_STAR && before->mate == token->mate) {
                before->mate = TEXT_NO_MATE;
                before->kind = TEXT_MARK_IF;
            }
            if (i - n > 64) {
                break;
            }
        }
    }
}

static uint32_t tokens_until(const text_reader *r, uint64_t unit) {
    return unit < r->unit_count ? r->units[unit].token : (uint32_t)r->token_count;
}

/* The first token behind the notes of BODY's area. Those that were put behind a paragraph stand, in the text, before
 * some of its tokens, which belong to the next page. */
static uint32_t end_of_area(const text_reader *r, const text_body *body, uint32_t from, uint32_t end) {
    uint32_t first = r->units[body->unit].token;
    if (r->moved && first > from && r->tokens[first - 1].start > body->label) {
        for (end = from; r->tokens[end].start < body->label; end++) {
        }
    }
    return end;
}

static void match_areas(note_matcher *m) {
    text_reader *r = m->r;
    uint32_t from = 0, waited = 0;
    for (uint32_t i = 0; i < r->body_count;) {
        uint32_t area = r->bodies[i].area, last = i;
        while (last < r->body_count && r->bodies[last].area == area) {
            if (!r->bodies[last].dropped) {
                add_body(m, last);
            }
            last++;
        }
        const text_body *end_body = &r->bodies[last - 1];
        uint32_t end = tokens_until(r, (uint64_t)end_body->unit + end_body->units);
        end = end_of_area(r, &r->bodies[i], from, end);
        bool linked = match_scope(m, from, end, false);
        if (linked) {
            free_far_stars(r, from, end);
        }
        waited = linked ? 0 : waited + 1;
        if (linked || waited == MOST_WAITING) {
            from = end;
            waited = 0;
        }
        i = last;
    }
}

/* True if a mark was found for each body; marks them in USED. */
static void mark_used(const text_reader *r, uint8_t *used) {
    for (uint64_t i = 0; i < r->token_count; i++) {
        if (r->tokens[i].kind == TEXT_MARK && r->tokens[i].mate != TEXT_NO_MATE) {
            used[r->tokens[i].mate] = 1;
        }
    }
}

/* What no area could link, over the whole text. */
static void match_rest(note_matcher *m, uint8_t *used) {
    text_reader *r = m->r;
    uint32_t left = 0;
    mark_used(r, used);
    for (uint32_t i = 0; i < r->body_count; i++) {
        if (!used[i] && !r->bodies[i].dropped && r->bodies[i].form != TEXT_FORM_STAR) {
            add_body(m, i);
            left++;
        }
    }
    if (left > 0) {
        match_scope(m, 0, (uint32_t)r->token_count, true);
        mark_used(r, used);
    }
}

/* Marks without a body whose label one body alone has, in all the text, though other marks have it too: a note that is
 * cited again where its body stands behind a paragraph or a section. */
static void link_repeated(note_matcher *m) {
    text_reader *r = m->r;
    for (uint32_t i = 0; i < r->body_count; i++) {
        if (!r->bodies[i].dropped && r->bodies[i].units > 0) {
            add_body(m, i);
        }
    }
    for (uint64_t i = 0; i < r->token_count; i++) {
        text_token *token = &r->tokens[i];
        bool lone = token->kind == TEXT_MARK && token->mate == TEXT_NO_MATE && token->form != TEXT_FORM_STAR;
        note_key *key = lone ? key_for(m, token, TEXT_FORM_SQUARE) : NULL;
        if (lone && !key && token->form == TEXT_FORM_SQUARE) {
            key = key_of(m, text_label_of(r, token), TEXT_FORM_RAISED); /* behind a space, say, where none is raised */
        }
        if (key && key->bodies == 1) {
            token->mate = key->first;
        }
    }
    forget(m);
}

/* A number in square brackets behind a space is a mark if it goes on with the count. */
static void confirm_by_sequence(text_reader *r) {
    int64_t last = 0;
    for (uint64_t i = 0; i < r->token_count; i++) {
        text_token *token = &r->tokens[i];
        int64_t value = 0;
        bool mark = token->kind == TEXT_MARK || token->kind == TEXT_MARK_IF;
        if (!mark || token->form != TEXT_FORM_SQUARE || !pecia_str_number(text_label_of(r, token), &value)) {
            continue;
        }
        if (token->kind == TEXT_MARK_IF && last > 0 && value == last + 1) {
            token->kind = TEXT_MARK;
        }
        last = token->kind == TEXT_MARK ? value : last;
    }
}

/* Paragraphs that begin with 1) or (1) are as often points that the author counts. They are notes only if half of those
 * that stand together have marks; else USED forgets them. */
static void drop_counted(text_reader *r, uint8_t *used) {
    for (uint64_t i = 0, last; i < r->body_count; i = last) {
        uint64_t met = 0;
        for (last = i; last < r->body_count && r->bodies[last].area == r->bodies[i].area; last++) {
            met += used[last];
        }
        bool weak =
            !r->bodies[i].sure && (r->bodies[i].form == TEXT_FORM_PAREN || r->bodies[i].form == TEXT_FORM_ROUND);
        for (uint64_t n = i; weak && met * 2 < last - i && n < last; n++) {
            used[n] = 0;
        }
    }
    for (uint64_t i = 0; i < r->token_count; i++) {
        text_token *token = &r->tokens[i];
        if (token->kind == TEXT_MARK && token->mate != TEXT_NO_MATE && !used[token->mate]) {
            token->mate = TEXT_NO_MATE;
            token->kind = TEXT_NONE;
        }
    }
}

/* What was taken for a body and has no mark is a paragraph or quotation as any other. */
static void settle_bodies(text_reader *r, const uint8_t *used) {
    for (uint64_t i = 0; i < r->body_count; i++) {
        text_body *body = &r->bodies[i];
        text_unit *units = &r->units[body->unit];
        if (!used[i] && !body->sure && !body->dropped) {
            text_drop_body(r, body);
        }
        for (uint32_t n = body->units; !body->sure && n > 0; n--) { /* set in as notes are, not as a quotation */
            units[n - 1].quote = (uint8_t)(units[n - 1].quote > units->quote ? units[n - 1].quote - units->quote : 0);
        }
    }
}

int32_t text_match_notes(text_reader *r) {
    note_matcher m = {.r = r, .slots = 16};
    while (m.slots < r->body_count * 2) {
        m.slots *= 2;
    }
    m.keys = r->host->job->alloc(r->job, m.slots * sizeof(note_key));
    m.used = r->host->job->alloc(r->job, (r->body_count + 1) * sizeof(uint32_t));
    uint8_t *used = r->host->job->alloc(r->job, r->body_count + 1);
    if (!m.keys || !m.used || !used) {
        return PECIA_ERR_MEMORY;
    }
    if (r->body_count > 0) {
        match_areas(&m);
        match_rest(&m, used);
    }
    drop_counted(r, used);
    settle_bodies(r, used);
    confirm_by_sequence(r);
    if (r->body_count > 0) {
        link_repeated(&m);
    }
    return text_make_notes(r);
}
