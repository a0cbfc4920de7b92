/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the server how many tokens a prompt is. What is asked is written in a thread of its own.
 */

#include "chat-token-count.h"

#include "chat-engine-private.h"
#include "chat-fetch.h"
#include "chat-json-scan.h"
#include "chat-json.h"
#include "chat-request-draft.h"
#include "chat-request-setup.h"

#define TIMEOUT_MS 15000

/* What a request to count may not hold (Messages API, count_tokens). */
static const char * const left_out[] = { "max_tokens", "stream", "stop_sequences" };

typedef struct
{
  ChatEngine       *engine;
  ChatProfile      *profile;
  ChatRequestDraft *draft;     /* or NULL */
  GBytes           *body;      /* if there is no draft */
} Count;

gboolean
chat_token_count_is_offered (ChatProfile *profile)
{
  return (chat_profile_is_anthropic (profile) || chat_profile_is_demo (profile)) &&
         !chat_keyring_is_needed (profile);
}

static void
free_count (gpointer data)
{
  Count *self = data;

  g_object_unref (self->engine);
  g_object_unref (self->profile);
  g_clear_pointer (&self->draft, chat_request_draft_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
keep_member_cb (const char *name,
                gsize       name_length,
                const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  GString *out = user_data;

  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    {
      if (chat_json_span_is (name, name_length, left_out[i]))
        return;
    }
  chat_json_append_span_member (out, name, name_length, value, value_length);
}

/* Returns: (transfer full) (nullable) */
static GBytes *
strip_body (const char *body,
            gsize       length)
{
  GString *stripped;

  if (chat_json_scan (body, length) != CHAT_JSON_SCAN_OK)
    return NULL;

  stripped = g_string_sized_new (length + 1);
  g_string_append_c (stripped, '{');
  chat_json_each_member (body, length, keep_member_cb, stripped);
  g_string_append_c (stripped, '}');
  return g_string_free_to_bytes (stripped);
}

/* Attachments of many megabytes are in it. Returns: (transfer full) (nullable) */
static GBytes *
write_body (Count *self)
{
  g_autoptr(ChatRequest) request = NULL;
  gsize length;
  const char *body;

  if (self->draft == NULL)
    {
      body = g_bytes_get_data (self->body, &length);
      return strip_body (body, length);
    }

  request = chat_request_draft_write (self->draft);
  return strip_body (request->body, request->length);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, write_body (task_data), (GDestroyNotify) g_bytes_unref);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(ChatFetched) fetched = chat_fetch_finish (result);
  g_autoptr(JsonObject) object = NULL;

  if (fetched != NULL && fetched->body != NULL)
    object = chat_json_parse_object (g_bytes_get_data (fetched->body, NULL),
                                     (gssize) g_bytes_get_size (fetched->body), NULL);
  g_task_return_int (task, chat_json_get_int (object, "input_tokens", -1));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Count *self = g_task_get_task_data (task);
  g_autoptr(GBytes) body = g_task_propagate_pointer (G_TASK (result), NULL);
  ChatClient *client = chat_engine_get_client (self->engine, self->profile);
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(SoupMessage) message = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (body != NULL)
    message = chat_request_setup_post_to (client, self->profile, "messages/count_tokens", body,
                                          &failure);
  if (message == NULL)
    g_task_return_int (task, -1);
  else
    chat_fetch_async (client, message, TIMEOUT_MS, g_task_get_cancellable (task), fetched_cb,
                      g_object_ref (task));
}

/* Takes @self, the task's own from now on. */
static void
start (GTask *task,
       Count *self)
{
  g_autoptr(GTask) writing = NULL;

  g_task_set_task_data (task, self, free_count);
  writing = g_task_new (NULL, g_task_get_cancellable (task), written_cb, g_object_ref (task));
  g_task_set_source_tag (writing, start);
  g_task_set_task_data (writing, self, NULL);
  g_task_run_in_thread (writing, write_thread);
}

static Count *
new_count (ChatEngine  *engine,
           ChatProfile *profile)
{
  Count *self = g_new0 (Count, 1);

  self->engine = g_object_ref (engine);
  self->profile = g_object_ref (profile);
  return self;
}

/* As it would be sent now. */
static Count *
new_count_of (ChatEngine       *engine,
              ChatProfile      *profile,
              ChatConversation *conversation,
              ChatMessage      *edited,
              const char       *draft)
{
  Count *self = new_count (engine, profile);

  self->draft = chat_request_draft_new (engine, conversation, edited, NULL);
  if (draft != NULL && *draft != '\0')
    {
      g_autoptr(ChatMessage) message = chat_message_new_user (draft);

      chat_conversation_append (self->draft->path, message);
    }
  return self;
}

void
chat_token_count_async (ChatEngine          *engine,
                        ChatConversation    *conversation,
                        ChatMessage         *edited,
                        const char          *draft,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  ChatProfile *profile = chat_engine_get_profile_for (engine, conversation);
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, chat_token_count_async);
  if (chat_token_count_is_offered (profile))
    start (task, new_count_of (engine, profile, conversation, edited, draft));
  else
    g_task_return_int (task, -1);
}

void
chat_token_count_body_async (ChatEngine          *engine,
                             ChatProfile         *profile,
                             GBytes              *body,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Count *self;

  g_task_set_source_tag (task, chat_token_count_body_async);
  if (!chat_token_count_is_offered (profile))
    {
      g_task_return_int (task, -1);
      return;
    }

  self = new_count (engine, profile);
  self->body = g_bytes_ref (body);
  start (task, self);
}

gint64
chat_token_count_finish (GAsyncResult *result)
{
  return g_task_propagate_int (G_TASK (result), NULL);
}
