/* SPDX-License-Identifier: MIT
 *
 * sha1.h: SHA-1 (FIPS 180-4, 6.1), which names of version 5 are made of (RFC 9562, 5.5). No use for secrets.
 */
#ifndef PECIA_FORMATS_EPUB_SHA1_H
#define PECIA_FORMATS_EPUB_SHA1_H

#include <stdint.h>

typedef struct epub_sha1 {
    uint32_t state[5];
    uint64_t size;
    uint8_t block[64];
} epub_sha1;

void epub_sha1_begin(epub_sha1 *hash);
void epub_sha1_add(epub_sha1 *hash, const void *data, uint64_t size);
/** Adds a digest of 128 bits of DATA, made some ten times faster: enough to tell books apart. */
void epub_sha1_add_content(epub_sha1 *hash, const void *data, uint64_t size);
/** Ends the hash; the 20 bytes go to DIGEST. */
void epub_sha1_end(epub_sha1 *hash, uint8_t digest[20]);
/** Makes of a digest the URN of a UUID of version 5, 45 characters and a NUL. */
void epub_uuid(const uint8_t digest[20], char urn[46]);

#endif
