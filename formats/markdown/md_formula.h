/* SPDX-License-Identifier: MIT
 *
 * md_formula.h: formulas of TeX in a line: "$x^2$", "$$\sum_i a_i$$". In the document they are what <formula
 * notation="TeX"> of TEI is.
 */
#ifndef PECIA_MARKDOWN_FORMULA_H
#define PECIA_MARKDOWN_FORMULA_H

#include <stdbool.h>

#include "common/buf.h"

/** The size of the formula at the start of TEXT, which begins with '$'; 0 if there is none. *INNER gets what stands
 * between its signs. IS_SURE: what could be two prices is none. Looks no further than the next '$'. */
uint64_t md_formula_size(pecia_str text, bool is_sure, pecia_str *inner);
/** Appends INNER to OUT with its white space as one space each, none at its edges. */
void md_formula_fold(pecia_buf *out, pecia_str inner);

#endif
