/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formulas of a page. Tags are few, since they are for whole pixels; layouts are kept as long
 * as they are not too many.
 */

#include "chat-formulas.h"

#include <math.h>

/* Beyond this all are laid out anew when they are next asked for: a page of formulas fits. */
#define MAX_LAYOUTS 1000
/* Of the line's font: small enough to take no room, large enough to be a font. */
#define GHOST_SCALE 0.01
/* The px of @scale that are told apart. */
#define SCALE_STEPS 100

struct _ChatFormulas
{
  GtkTextTagTable      *table;      /* borrowed */
  GtkTextTag           *ghost;      /* owned by the table, as are all */
  GHashTable           *widths;     /* px → GtkTextTag */
  GHashTable           *rises;
  GHashTable           *layouts;    /* make_key() → ChatMathLayout */
  GHashTable           *fonts;      /* scale in steps → ChatMathFont */
  PangoContext         *context;    /* (nullable): of the widget */
  PangoFontDescription *font;       /* (nullable) */
  double                font_px;
  double                ascent;     /* px, of a line */
  double                descent;
};

static GtkTextTag *
add_tag (ChatFormulas *self)
{
  GtkTextTag *tag = gtk_text_tag_new (NULL);

  gtk_text_tag_table_add (self->table, tag);
  g_object_unref (tag);

  return tag;
}

ChatFormulas *
chat_formulas_new (GtkTextTagTable *table)
{
  ChatFormulas *self = g_new0 (ChatFormulas, 1);

  self->table = table;
  self->widths = g_hash_table_new (NULL, NULL);
  self->rises = g_hash_table_new (NULL, NULL);
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) chat_math_layout_unref);
  self->fonts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) chat_math_font_unref);
  self->ghost = add_tag (self);
  g_object_set (self->ghost,
                "scale", GHOST_SCALE,
                "foreground-rgba", &(GdkRGBA) { 0, 0, 0, 0 },
                NULL);

  return self;
}

void
chat_formulas_free (ChatFormulas *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->widths);
  g_hash_table_unref (self->rises);
  g_hash_table_unref (self->layouts);
  g_hash_table_unref (self->fonts);
  g_clear_object (&self->context);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_free (self);
}

static void
measure_line (ChatFormulas *self)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (self->context, self->font, NULL);

  self->ascent = (double) pango_font_metrics_get_ascent (metrics) / PANGO_SCALE;
  self->descent = (double) pango_font_metrics_get_descent (metrics) / PANGO_SCALE;
  pango_font_metrics_unref (metrics);
}

void
chat_formulas_update (ChatFormulas *self,
                      PangoContext *context,
                      double        font_px)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);

  if (self->font != NULL && self->font_px == font_px && self->context == context &&
      pango_font_description_equal (self->font, font))
    return;

  g_hash_table_remove_all (self->layouts);
  g_hash_table_remove_all (self->fonts);
  g_set_object (&self->context, context);
  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (font);
  self->font_px = font_px;
  measure_line (self);
}

static ChatMathFont *
get_font (ChatFormulas *self,
          double        scale)
{
  gpointer key = GINT_TO_POINTER ((int) lround (scale * SCALE_STEPS));
  ChatMathFont *font = g_hash_table_lookup (self->fonts, key);

  if (font == NULL)
    {
      font = chat_math_font_new (self->context, self->font_px * scale);
      g_hash_table_insert (self->fonts, key, font);
    }

  return font;
}

static char *
make_key (const char *source,
          gsize       length,
          double      scale,
          gboolean    display,
          double      max_width)
{
  return g_strdup_printf ("%d %d %d %.*s", (int) lround (scale * SCALE_STEPS), display,
                          (int) max_width, (int) length, source);
}

ChatMathLayout *
chat_formulas_lay_out (ChatFormulas *self,
                       const char   *source,
                       gsize         length,
                       double        scale,
                       gboolean      display,
                       double        max_width)
{
  g_autofree char *key = NULL;
  g_autoptr(ChatMath) math = NULL;
  ChatMathLayout *layout;

  if (length > CHAT_MATH_MAX_BYTES || self->context == NULL)
    return NULL;

  key = make_key (source, length, scale, display, max_width);
  layout = g_hash_table_lookup (self->layouts, key);
  if (layout != NULL)
    return chat_math_layout_ref (layout);

  math = chat_math_new (source, (gssize) length);
  if (chat_math_get_problem (math) != NULL)
    return NULL;

  layout = chat_math_layout_new (math, get_font (self, scale), display, max_width);
  if (g_hash_table_size (self->layouts) >= MAX_LAYOUTS)
    g_hash_table_remove_all (self->layouts);
  g_hash_table_insert (self->layouts, g_steal_pointer (&key), chat_math_layout_ref (layout));

  return layout;
}

GtkTextTag *
chat_formulas_get_ghost (ChatFormulas *self)
{
  return self->ghost;
}

static GtkTextTag *
get_tag (ChatFormulas *self,
         GHashTable   *tags,
         const char   *property,
         int           px)
{
  GtkTextTag *tag = g_hash_table_lookup (tags, GINT_TO_POINTER (px));

  if (tag == NULL)
    {
      tag = add_tag (self);
      g_object_set (tag, property, px * PANGO_SCALE, NULL);
      g_hash_table_insert (tags, GINT_TO_POINTER (px), tag);
    }

  return tag;
}

GtkTextTag *
chat_formulas_get_width (ChatFormulas *self,
                         int           px)
{
  return get_tag (self, self->widths, "letter-spacing", px);
}

GtkTextTag *
chat_formulas_get_rise (ChatFormulas *self,
                        int           px)
{
  return get_tag (self, self->rises, "rise", px);
}

void
chat_formulas_get_line (ChatFormulas *self,
                        double        scale,
                        int          *ascent,
                        int          *descent)
{
  *ascent = (int) floor (self->ascent * scale);
  *descent = (int) floor (self->descent * scale);
}
