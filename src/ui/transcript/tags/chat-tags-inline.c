/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags for parts of lines.
 */

#include "chat-tags-private.h"

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

void
chat_tags_set_inline_mono (ChatTags *self)
{
  g_object_set (self->inlines[CHAT_INLINE_ARGUMENT], "family", self->mono, NULL);
  g_object_set (self->inlines[CHAT_INLINE_CODE], "family", self->mono, NULL);
  g_object_set (self->inlines[CHAT_INLINE_FORMULA], "family", self->mono, NULL);
}

void
chat_tags_add_inlines (ChatTags *self)
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
                "scale", 0.86,
                "insert-hyphens", FALSE,
                NULL);
  g_object_set (add_inline (self, CHAT_INLINE_FORMULA), "scale", 0.86, NULL);
  add_inline (self, CHAT_INLINE_MARKER);
  add_inline (self, CHAT_INLINE_HIT);
  add_inline (self, CHAT_INLINE_HIT_CURRENT);
  g_object_set (add_inline (self, CHAT_INLINE_UNSEEN), "invisible", TRUE, NULL);
  add_inline (self, CHAT_INLINE_PAD);
  add_inline (self, CHAT_INLINE_ABOVE);
  add_inline (self, CHAT_INLINE_BELOW);
  chat_tags_set_inline_mono (self);
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

void
chat_tags_color_inlines (ChatTags *self)
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
                "foreground-rgba", &colors[CHAT_COLOR_CITE_FG], NULL);
  g_object_set (self->inlines[CHAT_INLINE_LINK],
                "foreground-rgba", &colors[CHAT_COLOR_CITE_FG], NULL);
  color_hits (self);
}
