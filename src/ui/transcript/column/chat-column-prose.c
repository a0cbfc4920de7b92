/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is drawn behind rendered text: cards of code, bars of quotes, rules.
 */

#include "chat-column-private.h"

#include "chat-column-sideways.h"
#include "chat-column-targets.h"

#define BAR_WIDTH 3
/* px that a card keeps off the bar of the quote that it stands in. */
#define BAR_CLEAR 4
/* px that the mark of how far code is moved stands below its last line. */
#define BAR_BELOW 5

typedef struct
{
  ChatColumn  *column;
  GtkSnapshot *snapshot;
  ChatLeaf    *leaf;
  guint        start;    /* its first character on the page */
  int          top;      /* of its first line, its gap included */
  int          bottom;   /* of its last line */
} Canvas;

static void
get_iter (ChatColumn  *self,
          guint        offset,
          GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, iter, (int) offset);
}

/* The place of what is @width wide and @place px of the design's font in from the text edge. */
static int
get_x (const Canvas *self,
       int           place,
       int           width)
{
  int edge = chat_column_get_gutter (self->column) + chat_tags_scale (self->column->tags, place);

  return self->leaf->rtl ? self->column->width - edge - width : edge;
}

static void
append_color (const Canvas *self,
              ChatColor     color,
              int           x,
              int           y,
              int           width,
              int           height)
{
  gtk_snapshot_append_color (self->snapshot, &self->column->palette.colors[color],
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width,
                                                  (float) height));
}

static void
draw_bars (const Canvas *self)
{
  for (guint i = 0; i < self->leaf->n_bars; i++)
    {
      const ChatBar *bar = &self->leaf->bars[i];
      int top = self->top + (bar->goes_on ? 0 : self->leaf->gap);

      append_color (self, CHAT_COLOR_QUOTE_BAR, get_x (self, bar->place, BAR_WIDTH), top, BAR_WIDTH,
                    self->bottom + self->leaf->pad - top);
    }
}

/* A card reaches into the gutter, but not over a bar. */
static int
get_card_inset (const Canvas *self)
{
  const ChatLeaf *leaf = self->leaf;
  int inset = chat_tags_scale (self->column->tags, leaf->margin);
  int bar;

  if (leaf->n_bars == 0)
    return inset;

  bar = chat_column_get_gutter (self->column) +
        chat_tags_scale (self->column->tags, leaf->bars[leaf->n_bars - 1].place);
  return MAX (inset, bar + BAR_WIDTH + BAR_CLEAR);
}

static void
draw_card (const Canvas *self)
{
  int inset = get_card_inset (self);

  chat_column_draw_card (self->column, self->snapshot, self->leaf->rtl ? 0 : inset,
                         self->leaf->rtl ? inset : 0, self->top + self->leaf->gap,
                         self->bottom + self->leaf->pad);
}

static void
draw_rule (const Canvas *self)
{
  int margin = chat_tags_scale (self->column->tags, self->leaf->margin);
  int middle = (self->top + self->leaf->gap + self->bottom) / 2;

  append_color (self, CHAT_COLOR_RULE_HEAD,
                chat_column_get_gutter (self->column) + (self->leaf->rtl ? 0 : margin), middle,
                chat_column_get_text_width (self->column) - margin, 1);
}

/* Below each row but the last that is in view; the head has a stronger one. */
static void
draw_table (const Canvas       *self,
            const GdkRectangle *visible)
{
  int width = MIN (self->leaf->fit->width,
                   chat_column_get_text_width (self->column) -
                   chat_tags_scale (self->column->tags, self->leaf->margin));
  int x = get_x (self, self->leaf->margin, width);
  int first;
  int last;
  GtkTextIter iter;

  get_iter (self->column, self->start, &iter);
  first = gtk_text_iter_get_line (&iter) + (self->leaf->has_markers ? 1 : 0);
  last = first + (int) self->leaf->block->table->rows->len - 1;
  if (self->top < visible->y)
    gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->column), &iter, visible->y, NULL);
  else
    gtk_text_iter_set_line (&iter, first);

  for (int line = MAX (gtk_text_iter_get_line (&iter), first); line < last; line++)
    {
      int top;
      int bottom;

      gtk_text_iter_set_line (&iter, line);
      chat_column_get_line (self->column, &iter, &top, &bottom);
      /* What GTK has not come to yet has no height. */
      if (top > visible->y + visible->height || bottom == top)
        break;
      append_color (self, line == first ? CHAT_COLOR_RULE_HEAD : CHAT_COLOR_RULE, x, bottom - 1,
                    width, 1);
    }
}

static void
draw_leaf (const Canvas       *self,
           const GdkRectangle *visible)
{
  draw_bars (self);
  if (self->leaf->card)
    draw_card (self);
  if (self->leaf->block->kind == CHAT_MARKDOWN_RULE)
    draw_rule (self);
  if (self->leaf->fit != NULL)
    draw_table (self, visible);
  if (self->leaf->unwrapped)
    chat_column_draw_bar (self->column, self->snapshot, self->leaf, self->bottom + BAR_BELOW);
  if (self->leaf->grid != NULL)
    {
      chat_column_draw_grid (self->column, self->snapshot, visible, self->leaf, self->start,
                             self->bottom);
      return;
    }
  chat_column_draw_pills (self->column, self->snapshot, self->leaf, self->start);
}

void
chat_column_draw_prose (ChatColumn         *self,
                        GtkSnapshot        *snapshot,
                        const GdkRectangle *visible,
                        ChatProse          *prose)
{
  guint start;
  guint position = 0;
  GtkTextIter iter;

  if (prose->leaves->len == 0 || !chat_prose_is_on_page (prose))
    return;

  start = chat_prose_get_start (prose);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, visible->y, NULL);
  if ((guint) gtk_text_iter_get_offset (&iter) > start)
    chat_prose_find (prose, (guint) gtk_text_iter_get_offset (&iter) - start, &position);
  /* What a card has below its last line may still be in view. */
  position = position > 0 ? position - 1 : 0;

  for (; position < prose->leaves->len; position++)
    {
      Canvas canvas = { self, snapshot, g_ptr_array_index (prose->leaves, position) };
      int unused;

      canvas.start = start + canvas.leaf->offset;
      get_iter (self, canvas.start, &iter);
      chat_column_get_line (self, &iter, &canvas.top, &unused);
      if (canvas.top >= visible->y + visible->height)
        break;
      get_iter (self, canvas.start + canvas.leaf->n_chars, &iter);
      chat_column_get_line (self, &iter, &unused, &canvas.bottom);
      draw_leaf (&canvas, visible);
    }
}
