/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lays children out like words: each as wide as it likes, in as many lines as they need, and
 * in the middle of its line; one that expands gets what is left of it.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_WRAP_LAYOUT (chat_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (ChatWrapLayout, chat_wrap_layout, CHAT, WRAP_LAYOUT, GtkLayoutManager)

/* @spacing: px between children, and between lines. Lines begin where the widget's direction says. */
GtkLayoutManager *chat_wrap_layout_new (int spacing);

G_END_DECLS
