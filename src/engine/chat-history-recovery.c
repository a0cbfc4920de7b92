/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ends the replies that were open when their program ended: the wire is the log.
 */

#include "chat-history-save.h"

#include "chat-history-book.h"
#include "chat-reply-reader.h"
#include "chat-turn-private.h"

/* One orphan on its way. */
typedef struct
{
  ChatHistory *history;
  char        *message;   /* uid */
  GBytes      *journal;
} Recovery;

static void
free_recovery (gpointer data)
{
  Recovery *self = data;

  g_object_unref (self->history);
  g_free (self->message);
  g_bytes_unref (self->journal);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recovery, free_recovery)

/* A server that does not stream sends one JSON object; if it came whole, it counts. */
static gboolean
is_whole_object (const char *bytes,
                 gsize       length)
{
  while (length > 0 && g_ascii_isspace (bytes[length - 1]))
    length--;
  return length > 1 && bytes[0] == '{' && bytes[length - 1] == '}';
}

static void
end_early (ChatMessage *message,
           ChatFailure *failure)
{
  chat_message_set_failure (message, failure);
  chat_message_set_state (message, chat_message_has_content (message) ? CHAT_MESSAGE_INTERRUPTED
                                                                      : CHAT_MESSAGE_FAILED);
}

/* When it was read again tells nothing of how long it took. */
static void
forget_times (ChatMessage *message)
{
  *chat_message_get_timings (message) = (ChatTimings) { 0 };
  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      ChatContentBlock *block = chat_message_get_block (message, i);

      block->started_us = 0;
      block->finished_us = 0;
    }
}

/* Through the same reader as from the socket. What headers it came with is not kept: the body tells
 * what it is. */
static void
replay (ChatMessage *message,
        GBytes      *journal)
{
  g_autoptr(ChatFailure) ended = chat_failure_new (CHAT_FAILURE_PROGRAM_ENDED, NULL);
  g_autoptr(ChatReplyReader) reader = NULL;
  ChatResponseHeaders headers = { NULL };
  ChatOutcome outcome;
  gboolean whole;
  gsize length;
  const char *bytes = g_bytes_get_data (journal, &length);

  chat_message_reset (message);
  reader = chat_reply_reader_new (message);
  chat_reply_reader_set_response (reader, 200, &headers);
  if (length > 0)
    chat_reply_reader_feed (reader, bytes, length);
  whole = is_whole_object (bytes, length);
  outcome = chat_reply_reader_finish (reader, whole ? NULL : chat_failure_ref (ended));

  forget_times (message);
  if (outcome == CHAT_OUTCOME_COMPLETE || outcome == CHAT_OUTCOME_COMPLETE_UNCONFIRMED)
    chat_message_set_state (message, chat_turn_get_complete_state (message));
  else
    end_early (message, whole ? ended : chat_reply_reader_get_failure (reader));
}

static void
end_reply (Recovery         *self,
           ChatConversation *conversation,
           ChatMessage      *message)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  replay (message, self->journal);
  chat_history_book_recovered (self->history, conversation, message);
  chat_history_put_message (batch, conversation, message);
  chat_store_batch_clear_journal (batch, self->message);
  chat_store_batch_set_durable (batch);
  chat_history_save (self->history, batch, CHAT_SAVE_KEEP, conversation, NULL, NULL);
  chat_message_changed (message);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Recovery) self = user_data;
  g_autoptr(ChatConversation) conversation = NULL;
  ChatMessage *message;

  conversation = chat_history_load_finish (CHAT_HISTORY (source), result, NULL);
  if (conversation == NULL)
    return;

  message = chat_conversation_lookup (conversation, self->message);
  if (message != NULL && chat_message_get_state (message) == CHAT_MESSAGE_OPEN)
    end_reply (self, conversation, message);
}

static void
orphans_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChatHistory) self = user_data;
  g_autoptr(GPtrArray) orphans = chat_store_orphans_finish (CHAT_STORE (source), result, NULL);

  for (guint i = 0; orphans != NULL && i < orphans->len; i++)
    {
      ChatStoreOrphan *orphan = orphans->pdata[i];
      Recovery *recovery = g_new (Recovery, 1);

      *recovery = (Recovery) {
        g_object_ref (self), g_strdup (orphan->message), g_bytes_ref (orphan->journal),
      };
      chat_history_load_async (self, orphan->conversation, NULL, loaded_cb, recovery);
    }
}

void
chat_history_recover (ChatHistory *self)
{
  chat_store_orphans_async (self->store, orphans_cb, g_object_ref (self));
}
