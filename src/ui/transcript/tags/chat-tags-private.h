/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags of the transcript: what their files share.
 */

#pragma once

#include "chat-tags.h"

G_BEGIN_DECLS

/* What a style looks like. */
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
} ChatLook;

struct _ChatTags
{
  GtkTextTagTable *table;
  GHashTable      *lines;                     /* ChatLine → GtkTextTag, owned by the table */
  GtkTextTag      *inlines[CHAT_N_INLINES];   /* owned by the table */
  GHashTable      *tabs;                      /* number of a table → PangoTabArray */
  guint            last_table;
  ChatRuler       *ruler;
  ChatCodeTags    *code;
  ChatFormulas    *formulas;
  const char      *mono;                      /* interned: the family of code */
  PangoFontDescription *font;                 /* that was measured, or NULL */
  guint            stamp;                     /* another one after each measuring */
  double           scale;                     /* of the widget's font against the design's */
  int              naturals[CHAT_N_STYLES];   /* px, height of a row of text */
  int              code_column;               /* Pango units, of a character of code */
  ChatPalette      palette;
  int              edge;                      /* px */
  int              end;                       /* px from the edge, of tabs in headers */
};

/* chat-tags-looks.c */
const ChatLook *chat_tags_look         (ChatStyle                   style);
/* Margins, distances and tabs of a line tag. */
void            chat_tags_measure_line (ChatTags                   *self,
                                        const ChatLine             *line,
                                        GtkTextTag                 *tag);
/* A tag that looks like @line, not measured. */
GtkTextTag     *chat_tags_make_line    (ChatTags                   *self,
                                        const ChatLine             *line);   /* (transfer full) */
/* The height of a row in the look's font, as the text layout will find it. @column (nullable): the
 * width of a character, in Pango units. */
int             chat_tags_measure_row  (ChatTags                   *self,
                                        PangoContext               *context,
                                        const PangoFontDescription *font,
                                        const ChatLook             *look,
                                        int                        *column);

/* chat-tags-inline.c */
void            chat_tags_add_inlines  (ChatTags                   *self);
void            chat_tags_color_inlines (ChatTags                  *self);
/* After another family of code. */
void            chat_tags_set_inline_mono (ChatTags                *self);

G_END_DECLS
