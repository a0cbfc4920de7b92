/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Matrices, cases and aligned lines.
 */

#include "chat-math-layout-private.h"

#include <string.h>

typedef struct
{
  ChatMathLevel level;
  double        ascent;      /* of every row at least, in em */
  double        descent;
  double        gap;         /* between columns, in em; of pairs when aligned */
  double        row_gap;     /* in em */
} Look;

/* As LaTeX and amsmath have them. */
static const Look looks[] = {
  [CHAT_MATH_FORM_MATRIX] = { CHAT_MATH_LEVEL_TEXT, 0.84, 0.36, 1, 0 },
  [CHAT_MATH_FORM_SMALL_MATRIX] = { CHAT_MATH_LEVEL_SCRIPT, 0.7, 0.2, 0.5, 0 },
  [CHAT_MATH_FORM_ARRAY] = { CHAT_MATH_LEVEL_TEXT, 0.84, 0.36, 1, 0 },
  [CHAT_MATH_FORM_CASES] = { CHAT_MATH_LEVEL_TEXT, 1, 0.44, 1, 0 },
  [CHAT_MATH_FORM_DISPLAY_CASES] = { CHAT_MATH_LEVEL_DISPLAY, 1, 0.44, 1, 0 },
  [CHAT_MATH_FORM_ALIGNED] = { CHAT_MATH_LEVEL_DISPLAY, 0.84, 0.36, 2, 0.3 },
  [CHAT_MATH_FORM_GATHERED] = { CHAT_MATH_LEVEL_DISPLAY, 0.84, 0.36, 1, 0.3 },
  [CHAT_MATH_FORM_SUBSTACK] = { CHAT_MATH_LEVEL_SCRIPT, 0.7, 0.2, 1, 0.1 },
};

/* Around a line, in em. */
#define LINE_ROOM 0.12

typedef struct
{
  const ChatMathNode  *node;
  ChatMathStyle        style;
  const Look          *look;
  GPtrArray           *cells;      /* of boxes, row by row */
  GArray              *widths;     /* of columns */
  GArray              *lefts;
  double               left;       /* of the table */
  double               right;
} Grid;

static guint
count (const ChatMathNode *node)
{
  guint n = 0;

  for (; node != NULL; node = node->next)
    n++;

  return n;
}

static char
get_column (const Grid *self,
            guint       column)
{
  switch ((int) self->node->form)
    {
    case CHAT_MATH_FORM_ALIGNED:
      return column % 2 == 0 ? 'r' : 'l';
    case CHAT_MATH_FORM_CASES:
    case CHAT_MATH_FORM_DISPLAY_CASES:
      return 'l';
    default:
      break;
    }

  for (const char *at = self->node->text; at != NULL && *at != '\0'; at++)
    {
      if (strchr ("lcr", *at) != NULL && column-- == 0)
        return *at;
    }

  return 'c';
}

/* Whether the columns' description has a line before the column. */
static gboolean
has_line (const Grid *self,
          guint       column)
{
  gboolean line = FALSE;

  for (const char *at = self->node->text; at != NULL && *at != '\0'; at++)
    {
      if (*at == '|')
        line = TRUE;
      else if (strchr ("lcr", *at) != NULL)
        {
          if (column-- == 0)
            return line;
          line = FALSE;
        }
    }

  return line && column == 0;
}

/* Between a column and the one before it. */
static double
get_gap (const Grid *self,
         guint       column)
{
  gboolean pair = self->node->form == CHAT_MATH_FORM_ALIGNED && column % 2 == 1;

  return column == 0 || pair ? 0 : self->look->gap * chat_math_style_metrics (&self->style)->em;
}

static void
lay_cells (Grid *self)
{
  for (const ChatMathNode *row = self->node->first; row != NULL; row = row->next)
    {
      guint column = 0;

      for (const ChatMathNode *cell = row->first; cell != NULL; cell = cell->next, column++)
        {
          gboolean follows = self->node->form == CHAT_MATH_FORM_ALIGNED && column % 2 == 1;
          ChatMathBox *box = chat_math_lay_row (cell->first, &self->style,
                                                follows ? CHAT_MATH_ORD : CHAT_MATH_NO_ATOM);

          if (column >= self->widths->len)
            g_array_set_size (self->widths, column + 1);
          g_array_index (self->widths, double, column) =
            MAX (g_array_index (self->widths, double, column), box->width);
          g_ptr_array_add (self->cells, box);
        }
    }
}

static void
place_columns (Grid *self)
{
  double margin = self->node->form == CHAT_MATH_FORM_ARRAY
                  ? self->look->gap / 2 * chat_math_style_metrics (&self->style)->em : 0;
  double x = margin;

  for (guint i = 0; i < self->widths->len; i++)
    {
      x += get_gap (self, i);
      g_array_append_val (self->lefts, x);
      x += g_array_index (self->widths, double, i);
    }
  self->right = x + margin;
}

static double
get_offset (const Grid *self,
            guint       column,
            double      width)
{
  double room = g_array_index (self->widths, double, column) - width;
  char alignment = get_column (self, column);

  return g_array_index (self->lefts, double, column) +
         (alignment == 'l' ? 0 : alignment == 'r' ? room : room / 2);
}

static void
add_lines (const Grid         *self,
           ChatMathBox        *box,
           const ChatMathNode *row,
           double             *y)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (&self->style);

  for (guint i = 0; i < row->n_lines; i++)
    {
      *y += LINE_ROOM * metrics->em;
      chat_math_box_add (box, chat_math_box_new_rule (self->right, metrics->rule), 0,
                         *y + metrics->rule);
      *y += LINE_ROOM * metrics->em + metrics->rule;
    }
}

/* Gives the index of the first cell of the next row. */
static guint
add_row (const Grid         *self,
         ChatMathBox        *box,
         const ChatMathNode *row,
         guint               first,
         double             *y)
{
  double em = chat_math_style_metrics (&self->style)->em;
  guint n_cells = count (row->first);
  double ascent = self->look->ascent * em;
  double descent = self->look->descent * em;

  add_lines (self, box, row, y);
  for (guint i = 0; i < n_cells; i++)
    {
      const ChatMathBox *cell = g_ptr_array_index (self->cells, first + i);

      ascent = MAX (ascent, cell->ascent);
      descent = MAX (descent, cell->descent);
    }

  if (n_cells == 1 && row->next == NULL && row->n_lines > 0 && row->first->first == NULL)
    ascent = descent = 0;
  for (guint i = 0; i < n_cells; i++)
    {
      ChatMathBox *cell = g_ptr_array_index (self->cells, first + i);

      chat_math_box_add (box, cell, get_offset (self, i, cell->width), *y + ascent);
    }
  *y += ascent + descent;

  return first + n_cells;
}

static void
add_upright_lines (const Grid  *self,
                   ChatMathBox *box,
                   double       height)
{
  const ChatMathMetrics *metrics = chat_math_style_metrics (&self->style);

  for (guint i = 0; i <= self->widths->len; i++)
    {
      double x = i == 0 ? 0 : i == self->widths->len ? self->right
                 : g_array_index (self->lefts, double, i) - get_gap (self, i) / 2;

      if (has_line (self, i))
        chat_math_box_add (box, chat_math_box_new_shape (CHAT_MATH_SHAPE_BAR, metrics->rule, height,
                                                         metrics->rule), x, height);
    }
}

/* With its first line's top at the baseline. */
static ChatMathBox *
lay_rows (const Grid *self)
{
  double em = chat_math_style_metrics (&self->style)->em;
  ChatMathBox *box = chat_math_box_new ();
  guint first = 0;
  double y = 0;

  box->width = self->right;
  for (const ChatMathNode *row = self->node->first; row != NULL; row = row->next)
    {
      first = add_row (self, box, row, first, &y);
      if (row->next != NULL)
        y += self->look->row_gap * em;
    }
  add_upright_lines (self, box, y);
  box->ascent = 0;
  box->descent = y;

  return box;
}

ChatMathBox *
chat_math_lay_table (const ChatMathNode  *node,
                     const ChatMathStyle *style)
{
  Grid grid = { node, *style, &looks[node->form] };
  ChatMathBox *box = chat_math_box_new ();
  ChatMathBox *rows;

  grid.style.level = MAX (grid.look->level, style->level);
  if (node->form == CHAT_MATH_FORM_ALIGNED || node->form == CHAT_MATH_FORM_GATHERED)
    grid.style.level = grid.look->level;
  grid.style.cramped = FALSE;
  grid.cells = g_ptr_array_new ();
  grid.widths = g_array_new (FALSE, TRUE, sizeof (double));
  grid.lefts = g_array_new (FALSE, TRUE, sizeof (double));
  lay_cells (&grid);
  place_columns (&grid);
  rows = lay_rows (&grid);
  chat_math_box_add (box, rows, 0, -rows->descent / 2 - chat_math_style_metrics (style)->axis);
  g_ptr_array_unref (grid.cells);
  g_array_unref (grid.widths);
  g_array_unref (grid.lefts);

  return box;
}
