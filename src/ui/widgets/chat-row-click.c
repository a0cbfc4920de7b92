/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A click that activates the row of a list.
 */

#include "chat-row-click.h"

static void
released_cb (GtkListItem *item,
             int          n_press,
             double       x,
             double       y,
             GtkGesture  *gesture)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (n_press == 1)
    gtk_widget_activate_action (widget, "list.activate-item", "u",
                                gtk_list_item_get_position (item));
}


/* The list's own widget, around @row and its padding. */
static void
parent_cb (GtkWidget   *row,
           GParamSpec  *pspec,
           GtkListItem *item)
{
  GtkGesture *gesture;

  if (gtk_widget_get_parent (row) == NULL)
    return;

  g_signal_handlers_disconnect_by_func (row, parent_cb, item);
  gesture = gtk_gesture_click_new ();
  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), item, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (gtk_widget_get_parent (row), GTK_EVENT_CONTROLLER (gesture));
}


void
chat_row_click_add (GtkListItem *item,
                    GtkWidget   *row)
{
  g_signal_connect_object (row, "notify::parent", G_CALLBACK (parent_cb), item, 0);
  gtk_list_item_set_child (item, row);
}
