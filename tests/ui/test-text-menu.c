/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK's own menus of texts: a screen reader has a name for each of their items.
 */

#include "window-support.h"

#include "chat-prompt-view.h"

#define SCRIPT "{\"text\": \"Reply.\"}"


static void
assert_item (GtkWidget *item)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (item);
  g_autofree char *text = NULL;
  g_autofree char *trouble = NULL;

  g_object_get (item, "text", &text, NULL);
  /* GTK 4.18 goes by the label before the name, and finds nothing in it. */
  g_assert_false (gtk_test_accessible_has_relation (accessible,
                                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  trouble = gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, text);
  g_assert_cmpstr (trouble, ==, NULL);
}


static guint
assert_items (GtkWidget *root)
{
  guint n_items = 0;

  if (g_str_equal (G_OBJECT_TYPE_NAME (root), "GtkModelButton") && gtk_widget_get_visible (root))
    {
      assert_item (root);
      n_items++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_items += assert_items (child);

  return n_items;
}


static GtkWidget *
get_menu (WindowFixture *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER_MENU) : NULL;
}


static void
open_menu (WindowFixture *self,
           GtkWidget     *text)
{
  gtk_widget_grab_focus (text);
  gtk_widget_activate_action (text, "menu.popup", NULL);
  test_wait_until (get_menu (self) != NULL);
  g_assert_true (gtk_widget_is_ancestor (get_menu (self), text));
  /* Cut, copy, paste, ... */
  g_assert_cmpuint (assert_items (get_menu (self)), >, 3);

  gtk_popover_popdown (GTK_POPOVER (get_menu (self)));
  test_wait_until (get_menu (self) == NULL);
}


static void
test_lines (WindowFixture *self,
            gconstpointer  script)
{
  open_menu (self, find_widget (GTK_WIDGET (self->window), CHAT_TYPE_PROMPT_VIEW, NULL));
}


static void
test_entry (WindowFixture *self,
            gconstpointer  script)
{
  ChatSidebar *sidebar = chat_window_get_sidebar (CHAT_WINDOW (self->window));
  GtkSearchEntry *entry = chat_sidebar_get_search_entry (sidebar);

  open_menu (self, find_widget (GTK_WIDGET (entry), GTK_TYPE_TEXT, NULL));
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/text-menu/" path, WindowFixture, SCRIPT, window_fixture_set_up, function, \
              window_fixture_tear_down)
  ADD ("lines", test_lines);
  ADD ("entry", test_entry);
#undef ADD

  return g_test_run ();
}
