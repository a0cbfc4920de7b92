/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule of scrolling: who moved the view, and whether it follows the end.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_SCROLL_RULE (chat_scroll_rule_get_type ())
G_DECLARE_FINAL_TYPE (ChatScrollRule, chat_scroll_rule, CHAT, SCROLL_RULE, GObject)

/* Pinned, the view is at the end after every change of heights. The reader unpins it by any move up,
 * or by selecting text with the pointer while more comes, and pins it by coming to the end; only what
 * the reader does counts, so it is heard at its source: wheel, touch, bar, selection, keys
 * (chat_scroll_rule_move). Unpinned, nothing is done here: GTK keeps the first visible line where it is.
 * Properties (read-only, notify): "pinned", "scrolled". */
ChatScrollRule *chat_scroll_rule_new          (GtkScrolledWindow *window);
gboolean        chat_scroll_rule_get_pinned   (ChatScrollRule    *self);
/* Something is above the top edge. */
gboolean        chat_scroll_rule_get_scrolled (ChatScrollRule    *self);
/* After the text has changed, outside of layout and drawing: makes the view measure what is visible
 * now. Left to itself it does so while it is allocated, and if then its height turns out to be
 * another, GTK 4.8 can lose the request for a new layout: when an ancestor is just being allocated
 * and what is between keeps its size. */
void            chat_scroll_rule_settle       (ChatScrollRule    *self);
/* Measures the lines from @start to @end now: lines that GTK 4.8 has not measured have no height, and
 * would push what is around them away when the reader gets there. The view is anywhere afterwards, so
 * chat_scroll_rule_put() must follow. */
void            chat_scroll_rule_measure      (ChatScrollRule    *self,
                                               GtkTextView       *view,
                                               const GtkTextIter *start,
                                               const GtkTextIter *end);
/* While it does so the view passes lines that nobody sees: what follows the place has nothing to do. */
gboolean        chat_scroll_rule_is_measuring (ChatScrollRule    *self);
/* The line of @line is @offset px above the top edge; the end, if that is followed. GTK alone loses its
 * place near the end, where the height that it knows of leaves no room to move down. */
void            chat_scroll_rule_put          (ChatScrollRule    *self,
                                               GtkTextView       *view,
                                               GtkTextMark       *line,
                                               int                offset);
/* To the end, and to stay there. */
void            chat_scroll_rule_pin          (ChatScrollRule    *self);
/* Elsewhere, and to stay there. */
void            chat_scroll_rule_unpin        (ChatScrollRule    *self);
/* The reader is about to move up, or down. */
void            chat_scroll_rule_move         (ChatScrollRule    *self,
                                               gboolean           up);

G_END_DECLS
