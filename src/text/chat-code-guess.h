/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What language a block of code is in when nobody says so.
 */

#pragma once

#include "chat-code-language.h"
#include "chat-markdown.h"

G_BEGIN_DECLS

/* Only what is certain: the interpreter of a "#!" line, an XML declaration, an HTML document type,
 * the heads of a diff, a JSON object with members. @complete: no more text comes; before that only
 * complete lines count, and an answer stays the same whatever comes. Returns: (nullable) */
const ChatCodeLanguage *chat_code_guess (const char *text,
                                         gsize       length,
                                         gboolean    complete);
/* The language of a block of code: what its fence says, or what is certain without. (nullable) */
const ChatCodeLanguage *chat_code_guess_block    (const ChatMarkdownBlock *block);
/* Its name to show: the word of the fence as it was written if that is unknown; NULL if there is
 * nothing to go by. (nullable) (transfer full) */
char                   *chat_code_guess_dup_name (const ChatMarkdownBlock *block);

G_END_DECLS
