/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the lines of the transcript look like. All measures are those of the visual design, relative
 * to the font.
 */

#include "chat-tags-private.h"

#include <math.h>

/* The size of a line that only keeps a distance. */
#define TINY 0.1
/* So small that a long line of it does not wrap. */
#define GHOST 0.02
/* Pango takes no alpha at all for none given. */
#define UNSEEN 0.004f

static const ChatLook looks[CHAT_N_STYLES] = {
  [CHAT_STYLE_ROLE] = { .scale = 0.82, .pitch = 18, .bold = TRUE, .dim = TRUE },
  [CHAT_STYLE_ROLE_USER] = { .scale = 0.82, .pitch = 18, .above = 12, .bold = TRUE, .dim = TRUE },
  [CHAT_STYLE_PROSE] = { .scale = 1, .pitch = 22, .fixed = TRUE },
  [CHAT_STYLE_BLANK] = { .scale = TINY, .pitch = 12, .fixed = TRUE },
  [CHAT_STYLE_FENCE] = { .scale = 0.82, .pitch = 18, .above = 12, .below = 6, .dim = TRUE,
                         .fixed = TRUE },
  [CHAT_STYLE_CODE] = { .scale = 0.91, .pitch = 19, .indent = -24, .mono = TRUE, .fixed = TRUE },
  [CHAT_STYLE_CODE_BLANK] = { .scale = 0.91, .pitch = 19, .mono = TRUE, .fixed = TRUE },
  [CHAT_STYLE_CODE_LONG] = { .scale = 0.91, .pitch = 19, .mono = TRUE, .fixed = TRUE },
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
  [CHAT_STYLE_TABLE_HEAD] = { .scale = 1, .pitch = 22, .above = 3, .below = 3, .bold = TRUE,
                              .fixed = TRUE },
  [CHAT_STYLE_TABLE_ROW] = { .scale = 1, .pitch = 22, .above = 3, .below = 3, .figures = TRUE,
                             .fixed = TRUE },
  [CHAT_STYLE_THINK_TABLE_HEAD] = { .scale = 0.91, .pitch = 20, .above = 2, .below = 2,
                                    .bold = TRUE, .dim = TRUE, .fixed = TRUE },
  [CHAT_STYLE_THINK_TABLE_ROW] = { .scale = 0.91, .pitch = 20, .above = 2, .below = 2, .dim = TRUE,
                                   .figures = TRUE, .fixed = TRUE },
  [CHAT_STYLE_GHOST] = { .scale = GHOST, .fixed = TRUE },
  [CHAT_STYLE_THINK_HEADING] = { .scale = 0.91, .pitch = 20, .bold = TRUE, .dim = TRUE,
                                 .fixed = TRUE },
  [CHAT_STYLE_THINK_CODE] = { .scale = 0.82, .pitch = 18, .indent = -24, .mono = TRUE, .dim = TRUE,
                              .fixed = TRUE },
  [CHAT_STYLE_THINK_CODE_BLANK] = { .scale = 0.82, .pitch = 18, .mono = TRUE, .fixed = TRUE },
  [CHAT_STYLE_SPACER] = { .scale = TINY },
  [CHAT_STYLE_BOTTOM] = { .scale = TINY, .pitch = 24, .fixed = TRUE },
};

const ChatLook *
chat_tags_look (ChatStyle style)
{
  return &looks[style];
}

int
chat_tags_get_pitch (ChatTags  *self,
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
  return chat_tags_get_pitch (self, style) - self->naturals[style];
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
  const ChatLook *look = chat_tags_look (line->style);
  int margin = self->edge + chat_tags_scale (self, line->margin);

  if (look->margin != 0)
    g_object_set (tag,
                  "left-margin", self->edge + look->margin,
                  "right-margin", self->edge + look->margin, NULL);
  else if (line->margin != 0)
    g_object_set (tag, line->rtl ? "right-margin" : "left-margin", margin, NULL);

  if (line->hang != 0)
    g_object_set (tag, "indent", -chat_tags_scale (self, line->hang), NULL);
  if (line->table != 0)
    g_object_set (tag, "tabs",
                  g_hash_table_lookup (self->tabs, GUINT_TO_POINTER (line->table)), NULL);
  else if (line->n_markers > 0)
    measure_stops (self, line, tag);
}

void
chat_tags_measure_line (ChatTags       *self,
                        const ChatLine *line,
                        GtkTextTag     *tag)
{
  const ChatLook *look = chat_tags_look (line->style);
  int lead = get_lead (self, line->style);
  int room = line->gap + line->height;

  if (line->style == CHAT_STYLE_SPACER || line->height > 0)
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

GtkTextTag *
chat_tags_make_line (ChatTags       *self,
                     const ChatLine *line)
{
  const ChatLook *look = chat_tags_look (line->style);
  GtkTextTag *tag = g_object_new (GTK_TYPE_TEXT_TAG,
                                  "scale", look->scale,
                                  /* Wrong in an address and in code. */
                                  "insert-hyphens", FALSE,
                                  NULL);

  if (look->mono)
    g_object_set (tag, "family", self->mono, NULL);
  if (look->bold)
    g_object_set (tag, "weight", PANGO_WEIGHT_BOLD, NULL);
  if (look->indent != 0)
    g_object_set (tag, "indent", look->indent, NULL);
  if (look->figures)
    g_object_set (tag, "font-features", "tnum", NULL);
  if (line->mirrored)
    g_object_set (tag, "justification", GTK_JUSTIFY_RIGHT, NULL);
  if (line->style == CHAT_STYLE_CODE_LONG)
    g_object_set (tag, "wrap-mode", GTK_WRAP_NONE, NULL);
  if (line->style == CHAT_STYLE_GHOST)
    g_object_set (tag, "foreground-rgba", &(GdkRGBA) { 0, 0, 0, UNSEEN }, NULL);
  if (look->dim)
    g_object_set (tag, "foreground-rgba", &self->palette.colors[CHAT_COLOR_DIM], NULL);

  return tag;
}

int
chat_tags_measure_row (ChatTags                   *self,
                       PangoContext               *context,
                       const PangoFontDescription *font,
                       const ChatLook             *look,
                       int                        *column)
{
  g_autoptr(PangoFontDescription) scaled = pango_font_description_copy (font);
  g_autoptr(PangoLayout) layout = pango_layout_new (context);
  int height;

  if (look->mono)
    pango_font_description_set_family (scaled, self->mono);
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
  pango_layout_get_size (layout, column, &height);

  /* As GtkTextLayout rounds; pango_layout_get_pixel_size() rounds up. */
  return PANGO_PIXELS (height);
}

double
chat_tags_get_scale (ChatTags  *self,
                     ChatStyle  style)
{
  return looks[style].scale;
}

int
chat_tags_get_code_width (ChatTags *self,
                          guint     columns)
{
  return (int) ceil ((double) self->code_column * columns / PANGO_SCALE);
}

int
chat_tags_get_middle (ChatTags  *self,
                      ChatStyle  style,
                      int        gap)
{
  return gap + looks[style].above + chat_tags_get_pitch (self, style) / 2;
}
