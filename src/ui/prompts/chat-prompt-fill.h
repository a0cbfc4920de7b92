/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A prompt of the library becomes text: its variables get their values, or are asked for.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

/* Only when the user chose @prompt himself. @selection (nullable): for {{selection}}. Reads the
 * clipboard only if the prompt wants it. @widget: in the window that asks. */
void  chat_prompt_fill_async  (GtkWidget           *widget,
                               ChatLibraryItem     *prompt,
                               const char          *selection,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
/* Returns: (transfer full) (nullable): NULL if it was cancelled */
char *chat_prompt_fill_finish (GAsyncResult        *result);

G_END_DECLS
