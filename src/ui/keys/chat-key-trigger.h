/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys as a trigger of GTK's shortcuts.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fires on each of @keys, which gtk_accelerator_parse() reads and blanks separate, and on its twin on
 * the keypad. Returns: (transfer full) */
GtkShortcutTrigger *chat_key_trigger_new (const char *keys);

G_END_DECLS
