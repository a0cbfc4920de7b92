/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Popovers that are there once and then gone.
 */

#include "chat-popover.h"

#define FOCUS_KEY "chat-focus-before"


static gboolean
unparent_cb (gpointer user_data)
{
  gtk_widget_unparent (GTK_WIDGET (user_data));

  return G_SOURCE_REMOVE;
}


static void
return_focus (GtkWidget *popover)
{
  GtkWidget *before = g_object_get_data (G_OBJECT (popover), FOCUS_KEY);
  GtkRoot *root = gtk_widget_get_root (popover);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (before != NULL && gtk_widget_get_root (before) == root
      && (focus == NULL || gtk_widget_is_ancestor (focus, popover)))
    gtk_widget_grab_focus (before);
}


/* A menu activates its action after it has closed, so it must outlive that. */
static void
closed_cb (GtkWidget *popover,
           gpointer   user_data)
{
  return_focus (popover);
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (popover), g_object_unref);
}


void
chat_popover_show (GtkWidget *popover,
                   GtkWidget *parent,
                   GtkWidget *target)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (parent));
  graphene_rect_t bounds;
  GdkRectangle rectangle;

  gtk_widget_set_parent (popover, parent);
  if (gtk_widget_compute_bounds (target, parent, &bounds))
    {
      rectangle.x = bounds.origin.x;
      rectangle.y = bounds.origin.y;
      rectangle.width = bounds.size.width;
      rectangle.height = bounds.size.height;
      gtk_popover_set_pointing_to (GTK_POPOVER (popover), &rectangle);
    }
  if (focus != NULL)
    g_object_set_data_full (G_OBJECT (popover), FOCUS_KEY, g_object_ref (focus), g_object_unref);

  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  /* The window may be closed meanwhile. */
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}
