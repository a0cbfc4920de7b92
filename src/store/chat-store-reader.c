/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches for a program that is not the one that keeps the history.
 */

#include "chat-store-reader.h"

#include "chat-store-read.h"

struct _ChatStoreReader
{
  ChatStoreWorker *worker;
};

ChatStoreReader *
chat_store_reader_new (const char *folder)
{
  ChatStoreReader *self = g_new0 (ChatStoreReader, 1);
  g_autofree char *path = chat_store_dup_folder (folder);

  self->worker = chat_store_worker_new (path);
  return self;
}

void
chat_store_reader_free (ChatStoreReader *self)
{
  chat_store_worker_free (self->worker);
  g_free (self);
}

void
chat_store_reader_search_async (ChatStoreReader     *self,
                                const char          *query,
                                guint                limit,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  ChatStoreSearchRequest *request = g_new0 (ChatStoreSearchRequest, 1);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  request->query = g_strdup (query);
  request->limit = limit;
  request->one_each = TRUE;
  g_task_set_source_tag (task, chat_store_reader_search_async);
  g_task_set_task_data (task, request, chat_store_search_request_free);
  chat_store_worker_push (self->worker, task, chat_store_search_as_bystander,
                          (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
chat_store_reader_search_finish (GAsyncResult  *result,
                                 GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
