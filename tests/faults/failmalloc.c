/* SPDX-License-Identifier: MIT
 *
 * failmalloc.c: to be preloaded: makes the allocation number FAILMALLOC_AT of the process fail, and with FAILMALLOC_ALL
 * set all after it. With FAILMALLOC_COUNT the number of allocations goes to that file descriptor at the end.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

__attribute__((visibility("default"))) void *malloc(size_t size);
__attribute__((visibility("default"))) void *calloc(size_t count, size_t size);
__attribute__((visibility("default"))) void *realloc(void *old, size_t size);

static atomic_ulong count;
static unsigned long fail_at; /* 0: none, as before the constructor ran */
static int fail_all;

static unsigned long number_in(const char *name) {
    const char *text = getenv(name);
    unsigned long value = 0;
    for (; text && *text >= '0' && *text <= '9'; text++)
        value = value * 10 + (unsigned long)(*text - '0');
    return value;
}

__attribute__((constructor)) static void begin(void) {
    fail_all = getenv("FAILMALLOC_ALL") != NULL;
    fail_at = number_in("FAILMALLOC_AT");
    atomic_store(&count, 0);
}

__attribute__((destructor)) static void end(void) {
    char text[32];
    if (!getenv("FAILMALLOC_COUNT"))
        return;
    int size = snprintf(text, sizeof text, "%lu\n", atomic_load(&count));
    ssize_t done = write((int)number_in("FAILMALLOC_COUNT"), text, (size_t)size);
    (void)done;
}

static int fails(void) {
    unsigned long now = atomic_fetch_add(&count, 1) + 1;
    if (!fail_at || now < fail_at || (now > fail_at && !fail_all))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size) {
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    return fails() ? NULL : __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
    return fails() ? NULL : __libc_realloc(old, size);
}
