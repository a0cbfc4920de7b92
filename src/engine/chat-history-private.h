/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: what the files of the history share.
 */

#pragma once

#include "chat-history-texts-private.h"
#include "chat-history-writer.h"
#include "chat-history.h"
#include "chat-store.h"

G_BEGIN_DECLS

/* Told to end the turn that runs in @conversation, if any. */
typedef void (*ChatHistoryStopFunc) (ChatConversation *conversation,
                                     gpointer          user_data);
/* @infos (element-type ChatConversationInfo), borrowed; NULL: it cannot be read. */
typedef void (*ChatHistoryPageFunc) (GPtrArray        *infos,
                                     guint             total,
                                     gpointer          user_data);

/* What the ledger is to hold of a reply. Returns: (transfer full) (nullable) */
typedef ChatLedgerEntry *(*ChatHistoryEntryFunc) (ChatConversation *conversation,
                                                  ChatMessage      *message,
                                                  gpointer          user_data);

struct _ChatHistory
{
  GObject              parent_instance;

  ChatHistoryState     state;
  char                *problem;
  char                *folder;    /* or NULL: the user's own */
  ChatStore           *store;     /* the one that is open or being opened */
  gboolean             opened;    /* it can be written */
  gboolean             readable;  /* or at least read; TRUE while it is being opened */
  char                *opening_problem;   /* what opening had to say, while all is well since */
  ChatHistoryWriter   *writer;
  guint                epoch;     /* counts changes of ours: what was asked for before is void */
  GHashTable          *infos;     /* uid → ChatConversationInfo: all that were met */
  GHashTable          *open;      /* uid → ChatHistoryOpen: conversations that somebody holds */
  GPtrArray           *lists;     /* (element-type ChatHistoryList), borrowed: they take themselves out */
  char               **tags;      /* in use, sorted */
  ChatHistoryTexts     texts[CHAT_HISTORY_N_TEXTS];
  guint                follow_timer;
  GPtrArray           *branches;  /* (element-type ChatBranch) removed in this session */
  ChatHistoryStopFunc  stop_func;
  gpointer             stop_data;
  ChatHistoryEntryFunc entry_func;
  gpointer             entry_data;
};

/* A conversation that is in memory; goes with it. */
typedef struct
{
  ChatHistory          *history;        /* borrowed: it outlives this */
  ChatConversation     *conversation;   /* borrowed */
  ChatConversationInfo *info;
} ChatHistoryOpen;

/* Opens @folder (nullable). Returns: (transfer full) at once */
ChatHistory          *chat_history_new           (const char           *folder);
/* Hands what is queued to the store, which finishes it. Nobody is told of anything any more. */
void                  chat_history_close         (ChatHistory          *self);
void                  chat_history_set_stop_func (ChatHistory          *self,
                                                  ChatHistoryStopFunc   func,
                                                  gpointer              user_data);
/* For export and import, which work on the store itself; NULL if it could not be opened. What they
 * wrote is seen after chat_history_refresh(). Borrowed. */
ChatStore            *chat_history_get_store     (ChatHistory          *self);
/* Looks again at lists, tags and open conversations: somebody else wrote to the store. */
void                  chat_history_refresh       (ChatHistory          *self);

/* chat-history.c */

void                  chat_history_set_state     (ChatHistory          *self,
                                                  ChatHistoryState      state,
                                                  const char           *problem);
/* Makes @conversation one of the history's, if it is not. Returns: (transfer none) */
ChatHistoryOpen      *chat_history_adopt         (ChatHistory          *self,
                                                  ChatConversation     *conversation);
/* Whoever holds it may keep it; it is none of the history's any more. */
void                  chat_history_let_go        (ChatHistory          *self,
                                                  const char           *uid);
/* The conversation if it is in memory, or NULL. Borrowed. */
ChatConversation     *chat_history_find_open     (ChatHistory          *self,
                                                  const char           *uid);
void                  chat_history_emit_list_changed (ChatHistory      *self);
void                  chat_history_refresh_lists (ChatHistory          *self);
void                  chat_history_emit_booked   (ChatHistory          *self);

/* chat-history-info.c */

/* The one info of a conversation, of which @read was read when the epoch was @epoch: known, or else
 * @placeholder (nullable), or else @read itself. Borrowed. */
ChatConversationInfo *chat_history_meet          (ChatHistory          *self,
                                                  ChatConversationInfo *read,
                                                  ChatConversationInfo *placeholder,
                                                  guint                 epoch);
/* What @info was, for chat_history_info_changed(). Returns: (transfer full) */
ChatConversationInfo *chat_history_note_info     (ChatConversationInfo *info);
/* Brings all lists up to date. @before (nullable): what it was; NULL: it is new. */
void                  chat_history_info_changed  (ChatHistory          *self,
                                                  ChatConversationInfo *info,
                                                  ChatConversationInfo *before);
/* A new message at this moment: the row moves to the top of its group. */
void                  chat_history_touch         (ChatHistory          *self,
                                                  ChatConversation     *conversation);
/* Windows that show it in front. */
guint                 chat_history_get_n_shown   (ChatConversation     *conversation);
void                  chat_history_set_activity  (ChatHistory          *self,
                                                  ChatConversation     *conversation,
                                                  ChatActivity          activity);
/* Wall clock, ms since 1970. */
gint64                chat_history_now           (void);

/* chat-history-edit.c */

void                  chat_history_stop_turn     (ChatHistory          *self,
                                                  ChatConversation     *conversation);

/* chat-history-open.c */

void                  chat_history_start_opening (ChatHistory          *self);

/* chat-history-recovery.c: ends the replies that were open when their program ended. */

void                  chat_history_recover       (ChatHistory          *self);

/* chat-history-load.c */

void                  chat_history_read_page     (ChatHistory          *self,
                                                  ChatHistoryScope      scope,
                                                  const char           *tag,
                                                  guint                 offset,
                                                  guint                 limit,
                                                  ChatHistoryPageFunc   func,
                                                  gpointer              user_data);
void                  chat_history_read_tags     (ChatHistory          *self);

/* chat-history-follow.c: takes in what others wrote to conversations that are open here. */

void                  chat_history_follow        (ChatHistory          *self);

/* chat-history-branch.c */

void                  chat_history_free_branch   (gpointer              branch);

G_END_DECLS
