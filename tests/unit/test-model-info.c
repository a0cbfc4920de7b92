/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of models: which id means which row.
 */

#include "chat-model-info.h"

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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model-info/ids", test_ids);
  g_test_add_func ("/model-info/names", test_names);
  g_test_add_func ("/model-info/limits-and-thinking", test_limits_and_thinking);

  return g_test_run ();
}
