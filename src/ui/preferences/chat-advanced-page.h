/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: requests and the log.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_ADVANCED_PAGE "advanced"

AdwPreferencesPage *chat_advanced_page_new (GSettings *settings);

G_END_DECLS
