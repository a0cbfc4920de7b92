/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A strict reader for one shape of event. Whatever it does not expect, it leaves to json-glib.
 */

#include "chat-event-fast.h"

#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
} Cursor;

static const struct
{
  const char    *type;      /* with its closing quote: text_delta is no prefix of anything then */
  const char    *field;
  ChatDeltaType  delta;
} deltas[] = {
  { "text_delta\"", "\"text\"", CHAT_DELTA_TEXT },
  { "input_json_delta\"", "\"partial_json\"", CHAT_DELTA_INPUT_JSON },
  { "thinking_delta\"", "\"thinking\"", CHAT_DELTA_THINKING },
};

static void
skip_spaces (Cursor *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\t' || *self->at == '\r'))
    self->at++;
}

static gboolean
skip_text (Cursor     *self,
           const char *text,
           gsize       length)
{
  if ((gsize) (self->end - self->at) < length || memcmp (self->at, text, length) != 0)
    return FALSE;

  self->at += length;
  return TRUE;
}

#define SKIP(self, literal) (skip_spaces (self), skip_text (self, literal, strlen (literal)))

/* Ten digits would do for any int; one less cannot overflow. */
#define MAX_INDEX_DIGITS 9

static gboolean
read_index (Cursor *self,
            int    *index)
{
  const char *start;

  skip_spaces (self);
  start = self->at;
  *index = 0;
  while (self->at < self->end && g_ascii_isdigit (*self->at) &&
         self->at - start < MAX_INDEX_DIGITS)
    *index = *index * 10 + (*self->at++ - '0');

  /* a leading zero is no JSON; what follows is checked by the caller's comma */
  return self->at > start && (*start != '0' || self->at == start + 1);
}

static int
read_hex (const char *at,
          const char *end)
{
  int unit = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (at[i]);
    }

  return unit;
}

/* \uXXXX, or a pair of them. FALSE for lone surrogates and U+0000. */
static gboolean
append_unicode (Cursor  *self,
                GString *out)
{
  int unit = read_hex (self->at, self->end);

  if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
    return FALSE;

  self->at += 6;
  if (unit >= 0xD800 && unit <= 0xDBFF)
    {
      int low = read_hex (self->at, self->end);

      if (low < 0xDC00 || low > 0xDFFF)
        return FALSE;
      self->at += 6;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }

  g_string_append_unichar (out, (gunichar) unit);
  return TRUE;
}

static gboolean
append_escape (Cursor  *self,
               GString *out)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (self->end - self->at < 2)
    return FALSE;
  if (self->at[1] == 'u')
    return append_unicode (self, out);

  found = memchr (from, self->at[1], sizeof from - 1);
  if (found == NULL)
    return FALSE;

  g_string_append_c (out, to[found - from]);
  self->at += 2;
  return TRUE;
}

/* A byte that ends a run of plain ones: quote, backslash, control. */
static gboolean
is_special (char c)
{
  return c == '"' || c == '\\' || (guchar) c < 0x20;
}

static void
skip_plain (Cursor *self)
{
  while (self->at < self->end && !is_special (*self->at))
    self->at++;
}

/* After the opening quote. Without escapes the text is the span itself. */
static gboolean
read_string (Cursor    *self,
             GString   *scratch,
             ChatEvent *event)
{
  const char *start = self->at;

  skip_plain (self);
  if (self->at < self->end && *self->at == '"')
    {
      event->text = start;
      event->text_length = (gsize) (self->at++ - start);
      return TRUE;
    }

  g_string_truncate (scratch, 0);
  g_string_append_len (scratch, start, self->at - start);
  while (self->at < self->end && *self->at == '\\')
    {
      if (!append_escape (self, scratch))
        return FALSE;
      start = self->at;
      skip_plain (self);
      g_string_append_len (scratch, start, self->at - start);
    }

  event->text = scratch->str;
  event->text_length = scratch->len;
  return self->at < self->end && *self->at++ == '"';
}

static gboolean
read_delta (Cursor    *self,
            GString   *scratch,
            ChatEvent *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (deltas); i++)
    {
      if (!skip_text (self, deltas[i].type, strlen (deltas[i].type)))
        continue;

      event->delta = deltas[i].delta;
      skip_spaces (self);
      if (!SKIP (self, ","))
        return FALSE;
      skip_spaces (self);
      return skip_text (self, deltas[i].field, strlen (deltas[i].field)) &&
             SKIP (self, ":") && SKIP (self, "\"") && read_string (self, scratch, event);
    }

  return FALSE;
}

gboolean
chat_event_decode_fast (const char *data,
                        gsize       length,
                        GString    *scratch,
                        ChatEvent  *event)
{
  Cursor self = { data, data + length };

  if (!(SKIP (&self, "{") && SKIP (&self, "\"type\"") && SKIP (&self, ":") &&
        SKIP (&self, "\"content_block_delta\"") && SKIP (&self, ",") &&
        SKIP (&self, "\"index\"") && SKIP (&self, ":") && read_index (&self, &event->index) &&
        SKIP (&self, ",") && SKIP (&self, "\"delta\"") && SKIP (&self, ":") && SKIP (&self, "{") &&
        SKIP (&self, "\"type\"") && SKIP (&self, ":") && SKIP (&self, "\"") &&
        read_delta (&self, scratch, event) && SKIP (&self, "}") && SKIP (&self, "}")))
    return FALSE;

  skip_spaces (&self);
  if (self.at != self.end)
    return FALSE;

  event->type = CHAT_EVENT_CONTENT_BLOCK_DELTA;
  return TRUE;
}
