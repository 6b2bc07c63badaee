/* SPDX-License-Identifier: MIT
 *
 * generate.c: pecia-generate man TEMPLATE | bash | zsh | fish | options FOLDER: prints what is made from options.def, and
 * from the descriptors of the formats in FOLDER. Part of the build,
 * not installed.
 */
#include "cli/generate/generate.h"

#include <string.h>

void generate_brief(FILE *out, const char *help, const char *escaped) {
    size_t length = strcspn(help, ";:(");
    while (length > 0 && help[length - 1] == ' ') {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        if (strchr(escaped, help[i]) != NULL) {
            fputc('\\', out);
        }
        fputc(help[i], out);
    }
}

static int make_man(const char *path) {
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        perror(path);
        return 1;
    }
    generate_man(in, stdout);
    fclose(in);
    return 0;
}

int main(int argc, char **argv) {
    int status = 0;
    if (argc == 3 && strcmp(argv[1], "man") == 0) {
        status = make_man(argv[2]);
    } else if (argc == 3 && strcmp(argv[1], "options") == 0) {
        status = generate_options(stdout, argv[2]);
    } else if (argc == 2 && strcmp(argv[1], "bash") == 0) {
        generate_bash(stdout);
    } else if (argc == 2 && strcmp(argv[1], "zsh") == 0) {
        generate_zsh(stdout);
    } else if (argc == 2 && strcmp(argv[1], "fish") == 0) {
        generate_fish(stdout);
    } else {
        fputs("usage: pecia-generate man TEMPLATE | bash | zsh | fish | options FOLDER\n", stderr);
        return 2;
    }
    return fflush(stdout) != 0 || ferror(stdout) != 0 ? 1 : status;
}
