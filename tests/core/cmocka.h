/* SPDX-License-Identifier: MIT
 *
 * cmocka.h: cmocka with the headers that it wants before it.
 */
#ifndef PECIA_TESTS_CORE_CMOCKA_H
#define PECIA_TESTS_CORE_CMOCKA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
