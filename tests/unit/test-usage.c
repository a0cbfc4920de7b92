/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counters that overwrite each other as the API's partial reports come in.
 */

#include "chat-json.h"
#include "chat-message.h"
#include "chat-usage.h"

static void
update (ChatUsage  *usage,
        const char *json)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (json, -1, NULL);

  g_assert_nonnull (object);
  chat_usage_update (usage, object);
}

static void
test_all_counters (void)
{
  ChatUsage usage = CHAT_USAGE_INIT;

  update (&usage,
          "{\"input_tokens\":1,\"output_tokens\":2,\"cache_creation_input_tokens\":3,"
          "\"cache_read_input_tokens\":4,"
          "\"cache_creation\":{\"ephemeral_5m_input_tokens\":5,\"ephemeral_1h_input_tokens\":6},"
          "\"output_tokens_details\":{\"thinking_tokens\":7},"
          "\"server_tool_use\":{\"web_search_requests\":8,\"web_fetch_requests\":99}}");

  g_assert_cmpint (usage.input_tokens, ==, 1);
  g_assert_cmpint (usage.output_tokens, ==, 2);
  g_assert_cmpint (usage.cache_creation_input_tokens, ==, 3);
  g_assert_cmpint (usage.cache_read_input_tokens, ==, 4);
  g_assert_cmpint (usage.cache_creation_5m_tokens, ==, 5);
  g_assert_cmpint (usage.cache_creation_1h_tokens, ==, 6);
  g_assert_cmpint (usage.thinking_tokens, ==, 7);
  g_assert_cmpint (usage.web_search_requests, ==, 8);
}

/* message_delta is cumulative, so it overwrites; what it leaves out or has as null stays. */
static void
test_partial_update (void)
{
  ChatUsage usage = CHAT_USAGE_INIT;

  update (&usage, "{\"input_tokens\":2039,\"output_tokens\":1,\"cache_read_input_tokens\":10}");
  update (&usage, "{\"input_tokens\":10423,\"output_tokens\":500,"
                  "\"cache_read_input_tokens\":null}");

  g_assert_cmpint (usage.input_tokens, ==, 10423);
  g_assert_cmpint (usage.output_tokens, ==, 500);
  g_assert_cmpint (usage.cache_read_input_tokens, ==, 10);
  g_assert_cmpint (usage.cache_creation_input_tokens, ==, -1);

  update (&usage, "{\"output_tokens\":0}");
  g_assert_cmpint (usage.output_tokens, ==, 0);
}

static void
test_foreign_values (void)
{
  ChatUsage usage = CHAT_USAGE_INIT;

  update (&usage, "{\"input_tokens\":\"12\",\"output_tokens\":-5,\"cache_creation\":[],"
                  "\"server_tool_use\":7,\"output_tokens_details\":null,"
                  "\"cache_read_input_tokens\":12.0}");

  g_assert_cmpint (usage.input_tokens, ==, -1);
  g_assert_cmpint (usage.output_tokens, ==, -1);
  g_assert_cmpint (usage.web_search_requests, ==, -1);
  g_assert_cmpint (usage.cache_read_input_tokens, ==, 12);

  chat_usage_update (&usage, NULL);
  g_assert_cmpint (usage.cache_read_input_tokens, ==, 12);
}

static void
test_total_input (void)
{
  ChatUsage usage = CHAT_USAGE_INIT;

  g_assert_cmpint (chat_usage_total_input (&usage), ==, -1);

  usage.input_tokens = 0;
  g_assert_cmpint (chat_usage_total_input (&usage), ==, 0);

  usage.input_tokens = 10;
  g_assert_cmpint (chat_usage_total_input (&usage), ==, 10);

  usage.cache_creation_input_tokens = 200;
  usage.cache_read_input_tokens = 3000;
  g_assert_cmpint (chat_usage_total_input (&usage), ==, 3210);
}

/* json-glib's counts of references are not atomic: what another thread gets is its own. */
static void
test_snapshot_shares_nothing (void)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatMessage) snapshot = NULL;
  g_autoptr(JsonObject) usage =
    chat_json_parse_object ("{\"input_tokens\":7,\"iterations\":[{\"type\":\"message\"}],"
                            "\"cache_creation\":{\"ephemeral_5m_input_tokens\":9}}", -1, NULL);
  JsonObject *ours;
  JsonObject *theirs;

  chat_message_merge_raw_usage (message, usage);
  snapshot = chat_message_new_snapshot (message);
  ours = chat_message_get_raw_usage (message);
  theirs = chat_message_get_raw_usage (snapshot);

  g_assert_cmpint (chat_json_get_int (theirs, "input_tokens", -1), ==, 7);
  g_assert_cmpint (chat_json_get_int (chat_json_get_object (theirs, "cache_creation"),
                                      "ephemeral_5m_input_tokens", -1), ==, 9);
  g_assert_true (chat_json_get_object (theirs, "cache_creation") !=
                 chat_json_get_object (ours, "cache_creation"));
  g_assert_true (chat_json_get_array (theirs, "iterations") !=
                 chat_json_get_array (ours, "iterations"));
  g_assert_true (chat_json_get_object (ours, "cache_creation") !=
                 chat_json_get_object (usage, "cache_creation"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/usage/all-counters", test_all_counters);
  g_test_add_func ("/usage/partial-update", test_partial_update);
  g_test_add_func ("/usage/foreign-values", test_foreign_values);
  g_test_add_func ("/usage/total-input", test_total_input);
  g_test_add_func ("/usage/snapshot-shares-nothing", test_snapshot_shares_nothing);

  return g_test_run ();
}
