/* SPDX-License-Identifier: MIT
 *
 * md_rewrite.c: replaces, in a paragraph or a heading, what cmark does not know by tokens (md_reader.h): marks of
 * notes, inline notes, strikes, lines of verse; and the openings of HTML that never closes, which cmark would look for
 * again and again. Linear in the paragraph.
 */
#include "md_formula.h"
#include "md_reader.h"
#include "md_signs.h"

/* Depth of inline notes in inline notes, and of spans in spans; what lies deeper stays text. */
#define MAX_INLINE_DEPTH 8
#define MAX_SPANS        16
/* Bytes of a note that is its own label. */
#define MAX_WORDS 10000

/* The paragraph being rewritten. */
typedef struct rewriting {
    md_reader *reader;
    pecia_str text;  /* a copy of it */
    uint64_t at;     /* where in TEXT */
    uint64_t copied; /* how much of TEXT is in the piece again */
    uint64_t hidden; /* the character before this was hidden by a backslash */
    uint64_t line;   /* number of the next line of verse */
    uint32_t depth;  /* of the inline note that TEXT is the body of */
    bool is_verse;
    uint32_t *closers;         /* for each '[' in turn: where its ']' is, or MD_NONE; NULL when not wanted */
    uint32_t opener;           /* number of '[' passed */
    uint32_t brackets;         /* of those, left to cmark */
    uint64_t brace, dollar;    /* where the next '{', '$' stands, at or behind AT once asked for; or UINT64_MAX */
    uint64_t spans[MAX_SPANS]; /* where the ']' of those that are open stand */
    uint32_t span_count;
    uint64_t next[4]; /* where the next "?>", "-->", "]]>", ">" stands, at or behind AT once asked for */
} rewriting;

/* Replaces SIZE bytes at AT by a token. */
static int32_t replace(rewriting *r, uint64_t size, uint8_t kind, uint32_t value) {
    pecia_str source = {r->text.data + r->at, size};
    pecia_buf_add(&r->reader->piece, r->text.data + r->copied, r->at - r->copied);
    r->at += size;
    r->copied = r->at;
    return md_token_add(r->reader, kind, value, source);
}

void md_join_lines(pecia_buf *out, pecia_str text) {
    for (uint64_t i = 0; i < text.size; i++) {
        bool is_end = text.data[i] == '\n';
        pecia_buf_add_char(out, is_end ? ' ' : text.data[i]);
        while (is_end && i + 1 < text.size &&
               (text.data[i + 1] == '>' || text.data[i + 1] == ' ' || text.data[i + 1] == '\t')) {
            i++;
        }
    }
}

int32_t md_inline_add(md_reader *reader, md_inline_note note) {
    if (pecia_grow(reader->host, reader->job, &reader->inlines, &reader->inline_capacity, reader->inline_count + 1,
                   sizeof *reader->inlines) < 0) {
        return PECIA_ERR_MEMORY;
    }
    reader->inlines[reader->inline_count++] = note;
    return PECIA_OK;
}

/* An inline note whose '[' is at AT + 1. */
static int32_t inline_note(rewriting *r, uint64_t end) {
    md_reader *reader = r->reader;
    uint64_t body = reader->sources.size;
    md_join_lines(&reader->sources, (pecia_str){r->text.data + r->at + 2, end - r->at - 2});
    md_inline_note note = {(uint32_t)reader->token_count, r->depth + 1, body, reader->sources.size - body,
                           reader->paragraph_line};
    int32_t status = md_inline_add(reader, note);
    return status < 0 ? status : replace(r, end + 1 - r->at, MD_TOKEN_INLINE, MD_NONE);
}

/* "<?", "<!--", "<![CDATA[" or "<!X" at AT: a token for the sign when nothing closes it. */
static int32_t html_opening(rewriting *r) {
    static const char *const ends[4] = {"?>", "-->", "]]>", ">"};
    pecia_str rest = pecia_str_from(r->text, r->at);
    int which = pecia_str_begins(rest, "<?")          ? 0
                : pecia_str_begins(rest, "<!--")      ? 1
                : pecia_str_begins(rest, "<![CDATA[") ? 2
                                                      : 3;
    uint64_t *next = &r->next[which];
    if (*next != UINT64_MAX && *next < r->at + 2) {
        pecia_str behind = pecia_str_from(r->text, r->at + 2);
        const char *at = memmem(behind.data, (size_t)behind.size, ends[which], strlen(ends[which]));
        *next = at ? (uint64_t)(at - r->text.data) : UINT64_MAX;
    }
    if (*next == UINT64_MAX) {
        return replace(r, 1, MD_TOKEN_LITERAL, 0);
    }
    uint64_t size = which == 1 ? md_comment_size(rest) : 0;
    if (memchr(rest.data, '`', (size_t)size) || memmem(rest.data, (size_t)size, MD_SIGN, MD_SIGN_SIZE)) {
        size = 0; /* the opening may stand in code, and no sign of ours is left as it is */
    }
    for (uint64_t i = 0; i < size; i++) { /* nothing in a comment means anything */
        r->opener += rest.data[i] == '[' ? 1 : 0;
    }
    r->at += size > 0 ? size : 1;
    return PECIA_OK;
}

/* True if the '[' at AT, which CLOSER ends, opens a span with attributes; behind a bracket it is the label of a link.
 */
static bool opens_span(const rewriting *r, uint32_t closer) {
    char before = r->at > r->copied && r->hidden != r->at ? r->text.data[r->at - 1] : 0;
    return closer != MD_NONE && before != '!' && before != ']' && r->span_count < MAX_SPANS &&
           md_attributes_size(pecia_str_from(r->text, closer + UINT64_C(1))) > 0;
}

/* True if the '[' at AT, which CLOSER ends, is the mark of a note whose label, or whose body, is several words. */
static bool is_wordy_mark(const rewriting *r, uint32_t closer) {
    if (closer == MD_NONE || !(r->reader->syntax & MD_WORDY_NOTES) || closer < r->at + 4 ||
        closer > r->at + MAX_WORDS || r->text.data[r->at + 1] != '^' || r->text.data[r->at + 2] == '[') {
        return false;
    }
    pecia_str words = {r->text.data + r->at + 2, closer - r->at - 2};
    char next = closer + UINT64_C(1) < r->text.size ? r->text.data[closer + 1] : 0;
    bool has_space = memchr(words.data, ' ', (size_t)words.size) || memchr(words.data, '\n', (size_t)words.size);
    return has_space && pecia_str_trim(words).size == words.size && next != '(' && next != '[';
}

/* A '[' at AT. */
static int32_t bracket(rewriting *r) {
    uint64_t size = r->reader->syntax & MD_NOTES ? md_line_mark(pecia_str_from(r->text, r->at), false) : 0;
    uint32_t closer = r->closers ? r->closers[r->opener] : MD_NONE;
    r->opener++;
    size = size == 0 && is_wordy_mark(r, closer) ? closer + 1 - r->at : size;
    size = size == 0 ? md_keyed_mark(r->reader, pecia_str_from(r->text, r->at)) : size;
    if (size > 0) {
        for (uint64_t i = 1; i < size; i++) {
            r->opener += r->text.data[r->at + i] == '[' ? 1 : 0;
        }
        return replace(r, size, MD_TOKEN_MARK, 0);
    }
    if (r->brace != UINT64_MAX && opens_span(r, closer)) {
        r->spans[r->span_count++] = closer;
        return replace(r, 1, MD_TOKEN_OPEN, 0);
    }
    if (r->reader->max_brackets > 0 && ++r->brackets > r->reader->max_brackets) {
        r->reader->literal_line = r->reader->literals++ ? r->reader->literal_line : r->reader->paragraph_line;
        return replace(r, 1, MD_TOKEN_LITERAL, 0);
    }
    r->at++;
    return PECIA_OK;
}

/* A '{' at AT: attributes of what ends before it. */
static int32_t brace(rewriting *r) {
    char before = r->at > r->copied ? r->text.data[r->at - 1] : 0;
    bool may = (before == ']' || before == ')' || before == '`') && r->hidden != r->at;
    uint64_t size = may ? md_attributes_size(pecia_str_from(r->text, r->at)) : 0;
    while (r->span_count > 0 && r->spans[r->span_count - 1] + 1 < r->at) {
        r->span_count--;
    }
    if (size > 0 && r->span_count > 0 && r->spans[r->span_count - 1] + 1 == r->at) {
        r->span_count--;
        r->at--;
        return replace(r, size + 1, MD_TOKEN_CLOSE, 0);
    }
    if (size > 0) {
        return replace(r, size, MD_TOKEN_SAYS, 0);
    }
    r->at++;
    return PECIA_OK;
}

/* A '$' at AT. */
static int32_t dollar(rewriting *r) {
    pecia_str inner;
    pecia_str text = pecia_str_from(r->text, r->at);
    uint64_t size = md_formula_size(text, !(r->reader->syntax & MD_ALL_FORMULAS), &inner);
    if (size == 0 || (r->is_verse && memchr(text.data, '\n', (size_t)size))) {
        r->at++;
        return PECIA_OK;
    }
    for (uint64_t i = 0; i < size; i += text.data[i] == '\\' ? 2 : 1) {
        r->opener += text.data[i] == '[' ? 1 : 0;
    }
    return replace(r, size, MD_TOKEN_FORMULA, 0);
}

/* Deals with the sign at AT. */
static int32_t sign(rewriting *r) {
    const char *s = r->text.data + r->at;
    uint64_t left = r->text.size - r->at;
    switch (*s) {
    case '\\': /* before a sign of ours it hides nothing, as before any character but those of ASCII */
        r->hidden = r->at + 2;
        r->at += left > 1 && !pecia_str_begins(pecia_str_from(r->text, r->at + 1), MD_SIGN) ? 2 : 1;
        return PECIA_OK;
    case '[': return bracket(r);
    case '{': return brace(r);
    case '$': return dollar(r);
    case '^':
        if (left > 1 && s[1] == '[' && (r->reader->syntax & MD_INLINE_NOTES) && r->closers &&
            r->closers[r->opener] != MD_NONE && r->depth < MAX_INLINE_DEPTH && r->closers[r->opener] > r->at + 2) {
            uint64_t end = r->closers[r->opener];
            for (uint64_t i = r->at; i < end; i++) {
                if (r->text.data[i] == '\\') {
                    i++;
                } else {
                    r->opener += r->text.data[i] == '[' ? 1 : 0;
                }
            }
            return inline_note(r, end);
        }
        break;
    case '~':
        if ((r->reader->syntax & MD_STRIKES) && left > 1 && s[1] == '~' && (left == 2 || s[2] != '~') &&
            (r->at == 0 || s[-1] != '~' || r->hidden == r->at)) {
            return replace(r, 2, MD_TOKEN_STRIKE, 0);
        }
        break;
    case '<':
        if (left > 1 && (s[1] == '?' || s[1] == '!')) {
            return html_opening(r);
        }
        break;
    case '\xE2':
        if (left >= MD_SIGN_SIZE && memcmp(s, MD_SIGN, MD_SIGN_SIZE) == 0) {
            return replace(r, MD_SIGN_SIZE, MD_TOKEN_LITERAL, 0);
        }
        break;
    default: break;
    }
    r->at++;
    return PECIA_OK;
}

/* True if the paragraph is a line block: each of its lines begins with '|' and a space, or is '|' alone, but not all.
 */
static bool is_verse(const md_reader *reader) {
    bool has_words = false;
    for (uint64_t i = 0; i < reader->start_count; i++) {
        uint64_t at = reader->starts[i];
        const char *s = reader->piece.data + at;
        if (at >= reader->piece.size || *s != '|' || (at + 1 < reader->piece.size && s[1] != ' ' && s[1] != '\n')) {
            return false;
        }
        has_words = has_words || (at + 1 < reader->piece.size && s[1] == ' ');
    }
    return has_words && !reader->is_heading && (reader->syntax & MD_LINE_BLOCKS);
}

/* Puts the tokens of the lines of verse where those lines begin, up to AT. */
static int32_t verse_line(rewriting *r, uint64_t from) {
    md_reader *reader = r->reader;
    while (r->line < reader->start_count && reader->starts[r->line] - from <= r->at) {
        uint64_t at = reader->starts[r->line++] - from;
        uint64_t keep = r->at;
        if (at < r->copied) {
            continue; /* inside an inline note */
        }
        r->at = at;
        int32_t status = replace(r, at + 1 < r->text.size && r->text.data[at + 1] == ' ' ? 2 : 1, MD_TOKEN_VERSE, 0);
        if (status < 0) {
            return status;
        }
        r->at = keep > r->at ? keep : r->at;
    }
    return PECIA_OK;
}

/* Counts '[' in TEXT. *PAIRS: the ']' that belongs to one may be wanted: "^[" stands there, or "[^" before words. */
static uint64_t count_brackets(pecia_str text, uint32_t syntax, bool *pairs) {
    uint64_t n = 0;
    const char *s = text.data;
    const char *end = text.data + text.size;
    while (s < end && (s = memchr(s, '[', (size_t)(end - s))) != NULL) {
        *pairs = *pairs || ((syntax & MD_INLINE_NOTES) && s > text.data && s[-1] == '^');
        if ((syntax & MD_WORDY_NOTES) && end - s > 1 && s[1] == '^' && !*pairs) {
            *pairs = md_line_mark((pecia_str){s, (uint64_t)(end - s)}, false) == 0;
        }
        n++;
        s++;
    }
    return n;
}

/* The next C of TEXT from FROM on, or UINT64_MAX. */
static uint64_t next_char(pecia_str text, uint64_t from, char c) {
    const char *at = from < text.size ? memchr(text.data + from, c, (size_t)(text.size - from)) : NULL;
    return at ? (uint64_t)(at - text.data) : UINT64_MAX;
}

static int32_t rewrite_all(rewriting *r, uint64_t from) {
    int32_t status = PECIA_OK;
    uint64_t next = md_sign_next(r->text, 0);
    while (status == PECIA_OK && r->at < r->text.size) {
        next = next < r->at ? md_sign_next(r->text, r->at) : next;
        uint64_t at = next;
        if (r->brace < r->at) {
            r->brace = next_char(r->text, r->at, '{');
        }
        if (r->dollar < r->at) {
            r->dollar = next_char(r->text, r->at, '$');
        }
        at = at < r->brace ? at : r->brace;
        at = at < r->dollar ? at : r->dollar;
        r->at = at == UINT64_MAX ? r->text.size : at;
        if (r->is_verse) {
            status = verse_line(r, from);
        }
        bool is_other = r->at == r->brace || r->at == r->dollar;
        if (status == PECIA_OK && r->at < r->text.size && (is_other || md_is_sign(r->text.data[r->at]))) {
            status = sign(r);
        }
    }
    pecia_buf_add(&r->reader->piece, r->text.data + r->copied, r->text.size - r->copied);
    return status;
}

/* Puts tokens into the paragraph that begins at FROM of the piece. */
static int32_t rewrite(md_reader *reader, uint64_t from) {
    pecia_str text = pecia_buf_from(&reader->piece, from);
    rewriting r = {.reader = reader, .is_verse = is_verse(reader), .brace = UINT64_MAX, .dollar = UINT64_MAX};
    if (reader->has_attributes) {
        r.brace = next_char(text, 0, '{');
    }
    if (reader->has_formulas) {
        r.dollar = next_char(text, 0, '$');
    }
    if (!r.is_verse && r.brace == UINT64_MAX && r.dollar == UINT64_MAX && md_sign_next(text, 0) == UINT64_MAX) {
        return PECIA_OK;
    }
    pecia_buf_clear(&reader->work);
    if (pecia_buf_add_str(&reader->work, text) < 0) {
        return PECIA_ERR_MEMORY;
    }
    reader->piece.size = from;
    r.text = pecia_buf_str(&reader->work);
    r.depth = reader->inline_depth;
    bool has_pairs = false;
    uint64_t brackets = count_brackets(r.text, reader->syntax, &has_pairs);
    bool has_spans = brackets > 0 && r.brace != UINT64_MAX && memmem(r.text.data, (size_t)r.text.size, "]{", 2);
    if ((has_pairs || has_spans) && md_brackets(reader, r.text, brackets, &r.closers) < 0) {
        return PECIA_ERR_MEMORY;
    }
    pecia_str said = r.brace != UINT64_MAX && reader->is_heading ? md_attributes_take(&r.text) : (pecia_str){NULL, 0};
    int32_t status = rewrite_all(&r, from);
    if (said.size > 0 && status == PECIA_OK) {
        status = md_token_add(reader, MD_TOKEN_HEAD, 0, said);
        pecia_buf_add_char(&reader->piece, '\n');
    }
    return status < 0 ? status : reader->piece.status;
}

int32_t md_rewrite(md_reader *reader) {
    uint64_t from = reader->paragraph;
    reader->paragraph = UINT64_MAX;
    int32_t status = rewrite(reader, from);
    bool may_be_short = !reader->is_heading && !(reader->syntax & MD_ADDRESSES);
    return status < 0 || !may_be_short ? status : md_words(reader, from);
}
