/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of what is no word of a language: addresses and ids.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets @label break its line also within a word, and writes no hyphen there that the text has not. */
void chat_line_break_anywhere (GtkLabel *label);

G_END_DECLS
