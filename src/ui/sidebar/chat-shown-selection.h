/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of conversations in which the selected row is the one that the window shows.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_SHOWN_SELECTION (chat_shown_selection_get_type ())
G_DECLARE_FINAL_TYPE (ChatShownSelection, chat_shown_selection, CHAT, SHOWN_SELECTION, GObject)

/* Implements GListModel, with the items of the model, and GtkSelectionModel. Only the window
 * selects: rows cannot. Never walks through the model. */

/* @model (nullable): of ChatConversationInfo. */
ChatShownSelection *chat_shown_selection_new       (GListModel         *model);

void                chat_shown_selection_set_model (ChatShownSelection *self,
                                                    GListModel         *model);
/* The uid of the conversation that is shown, or NULL. */
void                chat_shown_selection_set_shown (ChatShownSelection *self,
                                                    const char         *uid);
/* Where it stands, or GTK_INVALID_LIST_POSITION if that is not known: it is in another list, or far
 * from every row that was ever on the screen. */
guint               chat_shown_selection_find      (ChatShownSelection *self);
/* The nearest row that is another conversation, or GTK_INVALID_LIST_POSITION if there is none or the
 * one that is shown was not in this list. Also right after it has left it. */
guint               chat_shown_selection_find_neighbour (ChatShownSelection *self);

G_END_DECLS
