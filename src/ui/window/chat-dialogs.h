/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small windows: about, all keys, their changes.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void chat_dialogs_present_about     (GtkWindow *parent);
/* All keys, and a way to where they are changed. */
void chat_dialogs_present_shortcuts (GtkWindow *parent);
/* Where keys are changed. */
void chat_dialogs_present_keys      (GtkWindow *parent);

G_END_DECLS
