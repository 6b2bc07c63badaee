/* SPDX-License-Identifier: MIT
 *
 * random.h: a plugin for tests whose format "random" reads a file that holds three numbers, a seed, a size and whether
 * the text is hostile, and makes a document of them: the kinds that plain text can show, nested.
 *
 * Tame text has what is hard to read inside its phrases; in hostile text phrases also begin with, or are, what plain
 * text uses as signs: rules, numbers, marks, headings. Every word is followed by a number of its own.
 */
#ifndef PECIA_TESTS_TEXT_RANDOM_H
#define PECIA_TESTS_TEXT_RANDOM_H

#include "pecia/plugin.h"

const pecia_plugin *random_text_plugin(void);

#endif
