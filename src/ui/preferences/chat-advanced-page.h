/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: requests and the log.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_ADVANCED_PAGE "advanced"

/* Fills @page, which is empty. */
void chat_advanced_page_fill (AdwPreferencesPage *page,
                              GSettings          *settings);

G_END_DECLS
