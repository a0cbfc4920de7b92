/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How high the messages of a conversation are: as measured, or as guessed from their length.
 */

#pragma once

#include "chat-message.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A page holds a part of a conversation; from this it knows how much room the rest would take. What
 * was measured makes the guesses better. No I/O, no widgets. */
typedef struct _ChatHeights ChatHeights;

/* The room that the messages outside of a page may take together, px: far above it GTK's places,
 * which are of single precision, would no longer be whole. A longer conversation is drawn together. */
#define CHAT_HEIGHTS_MAX (8 * 1000 * 1000)

ChatHeights *chat_heights_new       (void);
void         chat_heights_free      (ChatHeights *self);

/* The messages of @model from @position on, of which @n_removed were there before and @n_added are
 * new. */
void         chat_heights_splice    (ChatHeights *self,
                                     guint        position,
                                     guint        n_removed,
                                     GListModel  *model,
                                     guint        n_added);
/* The width of the text in px. What was measured in another one counts as guessed again. */
void         chat_heights_set_width (ChatHeights *self,
                                     int          width);
/* The message has grown since it was looked at, or may have. */
void         chat_heights_renew     (ChatHeights *self,
                                     guint        position,
                                     ChatMessage *message);
void         chat_heights_measure   (ChatHeights *self,
                                     guint        position,
                                     int          height);

guint        chat_heights_get_n     (ChatHeights *self);
/* Bytes of text of the messages [from, to). */
gsize        chat_heights_get_bytes (ChatHeights *self,
                                     guint        from,
                                     guint        to);
/* px of the messages [from, to). */
int          chat_heights_get       (ChatHeights *self,
                                     guint        from,
                                     guint        to);
/* Where each message begins, px below the top of the first, and at last where they end: one more than
 * there are messages. */
void         chat_heights_list_tops (ChatHeights *self,
                                     double      *tops);
/* The message [from, to) that is @y px below the top of @from; @to - 1 if that is below all of
 * them. The range is not empty. @rest (out): how many px of it are above that place. */
guint        chat_heights_find      (ChatHeights *self,
                                     guint        from,
                                     guint        to,
                                     int          y,
                                     int         *rest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatHeights, chat_heights_free)

G_END_DECLS
