/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps the cursor in sight while a text view grows.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* After something was put into @view: shows its cursor, and as many lines as it gets room for. */
void chat_prompt_scroll_to_cursor (GtkTextView *view);

G_END_DECLS
