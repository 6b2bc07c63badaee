/* SPDX-License-Identifier: MIT
 *
 * tei_fit.h: what a profile lets stand where: the elements that the writer makes, what each may hold, and what stands
 * for one that the profile does not have. Made once for a conversion from the tables; pure after that.
 */
#ifndef PECIA_FORMATS_TEI_FIT_H
#define PECIA_FORMATS_TEI_FIT_H

#include "tei/profile.h"

/** The elements of makes.def, as TEI_E_name. */
enum tei_made_element {
    TEI_E_none,
#define MAKE(element, content) TEI_E_##element,
#include "tei/makes.def"
#undef MAKE
    TEI_E_COUNT
};

enum { TEI_WAY_MAX = 4 };

/** A profile's answers. */
typedef struct tei_fit {
    const tei_profile *profile;
    uint64_t holds[TEI_E_COUNT]; /* a bit for each element; bit 0: text */
    struct {
        uint8_t element; /* what is made for it, TEI_E_none: nothing, its content stays */
        const char *attribute, *value;
    } made[TEI_E_COUNT];
} tei_fit;

/** What there is beside the tables to say about the place. */
typedef struct tei_place_state {
    uint8_t outer;    /* the element that is open */
    bool inline_only; /* no block may stand for the element */
    bool may_head;    /* nothing stands before */
    bool may_trail;   /* nothing stands behind */
    bool may_speaker; /* a speech that has no speaker yet */
} tei_place_state;

/** Elements to open, the last for the node itself. COUNT 0: it cannot stand here. */
typedef struct tei_way {
    uint8_t count;
    uint8_t element[TEI_WAY_MAX];
    const char *attribute, *value; /* what the last says of itself, or NULL */
} tei_way;

/** The answers for PROFILE. */
void tei_fit_init(tei_fit *fit, const tei_profile *profile);
const char *tei_fit_name(uint32_t element);
/** True if OUTER may hold ELEMENT itself (TEI_E_none: text). */
bool tei_fit_holds(const tei_fit *fit, uint32_t outer, uint32_t element);
/** What the writer makes that NAME stands and holds like in the profile (likes.def), TEI_E_none: it has no place.
 * *KNOWN is NAME as the table has it. */
uint32_t tei_fit_like(const tei_fit *fit, pecia_str name, const char **known);
/** True if ELEMENT is no part of the content of OUTER, whose order it does not touch: notes, figures, points
 * (model.global); in a division what wraps it; a cast between the divisions of the front (7.1.1). */
bool tei_fit_is_apart(uint32_t outer, uint32_t element);
/** True for the elements that stand only at the top or the bottom of a division (model.divTop, model.divBottom). */
bool tei_fit_wraps(uint32_t element);
/** How ELEMENT can stand where STATE says. */
void tei_fit_way(const tei_fit *fit, uint32_t element, const tei_place_state *state, tei_way *way);
/** The value that the element called ELEMENT may have for the attribute NAME: VALUE, another, or an absent one if the
 * profile has none. */
pecia_str tei_fit_value(const tei_fit *fit, const char *element, const char *name, pecia_str value);
/** The same for the root element. */
pecia_str tei_fit_root(const tei_fit *fit, const char *name, pecia_str value);
/** What the profile says for enum pecia_style BITS in @rendition, to the SIZE bytes at OUT; returns the length, 0 if it
 * says them in @rend, or cannot. */
size_t tei_fit_rendition(const tei_fit *fit, uint32_t bits, char *out, size_t size);

#endif
