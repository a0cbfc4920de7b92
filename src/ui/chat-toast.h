/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Toasts whose sentence is never cut.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Gives @toast as many lines as its title takes within the width of @around, which shows it. */
void chat_toast_fit (AdwToast  *toast,
                     GtkWidget *around);

G_END_DECLS
