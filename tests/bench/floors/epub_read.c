/* SPDX-License-Identifier: MIT
 *
 * epub_read.c FILE: reads every XHTML member by libzip and parses it.
 */
#include "sax.h"
#include <zip.h>

static int from_member(void *context, char *data, int size)
{
    return (int)zip_fread(context, data, (zip_uint64_t)size);
}

int main(int argc, char **argv)
{
    zip_t *box = argc > 1 ? zip_open(argv[1], ZIP_RDONLY, NULL) : NULL;
    if (box == NULL)
        return 1;
    zip_int64_t count = zip_get_num_entries(box, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(box, (zip_uint64_t)i, 0);
        if (name == NULL || strstr(name, ".xhtml") == NULL)
            continue;
        zip_file_t *member = zip_fopen_index(box, (zip_uint64_t)i, 0);
        if (member == NULL || sax_parse(from_member, member))
            return 1;
        zip_fclose(member);
    }
    zip_discard(box);
    return 0;
}
