/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text with a button at its side or, where that would leave the text too little room, below it.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_SIDE_BOX (chat_side_box_get_type ())
G_DECLARE_FINAL_TYPE (ChatSideBox, chat_side_box, CHAT, SIDE_BOX, GtkWidget)

/* Properties, set once each: "text" and "button". */

/* Takes both. The button stands beside the text as long as that is at least as wide as itself. */
GtkWidget *chat_side_box_new (GtkWidget *text,
                              GtkWidget *button);

G_END_DECLS
