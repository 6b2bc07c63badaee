/* SPDX-License-Identifier: MIT
 *
 * library.h: libraries that are opened only when a document needs them, since opening takes longer than most
 * conversions.
 */
#ifndef PECIA_FORMATS_COMMON_LIBRARY_H
#define PECIA_FORMATS_COMMON_LIBRARY_H

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

/** Opens the library NAME for the life of the process; NULL if it is not there. [any] */
static inline void *pecia_library_open(const char *name) {
    return dlopen(name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
}

/** Puts the address of the function NAME into the pointer of SIZE bytes at SLOT; ISO C has no cast from an object
 * pointer to a function pointer. False if the library has no such function. [any] */
static inline bool pecia_library_find(void *library, const char *name, void *slot, size_t size) {
    void *symbol = dlsym(library, name);
    memcpy(slot, &symbol, size);
    return symbol != NULL;
}

#endif
