/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read from the history: conversations, drafts and search results.
 */

#include "chat-history-private.h"

void
chat_history_load_async (ChatHistory         *self,
                         const char          *uid,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  ChatConversation *conversation = chat_history_find_open (self, uid);

  g_task_set_source_tag (task, chat_history_load_async);
  if (conversation != NULL)
    g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", uid);
}

ChatConversation *
chat_history_load_finish (ChatHistory   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chat_history_set_draft (ChatHistory      *self,
                        ChatConversation *conversation,
                        const char       *draft)
{
}

void
chat_history_load_draft_async (ChatHistory         *self,
                               ChatConversation    *conversation,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_load_draft_async);
  g_task_return_pointer (task, NULL, g_free);
}

char *
chat_history_load_draft_finish (ChatHistory   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chat_history_search_async (ChatHistory         *self,
                           const char          *query,
                           const char          *conversation,
                           guint                offset,
                           guint                limit,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, chat_history_search_async);
  g_task_return_pointer (task,
                         g_ptr_array_new_with_free_func ((GDestroyNotify) chat_search_hit_free),
                         (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
chat_history_search_finish (ChatHistory   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chat_history_flush_async (ChatHistory         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_flush_async);
  g_task_return_boolean (task, TRUE);
}

gboolean
chat_history_flush_finish (ChatHistory   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
