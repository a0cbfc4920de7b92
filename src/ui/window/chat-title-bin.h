/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title of a header bar, seen where the buttons leave it room enough.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_TITLE_BIN (chat_title_bin_get_type ())
G_DECLARE_FINAL_TYPE (ChatTitleBin, chat_title_bin, CHAT, TITLE_BIN, AdwBin)


/* A title widget for a header bar in @window that says what the window's title is. */
GtkWidget *chat_title_bin_new (GtkWindow *window);

G_END_DECLS
