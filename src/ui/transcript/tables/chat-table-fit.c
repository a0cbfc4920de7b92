/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How wide the columns of a table are. What room is left goes between them, up to a measure; and a
 * table that grows keeps its columns as long as a new row fits into them.
 */

#include "chat-table-fit.h"

#include <math.h>
#include <string.h>

/* px between two columns at most. */
#define MAX_GAP 120

/* px: where cells wrap no column is narrower, and rather the table wider than its room. */
#define MIN_WIDTH 108

/* Columns grow by steps of so many px, so that not each new row moves them. */
#define STEP 12

ChatTableFit *
chat_table_fit_new (void)
{
  ChatTableFit *self = g_new0 (ChatTableFit, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (ChatTableColumn));
  return self;
}

void
chat_table_fit_free (ChatTableFit *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->columns);
  g_free (self);
}

static ChatTableColumn *
get_column (ChatTableFit *self,
            guint         position)
{
  return &g_array_index (self->columns, ChatTableColumn, position);
}

/* A number, with a sign, a currency or a short unit. */
static gboolean
is_number (const GString *text)
{
  const char *p = text->str + strcspn (text->str, "0123456789");
  gsize before = (gsize) (p - text->str);
  gsize digits = strspn (p, "0123456789.,:/ ");

  if (*p == '\0' || before > 4)
    return FALSE;
  for (const char *q = text->str; q < p; q++)
    {
      if (g_ascii_isalpha (*q))
        return FALSE;
    }

  return strlen (p + digits) <= 5 && strpbrk (p + digits, "0123456789") == NULL;
}

int
chat_table_fit_measure (const ChatMarkdownText *cell,
                        gboolean                head,
                        ChatRuler              *ruler,
                        double                  scale)
{
  return (int) ceil (chat_ruler_measure (ruler, cell, head) * scale);
}

static void
take_cell (ChatTableFit           *self,
           guint                   position,
           const ChatMarkdownText *cell,
           gboolean                head,
           ChatRuler              *ruler,
           double                  scale)
{
  ChatTableColumn *column = get_column (self, position);
  int width = chat_table_fit_measure (cell, head, ruler, scale);

  column->natural = MAX (column->settled, (width + STEP - 1) / STEP * STEP);
  column->content = column->settled_content;
  if (!head && cell->text->len > 0)
    column->content = MAX (column->content,
                           is_number (cell->text) ? CHAT_TABLE_FIGURES : CHAT_TABLE_WORDS);
}

static void
settle_columns (ChatTableFit *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      ChatTableColumn *column = get_column (self, i);

      column->settled = column->natural;
      column->settled_content = column->content;
    }
}

static void
measure_rows (ChatTableFit            *self,
              const ChatMarkdownTable *table,
              ChatRuler               *ruler,
              double                   scale)
{
  for (guint row = self->n_rows; row < table->rows->len; row++)
    {
      const GPtrArray *cells = g_ptr_array_index (table->rows, row);

      if (row > self->n_rows)
        settle_columns (self);
      for (guint i = 0; i < MIN (cells->len, self->columns->len); i++)
        take_cell (self, i, g_ptr_array_index (cells, i), row == 0, ruler, scale);
    }

  self->n_rows = MAX (table->rows->len, 1) - 1;
}

/* Numbers are set against the right, unless the table says otherwise. */
static ChatMarkdownAlign
choose_align (const ChatTableColumn   *column,
              const ChatMarkdownTable *table,
              guint                    position)
{
  ChatMarkdownAlign align = g_array_index (table->columns, ChatMarkdownAlign, position);

  if (align != CHAT_MARKDOWN_ALIGN_NONE)
    return align;

  return column->content == CHAT_TABLE_FIGURES && position > 0 ? CHAT_MARKDOWN_ALIGN_RIGHT
                                                               : CHAT_MARKDOWN_ALIGN_LEFT;
}

/* px of all columns if none of them is wider than @limit. */
static int
sum_widths (ChatTableFit *self,
            int           limit)
{
  int sum = 0;

  for (guint i = 0; i < self->columns->len; i++)
    sum += MIN (get_column (self, i)->natural, limit);

  return sum;
}

/* How wide the widest columns may be so that all have room; not less than what reads well. */
static int
find_limit (ChatTableFit *self,
            int           room)
{
  int low = MIN_WIDTH;
  int high = MAX (room, MIN_WIDTH);

  while (low < high)
    {
      int middle = low + (high - low + 1) / 2;

      if (sum_widths (self, middle) <= room)
        low = middle;
      else
        high = middle - 1;
    }

  return low;
}

static void
place_columns (ChatTableFit            *self,
               const ChatMarkdownTable *table,
               int                      room)
{
  int n_gaps = (int) self->columns->len - 1;
  int natural = sum_widths (self, G_MAXINT);
  int gap = CHAT_TABLE_GAP;
  int at = 0;
  int limit;

  self->fits = natural + n_gaps * CHAT_TABLE_GAP <= room;
  if (self->fits && n_gaps > 0)
    gap = CLAMP ((room - natural) / n_gaps, CHAT_TABLE_GAP, MAX_GAP);
  limit = find_limit (self, room - n_gaps * gap);

  for (guint i = 0; i < self->columns->len; i++)
    {
      ChatTableColumn *column = get_column (self, i);

      column->align = choose_align (column, table, i);
      column->start = at;
      column->width = MIN (column->natural, limit);
      at += column->width + gap;
    }
  self->width = at - gap;
}

void
chat_table_fit_update (ChatTableFit            *self,
                       const ChatMarkdownTable *table,
                       guint                    kept,
                       ChatRuler               *ruler,
                       double                   scale,
                       int                      room)
{
  if (self->columns->len != table->columns->len || kept < self->n_rows)
    {
      g_array_set_size (self->columns, 0);
      g_array_set_size (self->columns, table->columns->len);
      self->n_rows = 0;
    }

  measure_rows (self, table, ruler, scale);
  place_columns (self, table, room);
}

gboolean
chat_table_fit_has_lead (ChatTableFit *self)
{
  return self->columns->len > 0 && get_column (self, 0)->align != CHAT_MARKDOWN_ALIGN_LEFT;
}

static void
set_tab (PangoTabArray         *tabs,
         int                    position,
         const ChatTableColumn *column)
{
  switch (column->align)
    {
    case CHAT_MARKDOWN_ALIGN_RIGHT:
      pango_tab_array_set_tab (tabs, position, PANGO_TAB_RIGHT, column->start + column->width);
      break;
    case CHAT_MARKDOWN_ALIGN_CENTER:
      pango_tab_array_set_tab (tabs, position, PANGO_TAB_CENTER,
                               column->start + column->width / 2);
      break;
    case CHAT_MARKDOWN_ALIGN_LEFT:
    case CHAT_MARKDOWN_ALIGN_NONE:
    default:
      pango_tab_array_set_tab (tabs, position, PANGO_TAB_LEFT, column->start);
    }
}

PangoTabArray *
chat_table_fit_get_tabs (ChatTableFit *self)
{
  guint first = chat_table_fit_has_lead (self) ? 0 : 1;
  PangoTabArray *tabs = pango_tab_array_new ((int) (self->columns->len - first), TRUE);

  for (guint i = first; i < self->columns->len; i++)
    set_tab (tabs, (int) (i - first), get_column (self, i));

  return tabs;
}
