/* SPDX-License-Identifier: MIT
 *
 * folder.h: an empty folder of its own for a test program, as its working directory.
 */
#ifndef PECIA_TESTS_CORE_FOLDER_H
#define PECIA_TESTS_CORE_FOLDER_H

#include <sys/types.h>

/** Group set-up and tear-down: makes the folder, goes there, sets umask 022; goes back and removes it. */
int folder_begin(void **state);
int folder_end(void **state);
/** Removes all that is in it. */
void folder_empty(void);
/** How many entries it has. */
int folder_entries(void);
void folder_make_file(const char *path, const char *text, mode_t mode);
/** Fails the test unless the file holds TEXT (under 64 bytes) and has MODE. */
void folder_check_file(const char *path, const char *text, mode_t mode);

#endif
