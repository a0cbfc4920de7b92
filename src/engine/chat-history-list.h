/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: one list of conversations, in the order of the store, loaded where it is seen.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

#define CHAT_TYPE_HISTORY_LIST (chat_history_list_get_type ())
G_DECLARE_FINAL_TYPE (ChatHistoryList, chat_history_list, CHAT, HISTORY_LIST, GObject)

/* A GListModel of ChatConversationInfo. A row that moves is told as one "items-changed" from the
 * old place to the new one, with the same object in it: a GtkSingleSelection stays with it. */
ChatHistoryList *chat_history_list_new      (ChatHistory          *history,
                                             ChatHistoryScope      scope,
                                             const char           *tag);
gboolean         chat_history_list_is       (ChatHistoryList      *self,
                                             ChatHistoryScope      scope,
                                             const char           *tag);
/* @info is another than @before, or new where that is NULL. */
void             chat_history_list_update   (ChatHistoryList      *self,
                                             ChatConversationInfo *info,
                                             ChatConversationInfo *before);
/* @info is gone for good. */
void             chat_history_list_remove   (ChatHistoryList      *self,
                                             ChatConversationInfo *info);
/* What the store has may be another: looks again at what was seen last. */
void             chat_history_list_refresh  (ChatHistoryList      *self);

G_END_DECLS
