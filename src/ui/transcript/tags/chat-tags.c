/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags of the transcript.
 */

#include "chat-tags-private.h"

#include <math.h>
#include <string.h>

/* Data of a line tag: its ChatLine, which the table of lines owns. */
#define TAG_LINE "chat-line"

/* The font that the measures were drawn with: Cantarell 11 at 96 dpi. */
#define DESIGN_FONT_PX (11 * 96 / 72.0)

static guint
hash_line (gconstpointer data)
{
  const ChatLine *line = data;

  return (guint) line->style | (guint) (line->mirrored ? 1 : 0) << 6 |
         (guint) (line->rtl ? 1 : 0) << 7 | (guint) line->gap << 8 | (guint) line->margin << 17 |
         (guint) line->hang << 25 | line->table << 5 | (guint) line->height << 11;
}

static gboolean
equal_line (gconstpointer a,
            gconstpointer b)
{
  const ChatLine *one = a;
  const ChatLine *other = b;

  return one->style == other->style && one->gap == other->gap &&
         one->mirrored == other->mirrored && one->rtl == other->rtl &&
         one->margin == other->margin && one->hang == other->hang &&
         one->n_markers == other->n_markers && one->table == other->table &&
         one->height == other->height;
}

static void
measure_lines (ChatTags *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer tag;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &tag))
    chat_tags_measure_line (self, key, tag);
}

GtkTextTag *
chat_tags_get_look (ChatTags       *self,
                    const ChatLine *line)
{
  GtkTextTag *tag = g_hash_table_lookup (self->lines, line);

  if (tag == NULL)
    {
      ChatLine *key = g_new (ChatLine, 1);

      *key = *line;
      tag = chat_tags_make_line (self, key);
      g_object_set_data (G_OBJECT (tag), TAG_LINE, key);
      chat_tags_measure_line (self, key, tag);
      gtk_text_tag_table_add (self->table, tag);
      g_object_unref (tag);
      /* Tags for parts of lines must win, and they were there first. */
      gtk_text_tag_set_priority (tag, 0);
      g_hash_table_insert (self->lines, key, tag);
    }

  return tag;
}

GtkTextTag *
chat_tags_get_line (ChatTags  *self,
                    ChatStyle  style,
                    int        gap,
                    gboolean   mirrored)
{
  const ChatLine line = { .style = style, .gap = gap, .mirrored = mirrored };

  return chat_tags_get_look (self, &line);
}

GtkTextTag *
chat_tags_get_inline (ChatTags   *self,
                      ChatInline  part)
{
  return self->inlines[part];
}

void
chat_tags_set_room (ChatTags   *self,
                    ChatInline  part,
                    int         height)
{
  int room = MAX (height - self->naturals[CHAT_STYLE_SPACER], 0);
  int old;

  g_object_get (self->inlines[part], "pixels-above-lines", &old, NULL);
  if (old != room)
    g_object_set (self->inlines[part], "pixels-above-lines", room, NULL);
}

ChatCodeTags *
chat_tags_get_code (ChatTags *self)
{
  return self->code;
}

ChatFormulas *
chat_tags_get_formulas (ChatTags *self)
{
  return self->formulas;
}

gboolean
chat_tags_is_dim (ChatTags  *self,
                  ChatStyle  style)
{
  return chat_tags_look (style)->dim;
}

gboolean
chat_tags_is_line (ChatTags   *self,
                   GtkTextTag *tag)
{
  return gtk_text_tag_get_priority (tag) < (int) g_hash_table_size (self->lines);
}

const ChatLine *
chat_tags_get_of (ChatTags   *self,
                  GtkTextTag *line)
{
  return g_object_get_data (G_OBJECT (line), TAG_LINE);
}

ChatStyle
chat_tags_get_style (ChatTags   *self,
                     GtkTextTag *line)
{
  return chat_tags_get_of (self, line)->style;
}

GtkTextTag *
chat_tags_move (ChatTags   *self,
                GtkTextTag *tag,
                int         gap)
{
  ChatLine line = *chat_tags_get_of (self, tag);

  if (line.gap == gap)
    return tag;

  line.gap = gap;
  return chat_tags_get_look (self, &line);
}

GtkTextTag *
chat_tags_mirror (ChatTags   *self,
                  GtkTextTag *tag,
                  gboolean    mirrored)
{
  ChatLine line = *chat_tags_get_of (self, tag);

  if (chat_tags_look (line.style)->fixed || line.mirrored == mirrored)
    return tag;

  line.mirrored = mirrored;
  return chat_tags_get_look (self, &line);
}

ChatRuler *
chat_tags_get_ruler (ChatTags *self)
{
  return self->ruler;
}

ChatTags *
chat_tags_new (void)
{
  ChatTags *self = g_new0 (ChatTags, 1);

  self->table = gtk_text_tag_table_new ();
  self->lines = g_hash_table_new_full (hash_line, equal_line, g_free, NULL);
  self->tabs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) pango_tab_array_free);
  self->scale = 1;
  self->mono = g_intern_static_string (CHAT_TAGS_MONO);
  self->code = chat_code_tags_new (self->table);
  chat_tags_add_inlines (self);
  self->formulas = chat_formulas_new (self->table);
  self->ruler = chat_ruler_new (self->formulas);

  return self;
}

void
chat_tags_free (ChatTags *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->tabs);
  chat_ruler_free (self->ruler);
  chat_code_tags_free (self->code);
  chat_formulas_free (self->formulas);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_object_unref (self->table);
  g_free (self);
}

GtkTextTagTable *
chat_tags_get_table (ChatTags *self)
{
  return self->table;
}

static double
get_font_px (PangoContext               *context,
             const PangoFontDescription *font)
{
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double dpi = pango_cairo_context_get_resolution (context);

  if (pango_font_description_get_size_is_absolute (font))
    return size;

  return size * (dpi > 0 ? dpi : 96) / 72;
}

static void
color_lines (ChatTags *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer tag;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &tag))
    {
      if (chat_tags_look (((ChatLine *) key)->style)->dim)
        g_object_set (tag, "foreground-rgba", &self->palette.colors[CHAT_COLOR_DIM], NULL);
    }
}

gboolean
chat_tags_update (ChatTags          *self,
                  GtkWidget         *widget,
                  const ChatPalette *palette)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double scale = get_font_px (context, font) / DESIGN_FONT_PX;
  gboolean resized = scale != self->scale || self->font == NULL ||
                     !pango_font_description_equal (self->font, font);

  for (int i = 0; i < CHAT_N_STYLES; i++)
    {
      int natural = chat_tags_measure_row (self, context, font, chat_tags_look ((ChatStyle) i),
                                           i == CHAT_STYLE_CODE ? &self->code_column : NULL);

      resized = resized || natural != self->naturals[i];
      self->naturals[i] = natural;
    }
  self->scale = scale;
  if (resized)
    {
      g_clear_pointer (&self->font, pango_font_description_free);
      self->font = pango_font_description_copy (font);
      self->stamp++;
      chat_ruler_update (self->ruler, context, self->mono);
      measure_lines (self);
    }
  chat_code_tags_update (self->code, widget);
  chat_formulas_update (self->formulas, context, scale * DESIGN_FONT_PX);

  if (memcmp (self->palette.colors, palette->colors, sizeof palette->colors) != 0)
    {
      self->palette = *palette;
      color_lines (self);
      chat_tags_color_inlines (self);
      chat_ruler_set_link (self->ruler, &palette->colors[CHAT_COLOR_CITE_FG]);
    }

  return resized;
}

guint
chat_tags_get_stamp (ChatTags *self)
{
  return self->stamp;
}

const char *
chat_tags_get_mono (ChatTags *self)
{
  return self->mono;
}

void
chat_tags_set_mono (ChatTags   *self,
                    const char *family)
{
  GHashTableIter iter;
  gpointer key;
  gpointer tag;

  family = g_intern_string (family != NULL ? family : CHAT_TAGS_MONO);
  if (self->mono == family)
    return;

  self->mono = family;
  chat_tags_set_inline_mono (self);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &tag))
    {
      if (chat_tags_look (((ChatLine *) key)->style)->mono)
        g_object_set (tag, "family", family, NULL);
    }
  /* The next update measures all again. */
  g_clear_pointer (&self->font, pango_font_description_free);
}

void
chat_tags_set_edge (ChatTags *self,
                    int       edge)
{
  if (self->edge == edge)
    return;

  self->edge = edge;
  measure_lines (self);
}

void
chat_tags_set_end (ChatTags *self,
                   int       end)
{
  GHashTableIter iter;
  gpointer key;
  gpointer tag;

  if (self->end == end)
    return;

  self->end = end;
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &tag))
    {
      if (chat_tags_look (((ChatLine *) key)->style)->ends)
        chat_tags_measure_line (self, key, tag);
    }
}
