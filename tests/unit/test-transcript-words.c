/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of the transcript: status line, countdown, end line, notes.
 */

#include "chat-status-text.h"

#include <locale.h>
#include <string.h>

#define SECOND G_USEC_PER_SEC

/* Values are isolated, to keep together in text of either direction; tests read past that. */
static char *
strip (char *text)
{
  g_autofree char *owned = text;
  g_auto(GStrv) parts = NULL;
  g_autofree char *half = NULL;

  if (owned == NULL)
    return NULL;

  parts = g_strsplit (owned, "\u2068", -1);
  half = g_strjoinv ("", parts);
  g_strfreev (parts);
  parts = g_strsplit (half, "\u2069", -1);
  return g_strjoinv ("", parts);
}

#define assert_words(text, expected)                \
  G_STMT_START                                      \
  {                                                 \
    g_autofree char *words = strip (text);          \
    g_assert_cmpstr (words, ==, expected);          \
  }                                                 \
  G_STMT_END

static void
test_numbers (void)
{
  assert_words (chat_status_number (0), "0");
  assert_words (chat_status_number (999), "999");
  /* The C locale does not group. */
  assert_words (chat_status_number (2310), "2310");
}

static void
test_durations (void)
{
  assert_words (chat_status_duration (0, FALSE), "0.0 s");
  assert_words (chat_status_duration (-5, FALSE), "0.0 s");
  assert_words (chat_status_duration (430000, FALSE), "0.4 s");
  assert_words (chat_status_duration (2900000, FALSE), "2 s");
  assert_words (chat_status_duration (8120000, TRUE), "8.1 s");
  assert_words (chat_status_duration (59 * SECOND, TRUE), "59.0 s");
  assert_words (chat_status_duration (125 * SECOND, TRUE), "2 min 5 s");
  assert_words (chat_status_duration (125 * SECOND, FALSE), "2 min 5 s");
}

static void
test_prices (void)
{
  g_assert_null (chat_status_price (-1));
  g_assert_null (chat_status_price (0));
  assert_words (chat_status_price (20000), "less than $0.0001");
  assert_words (chat_status_price (3400000), "$0.0034");
  assert_words (chat_status_price (21000000), "$0.021");
  assert_words (chat_status_price (210000000), "$0.21");
  assert_words (chat_status_price (1500000000), "$1.50");
}

static void
test_words (void)
{
  g_assert_cmpuint (chat_status_count_words (""), ==, 0);
  g_assert_cmpuint (chat_status_count_words (" - \n"), ==, 0);
  g_assert_cmpuint (chat_status_count_words ("Dear Ms Hartmann,\nit's cold"), ==, 5);
  g_assert_cmpuint (chat_status_count_words ("السطر الأخير"), ==, 2);
  g_assert_cmpuint (chat_status_count_words ("我喜欢 tea"), ==, 4);
}

static ChatMessage *
new_reply (void)
{
  ChatMessage *message = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_set_model (message, "claude-opus-5");
  return message;
}

static ChatContentBlock *
add_block (ChatMessage    *message,
           const char     *start,
           ChatBlockState  state)
{
  ChatContentBlock *block = chat_content_block_new (start, strlen (start), 0);

  block->state = state;
  block->started_us = 10 * SECOND;
  block->finished_us = state == CHAT_BLOCK_OPEN ? 0 : 20 * SECOND;
  chat_message_add_block (message, block);
  return block;
}

static void
assert_status (ChatMessage   *message,
               ChatTurnPhase  phase,
               double         rate,
               const char    *expected)
{
  ChatActivityState state;

  chat_status_look (phase, 21 * SECOND, message, &state);
  assert_words (chat_status_line (&state, 23 * SECOND, rate), expected);
}

static void
test_status (void)
{
  g_autoptr(ChatMessage) message = new_reply ();
  ChatContentBlock *block;

  assert_status (message, CHAT_TURN_CONNECTING, 0, "Connecting… 2 s");
  assert_status (message, CHAT_TURN_WAITING, 0, "Waiting for the first word… 2 s");
  assert_status (message, CHAT_TURN_STREAMING, 0, "Waiting for the first word… 2 s");

  block = add_block (message, "{\"type\":\"thinking\",\"thinking\":\"\"}", CHAT_BLOCK_OPEN);
  assert_status (message, CHAT_TURN_STREAMING, 0, "Thinking… 13 s");
  block->state = CHAT_BLOCK_COMPLETE;
  block->finished_us = 20 * SECOND;
  assert_status (message, CHAT_TURN_STREAMING, 0, "Waiting for more… 3 s");

  block = add_block (message, "{\"type\":\"text\",\"text\":\"\"}", CHAT_BLOCK_OPEN);
  assert_status (message, CHAT_TURN_STREAMING, 0, "Writing…");
  assert_status (message, CHAT_TURN_STREAMING, 70.6, "Writing · about 71 tokens/s");
  block->state = CHAT_BLOCK_COMPLETE;

  block = add_block (message, "{\"type\":\"tool_use\",\"name\":\"weather\"}", CHAT_BLOCK_OPEN);
  assert_status (message, CHAT_TURN_STREAMING, 70, "Preparing weather… 13 s");
  block->state = CHAT_BLOCK_COMPLETE;

  add_block (message, "{\"type\":\"server_tool_use\",\"name\":\"web_search\"}",
             CHAT_BLOCK_COMPLETE);
  assert_status (message, CHAT_TURN_STREAMING, 70, "Running web_search… 3 s");
}

/* Some servers leave every block open until the end: the newest one counts. */
static void
test_status_overlap (void)
{
  g_autoptr(ChatMessage) message = new_reply ();

  add_block (message, "{\"type\":\"thinking\",\"thinking\":\"hm\"}", CHAT_BLOCK_OPEN);
  add_block (message, "{\"type\":\"text\",\"text\":\"Well\"}", CHAT_BLOCK_OPEN);

  assert_status (message, CHAT_TURN_STREAMING, 0, "Writing…");
}

static void
test_thinking (void)
{
  assert_words (chat_status_thought (12 * SECOND), "Thought for 12 s");
  assert_words (chat_status_thought (400000), "Thought for 0.4 s");
  assert_words (chat_status_thought (1), "Thought for 0.1 s");
  /* loaded from a store that does not know it */
  assert_words (chat_status_thought (0), "Thought");
}

static void
test_retry (void)
{
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_OVERLOADED, NULL);
  ChatRetry retry = { 2, 5, 100 * SECOND, failure };

  assert_words (chat_status_retry_title (&retry), "Overloaded:");
  assert_words (chat_status_retry_body (&retry, 92 * SECOND),
                "next try in 8 s (2 of 5). Nothing was written yet.");
  assert_words (chat_status_retry_body (&retry, 92 * SECOND + 1),
                "next try in 8 s (2 of 5). Nothing was written yet.");
  assert_words (chat_status_retry_body (&retry, 101 * SECOND),
                "next try in 1 s (2 of 5). Nothing was written yet.");
}

static void
test_end_line (void)
{
  g_autoptr(ChatMessage) message = new_reply ();
  ChatTimings *timings = chat_message_get_timings (message);
  ChatUsage *usage = chat_message_get_usage (message);

  timings->started_us = SECOND;
  timings->first_delta_us = SECOND + 100000;
  timings->first_text_us = SECOND + 600000;
  timings->ended_us = 9 * SECOND + 100000;
  usage->input_tokens = 262;
  usage->cache_read_input_tokens = 2048;
  usage->cache_creation_input_tokens = 0;
  usage->output_tokens = 568;
  chat_message_set_cost (message, 16534000);
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);

  assert_words (chat_status_end_line (message, FALSE),
                "Claude Opus 5 · first word 0.6 s · 8.1 s · 71 tokens/s · 2310 in (2048 cached)"
                " · 568 out · $0.017");
  assert_words (chat_status_end_line (message, TRUE),
                "Claude Opus 5 · 8.1 s · 568 out · $0.017");

  /* what came at once has no speed */
  timings->ended_us = timings->first_delta_us + 499999;
  assert_words (chat_status_end_line (message, FALSE),
                "Claude Opus 5 · first word 0.6 s · 0.6 s · 2310 in (2048 cached)"
                " · 568 out · $0.017");
}

/* Each value by itself, so that a right-to-left line does not tear it apart. */
static void
test_isolation (void)
{
  g_autoptr(ChatMessage) message = new_reply ();
  g_autofree char *line = NULL;

  chat_message_get_usage (message)->output_tokens = 5;
  line = chat_status_end_line (message, FALSE);

  g_assert_cmpstr (line, ==, "\u2068Claude Opus 5\u2069 · \u20685\u2069 out");
}

static void
test_end_line_unknown (void)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  g_assert_null (chat_status_end_line (message, FALSE));

  chat_message_set_model (message, "qwen3:4b");
  chat_message_get_usage (message)->input_tokens = 12;
  assert_words (chat_status_end_line (message, FALSE), "qwen3:4b · 12 in");

  chat_message_set_stop_reason (message, "sensitive");
  assert_words (chat_status_end_line (message, TRUE), "qwen3:4b · ended at “sensitive”");
  chat_message_set_stop_reason (message, "stop_sequence");
  chat_message_set_stop_sequence (message, "###");
  assert_words (chat_status_end_line (message, TRUE), "qwen3:4b · ended at “###”");
  chat_message_set_stop_reason (message, "end_turn");
  assert_words (chat_status_end_line (message, TRUE), "qwen3:4b");
}

static void
assert_ending (ChatMessageState  state,
               const char       *text,
               const char       *reason,
               const char       *expected)
{
  g_autoptr(ChatMessage) message = new_reply ();

  if (text != NULL)
    chat_message_add_block (message, chat_content_block_new_text (text));
  chat_message_set_stop_reason (message, reason);
  if (reason != NULL)
    chat_message_get_usage (message)->output_tokens = 8192;
  chat_message_set_state (message, state);
  assert_words (chat_status_ending (message), expected);
}

static void
test_endings (void)
{
  assert_ending (CHAT_MESSAGE_COMPLETE, "Hello", NULL, NULL);
  assert_ending (CHAT_MESSAGE_STOPPED, "Hello", NULL, "Stopped after 1 word");
  assert_ending (CHAT_MESSAGE_STOPPED, "Hello there", NULL, "Stopped after 2 words");
  assert_ending (CHAT_MESSAGE_STOPPED, NULL, NULL, "Stopped before the first word");
  assert_ending (CHAT_MESSAGE_INTERRUPTED, "Hello there", NULL, "Interrupted after 2 words");
  assert_ending (CHAT_MESSAGE_CUT_OFF, "Hello", "max_tokens",
                 "Cut off: the reply reached 8192 tokens");
  assert_ending (CHAT_MESSAGE_CUT_OFF, "Hello", "model_context_window_exceeded",
                 "Cut off: the conversation fills the model’s context window");
  assert_ending (CHAT_MESSAGE_CUT_OFF, "Hello", NULL,
                 "Cut off: the reply reached its limit of tokens");
  assert_ending (CHAT_MESSAGE_REFUSED, NULL, "refusal", "Claude declined to answer");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C");

  g_test_add_func ("/transcript-words/numbers", test_numbers);
  g_test_add_func ("/transcript-words/durations", test_durations);
  g_test_add_func ("/transcript-words/prices", test_prices);
  g_test_add_func ("/transcript-words/words", test_words);
  g_test_add_func ("/transcript-words/status", test_status);
  g_test_add_func ("/transcript-words/status-overlap", test_status_overlap);
  g_test_add_func ("/transcript-words/thinking", test_thinking);
  g_test_add_func ("/transcript-words/retry", test_retry);
  g_test_add_func ("/transcript-words/end-line", test_end_line);
  g_test_add_func ("/transcript-words/isolation", test_isolation);
  g_test_add_func ("/transcript-words/end-line-unknown", test_end_line_unknown);
  g_test_add_func ("/transcript-words/endings", test_endings);

  return g_test_run ();
}
