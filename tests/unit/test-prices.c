/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply costs: against sums written by hand, and with the user's own prices.
 */

#include "chat-prices.h"

#include "chat-json.h"
#include "test-support.h"

#include <string.h>

#define ANTHROPIC "api.anthropic.com"

/* As many recorded ones as were asked for, at least. */
#define N_RECORDED 30

static gint64
cost_of (ChatPrices *prices,
         const char *server,
         const char *model,
         const char *usage)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (usage, -1, NULL);

  g_assert_nonnull (object);
  return chat_prices_cost_of_object (prices, server, model, object);
}

static void
test_recorded (void)
{
  g_autofree char *text = test_load_fixture ("prices/usage.jsonl", NULL);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_autoptr(ChatPrices) prices = chat_prices_new (NULL, 0, NULL);
  guint n_recorded = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(JsonObject) line = chat_json_parse_object (lines[i], -1, NULL);
      gint64 expected = chat_json_get_int (line, "nano", -2);
      gint64 cost = chat_prices_cost_of_object (prices, chat_json_get_string (line, "server"),
                                                chat_json_get_string (line, "model"),
                                                chat_json_get_object (line, "usage"));

      g_test_message ("%s", chat_json_get_string (line, "sum"));
      g_assert_cmpint (cost, ==, expected);
      if (expected >= 0 && strcmp (chat_json_get_string (line, "source"), "made") != 0)
        n_recorded++;
    }

  g_assert_cmpuint (n_recorded, >=, N_RECORDED);
}

static void
test_own (void)
{
  static const char own[] =
    "{\"format\":1,\"lists\":["
    "{\"servers\":[\"gateway.example\",\"local\"],\"models\":{"
    "  \"claude-opus-5\":{\"input\":1,\"output\":2.000001}}},"
    "{\"servers\":[\"api.anthropic.com\"],\"web_search\":0,\"models\":{"
    "  \"claude-opus-5\":{\"input\":4,\"output\":20}}}]}";
  static const char usage[] = "{\"input_tokens\":10,\"output_tokens\":1000}";
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatPrices) prices = chat_prices_new (own, -1, &error);

  g_assert_no_error (error);
  g_assert_true (chat_prices_has_own (prices));
  g_assert_cmpint (cost_of (prices, "gateway.example", "claude-opus-5", usage), ==, 2010001);
  g_assert_cmpint (cost_of (prices, "local", "claude-opus-5-20260724", usage), ==, 2010001);
  g_assert_cmpint (cost_of (prices, ANTHROPIC, "claude-opus-5", usage), ==, 20040000);
  /* what it does not name is as it was */
  g_assert_cmpint (cost_of (prices, ANTHROPIC, "claude-sonnet-5", usage), ==, 10020000);
  g_assert_cmpint (cost_of (prices, "gateway.example", "claude-sonnet-5", usage), ==, -1);
  g_assert_cmpint (cost_of (prices, NULL, "claude-opus-5", usage), ==, -1);
  g_assert_cmpint (cost_of (prices, ANTHROPIC, NULL, usage), ==, -1);
  /* a price that it leaves out is unknown, not that of the other table */
  g_assert_cmpint (cost_of (prices, ANTHROPIC, "claude-opus-5",
                            "{\"input_tokens\":1,\"output_tokens\":1,"
                            "\"cache_read_input_tokens\":1}"), ==, -1);
}

static void
test_damaged (void)
{
  static const char * const damaged[] = {
    "", "[]", "{}", "{\"format\":2,\"lists\":[]}", "{\"format\":1}", "{\"format\":1,\"lists\":{}}",
    "{\"format\":1,\"lists\":[7]}", "{\"format\":1,\"lists\":[{}]}",
    "{\"format\":1,\"lists\":[{\"servers\":[]}]}", "{\"format\":1,\"lists\":[{\"servers\":[7]}]}",
    "{\"format\":1,\"currency\":\"EUR\",\"lists\":[]}",
    "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"us\":-1}]}",
    "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"models\":{\"m\":7}}]}",
    "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"models\":{\"m\":{\"input\":\"1\"}}}]}",
    "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"models\":{\"m\":{\"input\":1e9}}}]}",
    "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"models\":{\"m\":{\"above\":{}}}}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(ChatPrices) prices = chat_prices_new (damaged[i], -1, &error);

      g_test_message ("%s", damaged[i]);
      g_assert_error (error, CHAT_PRICES_ERROR, CHAT_PRICES_ERROR_DAMAGED);
      g_assert_false (chat_prices_has_own (prices));
      g_assert_cmpint (cost_of (prices, ANTHROPIC, "claude-opus-5",
                                "{\"input_tokens\":1,\"output_tokens\":1}"), ==, 30000);
    }
}

/* A server may write what it likes. */
static void
test_absurd (void)
{
  static const char * const absurd[] = {
    "{\"input_tokens\":9000000000000000000,\"output_tokens\":9000000000000000000}",
    "{\"input_tokens\":1,\"output_tokens\":1,\"server_tool_use\":{\"web_search_requests\":1e18}}",
    "{\"input_tokens\":1,\"output_tokens\":1,\"cache_creation\":{\"ephemeral_5m_input_tokens\":9e18,"
    "\"ephemeral_1h_input_tokens\":9e17}}",
    "{\"input_tokens\":9000000000000000000,\"output_tokens\":1,"
    "\"cache_read_input_tokens\":9000000000000000000}",
    "{\"input_tokens\":1,\"output_tokens\":1,\"inference_geo\":\"moon\"}",
  };
  g_autoptr(ChatPrices) prices = chat_prices_new (NULL, 0, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (absurd); i++)
    g_assert_cmpint (cost_of (prices, ANTHROPIC, "claude-opus-5", absurd[i]), ==, -1);
  g_assert_cmpint (cost_of (prices, "openrouter.ai", "m", "{\"cost\":1e300}"), ==, -1);
}

static void
test_refusal (void)
{
  g_autoptr(ChatPrices) prices = chat_prices_new (NULL, 0, NULL);
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  ChatUsage *usage = chat_message_get_usage (message);

  chat_message_set_model (message, "claude-opus-5");
  chat_message_set_stop_reason (message, "refusal");
  usage->input_tokens = 20;
  usage->output_tokens = 0;
  g_assert_cmpint (chat_prices_cost_of_message (prices, ANTHROPIC, message), ==, 0);
  usage->output_tokens = 1;
  g_assert_cmpint (chat_prices_cost_of_message (prices, ANTHROPIC, message), ==, 125000);
}

static void
test_saving (void)
{
  g_autoptr(ChatPrices) prices = chat_prices_new (NULL, 0, NULL);
  ChatUsage usage = CHAT_USAGE_INIT;
  gint64 saving;

  usage.input_tokens = 0;
  usage.output_tokens = 10;
  usage.cache_read_input_tokens = 1000;
  g_assert_true (chat_prices_saving (prices, ANTHROPIC, "claude-opus-5", &usage, &saving));
  g_assert_cmpint (saving, ==, 4500000);
  usage.cache_read_input_tokens = 0;
  usage.cache_creation_input_tokens = 1000;
  g_assert_true (chat_prices_saving (prices, ANTHROPIC, "claude-opus-5", &usage, &saving));
  g_assert_cmpint (saving, ==, -1250000);
  g_assert_false (chat_prices_saving (prices, NULL, "claude-opus-5", &usage, &saving));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/prices/recorded", test_recorded);
  g_test_add_func ("/prices/own", test_own);
  g_test_add_func ("/prices/damaged", test_damaged);
  g_test_add_func ("/prices/absurd", test_absurd);
  g_test_add_func ("/prices/refusal", test_refusal);
  g_test_add_func ("/prices/saving", test_saving);

  return g_test_run ();
}
