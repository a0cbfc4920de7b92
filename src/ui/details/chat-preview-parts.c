/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a request in a list, each with what it weighs.
 */

#include "chat-preview-parts.h"

#include "chat-preview.h"
#include "chat-status-text.h"

#include <glib/gi18n.h>

#define SPACING 12


static char *
dup_tokens (const ChatPreviewPart *part)
{
  g_autofree char *number = chat_status_number (part->tokens);

  /* Translators: an estimate */
  return g_strdup_printf (ngettext ("about %s token", "about %s tokens", (gulong) part->tokens),
                          number);
}


static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return label;
}


static GtkWidget *
new_row (const ChatPreviewPart *part,
         const char            *tokens)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *weight = gtk_label_new (tokens);

  gtk_box_append (GTK_BOX (words), new_label (part->name));
  if (part->breakpoint)
    {
      GtkWidget *note = new_label (_("Cached up to here"));

      gtk_widget_add_css_class (note, "dim");
      gtk_widget_add_css_class (note, "caption");
      gtk_box_append (GTK_BOX (words), note);
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (weight, "dim");
  gtk_widget_add_css_class (weight, "numeric");
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), weight);

  return row;
}


static void
name_row (GtkWidget             *row,
          const ChatPreviewPart *part,
          const char            *tokens)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", part->name, tokens);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  part->breakpoint ? _("Cached up to here") : "",
                                  -1);
}


static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  parts)
{
  const ChatPreviewPart *part = g_ptr_array_index ((GPtrArray *) parts,
                                                   gtk_list_item_get_position (item));
  g_autofree char *tokens = dup_tokens (part);
  GtkWidget *row = new_row (part, tokens);

  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, row);
  if (gtk_widget_get_parent (row) != NULL)
    name_row (gtk_widget_get_parent (row), part, tokens);
}


static void
unref_parts (gpointer  parts,
             GClosure *closure)
{
  g_ptr_array_unref (parts);
}


GtkWidget *
chat_preview_parts_new (GPtrArray *parts)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *list;

  for (guint i = 0; i < parts->len; i++)
    gtk_string_list_append (names, ((ChatPreviewPart *) g_ptr_array_index (parts, i))->name);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), g_ptr_array_ref (parts),
                         unref_parts, 0);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (names))),
                            factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "preview-parts");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Parts"),
                                  -1);

  return list;
}
