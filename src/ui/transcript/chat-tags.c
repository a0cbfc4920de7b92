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

/* Data of a line tag: its ChatLine, which the table of lines owns. */
#define TAG_LINE "chat-line"

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
  [CHAT_STYLE_HEADING_1] = { .scale = 1.5, .pitch = 30, .bold = TRUE, .fixed = TRUE },
  [CHAT_STYLE_HEADING_2] = { .scale = 1.25, .pitch = 26, .bold = TRUE, .fixed = TRUE },
  [CHAT_STYLE_HEADING_3] = { .scale = 1.09, .pitch = 23, .bold = TRUE, .fixed = TRUE },
  [CHAT_STYLE_HEADING_4] = { .scale = 1, .pitch = 22, .bold = TRUE, .fixed = TRUE },
  [CHAT_STYLE_CODE_HEAD] = { .scale = 0.82, .pitch = 18, .above = 9, .below = 3, .dim = TRUE,
                             .fixed = TRUE },
  [CHAT_STYLE_HTML] = { .scale = 0.86, .pitch = 20, .mono = TRUE, .dim = TRUE, .fixed = TRUE },
  [CHAT_STYLE_RULE] = { .scale = TINY, .pitch = 13, .fixed = TRUE },
  [CHAT_STYLE_THINK_HEADING] = { .scale = 0.91, .pitch = 20, .bold = TRUE, .dim = TRUE,
                                 .fixed = TRUE },
  [CHAT_STYLE_THINK_CODE] = { .scale = 0.82, .pitch = 18, .indent = -24, .mono = TRUE, .dim = TRUE,
                              .fixed = TRUE },
  [CHAT_STYLE_THINK_CODE_BLANK] = { .scale = 0.82, .pitch = 18, .mono = TRUE, .fixed = TRUE },
  [CHAT_STYLE_SPACER] = { .scale = TINY },
  [CHAT_STYLE_BOTTOM] = { .scale = TINY, .pitch = 24, .fixed = TRUE },
};

struct _ChatTags
{
  GtkTextTagTable *table;
  GHashTable      *lines;                     /* ChatLine → GtkTextTag, owned by the table */
  GtkTextTag      *inlines[CHAT_N_INLINES];   /* owned by the table */
  ChatCodeTags    *code;
  double           scale;                     /* of the widget's font against the design's */
  int              naturals[CHAT_N_STYLES];   /* px, height of a row of text */
  ChatPalette      palette;
  int              edge;                      /* px */
  int              end;                       /* px from the edge, of tabs in headers */
};

static guint
hash_line (gconstpointer data)
{
  const ChatLine *line = data;

  return (guint) line->style | (guint) (line->mirrored ? 1 : 0) << 6 |
         (guint) (line->rtl ? 1 : 0) << 7 | (guint) line->gap << 8 | (guint) line->margin << 17 |
         (guint) line->hang << 25;
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
         one->n_markers == other->n_markers;
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

int
chat_tags_scale (ChatTags *self,
                 int       px)
{
  return (int) lround (px * self->scale);
}

static void
measure_stops (ChatTags       *self,
               const ChatLine *line,
               GtkTextTag     *tag)
{
  g_autoptr(PangoTabArray) stops = pango_tab_array_new (line->n_markers, TRUE);

  for (int i = 0; i < line->n_markers; i++)
    {
      int place = line->hang - (line->n_markers - 1 - i) * CHAT_LIST_STEP;

      pango_tab_array_set_tab (stops, i, PANGO_TAB_LEFT, chat_tags_scale (self, place));
    }
  g_object_set (tag, "tabs", stops, NULL);
}

/* Margins of a style are on both sides: which one counts is for the text to say. */
static void
measure_sides (ChatTags       *self,
               const ChatLine *line,
               GtkTextTag     *tag)
{
  const Look *look = &looks[line->style];
  int margin = self->edge + chat_tags_scale (self, line->margin);

  if (look->margin != 0)
    g_object_set (tag,
                  "left-margin", self->edge + look->margin,
                  "right-margin", self->edge + look->margin, NULL);
  else if (line->margin != 0)
    g_object_set (tag, line->rtl ? "right-margin" : "left-margin", margin, NULL);

  if (line->hang != 0)
    g_object_set (tag, "indent", -chat_tags_scale (self, line->hang), NULL);
  if (line->n_markers > 0)
    measure_stops (self, line, tag);
}

static void
measure_line (ChatTags       *self,
              const ChatLine *line,
              GtkTextTag     *tag)
{
  const Look *look = &looks[line->style];
  int lead = get_lead (self, line->style);
  int room = line->gap;

  if (line->style == CHAT_STYLE_SPACER)
    room = MAX (room - self->naturals[line->style], 0);
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
  measure_sides (self, line, tag);
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
new_line_tag (ChatTags       *self,
              const ChatLine *line)
{
  const Look *look = &looks[line->style];
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
  if (line->mirrored)
    g_object_set (tag, "justification", GTK_JUSTIFY_RIGHT, NULL);
  if (look->dim)
    g_object_set (tag, "foreground-rgba", &self->palette.colors[CHAT_COLOR_DIM], NULL);
  g_object_set_data (G_OBJECT (tag), TAG_LINE, (gpointer) line);
  measure_line (self, line, tag);

  return tag;
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

  if (looks[line.style].fixed || line.mirrored == mirrored)
    return tag;

  line.mirrored = mirrored;
  return chat_tags_get_look (self, &line);
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
  g_object_set (add_inline (self, CHAT_INLINE_EMPHASIS), "style", PANGO_STYLE_ITALIC, NULL);
  g_object_set (add_inline (self, CHAT_INLINE_STRIKE), "strikethrough", TRUE, NULL);
  g_object_set (add_inline (self, CHAT_INLINE_CODE),
                "family", "monospace",
                "scale", 0.86,
                "insert-hyphens", FALSE,
                NULL);
  g_object_set (add_inline (self, CHAT_INLINE_FORMULA), "family", "monospace", "scale", 0.86, NULL);
  add_inline (self, CHAT_INLINE_MARKER);
  add_inline (self, CHAT_INLINE_HIT);
  add_inline (self, CHAT_INLINE_HIT_CURRENT);
  g_object_set (add_inline (self, CHAT_INLINE_UNSEEN), "invisible", TRUE, NULL);
  add_inline (self, CHAT_INLINE_PAD);
  add_inline (self, CHAT_INLINE_ABOVE);
  add_inline (self, CHAT_INLINE_BELOW);
}

ChatTags *
chat_tags_new (void)
{
  ChatTags *self = g_new0 (ChatTags, 1);

  self->table = gtk_text_tag_table_new ();
  self->lines = g_hash_table_new_full (hash_line, equal_line, g_free, NULL);
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
  g_object_set (self->inlines[CHAT_INLINE_MARKER],
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
      if (looks[((ChatLine *) key)->style].dim)
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
      if (looks[((ChatLine *) key)->style].ends)
        measure_line (self, key, tag);
    }
}
