/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of models: which id means which row, and what a reply costs.
 */

#include "chat-model-info.h"

#define CENT 0.01

/* What two ways of adding the same prices may differ by. */
#define ROUNDING 1e-9

static void
test_ids (void)
{
  static const struct
  {
    const char *asked;
    const char *found;    /* NULL: unknown */
  } cases[] = {
    { "claude-opus-5", "claude-opus-5" },
    { "claude-opus-5-5", "claude-opus-5-5" },
    { "claude-haiku-4-5-20251001", "claude-haiku-4-5" },
    { "claude-opus-5-20260724", "claude-opus-5" },
    { "anthropic/claude-sonnet-5-5", "claude-sonnet-5-5" },
    { "anthropic/claude-opus-4.5", "claude-opus-4-5" },
    { "openrouter/anthropic/claude-opus-4.6:beta", "claude-opus-4-6" },
    { "claude-demo", "claude-demo" },
    /* no prefix of a name is the name */
    { "claude-opus-5-9", NULL },
    { "claude-opus-50", NULL },
    { "claude-opus-5-2026072", NULL },
    { "claude-opus-5-202607241", NULL },
    { "claude-opus-5-2026072x", NULL },
    { "claude-opus", NULL },
    { "claude-opus-4.5", NULL },
    { "qwen3:8b", NULL },
    { "anthropic/", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ChatModelInfo *info = chat_model_info_find (cases[i].asked);

      g_test_message ("%s", cases[i].asked);
      g_assert_cmpstr (info != NULL ? info->id : NULL, ==, cases[i].found);
    }

  g_assert_null (chat_model_info_find (NULL));
}

static void
test_names (void)
{
  g_assert_cmpstr (chat_model_info_get_name ("claude-opus-5"), ==, "Claude Opus 5");
  g_assert_cmpstr (chat_model_info_get_name ("claude-haiku-4-5-20251001"), ==, "Claude Haiku 4.5");
  g_assert_cmpstr (chat_model_info_get_name ("claude-demo"), ==, "Demo model");
  g_assert_cmpstr (chat_model_info_get_name ("qwen3:8b"), ==, "qwen3:8b");
}

static void
test_limits_and_thinking (void)
{
  static const struct
  {
    const char          *id;
    gint64               context_window;
    gint64               max_output;
    ChatThinkingSupport  thinking;
  } cases[] = {
    { "claude-fable-5", 1000000, 128000, CHAT_THINKING_ALWAYS },
    { "claude-mythos-5-1", 1000000, 128000, CHAT_THINKING_ALWAYS },
    { "claude-opus-5-5", 1000000, 128000, CHAT_THINKING_ALWAYS },
    { "claude-opus-5", 1000000, 128000, CHAT_THINKING_ADAPTIVE },
    { "claude-sonnet-5", 1000000, 128000, CHAT_THINKING_ADAPTIVE },
    { "claude-haiku-5-5", 1000000, 128000, CHAT_THINKING_ADAPTIVE },
    { "claude-opus-4-7", 1000000, 128000, CHAT_THINKING_ADAPTIVE },
    { "claude-opus-4-6", 1000000, 128000, CHAT_THINKING_EITHER },
    { "claude-sonnet-4-6", 1000000, 128000, CHAT_THINKING_EITHER },
    { "claude-sonnet-4-5-20250929", 200000, 64000, CHAT_THINKING_BUDGET },
    { "claude-haiku-4-5", 200000, 64000, CHAT_THINKING_BUDGET },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ChatModelInfo *info = chat_model_info_find (cases[i].id);

      g_test_message ("%s", cases[i].id);
      g_assert_nonnull (info);
      g_assert_cmpint (info->context_window, ==, cases[i].context_window);
      g_assert_cmpint (info->max_output, ==, cases[i].max_output);
      g_assert_cmpint (info->thinking, ==, cases[i].thinking);
    }
}

static void
assert_cost (const char      *model,
             const ChatUsage *usage,
             double           expected)
{
  g_assert_cmpfloat_with_epsilon (chat_model_info_cost (model, usage), expected, ROUNDING);
}

static void
test_cost (void)
{
  ChatUsage usage = CHAT_USAGE_INIT;

  usage.input_tokens = 1000000;
  usage.output_tokens = 100000;
  assert_cost ("claude-opus-5", &usage, 5 + 2.50);

  usage.cache_read_input_tokens = 1000000;
  assert_cost ("claude-opus-5", &usage, 5 + 2.50 + 0.50);
  assert_cost ("claude-opus-5-5", &usage, 4 + 2 + 0.20);
  assert_cost ("claude-fable-5-1", &usage, 10 + 5 + 0.25);

  usage.web_search_requests = 3;
  assert_cost ("claude-opus-5", &usage, 5 + 2.50 + 0.50 + 3 * CENT);

  assert_cost ("claude-demo", &usage, 0);
}

/* message_delta may raise the total above the split of message_start. */
static void
test_cache_writes (void)
{
  ChatUsage usage = CHAT_USAGE_INIT;

  usage.input_tokens = 0;
  usage.output_tokens = 0;
  usage.cache_creation_input_tokens = 1000000;
  assert_cost ("claude-sonnet-5", &usage, 2.50);

  usage.cache_creation_5m_tokens = 600000;
  usage.cache_creation_1h_tokens = 400000;
  assert_cost ("claude-sonnet-5", &usage, 0.6 * 2.50 + 0.4 * 4);

  usage.cache_creation_input_tokens = 2000000;
  assert_cost ("claude-sonnet-5", &usage, 1.6 * 2.50 + 0.4 * 4);

  usage.cache_creation_input_tokens = -1;
  assert_cost ("claude-sonnet-5", &usage, 0.6 * 2.50 + 0.4 * 4);
}

/* The tier goes by the whole prompt, cached or not, and holds for every token of the request. */
static void
test_tiers (void)
{
  ChatUsage usage = CHAT_USAGE_INIT;

  usage.input_tokens = 40000;
  usage.cache_read_input_tokens = 60000;
  usage.output_tokens = 1000;
  assert_cost ("claude-haiku-5-5", &usage, 0.04 * 0.10 + 0.06 * 0.01 + 0.001 * 0.50);

  usage.cache_read_input_tokens = 60001;
  assert_cost ("claude-haiku-5-5", &usage, 0.04 * 0.50 + 0.060001 * 0.05 + 0.001 * 2.50);
}

static void
test_unknown_cost (void)
{
  ChatUsage usage = CHAT_USAGE_INIT;

  usage.output_tokens = 5;
  g_assert_cmpfloat (chat_model_info_cost ("claude-opus-5", &usage), ==, -1);

  usage.input_tokens = 5;
  usage.output_tokens = -1;
  g_assert_cmpfloat (chat_model_info_cost ("claude-opus-5", &usage), ==, -1);

  usage.output_tokens = 5;
  g_assert_cmpfloat (chat_model_info_cost ("qwen3:8b", &usage), ==, -1);
  g_assert_cmpfloat (chat_model_info_cost ("claude-mythos-5-2", &usage), ==, -1);
  g_assert_cmpfloat (chat_model_info_cost (NULL, &usage), ==, -1);
  g_assert_cmpfloat (chat_model_info_cost ("claude-opus-5", &usage), >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model-info/ids", test_ids);
  g_test_add_func ("/model-info/names", test_names);
  g_test_add_func ("/model-info/limits-and-thinking", test_limits_and_thinking);
  g_test_add_func ("/model-info/cost", test_cost);
  g_test_add_func ("/model-info/cache-writes", test_cache_writes);
  g_test_add_func ("/model-info/tiers", test_tiers);
  g_test_add_func ("/model-info/unknown-cost", test_unknown_cost);

  return g_test_run ();
}
