/* SPDX-License-Identifier: MIT
 *
 * sax.c FILE: parses it, does nothing.
 */
#include "sax.h"
#include <fcntl.h>
#include <unistd.h>

static int from_file(void *context, char *data, int size)
{
    return (int)read(*(int *)context, data, (size_t)size);
}

int main(int argc, char **argv)
{
    int file = argc > 1 ? open(argv[1], O_RDONLY) : -1;
    return file < 0 || sax_parse(from_file, &file);
}
