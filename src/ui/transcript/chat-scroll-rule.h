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
 * and pins it by coming to the end; only what the reader does counts, so it is heard at its source:
 * wheel, touch, bar, selection, keys (chat_scroll_rule_move). Unpinned, nothing is done here: GTK keeps
 * the first visible line where it is. Properties (read-only, notify): "pinned", "scrolled". */
ChatScrollRule *chat_scroll_rule_new          (GtkScrolledWindow *window);
gboolean        chat_scroll_rule_get_pinned   (ChatScrollRule    *self);
/* Something is above the top edge. */
gboolean        chat_scroll_rule_get_scrolled (ChatScrollRule    *self);
/* To the end, and to stay there. */
void            chat_scroll_rule_pin          (ChatScrollRule    *self);
/* The reader is about to move up, or down. */
void            chat_scroll_rule_move         (ChatScrollRule    *self,
                                               gboolean           up);

G_END_DECLS
