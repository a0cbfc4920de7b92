/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is attached to a draft, kept beside the history until it is sent.
 */

#include "chat-history-attachments.h"

#include "chat-history-save.h"

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char *digest = chat_store_keep_attachment_finish (CHAT_STORE (source), result, &error);

  if (digest != NULL)
    g_task_return_pointer (task, digest, g_free);
  else
    g_task_return_error (task, error);
}

void
chat_history_keep_attachment_async (ChatHistory         *self,
                                    GBytes              *bytes,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_keep_attachment_async);
  if (chat_history_check_readable (self, task))
    chat_store_keep_attachment_async (self->store, bytes, kept_cb, g_object_ref (task));
}

char *
chat_history_keep_attachment_finish (ChatHistory   *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = chat_store_load_attachment_finish (CHAT_STORE (source), result, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
chat_history_load_attachment_async (ChatHistory         *self,
                                    const char          *digest,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_load_attachment_async);
  if (chat_history_check_readable (self, task))
    chat_store_load_attachment_async (self->store, digest, loaded_cb, g_object_ref (task));
}

GBytes *
chat_history_load_attachment_finish (ChatHistory   *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
