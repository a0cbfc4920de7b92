/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: colours, fonts and sizes of conversations.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_APPEARANCE_PAGE "appearance"

AdwPreferencesPage *chat_appearance_page_new (GSettings *settings);

G_END_DECLS
