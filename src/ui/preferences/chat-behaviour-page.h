/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: what the program does by itself, and what keys and scrolling do.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_BEHAVIOUR_PAGE "behaviour"

/* Fills @page, which is empty. */
void chat_behaviour_page_fill (AdwPreferencesPage *page,
                               GSettings          *settings);

G_END_DECLS
