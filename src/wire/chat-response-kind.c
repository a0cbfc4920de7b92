/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells an event stream from JSON, HTML and the rest.
 */

#include "chat-response-kind.h"

#include <string.h>

static const char * const stream_starts[] = { ":", "event:", "data:", "data\n", "id:", "retry:" };

static gboolean
is_event_stream (const char *content_type)
{
  return content_type != NULL && g_ascii_strncasecmp (content_type, "text/event-stream",
                                                      strlen ("text/event-stream")) == 0;
}

/* Compares as far as both go. */
static ChatResponseKind
guess_from_start (const char *body,
                  gsize       length,
                  gboolean    at_end)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stream_starts); i++)
    {
      gsize size = strlen (stream_starts[i]);

      if (length >= size && memcmp (body, stream_starts[i], size) == 0)
        return CHAT_RESPONSE_EVENTS;
      if (!at_end && length < size && memcmp (body, stream_starts[i], length) == 0)
        return CHAT_RESPONSE_UNKNOWN;
    }

  return CHAT_RESPONSE_OTHER;
}

ChatResponseKind
chat_response_kind_guess (const char *content_type,
                          const char *body,
                          gsize       length,
                          gboolean    at_end)
{
  static const char bom[] = "\xEF\xBB\xBF";
  gsize bom_length = MIN (length, strlen (bom));

  /* a part of the mark is nothing to judge by yet */
  if (memcmp (body, bom, bom_length) == 0)
    {
      body += bom_length;
      length -= bom_length;
    }
  while (length > 0 && g_ascii_isspace (*body))
    {
      body++;
      length--;
    }

  if (length == 0)
    return at_end ? CHAT_RESPONSE_EVENTS : CHAT_RESPONSE_UNKNOWN;
  if (*body == '{')
    return CHAT_RESPONSE_JSON;
  if (*body == '<')
    return CHAT_RESPONSE_HTML;
  if (is_event_stream (content_type))
    return CHAT_RESPONSE_EVENTS;
  return guess_from_start (body, length, at_end);
}
