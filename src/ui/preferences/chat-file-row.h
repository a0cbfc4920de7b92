/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row for the path of a file, written or chosen.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_FILE_ROW (chat_file_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatFileRow, chat_file_row, CHAT, FILE_ROW, AdwEntryRow)

/* The path is the text of the row. @path (nullable); @patterns: of the files that are offered first,
 * NULL-terminated and static, called @kind. */
GtkWidget *chat_file_row_new (const char         *title,
                              const char         *path,
                              const char         *kind,
                              const char * const *patterns);

G_END_DECLS
