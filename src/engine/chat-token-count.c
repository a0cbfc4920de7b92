/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the server how many tokens a prompt is.
 */

#include "chat-token-count.h"

#include "chat-engine-private.h"
#include "chat-fetch.h"
#include "chat-json.h"
#include "chat-request-setup.h"

#define TIMEOUT_MS 15000

/* What a request to count may not hold (Messages API, count_tokens). */
static const char * const left_out[] = { "max_tokens", "stream", "stop_sequences" };

gboolean
chat_token_count_is_offered (ChatProfile *profile)
{
  return (chat_profile_is_anthropic (profile) || chat_profile_is_demo (profile)) &&
         !chat_keyring_is_needed (profile);
}

/* The path and what is being written: messages may be in two conversations. */
static ChatConversation *
write_behind (ChatConversation *conversation,
              ChatMessage      *edited,
              const char       *draft)
{
  ChatConversation *copy = chat_conversation_new ();
  guint n_messages;

  if (edited == NULL || !chat_conversation_find (conversation, edited, &n_messages))
    n_messages = chat_conversation_get_n_messages (conversation);
  chat_conversation_set_system (copy, chat_conversation_get_system (conversation));
  for (guint i = 0; i < n_messages; i++)
    chat_conversation_append (copy, chat_conversation_get_message (conversation, i));
  if (draft != NULL && *draft != '\0')
    {
      g_autoptr(ChatMessage) message = chat_message_new_user (draft);

      chat_conversation_append (copy, message);
    }

  return copy;
}

/* @body must be an object. Returns: (transfer full) */
static ChatRequest *
strip_body (const char *body,
            gsize       length)
{
  g_autoptr(JsonNode) node = chat_json_parse (body, (gssize) length, NULL);
  g_autoptr(GString) stripped = g_string_new (NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    json_object_remove_member (json_node_get_object (node), left_out[i]);
  chat_json_append_node (stripped, node);

  return chat_request_new_with_body (stripped->str);
}

/* As it would be sent now. Returns: (transfer full) */
static ChatRequest *
build_request (ChatEngine       *engine,
               ChatConversation *conversation,
               ChatMessage      *edited,
               const char       *draft)
{
  ChatProfile *profile = chat_engine_get_profile_for (engine, conversation);
  const char *model = chat_engine_get_model_for (engine, conversation);
  g_autoptr(ChatConversation) whole = write_behind (conversation, edited, draft);
  ChatCapabilities capabilities = chat_engine_get_capabilities (engine, profile, model);
  g_auto(ChatParameters) parameters =
    chat_parameters_from_json (chat_conversation_get_parameters (conversation));
  ChatRequestOptions options;

  chat_request_setup_options (profile, model, &capabilities, &parameters, &options);

  return chat_request_build (whole, NULL, &options);
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
count (ChatEngine   *engine,
       ChatProfile  *profile,
       const char   *body,
       gsize         length,
       GCancellable *cancellable,
       GTask        *task)
{
  g_autoptr(ChatRequest) request = strip_body (body, length);
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(SoupMessage) message = NULL;
  ChatClient *client = chat_engine_get_client (engine, profile);

  if (request != NULL)
    message = chat_request_setup_post_to (client, profile, "messages/count_tokens", request,
                                          &failure);
  if (message == NULL)
    g_task_return_int (task, -1);
  else
    chat_fetch_async (client, message, TIMEOUT_MS, cancellable, fetched_cb, g_object_ref (task));
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
  g_autoptr(ChatRequest) request = NULL;

  g_task_set_source_tag (task, chat_token_count_async);
  if (!chat_token_count_is_offered (profile))
    {
      g_task_return_int (task, -1);
      return;
    }

  request = build_request (engine, conversation, edited, draft);
  count (engine, profile, request->body, request->length, cancellable, task);
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
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  g_task_set_source_tag (task, chat_token_count_body_async);
  if (chat_token_count_is_offered (profile))
    count (engine, profile, bytes, length, cancellable, task);
  else
    g_task_return_int (task, -1);
}

gint64
chat_token_count_finish (GAsyncResult *result)
{
  return g_task_propagate_int (G_TASK (result), NULL);
}
