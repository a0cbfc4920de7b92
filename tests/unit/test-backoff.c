/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether and when another try is made.
 */

#include "chat-backoff.h"

#define MINUTE_MS (60 * 1000)

static ChatFailure *
make (ChatFailureKind kind)
{
  return chat_failure_new (kind, NULL);
}

static void
test_growth (void)
{
  static const gint64 longest[] = { 500, 1000, 2000, 4000, 8000 };
  g_autoptr(ChatFailure) failure = make (CHAT_FAILURE_OVERLOADED);

  for (guint i = 0; i < G_N_ELEMENTS (longest); i++)
    {
      g_assert_cmpint (chat_backoff_delay (failure, i + 1, 0), ==, longest[i]);
      g_assert_cmpint (chat_backoff_delay (failure, i + 1, 1), ==, longest[i] * 3 / 4);
      g_assert_cmpint (chat_backoff_delay (failure, i + 1, 0.5), ==, longest[i] * 7 / 8);
    }

  G_STATIC_ASSERT (G_N_ELEMENTS (longest) == CHAT_BACKOFF_MAX_RETRIES);
  g_assert_cmpint (chat_backoff_delay (failure, CHAT_BACKOFF_MAX_RETRIES + 1, 0), ==, -1);
  g_assert_cmpint (chat_backoff_delay (failure, G_MAXUINT, 0), ==, -1);
}

static gboolean
is_expected_to_retry (ChatFailureKind kind)
{
  static const ChatFailureKind transient[] = {
    CHAT_FAILURE_REFUSED, CHAT_FAILURE_UNREACHABLE, CHAT_FAILURE_CONNECT_TIMEOUT,
    CHAT_FAILURE_RATE_LIMIT, CHAT_FAILURE_OVERLOADED, CHAT_FAILURE_SERVER,
    CHAT_FAILURE_CONNECTION_LOST, CHAT_FAILURE_ENDED_EARLY,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (transient); i++)
    {
      if (transient[i] == kind)
        return TRUE;
    }

  return FALSE;
}

static void
test_kinds (void)
{
  for (int kind = CHAT_FAILURE_NONE; kind <= CHAT_FAILURE_OTHER; kind++)
    {
      g_autoptr(ChatFailure) failure = make (kind);
      const gint64 expected = is_expected_to_retry (kind) ? 500 : -1;

      g_test_message ("%s", chat_failure_kind_to_name (kind));
      g_assert_cmpint (chat_backoff_delay (failure, 1, 0), ==, expected);
    }
}

/* x-should-retry outweighs the kind, but no wish makes a spending limit go away. */
static void
test_should_retry (void)
{
  g_autoptr(ChatFailure) overloaded = make (CHAT_FAILURE_OVERLOADED);
  g_autoptr(ChatFailure) invalid = make (CHAT_FAILURE_INVALID_REQUEST);
  g_autoptr(ChatFailure) spent = make (CHAT_FAILURE_SPEND_LIMIT);

  overloaded->should_retry = 0;
  g_assert_cmpint (chat_backoff_delay (overloaded, 1, 0), ==, -1);

  invalid->should_retry = 1;
  g_assert_cmpint (chat_backoff_delay (invalid, 1, 0), ==, 500);
  g_assert_cmpint (chat_backoff_delay (invalid, CHAT_BACKOFF_MAX_RETRIES + 1, 0), ==, -1);

  spent->should_retry = 1;
  spent->retry_after_ms = 1000;
  g_assert_cmpint (chat_backoff_delay (spent, 1, 0), ==, -1);
}

static void
test_retry_after (void)
{
  g_autoptr(ChatFailure) limited = make (CHAT_FAILURE_RATE_LIMIT);
  g_autoptr(ChatFailure) invalid = make (CHAT_FAILURE_INVALID_REQUEST);

  limited->retry_after_ms = 1234;
  g_assert_cmpint (chat_backoff_delay (limited, 1, 1), ==, 1234);
  g_assert_cmpint (chat_backoff_delay (limited, 5, 0), ==, 1234);

  limited->retry_after_ms = 10 * MINUTE_MS;
  g_assert_cmpint (chat_backoff_delay (limited, 1, 0), ==, 10 * MINUTE_MS);
  limited->retry_after_ms = 10 * MINUTE_MS + 1;
  g_assert_cmpint (chat_backoff_delay (limited, 1, 0), ==, -1);

  /* no wait at all is no word on it */
  limited->retry_after_ms = 0;
  g_assert_cmpint (chat_backoff_delay (limited, 1, 0), ==, 500);

  /* and it is no invitation by itself */
  invalid->retry_after_ms = 1000;
  g_assert_cmpint (chat_backoff_delay (invalid, 1, 0), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backoff/growth", test_growth);
  g_test_add_func ("/backoff/kinds", test_kinds);
  g_test_add_func ("/backoff/should-retry", test_should_retry);
  g_test_add_func ("/backoff/retry-after", test_retry_after);

  return g_test_run ();
}
