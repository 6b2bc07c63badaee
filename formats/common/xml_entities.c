/* SPDX-License-Identifier: MIT
 *
 * xml_entities.c: the standard character entities, by name.
 */
#include "common/xml_read.h"

typedef struct entity {
    const char *name;
    uint32_t code;
} entity;

static const entity entities[] = {
#define ENTITY(name, code) {#name, code},
#include "common/entities.def"
#undef ENTITY
};

uint32_t xml_entity_code(pecia_str name) {
    size_t low = 0, high = sizeof entities / sizeof *entities;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t size = strlen(entities[middle].name);
        int order = memcmp(name.data, entities[middle].name, name.size < size ? name.size : size);
        if (order == 0)
            order = name.size < size ? -1 : name.size > size;
        if (order == 0)
            return entities[middle].code;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}
