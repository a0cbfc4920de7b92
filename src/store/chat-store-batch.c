/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of changes that is filled in one thread and applied in another.
 */

#include "chat-store-batch-private.h"

static void
free_change (gpointer data)
{
  ChatStoreChange *change = data;

  for (gsize i = 0; i < change->n_texts; i++)
    g_free (change->texts[i]);
  g_free (change->texts);
  g_free (change->uid);
  g_clear_pointer (&change->record, chat_store_record_free);
  g_clear_pointer (&change->entry, chat_ledger_entry_free);
  g_clear_pointer (&change->bytes, g_bytes_unref);
  g_free (change);
}

ChatStoreBatch *
chat_store_batch_new (void)
{
  ChatStoreBatch *self = g_new0 (ChatStoreBatch, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->changes = g_ptr_array_new_with_free_func (free_change);
  return self;
}

ChatStoreBatch *
chat_store_batch_ref (ChatStoreBatch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
chat_store_batch_free (ChatStoreBatch *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->changes);
  g_free (self);
}

gboolean
chat_store_batch_is_empty (ChatStoreBatch *self)
{
  return self->changes->len == 0;
}

void
chat_store_batch_set_durable (ChatStoreBatch *self)
{
  self->durable = TRUE;
}

static ChatStoreChange *
add_change (ChatStoreBatch      *self,
            ChatStoreChangeKind  kind,
            const char          *uid,
            gint64               number)
{
  ChatStoreChange *change = g_new0 (ChatStoreChange, 1);

  change->kind = kind;
  change->uid = g_strdup (uid);
  change->number = number;
  g_ptr_array_add (self->changes, change);
  return change;
}

static void
set_texts (ChatStoreChange    *change,
           const char * const *texts,
           gsize               n_texts)
{
  change->n_texts = n_texts;
  change->texts = g_new0 (char *, n_texts + 1);
  for (gsize i = 0; i < n_texts; i++)
    change->texts[i] = g_strdup (texts[i]);
}

static void
add_text_change (ChatStoreBatch      *self,
                 ChatStoreChangeKind  kind,
                 const char          *uid,
                 const char          *text)
{
  set_texts (add_change (self, kind, uid, 0), &text, 1);
}

void
chat_store_batch_add_conversation (ChatStoreBatch *self,
                                   const char     *uid,
                                   gint64          created_ms)
{
  add_change (self, CHAT_CHANGE_ADD, uid, created_ms);
}

void
chat_store_batch_set_title (ChatStoreBatch *self,
                            const char     *uid,
                            const char     *title)
{
  add_text_change (self, CHAT_CHANGE_TITLE, uid, title);
}

void
chat_store_batch_set_pinned (ChatStoreBatch *self,
                             const char     *uid,
                             gboolean        pinned)
{
  add_change (self, CHAT_CHANGE_PINNED, uid, pinned ? 1 : 0);
}

void
chat_store_batch_set_archived (ChatStoreBatch *self,
                               const char     *uid,
                               gboolean        archived)
{
  add_change (self, CHAT_CHANGE_ARCHIVED, uid, archived ? 1 : 0);
}

void
chat_store_batch_set_trashed (ChatStoreBatch *self,
                              const char     *uid,
                              gint64          trashed_ms)
{
  add_change (self, CHAT_CHANGE_TRASHED, uid, trashed_ms);
}

void
chat_store_batch_set_tags (ChatStoreBatch     *self,
                           const char         *uid,
                           const char * const *tags)
{
  set_texts (add_change (self, CHAT_CHANGE_TAGS, uid, 0),
             tags, tags != NULL ? g_strv_length ((char **) tags) : 0);
}

void
chat_store_batch_set_settings (ChatStoreBatch *self,
                               const char     *uid,
                               const char     *system,
                               const char     *profile,
                               const char     *model,
                               const char     *parameters)
{
  const char * const texts[] = { system, profile, model, parameters };

  set_texts (add_change (self, CHAT_CHANGE_SETTINGS, uid, 0), texts, G_N_ELEMENTS (texts));
}

void
chat_store_batch_set_leaf (ChatStoreBatch *self,
                           const char     *uid,
                           const char     *message)
{
  add_text_change (self, CHAT_CHANGE_LEAF, uid, message != NULL ? message : "");
}

void
chat_store_batch_touch (ChatStoreBatch *self,
                        const char     *uid,
                        gint64          updated_ms)
{
  add_change (self, CHAT_CHANGE_TOUCH, uid, updated_ms);
}

void
chat_store_batch_purge_conversation (ChatStoreBatch *self,
                                     const char     *uid)
{
  add_change (self, CHAT_CHANGE_PURGE, uid, 0);
}

void
chat_store_batch_empty_trash (ChatStoreBatch *self,
                              gint64          before_ms)
{
  add_change (self, CHAT_CHANGE_EMPTY_TRASH, NULL, before_ms);
}

void
chat_store_batch_copy_conversation (ChatStoreBatch *self,
                                    const char     *uid,
                                    const char     *leaf,
                                    const char     *copy,
                                    const char     *title)
{
  const char * const texts[] = { leaf, copy, title };

  set_texts (add_change (self, CHAT_CHANGE_COPY, uid, g_get_real_time () / 1000),
             texts, G_N_ELEMENTS (texts));
}

void
chat_store_batch_put_message (ChatStoreBatch *self,
                              const char     *conversation,
                              const char     *parent,
                              ChatMessage    *message)
{
  ChatStoreChange *change = add_change (self, CHAT_CHANGE_MESSAGE, conversation, 0);

  set_texts (change, &parent, 1);
  change->record = chat_store_record_new (message);
}

void
chat_store_batch_set_message_trashed (ChatStoreBatch *self,
                                      const char     *message,
                                      gint64          trashed_ms)
{
  add_change (self, CHAT_CHANGE_MESSAGE_TRASHED, message, trashed_ms);
}

void
chat_store_batch_restore_messages (ChatStoreBatch *self,
                                   const char     *conversation)
{
  add_change (self, CHAT_CHANGE_RESTORE_MESSAGES, conversation, 0);
}

void
chat_store_batch_append_journal (ChatStoreBatch *self,
                                 const char     *message,
                                 GBytes         *bytes)
{
  add_change (self, CHAT_CHANGE_JOURNAL, message, 0)->bytes = g_bytes_ref (bytes);
}

void
chat_store_batch_clear_journal (ChatStoreBatch *self,
                                const char     *message)
{
  add_change (self, CHAT_CHANGE_CLEAR_JOURNAL, message, 0);
}

void
chat_store_batch_set_draft (ChatStoreBatch *self,
                            const char     *conversation,
                            const char     *draft)
{
  add_text_change (self, CHAT_CHANGE_DRAFT, conversation, draft);
}

void
chat_store_batch_set_view (ChatStoreBatch *self,
                           const char     *conversation,
                           const char     *view)
{
  add_text_change (self, CHAT_CHANGE_VIEW, conversation, view);
}

void
chat_store_batch_book (ChatStoreBatch  *self,
                       ChatLedgerEntry *entry)
{
  add_change (self, CHAT_CHANGE_BOOK, entry->reply, 0)->entry = entry;
}
