/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the reader has selected in a conversation, also where that is not on the page.
 */

#pragma once

#include "chat-excerpt.h"
#include "chat-conversation.h"
#include "chat-page.h"

G_BEGIN_DECLS

/* While all that is selected is on the page, the marks of its buffer say where; a part that leaves the
 * page is kept as messages and characters in them. */
typedef struct _ChatSelection ChatSelection;

ChatSelection *chat_selection_new      (ChatPage         *page,
                                        ChatConversation *conversation);
void           chat_selection_free     (ChatSelection    *self);
/* Before messages leave the page in which it may begin or end, and after others came, or more of one. */
void           chat_selection_save     (ChatSelection    *self);
void           chat_selection_restore  (ChatSelection    *self);
/* All of the conversation. */
void           chat_selection_all      (ChatSelection    *self);
gboolean       chat_selection_is_all    (ChatSelection    *self);
/* What is selected, or NULL. (transfer full) */
ChatExcerpt   *chat_selection_extract  (ChatSelection    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatSelection, chat_selection_free)

G_END_DECLS
