/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be searched for, as a table of examples.
 */

#include "chat-search-help.h"

#include <glib/gi18n.h>

/* The words of the language itself are the same everywhere. */
static const struct
{
  const char *example;
  const char *meaning;
} rows[] = {
  { "night train", N_("all of these words") },
  { "\"night train\"", N_("these words side by side") },
  { "tra*", N_("words that begin so") },
  { "-bus", N_("not this word") },
  { "role:user", N_("what you wrote; role:assistant: what Claude wrote") },
  { "model:claude-opus", N_("answers of models whose name begins so") },
  { "after:2026-01 before:2026-03-15", N_("when it was written") },
  { "has:code", N_("with code; also has:image, has:tool") },
  { "tag:work", N_("conversations with this tag") },
  { "in:archive", N_("what is archived; in:trash: what was deleted") },
};


/* A screen reader reads what has the focus: all of it at once. */
static void
describe (GtkWidget *grid)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (text, "%s: %s\n", rows[i].example, _(rows[i].meaning));
  gtk_widget_set_focusable (grid, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("What can be searched for"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str,
                                  -1);
}


GtkWidget *
chat_search_help_new (void)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_DOCUMENT,
                                  NULL);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_widget_add_css_class (grid, "search-help");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *example = gtk_label_new (rows[i].example);
      GtkWidget *meaning = gtk_label_new (_(rows[i].meaning));

      gtk_label_set_xalign (GTK_LABEL (example), 0);
      gtk_label_set_wrap (GTK_LABEL (example), TRUE);
      gtk_widget_set_valign (example, GTK_ALIGN_BASELINE);
      gtk_widget_set_valign (meaning, GTK_ALIGN_BASELINE);
      gtk_widget_add_css_class (example, "example");
      gtk_label_set_xalign (GTK_LABEL (meaning), 0);
      gtk_label_set_wrap (GTK_LABEL (meaning), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (meaning), 40);
      gtk_grid_attach (GTK_GRID (grid), example, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), meaning, 1, (int) i, 1, 1);
    }
  describe (grid);

  return grid;
}
