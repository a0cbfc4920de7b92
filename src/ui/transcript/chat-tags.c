/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags of the transcript. All measures are those of the visual design, relative to the font.
 */

#include "chat-tags.h"

#include <math.h>
#include <string.h>

/* The font that the measures were drawn with: Cantarell 11 at 96 dpi. */
#define DESIGN_FONT_PX (11 * 96 / 72.0)

typedef struct
{
  double   scale;
  double   pitch;    /* px from line to line at DESIGN_FONT_PX; 0: natural */
  int      above;    /* px inside of a frame */
  int      below;
  int      indent;   /* px; negative hangs */
  int      margin;   /* px further in than the text edge */
  gboolean mono;
  gboolean bold;
  gboolean dim;
  gboolean figures;  /* all digits equally wide */
  gboolean ends;     /* a tab leads to its end edge */
  gboolean fixed;    /* its lines go by their own text, never by the program's language */
} Look;

/* Data of a line tag: what make_key() made. */
#define TAG_KEY "chat-line"

/* The size of a line that only keeps a distance. */
#define TINY 0.1

static const Look looks[CHAT_N_STYLES] = {
  [CHAT_STYLE_ROLE] = { .scale = 0.82, .pitch = 18, .bold = TRUE, .dim = TRUE },
  [CHAT_STYLE_ROLE_USER] = { .scale = 0.82, .pitch = 18, .above = 12, .bold = TRUE, .dim = TRUE },
  [CHAT_STYLE_PROSE] = { .scale = 1, .pitch = 22, .fixed = TRUE },
  [CHAT_STYLE_BLANK] = { .scale = TINY, .pitch = 12, .fixed = TRUE },
  [CHAT_STYLE_FENCE] = { .scale = 0.82, .pitch = 18, .above = 12, .below = 6, .dim = TRUE,
                         .fixed = TRUE },
  [CHAT_STYLE_CODE] = { .scale = 0.91, .pitch = 19, .indent = -24, .mono = TRUE, .fixed = TRUE },
  [CHAT_STYLE_CODE_BLANK] = { .scale = 0.91, .pitch = 19, .mono = TRUE, .fixed = TRUE },
  [CHAT_STYLE_FENCE_END] = { .scale = 0.82, .pitch = 18, .above = 3, .below = 6, .dim = TRUE,
                             .fixed = TRUE },
  [CHAT_STYLE_FOLD] = { .scale = 1, .pitch = 22, .dim = TRUE },
  [CHAT_STYLE_THINK] = { .scale = 0.91, .pitch = 20, .dim = TRUE, .fixed = TRUE },
  [CHAT_STYLE_THINK_BLANK] = { .scale = TINY, .pitch = 9, .fixed = TRUE },
  [CHAT_STYLE_SOURCE] = { .scale = 0.91, .pitch = 22, .indent = -24, .margin = 24, .dim = TRUE },
  [CHAT_STYLE_STATUS] = { .scale = 0.82, .pitch = 18, .dim = TRUE, .figures = TRUE },
  [CHAT_STYLE_CARD_HEAD] = { .scale = 1, .pitch = 22, .above = 9, .below = 9, .bold = TRUE,
                             .ends = TRUE },
  [CHAT_STYLE_CARD_HEAD_MORE] = { .scale = 1, .pitch = 22, .above = 9, .bold = TRUE,
                                  .ends = TRUE },
  [CHAT_STYLE_CARD_REMARK] = { .scale = 0.82, .pitch = 18, .below = 9, .dim = TRUE },
  [CHAT_STYLE_CARD_MORE] = { .scale = 0.91, .pitch = 22, .above = 6, .dim = TRUE },
  [CHAT_STYLE_NOTE] = { .scale = 1, .pitch = 22, .above = 11 },
  [CHAT_STYLE_DETAIL] = { .scale = 0.82, .pitch = 18, .indent = -24, .mono = TRUE, .dim = TRUE },
  [CHAT_STYLE_SPACER] = { .scale = TINY },
  [CHAT_STYLE_BOTTOM] = { .scale = TINY, .pitch = 24, .fixed = TRUE },
};

struct _ChatTags
{
  GtkTextTagTable *table;
  GHashTable      *lines;                     /* make_key() → GtkTextTag, owned by the table */
  GtkTextTag      *inlines[CHAT_N_INLINES];   /* owned by the table */
  ChatCodeTags    *code;
  double           scale;                     /* of the widget's font against the design's */
  int              naturals[CHAT_N_STYLES];   /* px, height of a row of text */
  ChatPalette      palette;
  int              edge;                      /* px */
  int              end;                       /* px from the edge, of tabs in headers */
};

static gpointer
make_key (ChatStyle style,
          int       gap,
          gboolean  mirrored)
{
  return GINT_TO_POINTER ((gap << 8) | (int) style << 1 | (mirrored ? 1 : 0));
}

static ChatStyle
get_key_style (gpointer key)
{
  return (ChatStyle) ((GPOINTER_TO_INT (key) & 0xff) >> 1);
}

static int
get_key_gap (gpointer key)
{
  return GPOINTER_TO_INT (key) >> 8;
}

static int
get_pitch (ChatTags  *self,
           ChatStyle  style)
{
  int natural = self->naturals[style];

  return MAX ((int) lround (looks[style].pitch * self->scale), natural);
}

/* Space of a line's pitch that the glyphs do not take, split between above and below. */
static int
get_lead (ChatTags  *self,
          ChatStyle  style)
{
  return get_pitch (self, style) - self->naturals[style];
}

static void
measure_line (ChatTags   *self,
              gpointer    key,
              GtkTextTag *tag)
{
  ChatStyle style = get_key_style (key);
  const Look *look = &looks[style];
  int lead = get_lead (self, style);
  int room = get_key_gap (key);

  if (style == CHAT_STYLE_SPACER)
    room = MAX (room - self->naturals[style], 0);
  g_object_set (tag,
                "pixels-above-lines", room + look->above + lead / 2,
                "pixels-below-lines", look->below + lead - lead / 2,
                "pixels-inside-wrap", lead,
                NULL);
  if (look->ends && self->end > 0)
    {
      PangoTabArray *tabs = pango_tab_array_new_with_positions (1, TRUE, PANGO_TAB_RIGHT,
                                                                self->end);

      g_object_set (tag, "tabs", tabs, NULL);
      pango_tab_array_free (tabs);
    }
  /* On both sides: which one counts is for the text to say. */
  if (look->margin != 0)
    g_object_set (tag,
                  "left-margin", self->edge + look->margin,
                  "right-margin", self->edge + look->margin, NULL);
}

static void
measure_lines (ChatTags *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer tag;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &tag))
    measure_line (self, key, tag);
}

static GtkTextTag *
new_line_tag (ChatTags *self,
              gpointer  key)
{
  const Look *look = &looks[get_key_style (key)];
  GtkTextTag *tag = g_object_new (GTK_TYPE_TEXT_TAG,
                                  "scale", look->scale,
                                  /* Wrong in an address and in code. */
                                  "insert-hyphens", FALSE,
                                  NULL);

  if (look->mono)
    g_object_set (tag, "family", "monospace", NULL);
  if (look->bold)
    g_object_set (tag, "weight", PANGO_WEIGHT_BOLD, NULL);
  if (look->indent != 0)
    g_object_set (tag, "indent", look->indent, NULL);
  if (look->figures)
    g_object_set (tag, "font-features", "tnum", NULL);
  if (GPOINTER_TO_INT (key) & 1)
    g_object_set (tag, "justification", GTK_JUSTIFY_RIGHT, NULL);
  if (look->dim)
    g_object_set (tag, "foreground-rgba", &self->palette.colors[CHAT_COLOR_DIM], NULL);
  g_object_set_data (G_OBJECT (tag), TAG_KEY, key);
  measure_line (self, key, tag);

  return tag;
}

GtkTextTag *
chat_tags_get_line (ChatTags  *self,
                    ChatStyle  style,
                    int        gap,
                    gboolean   mirrored)
{
  gpointer key = make_key (style, gap, mirrored);
  GtkTextTag *tag = g_hash_table_lookup (self->lines, key);

  if (tag == NULL)
    {
      tag = new_line_tag (self, key);
      gtk_text_tag_table_add (self->table, tag);
      g_object_unref (tag);
      /* Tags for parts of lines must win, and they were there first. */
      gtk_text_tag_set_priority (tag, 0);
      g_hash_table_insert (self->lines, key, tag);
    }

  return tag;
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

gboolean
chat_tags_is_line (ChatTags   *self,
                   GtkTextTag *tag)
{
  return gtk_text_tag_get_priority (tag) < (int) g_hash_table_size (self->lines);
}

ChatStyle
chat_tags_get_style (ChatTags   *self,
                     GtkTextTag *line)
{
  return get_key_style (g_object_get_data (G_OBJECT (line), TAG_KEY));
}

GtkTextTag *
chat_tags_mirror (ChatTags   *self,
                  GtkTextTag *tag,
                  gboolean    mirrored)
{
  gpointer key = g_object_get_data (G_OBJECT (tag), TAG_KEY);
  ChatStyle style = get_key_style (key);

  return looks[style].fixed ? tag : chat_tags_get_line (self, style, get_key_gap (key), mirrored);
}

int
chat_tags_get_middle (ChatTags  *self,
                      ChatStyle  style,
                      int        gap)
{
  return gap + looks[style].above + get_pitch (self, style) / 2;
}

static GtkTextTag *
add_inline (ChatTags   *self,
            ChatInline  part)
{
  GtkTextTag *tag = gtk_text_tag_new (NULL);

  gtk_text_tag_table_add (self->table, tag);
  g_object_unref (tag);
  self->inlines[part] = tag;
  return tag;
}

static void
add_inlines (ChatTags *self)
{
  g_object_set (add_inline (self, CHAT_INLINE_BOLD), "weight", PANGO_WEIGHT_BOLD, NULL);
  add_inline (self, CHAT_INLINE_DIM);
  add_inline (self, CHAT_INLINE_ERROR);
  g_object_set (add_inline (self, CHAT_INLINE_CITE),
                "weight", PANGO_WEIGHT_BOLD,
                "scale", 0.73,
                "rise", 3 * PANGO_SCALE,
                NULL);
  g_object_set (add_inline (self, CHAT_INLINE_LINK), "underline", PANGO_UNDERLINE_SINGLE, NULL);
  g_object_set (add_inline (self, CHAT_INLINE_ARGUMENT),
                "family", "monospace",
                "weight", PANGO_WEIGHT_NORMAL,
                "scale", 0.91,
                NULL);
  g_object_set (add_inline (self, CHAT_INLINE_META),
                "weight", PANGO_WEIGHT_NORMAL,
                "scale", 0.82,
                "font-features", "tnum",
                NULL);
  add_inline (self, CHAT_INLINE_HIT);
  add_inline (self, CHAT_INLINE_HIT_CURRENT);
  add_inline (self, CHAT_INLINE_PAD);
  add_inline (self, CHAT_INLINE_ABOVE);
  add_inline (self, CHAT_INLINE_BELOW);
}

ChatTags *
chat_tags_new (void)
{
  ChatTags *self = g_new0 (ChatTags, 1);

  self->table = gtk_text_tag_table_new ();
  self->lines = g_hash_table_new (NULL, NULL);
  self->scale = 1;
  self->code = chat_code_tags_new (self->table);
  add_inlines (self);

  return self;
}

void
chat_tags_free (ChatTags *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->lines);
  chat_code_tags_free (self->code);
  g_object_unref (self->table);
  g_free (self);
}

GtkTextTagTable *
chat_tags_get_table (ChatTags *self)
{
  return self->table;
}

/* The height of a row in the look's font, as the text layout will find it. */
static int
measure_row (PangoContext               *context,
             const PangoFontDescription *font,
             const Look                 *look)
{
  g_autoptr(PangoFontDescription) scaled = pango_font_description_copy (font);
  g_autoptr(PangoLayout) layout = pango_layout_new (context);
  int height;

  if (look->mono)
    pango_font_description_set_family (scaled, "monospace");
  if (look->bold)
    pango_font_description_set_weight (scaled, PANGO_WEIGHT_BOLD);
  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (scaled, pango_font_description_get_size (font) *
                                                      look->scale);
  else
    pango_font_description_set_size (scaled, (int) (pango_font_description_get_size (font) *
                                                    look->scale));
  pango_layout_set_font_description (layout, scaled);
  pango_layout_set_text (layout, "X", 1);
  pango_layout_get_size (layout, NULL, &height);

  /* As GtkTextLayout rounds; pango_layout_get_pixel_size() rounds up. */
  return PANGO_PIXELS (height);
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

/* Where contrast is to be high, colour alone does not do. */
static void
color_hits (ChatTags *self)
{
  const GdkRGBA *colors = self->palette.colors;
  PangoUnderline underline = self->palette.note_border > 1 ? PANGO_UNDERLINE_SINGLE
                                                           : PANGO_UNDERLINE_NONE;

  g_object_set (self->inlines[CHAT_INLINE_HIT],
                "background-rgba", &colors[CHAT_COLOR_HIT_BG],
                "foreground-rgba", &colors[CHAT_COLOR_HIT_FG],
                "underline", underline,
                NULL);
  g_object_set (self->inlines[CHAT_INLINE_HIT_CURRENT],
                "background-rgba", &colors[CHAT_COLOR_HIT_CURRENT_BG],
                "foreground-rgba", &colors[CHAT_COLOR_HIT_CURRENT_FG],
                "underline", PANGO_UNDERLINE_SINGLE,
                NULL);
}

static void
color_inlines (ChatTags *self)
{
  const GdkRGBA *colors = self->palette.colors;

  g_object_set (self->inlines[CHAT_INLINE_DIM],
                "foreground-rgba", &colors[CHAT_COLOR_DIM], NULL);
  g_object_set (self->inlines[CHAT_INLINE_META],
                "foreground-rgba", &colors[CHAT_COLOR_DIM], NULL);
  g_object_set (self->inlines[CHAT_INLINE_ERROR],
                "foreground-rgba", &colors[CHAT_COLOR_ERROR_ICON], NULL);
  g_object_set (self->inlines[CHAT_INLINE_CITE],
                "foreground-rgba", &colors[CHAT_COLOR_CITE_FG],
                "background-rgba", &colors[CHAT_COLOR_CITE_BG], NULL);
  g_object_set (self->inlines[CHAT_INLINE_LINK],
                "foreground-rgba", &colors[CHAT_COLOR_CITE_FG], NULL);
  color_hits (self);
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
      if (looks[get_key_style (key)].dim)
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
  gboolean resized = scale != self->scale;

  for (int i = 0; i < CHAT_N_STYLES; i++)
    {
      int natural = measure_row (context, font, &looks[i]);

      resized = resized || natural != self->naturals[i];
      self->naturals[i] = natural;
    }
  self->scale = scale;
  if (resized)
    measure_lines (self);
  chat_code_tags_update (self->code, widget);

  if (memcmp (self->palette.colors, palette->colors, sizeof palette->colors) != 0)
    {
      self->palette = *palette;
      color_lines (self);
      color_inlines (self);
    }

  return resized;
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
      if (looks[get_key_style (key)].ends)
        measure_line (self, key, tag);
    }
}
