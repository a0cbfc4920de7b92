/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is sent of the parameters, by the cases of tests/fixtures/parameters.
 */

#include "chat-request-setup.h"

#include "test-support.h"

#include <string.h>

static const struct
{
  const char *name;
  ChatLeftOut bit;
} bits[] = {
  { "off", CHAT_LEFT_OUT_OFF },
  { "budget", CHAT_LEFT_OUT_BUDGET },
  { "adaptive", CHAT_LEFT_OUT_ADAPTIVE },
  { "thinking", CHAT_LEFT_OUT_THINKING },
  { "lower-budget", CHAT_LEFT_OUT_LOWER_BUDGET },
  { "effort", CHAT_LEFT_OUT_EFFORT },
  { "lower-effort", CHAT_LEFT_OUT_LOWER_EFFORT },
  { "sampling", CHAT_LEFT_OUT_SAMPLING },
  { "while-thinking", CHAT_LEFT_OUT_WHILE_THINKING },
  { "top-p", CHAT_LEFT_OUT_TOP_P },
  { "temperature", CHAT_LEFT_OUT_TEMPERATURE },
  { "max-tokens", CHAT_LEFT_OUT_MAX_TOKENS },
};

static ChatProfile *
make_profile (JsonObject *object)
{
  ChatProfile *profile = chat_profile_new ("Test", chat_json_get_string (object, "server"));
  const char *version = chat_json_get_string (object, "version");
  JsonObject *wish = chat_json_get_object (object, "dialect");
  ChatDialect *dialect = chat_profile_get_dialect (profile);

  if (version != NULL)
    chat_profile_set_version (profile, version);
  dialect->cache_control = chat_json_get_boolean (wish, "cache_control", dialect->cache_control);
  dialect->effort = chat_json_get_boolean (wish, "effort", dialect->effort);

  return profile;
}

static ChatParameters
read_parameters (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "parameters");
  g_autofree char *json = node != NULL ? json_to_string (node, FALSE) : NULL;

  return chat_parameters_from_json (json);
}

static ChatLeftOut
read_left_out (JsonArray *names)
{
  ChatLeftOut left_out = 0;

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);
      ChatLeftOut bit = 0;

      for (gsize j = 0; j < G_N_ELEMENTS (bits); j++)
        bit |= strcmp (bits[j].name, name) == 0 ? bits[j].bit : 0;
      g_assert_cmpint (bit, !=, 0);
      left_out |= bit;
    }

  return left_out;
}

/* Everything around the messages. */
static JsonNode *
build (JsonObject               *object,
       const ChatRequestOptions *options)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("Hello");
  g_autoptr(ChatRequest) request = NULL;
  JsonNode *body;

  chat_conversation_set_system (conversation, chat_json_get_string (object, "system"));
  chat_conversation_append (conversation, prompt);
  request = chat_request_build (conversation, NULL, options);
  body = chat_json_parse (request->body, (gssize) request->length, NULL);
  g_assert_cmpstr (chat_json_get_string (json_node_get_object (body), "model"), ==,
                   chat_json_get_string (object, "model"));
  json_object_remove_member (json_node_get_object (body), "model");
  json_object_remove_member (json_node_get_object (body), "stream");
  json_object_remove_member (json_node_get_object (body), "messages");

  return body;
}

static void
test_case (gconstpointer path)
{
  g_autofree char *text = test_load_fixture (path, NULL);
  g_autoptr(JsonObject) object = chat_json_parse_object (text, -1, NULL);
  g_autoptr(ChatProfile) profile = make_profile (object);
  g_auto(ChatParameters) parameters = read_parameters (object);
  JsonObject *listed = chat_json_get_object (object, "listed");
  g_autoptr(ChatModel) model = listed != NULL ? chat_model_new_from_json (listed) : NULL;
  g_autoptr(JsonNode) body = NULL;
  ChatRequestOptions options;
  ChatLeftOut left_out;
  g_autofree char *found = NULL;
  g_autofree char *expected = NULL;

  left_out = chat_request_setup_options (profile, chat_json_get_string (object, "model"),
                                         model != NULL ? chat_model_get_capabilities (model) : NULL,
                                         &parameters, &options);
  body = build (object, &options);
  found = json_to_string (body, TRUE);
  expected = json_to_string (json_object_get_member (object, "sent"), TRUE);
  if (!json_node_equal (body, json_object_get_member (object, "sent")))
    g_assert_cmpstr (found, ==, expected);
  g_assert_cmpint (left_out, ==, read_left_out (chat_json_get_array (object, "left_out")));
}

/* What is left out is told, each of it in a line of its own. */
static void
test_words (void)
{
  ChatLeftOut all = 0;
  g_autofree char *words = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_null (chat_left_out_dup_words (0));
  for (gsize i = 0; i < G_N_ELEMENTS (bits); i++)
    all |= bits[i].bit;
  words = chat_left_out_dup_words (all);
  lines = g_strsplit (words, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (bits));
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);

  names = test_list_fixtures ("parameters", ".json");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/request-fit/", names[i], NULL);
      char *file = g_strconcat ("parameters/", names[i], NULL);

      g_test_add_data_func_full (path, file, test_case, g_free);
    }
  g_test_add_func ("/request-fit/words", test_words);

  return g_test_run ();
}
