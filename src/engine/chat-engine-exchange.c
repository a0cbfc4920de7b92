/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply was asked for with, from what is kept or else from the history.
 */

#include "chat-engine-exchange.h"

#include "chat-engine-private.h"
#include "chat-policy.h"
#include "chat-request-setup.h"
#include "chat-snapshot.h"

typedef struct
{
  ChatProfile        *profile;
  char               *model;
  ChatParameters      parameters;
  ChatRequestOptions  options;   /* in part borrowed from the two above */
  ChatConversation   *path;      /* a snapshot */
  ChatExchange       *kept;      /* without a body, or NULL */
} Rebuilding;

static void
free_rebuilding (gpointer data)
{
  Rebuilding *self = data;

  g_object_unref (self->profile);
  g_free (self->model);
  chat_parameters_clear (&self->parameters);
  g_object_unref (self->path);
  g_clear_pointer (&self->kept, chat_exchange_free);
  g_free (self);
}

/* As the conversation and the account are now. */
static Rebuilding *
new_rebuilding (ChatEngine       *engine,
                ChatConversation *conversation,
                ChatMessage      *reply)
{
  Rebuilding *self = g_new0 (Rebuilding, 1);
  const gboolean caches = chat_engine_get_policy (engine)->prompt_caching;
  const char *model = chat_message_get_model (reply);
  ChatCapabilities capabilities;

  self->profile = g_object_ref (chat_engine_get_profile_for (engine, conversation));
  self->model = g_strdup (model != NULL ? model : chat_engine_get_model_for (engine, conversation));
  self->parameters = chat_parameters_from_json (chat_conversation_get_parameters (conversation));
  capabilities = chat_engine_get_capabilities (engine, self->profile, self->model);
  chat_request_setup_options (self->profile, self->model, &capabilities, &self->parameters,
                              &self->options);
  self->options.cache_control = self->options.cache_control && caches;
  self->path = chat_snapshot_of_path (conversation, reply);
  return self;
}

static void
build_thread (GTask        *work,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Rebuilding *self = task_data;

  g_task_return_pointer (work, chat_request_build (self->path, NULL, &self->options),
                         (GDestroyNotify) chat_request_free);
}

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Rebuilding *self = g_task_get_task_data (task);
  g_autoptr(ChatRequest) request = g_task_propagate_pointer (G_TASK (result), NULL);
  ChatExchange *made = chat_exchange_rebuild (self->profile, request->body, request->length);

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
  g_autoptr(GTask) work = NULL;
  g_autoptr(ChatExchange) kept = chat_exchange_log_find (chat_engine_get_exchanges (self),
                                                         chat_message_get_uid (reply));
  Rebuilding *rebuilding;

  g_task_set_source_tag (task, chat_engine_find_exchange_async);
  if (kept != NULL && kept->body != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&kept), (GDestroyNotify) chat_exchange_free);
      return;
    }

  rebuilding = new_rebuilding (self, conversation, reply);
  rebuilding->kept = g_steal_pointer (&kept);
  g_task_set_task_data (task, rebuilding, free_rebuilding);
  work = g_task_new (NULL, NULL, built_cb, g_object_ref (task));
  g_task_set_source_tag (work, build_thread);
  g_task_set_task_data (work, rebuilding, NULL);
  g_task_run_in_thread (work, build_thread);
}

ChatExchange *
chat_engine_find_exchange_finish (ChatEngine   *self,
                                  GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
