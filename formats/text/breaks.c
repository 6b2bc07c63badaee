/* SPDX-License-Identifier: MIT
 *
 * breaks.c: where a line of prose may end. The writer breaks there; the reader asks whether a line could have been
 * longer.
 */
#include "characters.h"
#include "layout.h"

/* True if a line may end where BEHIND goes on, SPACED if a space stands between the two. */
static bool may_break(uint32_t before, pecia_str behind, bool spaced) {
    enum { HYPHEN = 0x2010, SOFT_HYPHEN = 0xAD };
    uint32_t next = text_first(behind);
    bool joined = text_needs_no_space(before) && text_needs_no_space(next);
    if (spaced) {
        return !joined && before != '-' && before != HYPHEN && before != SOFT_HYPHEN && !text_opens_specially(behind);
    }
    /* closing marks end a line, opening ones begin it; small kana stay with what they follow */
    static const char never_first[] =
        "、。〃々〉》」』】〕〗〙〛〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ・ーヽヾゝゞ";
    static const char never_last[] = "〈《「『【〔〖〘〚";
    char mark[8] = {0};
    mark[pecia_str_put(next, mark)] = 0;
    bool good = joined && strstr(never_first, mark) == NULL;
    mark[pecia_str_put(before, mark)] = 0;
    return good && strstr(never_last, mark) == NULL;
}

uint64_t text_piece_end(pecia_str rest) {
    pecia_str at = rest;
    uint32_t code = 0;
    while (at.size > 0) {
        code = pecia_str_next(&at);
        if (at.size == 0) {
            break;
        }
        bool space = at.data[0] == ' ';
        if ((space || text_needs_no_space(code)) && may_break(code, pecia_str_from(at, space), space)) {
            break;
        }
    }
    return rest.size - at.size;
}
