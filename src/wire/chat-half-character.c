/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Characters whose halves came in two deltas, joined as JavaScript's own strings would join them.
 */

#include "chat-half-character.h"

#include <string.h>

#define REPLACEMENT        "\xEF\xBF\xBD"
#define REPLACEMENT_LENGTH (sizeof REPLACEMENT - 1)

/* \uXXXX */
#define ESCAPE_LENGTH 6

static gboolean
is_high (int unit)
{
  return unit >= 0xD800 && unit <= 0xDBFF;
}

static gboolean
is_low (int unit)
{
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

static int
read_escape (const char *at)
{
  int unit = 0;

  if (at[0] != '\\' || at[1] != 'u')
    return 0;

  /* valid JSON has four digits here, unless the backslash was escaped itself */
  for (int i = 2; i < ESCAPE_LENGTH; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return 0;
      unit = unit * 16 + g_ascii_xdigit_value (at[i]);
    }

  return unit;
}

/* Only where the reader has put U+FFFD is a half without its other one. */
void
chat_half_character_find (ChatEvent  *event,
                          const char *raw,
                          gsize       raw_length)
{
  int first;
  int last;

  if (event->text_length < REPLACEMENT_LENGTH || raw_length < ESCAPE_LENGTH + 2)
    return;

  first = read_escape (raw + 1);
  last = read_escape (raw + raw_length - 1 - ESCAPE_LENGTH);
  if (is_low (first) && memcmp (event->text, REPLACEMENT, REPLACEMENT_LENGTH) == 0)
    event->low_half = (gunichar2) first;
  if (is_high (last) && memcmp (event->text + event->text_length - REPLACEMENT_LENGTH,
                                REPLACEMENT, REPLACEMENT_LENGTH) == 0)
    event->high_half = (gunichar2) last;
}

static void
join (ChatHalfCharacter *self,
      gunichar2          low)
{
  g_string_append_unichar (self->out, 0x10000 + ((gunichar) (self->high - 0xD800) << 10) +
                                      (gunichar) (low - 0xDC00));
  self->out = NULL;
}

void
chat_half_character_append (ChatHalfCharacter *self,
                            GString           *out,
                            const ChatEvent   *event)
{
  const char *text = event->text;
  gsize length = event->text_length;

  if (length == 0)
    return;

  if (self->out == out && event->low_half != 0)
    {
      join (self, event->low_half);
      text += REPLACEMENT_LENGTH;
      length -= REPLACEMENT_LENGTH;
    }
  chat_half_character_flush (self);

  if (event->high_half != 0)
    {
      length -= REPLACEMENT_LENGTH;
      self->out = out;
      self->high = event->high_half;
    }
  g_string_append_len (out, text, (gssize) length);
}

void
chat_half_character_flush (ChatHalfCharacter *self)
{
  if (self->out != NULL)
    g_string_append (self->out, REPLACEMENT);
  self->out = NULL;
}
