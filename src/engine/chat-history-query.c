/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of the history as they are on the disk.
 */

#include "chat-history-query.h"

#include "chat-history-private.h"

static GPtrArray *
copy_page (GPtrArray *infos)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < infos->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (infos, i)));
  return copy;
}

static void
take_page (GPtrArray *infos,
           guint      total,
           gpointer   user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatHistory *self = g_task_get_source_object (task);

  if (infos != NULL)
    g_task_return_pointer (task, copy_page (infos), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, CHAT_STORE_ERROR, CHAT_STORE_ERROR_FAILED, "%s",
                             self->problem != NULL ? self->problem : "not readable");
}

void
chat_history_list_async (ChatHistory         *self,
                         ChatHistoryScope     scope,
                         const char          *tag,
                         guint                offset,
                         guint                limit,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_list_async);
  chat_history_read_page (self, scope, tag, offset, limit, take_page, task);
}

GPtrArray *
chat_history_list_finish (ChatHistory   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GObject *
chat_history_get_keeper (ChatHistory *self)
{
  g_return_val_if_fail (CHAT_IS_HISTORY (self), NULL);

  return self->store != NULL ? G_OBJECT (self->store) : NULL;
}

gboolean
chat_history_is_usage_error (const GError *error)
{
  return g_error_matches (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND) ||
         g_error_matches (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_QUERY);
}
