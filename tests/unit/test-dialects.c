/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Servers that speak the API in their own way, from the list of models to the end of a reply.
 */

#include "chat-message-json.h"
#include "test-support.h"
#include "test-talk.h"

#include <string.h>

typedef struct
{
  const char      *name;          /* of the script in fixtures/dialects */
  guint            n_models;
  guint            n_blocks;      /* of a plain answer; with a tool one more */
  ChatFailureKind  refusal;
  const char      *refusal_said;
  ChatFailureKind  breaking;
} Dialect;

static const Dialect dialects[] = {
  { "ollama", 1, 1, CHAT_FAILURE_NOT_FOUND, "model 'some-model' not found",
    CHAT_FAILURE_ENDED_EARLY },
  { "llama-cpp", 1, 2, CHAT_FAILURE_INVALID_REQUEST, "the available context size",
    CHAT_FAILURE_SERVER },
  { "vllm-old", 1, 1, CHAT_FAILURE_INVALID_REQUEST, "too long for m", CHAT_FAILURE_SERVER },
  { "openrouter", 1, 1, CHAT_FAILURE_BILLING, "Insufficient credits", CHAT_FAILURE_SERVER },
  { "kimi", 0, 1, CHAT_FAILURE_PERMISSION, "coding agents", CHAT_FAILURE_SERVER },
};

static void
assert_models (TestTalk      *talk,
               const Dialect *dialect)
{
  ChatModels *models = chat_engine_get_models (talk->engine, talk->profile);
  test_wait_until (chat_models_get_state (models) >= CHAT_MODELS_READY);
  g_assert_cmpint (chat_models_get_state (models), ==,
                   dialect->n_models > 0 ? CHAT_MODELS_READY : CHAT_MODELS_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (chat_models_get_list (models)), ==,
                    dialect->n_models);
}

/* A foreign server is sent nothing that it may not know. */
static void
assert_request_is_plain (TestTalk *talk)
{
  const char *body = chat_demo_server_get_body (talk->server, 0);

  g_assert_null (strstr (body, "cache_control"));
  g_assert_null (strstr (body, "output_config"));
  g_assert_null (strstr (body, "\"thinking\""));
  g_assert_null (chat_demo_server_get_header (talk->server, 0, "anthropic-beta"));
  g_assert_cmpstr (chat_demo_server_get_header (talk->server, 0, "anthropic-version"), ==,
                   "2023-06-01");
}

/* The call is not answered, which the next request says. */
static void
assert_tool (TestTalk      *talk,
             const Dialect *dialect)
{
  ChatMessage *reply = test_talk_ask (talk, "use a tool");
  g_autoptr(GString) json = g_string_new (NULL);

  test_assert_reply (reply, CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE, "I look it up.");
  g_assert_cmpuint (chat_message_get_n_blocks (reply), ==, dialect->n_blocks + 1);
  chat_message_append_json (reply, json);
  g_assert_nonnull (strstr (json->str, "Graz"));

  test_assert_reply (test_talk_ask (talk, "again"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "Yes.");
  g_assert_nonnull (strstr (chat_demo_server_get_body (talk->server, 2), "tool_result"));
}

static void
assert_errors (TestTalk      *talk,
               const Dialect *dialect)
{
  ChatMessage *refused = test_talk_ask (talk, "refuse it");

  test_assert_reply (refused, CHAT_MESSAGE_FAILED, dialect->refusal, "");
  g_assert_nonnull (strstr (chat_message_get_failure (refused)->message, dialect->refusal_said));
  test_assert_reply (test_talk_ask (talk, "break it"), CHAT_MESSAGE_INTERRUPTED,
                     dialect->breaking, "Half");
}

static void
test_dialect (gconstpointer data)
{
  const Dialect *dialect = data;
  g_autofree char *file = g_strconcat (dialect->name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures/dialects", file, NULL);
  g_autoptr(GError) error = NULL;
  TestTalk talk;
  ChatMessage *reply;

  test_talk_set_up (&talk, "{\"text\":\"\"}");
  chat_demo_server_load_script (talk.server, path, &error);
  g_assert_no_error (error);
  chat_profile_set_model (talk.profile, "some-model");
  assert_models (&talk, dialect);

  reply = test_talk_ask (&talk, "hello");
  test_assert_reply (reply, CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE, "Yes.");
  g_assert_cmpuint (chat_message_get_n_blocks (reply), ==, dialect->n_blocks);
  assert_request_is_plain (&talk);

  assert_tool (&talk, dialect);
  assert_errors (&talk, dialect);
  test_talk_tear_down (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      g_autofree char *path = g_strconcat ("/dialects/", dialects[i].name, NULL);

      g_test_add_data_func (path, &dialects[i], test_dialect);
    }

  return g_test_run ();
}
