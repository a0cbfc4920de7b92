/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row that takes a key and never tells it: not to the screen, nor to assistive technologies.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_KEY_ROW (chat_key_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatKeyRow, chat_key_row, CHAT, KEY_ROW, AdwActionRow)

/* An entry of GTK, also one for passwords, gives its text to whoever listens on the accessibility bus.
 * This one has no text: a key is pasted or typed while it has the focus, and is shown as dots. */
GtkWidget  *chat_key_row_new       (void);
/* One for a password, called @title: blanks belong to it, and not even its end is shown. */
GtkWidget  *chat_key_row_new_for_password (const char *title);
/* The key that is there already, or NULL. */
void        chat_key_row_set_known (ChatKeyRow *self,
                                    const char *key);
/* What was entered since, or NULL. */
const char *chat_key_row_get_key   (ChatKeyRow *self);

G_END_DECLS
