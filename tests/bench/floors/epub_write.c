/* SPDX-License-Identifier: MIT
 *
 * epub_write.c TEI XHTML: parses the first and packs the second with zlib at level 6, to standard output: the least that
 * TEI to EPUB by zlib takes.
 */
#include "sax.h"
#include "slurp.h"
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

static int from_file(void *context, char *data, int size)
{
    return (int)read(*(int *)context, data, (size_t)size);
}

int main(int argc, char **argv)
{
    static unsigned char buffer[1 << 16];
    size_t size = 0;
    int file = argc > 2 ? open(argv[1], O_RDONLY) : -1;
    char *data = slurp(argc > 2 ? argv[2] : NULL, &size);
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (file < 0 || data == NULL || sax_parse(from_file, &file) || deflateInit(&stream, 6) != Z_OK)
        return 1;
    stream.next_in = (unsigned char *)data;
    stream.avail_in = (unsigned)size;
    int status = Z_OK;
    while (status == Z_OK) {
        stream.next_out = buffer;
        stream.avail_out = sizeof buffer;
        status = deflate(&stream, Z_FINISH);
        fwrite(buffer, 1, sizeof buffer - stream.avail_out, stdout);
    }
    deflateEnd(&stream);
    return status != Z_STREAM_END;
}
