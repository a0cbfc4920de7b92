/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small windows: about, all keys.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void chat_dialogs_present_about     (GtkWindow *parent);
void chat_dialogs_present_shortcuts (GtkWindow *parent);

G_END_DECLS
