/* SPDX-License-Identifier: MIT
 *
 * xml_library.c: see xml_library.h.
 */
#include "common/xml_library.h"

#include "common/library.h"

static int32_t not_there(const pecia_host *host, pecia_job *job) {
    host->job->report(job, PECIA_ERROR, "xml-library", NULL,
                      "XML cannot be read: the library " XML_LIBRARY_NAME " could not be opened");
    return PECIA_ERR_PLUGIN;
}

int32_t xml_library_open(const pecia_host *host, pecia_job *job, const xml_library **out) {
    xml_library *library = host->job->alloc(job, sizeof *library);
    if (!library)
        return PECIA_ERR_MEMORY;
    void *opened = pecia_library_open(XML_LIBRARY_NAME);
    if (!opened)
        return not_there(host, job);
#define FUNCTION(name)                                                                                                 \
    if (!pecia_library_find(opened, #name, &library->name, sizeof library->name))                                      \
        return not_there(host, job);
    XML_LIBRARY_FUNCTIONS(FUNCTION)
#undef FUNCTION
    *out = library;
    return PECIA_OK;
}
