/* SPDX-License-Identifier: MIT
 *
 * convert.c: converts files: reads, writes, and turns statuses into exit codes.
 */
#include "plugins/host/source.h"

int32_t pecia_convert(const pecia_settings *settings, const char *const *paths, const char *output, pecia_loss *loss) {
    pecia_source source;
    int32_t status;
    const pecia_format_info *to = pecia_target_find(settings, output, &status);
    if (status == PECIA_OK)
        status = pecia_source_read(settings, paths, to, &source);
    if (status != PECIA_OK)
        return status;
    status = pecia_write_as(settings, &source, to, output, loss);
    pecia_source_free(&source);
    return status;
}

int pecia_exit_code(int32_t status) {
    switch (status) {
    case PECIA_OK: return 0;
    case PECIA_HELD_BACK: return 1;
    case PECIA_ERR_USAGE:
    case PECIA_ERR_UNSUPPORTED: return 2;
    case PECIA_ERR_INPUT: return 3;
    case PECIA_ERR_IO:
    case PECIA_ERR_CANCELLED: return 4;
    case PECIA_ERR_LIMIT:
    case PECIA_ERR_MEMORY: return 5;
    default: return 6;
    }
}
