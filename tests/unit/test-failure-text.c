/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every failure has its words, and they are the program's own.
 */

#include "chat-failure-text.h"

#include <string.h>

static void
assert_sentences (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 5);
  g_assert_true (g_str_has_suffix (text, ".") || g_str_has_suffix (text, "”"));
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
  g_assert_null (strchr (text, '!'));
  g_assert_null (strstr (text, ".."));
  g_assert_null (strstr (text, "  "));
  g_assert_null (strcasestr (text, "sorry"));
  g_assert_null (strcasestr (text, "please"));
  g_assert_null (strcasestr (text, "oops"));
  g_assert_null (strchr (text, '\''));
}

static void
test_all_kinds (void)
{
  g_autoptr(GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int kind = CHAT_FAILURE_NONE; kind <= CHAT_FAILURE_OTHER; kind++)
    {
      g_autoptr(ChatFailure) failure = chat_failure_new (kind, NULL);
      g_autoptr(ChatFailureText) lost = chat_failure_text_new (failure, FALSE);
      g_autoptr(ChatFailureText) kept = chat_failure_text_new (failure, TRUE);

      g_test_message ("%s: %s %s", chat_failure_kind_to_name (kind), lost->title, lost->body);
      assert_sentences (lost->title);
      assert_sentences (lost->body);
      assert_sentences (kept->body);
      g_assert_cmpstr (kept->title, ==, lost->title);
      g_assert_true (g_str_has_prefix (kept->body, kind == CHAT_FAILURE_PROGRAM_ENDED
                                                   ? "What had arrived is kept."
                                                   : "What arrived is kept."));
      g_assert_null (strstr (lost->body, "What arrived"));
      g_assert_null (lost->details);
      g_assert_true (lost->next_step != CHAT_NEXT_STEP_NONE || kind == CHAT_FAILURE_NONE);
      g_assert_true (g_hash_table_add (titles, g_strdup (lost->title)));
      g_assert_cmpuint (strlen (chat_failure_get_headline (failure)), >, 0);
      g_assert_null (strchr (chat_failure_get_headline (failure), '!'));
    }
}

static void
test_refused_key (void)
{
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(ChatFailureText) text = NULL;

  failure = chat_failure_new (CHAT_FAILURE_AUTHENTICATION, "invalid x-api-key");
  failure->status = 401;
  failure->type = g_strdup ("authentication_error");
  failure->code = g_strdup ("key_revoked");
  failure->request_id = g_strdup ("req_1");
  text = chat_failure_text_new (failure, FALSE);

  g_assert_cmpstr (text->title, ==, "The key was refused (401).");
  g_assert_cmpstr (text->body, ==, "Nothing was sent twice. Check the key in Preferences.");
  g_assert_cmpstr (text->details, ==,
                   "Type: authentication_error\nCode: key_revoked\nMessage: invalid x-api-key\nRequest id: req_1");
  g_assert_cmpint (text->next_step, ==, CHAT_NEXT_STEP_OPEN_PREFERENCES);
}

/* What is on the screen can be gone on from; a key must be mended first all the same. */
static void
test_kept (void)
{
  g_autoptr(ChatFailure) lost = chat_failure_new (CHAT_FAILURE_CONNECTION_LOST, NULL);
  g_autoptr(ChatFailure) refused = chat_failure_new (CHAT_FAILURE_AUTHENTICATION, NULL);
  g_autoptr(ChatFailureText) lost_text = chat_failure_text_new (lost, TRUE);
  g_autoptr(ChatFailureText) refused_text = chat_failure_text_new (refused, TRUE);

  g_assert_cmpstr (lost_text->body, ==, "What arrived is kept. Continue from there, or retry.");
  g_assert_cmpint (lost_text->next_step, ==, CHAT_NEXT_STEP_RETRY);
  g_assert_cmpstr (refused_text->body, ==, "What arrived is kept. Check the key in Preferences.");
}

static void
test_quote (void)
{
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(ChatFailureText) text = NULL;

  failure = chat_failure_new (CHAT_FAILURE_INVALID_REQUEST, "prompt is too long");
  text = chat_failure_text_new (failure, FALSE);

  g_assert_cmpstr (text->body, ==,
                   "Nothing was sent twice. Edit the message, or begin a new conversation. "
                   "The server says: “prompt is too long”");
}

static void
test_wait (void)
{
  static const struct
  {
    gint64      wait_ms;
    const char *sentence;
  } cases[] = {
    { 1, "The server asks to wait for 1 second." },
    { 1000, "The server asks to wait for 1 second." },
    { 1001, "The server asks to wait for 2 seconds." },
    { 119000, "The server asks to wait for 119 seconds." },
    { 120000, "The server asks to wait for 2 minutes." },
    { 121000, "The server asks to wait for 3 minutes." },
  };
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_RATE_LIMIT, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChatFailureText) text = NULL;

      failure->retry_after_ms = cases[i].wait_ms;
      text = chat_failure_text_new (failure, FALSE);
      g_assert_nonnull (strstr (text->body, cases[i].sentence));
      g_assert_null (strstr (text->body, "a little"));
    }

  g_assert_cmpstr (chat_failure_get_headline (failure), ==, "Too many requests");
}

static void
test_no_wait (void)
{
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_RATE_LIMIT, NULL);
  g_autoptr(ChatFailureText) text = NULL;

  failure->retry_after_ms = 0;
  text = chat_failure_text_new (failure, FALSE);
  g_assert_cmpstr (text->body, ==, "The message is kept. Wait a little, then retry.");
}

static void
test_redirect (void)
{
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_REDIRECT, NULL);
  g_autoptr(ChatFailureText) text = NULL;

  failure->status = 302;
  failure->location = g_strdup ("https://elsewhere.example/v1/messages");
  text = chat_failure_text_new (failure, FALSE);

  g_assert_cmpstr (text->title, ==, "The server points to another address (302).");
  g_assert_nonnull (strstr (text->body, "The address is https://elsewhere.example/v1/messages."));
}

/* A person reads three lines; the rest stands in the details. */
static void
test_long_message (void)
{
  g_autofree char *message = g_strnfill (900, 'x');
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_SERVER, message);
  g_autoptr(ChatFailureText) text = chat_failure_text_new (failure, FALSE);

  g_assert_cmpuint (strlen (text->body), <, 500);
  g_assert_nonnull (strstr (text->body, "xxx…”"));
  g_assert_nonnull (strstr (text->details, message));
}

/* The words of libraries are for the details only. */
static void
test_library_message (void)
{
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(ChatFailureText) text = NULL;

  failure = chat_failure_new (CHAT_FAILURE_TLS, "Unacceptable TLS certificate");
  text = chat_failure_text_new (failure, FALSE);

  g_assert_null (strstr (text->body, "Unacceptable"));
  g_assert_cmpstr (text->details, ==, "Message: Unacceptable TLS certificate");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/failure-text/all-kinds", test_all_kinds);
  g_test_add_func ("/failure-text/refused-key", test_refused_key);
  g_test_add_func ("/failure-text/kept", test_kept);
  g_test_add_func ("/failure-text/quote", test_quote);
  g_test_add_func ("/failure-text/wait", test_wait);
  g_test_add_func ("/failure-text/no-wait", test_no_wait);
  g_test_add_func ("/failure-text/redirect", test_redirect);
  g_test_add_func ("/failure-text/long-message", test_long_message);
  g_test_add_func ("/failure-text/library-message", test_library_message);

  return g_test_run ();
}
