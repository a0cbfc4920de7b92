/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: what the program does by itself, and what keys and scrolling do.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_BEHAVIOUR_PAGE "behaviour"

AdwPreferencesPage *chat_behaviour_page_new (GSettings *settings);

G_END_DECLS
