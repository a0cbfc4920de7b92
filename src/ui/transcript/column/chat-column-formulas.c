/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas over the room that their pads keep: their places are found when the page has changed and
 * kept, like those of pills.
 */

#include "chat-column-sideways.h"

#include "chat-math.h"

/* px that the ground of a hit reaches beyond the formula. */
#define HIT_PAD 2

/* In a text that runs to the left a display stands at its right edge, where its pad is not: lines
 * of source run to the right. */
static int
get_x (ChatColumn            *self,
       const ChatLeaf        *leaf,
       const ChatLeafFormula *formula,
       const GdkRectangle    *pad)
{
  int edge = chat_column_get_gutter (self) + chat_column_get_text_width (self) -
             chat_tags_scale (self->tags, leaf->margin);

  if (leaf->rtl && leaf->block->kind == CHAT_MARKDOWN_MATH)
    return edge - ABS (pad->width);

  return MIN (pad->x, pad->x + pad->width) + formula->indent;
}

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
      formula->x = get_x (self, leaf, formula, &pad);
      formula->y = pad.y + formula->rise - line_y;
      formula->width = ABS (pad.width) - formula->indent;
    }
}

/* Whether any of its source has the tag. */
static gboolean
is_tagged (ChatColumn            *self,
           const ChatLeafFormula *formula,
           guint                  start,
           ChatInline             part)
{
  GtkTextTag *tag = chat_tags_get_inline (self->tags, part);
  GtkTextIter from;
  GtkTextIter to;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &from, (int) (start + formula->pad + 1));
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &to, (int) (start + formula->end));
  if (gtk_text_iter_has_tag (&from, tag))
    return TRUE;

  return gtk_text_iter_forward_to_tag_toggle (&from, tag) && gtk_text_iter_compare (&from, &to) < 0;
}

/* A hit in its source is one of all of it. */
static void
mark_hit (ChatColumn            *self,
          GtkSnapshot           *snapshot,
          const ChatLeafFormula *formula,
          guint                  start,
          GdkRGBA               *color)
{
  gboolean current = is_tagged (self, formula, start, CHAT_INLINE_HIT_CURRENT);
  double width;
  double ascent;
  double descent;

  if (!current && !is_tagged (self, formula, start, CHAT_INLINE_HIT))
    return;

  chat_math_layout_get_size (formula->layout, &width, &ascent, &descent);
  *color = self->palette.colors[current ? CHAT_COLOR_HIT_CURRENT_FG : CHAT_COLOR_HIT_FG];
  gtk_snapshot_append_color (
    snapshot, &self->palette.colors[current ? CHAT_COLOR_HIT_CURRENT_BG : CHAT_COLOR_HIT_BG],
    &GRAPHENE_RECT_INIT (-HIT_PAD, (float) -ascent - HIT_PAD, (float) width + 2 * HIT_PAD,
                         (float) (ascent + descent) + 2 * HIT_PAD));
}

static void
draw_formula (ChatColumn            *self,
              GtkSnapshot           *snapshot,
              const ChatLeafFormula *formula,
              guint                  start,
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
  mark_hit (self, snapshot, formula, start, &color);
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
      draw_formula (self, snapshot, formula, start, line_y);
    }
}

static gboolean
covers (ChatColumn            *self,
        const ChatLeafFormula *formula,
        guint                  start,
        int                    x,
        int                    y)
{
  GtkTextIter iter;
  double width;
  double ascent;
  double descent;
  int line_y;
  int unused;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, (int) (start + formula->pad));
  chat_column_get_line (self, &iter, &line_y, &unused);
  chat_math_layout_get_size (formula->layout, &width, &ascent, &descent);
  y -= line_y + formula->y;

  return x >= formula->x && x < formula->x + formula->width && y >= -ascent && y < descent;
}

/* (transfer full) (nullable) */
static char *
dup_speech (ChatColumn            *self,
            const ChatLeafFormula *formula,
            guint                  start)
{
  g_autofree char *source = NULL;
  g_autoptr(ChatMath) math = NULL;
  GtkTextIter from;
  GtkTextIter to;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &from, (int) (start + formula->pad + 1));
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &to, (int) (start + formula->end));
  source = gtk_text_buffer_get_slice (self->page->buffer, &from, &to, TRUE);
  math = chat_math_new (source, -1);

  return chat_math_dup_speech (math);
}

char *
chat_column_dup_formula_speech (ChatColumn *self,
                                int         x,
                                int         y)
{
  GtkTextIter iter;
  ChatLeaf *leaf;
  guint start;

  if (self->page == NULL)
    return NULL;

  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, x, y);
  leaf = chat_column_find_leaf (self, &iter, &start);
  for (guint i = 0; leaf != NULL && leaf->stamp == self->stamp && i < leaf->formulas->len; i++)
    {
      const ChatLeafFormula *formula = &g_array_index (leaf->formulas, ChatLeafFormula, i);

      if (covers (self, formula, start, x, y))
        return dup_speech (self, formula, start);
    }

  return NULL;
}

/* What is drawn is also said, to whoever points at it. */
static gboolean
query_tooltip_cb (ChatColumn *self,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  g_autofree char *speech = NULL;

  if (keyboard)
    return FALSE;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, x, y,
                                         &x, &y);
  speech = chat_column_dup_formula_speech (self, x, y);
  gtk_tooltip_set_text (tooltip, speech);

  return speech != NULL;
}

void
chat_column_add_formulas (ChatColumn *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
