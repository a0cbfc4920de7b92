/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: where conversations are kept, what they take, and what can be done with all of them.
 */

#pragma once

#include <adwaita.h>

#include "chat-history.h"

G_BEGIN_DECLS

#define CHAT_TYPE_DATA_PAGE (chat_data_page_get_type ())
G_DECLARE_FINAL_TYPE (ChatDataPage, chat_data_page, CHAT, DATA_PAGE, AdwPreferencesPage)

/* Its buttons activate "preferences.open-folder" and "preferences.run" with an action of the window
 * that the preferences belong to. */
GtkWidget *chat_data_page_new  (void);
/* Once. */
void       chat_data_page_fill (ChatDataPage *self,
                                ChatHistory  *history);

G_END_DECLS
