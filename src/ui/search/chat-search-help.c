/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be searched for, as a table of examples.
 */

#include "chat-search-help.h"

#include "chat-popover-width.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* px between them, and between lines. */
#define APART 6

/* px of the popover, and of what is around it. */
#define MAX_WIDTH  560
#define MAX_HEIGHT 420
#define AROUND     44

static const struct
{
  const char *example;
  const char *meaning;
} rows[] = {
  /* Translators: an example of a search: any two words that often stand together. */
  { N_("night train"), N_("all of these words") },
  { N_("\"night train\""), N_("these words side by side") },
  /* Translators: an example of a search: how the second word begins; the star stays. */
  { N_("tra*"), N_("words that begin so") },
  /* Translators: an example of a search: a word that may not occur; the hyphen stays. */
  { N_("-bus"), N_("not this word") },
  /* The words of the language of searches are the same everywhere. */
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
    g_string_append_printf (text, "%s: %s\n", _(rows[i].example), _(rows[i].meaning));
  gtk_widget_set_focusable (grid, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("What can be searched for"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str,
                                  -1);
}


/* The examples make a column as long as the meanings have room beside it. */
static GtkWidget *
new_row (const char   *example_text,
         const char   *meaning_text,
         GtkSizeGroup *examples)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *example = gtk_label_new (example_text);
  GtkWidget *meaning = gtk_label_new (meaning_text);

  gtk_widget_set_layout_manager (row, chat_wrap_layout_new (APART));
  gtk_widget_add_css_class (example, "example");
  gtk_label_set_xalign (GTK_LABEL (example), 0);
  gtk_size_group_add_widget (examples, example);
  gtk_label_set_xalign (GTK_LABEL (meaning), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (meaning), 40);
  gtk_box_append (GTK_BOX (row), example);
  gtk_box_append (GTK_BOX (row), meaning);
  chat_words_fit (row);

  return row;
}


GtkWidget *
chat_search_help_new (void)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID,
                                  "row-spacing", APART,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_DOCUMENT,
                                  NULL);
  g_autoptr(GtkSizeGroup) examples = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  gtk_widget_add_css_class (grid, "search-help");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_grid_attach (GTK_GRID (grid), new_row (_(rows[i].example), _(rows[i].meaning), examples),
                     0, (int) i, 1, 1);
  describe (grid);

  return grid;
}


/* No wider than the window, and no higher than most screens: then it scrolls. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  GtkWidget *clamp = user_data;
  GtkWidget *scroller = gtk_widget_get_ancestor (clamp, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));
  const int width = CLAMP (gtk_widget_get_width (window) - AROUND, 0, MAX_WIDTH);
  int height;

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), width);
  gtk_widget_measure (clamp, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller),
                                              MIN (height, MAX_HEIGHT));
}


void
chat_search_help_attach (GtkMenuButton *button)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                      "hscrollbar-policy", GTK_POLICY_NEVER,
                                      "propagate-natural-width", TRUE,
                                      "focusable", FALSE,
                                      "child", clamp,
                                      NULL);

  chat_popover_count_px (clamp);
  adw_clamp_set_child (ADW_CLAMP (clamp), chat_search_help_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
  gtk_menu_button_set_create_popup_func (button, create_popover_cb, clamp, NULL);
}
