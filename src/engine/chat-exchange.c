/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What went over the wire for one reply, as people may see it.
 */

#include "chat-exchange.h"

#include <string.h>

void
chat_exchange_free (ChatExchange *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_strfreev (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->stream, g_bytes_unref);
  g_free (self);
}

char *
chat_exchange_dup_head (const ChatExchange *self)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "POST %s\n", self->url);
  for (gsize i = 0; self->headers[i] != NULL; i += 2)
    g_string_append_printf (out, "%s: %s\n", self->headers[i], self->headers[i + 1]);

  return g_string_free (out, FALSE);
}

/* Within single quotes a shell takes everything but a single quote as it is. */
static void
append_quoted (GString    *out,
               const char *text,
               gsize       length)
{
  g_string_append_c (out, '\'');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\'')
        g_string_append (out, "'\\''");
      else
        g_string_append_c (out, text[i]);
    }
  g_string_append_c (out, '\'');
}

static void
append_header (GString    *out,
               const char *name,
               const char *value)
{
  g_autofree char *header = g_strdup_printf ("%s: %s", name, value);

  /* The one is curl's own affair, the other wrong with anything in the place of a key. */
  if (g_ascii_strcasecmp (name, "Accept-Encoding") == 0 ||
      g_ascii_strcasecmp (name, "Content-Length") == 0)
    return;

  g_string_append (out, " \\\n  -H ");
  if (strcmp (value, CHAT_EXCHANGE_REMOVED) != 0)
    append_quoted (out, header, strlen (header));
  else if (g_ascii_strcasecmp (name, "Authorization") == 0)
    g_string_append (out, "\"Authorization: Bearer $ANTHROPIC_API_KEY\"");
  else if (g_ascii_strcasecmp (name, "x-api-key") == 0)
    g_string_append (out, "\"x-api-key: $ANTHROPIC_API_KEY\"");
  else
    append_quoted (out, header, strlen (header));
}

char *
chat_exchange_to_curl (const ChatExchange *self)
{
  GString *out = g_string_new ("curl --no-buffer ");
  const char *body = g_bytes_get_data (self->body, NULL);

  append_quoted (out, self->url, strlen (self->url));
  for (gsize i = 0; self->headers[i] != NULL; i += 2)
    append_header (out, self->headers[i], self->headers[i + 1]);
  g_string_append (out, " \\\n  --data-raw ");
  append_quoted (out, body, g_bytes_get_size (self->body));
  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}
