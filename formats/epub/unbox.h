/* SPDX-License-Identifier: MIT
 *
 * unbox.h: the ZIP container of an EPUB that somebody else made (OCF 3.3, 4), opened with suspicion.
 *
 * Entries are found by libzip, inflated by libdeflate into exactly the size that they claim, and used only when size
 * and checksum are right. Names that lead out of the container, that stand twice or are too long refuse it; so do
 * encrypted entries.
 */
#ifndef PECIA_FORMATS_EPUB_UNBOX_H
#define PECIA_FORMATS_EPUB_UNBOX_H

#include <zip.h>

#include "common/buf.h"
#include "common/map.h"

struct libdeflate_decompressor;

typedef struct epub_unbox {
    const pecia_host *host;
    pecia_job *job;
    pecia_input *input; /* NULL: the container is in memory */
    uint64_t size, at;  /* of the input, while libzip reads it */
    zip_error_t error;
    int32_t status; /* of the input */
    zip_t *zip;
    struct libdeflate_decompressor *inflater;
    pecia_map names;  /* name -> entry */
    pecia_map folded; /* name in lower case, decoded -> entry */
    uint64_t unpacked, packed;
    pecia_buf raw;
} epub_unbox;

/** Opens the container INPUT, of which no more is held than is being read. PECIA_OK or a status, reported;
 * epub_unbox_close in any case. */
int32_t epub_unbox_open(epub_unbox *box, const pecia_host *host, pecia_job *job, pecia_input *input);
/** True if there is an entry named PATH; *NAME gets its name as stored, which may differ in case and encoding. */
bool epub_unbox_find(epub_unbox *box, pecia_str path, pecia_str *name);
/** The name of the first entry that ends in ENDING; absent if there is none. */
pecia_str epub_unbox_ending(epub_unbox *box, const char *ending);
/** Inflates the entry PATH into *INTO (emptied first); TEXT says which limit holds. PECIA_ERR_INPUT when it is not
 * there or not what it claims to be, reported. */
int32_t epub_unbox_read(epub_unbox *box, pecia_str path, bool text, pecia_buf *into);
void epub_unbox_close(epub_unbox *box);

#endif
