/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags of the transcript: one for each look of a line, a few for parts of lines.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-code-tags.h"
#include "chat-formulas.h"
#include "chat-palette.h"
#include "chat-ruler.h"
#include "chat-style.h"

G_BEGIN_DECLS

typedef struct _ChatTags ChatTags;

ChatTags        *chat_tags_new        (void);
void             chat_tags_free       (ChatTags          *self);
GtkTextTagTable *chat_tags_get_table  (ChatTags          *self);

/* A line at the text edge. */
GtkTextTag      *chat_tags_get_line   (ChatTags          *self,
                                       ChatStyle          style,
                                       int                gap,
                                       gboolean           mirrored);
GtkTextTag      *chat_tags_get_look   (ChatTags          *self,
                                       const ChatLine    *line);
GtkTextTag      *chat_tags_get_inline (ChatTags          *self,
                                       ChatInline         part);
/* px above a line with @part, one of the two for room. */
void             chat_tags_set_room   (ChatTags *self, ChatInline part, int height);
/* Those for code, between the tags of lines and those of their parts. */
ChatCodeTags    *chat_tags_get_code   (ChatTags          *self);
ChatFormulas    *chat_tags_get_formulas (ChatTags        *self);
gboolean         chat_tags_is_line    (ChatTags          *self,
                                       GtkTextTag        *tag);

/* Of a line tag. */
const ChatLine  *chat_tags_get_of     (ChatTags          *self,
                                       GtkTextTag        *line);
ChatStyle        chat_tags_get_style  (ChatTags          *self,
                                       GtkTextTag        *line);
/* The same line tag with another gap. */
GtkTextTag      *chat_tags_move       (ChatTags          *self,
                                       GtkTextTag        *tag,
                                       int                gap);
/* The same line tag for the other setting; @tag itself if its lines go by their own text. */
GtkTextTag      *chat_tags_mirror     (ChatTags          *self,
                                       GtkTextTag        *tag,
                                       gboolean           mirrored);

/* From the top of a line's gap: how far down the middle of its first row of text is. */
int              chat_tags_get_middle (ChatTags          *self,
                                       ChatStyle          style,
                                       int                gap);

/* A table is what lines with columns of their own go by. Its tags go with it. */
guint            chat_tags_new_table  (ChatTags          *self);
void             chat_tags_drop_table (ChatTags          *self,
                                       guint              table);
/* @tabs: px from where the line begins. (transfer none) */
void             chat_tags_set_tabs   (ChatTags          *self,
                                       guint              table,
                                       PangoTabArray     *tabs);
/* In the font of the view. */
ChatRuler       *chat_tags_get_ruler  (ChatTags          *self);
/* px from row to row of text. */
int              chat_tags_get_pitch  (ChatTags          *self,
                                       ChatStyle          style);
/* The size of a style against the view's font. */
double           chat_tags_get_scale  (ChatTags          *self,
                                       ChatStyle          style);
/* px that so many characters of code take in a row. */
int              chat_tags_get_code_width (ChatTags      *self,
                                       guint              columns);
gboolean         chat_tags_is_dim     (ChatTags          *self,
                                       ChatStyle          style);
/* Another number after each change of the fonts or of their sizes. */
guint            chat_tags_get_stamp  (ChatTags          *self);
/* px of this font for px of the design's. */
int              chat_tags_scale      (ChatTags          *self,
                                       int                px);
/* Where the text begins, px from the column's edge; a few styles lie further in. */
void             chat_tags_set_edge   (ChatTags          *self,
                                       int                edge);
/* px that tabs in headers of cards end at: what comes behind them stands before it. */
void             chat_tags_set_end    (ChatTags          *self,
                                       int                end);
/* The family of code that is not chosen otherwise. */
#define CHAT_TAGS_MONO "monospace"
const char      *chat_tags_get_mono   (ChatTags          *self);
/* The family of code; NULL: the usual one. To be followed by chat_tags_update(). */
void             chat_tags_set_mono   (ChatTags          *self,
                                       const char        *family);
/* Measures the font of @widget and takes the colours. Whatever is as it was is left alone, since each
 * change of a tag makes GTK lay out all its text anew. TRUE if heights have changed. */
gboolean         chat_tags_update     (ChatTags          *self,
                                       GtkWidget         *widget,
                                       const ChatPalette *palette);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTags, chat_tags_free)

G_END_DECLS
