/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: what the files of the history share.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

/* Told to end the turn that runs in @conversation, if any. */
typedef void (*ChatHistoryStopFunc) (ChatConversation *conversation,
                                     gpointer          user_data);

struct _ChatHistory
{
  GObject              parent_instance;

  ChatHistoryState     state;
  char                *problem;
  GHashTable          *infos;    /* uid → ChatConversationInfo: all that were met */
  GHashTable          *open;     /* uid → ChatHistoryOpen: conversations that somebody holds */
  GHashTable          *kept;     /* conversations that are nowhere but in memory */
  GPtrArray           *lists;    /* (element-type ChatHistoryList), borrowed: they take themselves out */
  ChatHistoryStopFunc  stop_func;
  gpointer             stop_data;
};

/* A conversation that is in memory; goes with it. */
typedef struct
{
  ChatHistory          *history;        /* borrowed: it outlives this */
  ChatConversation     *conversation;   /* borrowed */
  ChatConversationInfo *info;
} ChatHistoryOpen;

ChatHistory          *chat_history_new           (void);
void                  chat_history_set_stop_func (ChatHistory          *self,
                                                  ChatHistoryStopFunc   func,
                                                  gpointer              user_data);

/* chat-history.c */

void                  chat_history_set_state     (ChatHistory          *self,
                                                  ChatHistoryState      state,
                                                  const char           *problem);
/* Makes @conversation one of the history's, if it is not. Returns: (transfer none) */
ChatHistoryOpen      *chat_history_adopt         (ChatHistory          *self,
                                                  ChatConversation     *conversation);
/* The conversation if it is in memory, or NULL. @uid may be a prefix. Borrowed. */
ChatConversation     *chat_history_find_open     (ChatHistory          *self,
                                                  const char           *uid);
/* What @info was, for chat_history_info_changed(). Returns: (transfer full) */
ChatConversationInfo *chat_history_note_info     (ChatConversationInfo *info);
/* Brings all lists up to date. @before (nullable): what it was; NULL: it is new. */
void                  chat_history_info_changed  (ChatHistory          *self,
                                                  ChatConversationInfo *info,
                                                  ChatConversationInfo *before);

/* Windows that show it in front. */
guint                 chat_history_get_n_shown   (ChatConversation     *conversation);

/* Wall clock, ms since 1970. */
gint64                chat_history_now           (void);

G_END_DECLS
