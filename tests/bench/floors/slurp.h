/* SPDX-License-Identifier: MIT
 *
 * slurp.h: a whole file in memory.
 */
#ifndef BENCH_SLURP_H
#define BENCH_SLURP_H

#include <stdio.h>
#include <stdlib.h>

/** The bytes of PATH, or NULL; SIZE gets their number. */
static char *slurp(const char *path, size_t *size)
{
    FILE *file = path ? fopen(path, "rb") : NULL;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    long length = ftell(file);
    char *data = length < 0 ? NULL : malloc((size_t)length + 1);
    rewind(file);
    *size = data ? fread(data, 1, (size_t)length, file) : 0;
    fclose(file);
    return data;
}
#endif
