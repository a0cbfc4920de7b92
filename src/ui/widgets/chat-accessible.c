/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names for what the toolkit's own widgets leave without one.
 */

#include "config.h"

#include "chat-accessible.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define CHILDREN_KEY "chat-accessible-children"

/* How GTK calls the item of a menu. */
#define ITEM_TYPE "GtkModelButton"

/* That the toolkit gives buttons of its own. */
static const struct
{
  const char *icon;
  const char *name;
} icons[] = {
  { "window-close-symbolic", N_("Close") },
  { "edit-find-symbolic", N_("Search") },
};


/* Where a reader listens already, GTK 4.8 keeps the role that a window has when its first part is
 * added: that of any widget, by which the reader does not know which window is in front. */
void
chat_accessible_keep_role (GtkWidget *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_object_set (window, "accessible-role",
                gtk_widget_class_get_accessible_role (GTK_WIDGET_GET_CLASS (window)), NULL);
}


GtkWidget *
chat_accessible_new_scroller (void)
{
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                       NULL);
}


void
chat_accessible_name_drop_down (GtkWidget  *drop_down,
                                const char *name)
{
  GtkWidget *button;

  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));

  button = gtk_widget_get_first_child (drop_down);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}


/* GTK names it by a label that its readers do not see; that comes before a name of its own. */
static void
name_item (GtkWidget *item)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text == NULL)
    return;

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}


/* GTK brings the keys in when it likes, and names the item anew then. */
static void
keep_item_name (GtkWidget *item)
{
  g_signal_handlers_disconnect_by_func (item, name_item, NULL);
  g_signal_connect (item, "notify::accel", G_CALLBACK (name_item), NULL);
  name_item (item);
}


void
chat_accessible_name_items (GtkWidget *menu)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (menu), ITEM_TYPE))
    keep_item_name (menu);

  for (GtkWidget *child = gtk_widget_get_first_child (menu);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    chat_accessible_name_items (child);
}


/* A menu that opens has the focus in it. */
static void
focus_moved_cb (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *menu =
    focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER_MENU) : NULL;

  if (menu != NULL)
    chat_accessible_name_items (menu);
}


void
chat_accessible_follow_menus (GtkWidget *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_moved_cb), NULL);
}


void
chat_accessible_name_check (GtkWidget *check)
{
  GtkWidget *label = gtk_widget_get_last_child (check);

  g_return_if_fail (GTK_IS_CHECK_BUTTON (check));

  if (GTK_IS_LABEL (label))
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    gtk_label_get_text (GTK_LABEL (label)), -1);
}


/* By its icon, or by a label that is not its own. */
static void
name_button (GtkButton *button)
{
  const char *icon = gtk_button_get_icon_name (button);
  GtkWidget *child = gtk_button_get_child (button);

  if (gtk_button_get_label (button) == NULL && GTK_IS_LABEL (child))
    gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    child, NULL, -1);

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    {
      if (g_strcmp0 (icon, icons[i].icon) == 0)
        gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        _(icons[i].name), -1);
    }
}


static void
name_buttons (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root))
    name_button (GTK_BUTTON (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}


static void
children_changed_cb (AdwToastOverlay *overlay,
                     guint            position,
                     guint            removed,
                     guint            added,
                     GListModel      *children)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(GtkWidget) child = g_list_model_get_item (children, position + i);

      if (child != adw_toast_overlay_get_child (overlay))
        name_buttons (child);
    }
}


/* Toasts are widgets of libadwaita's own, made when they are shown. */
static void
follow_toasts (AdwToastOverlay *overlay)
{
  GListModel *children = gtk_widget_observe_children (GTK_WIDGET (overlay));

  g_object_set_data_full (G_OBJECT (overlay), CHILDREN_KEY, children, g_object_unref);
  g_signal_connect_object (children, "items-changed", G_CALLBACK (children_changed_cb), overlay,
                           G_CONNECT_SWAPPED);
}


static void
follow_overlays (GtkWidget *root)
{
  if (ADW_IS_TOAST_OVERLAY (root))
    follow_toasts (ADW_TOAST_OVERLAY (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    follow_overlays (child);
}


void
chat_accessible_name_parts (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  name_buttons (root);
  follow_overlays (root);
}
