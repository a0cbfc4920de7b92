/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Error bodies, error headers and error events of any shape become one failure that can be shown.
 */

#include "fuzz.h"

#include "chat-api-error.h"
#include "chat-backoff.h"

#include <string.h>

/* 2026-11-22: what HTTP dates are counted from. */
#define NOW G_GINT64_CONSTANT (1795305600)

static const guint statuses[] = {
  200, 301, 307, 400, 401, 402, 403, 404, 407, 408, 409, 413, 418, 422, 429,
  500, 502, 503, 504, 529,
};

static void
assert_text (const char *text)
{
  if (text != NULL)
    g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
assert_failure (const ChatFailure *failure)
{
  g_assert_nonnull (failure);
  g_assert_cmpint (failure->kind, !=, CHAT_FAILURE_NONE);
  assert_text (failure->type);
  assert_text (failure->code);
  assert_text (failure->message);
  assert_text (failure->request_id);
  assert_text (failure->location);
  g_assert_cmpint (failure->retry_after_ms, >=, -1);

  for (guint attempt = 1; attempt <= CHAT_BACKOFF_MAX_RETRIES + 1; attempt++)
    {
      gint64 delay = chat_backoff_delay (failure, attempt, 0.5);

      g_assert_cmpint (delay, >=, -1);
      g_assert_true (attempt <= CHAT_BACKOFF_MAX_RETRIES || delay == -1);
    }
}

static void
check_response (guint8      options,
                const char *body,
                gsize       length)
{
  guint status = statuses[options % G_N_ELEMENTS (statuses)];
  /* the first line of the body stands in for every header too */
  const char *end = length > 0 ? memchr (body, '\n', length) : NULL;
  gsize line_length = end != NULL ? (gsize) (end - body) : MIN (length, 64);
  g_autofree char *raw_line = g_strndup (body, line_length);
  g_autofree char *line = g_utf8_make_valid (raw_line, -1);
  ChatResponseHeaders headers = {
    options & 0x20 ? line : NULL, options & 0x40 ? line : NULL, options & 0x80 ? line : NULL,
    options & 0x40 ? line : NULL, options & 0x20 ? line : NULL, options & 0x80 ? line : NULL,
  };
  g_autoptr(ChatFailure) failure =
    chat_api_error_from_response (status, &headers, body, length, NOW);

  assert_failure (failure);
  g_assert_cmpuint (failure->status, ==, status);
}

static void
check_text (const char *text,
            gsize       length)
{
  g_autoptr(ChatFailure) failure = chat_api_error_from_text (text, length);
  g_autofree char *stripped = chat_api_error_strip_html (text, length);

  assert_failure (failure);
  assert_text (stripped);
  g_assert_cmpint (g_utf8_strlen (stripped, -1), <=, 300);
  chat_api_error_looks_like_html (text, length);
}

static void
check_event (const char *text,
             gsize       length)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (text, (gssize) length, NULL);

  if (object != NULL)
    {
      g_autoptr(ChatFailure) failure = chat_api_error_from_event (object);

      assert_failure (failure);
      g_assert_true (failure->in_stream);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  if (size < 1)
    return 0;

  /* a copy of just this size, so that one byte too far is seen */
  g_autofree char *copy = g_memdup2 (data + 1, size - 1);
  const char *body = copy != NULL ? copy : "";

  check_response (data[0], body, size - 1);
  check_text (body, size - 1);
  check_event (body, size - 1);

  return 0;
}
