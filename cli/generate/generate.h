/* SPDX-License-Identifier: MIT
 *
 * generate.h: what is made from the table of options when the program is built: the manual page, the
 * completions, the page of options.
 */
#ifndef PECIA_CLI_GENERATE_H
#define PECIA_CLI_GENERATE_H

#include <stddef.h>
#include <stdio.h>

/** Copies the manual page's template IN to OUT, putting @VERSION@, @COMMANDS@ and @OPTIONS@ in their places. */
void generate_man(FILE *in, FILE *out);
void generate_bash(FILE *out);
void generate_zsh(FILE *out);
void generate_fish(FILE *out);
/** The page of all options, with those of the formats in FOLDER. 0, or 1 if there are none. */
int generate_options(FILE *out, const char *folder);

/** Prints HELP up to its first ";", ":" or "(", with QUOTE and backslash escaped as shells want it inside quotes:
 * for zsh and fish. */
void generate_brief(FILE *out, const char *help, const char *escaped);

#endif
