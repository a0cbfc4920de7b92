/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column of text: one text view for the whole conversation, with what is drawn behind it and the
 * slots for widgets over it.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-highlighter.h"
#include "chat-slot.h"
#include "chat-tags.h"

G_BEGIN_DECLS

#define CHAT_TYPE_COLUMN (chat_column_get_type ())
G_DECLARE_FINAL_TYPE (ChatColumn, chat_column, CHAT, COLUMN, GtkTextView)

/* How a reader moves, other than by wheel, bar or touch. */
typedef enum
{
  CHAT_MOVE_UP,
  CHAT_MOVE_DOWN,
  CHAT_MOVE_TO_START,
  CHAT_MOVE_TO_END,
} ChatMove;

/* Property "narrow" (notify): less room than a gutter of full width needs. Signals: "reader-moved"
 * (ChatMove as an int) before a key scrolls, "resized" when slots may need other heights,
 * "page-changed" when the reader has folded something. */
ChatColumn *chat_column_new            (void);
ChatTags   *chat_column_get_tags       (ChatColumn        *self);
/* Takes the style, if that is still to be done: before anything but an empty page is written. */
void        chat_column_prepare        (ChatColumn        *self);
/* The same, once nothing else is to be done. */
void        chat_column_prepare_later  (ChatColumn        *self);
/* For the code of its pages, which do not outlive it. */
ChatHighlighter *chat_column_get_highlighter (ChatColumn   *self);
gboolean    chat_column_get_narrow     (ChatColumn        *self);
/* px before the end edge of the text that icons there take. */
#define CHAT_END_ICON_REACH 24
/* px from text edge to text edge. */
int         chat_column_get_text_width (ChatColumn        *self);

/* Property "link": where the link leads that the pointer or the caret is on. (nullable) */
const char *chat_column_get_link       (ChatColumn        *self);

/* The page to show, draw and answer from; NULL before it goes. A view that is given a filled page is
 * ready much sooner than one whose page is filled under its eyes. */
typedef struct _ChatPage ChatPage;
void        chat_column_set_page       (ChatColumn        *self,
                                        ChatPage          *page);

/* The block of colour after the last character while it is being written; NULL: none. @mark: where,
 * and it must live until it is replaced. @rtl: the line runs to the left. */
void        chat_column_set_caret      (ChatColumn        *self,
                                        GtkTextMark       *mark,
                                        gboolean           rtl);
/* Finds the caret's place anew; after the page has changed, never while drawing. */
void        chat_column_update_caret   (ChatColumn        *self);

/* Finds the places of what is drawn behind words; after the page has changed or the view has scrolled,
 * never while drawing. */
void        chat_column_settle         (ChatColumn        *self);

/* The family of code; NULL: the usual one. */
void        chat_column_set_code_font  (ChatColumn        *self,
                                        const char        *family);
/* After colours of the style sheet have become others, which no widget is told of. */
void        chat_column_take_style     (ChatColumn        *self);
const ChatPalette *chat_column_get_palette (ChatColumn     *self);
/* To be called whenever the view has scrolled: overlays do not follow by themselves. */
void        chat_column_follow_scroll  (ChatColumn        *self);
/* Top of what is visible, in the coordinates of the buffer. */
int         chat_column_get_visible_top (ChatColumn       *self);
/* Top of a message from the widget's top, and its height, as it is drawn. */
typedef struct _ChatMessageView ChatMessageView;
int         chat_column_get_message_top (ChatColumn       *self,
                                        ChatMessageView   *view,
                                        int               *height);

/* Whether any line between the two shows in the window. */
gboolean    chat_column_shows          (ChatColumn        *self,
                                        const GtkTextIter *start,
                                        const GtkTextIter *end);

/* Code whose lines do not wrap moves sideways so far that the character at @iter shows; never while
 * drawing. */
void        chat_column_reveal         (ChatColumn        *self,
                                        const GtkTextIter *iter);

/* A slot over the line of @line, @above px below its top. @child: floating. A slot is never taken
 * away (a text view of GTK 4.8 cannot), only emptied and given out again. */
ChatSlot   *chat_column_claim_slot     (ChatColumn        *self,
                                        GtkWidget         *child,
                                        GtkTextMark       *line,
                                        int                above);
/* To another distance from its line. */
void        chat_column_move_slot      (ChatColumn        *self,
                                        ChatSlot          *slot,
                                        int                above);
void        chat_column_release_slot   (ChatColumn        *self,
                                        ChatSlot          *slot);
/* Whether what is in it can be seen: it may be scrolled away with its line. */
gboolean    chat_column_shows_slot     (ChatColumn        *self,
                                        ChatSlot          *slot);
/* Allocates it anew, with all that holds it: when the text settles while it is allocated, the
 * scrollbar asks for an allocation, too. GTK 4.8 forgets that, and does not draw the bar, if something
 * further out is allocated in the same round but what is between is not. */
void        chat_column_queue_allocate (ChatColumn        *self);

G_END_DECLS
