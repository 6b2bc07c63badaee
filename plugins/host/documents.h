/* SPDX-License-Identifier: MIT
 *
 * documents.h: for programs that look into documents instead of only converting them: the functions that walk and ask a
 * document (those of pecia_document_api and pecia_cursor_api, plugin.h), the table of kinds, UTF-8 and the streams that
 * the host writes to. How a document is stored is no part of it.
 */
#ifndef PECIA_HOST_DOCUMENTS_H
#define PECIA_HOST_DOCUMENTS_H

#include "core/cursor.h"
#include "core/document.h"
#include "core/kinds.h"
#include "core/output.h"
#include "core/utf8.h"
#include "plugins/host/host.h"

#endif
