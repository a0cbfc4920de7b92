/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Failures by name, and texts that may be shown: no keys, no control characters.
 */

#include "chat-failure.h"

static void
test_names (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int kind = CHAT_FAILURE_NONE; kind <= CHAT_FAILURE_OTHER; kind++)
    {
      const char *name = chat_failure_kind_to_name (kind);

      g_assert_nonnull (name);
      g_assert_true (g_hash_table_add (seen, (gpointer) name));
    }
}

static void
test_new (void)
{
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_TLS, "a\xFFz");
  ChatFailure *same = chat_failure_ref (failure);

  g_assert_cmpint (failure->kind, ==, CHAT_FAILURE_TLS);
  g_assert_cmpstr (failure->message, ==, "a\xEF\xBF\xBDz");
  g_assert_cmpint (failure->retry_after_ms, ==, -1);
  g_assert_cmpint (failure->should_retry, ==, -1);
  chat_failure_unref (same);
  g_assert_cmpint (failure->kind, ==, CHAT_FAILURE_TLS);
}

static void
test_safe_text (void)
{
  static const struct
  {
    const char *text;
    const char *safe;
  } cases[] = {
    { "Incorrect API key provided: sk-proj-ab12cd34ef.", "Incorrect API key provided: sk-…" },
    { "bad sk-ant-api03-AAAA_bbbb-CCCC, sorry", "bad sk-…, sorry" },
    { "key sk-ab***********yz was refused", "key sk-… was refused" },
    { "Authorization: Bearer eyJhbGciOi.x1y2.z3", "Authorization: Bearer …" },
    { "got bearer abc123def456", "got bearer …" },
    { "x-api-key: 0123456789abcdef", "x-api-key: …" },
    { "\"api_key\":\"0123456789abcdef\"", "\"api_key\":\"…\"" },
    { "https://me:secret@example.org/v1", "https://…@example.org/v1" },
    { "https://example.org/?key=AIzaSy123&alt=sse", "https://example.org/?key=…&alt=sse" },
    { "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln here", "token … here" },
    /* words about keys are no keys */
    { "invalid x-api-key", "invalid x-api-key" },
    { "Bearer authentication is required", "Bearer authentication is required" },
    { "Keys begin with sk-ant-", "Keys begin with sk-ant-" },
    { "The task-management tool", "The task-management tool" },
    { "https://example.org/a@b", "https://example.org/a@b" },
    /* what a terminal would obey */
    { "a\x1b[2Jb\rc\td\ne\x7f" "f", "a [2Jb c d\ne f" },
    { "a\xC2\x9B" "2Jb\xC2\xA0" "c", "a  2Jb\xC2\xA0" "c" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *safe = chat_failure_dup_safe (cases[i].text, -1);
      g_autofree char *again = chat_failure_dup_safe (safe, -1);

      g_assert_cmpstr (safe, ==, cases[i].safe);
      g_assert_cmpstr (again, ==, safe);
    }

  g_assert_null (chat_failure_dup_safe (NULL, -1));
}

static void
test_safe_length (void)
{
  g_autofree char *none = chat_failure_dup_safe ("abcdef", 0);
  g_autofree char *cut = chat_failure_dup_safe ("abcdef", 3);
  g_autofree char *nul = chat_failure_dup_safe ("a\0b", 3);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (cut, ==, "abc");
  g_assert_cmpstr (nul, ==, "a\xEF\xBF\xBD" "b");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/failure/names", test_names);
  g_test_add_func ("/failure/new", test_new);
  g_test_add_func ("/failure/safe-text", test_safe_text);
  g_test_add_func ("/failure/safe-length", test_safe_length);

  return g_test_run ();
}
