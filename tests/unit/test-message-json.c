/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages in the API's own shape: there and back, and replies in one piece from servers that do
 * not stream.
 */

#include "chat-message-json.h"

#include "chat-json-scan.h"

#include "test-replay.h"
#include "test-support.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

static char *
to_json (ChatMessage *message)
{
  GString *out = g_string_new (NULL);

  chat_message_append_json (message, out);
  g_assert_cmpint (chat_json_scan (out->str, out->len), ==, CHAT_JSON_SCAN_OK);
  g_assert_true (g_utf8_validate (out->str, (gssize) out->len, NULL));

  return g_string_free (out, FALSE);
}

static ChatMessage *
from_json (const char *json)
{
  g_autoptr(GError) error = NULL;
  ChatMessage *message = chat_message_new (CHAT_ROLE_ASSISTANT);

  g_assert_true (chat_message_fill_from_json (message, json, strlen (json), &error));
  g_assert_no_error (error);

  return message;
}

static void
test_there_and_back (void)
{
  g_auto(GStrv) names = test_list_fixtures ("wire/streams", ".sse");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename ("wire/streams", names[i], NULL);
      gsize length;
      g_autofree char *bytes = test_load_fixture (path, &length);
      g_autoptr(TestReplay) replay = test_replay_new (bytes, length, 4096, TRUE);
      g_autoptr(ChatMessage) read = NULL;
      g_autofree char *first = to_json (replay->message);
      g_autofree char *second = NULL;

      /* what was cut does not come back as cut: a message that was read is whole */
      if (strstr (first, "\"partial_json\"") != NULL)
        continue;

      g_test_message ("%s", path);
      read = from_json (first);
      second = to_json (read);
      g_assert_cmpstr (second, ==, first);
    }
}

static void
test_whole_reply (void)
{
  g_autoptr(ChatMessage) message =
    from_json (" {\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":"
               "[{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"Eq\\/\"},"
               "{\"type\":\"text\",\"text\":\"H\\u00e9\"}, null, 5,"
               "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\": 1.50e3}},"
               "{\"type\":\"tool_use\",\"id\":\"u\",\"name\":\"f\",\"input\":[1]}],"
               "\"stop_reason\":\"refusal\",\"stop_sequence\":\"END\","
               "\"stop_details\":{\"explanation\": \"\\/\"},"
               "\"usage\":{\"input_tokens\":12,\"output_tokens\":9}} ");
  g_autofree char *json = to_json (message);

  g_assert_cmpuint (chat_message_get_n_blocks (message), ==, 4);
  g_assert_cmpint (chat_message_get_block (message, 0)->state, ==, CHAT_BLOCK_COMPLETE);
  g_assert_cmpstr (chat_message_get_block (message, 1)->text->str, ==, "Hé");
  g_assert_cmpint (chat_message_get_block (message, 2)->state, ==, CHAT_BLOCK_COMPLETE);
  g_assert_cmpint (chat_message_get_block (message, 3)->state, ==, CHAT_BLOCK_INVALID);
  g_assert_cmpint (chat_message_get_usage (message)->output_tokens, ==, 9);
  g_assert_cmpstr (json, ==,
                   "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":"
                   "[{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"Eq\\/\"},"
                   "{\"type\":\"text\",\"text\":\"H\\u00e9\"},"
                   "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\": 1.50e3}},"
                   "{\"type\":\"tool_use\",\"id\":\"u\",\"name\":\"f\",\"input\":null,"
                   "\"partial_json\":\"[1]\"}],"
                   "\"stop_reason\":\"refusal\",\"stop_sequence\":\"END\","
                   "\"stop_details\":{\"explanation\": \"\\/\"},"
                   "\"usage\":{\"input_tokens\":12,\"output_tokens\":9}}");
}

/* There is no parser of event streams before this one to repair the bytes. */
static void
test_bytes_that_are_no_utf8 (void)
{
  g_autoptr(ChatMessage) message =
    from_json ("{\"id\":\"m\xFF\",\"content\":[{\"type\":\"text\",\"text\":\"a\xFF" "b\"},"
               "{\"type\":\"hologram\",\"a\":\"\xE4\xBD\"}],"
               "\"stop_details\":{\"a\":\"\xFF\"},\"usage\":{\"\xFF\":1}}");
  g_autofree char *json = to_json (message);

  g_assert_cmpstr (json, ==,
                   "{\"id\":\"m" REPLACEMENT "\",\"type\":\"message\",\"role\":\"assistant\","
                   "\"model\":null,\"content\":[{\"type\":\"text\",\"text\":\"a" REPLACEMENT "b\"},"
                   "{\"type\":\"hologram\",\"a\":\"" REPLACEMENT "\"}],\"stop_reason\":null,"
                   "\"stop_sequence\":null,\"stop_details\":{\"a\":\"" REPLACEMENT "\"},"
                   "\"usage\":{\"" REPLACEMENT "\":1}}");
}

static void
test_nearly_nothing (void)
{
  static const char * const replies[] = {
    "{\"content\":[]}",
    "{\"content\":[],\"id\":null,\"model\":null,\"stop_reason\":null,\"stop_sequence\":null,"
    "\"stop_details\":null,\"usage\":null}",
    "{\"content\":[],\"id\":5,\"model\":{},\"stop_reason\":[],\"stop_sequence\":true,"
    "\"stop_details\":\"x\",\"usage\":[1]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr(ChatMessage) message = from_json (replies[i]);
      g_autofree char *json = to_json (message);

      g_assert_cmpstr (json, ==, "{\"id\":null,\"type\":\"message\",\"role\":\"assistant\",\"model\":null,"
                                 "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null}");
    }
}

static void
test_no_message (void)
{
  static const char * const others[] = {
    "", "null", "[]", "\"content\"", "{}", "{\"content\":null}", "{\"content\":\"Hi\"}",
    "{\"content\":{}}", "{\"content\":[]", "{\"error\":{\"message\":\"x\"}}", "<html></html>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", others[i]);
      g_assert_false (chat_message_fill_from_json (message, others[i], strlen (others[i]), &error));
      g_assert_error (error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_SYNTAX);
      g_assert_cmpuint (chat_message_get_n_blocks (message), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-json/there-and-back", test_there_and_back);
  g_test_add_func ("/message-json/whole-reply", test_whole_reply);
  g_test_add_func ("/message-json/bytes-that-are-no-utf8", test_bytes_that_are_no_utf8);
  g_test_add_func ("/message-json/nearly-nothing", test_nearly_nothing);
  g_test_add_func ("/message-json/no-message", test_no_message);

  return g_test_run ();
}
