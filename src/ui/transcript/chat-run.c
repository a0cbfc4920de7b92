/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text with its tags, gathered before it goes into the buffer as one insertion.
 */

#include "chat-run.h"

#include "chat-utf8.h"

#include <string.h>

ChatRun *
chat_run_new (void)
{
  ChatRun *self = g_new0 (ChatRun, 1);

  self->text = g_string_new (NULL);
  self->spans = g_array_new (FALSE, FALSE, sizeof (ChatSpan));
  return self;
}

void
chat_run_free (ChatRun *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_array_unref (self->spans);
  g_free (self);
}

void
chat_run_clear (ChatRun *self)
{
  g_string_truncate (self->text, 0);
  g_array_set_size (self->spans, 0);
  self->n_chars = 0;
}

void
chat_run_append (ChatRun    *self,
                 const char *text,
                 gsize       length)
{
  /* g_utf8_validate_len() refuses U+0000 as well. */
  if (g_utf8_validate_len (text, length, NULL))
    {
      g_string_append_len (self->text, text, (gssize) length);
      self->n_chars += (guint) g_utf8_strlen (text, (gssize) length);
    }
  else
    {
      g_autofree char *displayable = chat_utf8_displayable (text, length);

      g_string_append (self->text, displayable);
      self->n_chars += (guint) g_utf8_strlen (displayable, -1);
    }
}

void
chat_run_append_line (ChatRun    *self,
                      const char *text)
{
  gsize start = self->text->len;

  chat_run_append (self, text, strlen (text));
  for (gsize i = start; i < self->text->len; i++)
    {
      if (self->text->str[i] == '\n' || self->text->str[i] == '\r')
        self->text->str[i] = ' ';
    }

  /* One character for another: no span moves. */
  g_string_replace (self->text, "\u2029", " ", 0);
}

void
chat_run_tag_part (ChatRun    *self,
                   guint       start,
                   guint       end,
                   GtkTextTag *tag)
{
  ChatSpan span = { tag, start, end };

  if (start < end)
    g_array_append_val (self->spans, span);
}

void
chat_run_tag (ChatRun    *self,
              guint       start,
              GtkTextTag *tag)
{
  chat_run_tag_part (self, start, self->n_chars, tag);
}
