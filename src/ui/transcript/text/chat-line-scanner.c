/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts streamed plain text into the lines that the transcript shows. Fences are those of CommonMark
 * 0.31, section 4.5, at the top level.
 */

#include "chat-line-scanner.h"

#include <string.h>

/* GTK lays a paragraph out anew whenever it grows, at about 1.4 ms a kilobyte: beyond this a line
 * is broken at the next space, and further on at any character. Nobody writes such paragraphs. */
#define SOFT_LENGTH 4096
#define HARD_LENGTH 5120

/* CommonMark: a fence has at least three characters and at most three spaces before it. */
#define FENCE_MIN   3
#define INDENT_MAX  3

typedef enum
{
  HEAD_INDENT,    /* nothing but spaces yet */
  HEAD_FENCE,     /* a run of fence characters */
  HEAD_INFO,      /* after a fence that is long enough */
  HEAD_TEXT,      /* just text, whatever follows */
} ChatLineHead;

static ChatLineKind
get_text_kind (const ChatLineScanner *self)
{
  return self->in_code ? CHAT_LINE_CODE : CHAT_LINE_PROSE;
}

static gboolean
can_close (const ChatLineScanner *self)
{
  return self->fence_seen == self->fence && self->n_fence >= self->fence_length;
}

static void
enter_fence (ChatLineScanner *self,
             char             c)
{
  self->head = HEAD_FENCE;
  self->fence_seen = c;
  self->n_fence = 1;
}

/* What the line is if it ends here. */
static ChatLineKind
get_kind (const ChatLineScanner *self)
{
  if (self->head == HEAD_INDENT)
    return self->in_code ? CHAT_LINE_CODE_BLANK : CHAT_LINE_BLANK;
  if ((self->head == HEAD_FENCE && self->n_fence >= FENCE_MIN) || self->head == HEAD_INFO)
    {
      if (!self->in_code)
        return CHAT_LINE_FENCE;
      if (can_close (self))
        return CHAT_LINE_FENCE_END;
    }

  return get_text_kind (self);
}

static void
scan_head_char (ChatLineScanner *self,
                char             c)
{
  switch ((ChatLineHead) self->head)
    {
    case HEAD_INDENT:
      if (c == ' ')
        self->n_spaces++;
      else if ((c == '`' || c == '~') && self->n_spaces <= INDENT_MAX)
        enter_fence (self, c);
      else if (c != '\t')
        self->head = HEAD_TEXT;
      break;

    case HEAD_FENCE:
      if (c == self->fence_seen)
        self->n_fence++;
      else if (self->n_fence < FENCE_MIN)
        self->head = HEAD_TEXT;
      else
        self->head = HEAD_INFO;
      break;

    case HEAD_INFO:
    case HEAD_TEXT:
    default:
      break;
    }

  /* Only spaces may follow a closing fence, and no backtick one of backticks that opens. */
  if (self->head == HEAD_INFO &&
      (self->in_code ? c != ' ' && c != '\t' : self->fence_seen == '`' && c == '`'))
    self->head = HEAD_TEXT;
}

static void
scan_head (ChatLineScanner *self,
           const char      *text,
           gsize            length)
{
  for (gsize i = 0; i < length && self->head != HEAD_TEXT; i++)
    scan_head_char (self, text[i]);

  self->kind = get_kind (self);
}

static void
begin_line (ChatLineScanner *self)
{
  if (self->kind == CHAT_LINE_FENCE)
    {
      self->in_code = TRUE;
      self->fence = self->fence_seen;
      self->fence_length = self->n_fence;
    }
  else if (self->kind == CHAT_LINE_FENCE_END)
    {
      self->in_code = FALSE;
    }

  self->head = HEAD_INDENT;
  self->n_spaces = 0;
  self->n_fence = 0;
  self->length = 0;
  self->kind = get_kind (self);
}

static void
add_part (ChatLineScanner *self,
          const char      *text,
          gsize            length,
          gboolean         starts_line,
          gboolean         soft,
          GArray          *parts)
{
  ChatLinePart part = { self->kind, starts_line, soft, text, length };

  g_array_append_val (parts, part);
}

/* The lines whose ends were held back: the first end closes the open line, each further one stands
 * for an empty line. Ends before any text say nothing. */
static gboolean
release_newlines (ChatLineScanner *self,
                  const char      *text,
                  GArray          *parts)
{
  guint n_newlines = self->started ? self->n_newlines : 0;
  gboolean starts_line = !self->started || n_newlines > 0;

  for (guint i = 0; i < n_newlines; i++)
    {
      if (i > 0)
        add_part (self, text, 0, TRUE, FALSE, parts);
      begin_line (self);
    }
  self->n_newlines = 0;
  self->started = TRUE;

  return starts_line;
}

/* The bytes that still fit into the open line: up to a space after SOFT_LENGTH, at the latest to
 * HARD_LENGTH, and not before a combining mark. */
static gsize
measure_room (const ChatLineScanner *self,
              const char            *text,
              gsize                  length)
{
  const char *end = text + length;
  const char *p = text;

  if (self->length + length <= SOFT_LENGTH)
    return length;

  if (self->length < SOFT_LENGTH)
    p = g_utf8_find_prev_char (text, text + (SOFT_LENGTH - self->length) + 1);
  if (p == NULL)
    p = text;

  for (; p < end; p = g_utf8_next_char (p))
    {
      if (p > text ? p[-1] == ' ' : self->length >= SOFT_LENGTH && self->after_space)
        break;
      if (self->length + (gsize) (p - text) >= HARD_LENGTH &&
          !g_unichar_ismark (g_utf8_get_char (p)))
        break;
    }

  return (gsize) (MIN (p, end) - text);
}

/* Text of one line, or of a part of it. */
static void
feed_line (ChatLineScanner *self,
           const char      *text,
           gsize            length,
           GArray          *parts)
{
  gboolean starts_line = release_newlines (self, text, parts);
  gboolean soft = FALSE;

  scan_head (self, text, length);
  while (length > 0)
    {
      gsize room = measure_room (self, text, length);

      if (room > 0)
        {
          add_part (self, text, room, starts_line, soft, parts);
          self->after_space = text[room - 1] == ' ';
        }
      self->length += room;
      text += room;
      length -= room;
      if (length > 0)
        {
          self->length = 0;
          starts_line = soft = TRUE;
        }
    }
}

static gsize
find_line_end (const char *text,
               gsize       length)
{
  gsize i;

  for (i = 0; i < length; i++)
    {
      if (text[i] == '\n' || text[i] == '\r')
        break;
      if ((guchar) text[i] == 0xe2 && length - i >= 3 && memcmp (text + i, "\u2029", 3) == 0)
        break;
    }

  return i;
}

static gsize
skip_line_end (ChatLineScanner *self,
               const char      *text)
{
  if (!(*text == '\n' && self->after_cr))
    self->n_newlines++;
  self->after_cr = *text == '\r';

  return (guchar) *text == 0xe2 ? 3 : 1;
}

void
chat_line_scanner_feed (ChatLineScanner *self,
                        const char      *text,
                        gsize            length,
                        GArray          *parts)
{
  while (length > 0)
    {
      gsize n = find_line_end (text, length);

      if (n > 0)
        {
          self->after_cr = FALSE;
          feed_line (self, text, n, parts);
        }
      else
        {
          n = skip_line_end (self, text);
        }
      text += n;
      length -= n;
    }
}
