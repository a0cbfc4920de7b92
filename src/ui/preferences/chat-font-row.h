/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the preferences that chooses the family of a font.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_FONT_ROW (chat_font_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatFontRow, chat_font_row, CHAT, FONT_ROW, AdwActionRow)

/* @key: a string, "" for the desktop's font. @monospace: only families whose characters are all equally
 * wide. */
GtkWidget *chat_font_row_new (GSettings  *settings,
                              const char *key,
                              const char *title,
                              gboolean    monospace);

G_END_DECLS
