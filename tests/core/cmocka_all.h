/* SPDX-License-Identifier: MIT
 *
 * cmocka_all.h: cmocka with what it wants before it.
 */
#ifndef PECIA_TESTS_CMOCKA_ALL_H
#define PECIA_TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
