/* SPDX-License-Identifier: MIT
 *
 * speech.h: what is said of a stylesheet's run: messages of the stylesheet, and of the faults of it and of its document
 * the first, in one sentence with its file and line.
 *
 * On standard error goes one line for each: severity, file, line and text, each ended by the byte 31. There is one run in
 * a process, and what libxslt calls takes no context, so the state is the process's.
 */
#ifndef PECIA_XSLT_SPEECH_H
#define PECIA_XSLT_SPEECH_H

#include <libxml/xmlerror.h>
#include <libxslt/xsltInternals.h>

enum speech_severity { SPEECH_INFO, SPEECH_WARNING, SPEECH_ERROR };
enum speech_state { SPEECH_GOOD, SPEECH_FAILED, SPEECH_LIMIT };

/** What is said from now on is about FILE; NULL: about the document. */
void speech_of(const char *file);
/** The stylesheet begins to run in CONTEXT, which tells where it is. */
void speech_begin(xsltTransformContextPtr context);
/** Says TEXT of LINE (0: none) of FILE (NULL: the document). After the first error no other is said. */
void speech_say(int severity, const char *file, long line, const char *text);
/** Says that PATH may not be read. */
void speech_refuse(const char *path);
/** Says what is still held back. */
void speech_end(void);
/** Whether an error was said; whether it was a limit. */
int speech_state(void);
/** What libxslt says piece by piece, messages of the stylesheet among it; what libxml2 says at once. */
void speech_hear(void *context, const char *format, ...) __attribute__((format(printf, 2, 3)));
void speech_hear_xml(void *context, const xmlError *error);

#endif
