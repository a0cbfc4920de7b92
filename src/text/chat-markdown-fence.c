/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of code in an open fence as they come, without Markdown: a long block costs only what
 * is added to it. Whatever is not plain code is left to the parser.
 */

#include "chat-markdown-fence.h"

#include <string.h>

#define TAB_STOP 4
/* A closing fence is so far in at most. */
#define MAX_INDENT 3

/* What the beginning of a line tells. */
typedef enum
{
  LINE_UNKNOWN,      /* it may still be the closing fence or more */
  LINE_CODE,
  LINE_OTHER         /* the fence ends */
} Kind;

typedef struct
{
  const char *p;
  const char *end;
  gboolean    whole;
} Line;

static gboolean
is_blank_line (const Line *line)
{
  const char *p = line->p;

  while (p < line->end && (*p == ' ' || *p == '\t'))
    p++;

  return p == line->end;
}

static Kind
classify_run (const ChatMarkdownFenceReader *self,
              const Line                    *line,
              const char                    *p)
{
  guint run = 0;

  for (; p < line->end && *p == self->fence.mark; p++)
    run++;
  if (run >= self->fence.length)
    {
      while (p < line->end && (*p == ' ' || *p == '\t'))
        p++;
      return p == line->end ? LINE_OTHER : LINE_CODE;
    }

  return p == line->end && !line->whole ? LINE_UNKNOWN : LINE_CODE;
}

static Kind
classify (const ChatMarkdownFenceReader *self,
          const Line                    *line)
{
  const char *p = line->p;
  gsize indent;

  while (p < line->end && *p == ' ')
    p++;
  indent = (gsize) (p - line->p);

  if (is_blank_line (line))
    return line->whole || indent > self->fence.container + MAX_INDENT ? LINE_CODE : LINE_UNKNOWN;
  if (indent < self->fence.container || (*p == '\t' && indent < self->fence.column))
    return LINE_OTHER;
  if (indent <= self->fence.container + MAX_INDENT && *p == self->fence.mark)
    return classify_run (self, line, p);

  return LINE_CODE;
}

/* Without the beginning of a character. */
static const char *
get_whole_end (const Line *line)
{
  const char *p = line->end;
  guchar lead;

  if (line->whole)
    return p;
  while (p > line->p && line->end - p < 3 && ((guchar) p[-1] & 0xC0) == 0x80)
    p--;
  if (p == line->p)
    return line->end;

  lead = (guchar) p[-1];
  if (lead >= 0xC2 && lead < 0xF5 && line->end - p < (lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3))
    return p - 1;

  return line->end;
}

/* As md4c does: a line of nothing but blanks is so many spaces. */
static void
append_blank_line (const ChatMarkdownFenceReader *self,
                   const Line                    *line,
                   GString                       *text)
{
  gsize column = 0;

  for (const char *p = line->p; p < line->end; p++)
    column = *p == '\t' ? (column / TAB_STOP + 1) * TAB_STOP : column + 1;
  for (; column > self->fence.column; column--)
    g_string_append_c (text, ' ');
}

static void
begin_line (ChatMarkdownFenceReader *self,
            const Line              *line,
            GString                 *text)
{
  const char *p = line->p;

  if (self->begun)
    g_string_append_c (text, '\n');
  self->begun = TRUE;
  while (p < line->end && *p == ' ' && (gsize) (p - line->p) < self->fence.column)
    p++;
  self->shown = self->line + (gsize) (p - line->p);
}

/* Returns: FALSE if the line takes a parser */
static gboolean
read_line (ChatMarkdownFenceReader *self,
           const Line              *line,
           GString                 *text)
{
  const char *end = get_whole_end (line);
  const char *from;
  Kind kind = self->shown > self->line ? LINE_CODE : classify (self, line);

  if (kind == LINE_UNKNOWN || (end == line->p && !line->whole))
    return TRUE;
  from = line->p + (self->shown - self->line);
  if (kind == LINE_OTHER || memchr (from, '\r', (gsize) (line->end - from)) != NULL
      || memchr (from, '\0', (gsize) (line->end - from)) != NULL)
    return FALSE;

  if (self->shown == self->line)
    begin_line (self, line, text);
  from = line->p + (self->shown - self->line);
  if (line->whole && self->shown - self->line <= self->fence.column && is_blank_line (line))
    append_blank_line (self, line, text);
  else if (end > from)
    g_string_append_len (text, from, end - from);
  self->shown = MAX (self->shown, self->line + (gsize) (end - line->p));

  return TRUE;
}

void
chat_markdown_fence_reader_start (ChatMarkdownFenceReader *self,
                                  const ChatMarkdownFence *fence,
                                  ChatMarkdownBlock       *block)
{
  *self = (ChatMarkdownFenceReader) { .fence = *fence };
  self->line = fence->content;
  self->shown = self->line;
  g_string_truncate (block->text.text, 0);
}

gboolean
chat_markdown_fence_reader_read (ChatMarkdownFenceReader *self,
                                 ChatMarkdownBlock       *block,
                                 const char              *source,
                                 gsize                    length)
{
  while (self->line < length)
    {
      Line line = { .p = source + self->line };
      gsize from = self->shown;

      line.end = memchr (source + from, '\n', length - from);
      line.whole = line.end != NULL;
      if (!line.whole)
        line.end = source + length;
      if (!read_line (self, &line, block->text.text))
        return FALSE;
      if (!line.whole)
        break;
      self->line = (gsize) (line.end + 1 - source);
      self->shown = self->line;
    }
  block->end = self->shown > self->line ? self->shown : self->line;

  return TRUE;
}
