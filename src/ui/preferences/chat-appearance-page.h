/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: colours, fonts and sizes of conversations.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_APPEARANCE_PAGE "appearance"

/* Fills @page, which is empty. */
void chat_appearance_page_fill (AdwPreferencesPage *page,
                                GSettings          *settings);

G_END_DECLS
