/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has the keyboard: a window, or a popover or the palette in it.
 */

#include "places-front.h"

#include "chat-command-palette.h"
#include "window-support.h"


GtkWindow *
front_get_window (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (gtk_window_is_active (window))
        return window;
    }

  return NULL;
}


/* A popover within another is found first. */
static GtkWidget *
find_popover (GtkWidget *root)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_mapped (child) ? find_popover (child) : NULL;

  return found == NULL && GTK_IS_POPOVER (root) ? root : found;
}


GtkWidget *
front_get (void)
{
  GtkWidget *window = GTK_WIDGET (front_get_window ());
  GtkWidget *popover = window != NULL ? find_popover (window) : NULL;
  GtkWidget *palette =
    window != NULL ? find_widget (window, CHAT_TYPE_COMMAND_PALETTE, NULL) : NULL;

  if (popover != NULL)
    return popover;
  if (palette != NULL && chat_command_palette_is_open (CHAT_COMMAND_PALETTE (palette)))
    return palette;

  return window;
}


/* A popover that does not close by itself leaves the focus where it is. */
static gboolean
has_focus (GtkWidget *front)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (front));

  return (GTK_IS_POPOVER (front) && !gtk_popover_get_autohide (GTK_POPOVER (front)))
         || (focus != NULL && (focus == front || gtk_widget_is_ancestor (focus, front)));
}


void
front_wait (GtkWidget *before)
{
  test_wait_until (front_get () != NULL && front_get () != before
                   && gtk_widget_get_mapped (front_get ()) && has_focus (front_get ()));
  settle ();
}


void
front_press (const char *key)
{
  press_key (front_get_window (), key);
}
