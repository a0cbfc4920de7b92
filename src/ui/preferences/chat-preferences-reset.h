/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings back to their defaults, and how that is taken back.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In place of the name of a page. */
#define CHAT_PREFERENCES_ALL "all"

/* Gives the settings of the page @name their defaults. Returns: (transfer full): what they were, for
 * chat_preferences_restore(); NULL if all were so already */
GVariant *chat_preferences_reset   (GSettings  *settings,
                                    const char *name);
void      chat_preferences_restore (GSettings  *settings,
                                    GVariant   *values);

G_END_DECLS
