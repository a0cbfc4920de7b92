/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the link leads that the pointer or the caret is on: the address as it will be opened, not
 * what the text makes of it.
 */

#include "chat-link-label.h"

/* Longer ones are cut in the middle, so that host and end can be seen. */
#define MAX_CHARS 80

static void
link_changed_cb (GtkLabel   *label,
                 GParamSpec *pspec,
                 ChatColumn *column)
{
  const char *link = chat_column_get_link (column);

  gtk_label_set_text (label, link != NULL ? link : "");
  gtk_widget_set_visible (GTK_WIDGET (label), link != NULL);
}

GtkWidget *
chat_link_label_new (ChatColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_widget_set_can_target (label, FALSE);
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_add_css_class (label, "link-label");
  g_signal_connect_object (column, "notify::link", G_CALLBACK (link_changed_cb), label,
                           G_CONNECT_SWAPPED);

  return label;
}
