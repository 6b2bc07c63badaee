/* SPDX-License-Identifier: MIT
 *
 * md_write_lines.c: lines, and the containers whose prefixes they stand behind. See md_writer.h.
 */
#include "md_writer.h"

void md_out(md_writer *w, const char *data, uint64_t size) {
    if (w->status == PECIA_OK && size > 0) {
        w->status = w->host->output->write(w->output, data, size);
    }
}

void md_out_text(md_writer *w, const char *text) {
    md_out(w, text, strlen(text));
}

void md_out_str(md_writer *w, pecia_str text) {
    md_out(w, text.data, text.size);
}

md_frame *md_frame_top(const md_writer *w) {
    return w->frame_count > 0 ? &w->frames[w->frame_count - 1] : NULL;
}

md_frame *md_frame_inner(const md_writer *w) {
    uint64_t n = w->frame_count;
    while (n > 1 && w->frames[n - 1].how == MD_HOW_PASS) {
        n--;
    }
    return n > 0 ? &w->frames[n - 1] : NULL;
}

void md_line_begin(md_writer *w) {
    w->has_lines = true;
    w->ends_in_rule = false;
    if (w->pending.size > 0) {
        md_out_str(w, pecia_buf_str(&w->pending));
        pecia_buf_clear(&w->pending);
    } else {
        md_out_str(w, pecia_buf_str(&w->prefix));
    }
}

void md_line_end(md_writer *w) {
    md_out(w, "\n", 1);
}

/* A line that holds nothing but what continues the containers. */
static void blank_line(md_writer *w) {
    pecia_str prefix = pecia_buf_str(&w->prefix);
    while (prefix.size > 0 && prefix.data[prefix.size - 1] == ' ') {
        prefix.size--;
    }
    md_out_str(w, prefix);
    md_out(w, "\n", 1);
}

void md_block(md_writer *w) {
    md_frame *top = md_frame_top(w);
    if (w->verse_open) {
        w->verse_open = false;
        w->verse_blanks = 0;
        md_out(w, "\n", 1);
    }
    if (!top) {
        return;
    }
    if (top->is_started && !top->is_tight && w->pending.size == 0) {
        blank_line(w);
    }
    const md_frame *item = md_frame_inner(w);
    if (w->ends_in_rule && w->pending.size == 0 && item->kind == PECIA_ITEM && !item->is_tight &&
        !w->is_plain) { /* see md_write_blocks.c */
        md_line_begin(w);
        md_out_text(w, "<!-- -->\n");
        blank_line(w);
    }
    top->is_started = 1;
    top->last_list = 0;
}

md_frame *md_frame_open(md_writer *w, uint8_t kind, uint8_t how, uint32_t node, const char *first, const char *rest) {
    if (pecia_grow(w->host, w->job, &w->frames, &w->frame_capacity, w->frame_count + 1, sizeof *w->frames) < 0) {
        md_fail(w, PECIA_ERR_MEMORY);
        return NULL;
    }
    md_frame *frame = &w->frames[w->frame_count++];
    *frame = (md_frame){.prefix = w->prefix.size, .kind = kind, .how = how, .node = node};
    if (how != MD_HOW_PASS) {
        w->task = NULL; /* its line is not the first thing in the item */
    }
    if (*first) {
        if (w->pending.size == 0) {
            pecia_buf_add_str(&w->pending, pecia_buf_str(&w->prefix));
        }
        pecia_buf_add_text(&w->pending, first);
        pecia_buf_add_text(&w->prefix, rest);
    }
    return frame;
}

void md_frame_close(md_writer *w) {
    md_frame *frame = md_frame_top(w);
    if (!frame) {
        return;
    }
    if (frame->prefix != w->prefix.size && w->pending.size > 0) { /* nothing stood in it */
        md_line_begin(w);
        md_line_end(w);
    }
    w->ends_in_rule = w->ends_in_rule && (frame->how == MD_HOW_PASS ||
                                          (frame->kind != PECIA_BLOCK_QUOTE && frame->kind != PECIA_CITATION));
    w->prefix.size = frame->prefix;
    w->frame_count--;
}
