/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Servers that speak the API in their own way, from the list of models to the end of a reply.
 */

#include "test-support.h"
#include "test-talk.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *models;    /* what GET /v1/models gives; NULL: 404 */
  const char *reply;     /* members of the script's reply */
  const char *text;
  guint       n_blocks;
} Dialect;

#define TEXT(index, text) "{\"type\":\"content_block_delta\",\"index\":" index ",\"delta\":" \
                          "{\"type\":\"text_delta\",\"text\":\"" text "\"}}"

/* From the sources and issues of the servers, as they were seen in 2026. */
static const Dialect dialects[] = {
  /* empty members are left out, no ping, the input is counted at the end only */
  { "ollama",
    "{\"object\":\"list\",\"data\":[{\"id\":\"qwen3:8b\",\"object\":\"model\",\"created\":1764300000,"
    "\"owned_by\":\"library\"}]}",
    "\"events\":[{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
    "\"role\":\"assistant\",\"model\":\"qwen3:8b\",\"content\":[],\"usage\":{\"input_tokens\":1,"
    "\"output_tokens\":0}}},{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
    "{\"type\":\"text\"}}," TEXT ("0", "Yes") "," TEXT ("0", ".") ","
    "{\"type\":\"content_block_stop\",\"index\":0},{\"type\":\"message_delta\",\"delta\":"
    "{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":9,\"output_tokens\":2}},"
    "{\"type\":\"message_stop\"}]",
    "Yes.", 1 },
  /* all blocks stay open to the end; an empty signature */
  { "llama.cpp",
    "{\"models\":[],\"object\":\"list\",\"data\":[{\"id\":\"m.gguf\",\"meta\":{\"n_ctx_train\":4096}}]}",
    "\"names\":false,\"events\":[{\"type\":\"message_start\",\"message\":{\"id\":\"chatcmpl-1\","
    "\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}},"
    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\","
    "\"thinking\":\"\"}},{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
    "{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}},"
    "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\","
    "\"text\":\"\"}}," TEXT ("1", "Yes.") ",{\"type\":\"content_block_delta\",\"index\":0,"
    "\"delta\":{\"type\":\"signature_delta\",\"signature\":\"\"}},"
    "{\"type\":\"content_block_stop\",\"index\":0},{\"type\":\"content_block_stop\",\"index\":1},"
    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":"
    "{\"output_tokens\":3}},{\"type\":\"message_stop\"}]",
    "Yes.", 2 },
  /* usage beside the message, and [DONE] behind the end */
  { "old vLLM",
    "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"max_model_len\":32768}]}",
    "\"events\":[{\"type\":\"message_start\",\"message\":{\"id\":\"1\",\"content\":[],"
    "\"model\":\"m\"},\"usage\":{\"input_tokens\":4,\"output_tokens\":0}},"
    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
    "\"text\":\"\"}}," TEXT ("0", "Yes.") ",{\"type\":\"content_block_stop\",\"index\":0},"
    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}},"
    "{\"type\":\"message_stop\"},{\"raw\":\"data: [DONE]\\n\\n\"}]",
    "Yes.", 1 },
  /* comments while one waits */
  { "openrouter",
    "{\"data\":[{\"id\":\"maker/m\",\"name\":\"Maker: M\",\"context_length\":8192}]}",
    "\"events\":[{\"raw\":\": OPENROUTER PROCESSING\\n\\n: OPENROUTER PROCESSING\\n\\n\"},"
    "{\"start\":{}},{\"block\":{\"type\":\"text\",\"text\":\"Yes.\"}},{\"finish\":{}}]",
    "Yes.", 1 },
  /* no blank behind the colon, and no end but a stop reason */
  { "kimi, by a reseller", NULL,
    "\"space\":false,\"events\":[{\"start\":{}},{\"block\":{\"type\":\"text\",\"text\":\"Yes.\"}},"
    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":null}]",
    "Yes.", 1 },
};

static void
assert_models (TestTalk      *talk,
               const Dialect *dialect)
{
  ChatModels *models = chat_engine_get_models (talk->engine, talk->profile);
  const gboolean listed = dialect->models != NULL;

  test_wait_until (chat_models_get_state (models) >= CHAT_MODELS_READY);
  g_assert_cmpint (chat_models_get_state (models), ==,
                   listed ? CHAT_MODELS_READY : CHAT_MODELS_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (chat_models_get_list (models)), ==, listed);
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

static void
test_dialect (gconstpointer data)
{
  const Dialect *dialect = data;
  g_autofree char *list = dialect->models != NULL ? g_strdup_printf ("\"body\":%s", dialect->models)
                                                  : g_strdup ("\"status\":404");
  g_autofree char *script =
    g_strdup_printf ("{\"check\":false,\"rules\":[{\"when\":{\"path\":\"/v1/models\"},"
                     "\"reply\":{%s}}],\"replies\":[{%s}]}", list, dialect->reply);
  TestTalk talk;
  ChatMessage *reply;

  test_talk_set_up (&talk, script);
  chat_profile_set_model (talk.profile, "some-model");
  assert_models (&talk, dialect);

  reply = test_talk_ask (&talk, "hello");
  test_assert_reply (reply, CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE, dialect->text);
  g_assert_cmpuint (chat_message_get_n_blocks (reply), ==, dialect->n_blocks);
  assert_request_is_plain (&talk);

  /* and goes on */
  test_assert_reply (test_talk_ask (&talk, "again"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     dialect->text);
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
