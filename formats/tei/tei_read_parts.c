/* SPDX-License-Identifier: MIT
 *
 * tei_read_parts.c: quotations in fragments (Guidelines, 16.7): <quote xml:id="a" next="#b"> ... <quote xml:id="b"
 * prev="#a">. Fragments that lead to one another get the same tie, once all is read.
 */
#include <stdlib.h>

#include "tei/tei_reader.h"

int32_t tei_part_start(tei_reader *reader, uint32_t node, const xml_attribute *attributes, uint32_t count) {
    pecia_str next = tei_pointer(tei_value(attributes, count, "next"));
    pecia_str prev = tei_pointer(tei_value(attributes, count, "prev"));
    if (!next.data && !prev.data)
        return PECIA_OK;
    if (!TEI_ROOM(reader, reader->parts))
        return PECIA_ERR_MEMORY;
    reader->parts.at[reader->parts.count] = (tei_part){.node = node,
                                                       .id = tei_keep(reader, tei_id(reader, attributes, count)),
                                                       .next = tei_keep(reader, next),
                                                       .prev = tei_keep(reader, prev),
                                                       .order = (uint32_t)reader->parts.count};
    reader->parts.count++;
    return PECIA_OK;
}

static int by_id(const void *a, const void *b) {
    const tei_part *x = a, *y = b;
    int order = tei_order(x->id, y->id);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* The place in the list of the part with ID, -1 if there is none. SORTED is the list by identifiers. */
static int64_t find(const tei_part *sorted, uint64_t count, pecia_str id) {
    uint64_t low = 0, high = id.size ? count : 0;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (tei_order(sorted[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return id.size && low < count && pecia_str_equal(sorted[low].id, id) ? (int64_t)sorted[low].order : -1;
}

/* Both ways of saying it, next here and prev there, lead to the same: an earlier part hands its tie on. */
static int32_t tie_part(tei_reader *reader, const tei_part *sorted, uint64_t i) {
    uint64_t count = reader->parts.count;
    tei_part *part = &reader->parts.at[i];
    int64_t before = find(sorted, count, part->prev), after = find(sorted, count, part->next);
    if (!part->tie && before >= 0)
        part->tie = reader->parts.at[before].tie;
    if (!part->tie)
        part->tie = ++reader->ties;
    if (after >= 0 && !reader->parts.at[after].tie)
        reader->parts.at[after].tie = part->tie;
    int64_t value = part->next.data ? (part->prev.data ? PECIA_MEDIAL : PECIA_INITIAL) : PECIA_FINAL;
    int32_t status = reader->build->set_number(reader->builder, part->node, PECIA_PART, value);
    return status == PECIA_OK ? reader->build->set_number(reader->builder, part->node, PECIA_TIE, part->tie) : status;
}

int32_t tei_parts_tie(tei_reader *reader) {
    uint64_t count = reader->parts.count;
    if (!count)
        return PECIA_OK;
    tei_part *sorted = reader->host->job->alloc(reader->job, count * sizeof *sorted);
    if (!sorted)
        return PECIA_ERR_MEMORY;
    memcpy(sorted, reader->parts.at, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_id);
    int32_t status = PECIA_OK;
    for (uint64_t i = 0; i < count && status == PECIA_OK; i++)
        status = tie_part(reader, sorted, i);
    return status;
}
