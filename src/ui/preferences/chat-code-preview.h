/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A few lines of code as conversations show them.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_CODE_PREVIEW (chat_code_preview_get_type ())
G_DECLARE_FINAL_TYPE (ChatCodePreview, chat_code_preview, CHAT, CODE_PREVIEW, AdwPreferencesRow)

GtkWidget *chat_code_preview_new (GSettings *settings);

G_END_DECLS
