/* SPDX-License-Identifier: MIT
 *
 * validate.h: the state of checking one TEI document, shared by the validate*.c files.
 *
 * Checks run along the events of one reading. What can be told at once is said at once; identifiers and what points to
 * them are kept and compared when the root ends.
 */
#ifndef PECIA_FORMATS_TEI_VALIDATE_H
#define PECIA_FORMATS_TEI_VALIDATE_H

#include "common/map.h"
#include "common/xml_read.h"
#include "pecia/validate.h"
#include "tei/profile.h"
#include "tei/tei.h"

/** An element that is open. */
typedef struct tei_checked {
    const tei_word *word; /* NULL: not TEI's, or unknown */
    const char *local;
    uint32_t line;
    uint32_t held;     /* bits: the lines of TEI_HOLDS for it that are met */
    uint32_t children; /* elements of TEI */
    const char *last;  /* element in it that reached the rank: TEI_ORDER */
    uint8_t rank;
    bool foreign;   /* in or itself an element that is not TEI's */
    bool filled;    /* something visible came in it */
    bool refers;    /* an attribute says what it would hold */
    bool include;   /* an xi:include stands in it */
    bool header;    /* in or itself a teiHeader */
    bool notes;     /* in or itself a place where notes are gathered */
    bool back;      /* in or itself <back> */
    bool text_said; /* text where none may stand was reported */
    bool bare_mark; /* a ref without a target */
} tei_checked;

/** An element with an identifier. */
typedef struct tei_named {
    pecia_str id;
    const char *local;
    uint32_t line;
    pecia_str next, prev, target; /* without '#'; absent when it has none */
    bool note;
    bool marked; /* something leads to it */
} tei_named;

enum tei_link_kind { TEI_LINK_PLAIN, TEI_LINK_MARK, TEI_LINK_NEXT, TEI_LINK_PREV, TEI_LINK_BARE };

/** An attribute that points to an identifier. */
typedef struct tei_pointer {
    pecia_str id; /* without '#' */
    const char *attribute, *element;
    uint32_t line, column;
    uint32_t owner; /* its element among the named ones, UINT32_MAX when that has no identifier */
    uint32_t more;  /* how often else the same leads nowhere */
    uint8_t kind;   /* enum tei_link_kind */
    bool name;      /* of who or what another file may describe */
} tei_pointer;

/** A note that is printed away from its mark. */
typedef struct tei_apart {
    pecia_str id, n, target;
    uint32_t line, column;
    bool unanchored; /* it says itself that it has no mark */
    bool continues;  /* it goes on from another */
} tei_apart;

#define TEI_CHECK_LIST(type)                                                                                           \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        uint64_t count, capacity;                                                                                      \
    }

/** What of a header was met: bits. */
enum {
    TEI_HAS_RESPONSIBLE = 1,
    TEI_HAS_LICENCE = 2,
    TEI_HAS_AVAILABILITY = 4,
    TEI_HAS_EXTENT = 8,
    TEI_HAS_LANGUAGES = 16,
    TEI_HAS_EDITORIAL = 32,
    TEI_HAS_REVISION = 64,
    TEI_HAS_DATE = 128
};

enum { TEI_PAIRS = 1024, TEI_SAID = 32, TEI_LABEL = 16 };

/** What is known of an element in another: asked of the tables once. */
typedef struct tei_pair {
    const tei_word *parent, *child;
    uint32_t held;
    bool barred;
    bool many;    /* there may be several of it */
    uint8_t rank; /* among those that have an order, from 1; 0: it has none */
} tei_pair;

/** Values of which each is reported once. */
typedef struct tei_said {
    pecia_str values[TEI_SAID];
    uint32_t count;
} tei_said;

typedef struct tei_checker {
    const pecia_host *host;
    pecia_job *job;
    xml_reader *xml;
    const tei_profile *profile;
    TEI_CHECK_LIST(tei_checked) open;
    TEI_CHECK_LIST(tei_named) named;
    TEI_CHECK_LIST(tei_pointer) pointers;
    TEI_CHECK_LIST(tei_apart) apart;
    pecia_map ids;  /* identifiers: index among the named ones */
    pecia_map lost; /* identifiers that are nowhere: index of the first pointer */
    tei_pair pairs[TEI_PAIRS];
    tei_said languages, unlisted, places;
    uint32_t header; /* TEI_HAS_ bits of the first header */
    char label[TEI_LABEL];
    uint32_t label_size;
    int32_t status;
    bool legacy, fragment, includes, include_said, language, gaps_said;
    bool column_known; /* of the start tag at hand */
    uint32_t column;
} tei_checker;

/** Says something of the start tag at hand, or of LINE. */
#define TEI_SAY(checker, severity, code, ...)                                                                          \
    (checker)->host->job->report((checker)->job, severity, code,                                                       \
                                 &(pecia_place){{NULL, 0}, xml_line((checker)->xml), tei_check_column(checker)},       \
                                 __VA_ARGS__)
#define TEI_SAY_AT(checker, severity, code, line_, column_, ...)                                                       \
    (checker)->host->job->report((checker)->job, severity, code, &(pecia_place){{NULL, 0}, line_, column_}, __VA_ARGS__)
/** A value in a sentence, cut where it is long: for "%.*s". */
#define TEI_SHOW(str) tei_check_shown(str), (str).size ? (str).data : ""
/** Room for one more in LIST of CHECKER; false when memory ran out. */
#define TEI_CHECK_ROOM(checker, list)                                                                                  \
    (pecia_grow((checker)->host, (checker)->job, &(list).at, &(list).capacity, (list).count + 1, sizeof *(list).at) == \
     PECIA_OK)

/** Column of the start tag at hand. */
uint32_t tei_check_column(tei_checker *checker);
/** How many bytes of STR a sentence shows. */
int tei_check_shown(pecia_str str);
/** A copy of TEXT that lives as long as the job; absent, and the status set, when memory ran out. */
pecia_str tei_check_keep(tei_checker *checker, pecia_str text);
/** True if VALUE was not said before (and is now). Past TEI_SAID values nothing is new. */
bool tei_check_new(tei_checker *checker, tei_said *said, pecia_str value);

/** validate_content.c: an element begins in PARENT, text comes, an element ends. */
void tei_check_element(tei_checker *checker, const tei_checked *element, tei_checked *parent);
void tei_check_text(tei_checker *checker, tei_checked *element);
void tei_check_end(tei_checker *checker, const tei_checked *element, const tei_checked *parent);

/** validate_values.c: the attributes of ELEMENT. */
void tei_check_attributes(tei_checker *checker, tei_checked *element, const xml_attribute *attributes, uint32_t count);
/** Value of ATTRIBUTE, "xml:id" among them; absent if there is none. */
pecia_str tei_check_value(const xml_attribute *attributes, uint32_t count, const char *attribute);

/** validate_forms.c: is TEXT what it should be? [any] */
enum { TEI_TAG_GOOD, TEI_TAG_ODD /* xs:language, but no BCP 47 */, TEI_TAG_BAD };
int tei_form_language(pecia_str text);
bool tei_form_date(pecia_str text);
/** True if the date FIRST is surely later than LAST; both are dates. */
bool tei_form_later(pecia_str first, pecia_str last);
/** True for what is printed as the mark of a note: a number, letter or sign, perhaps in brackets. */
bool tei_form_mark(pecia_str text);

/** validate_links.c: identifiers and pointers of ELEMENT, notes, and what became of them all. */
void tei_check_links(tei_checker *checker, tei_checked *element, const tei_checked *parent,
                     const xml_attribute *attributes, uint32_t count);
/** An element that is not checked itself: only its identifier. */
void tei_check_identifier(tei_checker *checker, const xml_attribute *attributes, uint32_t count, bool example);
void tei_check_resolve(tei_checker *checker);
/** validate_notes.c: what a note, ref or ptr says of itself; a ref ends; notes and marks at the end. */
void tei_check_note(tei_checker *checker, tei_checked *element, const tei_checked *parent,
                    const xml_attribute *attributes, uint32_t count);
void tei_check_mark_end(tei_checker *checker, const tei_checked *element);
/** True if the attributes are those of a ref that says it is the mark of a note. */
bool tei_check_is_mark(const xml_attribute *attributes, uint32_t count);
void tei_check_notes_resolve(tei_checker *checker);

/** validate_header.c: an element of a header begins in PARENT; the header ends. */
void tei_check_header(tei_checker *checker, const tei_checked *element, const tei_checked *parent,
                      const xml_attribute *attributes, uint32_t count);
void tei_check_header_end(tei_checker *checker, const tei_checked *header);

/** schema.c: the functions of pecia.validate/1 for schemas. */
int32_t tei_schema_open(const pecia_host *host, pecia_job *job, pecia_input *input, pecia_schema **out);
int32_t tei_schema_check(const pecia_host *host, pecia_job *job, pecia_schema *schema, pecia_input *input);
void tei_schema_close(pecia_schema *schema);

#endif
