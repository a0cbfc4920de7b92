/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What language a block of code is in when nobody says so.
 */

#pragma once

#include "chat-code-language.h"

G_BEGIN_DECLS

/* Only what is certain: the interpreter of a "#!" line, an XML declaration, an HTML document type,
 * the heads of a diff, a JSON object with members. @complete: no more text comes; before that only
 * complete lines count, and an answer stays the same whatever comes. Returns: (nullable) */
const ChatCodeLanguage *chat_code_guess (const char *text,
                                         gsize       length,
                                         gboolean    complete);

G_END_DECLS
