/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to be written, all of it or nothing. Plain data: may be made in any thread.
 */

#pragma once

#include "chat-message.h"
#include "chat-spent.h"

G_BEGIN_DECLS

typedef struct _ChatStoreBatch ChatStoreBatch;

ChatStoreBatch *chat_store_batch_new                (void);
/* To commit it again if that fails: it may not be changed any more. */
ChatStoreBatch *chat_store_batch_ref                (ChatStoreBatch   *self);
void            chat_store_batch_free               (ChatStoreBatch   *self);
gboolean        chat_store_batch_is_empty           (ChatStoreBatch   *self);
/* It is on the disk when the commit has finished (fsync). Otherwise it survives the death of the
 * program, not that of the machine: for the journal. */
void            chat_store_batch_set_durable        (ChatStoreBatch   *self);

/* A change to a conversation that does not exist yet makes it, but for touch, purge, draft and
 * view. What names a message, a parent or an original that is not there fails the batch with
 * CHAT_STORE_ERROR_NOT_FOUND. NULL clears a text. */
void            chat_store_batch_add_conversation   (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     gint64            created_ms);
void            chat_store_batch_set_title          (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     const char       *title);
void            chat_store_batch_set_pinned         (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     gboolean          pinned);
void            chat_store_batch_set_archived       (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     gboolean          archived);
/* Into the trash (ms since 1970), or out of it (0). */
void            chat_store_batch_set_trashed        (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     gint64            trashed_ms);
void            chat_store_batch_set_tags           (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     const char * const *tags);
/* System prompt, profile's name, model, parameters as JSON; each nullable. */
void            chat_store_batch_set_settings       (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     const char       *system,
                                                     const char       *profile,
                                                     const char       *model,
                                                     const char       *parameters);
/* The end of the chosen path; NULL: empty. */
void            chat_store_batch_set_leaf           (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     const char       *message);
/* Time of the newest message, as lists sort by it. */
void            chat_store_batch_touch              (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     gint64            updated_ms);
/* For ever, with all its messages. */
void            chat_store_batch_purge_conversation (ChatStoreBatch   *self,
                                                     const char       *uid);
/* For ever: what has been in the trash since before @before_ms. */
void            chat_store_batch_empty_trash        (ChatStoreBatch   *self,
                                                     gint64            before_ms);
/* A copy named @copy: the whole tree, or with @leaf only the path that ends there. Messages get
 * ids of their own. */
void            chat_store_batch_copy_conversation  (ChatStoreBatch   *self,
                                                     const char       *uid,
                                                     const char       *leaf,
                                                     const char       *copy,
                                                     const char       *title);

/* A snapshot of @message as it is now, under @parent (uid, nullable). Replaces what was kept under
 * its uid. Its place among its siblings is that of the first time. */
void            chat_store_batch_put_message        (ChatStoreBatch   *self,
                                                     const char       *conversation,
                                                     const char       *parent,
                                                     ChatMessage      *message);
/* A branch into the trash, with all below it, or out of it (0). */
void            chat_store_batch_set_message_trashed (ChatStoreBatch  *self,
                                                     const char       *message,
                                                     gint64            trashed_ms);
/* All of a conversation's out of it. */
void            chat_store_batch_restore_messages   (ChatStoreBatch   *self,
                                                     const char       *conversation);

/* Raw bytes of a reply's response body, after what the journal holds of it. */
void            chat_store_batch_append_journal     (ChatStoreBatch   *self,
                                                     const char       *message,
                                                     GBytes           *bytes);
void            chat_store_batch_clear_journal      (ChatStoreBatch   *self,
                                                     const char       *message);

/* NULL or "": there is none. */
void            chat_store_batch_set_draft          (ChatStoreBatch   *self,
                                                     const char       *conversation,
                                                     const char       *draft);
/* How @conversation was last shown, in the words of who shows it; NULL or "": forgotten. */
void            chat_store_batch_set_view           (ChatStoreBatch   *self,
                                                     const char       *conversation,
                                                     const char       *view);

/* Into the ledger, @entry (transfer full). Nothing that is deleted later takes it out again. */
void            chat_store_batch_book               (ChatStoreBatch   *self,
                                                     ChatLedgerEntry  *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreBatch, chat_store_batch_free)

G_END_DECLS
