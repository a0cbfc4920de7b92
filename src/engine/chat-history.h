/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The user's conversations: the store as programs see it. Every view of a conversation shares one
 * ChatConversation, so that all of them are live.
 */

#pragma once

#include <gio/gio.h>

#include "chat-conversation-info.h"
#include "chat-conversation.h"
#include "chat-search-hit.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_HISTORY_OPENING,
  CHAT_HISTORY_READY,
  CHAT_HISTORY_READ_ONLY,   /* what was is there; what comes is in memory only */
  CHAT_HISTORY_MEMORY,      /* it could not be opened, or can no longer be written */
} ChatHistoryState;

typedef enum
{
  CHAT_HISTORY_CURRENT,
  CHAT_HISTORY_ARCHIVED,
  CHAT_HISTORY_TRASH,
} ChatHistoryScope;

#define CHAT_TYPE_HISTORY (chat_history_get_type ())
G_DECLARE_FINAL_TYPE (ChatHistory, chat_history, CHAT, HISTORY, GObject)

/* Properties with notify: "state", "problem". Signals "list-changed", and "booked": something was paid, here or elsewhere. Made by the engine
 * (chat_engine_open_history()); main thread only. */
ChatHistoryState  chat_history_get_state        (ChatHistory         *self);
/* What is wrong, what it means and what to do, for the user; NULL: nothing. Borrowed. */
const char       *chat_history_get_problem      (ChatHistory         *self);
/* Where it is kept. Borrowed. */
const char       *chat_history_get_folder       (ChatHistory         *self);
/* Tries again to open or write, after the user made room. */
void              chat_history_try_again        (ChatHistory         *self);

/* A GListModel of ChatConversationInfo that loads what is asked for: rows are there at once, and
 * filled in by notify. Pinned first, then newest first. @tag (nullable). Returns: (transfer full) */
GListModel       *chat_history_new_list         (ChatHistory         *self,
                                                 ChatHistoryScope     scope,
                                                 const char          *tag);
/* All tags in use. Returns: (transfer full) (array zero-terminated) */
char            **chat_history_dup_tags         (ChatHistory         *self);

/* The shared conversation. @uid: or a prefix of it that is unique. */
void              chat_history_load_async       (ChatHistory         *self,
                                                 const char          *uid,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
ChatConversation *chat_history_load_finish      (ChatHistory         *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);
/* The info of one that is open or listed, or NULL. Borrowed. */
ChatConversationInfo *chat_history_get_info     (ChatHistory         *self,
                                                 const char          *uid);
/* The one whose unread reply has waited longest, or NULL. Borrowed. */
ChatConversationInfo *chat_history_find_unread  (ChatHistory         *self);
/* A window shows it in front: it is no longer unread, and none becomes so while it is shown. */
void              chat_history_set_shown        (ChatHistory         *self,
                                                 ChatConversation    *conversation,
                                                 gboolean             shown);

/* Each is seen at once in every list and view, and then saved. */
void              chat_history_rename           (ChatHistory         *self,
                                                 const char          *uid,
                                                 const char          *title);
void              chat_history_set_pinned       (ChatHistory         *self,
                                                 const char          *uid,
                                                 gboolean             pinned);
void              chat_history_set_archived     (ChatHistory         *self,
                                                 const char          *uid,
                                                 gboolean             archived);
/* Into the trash, where it stays for 30 days, or out of it. A turn that runs in it is stopped. */
void              chat_history_set_trashed      (ChatHistory         *self,
                                                 const char          *uid,
                                                 gboolean             trashed);
void              chat_history_set_tags         (ChatHistory         *self,
                                                 const char          *uid,
                                                 const char * const  *tags);
/* For ever. */
void              chat_history_purge            (ChatHistory         *self,
                                                 const char          *uid);
void              chat_history_empty_trash      (ChatHistory         *self);
/* A copy of the whole tree, or with @leaf of the path that ends there (a fork).
 * Returns: (transfer full) the uid of the copy, which can be loaded at once */
char             *chat_history_copy             (ChatHistory         *self,
                                                 const char          *uid,
                                                 const char          *leaf);

/* The chosen path, after chat_conversation_select(). */
void              chat_history_save_path        (ChatHistory         *self,
                                                 ChatConversation    *conversation);
/* Removes @message with all that follows it; it can be brought back until the trash is emptied. */
void              chat_history_remove_branch    (ChatHistory         *self,
                                                 ChatConversation    *conversation,
                                                 ChatMessage         *message);
/* Undoes the last chat_history_remove_branch() of @message. FALSE if it is gone. */
gboolean          chat_history_restore_branch   (ChatHistory         *self,
                                                 ChatConversation    *conversation,
                                                 const char          *message);

/* The language of the query: data/search.md. @conversation (nullable): only there.
 * Returns: (transfer full) (element-type ChatSearchHit) */
void              chat_history_search_async     (ChatHistory         *self,
                                                 const char          *query,
                                                 const char          *conversation,
                                                 guint                offset,
                                                 guint                limit,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
GPtrArray        *chat_history_search_finish    (ChatHistory         *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

/* Conversations, also archived ones, whose titles match @words as chat-fuzzy.h has it, the best first;
 * without words the newest. Errors: those of the store; G_IO_ERROR_CANCELLED.
 * Returns: (transfer full) (element-type ChatConversationInfo) */
void              chat_history_find_titles_async  (ChatHistory         *self,
                                                   const char          *words,
                                                   guint                limit,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
GPtrArray        *chat_history_find_titles_finish (ChatHistory         *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

/* Waits for everything to be saved, as a program must before it ends: dropping the engine hands the
 * rest to the store, which needs its time. FALSE with an error if something cannot be saved; it is
 * tried once more. */
void              chat_history_flush_async      (ChatHistory         *self,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean          chat_history_flush_finish     (ChatHistory         *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

G_END_DECLS

#include "chat-history-texts.h"
