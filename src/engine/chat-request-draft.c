/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes what a request is written from, so that no other thread sees what changes.
 */

#include "chat-request-draft.h"

#include "chat-engine-private.h"
#include "chat-request-setup.h"
#include "chat-snapshot.h"

ChatRequestDraft *
chat_request_draft_new (ChatEngine       *engine,
                        ChatConversation *conversation,
                        ChatMessage      *before,
                        const char       *model)
{
  ChatRequestDraft *self = g_new0 (ChatRequestDraft, 1);
  ChatCapabilities capabilities;

  if (model == NULL)
    model = chat_engine_get_model_for (engine, conversation);
  self->profile = g_object_ref (chat_engine_get_profile_for (engine, conversation));
  self->model = g_strdup (model);
  self->parameters = chat_parameters_from_json (chat_conversation_get_parameters (conversation));
  capabilities = chat_engine_get_capabilities (engine, self->profile, self->model);
  chat_request_setup_options (self->profile, self->model, &capabilities, &self->parameters,
                              &self->options);
  self->path = chat_snapshot_of_path (conversation, before);
  return self;
}

void
chat_request_draft_free (ChatRequestDraft *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->profile);
  g_free (self->model);
  chat_parameters_clear (&self->parameters);
  g_object_unref (self->path);
  g_free (self);
}

ChatRequest *
chat_request_draft_write (const ChatRequestDraft *self)
{
  return chat_request_build (self->path, NULL, &self->options);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_pointer (task, chat_request_draft_write (task_data),
                         (GDestroyNotify) chat_request_free);
}

void
chat_request_draft_write_async (ChatRequestDraft    *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_request_draft_write_async);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, write_thread);
}

ChatRequest *
chat_request_draft_write_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
