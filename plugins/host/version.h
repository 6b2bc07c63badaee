/* SPDX-License-Identifier: MIT
 *
 * version.h: the version of this program; the build gives it.
 */
#ifndef PECIA_HOST_VERSION_H
#define PECIA_HOST_VERSION_H

#ifndef PECIA_VERSION
#error "PECIA_VERSION comes from the build (project VERSION)"
#endif

#endif
