/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a part of the page without what is only there for looks, and where they stand.
 */

#pragma once

#include "chat-code-block.h"

G_BEGIN_DECLS

typedef struct
{
  GString *text;
  GArray  *pieces;   /* (element-type ChatShownPiece), in order */
  gsize    at;       /* the place that was asked for last: bytes, */
  int      offset;   /* and characters of the page; private */
} ChatShownText;

ChatShownText *chat_shown_text_new        (void);
void           chat_shown_text_free       (ChatShownText     *self);
/* Appends what stands between two places, folded or not. */
void           chat_shown_text_add        (ChatShownText     *self,
                                           ChatPage          *page,
                                           const GtkTextIter *start,
                                           const GtkTextIter *end);
/* The same for a part of a section, with the code that is folded away in its place. */
void           chat_shown_text_add_whole  (ChatShownText     *self,
                                           ChatSection       *section,
                                           const GtkTextIter *start,
                                           const GtkTextIter *end);
/* The first block of code with any of the text from byte @from to byte @to folded away: that text is
 * not on the page. @first, @last (out): its characters in the code, or -1 if not all of it is there.
 * (nullable) */
ChatCodeBlock *chat_shown_text_get_folded (ChatShownText     *self,
                                           gsize              from,
                                           gsize              to,
                                           int               *first,
                                           int               *last);
/* Where the text from byte @from to byte @to, which is not empty, stands on the page, in characters. */
void           chat_shown_text_get_range  (ChatShownText     *self,
                                           gsize              from,
                                           gsize              to,
                                           int               *start,
                                           int               *end);

/* The words of a section that show: all but how long was thought. Nothing: @end is not behind
 * @start. */
void           chat_shown_text_get_bounds (ChatSection       *section,
                                           GtkTextIter       *start,
                                           GtkTextIter       *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatShownText, chat_shown_text_free)

G_END_DECLS
