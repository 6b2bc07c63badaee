/* SPDX-License-Identifier: MIT
 *
 * xhtml_survey.h: what links where in all pages, known before any of them is read: which links are marks of notes,
 * which places their notes.
 *
 * Only tags, their addresses and identifiers and the words of links are looked at, in the bytes as they are: that
 * costs a tenth of reading the page. What nothing but white space parts from a link or a place belongs to it: an
 * anchor before a mark, the paragraph that a back link begins.
 */
#ifndef PECIA_FORMATS_COMMON_XHTML_SURVEY_H
#define PECIA_FORMATS_COMMON_XHTML_SURVEY_H

#include "common/map.h"

enum { XHTML_NEAR = 4, XHTML_LABEL = 16 };

/** A link within the book. */
typedef struct xhtml_link {
    pecia_str target;           /* "path#id" */
    pecia_str near[XHTML_NEAR]; /* "path#id" of places that are where the link is */
    pecia_str path;             /* of its page */
    uint32_t same;              /* the next link to TARGET, by number + 1; 0: none */
    char label[XHTML_LABEL];    /* its words, when they have the form of a mark */
    uint8_t label_size;
    bool typed;  /* epub:type, role or data-type call it a mark */
    bool called; /* its class does */
    bool raised; /* or in brackets */
    bool first;  /* its block begins with it */
    bool heading;
    bool image; /* a picture stands for its words */
} xhtml_link;

typedef struct xhtml_survey {
    const pecia_host *host;
    pecia_job *job;
    /** The path of a file as the container has it, which may differ from PATH in case and encoding; PATH if there is
     * none. The caller's; may be NULL. */
    pecia_str (*locate)(void *context, pecia_str path);
    void *context;
    pecia_map ids;    /* id -> how many pages have it */
    pecia_map linked; /* "path#id" -> the first link that leads to it, by number + 1 */
    pecia_map begins; /* "path#id" -> the label there, by number */
    pecia_map notes;  /* "path#id" that marks lead to -> the first of them, by number */
    pecia_map marks;  /* "path#id" where a mark is */
    xhtml_link *links;
    uint64_t count, capacity;
    char (*labels)[XHTML_LABEL];
    uint64_t label_count, label_capacity;
    bool settled;
    bool is_single; /* the caller's: there is one page, which may call itself by any address */
} xhtml_survey;

/** Makes SURVEY, which is zeroed, empty. */
void xhtml_survey_init(xhtml_survey *survey, const pecia_host *host, pecia_job *job);
/** Looks over the page at PATH, both of which must outlive the survey's use. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t xhtml_survey_page(xhtml_survey *survey, pecia_str path, pecia_str bytes);
/** Once all pages are known: tells marks and notes. PECIA_OK or PECIA_ERR_MEMORY. */
int32_t xhtml_survey_settle(xhtml_survey *survey);
/** True if something on the page that LINK leads to leads back to it. */
bool xhtml_leads_back(const xhtml_survey *survey, const xhtml_link *link);
/** The place "path#id" that HREF on the page at PATH leads to; absent if it leads out of the book or to no place. Of a
 * single page every address with a fragment leads to the page itself, so far as marks go: pages name themselves in many
 * manners. */
pecia_str xhtml_survey_target(const xhtml_survey *survey, pecia_str path, pecia_str href);
/** "path#id", on the scratch memory of the job. */
pecia_str xhtml_place(const pecia_host *host, pecia_job *job, pecia_str path, pecia_str id);
/** xhtml_resolve, and the path as the container has it. */
pecia_str xhtml_survey_resolve(const xhtml_survey *survey, pecia_str base, pecia_str href, pecia_str *fragment);
/** True if WORDS, without brackets, have the form of a note's mark: a number, a letter or two, a small Roman number,
 * asterisks and daggers, a raised digit. [any] */
bool xhtml_is_mark_text(pecia_str words);
/** True if WORDS are one word, or one and a number, in square brackets: a mark where something else says that it is one;
 * the same without the brackets. [any] */
bool xhtml_is_bracketed_name(pecia_str words);
bool xhtml_is_mark_name(pecia_str words);
/** WORDS without the brackets and the punctuation of a label around them. [any] */
pecia_str xhtml_bare_label(pecia_str words);

#endif
