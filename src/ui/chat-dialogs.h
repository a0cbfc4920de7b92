/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small windows: about, all keys, how to add a key of the API.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void chat_dialogs_present_about     (GtkWindow *parent);
void chat_dialogs_present_shortcuts (GtkWindow *parent);
/* In words, until there are preferences. */
void chat_dialogs_present_keys      (GtkWindow *parent);

G_END_DECLS
