/* SPDX-License-Identifier: MIT
 *
 * folder.c: a folder for a test program.
 */
#include "tests/core/folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/core/cmocka.h"
#include "tests/core/said.h"

static char folder[] = "/tmp/pecia-test-XXXXXX";
static char start[4096];

static void empty(void) {
    DIR *here = opendir(".");
    assert_non_null(here);
    for (struct dirent *entry; (entry = readdir(here));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            assert_int_equal(remove(entry->d_name), 0);
    }
    closedir(here);
}

int folder_entries(void) {
    int count = -2;
    DIR *here = opendir(".");
    assert_non_null(here);
    while (readdir(here))
        count++;
    closedir(here);
    return count;
}

int folder_begin(void **state) {
    (void)state;
    umask(022);
    return getcwd(start, sizeof start) && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

int folder_end(void **state) {
    (void)state;
    return chdir(start) == 0 ? rmdir(folder) : -1;
}

int folder_teardown(void **state) {
    empty();
    return said_teardown(state);
}

pecia_output *folder_open_output(const char *path) {
    pecia_output *output = NULL;
    assert_int_equal(pecia_output_open(pecia_memory_default(), &heard.limits, heard.diagnostics, path, &output),
                     PECIA_OK);
    return output;
}

void folder_make_file(const char *path, const char *text, mode_t mode) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

void folder_check_file(const char *path, const char *text, mode_t mode) {
    char got[64] = "";
    struct stat status;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t size = fread(got, 1, sizeof got - 1, file);
    fclose(file);
    got[size] = '\0';
    assert_string_equal(got, text);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, mode);
}
