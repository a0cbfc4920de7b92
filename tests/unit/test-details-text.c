/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The details of a message as rows, and long texts cut for text views.
 */

#include "chat-details-text.h"

#include "chat-json.h"
#include "chat-message-time.h"

#include <string.h>

/* 28 November 2026, 13:00 */
#define NOW_MS G_GINT64_CONSTANT (1795870800000)

static const char *
find (GPtrArray  *details,
      const char *name)
{
  for (guint i = 0; i < details->len; i++)
    {
      const ChatDetail *detail = g_ptr_array_index (details, i);

      if (g_str_equal (detail->name, name))
        return detail->value;
    }

  return NULL;
}

static void
test_reply (void)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(JsonObject) usage =
    chat_json_parse_object ("{\"input_tokens\":262,\"new_field\":{\"x\":1}}", -1, NULL);
  g_autoptr(GPtrArray) details = NULL;
  ChatTimings *times = chat_message_get_timings (message);

  chat_message_set_model (message, "claude-opus-5");
  chat_message_set_request_id (message, "req_011");
  chat_message_set_stop_reason (message, "stop_sequence");
  chat_message_set_stop_sequence (message, "END");
  chat_message_merge_raw_usage (message, usage);
  chat_usage_update (chat_message_get_usage (message), usage);
  times->started_us = 1000000;
  times->first_text_us = 1600000;
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  details = chat_details_new (message);

  g_assert_cmpstr (find (details, "Model"), ==, "Claude Opus 5 (claude-opus-5)");
  g_assert_cmpstr (find (details, "Request id"), ==, "req_011");
  g_assert_cmpstr (find (details, "Stop reason"), ==, "stop_sequence (“END”)");
  g_assert_cmpstr (find (details, "State"), ==, "complete");
  g_assert_cmpstr (find (details, "First word after"), ==, "0.6 s");
  g_assert_null (find (details, "All after"));
  g_assert_cmpstr (find (details, "Read, not from the cache"), ==, "262");
  g_assert_null (find (details, "Written"));
  g_assert_nonnull (strstr (find (details, "As the server says it"), "\"new_field\""));
}

static void
test_prompt (void)
{
  g_autoptr(ChatMessage) message = chat_message_new_user ("Hello");
  g_autoptr(GPtrArray) details = chat_details_new (message);

  g_assert_nonnull (find (details, "Time"));
  g_assert_null (find (details, "Model"));
  g_assert_null (find (details, "As the server says it"));
}

static char *
lay_out (const char  *text,
         char       **whole)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return chat_details_lay_out (bytes, whole);
}

static void
test_layout (void)
{
  g_autofree char *json = lay_out ("{\"a\":[1,2]}", NULL);
  g_autofree char *events = lay_out ("event: ping\ndata: {}\n\n", NULL);
  g_autofree char *nothing = lay_out ("", NULL);
  g_autofree char *invalid = lay_out ("a\xff\n", NULL);

  g_assert_cmpstr (json, ==, "{\n  \"a\": [\n    1,\n    2\n  ]\n}");
  g_assert_cmpstr (events, ==, "event: ping\ndata: {}\n\n");
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (invalid, ==, "a\ufffd\n");
}

/* Neither an endless line nor endless lines reach a text view; what is copied has it all. */
static void
test_cut (void)
{
  g_autofree char *many = g_strnfill (1000000, 'x');
  g_autofree char *line = g_strdup_printf ("{\"a\":\"é%s\"}", many);
  g_autofree char *whole_line = NULL;
  g_autofree char *cut_line = lay_out (line, &whole_line);
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autofree char *whole_lines = NULL;
  g_autofree char *cut_lines = NULL;

  g_assert_cmpuint (strlen (cut_line), <, 3000);
  g_assert_nonnull (strstr (cut_line, " more)"));
  g_assert_cmpuint (strlen (whole_line), >, 1000000);

  for (int i = 0; i < 200000; i++)
    g_string_append (lines, "data: é\n");
  cut_lines = lay_out (lines->str, &whole_lines);
  g_assert_cmpuint (strlen (cut_lines), <, CHAT_DETAILS_TEXT_MAX + 200);
  g_assert_true (g_str_has_suffix (cut_lines, "copied."));
  g_assert_cmpstr (whole_lines, ==, lines->str);
}

static void
assert_time (ChatConversation *conversation,
             ChatMessage      *message,
             gint64            created_ms,
             const char       *expected)
{
  g_autofree char *words = NULL;

  chat_message_set_created (message, created_ms);
  words = chat_message_time_describe (conversation, message, NOW_MS);
  g_assert_cmpstr (words, ==, expected);
}

/* The day only where it is another, the model only where it changed. */
static void
test_time (void)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  const char *models[] = { "claude-opus-5", NULL, "claude-opus-5", NULL, "claude-haiku-4-5" };
  ChatMessage *messages[G_N_ELEMENTS (models)];

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      messages[i] = chat_message_new (models[i] != NULL ? CHAT_ROLE_ASSISTANT : CHAT_ROLE_USER);
      chat_message_set_model (messages[i], models[i]);
      chat_conversation_append (conversation, messages[i]);
      g_object_unref (messages[i]);
    }

  assert_time (conversation, messages[0], NOW_MS - 3600 * 1000, "12:00");
  assert_time (conversation, messages[1], NOW_MS - 14 * 3600 * 1000, "27 November, 23:00");
  assert_time (conversation, messages[2], NOW_MS - 365 * G_GINT64_CONSTANT (86400000),
               "28 November 2025, 13:00");
  assert_time (conversation, messages[4], NOW_MS, "Claude Haiku 4.5 · 13:00");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/details-text/reply", test_reply);
  g_test_add_func ("/details-text/prompt", test_prompt);
  g_test_add_func ("/details-text/layout", test_layout);
  g_test_add_func ("/details-text/cut", test_cut);
  g_test_add_func ("/details-text/time", test_time);

  return g_test_run ();
}
