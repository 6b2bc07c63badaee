/* SPDX-License-Identifier: MIT
 *
 * random.c: makes random documents through the builder: their blocks, and the plugin. See random.h.
 */
#include "random.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../plugins/descriptor.h"
#include "random_maker.h"

static void list(maker *m) {
    uint32_t n = 1 + maker_roll(m, 3);
    int tight = (int)maker_roll(m, 2);
    m->b->enter(m->to, PECIA_LIST);
    int style = maker_rarely(m, 8) ? PECIA_LIST_PLAIN : maker_rarely(m, 2) ? PECIA_LIST_ORDERED : PECIA_LIST_BULLET;
    maker_number(m, PECIA_LIST_STYLE, style);
    if (style == PECIA_LIST_ORDERED && maker_rarely(m, 2)) {
        maker_number(m, PECIA_START, maker_roll(m, 120));
    }
    maker_dress(m);
    if (maker_rarely(m, 10)) {
        maker_phrase(m, PECIA_CAPTION);
    }
    for (uint32_t i = 0; i < n; i++) {
        m->b->enter(m->to, PECIA_ITEM);
        if (maker_rarely(m, 8)) {
            maker_number(m, PECIA_CHECKED, maker_roll(m, 2));
        }
        maker_dress(m);
        if (maker_rarely(m, 12)) {
            maker_hidden(m);
        } else if (tight) {
            maker_text_of(m, maker_rarely(m, 4) ? maker_hostile(m) : "i ");
            maker_inlines(m, 1);
            if (maker_rarely(m, 4) && m->left > 0 && m->depth < 8) {
                m->depth++;
                list(m);
                m->depth--;
            }
        } else {
            maker_blocks(m, 1 + maker_roll(m, 2));
        }
        m->b->leave(m->to, PECIA_ITEM);
        if (maker_rarely(m, 16)) {
            maker_point(m);
        }
    }
    m->b->leave(m->to, PECIA_LIST);
}

static void definitions(maker *m) {
    m->b->enter(m->to, PECIA_LIST);
    maker_number(m, PECIA_LIST_STYLE, PECIA_LIST_DEFINITION);
    maker_dress(m);
    for (uint32_t i = 0; i < 2; i++) {
        maker_phrase(m, PECIA_TERM);
        m->b->enter(m->to, PECIA_DEFINITION);
        maker_dress(m);
        maker_blocks(m, 1);
        m->b->leave(m->to, PECIA_DEFINITION);
    }
    m->b->leave(m->to, PECIA_LIST);
}

static void verse(maker *m) {
    m->b->enter(m->to, PECIA_LINE_GROUP);
    maker_dress(m);
    for (uint32_t i = 0; i < 1 + maker_roll(m, 3); i++) {
        if (maker_rarely(m, 10)) {
            maker_point(m);
        }
        if (maker_rarely(m, 10) && m->depth < 6) {
            m->depth++;
            verse(m);
            m->depth--;
        } else {
            maker_phrase(m, PECIA_LINE);
        }
    }
    m->b->leave(m->to, PECIA_LINE_GROUP);
}

static void cell(maker *m, int complex) {
    m->b->enter(m->to, PECIA_CELL);
    if (maker_rarely(m, 6)) {
        maker_number(m, PECIA_ALIGN, 1 + maker_roll(m, 4));
    }
    if (maker_rarely(m, 30)) {
        maker_number(m, PECIA_COLS, 2);
    }
    if (maker_rarely(m, 30)) {
        maker_number(m, PECIA_HEADER, 1);
    }
    maker_dress(m);
    if (complex) {
        maker_blocks(m, 1);
    } else if (!maker_rarely(m, 6)) {
        maker_text_of(m, maker_rarely(m, 4) ? maker_hostile(m) : "c ");
        maker_inlines(m, 0);
    }
    m->b->leave(m->to, PECIA_CELL);
}

static void table(maker *m) {
    uint32_t rows = 1 + maker_roll(m, 3), columns = 1 + maker_roll(m, 3);
    int complex = maker_rarely(m, 4);
    m->b->enter(m->to, PECIA_TABLE);
    maker_dress(m);
    if (maker_rarely(m, 8)) {
        maker_phrase(m, PECIA_CAPTION);
    }
    for (uint32_t r = 0; r < rows; r++) {
        m->b->enter(m->to, PECIA_ROW);
        if (r == 0 && maker_rarely(m, 2)) {
            maker_number(m, PECIA_HEADER, 1);
        }
        maker_dress(m);
        uint32_t cells = maker_rarely(m, 12) ? maker_roll(m, 4) : columns;
        for (uint32_t c = 0; c < cells; c++) {
            cell(m, complex);
        }
        m->b->leave(m->to, PECIA_ROW);
    }
    m->b->leave(m->to, PECIA_TABLE);
}

static void citation(maker *m) {
    m->b->enter(m->to, PECIA_CITATION);
    maker_dress(m);
    m->b->enter(m->to, PECIA_BLOCK_QUOTE);
    maker_dress(m);
    maker_blocks(m, 1 + maker_roll(m, 2));
    m->b->leave(m->to, PECIA_BLOCK_QUOTE);
    maker_phrase(m, PECIA_ATTRIBUTION);
    m->b->leave(m->to, PECIA_CITATION);
}

static void speech(maker *m) {
    m->b->enter(m->to, PECIA_SPEECH);
    maker_dress(m);
    if (maker_rarely(m, 2)) {
        maker_set(m, PECIA_WHO, "#ivan");
    }
    maker_phrase(m, PECIA_SPEAKER);
    maker_phrase(m, maker_rarely(m, 2) ? PECIA_LINE : PECIA_PARAGRAPH);
    maker_phrase(m, maker_rarely(m, 2) ? PECIA_LINE : PECIA_STAGE);
    if (maker_rarely(m, 4)) {
        maker_blocks(m, 1);
    }
    m->b->leave(m->to, PECIA_SPEECH);
}

static void figure(maker *m) {
    int wrapped = !maker_rarely(m, 3);
    m->b->enter(m->to, PECIA_FIGURE);
    maker_dress(m);
    if (wrapped) {
        m->b->enter(m->to, PECIA_PARAGRAPH);
    }
    m->b->leaf(m->to, PECIA_IMAGE);
    maker_set(m, PECIA_SRC, "pic(1).png");
    if (wrapped) {
        m->b->leave(m->to, PECIA_PARAGRAPH);
    }
    if (!maker_rarely(m, 4)) {
        maker_phrase(m, PECIA_CAPTION);
    }
    m->b->leave(m->to, PECIA_FIGURE);
}

static void quotation(maker *m) {
    m->b->enter(m->to, PECIA_BLOCK_QUOTE);
    if (maker_rarely(m, 4)) {
        maker_number(m, PECIA_PART, 1 + maker_roll(m, 3));
        maker_number(m, PECIA_TIE, 1);
    }
    maker_dress(m);
    maker_blocks(m, maker_rarely(m, 10) ? 0 : 1 + maker_roll(m, 2));
    m->b->leave(m->to, PECIA_BLOCK_QUOTE);
}

static void wrapper(maker *m, uint32_t kind) {
    m->b->enter(m->to, kind);
    if (kind == PECIA_MATTER) {
        static const char *const roles[] = {"front", "body", "back"};
        maker_set(m, PECIA_ROLE, roles[maker_roll(m, 3)]);
    }
    maker_dress(m);
    maker_blocks(m, 1 + maker_roll(m, 2));
    m->b->leave(m->to, kind);
}

static void section(maker *m, uint32_t level) {
    m->b->enter(m->to, PECIA_SECTION);
    maker_dress(m);
    if (maker_rarely(m, 12)) {
        maker_point(m);
    }
    if (!maker_rarely(m, 6)) {
        maker_phrase(m, PECIA_HEADING);
        if (maker_rarely(m, 10)) {
            maker_phrase(m, PECIA_HEADING);
        }
    }
    maker_blocks(m, 1 + maker_roll(m, 4));
    for (uint32_t i = 0; level < 8 && m->left > 0 && i < maker_roll(m, 3); i++) {
        section(m, level + 1);
        if (maker_rarely(m, 5)) {
            maker_blocks(m, 1);
        }
    }
    m->b->leave(m->to, PECIA_SECTION);
}

static void block(maker *m) {
    switch (m->left-- > 0 && m->depth < 7 ? maker_roll(m, 32) : 0) {
    case 1:
    case 2: list(m); break;
    case 3:
    case 4: quotation(m); break;
    case 5: verse(m); break;
    case 6: maker_code(m, PECIA_CODE_BLOCK); break;
    case 7:
    case 8: table(m); break;
    case 9: citation(m); break;
    case 10: speech(m); break;
    case 11: figure(m); break;
    case 12: m->b->leaf(m->to, PECIA_RULE); break;
    case 13: definitions(m); break;
    case 14: maker_point(m); break;
    case 15: maker_hidden(m); break;
    case 16: wrapper(m, PECIA_FOREIGN_BLOCK); break;
    case 17: maker_phrase(m, maker_rarely(m, 2) ? PECIA_LINE : PECIA_STAGE); break;
    case 18: maker_inlines(m, 1); break; /* bare among blocks */
    case 19:
        if (maker_rarely(m, 4)) {
            section(m, 3);
            break;
        }
        maker_phrase(m, PECIA_PARAGRAPH);
        break;
    default: maker_phrase(m, PECIA_PARAGRAPH); break;
    }
}

void maker_blocks(maker *m, uint32_t how_many) {
    m->depth++;
    for (uint32_t i = 0; i < how_many; i++) {
        block(m);
    }
    m->depth--;
}

static void statements(maker *m) {
    static const char *const keys[] = {"title", "creator", "date", "language", "subject", "rights", "my field"};
    for (uint32_t i = maker_roll(m, 4); i > 0; i--) {
        const char *key = keys[maker_roll(m, 7)];
        const char *value = maker_hostile(m);
        pecia_meta meta = {.key = {key, strlen(key)}, .value = {value, strlen(value)}};
        m->b->meta(m->to, &meta);
    }
}

static int32_t read_random(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_builder *builder) {
    pecia_str content;
    (void)job;
    if (host->input->content(input, &content) < 0) {
        return PECIA_ERR_INPUT;
    }
    char *end;
    maker m = {.b = host->builder, .to = builder};
    m.state = strtoull(content.data, &end, 10) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    m.left = (int32_t)strtol(end, NULL, 10);
    statements(&m);
    while (m.left > 0) {
        switch (maker_roll(&m, 8)) {
        case 0:
        case 1: section(&m, 1); break;
        case 2: wrapper(&m, PECIA_MATTER); break;
        default: maker_blocks(&m, 1); break;
        }
    }
    return host->builder->status(builder);
}

static const char *const extensions[] = {"random", NULL};
static const pecia_format format = {
    .struct_size = sizeof(pecia_format),
    .name = "random",
    .title = "random documents",
    .extensions = extensions,
    .read = read_random,
};
static const pecia_format *const formats[] = {&format, NULL};
static const pecia_plugin plugin = TEST_PLUGIN("pecia.test.random", formats);

const pecia_plugin *random_plugin(void) {
    return &plugin;
}
