/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The looks of code: a few kinds that the styles of all languages are mapped to.
 */

#include "chat-code-tags.h"

#include <adwaita.h>

/* A colour of the style sheet, and what it is where the style sheet has none. */
typedef struct
{
  const char *name;
  const char *light;
  const char *dark;
} Color;

static const Color comment = { "chat_code_comment", "#5e5c64", "#a3a2a0" };
static const Color string = { "chat_code_string", "#1b7171", "#5bc8af" };
static const Color statement = { "chat_code_statement", "#b83f00", "#ffa348" };
static const Color function = { "chat_code_function", "#1a65c0", "#7fb2f0" };
static const Color number = { "chat_code_number", "#4e57ba", "#9aa5dd" };
static const Color added = { "chat_code_added", "#186636", "#8fdca4" };
static const Color added_bg = { "chat_code_added_bg", "#e0f2e5", "#1e3626" };
static const Color removed = { "chat_code_removed", "#a51d2d", "#ffaba3" };
static const Color removed_bg = { "chat_code_removed_bg", "#fae3e4", "#432729" };
static const Color hunk_bg = { "chat_code_hunk_bg", "#e6ebf5", "#2b3340" };

static const struct
{
  const Color *color;        /* NULL: that of plain code */
  const Color *background;   /* of the whole line */
  gboolean     bold;
  gboolean     italic;
  gboolean     underlined;
} looks[CHAT_N_CODE_STYLES] = {
  [CHAT_CODE_COMMENT] = { .color = &comment },
  [CHAT_CODE_STRING] = { .color = &string },
  [CHAT_CODE_TYPE] = { .color = &string, .bold = TRUE },
  [CHAT_CODE_STATEMENT] = { .color = &statement, .bold = TRUE },
  [CHAT_CODE_PREPROCESSOR] = { .color = &statement },
  [CHAT_CODE_FUNCTION] = { .color = &function },
  [CHAT_CODE_NUMBER] = { .color = &number },
  [CHAT_CODE_NOTE] = { .color = &comment, .bold = TRUE },
  [CHAT_CODE_HEADING] = { .color = &string, .bold = TRUE },
  [CHAT_CODE_EMPHASIS] = { .italic = TRUE },
  [CHAT_CODE_STRONG] = { .bold = TRUE },
  [CHAT_CODE_LINK] = { .color = &function, .underlined = TRUE },
  [CHAT_CODE_ADDED] = { .color = &added, .background = &added_bg },
  [CHAT_CODE_REMOVED] = { .color = &removed, .background = &removed_bg },
  [CHAT_CODE_HUNK] = { .color = &number, .background = &hunk_bg },
  [CHAT_CODE_FILE] = { .bold = TRUE },
};

struct _ChatCodeTags
{
  GtkTextTag *tags[CHAT_N_CODE_STYLES];   /* owned by the table */
  GdkRGBA     colors[CHAT_N_CODE_STYLES];
  GdkRGBA     backgrounds[CHAT_N_CODE_STYLES];
};

static GtkTextTag *
new_tag (ChatCodeStyle style)
{
  GtkTextTag *tag = gtk_text_tag_new (NULL);

  if (looks[style].bold)
    g_object_set (tag, "weight", PANGO_WEIGHT_BOLD, NULL);
  if (looks[style].italic)
    g_object_set (tag, "style", PANGO_STYLE_ITALIC, NULL);
  if (looks[style].underlined)
    g_object_set (tag, "underline", PANGO_UNDERLINE_SINGLE, NULL);

  return tag;
}

ChatCodeTags *
chat_code_tags_new (GtkTextTagTable *table)
{
  ChatCodeTags *self = g_new0 (ChatCodeTags, 1);

  for (int i = CHAT_CODE_PLAIN + 1; i < CHAT_N_CODE_STYLES; i++)
    {
      g_autoptr(GtkTextTag) tag = new_tag ((ChatCodeStyle) i);

      gtk_text_tag_table_add (table, tag);
      self->tags[i] = tag;
    }

  return self;
}

void
chat_code_tags_free (ChatCodeTags *self)
{
  g_free (self);
}

/* Each change of a tag makes GTK lay out all its text anew. */
static void
take_color (GtkWidget   *widget,
            const Color *color,
            GtkTextTag  *tag,
            const char  *property,
            GdkRGBA     *current)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  GdkRGBA rgba;

  if (color == NULL)
    return;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), color->name, &rgba))
    gdk_rgba_parse (&rgba, adw_style_manager_get_dark (manager) ? color->dark : color->light);
  if (gdk_rgba_equal (&rgba, current))
    return;

  *current = rgba;
  g_object_set (tag, property, &rgba, NULL);
}

void
chat_code_tags_update (ChatCodeTags *self,
                       GtkWidget    *widget)
{
  for (int i = CHAT_CODE_PLAIN + 1; i < CHAT_N_CODE_STYLES; i++)
    {
      take_color (widget, looks[i].color, self->tags[i], "foreground-rgba", &self->colors[i]);
      take_color (widget, looks[i].background, self->tags[i], "paragraph-background-rgba",
                  &self->backgrounds[i]);
    }
}

GtkTextTag *
chat_code_tags_get (ChatCodeTags  *self,
                    ChatCodeStyle  style)
{
  return self->tags[style];
}

/* The kinds that any character from @start to @end has, as bits. */
static guint
find_styles (ChatCodeTags      *self,
             const GtkTextIter *start,
             const GtkTextIter *end)
{
  GtkTextIter at = *start;
  guint found = 0;

  do
    {
      g_autoptr(GSList) tags = gtk_text_iter_get_tags (&at);

      for (GSList *l = tags; l != NULL; l = l->next)
        {
          for (int i = CHAT_CODE_PLAIN + 1; i < CHAT_N_CODE_STYLES; i++)
            found |= l->data == self->tags[i] ? 1U << i : 0;
        }
    }
  while (gtk_text_iter_forward_to_tag_toggle (&at, NULL) && gtk_text_iter_compare (&at, end) < 0);

  return found;
}

static void
hide (ChatCodeTags      *self,
      GtkTextBuffer     *buffer,
      const GtkTextIter *start,
      const GtkTextIter *end)
{
  guint found = find_styles (self, start, end);

  for (int i = CHAT_CODE_PLAIN + 1; found != 0 && i < CHAT_N_CODE_STYLES; i++)
    {
      if (found & (1U << i))
        gtk_text_buffer_remove_tag (buffer, self->tags[i], start, end);
    }
}

void
chat_code_tags_show (ChatCodeTags  *self,
                     GtkTextBuffer *buffer,
                     guint          start,
                     guint          end,
                     const GArray  *runs)
{
  GtkTextIter from;
  GtkTextIter to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, (int) end);
  hide (self, buffer, &from, &to);

  for (guint i = 0; i < runs->len; i++)
    {
      const ChatCodeRun *run = &g_array_index (runs, ChatCodeRun, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) run->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &to, (int) run->end);
      gtk_text_buffer_apply_tag (buffer, self->tags[run->style], &from, &to);
    }
}
