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
chat_run_append_words (ChatRun    *self,
                       const char *text,
                       gsize       length)
{
  gsize start = self->text->len;

  chat_run_append (self, text, length);
  for (gsize i = start; i < self->text->len; i++)
    {
      char *p = self->text->str + i;

      if (*p == '\n' || *p == '\r')
        *p = ' ';
      else if ((guchar) *p == 0xe2 && strncmp (p, "\u2029", 3) == 0)
        /* One character for another: no span moves. */
        memcpy (p, "\u2003", 3);
    }
}

void
chat_run_append_line (ChatRun    *self,
                      const char *text)
{
  chat_run_append_words (self, text, strlen (text));
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

void
chat_run_append_run (ChatRun       *self,
                     const ChatRun *other,
                     guint          from)
{
  const char *text = g_utf8_offset_to_pointer (other->text->str, from);
  const guint start = self->n_chars;

  g_string_append_len (self->text, text, (gssize) (other->text->str + other->text->len - text));
  self->n_chars += other->n_chars - from;
  for (guint i = 0; i < other->spans->len; i++)
    {
      const ChatSpan *span = &g_array_index (other->spans, ChatSpan, i);

      if (span->end > from)
        chat_run_tag_part (self, start + MAX (span->start, from) - from, start + span->end - from,
                           span->tag);
    }
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const ChatSpan *one = a;
  const ChatSpan *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  if (one->tag != other->tag)
    return one->tag < other->tag ? -1 : 1;

  return one->end < other->end ? -1 : one->end > other->end;
}

void
chat_run_sort (ChatRun *self)
{
  g_array_sort (self->spans, compare_spans);
}

static gboolean
is_within (char c)
{
  return ((guchar) c & 0xc0) == 0x80;
}

static guint
compare_texts (const GString *text,
               const GString *other)
{
  gsize i = 0;

  while (i < text->len && i < other->len && text->str[i] == other->str[i])
    i++;
  /* Not within a character. */
  while (i > 0 && (is_within (text->str[i]) || is_within (other->str[i])))
    i--;

  return (guint) g_utf8_strlen (text->str, (gssize) i);
}

guint
chat_run_compare (const ChatRun *self,
                  const ChatRun *other)
{
  guint same = compare_texts (self->text, other->text);
  guint n_both = MIN (self->spans->len, other->spans->len);
  guint i;

  for (i = 0; i < n_both; i++)
    {
      const ChatSpan *one = &g_array_index (self->spans, ChatSpan, i);
      const ChatSpan *two = &g_array_index (other->spans, ChatSpan, i);

      if (one->tag != two->tag || one->start != two->start)
        return MIN (same, MIN (one->start, two->start));
      if (one->end != two->end)
        same = MIN (same, MIN (one->end, two->end));
    }
  if (i < self->spans->len)
    same = MIN (same, g_array_index (self->spans, ChatSpan, i).start);
  if (i < other->spans->len)
    same = MIN (same, g_array_index (other->spans, ChatSpan, i).start);

  return same;
}
