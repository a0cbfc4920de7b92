/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening the history: at the start, and again after the user made room.
 */

#include "chat-history-problem.h"
#include "chat-history-save.h"
#include "chat-markdown-words.h"
#include "chat-store-upkeep.h"

/* As the user is told where something is deleted. */
#define TRASH_DAYS 30
#define MS_PER_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static void
empty_old_trash (ChatHistory *self)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_empty_trash (batch, chat_history_now () - TRASH_DAYS * MS_PER_DAY);
  chat_history_save_later (self, batch, NULL);
}

static void
begin_work (ChatHistory      *self,
            ChatStoreOpening  opening,
            const char       *set_aside)
{
  g_autofree char *problem =
    chat_history_problem_of_opening (opening, chat_store_get_folder (self->store), set_aside);

  g_free (self->opening_problem);
  self->opening_problem = g_steal_pointer (&problem);
  if (opening == CHAT_STORE_READ_ONLY)
    {
      g_autoptr(GError) error = g_error_new_literal (CHAT_STORE_ERROR, CHAT_STORE_ERROR_READ_ONLY,
                                                     self->opening_problem);

      chat_history_set_state (self, CHAT_HISTORY_READ_ONLY, self->opening_problem);
      chat_history_writer_fail (self->writer, error);
      chat_history_recover (self);
      return;
    }

  self->opened = TRUE;
  chat_history_set_state (self, CHAT_HISTORY_READY, self->opening_problem);
  chat_history_writer_set_store (self->writer, self->store);
  empty_old_trash (self);
  chat_history_recover (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatHistory) self = user_data;
  g_autofree char *set_aside = NULL;
  g_autofree char *problem = NULL;
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;

  if (chat_store_open_finish (CHAT_STORE (source), result, &opening, &set_aside, &error))
    {
      begin_work (self, opening, set_aside);
    }
  else
    {
      self->readable = FALSE;
      problem = chat_history_problem_of_error (error, chat_store_get_folder (self->store), TRUE);
      chat_history_set_state (self, CHAT_HISTORY_MEMORY, problem);
      chat_history_writer_fail (self->writer, error);
    }
  chat_history_read_tags (self);
}

/* Of a message, for a line of the search. */
static char *
dup_words (const char *text,
           gsize       length)
{
  return chat_markdown_dup_words (text, length, length);
}

void
chat_history_start_opening (ChatHistory *self)
{
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);

  self->readable = TRUE;
  self->store = chat_store_new (self->folder);
  chat_store_set_words (self->store, dup_words);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (chat_history_refresh), self,
                           G_CONNECT_SWAPPED);
  chat_history_set_state (self, CHAT_HISTORY_OPENING, NULL);
  chat_store_open_async (self->store, NULL, opened_cb, g_object_ref (self));
}
