/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window that lists the table of keys.
 */

#include "chat-shortcuts.h"

#include "chat-keymap.h"

#include <glib/gi18n.h>


static void
append_shortcut (GString            *xml,
                 const ChatShortcut *entry,
                 const char         *shown)
{
  g_autofree char *text =
    g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                             "<property name='accelerator'>%s</property>"
                             "<property name='title'>%s</property>"
                             "</object></child>",
                             shown, _(entry->title));

  g_string_append (xml, text);
}


static void
append_group (GString            *xml,
              ChatKeymap         *keymap,
              const ChatShortcut *first)
{
  g_autofree char *head =
    g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'>"
                             "<property name='title'>%s</property>",
                             _(first->group));

  g_string_append (xml, head);
  for (const ChatShortcut *entry = first;
       g_strcmp0 (entry->group, first->group) == 0;
       entry++)
    {
      g_autofree char *shown = chat_keymap_dup_shown_keys (keymap, entry->action);

      if (*shown != '\0')
        append_shortcut (xml, entry, shown);
    }
  g_string_append (xml, "</object></child>");
}


/* GTK 4.8 can put the window's parts together only from XML. */
GtkWidget *
chat_shortcuts_new_window (GtkWidget *parent)
{
  ChatKeymap *keymap = chat_keymap_get (gtk_widget_get_display (parent));
  g_autoptr(GString) xml =
    g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                  "<property name='modal'>true</property>"
                  "<child><object class='GtkShortcutsSection'>"
                  "<property name='section-name'>all</property>");
  g_autoptr(GtkBuilder) builder = NULL;
  const char *group = NULL;

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      if (g_strcmp0 (entry->group, group) != 0)
        append_group (xml, keymap, entry);
      group = entry->group;
    }
  g_string_append (xml, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, -1);

  return GTK_WIDGET (gtk_builder_get_object (builder, "window"));
}
