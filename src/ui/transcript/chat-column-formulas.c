/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas over the room that their pads keep: their places are found when the page has changed and
 * kept, like those of pills.
 */

#include "chat-column-private.h"

/* The pad is on the baseline but for its rise, and has no height of its own. */
void
chat_column_place_formulas (ChatColumn *self,
                            ChatLeaf   *leaf,
                            guint       start)
{
  for (guint i = 0; i < leaf->formulas->len; i++)
    {
      ChatLeafFormula *formula = &g_array_index (leaf->formulas, ChatLeafFormula, i);
      GtkTextIter iter;
      GdkRectangle pad;
      int line_y;

      gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter,
                                          (int) (start + formula->pad));
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &pad);
      gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &line_y, NULL);
      formula->x = MIN (pad.x, pad.x + pad.width) + formula->indent;
      formula->y = pad.y + formula->rise - line_y;
      formula->width = ABS (pad.width) - formula->indent;
    }
}

static void
draw_formula (ChatColumn            *self,
              GtkSnapshot           *snapshot,
              const ChatLeafFormula *formula,
              int                    line_y)
{
  GdkRGBA color = self->palette.colors[CHAT_COLOR_DIM];
  double width;
  double ascent;
  double descent;
  float scale;

  if (!formula->dim)
    gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  chat_math_layout_get_size (formula->layout, &width, &ascent, &descent);
  /* Even smaller than it becomes by itself: nothing is lost in a narrow window. */
  scale = (float) CLAMP (formula->width / MAX (width, 1), 0.1, 1);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) formula->x,
                                                          (float) (line_y + formula->y)));
  gtk_snapshot_scale (snapshot, scale, scale);
  chat_math_layout_snapshot (formula->layout, snapshot, 0, 0, &color);
  gtk_snapshot_restore (snapshot);
}

void
chat_column_draw_formulas (ChatColumn  *self,
                           GtkSnapshot *snapshot,
                           ChatLeaf    *leaf,
                           guint        start)
{
  for (guint i = 0; i < leaf->formulas->len; i++)
    {
      const ChatLeafFormula *formula = &g_array_index (leaf->formulas, ChatLeafFormula, i);
      GtkTextIter iter;
      int line_y;
      int unused;

      gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter,
                                          (int) (start + formula->pad));
      chat_column_get_line (self, &iter, &line_y, &unused);
      draw_formula (self, snapshot, formula, line_y);
    }
}
