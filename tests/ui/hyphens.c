/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hyphens that a text is shown with and has not.
 */

#include "hyphens.h"


guint
hyphens_count (PangoLayout *layout)
{
  guint n_hyphens = 0;
  int n_places;
  const PangoLogAttr *places = pango_layout_get_log_attrs_readonly (layout, &n_places);

  for (int i = 0; i < n_places; i++)
    n_hyphens += places[i].break_inserts_hyphen;

  return n_hyphens;
}


guint
hyphens_count_in_labels (GtkWidget  *widget,
                         const char *text)
{
  guint n_hyphens = 0;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    n_hyphens = hyphens_count (gtk_label_get_layout (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_hyphens += hyphens_count_in_labels (child, text);

  return n_hyphens;
}
