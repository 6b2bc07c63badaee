/* SPDX-License-Identifier: MIT
 *
 * folder.h: an empty folder of its own for a test program, as its working directory.
 */
#ifndef PECIA_TESTS_CORE_FOLDER_H
#define PECIA_TESTS_CORE_FOLDER_H

#include <sys/types.h>

#include "core/output.h"

/** Group set-up and tear-down: makes the folder, goes there, sets umask 022; goes back and removes it. */
int folder_begin(void **state);
int folder_end(void **state);
/** Tear-down of a test that began with said_setup(): ends what it heard and removes all that is in the folder. */
int folder_teardown(void **state);
/** An output to PATH that reports to `heard`; fails the test where none can be had. */
pecia_output *folder_open_output(const char *path);
/** How many entries it has. */
int folder_entries(void);
void folder_make_file(const char *path, const char *text, mode_t mode);
/** Fails the test unless the file holds TEXT (under 64 bytes) and has MODE. */
void folder_check_file(const char *path, const char *text, mode_t mode);

#endif
