/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table whose cells wrap. Heights are found when the table changes, and only of new rows. The
 * text of a row is laid out for drawing when it comes into view, and forgotten after many others.
 */

#include "chat-table-grid.h"

#include <math.h>

/* Rows whose layouts are kept. */
#define MAX_KEPT 120

/* px that a formula may reach into the space beside its column, rather than stay as its source. */
#define FORMULA_OVER (CHAT_TABLE_GAP / 2)

#define PILL_RADIUS 4

struct _ChatTableGrid
{
  ChatRuler               *ruler;     /* borrowed */
  double                   scale;
  int                      pitch;
  const ChatMarkdownTable *table;     /* borrowed */
  GArray                  *columns;   /* (element-type ChatTableColumn) */
  int                      width;
  GArray                  *heights;   /* (element-type int), of all rows */
  GHashTable              *rows;      /* number of a row → GPtrArray of PangoLayout */
  gboolean                 rtl;
};

ChatTableGrid *
chat_table_grid_new (ChatRuler *ruler,
                     double     scale,
                     int        pitch)
{
  ChatTableGrid *self = g_new0 (ChatTableGrid, 1);

  self->ruler = ruler;
  self->scale = scale;
  self->pitch = pitch;
  self->columns = g_array_new (FALSE, FALSE, sizeof (ChatTableColumn));
  self->heights = g_array_new (FALSE, FALSE, sizeof (int));
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
chat_table_grid_free (ChatTableGrid *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->columns);
  g_array_unref (self->heights);
  g_hash_table_unref (self->rows);
  g_free (self);
}

static const ChatTableColumn *
get_column (ChatTableGrid *self,
            guint          position)
{
  return &g_array_index (self->columns, ChatTableColumn, position);
}

static const GPtrArray *
get_cells (ChatTableGrid *self,
           guint          row)
{
  return g_ptr_array_index (self->table->rows, row);
}

static const ChatMarkdownText *
get_cell (ChatTableGrid *self,
          guint          row,
          guint          position)
{
  return g_ptr_array_index (get_cells (self, row), position);
}

/* Pango turns the sides around for text that does not run as its context does. */
static PangoAlignment
get_alignment (ChatTableGrid     *self,
               PangoLayout       *layout,
               ChatMarkdownAlign  align)
{
  PangoContext *context = pango_layout_get_context (layout);
  gboolean turned = pango_layout_get_direction (layout, 0) != pango_context_get_base_dir (context);
  gboolean right = (align == CHAT_MARKDOWN_ALIGN_RIGHT) != self->rtl;

  if (align == CHAT_MARKDOWN_ALIGN_CENTER)
    return PANGO_ALIGN_CENTER;

  return right != turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static PangoLayout *
lay_out (ChatTableGrid *self,
         guint          row,
         guint          position)
{
  PangoLayout *layout = chat_ruler_lay_out (self->ruler, get_cell (self, row, position), row == 0,
                                            self->scale, self->rtl,
                                            get_column (self, position)->width + FORMULA_OVER);

  pango_layout_set_width (layout, get_column (self, position)->width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, get_alignment (self, layout,
                                                     get_column (self, position)->align));

  return layout;
}

static gboolean
has_formula (const ChatMarkdownText *cell)
{
  for (guint i = 0; i < cell->spans->len; i++)
    {
      if ((g_array_index (cell->spans, ChatMarkdownSpan, i).style & CHAT_MARKDOWN_FORMULA) != 0)
        return TRUE;
    }

  return FALSE;
}

/* px between two rows of text in a cell, and half of it above the first one. */
static int
get_lead (ChatTableGrid          *self,
          const ChatMarkdownText *cell,
          PangoLayout            *layout)
{
  int height;

  /* Rows with formulas may be higher than others. */
  if (has_formula (cell))
    return MAX (self->pitch - chat_ruler_get_line_height (self->ruler, self->scale), 0);

  pango_layout_get_pixel_size (layout, NULL, &height);
  return MAX (self->pitch - height / pango_layout_get_line_count (layout), 0);
}

static int
measure_cell (ChatTableGrid *self,
              guint          row,
              guint          position)
{
  const ChatMarkdownText *cell = get_cell (self, row, position);
  gboolean formulas = has_formula (cell);
  g_autoptr(PangoLayout) layout = NULL;
  int n_lines;
  int height;

  if (!formulas && chat_table_fit_measure (cell, row == 0, self->ruler, self->scale) <=
                   get_column (self, position)->width)
    return self->pitch;

  layout = lay_out (self, row, position);
  n_lines = pango_layout_get_line_count (layout);
  if (!formulas)
    return n_lines * self->pitch;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return MAX (height + n_lines * get_lead (self, cell, layout), n_lines * self->pitch);
}

static int
measure_row (ChatTableGrid *self,
             guint          row)
{
  int height = self->pitch;

  for (guint i = 0; i < MIN (get_cells (self, row)->len, self->columns->len); i++)
    height = MAX (height, measure_cell (self, row, i));

  return height + 2 * CHAT_TABLE_PAD;
}

static gboolean
same_columns (ChatTableGrid      *self,
              const ChatTableFit *fit)
{
  if (self->columns->len != fit->columns->len)
    return FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const ChatTableColumn *column = &g_array_index (fit->columns, ChatTableColumn, i);

      if (get_column (self, i)->width != column->width ||
          get_column (self, i)->align != column->align)
        return FALSE;
    }

  return TRUE;
}

void
chat_table_grid_update (ChatTableGrid           *self,
                        const ChatMarkdownTable *table,
                        const ChatTableFit      *fit,
                        gboolean                 rtl,
                        guint                    kept)
{
  if (!same_columns (self, fit))
    kept = 0;

  self->table = table;
  self->rtl = rtl;
  self->width = fit->width;
  g_array_set_size (self->columns, 0);
  g_array_append_vals (self->columns, fit->columns->data, fit->columns->len);
  g_hash_table_remove_all (self->rows);
  g_array_set_size (self->heights, MIN (kept, self->heights->len));
  for (guint row = self->heights->len; row < table->rows->len; row++)
    {
      int height = measure_row (self, row);

      g_array_append_val (self->heights, height);
    }
}

int
chat_table_grid_get_height (ChatTableGrid *self,
                            guint          row)
{
  return g_array_index (self->heights, int, row);
}

static GPtrArray *
get_row (ChatTableGrid *self,
         guint          row)
{
  GPtrArray *layouts = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (row + 1));

  if (layouts != NULL)
    return layouts;

  if (g_hash_table_size (self->rows) >= MAX_KEPT)
    g_hash_table_remove_all (self->rows);
  layouts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (get_cells (self, row)->len, self->columns->len); i++)
    {
      PangoLayout *layout = lay_out (self, row, i);

      pango_layout_set_spacing (layout,
                                get_lead (self, get_cell (self, row, i), layout) * PANGO_SCALE);
      g_ptr_array_add (layouts, layout);
    }
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (row + 1), layouts);

  return layouts;
}

static int
get_x (ChatTableGrid *self,
       guint          cell)
{
  const ChatTableColumn *column = get_column (self, cell);

  return self->rtl ? self->width - column->start - column->width : column->start;
}

static int
get_y (PangoLayout *layout)
{
  return CHAT_TABLE_PAD + pango_layout_get_spacing (layout) / PANGO_SCALE / 2;
}

static void
draw_pill (GtkSnapshot       *snapshot,
           const ChatPalette *palette,
           int                x,
           int                y,
           int                width,
           int                height)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                        (float) height), PILL_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &palette->colors[CHAT_COLOR_INLINE_BG], &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

/* The grounds of code in one row of text. */
static void
draw_line_pills (GtkSnapshot            *snapshot,
                 const ChatPalette      *palette,
                 PangoLayoutIter        *iter,
                 const ChatMarkdownSpan *span)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  PangoRectangle extents;
  g_autofree int *ranges = NULL;
  int n_ranges;

  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  pango_layout_line_get_x_ranges (line, (int) span->start, (int) span->end, &ranges, &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    draw_pill (snapshot, palette, PANGO_PIXELS (ranges[2 * i]) - 2, PANGO_PIXELS (extents.y) + 1,
               PANGO_PIXELS (ranges[2 * i + 1] - ranges[2 * i]) + 4,
               PANGO_PIXELS (extents.height) - 1);
}

static gboolean
is_in_line (PangoLayoutIter        *iter,
            const ChatMarkdownSpan *span)
{
  const PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);

  return (int) span->start < line->start_index + line->length &&
         (int) span->end > line->start_index;
}

/* NULL where the span is no formula, or stays as its source. */
static ChatMathLayout *
find_formula (PangoLayout            *layout,
              const ChatMarkdownSpan *span)
{
  return (span->style & CHAT_MARKDOWN_FORMULA) != 0
         ? chat_ruler_find_formula (layout, span->start) : NULL;
}

static void
draw_pills (GtkSnapshot            *snapshot,
            const ChatPalette      *palette,
            PangoLayout            *layout,
            const ChatMarkdownText *text)
{
  for (guint i = 0; i < text->spans->len; i++)
    {
      const ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, i);
      PangoLayoutIter *iter;

      if ((span->style & (CHAT_MARKDOWN_CODE_SPAN | CHAT_MARKDOWN_FORMULA)) == 0 ||
          find_formula (layout, span) != NULL)
        continue;
      iter = pango_layout_get_iter (layout);
      do
        {
          if (is_in_line (iter, span))
            draw_line_pills (snapshot, palette, iter, span);
        }
      while (pango_layout_iter_next_line (iter));
      pango_layout_iter_free (iter);
    }
}

/* px from the top of the layout to the baseline of the row with a byte of its text. */
static double
get_baseline (PangoLayout *layout,
              gsize        index)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int line;
  int baseline;

  pango_layout_index_to_line_x (layout, (int) index, FALSE, &line, NULL);
  while (line-- > 0)
    pango_layout_iter_next_line (iter);
  baseline = pango_layout_iter_get_baseline (iter);
  pango_layout_iter_free (iter);

  return (double) baseline / PANGO_SCALE;
}

static void
draw_formulas (GtkSnapshot            *snapshot,
               PangoLayout            *layout,
               const ChatMarkdownText *text,
               const GdkRGBA          *color)
{
  for (guint i = 0; i < text->spans->len; i++)
    {
      const ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, i);
      ChatMathLayout *formula = find_formula (layout, span);
      PangoRectangle place;

      if (formula == NULL)
        continue;
      pango_layout_index_to_pos (layout, (int) span->start, &place);
      chat_math_layout_snapshot (formula, snapshot,
                                 (double) MIN (place.x, place.x + place.width) / PANGO_SCALE,
                                 get_baseline (layout, span->start), color);
    }
}

static void
draw_cell_mark (ChatTableGrid       *self,
                GtkSnapshot         *snapshot,
                guint                row,
                const ChatTableMark *mark)
{
  gtk_snapshot_append_color (
    snapshot, &mark->color,
    &GRAPHENE_RECT_INIT ((float) get_x (self, mark->cell) - CHAT_TABLE_PAD, 0,
                         (float) get_column (self, mark->cell)->width + 2 * CHAT_TABLE_PAD,
                         (float) chat_table_grid_get_height (self, row)));
}

/* The ground of words; or with @layout (nullable) the words once more, in the colour for it. */
static void
draw_ground (GtkSnapshot           *snapshot,
             const graphene_rect_t *ground,
             PangoLayout           *layout,
             const ChatTableMark   *mark)
{
  if (layout == NULL)
    {
      gtk_snapshot_append_color (snapshot, &mark->color, ground);
      return;
    }

  gtk_snapshot_push_clip (snapshot, ground);
  gtk_snapshot_append_layout (snapshot, layout, &mark->text);
  gtk_snapshot_pop (snapshot);
}

/* What of the marked words stands in one row of text. */
static void
draw_line_mark (GtkSnapshot         *snapshot,
                PangoLayoutIter     *iter,
                PangoLayout         *layout,
                const ChatTableMark *mark)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  int start = MAX (mark->start, line->start_index);
  int end = MIN (mark->end, line->start_index + line->length);
  PangoRectangle extents;
  g_autofree int *ranges = NULL;
  int n_ranges;

  if (start >= end)
    return;

  pango_layout_iter_get_line_extents (iter, NULL, &extents);
  pango_layout_line_get_x_ranges (line, start, end, &ranges, &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    draw_ground (snapshot,
                 &GRAPHENE_RECT_INIT ((float) PANGO_PIXELS (ranges[2 * i]),
                                      (float) PANGO_PIXELS (extents.y),
                                      (float) PANGO_PIXELS (ranges[2 * i + 1] - ranges[2 * i]),
                                      (float) PANGO_PIXELS (extents.height)),
                 layout, mark);
}

static void
draw_words_mark (ChatTableGrid       *self,
                 GtkSnapshot         *snapshot,
                 PangoLayout         *layout,
                 gboolean             words,
                 const ChatTableMark *mark)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) get_x (self, mark->cell),
                                                          (float) get_y (layout)));
  do
    draw_line_mark (snapshot, iter, words ? layout : NULL, mark);
  while (pango_layout_iter_next_line (iter));
  gtk_snapshot_restore (snapshot);
  pango_layout_iter_free (iter);
}

/* What is below the text; or with its colour @text (nullable) the words that have another one. */
static void
draw_marks (ChatTableGrid *self,
            GtkSnapshot   *snapshot,
            guint          row,
            const GdkRGBA *text,
            const GArray  *marks)
{
  const GPtrArray *layouts = get_row (self, row);

  for (guint i = 0; i < marks->len; i++)
    {
      const ChatTableMark *mark = &g_array_index (marks, ChatTableMark, i);

      if (mark->cell >= layouts->len || (text != NULL && gdk_rgba_equal (&mark->text, text)))
        continue;
      if (mark->end > 0)
        draw_words_mark (self, snapshot, g_ptr_array_index (layouts, mark->cell), text != NULL,
                         mark);
      else if (text == NULL)
        draw_cell_mark (self, snapshot, row, mark);
    }
}

void
chat_table_grid_draw_row (ChatTableGrid     *self,
                          GtkSnapshot       *snapshot,
                          guint              row,
                          int                x,
                          int                y,
                          const ChatPalette *palette,
                          const GdkRGBA     *text,
                          const GArray      *marks)
{
  const GPtrArray *layouts = get_row (self, row);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  draw_marks (self, snapshot, row, NULL, marks);
  for (guint i = 0; i < layouts->len; i++)
    {
      PangoLayout *layout = g_ptr_array_index (layouts, i);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) get_x (self, i),
                                                              (float) get_y (layout)));
      draw_pills (snapshot, palette, layout, get_cell (self, row, i));
      gtk_snapshot_append_layout (snapshot, layout, text);
      draw_formulas (snapshot, layout, get_cell (self, row, i), text);
      gtk_snapshot_restore (snapshot);
    }
  draw_marks (self, snapshot, row, text, marks);
  gtk_snapshot_restore (snapshot);
}

static const char *
find_target (const ChatMarkdownText *text,
             int                     index)
{
  for (guint i = 0; i < text->spans->len; i++)
    {
      const ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, i);

      if ((span->style & (CHAT_MARKDOWN_LINK | CHAT_MARKDOWN_IMAGE)) != 0 &&
          index >= (int) span->start && index < (int) span->end)
        return span->target;
    }

  return NULL;
}

const char *
chat_table_grid_get_uri (ChatTableGrid *self,
                         guint          row,
                         int            x,
                         int            y)
{
  GPtrArray *layouts = get_row (self, row);

  for (guint i = 0; i < layouts->len; i++)
    {
      PangoLayout *layout = g_ptr_array_index (layouts, i);
      int index;

      if (pango_layout_xy_to_index (layout, (x - get_x (self, i)) * PANGO_SCALE,
                                    (y - get_y (layout)) * PANGO_SCALE, &index, NULL))
        return find_target (get_cell (self, row, i), index);
    }

  return NULL;
}
