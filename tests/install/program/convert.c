/* SPDX-License-Identifier: MIT
 *
 * convert.c: a program that converts one file into another by libpecia.
 */
#include <pecia/pecia.h>
#include <stdio.h>

static void hear(void *context, const pecia_message *message) {
    (void)context;
    fprintf(stderr, "%s [%s]\n", message->text, message->code);
}

int main(int count, char **words) {
    pecia_converter *converter = pecia_converter_new();
    pecia_exemplar *exemplar = NULL;
    if (count != 3 || converter == NULL)
        return 2;
    pecia_converter_listen(converter, hear, NULL);
    int32_t status = pecia_open_file(converter, words[1], &exemplar);
    if (status == PECIA_OK)
        status = pecia_save_file(converter, exemplar, words[2]);
    pecia_close(exemplar);
    pecia_converter_free(converter);
    return status == PECIA_OK ? 0 : 1;
}
