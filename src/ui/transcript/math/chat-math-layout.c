/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Our own layouter of TeX's mathematics: what Debian packages for it draws bitmaps in a program of
 * its own (mimetex), writes MathML (blahtexml), is C++ for Qt (qwtmathml) or Java (jlatexmath).
 */

#include "chat-math-layout.h"

#include "chat-math-layout-private.h"

struct _ChatMathLayout
{
  grefcount      ref_count;
  ChatMathFont  *font;      /* owns the glyphs */
  ChatMathBox   *box;
  double         scale;
  GskRenderNode *node;      /* (nullable): drawn last, in color, the baseline at 0, 0 */
  GdkRGBA        color;
};

ChatMathStyle
chat_math_style_super (const ChatMathStyle *style)
{
  ChatMathStyle super = *style;

  super.level = style->level < CHAT_MATH_LEVEL_SCRIPT ? CHAT_MATH_LEVEL_SCRIPT
                                                      : CHAT_MATH_LEVEL_SCRIPTSCRIPT;
  return super;
}

ChatMathStyle
chat_math_style_sub (const ChatMathStyle *style)
{
  ChatMathStyle sub = chat_math_style_super (style);

  return chat_math_style_cramped (&sub);
}

ChatMathStyle
chat_math_style_cramped (const ChatMathStyle *style)
{
  ChatMathStyle cramped = *style;

  cramped.cramped = TRUE;
  return cramped;
}

ChatMathStyle
chat_math_style_formed (const ChatMathStyle *style,
                        ChatMathForm         form)
{
  ChatMathStyle formed = *style;

  if (form >= CHAT_MATH_FORM_DISPLAY && form <= CHAT_MATH_FORM_SCRIPTSCRIPT)
    formed.level = (ChatMathLevel) (form - CHAT_MATH_FORM_DISPLAY);

  return formed;
}

static ChatMathBox *
lay_words (const ChatMathNode  *node,
           const ChatMathStyle *style)
{
  return chat_math_box_new_glyphs (chat_math_font_get_words (style->font, node->text,
                                                             node->alphabet, style->level));
}

static ChatMathBox *
lay_name (const ChatMathNode  *node,
          const ChatMathStyle *style)
{
  return chat_math_box_new_glyphs (chat_math_font_get_symbol (style->font, node->text,
                                                              CHAT_MATH_ALPHABET_ROMAN,
                                                              style->level));
}

static ChatMathBox *
lay_group (const ChatMathNode  *node,
           const ChatMathStyle *style)
{
  ChatMathStyle own = chat_math_style_formed (style, node->form);

  return chat_math_lay_row (node->first, &own, CHAT_MATH_NO_ATOM);
}

ChatMathBox *
chat_math_lay_node (const ChatMathNode  *node,
                    const ChatMathStyle *style)
{
  static ChatMathBox *(*const lay[]) (const ChatMathNode *, const ChatMathStyle *) = {
    [CHAT_MATH_ROW] = lay_group,
    [CHAT_MATH_SYMBOL] = chat_math_lay_symbol,
    [CHAT_MATH_NAME] = lay_name,
    [CHAT_MATH_TEXT] = lay_words,
    /* alone, as an argument */
    [CHAT_MATH_SPACE] = lay_group,
    [CHAT_MATH_FRACTION] = chat_math_lay_fraction,
    [CHAT_MATH_ROOT] = chat_math_lay_root,
    [CHAT_MATH_SCRIPTS] = chat_math_lay_scripts,
    [CHAT_MATH_FENCE] = chat_math_lay_fence,
    [CHAT_MATH_DELIMITER] = chat_math_lay_sized,
    [CHAT_MATH_TABLE] = chat_math_lay_table,
    [CHAT_MATH_ACCENT] = chat_math_lay_accent,
    [CHAT_MATH_SIZE] = lay_group,
    [CHAT_MATH_ENCLOSURE] = chat_math_lay_enclosure,
  };

  return lay[node->kind] (node, style);
}

static void
fit (ChatMathLayout     *self,
     const ChatMathNode *root,
     ChatMathStyle      *style,
     double              max_width)
{
  if (max_width <= 0 || self->box->width <= max_width)
    return;

  if (style->level == CHAT_MATH_LEVEL_DISPLAY)
    {
      ChatMathBox *broken = chat_math_lay_lines (root->first, style, max_width);

      if (broken != NULL)
        {
          chat_math_box_free (self->box);
          self->box = broken;
        }
    }
  self->scale = CLAMP (max_width / self->box->width, CHAT_MATH_LEAST_SCALE, 1);
}

ChatMathLayout *
chat_math_layout_new (ChatMath     *math,
                      ChatMathFont *font,
                      gboolean      display,
                      double        max_width)
{
  ChatMathLayout *self = g_new0 (ChatMathLayout, 1);
  const ChatMathNode *root = chat_math_get_root (math);
  ChatMathStyle style = { font, display ? CHAT_MATH_LEVEL_DISPLAY : CHAT_MATH_LEVEL_TEXT, FALSE };

  g_ref_count_init (&self->ref_count);
  self->font = chat_math_font_ref (font);
  self->scale = 1;
  self->box = chat_math_lay_row (root->first, &style, CHAT_MATH_NO_ATOM);
  fit (self, root, &style, max_width);

  return self;
}

ChatMathLayout *
chat_math_layout_ref (ChatMathLayout *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
chat_math_layout_unref (ChatMathLayout *self)
{
  if (self == NULL || !g_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->node, gsk_render_node_unref);
  chat_math_box_free (self->box);
  chat_math_font_unref (self->font);
  g_free (self);
}

void
chat_math_layout_get_size (ChatMathLayout *self,
                           double         *width,
                           double         *ascent,
                           double         *descent)
{
  *width = MAX (self->box->width, 0) * self->scale;
  *ascent = MAX (self->box->ascent, 0) * self->scale;
  *descent = MAX (self->box->descent, 0) * self->scale;
}

static void
draw (ChatMathLayout *self,
      const GdkRGBA  *color)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_snapshot_scale (snapshot, (float) self->scale, (float) self->scale);
  chat_math_box_snapshot (self->box, snapshot, 0, 0, color);
  self->node = gtk_snapshot_free_to_node (snapshot);
  self->color = *color;
}

/* The node is kept, since what is drawn by cairo would be uploaded in every frame otherwise. */
void
chat_math_layout_snapshot (ChatMathLayout *self,
                           GtkSnapshot    *snapshot,
                           double          x,
                           double          baseline,
                           const GdkRGBA  *color)
{
  if (self->node == NULL || !gdk_rgba_equal (&self->color, color))
    draw (self, color);
  if (self->node == NULL)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) baseline));
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}
