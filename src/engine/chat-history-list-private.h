/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the list of conversations: rows as they are seen, and looking at them again.
 */

#pragma once

#include "chat-history-list.h"
#include "chat-history-rows.h"

G_BEGIN_DECLS

/* Rows that are loaded together: some screens full, read in well under a frame. */
#define CHAT_LIST_PAGE_ROWS 100

/* Pages that are read again when the store has changed: what a window shows lies in two, and what
 * is selected in another. */
#define CHAT_LIST_N_RECENT 4

struct _ChatHistoryList
{
  GObject           parent_instance;

  ChatHistory      *history;   /* weak */
  ChatHistoryScope  scope;
  char             *tag;       /* or NULL */
  ChatHistoryRows  *rows;
  GHashTable       *asked;     /* pages on their way */
  guint             recent[CHAT_LIST_N_RECENT];   /* pages seen last, the newest first */
  guint             n_recent;
  guint             refresh_timer;
  gboolean          refreshing;
};

/* It is of those that the list shows. */
gboolean chat_history_list_matches       (ChatHistoryList      *self,
                                          ChatConversationInfo *info);
/* Makes the rows what @next is, and tells the least that differs. */
void     chat_history_list_replace       (ChatHistoryList      *self,
                                          ChatHistoryRows      *next);
/* chat-history-list-refresh.c: as chat_history_list_refresh(), after a pause. */
void     chat_history_list_refresh_later (ChatHistoryList      *self);

G_END_DECLS
