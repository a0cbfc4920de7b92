/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title that a conversation gets from its first prompt, or from a model.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

/* The first line that says something, without surplus white space, cut at the end of a word after
 * about 50 characters. Returns: (transfer full) (nullable): NULL for a blank prompt. */
char *chat_title_from_prompt (const char *prompt);
/* The same of a prompt that may hold nothing but attachments: then it is called by the first of them. */
char *chat_title_from_message (ChatMessage *prompt);
/* What a model answered when it was asked for a title: the same, without the marks that models put
 * around it. */
char *chat_title_from_answer (const char *answer);

G_END_DECLS
