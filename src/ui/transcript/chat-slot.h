/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A place for widgets over the text.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_SLOT (chat_slot_get_type ())
G_DECLARE_FINAL_TYPE (ChatSlot, chat_slot, CHAT, SLOT, GtkWidget)

/* A text view gives its overlays their minimum size and lets it set its own, so a slot asks for one
 * pixel and shows its child beyond it. */
ChatSlot *chat_slot_new       (void);
/* @child: floating, or NULL to empty and hide the slot. */
void      chat_slot_set_child (ChatSlot  *self,
                               GtkWidget *child);
/* Lays the child out in @width and returns the height that it takes. */
int       chat_slot_fit       (ChatSlot  *self,
                               int        width);

G_END_DECLS
