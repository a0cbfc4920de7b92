/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags of the transcript: one for each look of a line, a few for parts of lines.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-code-tags.h"
#include "chat-palette.h"

G_BEGIN_DECLS

/* What a line looks like. Each line has exactly one such tag, from its first character to before its
 * end (an empty line: on its end): GTK 4.8 may draw a line that begins inside a running tag in the
 * style of another one. */
typedef enum
{
  CHAT_STYLE_ROLE,
  CHAT_STYLE_ROLE_USER,
  CHAT_STYLE_PROSE,
  CHAT_STYLE_BLANK,
  CHAT_STYLE_FENCE,
  CHAT_STYLE_CODE,
  CHAT_STYLE_CODE_BLANK,
  CHAT_STYLE_FENCE_END,
  CHAT_STYLE_FOLD,
  CHAT_STYLE_THINK,
  CHAT_STYLE_THINK_BLANK,
  CHAT_STYLE_SOURCE,
  CHAT_STYLE_STATUS,
  CHAT_STYLE_CARD_HEAD,        /* alone in its card when that is folded */
  CHAT_STYLE_CARD_HEAD_MORE,   /* a remark follows */
  CHAT_STYLE_CARD_REMARK,
  CHAT_STYLE_CARD_MORE,        /* a word of the program's below a body */
  CHAT_STYLE_NOTE,
  CHAT_STYLE_DETAIL,
  CHAT_STYLE_SPACER,           /* room for widgets: its gap is its height */
  CHAT_STYLE_BOTTOM,
  CHAT_N_STYLES,
} ChatStyle;

typedef enum
{
  CHAT_INLINE_BOLD,
  CHAT_INLINE_DIM,
  CHAT_INLINE_ERROR,
  CHAT_INLINE_CITE,
  CHAT_INLINE_LINK,
  CHAT_INLINE_ARGUMENT,   /* of a call, in the header of its card */
  CHAT_INLINE_META,       /* at the end of such a header, behind a tab */
  CHAT_INLINE_HIT,
  CHAT_INLINE_HIT_CURRENT,
  CHAT_INLINE_PAD,      /* in the buffer for looks only: never copied */
  CHAT_INLINE_ABOVE,    /* room for what is not on the page, see chat_tags_set_room() */
  CHAT_INLINE_BELOW,
  CHAT_N_INLINES,
} ChatInline;

typedef struct _ChatTags ChatTags;

ChatTags        *chat_tags_new        (void);
void             chat_tags_free       (ChatTags          *self);
GtkTextTagTable *chat_tags_get_table  (ChatTags          *self);

/* @gap: px above the line, outside of any frame. @mirrored: at the end edge instead of the start,
 * for lines in the program's language within a message of the other direction. */
GtkTextTag      *chat_tags_get_line   (ChatTags          *self,
                                       ChatStyle          style,
                                       int                gap,
                                       gboolean           mirrored);
GtkTextTag      *chat_tags_get_inline (ChatTags          *self,
                                       ChatInline         part);
/* The px above a line with the tag @part, which is one of the two for room. */
void             chat_tags_set_room   (ChatTags          *self,
                                       ChatInline         part,
                                       int                height);
/* Those for code, between the tags of lines and those of their parts. */
ChatCodeTags    *chat_tags_get_code   (ChatTags          *self);
gboolean         chat_tags_is_line    (ChatTags          *self,
                                       GtkTextTag        *tag);

ChatStyle        chat_tags_get_style  (ChatTags          *self,
                                       GtkTextTag        *line);
/* The same line tag for the other setting; @tag itself if its lines go by their own text. */
GtkTextTag      *chat_tags_mirror     (ChatTags          *self,
                                       GtkTextTag        *tag,
                                       gboolean           mirrored);

/* From the top of a line's gap: how far down the middle of its first row of text is. */
int              chat_tags_get_middle (ChatTags          *self,
                                       ChatStyle          style,
                                       int                gap);

/* Where the text begins, px from the column's edge; a few styles lie further in. */
void             chat_tags_set_edge   (ChatTags          *self,
                                       int                edge);
/* px that tabs in headers of cards end at: what comes behind them stands before it. */
void             chat_tags_set_end    (ChatTags          *self,
                                       int                end);
/* Measures the font of @widget and takes the colours. Whatever is as it was is left alone, since each
 * change of a tag makes GTK lay out all its text anew. TRUE if heights have changed. */
gboolean         chat_tags_update     (ChatTags          *self,
                                       GtkWidget         *widget,
                                       const ChatPalette *palette);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTags, chat_tags_free)

G_END_DECLS
