/* SPDX-License-Identifier: MIT
 *
 * cmark.c FILE: cmark_parse_document of it.
 */
#include "slurp.h"
#include <cmark.h>

int main(int argc, char **argv)
{
    size_t size;
    char *data = slurp(argc > 1 ? argv[1] : NULL, &size);
    return data == NULL || cmark_parse_document(data, size, CMARK_OPT_DEFAULT) == NULL;
}
