/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps one turn safe, from before its request leaves to its end.
 */

#include "chat-keeper.h"

#include "chat-history-book.h"
#include "chat-history-save.h"

/* What a killed program may lose of a reply, and how often the disk is written to for it. */
#define JOURNAL_MS 250

struct _ChatKeeper
{
  ChatHistory      *history;
  ChatConversation *conversation;
  ChatMessage      *message;
  GByteArray       *bytes;     /* that are not in the journal yet, or NULL */
  guint             timer;     /* only while there are any */
  GPtrArray        *changed;   /* earlier messages */
  GCancellable     *torn;      /* cancelled when a part of the journal is missing: no more of it */
};

ChatKeeper *
chat_keeper_new (ChatHistory      *history,
                 ChatConversation *conversation,
                 ChatMessage      *message)
{
  ChatKeeper *self = g_new0 (ChatKeeper, 1);

  self->history = g_object_ref (history);
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
  self->torn = g_cancellable_new ();
  return self;
}

static void
drop_bytes (ChatKeeper *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

void
chat_keeper_free (ChatKeeper *self)
{
  drop_bytes (self);
  g_ptr_array_unref (self->changed);
  g_object_unref (self->torn);
  g_object_unref (self->message);
  g_object_unref (self->conversation);
  g_object_unref (self->history);
  g_free (self);
}

void
chat_keeper_begin (ChatKeeper    *self,
                   ChatSavedFunc  func,
                   gpointer       user_data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_history_touch (self->history, self->conversation);
  chat_history_put_conversation (self->history, batch, self->conversation);
  chat_history_put_path (self->history, batch, self->conversation);
  chat_history_put_leaf (self->history, batch, self->conversation);
  chat_store_batch_set_durable (batch);
  chat_history_save (self->history, batch, CHAT_SAVE_KEEP, self->conversation, func, user_data);
}

static void
journaled_cb (gboolean saved,
              gpointer user_data)
{
  g_autoptr(GCancellable) torn = user_data;

  if (!saved)
    g_cancellable_cancel (torn);
}

/* (transfer full) @batch */
static void
save_journal (ChatKeeper     *self,
              ChatStoreBatch *batch)
{
  chat_history_save (self->history, batch, CHAT_SAVE_DROP, self->conversation,
                     journaled_cb, g_object_ref (self->torn));
}

void
chat_keeper_begin_again (ChatKeeper *self)
{
  ChatStoreBatch *batch;

  drop_bytes (self);
  if (g_cancellable_is_cancelled (self->torn))
    return;

  batch = chat_store_batch_new ();
  chat_store_batch_clear_journal (batch, chat_message_get_uid (self->message));
  save_journal (self, batch);
}

static gboolean
journal_cb (gpointer user_data)
{
  ChatKeeper *self = user_data;
  ChatStoreBatch *batch = chat_store_batch_new ();
  g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));

  self->timer = 0;
  chat_store_batch_append_journal (batch, chat_message_get_uid (self->message), bytes);
  save_journal (self, batch);
  return G_SOURCE_REMOVE;
}

void
chat_keeper_add_bytes (const char *bytes,
                       gsize       length,
                       gpointer    keeper)
{
  ChatKeeper *self = keeper;

  if (g_cancellable_is_cancelled (self->torn))
    return;

  if (self->bytes == NULL)
    {
      self->bytes = g_byte_array_new ();
      self->timer = g_timeout_add (JOURNAL_MS, journal_cb, self);
    }
  g_byte_array_append (self->bytes, (const guint8 *) bytes, (guint) length);
}

void
chat_keeper_note_change (ChatKeeper  *self,
                         ChatMessage *message)
{
  g_ptr_array_add (self->changed, g_object_ref (message));
}

/* What was removed meanwhile stays as it was. */
static void
put_if_there (ChatKeeper     *self,
              ChatStoreBatch *batch,
              ChatMessage    *message)
{
  if (chat_conversation_lookup (self->conversation, chat_message_get_uid (message)) == message)
    chat_history_put_message (batch, self->conversation, message);
}

void
chat_keeper_end (ChatKeeper      *self,
                 ChatLedgerEntry *entry)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  drop_bytes (self);
  chat_history_book (self->history, entry);
  chat_history_touch (self->history, self->conversation);
  for (guint i = 0; i < self->changed->len; i++)
    put_if_there (self, batch, self->changed->pdata[i]);
  put_if_there (self, batch, self->message);
  chat_store_batch_clear_journal (batch, chat_message_get_uid (self->message));
  chat_history_put_leaf (self->history, batch, self->conversation);
  chat_store_batch_set_durable (batch);
  chat_history_save (self->history, batch, CHAT_SAVE_KEEP, self->conversation, NULL, NULL);
}
