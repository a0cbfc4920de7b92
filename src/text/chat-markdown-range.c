/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of the source that a block came from. md4c does not tell; but blocks come in order, the
 * text it gives lies in the source, and what has none can be told by how its line looks.
 */

#include "chat-markdown-range.h"

#include <string.h>

/* What continues an item may be so much further in and still begin a fence. */
#define MAX_INDENT 3
#define TAB_STOP 4

static gboolean
is_newline (char c)
{
  return c == '\n' || c == '\r';
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

gsize
chat_markdown_line_start (const char *text,
                          gsize       offset)
{
  while (offset > 0 && !is_newline (text[offset - 1]))
    offset--;

  return offset;
}

gsize
chat_markdown_line_next (const char *text,
                         gsize       length,
                         gsize       offset)
{
  while (offset < length && !is_newline (text[offset]))
    offset++;
  if (offset + 1 < length && text[offset] == '\r' && text[offset + 1] == '\n')
    return offset + 2;

  return MIN (offset + 1, length);
}

static gsize
find_line_before (const char *text,
                  gsize       offset)
{
  offset--;
  if (offset > 0 && text[offset] == '\n' && text[offset - 1] == '\r')
    offset--;

  return chat_markdown_line_start (text, offset);
}

/* A line without its end. */
typedef struct
{
  const char *p;
  const char *end;
  gsize       column;
} Line;

static Line
get_line (const ChatMarkdownRange *self,
          gsize                    offset)
{
  Line line = { .p = self->source + offset };
  const char *limit = self->source + self->length;

  for (line.end = line.p; line.end < limit && !is_newline (*line.end); line.end++)
    ;

  return line;
}

static void
step (Line *line)
{
  line->column = *line->p == '\t' ? (line->column / TAB_STOP + 1) * TAB_STOP : line->column + 1;
  line->p++;
}

static void
skip_blanks (Line  *line,
             gsize  column)
{
  while (line->p < line->end && is_blank (*line->p) && line->column < column)
    step (line);
}

static gboolean
skip_item_mark (Line *line)
{
  const char *p = line->p;

  while (p < line->end && g_ascii_isdigit (*p))
    p++;
  if (p == line->end)
    return FALSE;
  if (p == line->p ? strchr ("-+*", *p) == NULL : strchr (".)", *p) == NULL)
    return FALSE;
  if (p + 1 < line->end && !is_blank (p[1]))
    return FALSE;

  while (line->p <= p)
    step (line);

  return TRUE;
}

/* All marks of containers and blanks, whatever they belong to. */
static void
skip_any_marks (Line *line)
{
  do
    {
      while (line->p < line->end && (is_blank (*line->p) || *line->p == '>'))
        step (line);
    }
  while (line->p < line->end && skip_item_mark (line));
}

static gboolean
is_empty_line (const ChatMarkdownRange *self,
               gsize                    offset,
               gboolean                 with_quotes)
{
  Line line = get_line (self, offset);

  while (line.p < line.end && (is_blank (*line.p) || (with_quotes && *line.p == '>')))
    line.p++;

  return line.p == line.end;
}

static gsize
skip_empty_lines (const ChatMarkdownRange *self,
                  gsize                    offset,
                  gboolean                 with_quotes)
{
  while (offset < self->length && is_empty_line (self, offset, with_quotes))
    offset = chat_markdown_line_next (self->source, self->length, offset);

  return offset;
}

static gsize
skip_lines (const ChatMarkdownRange *self,
            gsize                    offset,
            guint                    n)
{
  for (; n > 0 && offset < self->length; n--)
    offset = chat_markdown_line_next (self->source, self->length, offset);

  return offset;
}

static guint
count_run (const Line *line,
           char        c)
{
  const char *p = line->p;

  while (p < line->end && *p == c)
    p++;

  return (guint) (p - line->p);
}

static gboolean
is_rule (Line line)
{
  guint n = 0;

  while (line.end > line.p && is_blank (line.end[-1]))
    line.end--;
  if (line.p == line.end)
    return FALSE;
  for (const char *p = line.end; p > line.p && (is_blank (p[-1]) || p[-1] == line.end[-1]); p--)
    n += p[-1] == line.end[-1];

  return n >= 3 && strchr ("-*_", line.end[-1]) != NULL;
}

static gboolean
begins_like (const ChatMarkdownRange *self,
             const ChatMarkdownBlock *block,
             gsize                    offset)
{
  Line line = get_line (self, offset);

  if (block->kind == CHAT_MARKDOWN_RULE)
    return is_rule (line);

  skip_any_marks (&line);
  if (block->kind == CHAT_MARKDOWN_CODE)
    return count_run (&line, '`') >= 3 || count_run (&line, '~') >= 3;

  return count_run (&line, '#') > 0;
}

/* The first line from @offset that can be what it is. */
static gsize
find_line (const ChatMarkdownRange *self,
           const ChatMarkdownBlock *block,
           gsize                    offset)
{
  gsize found = offset;

  while (found < self->length && !begins_like (self, block, found))
    found = chat_markdown_line_next (self->source, self->length, found);

  return found < self->length ? found : offset;
}

/* Where the content of each container begins, for those that begin on this line. */
static void
note_containers (ChatMarkdownRange       *self,
                 const ChatMarkdownBlock *block,
                 gsize                    offset)
{
  Line line = get_line (self, offset);
  gboolean is_new = FALSE;

  for (guint i = 0; i < block->containers->len; i++)
    {
      const ChatMarkdownContainer *container
        = &g_array_index (block->containers, ChatMarkdownContainer, i);

      is_new = is_new || i >= self->n_known || self->ids[i] != container->id;
      self->ids[i] = container->id;
      if (container->kind == CHAT_MARKDOWN_QUOTE)
        {
          skip_blanks (&line, G_MAXSIZE);
          if (line.p < line.end && *line.p == '>')
            step (&line);
          self->columns[i] = line.column + 1;
        }
      else if (!is_new)
        skip_blanks (&line, self->columns[i]);
      else
        {
          skip_blanks (&line, G_MAXSIZE);
          skip_item_mark (&line);
          self->columns[i] = line.column + 1;
          skip_blanks (&line, line.column + TAB_STOP + 1);
          if (line.p < line.end && line.column <= self->columns[i] + MAX_INDENT)
            self->columns[i] = line.column;
        }
    }
  self->n_known = block->containers->len;
}

/* Goes past the marks of the block's containers, if the line has them. */
static gboolean
enter_containers (const ChatMarkdownRange *self,
                  const ChatMarkdownBlock *block,
                  Line                    *line)
{
  for (guint i = 0; i < block->containers->len; i++)
    {
      const ChatMarkdownContainer *container
        = &g_array_index (block->containers, ChatMarkdownContainer, i);

      if (container->kind != CHAT_MARKDOWN_QUOTE)
        {
          skip_blanks (line, self->columns[i]);
          if (line->column < self->columns[i])
            return FALSE;
        }
      else
        {
          skip_blanks (line, G_MAXSIZE);
          if (line->p == line->end || *line->p != '>')
            return FALSE;
          step (line);
        }
    }

  return TRUE;
}

static gboolean
is_closing_fence (const ChatMarkdownRange *self,
                  const ChatMarkdownBlock *block,
                  gsize                    fence,
                  gsize                    offset)
{
  Line first = get_line (self, fence);
  Line line = get_line (self, offset);
  guint n;

  skip_any_marks (&first);
  if (offset >= self->length || !enter_containers (self, block, &line))
    return FALSE;
  skip_blanks (&line, line.column + MAX_INDENT + 1);
  if (line.p == line.end || *line.p != *first.p)
    return FALSE;

  n = count_run (&line, *first.p);
  line.p += n;
  skip_blanks (&line, G_MAXSIZE);

  return n >= count_run (&first, *first.p) && line.p == line.end;
}

static void
note_fence (ChatMarkdownRange       *self,
            const ChatMarkdownBlock *block,
            gsize                    offset)
{
  Line line = get_line (self, offset);

  for (guint i = 0; i < block->containers->len; i++)
    {
      if (g_array_index (block->containers, ChatMarkdownContainer, i).kind == CHAT_MARKDOWN_QUOTE)
        return;
    }

  skip_any_marks (&line);
  self->fence.mark = *line.p;
  self->fence.length = count_run (&line, *line.p);
  self->fence.column = line.column;
  self->fence.content = skip_lines (self, offset, 1);
  self->fence.container = self->n_known > 0 ? self->columns[self->n_known - 1] : 0;
}

static gsize
end_code (ChatMarkdownRange       *self,
          ChatMarkdownBlock       *block,
          const ChatMarkdownPlace *place)
{
  gsize fence;
  gsize end;

  if (!block->fenced)
    return chat_markdown_line_next (self->source, self->length, place->last);

  fence = find_line (self, block, block->start);
  end = skip_lines (self, fence, place->n_lines + 1);
  block->closed = is_closing_fence (self, block, fence, end);
  /* its line may still be on its way */
  if (fence + 1 > self->length || !is_newline (self->source[skip_lines (self, fence, 1) - 1]))
    g_clear_pointer (&block->info, g_free);
  else if (!block->closed)
    note_fence (self, block, fence);

  return skip_lines (self, end, block->closed ? 1 : 0);
}

static gboolean
is_underline (const ChatMarkdownRange *self,
              gsize                    offset)
{
  Line line = get_line (self, offset);

  while (line.p < line.end && (is_blank (*line.p) || *line.p == '>'))
    line.p++;
  if (line.p == line.end || strchr ("=-", *line.p) == NULL)
    return FALSE;
  line.p += count_run (&line, *line.p);
  skip_blanks (&line, G_MAXSIZE);

  return line.p == line.end;
}

static gsize
end_heading (const ChatMarkdownRange *self,
             const ChatMarkdownBlock *block,
             const ChatMarkdownPlace *place)
{
  gsize last = place->first <= place->last ? place->last : find_line (self, block, block->start);
  gsize end = chat_markdown_line_next (self->source, self->length, last);
  Line line = get_line (self, chat_markdown_line_start (self->source, last));

  skip_any_marks (&line);
  if (count_run (&line, '#') == block->level || end >= self->length || !is_underline (self, end))
    return end;

  return skip_lines (self, end, 1);
}

static gsize
find_end (ChatMarkdownRange       *self,
          ChatMarkdownBlock       *block,
          const ChatMarkdownPlace *place)
{
  gboolean has_text = place->first <= place->last;

  switch (block->kind)
    {
    case CHAT_MARKDOWN_CODE:
      return end_code (self, block, place);
    case CHAT_MARKDOWN_HTML:
      return skip_lines (self, block->start, place->n_lines);
    case CHAT_MARKDOWN_TABLE:
      return skip_lines (self, block->start, block->table->rows->len + 1);
    case CHAT_MARKDOWN_HEADING:
      return end_heading (self, block, place);
    case CHAT_MARKDOWN_RULE:
      return skip_lines (self, find_line (self, block, block->start), 1);
    default:
      return chat_markdown_line_next (self->source, self->length,
                                      has_text ? place->last : block->start);
    }
}

/* The line of the first byte, or, in a table, that of its head: what is empty before it, and the
 * delimiter row, have no byte. */
static gsize
find_first_line (const ChatMarkdownRange *self,
                 const ChatMarkdownPlace *place)
{
  gsize line = chat_markdown_line_start (self->source, place->first);

  for (guint n = place->n_empty_rows > 0 ? place->n_empty_rows + 1 : 0; n > 0 && line > 0; n--)
    line = find_line_before (self->source, line);

  return line;
}

void
chat_markdown_range_find (ChatMarkdownRange       *self,
                          ChatMarkdownBlock       *block,
                          const ChatMarkdownPlace *place)
{
  gboolean has_text = place->first <= place->last;

  block->start = skip_empty_lines (self, self->cursor, has_text);
  if (has_text)
    block->start = MIN (block->start, find_first_line (self, place));
  /* a definition of a link has no block, but lines, before it */
  if (has_text && (block->kind == CHAT_MARKDOWN_TABLE || block->kind == CHAT_MARKDOWN_HTML))
    block->start = find_first_line (self, place);

  block->start = MAX (block->start, self->cursor);
  note_containers (self, block, block->start);
  self->fence.mark = '\0';
  block->end = MAX (find_end (self, block, place), block->start);
  self->cursor = block->end;
}
