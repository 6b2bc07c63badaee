/* SPDX-License-Identifier: MIT
 *
 * iconv.c FILE: converts it from UTF-8 to UTF-8, to standard output, as iconv(1) does.
 */
#include "slurp.h"
#include <iconv.h>

int main(int argc, char **argv)
{
    static char buffer[1 << 16];
    size_t left;
    char *data = slurp(argc > 1 ? argv[1] : NULL, &left);
    iconv_t convert = iconv_open("UTF-8", "UTF-8");
    if (data == NULL || convert == (iconv_t)-1)
        return 1;
    while (left > 0) {
        char *out = buffer;
        size_t room = sizeof buffer, before = left;
        iconv(convert, &data, &left, &out, &room);
        if (left == before)
            return 1;
        fwrite(buffer, 1, sizeof buffer - room, stdout);
    }
    return 0;
}
