/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Popovers that are there once and then gone.
 */

#include "chat-popover.h"

#include "chat-words.h"

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
  graphene_rect_t bounds;
  GdkRectangle rectangle;
  gboolean known = gtk_widget_compute_bounds (target, parent, &bounds);

  if (known)
    rectangle = (GdkRectangle) { bounds.origin.x, bounds.origin.y,
                                 bounds.size.width, bounds.size.height };
  chat_popover_show_at (popover, parent, known ? &rectangle : NULL);
}


void
chat_popover_show_at (GtkWidget          *popover,
                      GtkWidget          *parent,
                      const GdkRectangle *place)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (parent));

  gtk_widget_set_parent (popover, parent);
  if (place != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), place);
  if (focus != NULL)
    g_object_set_data_full (G_OBJECT (popover), FOCUS_KEY, g_object_ref (focus), g_object_unref);

  if (GTK_IS_POPOVER_MENU (popover))
    chat_words_fit_menu (popover);
  else
    chat_words_fit (popover);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  /* The window may be closed meanwhile. */
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}
