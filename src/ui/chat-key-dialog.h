/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How to add a key, in words.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Returns: (transfer floating) */
GtkWidget *chat_key_dialog_new (GtkWindow *parent);

G_END_DECLS
