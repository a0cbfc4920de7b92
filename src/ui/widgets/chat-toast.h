/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Toasts whose sentence is never cut, one after the other.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A toast that says @words as they are, though the title of a toast is markup. Returns: (transfer
 * full) */
AdwToast *chat_toast_new (const char *words);
/* The same, which stays until it was read. */
AdwToast *chat_toast_new_lasting (const char *words);
/* Returns: (transfer full) (nullable): what @toast says, without the markup of its title. */
char     *chat_toast_dup_words (AdwToast *toast);
/* Another that says and offers the same as @toast, for another overlay: a toast is shown once. Returns:
 * (transfer full) */
AdwToast *chat_toast_copy (AdwToast *toast);
/* Gives @toast as many lines as its title takes within the width of @around, which shows it. */
void chat_toast_fit (AdwToast  *toast,
                     GtkWidget *around);
/* Adds @toast (transfer full) to @overlay, once those before it are gone. */
void chat_toast_show (AdwToast        *toast,
                      AdwToastOverlay *overlay);
/* Takes @toast, which was shown by chat_toast_show(), away again, or out of those that wait for their
 * turn. One that is just appearing stays until it has appeared. */
void chat_toast_dismiss (AdwToast        *toast,
                         AdwToastOverlay *overlay);

G_END_DECLS
