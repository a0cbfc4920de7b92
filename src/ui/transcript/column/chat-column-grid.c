/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables that are drawn over their lines, and what is marked in them.
 */

#include "chat-column-private.h"

#include "chat-column-sideways.h"
#include "chat-column-targets.h"

/* How strongly the colour of the selection covers a cell. */
#define SELECTED 0.25f

/* A part of the page with a colour. */
typedef struct
{
  GtkTextIter start;
  GtkTextIter end;
  GdkRGBA     color;
  GdkRGBA     text;
} Range;

/* The left edge of the table as it is drawn. */
static int
get_left (ChatColumn     *self,
          const ChatLeaf *leaf)
{
  int edge = chat_column_get_gutter (self);
  int scroll = MIN (leaf->scroll, chat_column_get_max_scroll (self, leaf));

  if (leaf->rtl)
    return edge + chat_column_get_room (self, leaf) - leaf->fit->width + scroll;

  return edge + chat_tags_scale (self->tags, leaf->margin) - scroll;
}

static guint
count_tabs (const GtkTextIter *start,
            const GtkTextIter *end)
{
  g_autofree char *text = gtk_text_iter_get_slice (start, end);
  guint n_tabs = 0;

  for (const char *p = text; *p != '\0'; p++)
    n_tabs += *p == '\t';

  return n_tabs;
}

/* The cells of a line that a range covers. */
static void
mark_cells (GArray            *marks,
            const GtkTextIter *line,
            const GtkTextIter *line_end,
            const Range       *range)
{
  GtkTextIter from = range->start;
  GtkTextIter to = range->end;
  ChatTableMark mark = { .color = range->color };

  if (gtk_text_iter_compare (&from, line) < 0)
    from = *line;
  if (gtk_text_iter_compare (&to, line_end) > 0)
    to = *line_end;
  if (gtk_text_iter_compare (&from, &to) >= 0)
    return;

  mark.cell = count_tabs (line, &from);
  for (guint last = mark.cell + count_tabs (&from, &to); mark.cell <= last; mark.cell++)
    g_array_append_val (marks, mark);
}

/* Of the text in the cell: what only turns its direction is no part of it. */
static int
count_bytes (ChatColumn        *self,
             const GtkTextIter *start,
             const GtkTextIter *end)
{
  GtkTextTag *pad = chat_tags_get_inline (self->tags, CHAT_INLINE_PAD);
  GtkTextIter at = *start;
  int n_bytes = 0;

  for (; gtk_text_iter_compare (&at, end) < 0; gtk_text_iter_forward_char (&at))
    {
      if (!gtk_text_iter_has_tag (&at, pad))
        n_bytes += g_unichar_to_utf8 (gtk_text_iter_get_char (&at), NULL);
    }

  return n_bytes;
}

static gboolean
is_tab (gunichar c,
        gpointer unused)
{
  return c == '\t';
}

/* The words in one cell that a hit covers; or the cells, where other text is drawn than stands in
 * the line. */
static void
mark_words (ChatColumn        *self,
            GArray            *marks,
            const GPtrArray   *cells,
            const GtkTextIter *line,
            const GtkTextIter *line_end,
            const Range       *range)
{
  ChatTableMark mark = { count_tabs (line, &range->start), range->color, range->text, 0, 0 };
  GtkTextIter start = range->start;
  GtkTextIter end = range->start;
  const ChatMarkdownText *text = NULL;

  if (mark.cell < cells->len)
    text = g_ptr_array_index (cells, mark.cell);
  if (!gtk_text_iter_equal (&start, line) &&
      gtk_text_iter_backward_find_char (&start, is_tab, NULL, line))
    gtk_text_iter_forward_char (&start);
  else
    start = *line;
  if (gtk_text_iter_get_char (&end) != '\t' &&
      !gtk_text_iter_forward_find_char (&end, is_tab, NULL, line_end))
    end = *line_end;

  if (text == NULL || gtk_text_iter_compare (&range->end, &end) > 0 ||
      count_bytes (self, &start, &end) != (int) text->text->len)
    {
      mark_cells (marks, line, line_end, range);
      return;
    }

  mark.start = count_bytes (self, &start, &range->start);
  mark.end = mark.start + count_bytes (self, &range->start, &range->end);
  g_array_append_val (marks, mark);
}

static void
mark_hits (ChatColumn        *self,
           GArray            *marks,
           const GPtrArray   *cells,
           const GtkTextIter *line,
           const GtkTextIter *line_end,
           ChatInline         part,
           ChatColor          color,
           ChatColor          text)
{
  GtkTextTag *tag = chat_tags_get_inline (self->tags, part);
  Range range = { *line, *line, self->palette.colors[color], self->palette.colors[text] };

  while (gtk_text_iter_compare (&range.end, line_end) < 0)
    {
      range.start = range.end;
      if (!gtk_text_iter_starts_tag (&range.start, tag) &&
          !gtk_text_iter_forward_to_tag_toggle (&range.start, tag))
        break;
      range.end = range.start;
      gtk_text_iter_forward_to_tag_toggle (&range.end, tag);
      mark_words (self, marks, cells, line, line_end, &range);
    }
}

static void
mark_selected (ChatColumn        *self,
               GArray            *marks,
               const GtkTextIter *line,
               const GtkTextIter *line_end)
{
  Range range = { .color = self->palette.colors[CHAT_COLOR_CURSOR] };

  range.color.alpha *= SELECTED;
  if (gtk_text_buffer_get_selection_bounds (self->page->buffer, &range.start, &range.end))
    mark_cells (marks, line, line_end, &range);
}

static void
draw_row (ChatColumn        *self,
          GtkSnapshot       *snapshot,
          ChatLeaf          *leaf,
          const GtkTextIter *line,
          guint              row,
          int                y)
{
  g_autoptr(GArray) marks = g_array_new (FALSE, FALSE, sizeof (ChatTableMark));
  GtkTextIter end = *line;
  const GPtrArray *cells;
  GdkRGBA text;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  cells = g_ptr_array_index (leaf->block->table->rows, row);
  mark_hits (self, marks, cells, line, &end, CHAT_INLINE_HIT, CHAT_COLOR_HIT_BG,
             CHAT_COLOR_HIT_FG);
  mark_hits (self, marks, cells, line, &end, CHAT_INLINE_HIT_CURRENT,
             CHAT_COLOR_HIT_CURRENT_BG, CHAT_COLOR_HIT_CURRENT_FG);
  mark_selected (self, marks, line, &end);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &text);
  chat_table_grid_draw_row (leaf->grid, snapshot, row, get_left (self, leaf), y, &self->palette,
                            &text, marks);
}

void
chat_column_draw_grid (ChatColumn         *self,
                       GtkSnapshot        *snapshot,
                       const GdkRectangle *visible,
                       ChatLeaf           *leaf,
                       guint               start,
                       int                 bottom)
{
  int edge = chat_column_get_gutter (self);
  int n_rows = (int) leaf->block->table->rows->len;
  GtkTextIter iter;
  int first;
  int line;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, (int) start);
  first = gtk_text_iter_get_line (&iter) + (leaf->has_markers ? 1 : 0);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, visible->y, NULL);
  line = CLAMP (gtk_text_iter_get_line (&iter), first, first + n_rows - 1);

  /* Grounds reach a little beyond the text. */
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) (edge - CHAT_TABLE_PAD),
                                                         (float) visible->y,
                                                         (float) (self->width - 2 * edge +
                                                                  2 * CHAT_TABLE_PAD),
                                                         (float) visible->height));
  for (; line < first + n_rows; line++)
    {
      int row_top;
      int row_bottom;

      gtk_text_buffer_get_iter_at_line (self->page->buffer, &iter, line);
      chat_column_get_line (self, &iter, &row_top, &row_bottom);
      /* What GTK has not come to yet has no height, and is further down than anyone sees. */
      if (row_top > visible->y + visible->height || row_bottom == row_top)
        break;
      draw_row (self, snapshot, leaf, &iter, (guint) (line - first),
                row_bottom - chat_table_grid_get_height (leaf->grid, (guint) (line - first)));
    }
  gtk_snapshot_pop (snapshot);
  chat_column_draw_bar (self, snapshot, leaf, bottom);
}

/* The table that is drawn at @iter, and the row there. */
static ChatLeaf *
find_grid (ChatColumn        *self,
           const GtkTextIter *iter,
           guint             *row)
{
  guint start;
  ChatLeaf *leaf = chat_column_find_leaf (self, iter, &start);
  GtkTextIter first;

  if (leaf == NULL || leaf->grid == NULL)
    return NULL;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &first, (int) start);
  *row = (guint) (gtk_text_iter_get_line (iter) - gtk_text_iter_get_line (&first));
  if (leaf->has_markers && (*row)-- == 0)
    return NULL;

  return leaf;
}

/* Of a point of the buffer. */
static ChatLeaf *
find_grid_at (ChatColumn  *self,
              int          y,
              GtkTextIter *iter,
              guint       *row)
{
  if (self->page == NULL)
    return NULL;

  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), iter, y, NULL);
  return find_grid (self, iter, row);
}

const char *
chat_column_find_grid_uri (ChatColumn *self,
                           int         x,
                           int         y,
                           gboolean   *within)
{
  GtkTextIter iter;
  guint row;
  ChatLeaf *leaf = find_grid_at (self, y, &iter, &row);
  int top;
  int bottom;

  *within = leaf != NULL;
  if (leaf == NULL)
    return NULL;

  chat_column_get_line (self, &iter, &top, &bottom);
  return chat_table_grid_get_uri (leaf->grid, row, x - get_left (self, leaf),
                                  y - bottom + chat_table_grid_get_height (leaf->grid, row));
}
