/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations by a few letters of their titles.
 */

#include "chat-history-save.h"

#include "chat-store-titles.h"

typedef struct
{
  char  *words;
  guint  limit;
} TitlesRequest;

static void
free_request (gpointer data)
{
  TitlesRequest *request = data;

  g_free (request->words);
  g_free (request);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GError *error = NULL;
  GPtrArray *infos = chat_store_find_titles_finish (CHAT_STORE (source), result, &error);

  chat_history_return_found (user_data, infos, error);
}

static void
find_titles (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *self = g_task_get_source_object (task);
  TitlesRequest *request = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task) || !chat_history_check_readable (self, task))
    return;

  chat_store_find_titles_async (self->store, request->words, request->limit,
                                g_task_get_cancellable (task), found_cb, g_object_ref (task));
}

void
chat_history_find_titles_async (ChatHistory         *self,
                                const char          *words,
                                guint                limit,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  TitlesRequest *request = g_new (TitlesRequest, 1);

  *request = (TitlesRequest) { g_strdup (words), limit };
  g_task_set_source_tag (task, chat_history_find_titles_async);
  g_task_set_task_data (task, request, free_request);
  chat_history_writer_settle (self->writer, find_titles, task);
}

GPtrArray *
chat_history_find_titles_finish (ChatHistory   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
