/* SPDX-License-Identifier: MIT
 *
 * random.h: a plugin for tests whose format "random" reads a file that holds two numbers, a seed and a size, and makes
 * a document of them: all kinds, nested, with text that Markdown would take for more than text.
 */
#ifndef PECIA_TESTS_MARKDOWN_RANDOM_H
#define PECIA_TESTS_MARKDOWN_RANDOM_H

#include "pecia/plugin.h"

const pecia_plugin *random_plugin(void);

#endif
