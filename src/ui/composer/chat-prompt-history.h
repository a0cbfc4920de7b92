/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way back through the prompts of a conversation, from and to a draft.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

typedef struct _ChatPromptHistory ChatPromptHistory;

ChatPromptHistory *chat_prompt_history_new     (ChatConversation  *conversation);
void               chat_prompt_history_free    (ChatPromptHistory *self);

/* The prompt before the one that was given last, or before @draft, which is remembered.
 * Returns: (transfer full) (nullable): NULL if there is none. */
char              *chat_prompt_history_earlier (ChatPromptHistory *self,
                                                const char        *draft);
/* The prompt after it; after the newest, the draft.
 * Returns: (transfer full) (nullable): NULL if the draft is shown already. */
char              *chat_prompt_history_later   (ChatPromptHistory *self);
/* What is being written while @shown is in the box: the draft, if @shown is the prompt that was given
 * last, or else @shown itself. Returns: (transfer full) */
char              *chat_prompt_history_dup_draft (ChatPromptHistory *self,
                                                  const char        *shown);
/* Begins at a draft again. */
void               chat_prompt_history_reset   (ChatPromptHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatPromptHistory, chat_prompt_history_free)

G_END_DECLS
