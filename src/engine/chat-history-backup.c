/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A backup of the history at the user's wish.
 */

#include "chat-history-backup.h"

#include "chat-history-private.h"
#include "chat-store-upkeep.h"

static void
backing_up_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_return_boolean (task, chat_store_back_up_finish (CHAT_STORE (source), result, NULL));
}

void
chat_history_back_up_async (ChatHistory         *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_history_back_up_async);
  if (self->opened)
    chat_store_back_up_async (self->store, backing_up_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, FALSE);
}

gboolean
chat_history_back_up_finish (ChatHistory  *self,
                             GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
