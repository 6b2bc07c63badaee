/* SPDX-License-Identifier: MIT
 *
 * generate.h: what is made from the table of options when the program is built: the manual page, the completions.
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

/** Prints HELP up to its first ";", ":" or "(", with QUOTE and backslash escaped as shells want it inside quotes:
 * for zsh and fish. */
void generate_brief(FILE *out, const char *help, const char *escaped);

#endif
