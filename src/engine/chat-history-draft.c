/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the composers, saved after a pause.
 */

#include "chat-history-save.h"

/* A pause in typing; less would save every word. */
#define DRAFT_MS 1000

/* One that was never sent is not in the history: its draft is that of the next one. */
static const char *
get_key (ChatHistory      *self,
         ChatConversation *conversation)
{
  const char *uid = conversation != NULL ? chat_conversation_get_uid (conversation) : "";

  return g_hash_table_contains (self->infos, uid) ? uid : "";
}

static gboolean
save_cb (gpointer user_data)
{
  ChatHistory *self = user_data;

  self->draft_timer = 0;
  chat_history_save_drafts (self);
  return G_SOURCE_REMOVE;
}

void
chat_history_save_drafts (ChatHistory *self)
{
  g_autoptr(ChatStoreBatch) batch = chat_store_batch_new ();
  GHashTableIter iter;
  gpointer uid;

  g_clear_handle_id (&self->draft_timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved_drafts);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    {
      chat_store_batch_set_draft (batch, uid, g_hash_table_lookup (self->drafts, uid));
      g_hash_table_iter_remove (&iter);
    }
  if (!chat_store_batch_is_empty (batch))
    chat_history_save_later (self, g_steal_pointer (&batch), NULL);
}

void
chat_history_set_draft (ChatHistory      *self,
                        ChatConversation *conversation,
                        const char       *draft)
{
  const char *uid = get_key (self, conversation);

  if (draft == NULL)
    draft = "";
  if (g_strcmp0 (g_hash_table_lookup (self->drafts, uid), draft) == 0)
    return;

  g_hash_table_insert (self->drafts, g_strdup (uid), g_strdup (draft));
  g_hash_table_add (self->unsaved_drafts, g_strdup (uid));
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  self->draft_timer = g_timeout_add (DRAFT_MS, save_cb, self);
}

static void
draft_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char *draft = chat_store_draft_finish (CHAT_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, draft, g_free);
}

void
chat_history_load_draft_async (ChatHistory         *self,
                               ChatConversation    *conversation,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  const char *uid = get_key (self, conversation);
  const char *known = g_hash_table_lookup (self->drafts, uid);

  g_task_set_source_tag (task, chat_history_load_draft_async);
  if (known != NULL && *known != '\0')
    g_task_return_pointer (task, g_strdup (known), g_free);
  else if (known != NULL || !self->readable)
    g_task_return_pointer (task, NULL, g_free);
  else
    chat_store_draft_async (self->store, uid, draft_cb, g_steal_pointer (&task));
}

char *
chat_history_load_draft_finish (ChatHistory   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
