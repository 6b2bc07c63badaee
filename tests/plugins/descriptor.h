/* SPDX-License-Identifier: MIT
 *
 * descriptor.h: the descriptor of a plugin for tests.
 */
#ifndef PECIA_TESTS_DESCRIPTOR_H
#define PECIA_TESTS_DESCRIPTOR_H

#include "pecia/plugin.h"

/** The value of a pecia_plugin called NAME that offers FORMATS, NULL-terminated, and is right in all else. */
#define TEST_PLUGIN(name, list)                                                                                        \
    {                                                                                                                  \
        .magic = PECIA_PLUGIN_MAGIC, .struct_size = sizeof(pecia_plugin), .abi_major = PECIA_ABI_MAJOR,                \
        .abi_minor = PECIA_ABI_MINOR, .id = (name), .version = "1.0", .licence = "MIT", .formats = (list),             \
    }

#endif
