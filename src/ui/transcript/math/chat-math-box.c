/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Boxes and how they are drawn: glyphs as text nodes, lines on whole pixels, outlines by cairo.
 */

#include "chat-math-box.h"

#include <math.h>

/* Of outlines: what the pen may draw over their box, px. */
#define BLEED 1.0

ChatMathBox *
chat_math_box_new (void)
{
  return g_new0 (ChatMathBox, 1);
}

ChatMathBox *
chat_math_box_new_glyphs (const ChatMathGlyphs *glyphs)
{
  ChatMathBox *self = chat_math_box_new ();

  self->glyphs = glyphs;
  self->width = glyphs->width;
  self->ascent = glyphs->ascent;
  self->descent = glyphs->descent;
  self->italic = MAX (glyphs->right - glyphs->width, 0);

  return self;
}

ChatMathBox *
chat_math_box_new_shape (ChatMathShape shape,
                         double        width,
                         double        height,
                         double        line)
{
  ChatMathBox *self = chat_math_box_new ();

  self->shape = shape;
  self->width = width;
  self->ascent = height;
  self->line = line;

  return self;
}

ChatMathBox *
chat_math_box_new_rule (double width,
                        double thickness)
{
  return chat_math_box_new_shape (CHAT_MATH_SHAPE_NONE, width, thickness, thickness);
}

void
chat_math_box_free (ChatMathBox *self)
{
  while (self != NULL)
    {
      ChatMathBox *next = self->next;

      chat_math_box_free (self->first);
      g_free (self);
      self = next;
    }
}

void
chat_math_box_add (ChatMathBox *self,
                   ChatMathBox *child,
                   double       x,
                   double       y)
{
  gboolean empty = self->first == NULL && self->width == 0;

  child->x = x;
  child->y = y;
  child->next = self->first;
  self->first = child;
  self->width = MAX (self->width, x + child->width);
  self->ascent = empty ? child->ascent - y : MAX (self->ascent, child->ascent - y);
  self->descent = empty ? child->descent + y : MAX (self->descent, child->descent + y);
}

static void
draw_glyphs (const ChatMathGlyphs *glyphs,
             GtkSnapshot          *snapshot,
             double                x,
             double                y,
             const GdkRGBA        *color)
{
  for (guint i = 0; i < glyphs->runs->len; i++)
    {
      const ChatMathRun *run = &g_array_index (glyphs->runs, ChatMathRun, i);
      g_autoptr(GskRenderNode) node =
        gsk_text_node_new (run->font, run->glyphs, color,
                           &GRAPHENE_POINT_INIT ((float) (x + run->x), (float) y));

      if (node != NULL)
        gtk_snapshot_append_node (snapshot, node);
    }
}

static void
draw_shape (ChatMathBox   *self,
            GtkSnapshot   *snapshot,
            double         x,
            double         y,
            const GdkRGBA *color)
{
  double top = y - self->ascent;
  double height = self->ascent + self->descent;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                           &GRAPHENE_RECT_INIT ((float) (x - BLEED),
                                                                (float) (top - BLEED),
                                                                (float) (self->width + 2 * BLEED),
                                                                (float) (height + 2 * BLEED)));

  gdk_cairo_set_source_rgba (cr, color);
  cairo_translate (cr, x, top);
  chat_math_shape_draw (self->shape, cr, self->width, height, self->line);
  cairo_destroy (cr);
}

void
chat_math_box_snapshot (ChatMathBox   *self,
                        GtkSnapshot   *snapshot,
                        double         x,
                        double         y,
                        const GdkRGBA *color)
{
  if (self->glyphs != NULL)
    draw_glyphs (self->glyphs, snapshot, x, y, color);
  else if (self->shape != CHAT_MATH_SHAPE_NONE)
    draw_shape (self, snapshot, x, y, color);
  else if (self->line > 0)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT ((float) x, (float) round (y - self->ascent),
                                                    (float) self->width, (float) self->line));

  for (ChatMathBox *child = self->first; child != NULL; child = child->next)
    chat_math_box_snapshot (child, snapshot, x + child->x, y + child->y, color);
}
