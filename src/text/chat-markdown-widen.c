/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Delimiter rows of tables for md4c 0.4.8, which wants three characters in each cell (0.5.0 and GFM
 * want one): dashes are added, and what it then tells of places is taken back to the source.
 */

#include "chat-markdown-prepare.h"

#include <string.h>

#define MIN_CELL 3

typedef struct
{
  gsize at;           /* in the wide text */
  gsize n;
  gsize before;       /* how many were added before it */
} Insert;

gboolean
chat_markdown_is_delimiter_row (const char *line,
                                const char *end)
{
  gboolean has_dash = FALSE;
  gboolean has_bar = FALSE;

  for (; line < end; line++)
    {
      has_dash = has_dash || *line == '-';
      has_bar = has_bar || *line == '|';
      if (*line == '\0' || strchr ("-:| \t>\r\n", *line) == NULL)
        return FALSE;
    }

  return has_dash && has_bar;
}

/* Returns: where the cell ends */
static const char *
widen_cell (ChatMarkdownWide *self,
            const char       *cell,
            const char       *end)
{
  const char *p = cell;
  Insert insert;

  while (p < end && (*p == ':' || *p == '-'))
    p++;
  if (p - cell >= MIN_CELL || memchr (cell, '-', (gsize) (p - cell)) == NULL)
    {
      g_string_append_len (self->text, cell, p - cell);
      return p;
    }

  insert.n = (gsize) (MIN_CELL - (p - cell));
  if (*cell == ':')
    g_string_append_c (self->text, ':');
  insert.at = self->text->len;
  g_string_append_len (self->text, "--", (gssize) insert.n);
  g_string_append_len (self->text, *cell == ':' ? cell + 1 : cell, p - cell - (*cell == ':'));
  if (self->inserts == NULL)
    self->inserts = g_array_new (FALSE, FALSE, sizeof (Insert));
  insert.before = self->n_added;
  self->n_added += insert.n;
  g_array_append_val (self->inserts, insert);

  return p;
}

static void
widen_row (ChatMarkdownWide *self,
           const char       *line,
           const char       *end)
{
  while (line < end)
    {
      if (*line == '-' || *line == ':')
        line = widen_cell (self, line, end);
      else
        g_string_append_c (self->text, *line++);
    }
}

void
chat_markdown_wide_init (ChatMarkdownWide *self,
                         const GString    *text)
{
  gsize next;

  *self = (ChatMarkdownWide) { .text = g_string_sized_new (text->len + 16) };
  for (gsize i = 0; i < text->len; i = next)
    {
      const char *line = text->str + i;

      next = chat_markdown_line_next (text->str, text->len, i);
      if (i > 0 && strchr ("|:- >\t", *line) != NULL && *line != '\0'
          && chat_markdown_is_delimiter_row (line, text->str + next))
        widen_row (self, line, text->str + next);
      else
        g_string_append_len (self->text, line, (gssize) (next - i));
    }
}

void
chat_markdown_wide_clear (ChatMarkdownWide *self)
{
  g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->inserts, g_array_unref);
}

/* How many bytes were added before @offset. */
static gsize
count_added (const ChatMarkdownWide *self,
             gsize                   offset)
{
  guint low = 0;
  guint high = self->inserts != NULL ? self->inserts->len : 0;
  const Insert *insert;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->inserts, Insert, middle).at < offset)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return 0;
  insert = &g_array_index (self->inserts, Insert, low - 1);

  return insert->before + MIN (insert->n, offset - insert->at);
}

gboolean
chat_markdown_wide_get_range (const ChatMarkdownWide *self,
                              const char             *text,
                              gsize                   size,
                              gsize                  *start,
                              gsize                  *end)
{
  gsize offset;

  if (text < self->text->str || text > self->text->str + self->text->len)
    return FALSE;

  offset = (gsize) (text - self->text->str);
  *start = offset - count_added (self, offset);
  *end = offset + size - count_added (self, offset + size);

  return TRUE;
}
