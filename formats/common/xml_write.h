/* SPDX-License-Identifier: MIT
 *
 * xml_write.h: XML out: escaped text, tags, attributes, put straight into the buffer of the output.
 *
 * What is given is UTF-8 of XML characters (the builder saw to it). For the thread of the job.
 */
#ifndef PECIA_FORMATS_COMMON_XML_WRITE_H
#define PECIA_FORMATS_COMMON_XML_WRITE_H

#include "common/str.h"

enum { XML_WRITER_PLACE = 65536 }; /* bytes of the output's buffer that are taken at a time */

typedef struct xml_writer {
    const pecia_host *host;
    pecia_output *output;
    int32_t status; /* sticky */
    char *place;    /* in the output's buffer; NULL before the first byte and after a flush */
    uint64_t room;  /* bytes left there */
    uint64_t used;
} xml_writer;

/** Makes WRITER write to OUTPUT. */
void xml_writer_init(xml_writer *writer, const pecia_host *host, pecia_output *output);
/** Hands over what was written; returns the status. Needed at the end, and before the output is written to by others.
 */
int32_t xml_writer_flush(xml_writer *writer);
/** Writes bytes as they are: markup. */
void xml_put(xml_writer *writer, const char *data, uint64_t size);
/** The same for a NUL-terminated text. */
void xml_put_text(xml_writer *writer, const char *markup);
/** Writes TEXT as character data (XML 1.0, 2.4): & < > become references, CR becomes &#13;. */
void xml_escape(xml_writer *writer, pecia_str text);
/** Writes TEXT as an attribute value within double quotes (3.3.3): the quote, tab, LF and CR become references too. */
void xml_escape_attribute(xml_writer *writer, pecia_str text);
/** Writes ' name="value"'. NAME is markup. */
void xml_attribute_out(xml_writer *writer, const char *name, pecia_str value);
/** A comment (2.5): "--" and a '-' at the end are parted by a space. */
void xml_comment_out(xml_writer *writer, pecia_str text);
/** A processing instruction (2.6); "?>" in DATA becomes "? >". */
void xml_instruction_out(xml_writer *writer, pecia_str target, pecia_str data);

/** True if NAME is an NCName (Namespaces in XML 1.0, production 4). */
bool xml_is_ncname(pecia_str name);

#endif
