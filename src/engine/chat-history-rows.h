/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: the rows of a list, of which some are not loaded yet. Pure.
 */

#pragma once

#include "chat-conversation-info.h"

G_BEGIN_DECLS

/* (element-type ChatConversationInfo) In order. NULL: not loaded, nobody has seen it. Without a uid:
 * not loaded, but handed out. Both kinds stand for any conversation of their stretch. */
typedef GPtrArray ChatHistoryRows;

/* A stretch of rows that is another now. */
typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
} ChatRowsChange;

ChatHistoryRows *chat_history_rows_new        (guint                  length);
gboolean         chat_history_rows_is_loaded  (ChatHistoryRows       *self,
                                               guint                  position);
/* Where @info belongs: before the first loaded row that does not precede it. */
guint            chat_history_rows_find_place (ChatHistoryRows       *self,
                                               ChatConversationInfo  *info);
/* Puts @info where it belongs, or a row not loaded where that is not known exactly. */
void             chat_history_rows_insert     (ChatHistoryRows       *self,
                                               ChatConversationInfo  *info,
                                               ChatRowsChange        *change);
/* Takes out the row that is not loaded and that must be @info. FALSE if there is no such row. */
gboolean         chat_history_rows_remove_unseen (ChatHistoryRows    *self,
                                               ChatConversationInfo  *info,
                                               ChatRowsChange        *change);
/* FALSE if it stays where it is. */
gboolean         chat_history_rows_move       (ChatHistoryRows       *self,
                                               guint                  from,
                                               ChatRowsChange        *change);
/* Makes it what @next is, and keeps rows that were handed out where it can. FALSE if that is
 * nothing new. */
gboolean         chat_history_rows_replace    (ChatHistoryRows       *self,
                                               ChatHistoryRows       *next,
                                               ChatRowsChange        *change);

G_END_DECLS
