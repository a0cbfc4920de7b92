/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply was asked for with, from what is kept or else from the history.
 */

#include "chat-engine-exchange.h"

#include "chat-engine-private.h"
#include "chat-policy.h"
#include "chat-request-draft.h"

typedef struct
{
  ChatRequestDraft *draft;
  ChatExchange     *kept;    /* without a body, or NULL */
} Rebuilding;

static void
free_rebuilding (gpointer data)
{
  Rebuilding *self = data;

  chat_request_draft_free (self->draft);
  g_clear_pointer (&self->kept, chat_exchange_free);
  g_free (self);
}

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Rebuilding *self = g_task_get_task_data (task);
  g_autoptr(ChatRequest) request = chat_request_draft_write_finish (result);
  ChatExchange *made = chat_exchange_rebuild (self->draft->profile, request->body,
                                              request->length);

  if (self->kept != NULL)
    {
      made->stream = g_steal_pointer (&self->kept->stream);
      made->cut = self->kept->cut;
    }
  g_task_return_pointer (task, made, (GDestroyNotify) chat_exchange_free);
}

void
chat_engine_find_exchange_async (ChatEngine          *self,
                                 ChatConversation    *conversation,
                                 ChatMessage         *reply,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(ChatExchange) kept = chat_exchange_log_find (chat_engine_get_exchanges (self),
                                                         chat_message_get_uid (reply));
  const gboolean caches = chat_engine_get_policy (self)->prompt_caching;
  Rebuilding *rebuilding;

  g_task_set_source_tag (task, chat_engine_find_exchange_async);
  if (kept != NULL && kept->body != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&kept), (GDestroyNotify) chat_exchange_free);
      return;
    }

  rebuilding = g_new0 (Rebuilding, 1);
  rebuilding->draft = chat_request_draft_new (self, conversation, reply,
                                              chat_message_get_model (reply));
  rebuilding->draft->options.cache_control &= caches;
  rebuilding->kept = g_steal_pointer (&kept);
  g_task_set_task_data (task, rebuilding, free_rebuilding);
  chat_request_draft_write_async (rebuilding->draft, built_cb, g_object_ref (task));
}

ChatExchange *
chat_engine_find_exchange_finish (ChatEngine   *self,
                                  GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
