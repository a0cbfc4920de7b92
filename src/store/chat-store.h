/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history on disk: everything is asynchronous. One worker thread does the work in order;
 * searches, which only read, have a thread of their own, so that no commit waits for one.
 */

#pragma once

#include "chat-store-batch.h"
#include "chat-store-types.h"

#include "chat-conversation-info.h"
#include "chat-conversation.h"
#include "chat-search-hit.h"

G_BEGIN_DECLS

#define CHAT_TYPE_STORE (chat_store_get_type ())
G_DECLARE_FINAL_TYPE (ChatStore, chat_store, CHAT, STORE, GObject)

/* Callbacks come in the thread-default main context of the caller. All jobs but searches run in
 * the order of the calls. Dropping the last reference finishes what was queued and closes. Signal
 * "changed" (main context of chat_store_new()): another process wrote. */
/* @folder (nullable): by default claude-chat in the user's data folder. Made with mode 0700, the
 * database "history.db" with 0600, backups in "backups", attachments in "attachments". */
ChatStore        *chat_store_new             (const char           *folder);
const char       *chat_store_get_folder      (ChatStore            *self);

/* First of all, and again after an error. Never overwrites what it cannot read: that is set aside under a dated name. */
void              chat_store_open_async      (ChatStore            *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* @set_aside (out, nullable, transfer full): the file's new name after CHAT_STORE_SALVAGED.
 * Errors: CHAT_STORE_ERROR; nothing can be kept then, and every later call fails in the same way. */
gboolean          chat_store_open_finish     (ChatStore            *self,
                                              GAsyncResult         *result,
                                              ChatStoreOpening     *opening,
                                              char                **set_aside,
                                              GError              **error);

/* All of @batch (transfer full) or nothing, in one transaction. It cannot be cancelled. */
void              chat_store_commit_async    (ChatStore            *self,
                                              ChatStoreBatch       *batch,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean          chat_store_commit_finish   (ChatStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* Pinned first, then by time of the newest message, newest first. @tag (nullable): only those that
 * bear it. */
void              chat_store_list_async      (ChatStore            *self,
                                              ChatScope             scope,
                                              const char           *tag,
                                              guint                 offset,
                                              guint                 limit,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: (transfer full) (element-type ChatConversationInfo). @total (out): all that match. */
GPtrArray        *chat_store_list_finish     (ChatStore            *self,
                                              GAsyncResult         *result,
                                              guint                *total,
                                              GError              **error);

/* The whole tree, the chosen path chosen. @uid: may be cut to a prefix that only one conversation
 * has. Objects are made in the worker thread and are the caller's alone. What is in the trash by
 * itself is left out. A reply that another program is writing comes open, as it was last put. */
void              chat_store_load_async      (ChatStore            *self,
                                              const char           *uid,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: (transfer full). @info (out, nullable, transfer full) */
ChatConversation *chat_store_load_finish     (ChatStore            *self,
                                              GAsyncResult         *result,
                                              ChatConversationInfo **info,
                                              GError              **error);

void              chat_store_orphans_async   (ChatStore            *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: (transfer full) (element-type ChatStoreOrphan) */
GPtrArray        *chat_store_orphans_finish  (ChatStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* The draft of a conversation, or NULL. @uid "" is that of a conversation not begun. */
void              chat_store_draft_async     (ChatStore            *self,
                                              const char           *uid,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char             *chat_store_draft_finish    (ChatStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* How a conversation was last shown, or NULL: what chat_store_batch_set_view() was given. */
void              chat_store_view_async      (ChatStore            *self,
                                              const char           *uid,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: (transfer full) (nullable) */
char             *chat_store_view_finish     (ChatStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* All tags in use, sorted. Returns: (transfer full) (array zero-terminated) */
void              chat_store_tags_async      (ChatStore            *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char            **chat_store_tags_finish     (ChatStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* The language of a query is in chat-store-query.h. @conversation (nullable): only there. Newest
 * first. */
void              chat_store_search_async    (ChatStore            *self,
                                              const char           *query,
                                              const char           *conversation,
                                              guint                 offset,
                                              guint                 limit,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: (transfer full) (element-type ChatSearchHit) */
GPtrArray        *chat_store_search_finish   (ChatStore            *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* Keeps @bytes beside the database under their SHA-256, once. Returns: (transfer full) the digest,
 * by which a message record names it. */
void              chat_store_keep_attachment_async  (ChatStore           *self,
                                              GBytes               *bytes,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char             *chat_store_keep_attachment_finish (ChatStore           *self,
                                              GAsyncResult         *result,
                                              GError              **error);
/* What is kept under @digest. Error: CHAT_STORE_ERROR_NOT_FOUND. Returns: (transfer full) */
void              chat_store_load_attachment_async  (ChatStore           *self,
                                              const char           *digest,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GBytes           *chat_store_load_attachment_finish (ChatStore           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
