/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts text into the vertical middle of its place without trying one width after the other.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_MIDDLE_LAYOUT (chat_middle_layout_get_type ())
G_DECLARE_FINAL_TYPE (ChatMiddleLayout, chat_middle_layout, CHAT, MIDDLE_LAYOUT, GtkLayoutManager)

G_END_DECLS
