/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words that fit into the narrowest window, however large the text.
 */

#include "chat-words.h"

#include "chat-accessible.h"
#include "chat-popover-width.h"

#include <adwaita.h>

/* Characters of a word that has room in a line of a narrow window with text three times as large,
 * of a part of a longer one, and of a part where there is more in the line. */
#define WHOLE_CHARS 9
#define PART_CHARS  5
#define LEAST_CHARS 4

/* px; with what is around it in a window of 360. */
#define ROW_WIDTH 334

/* px of it that a button's words may take without breaking. */
#define BUTTON_WIDTH 150

/* px of it that a choice may take without being shortened, below its explanation if need be. */
#define CHOICE_WIDTH 270

/* px of a line in a menu, without what stands around it. */
#define MENU_TEXT_WIDTH (CHAT_POPOVER_WIDTH - 54)

/* How GTK calls the item of a menu, and the key in it. */
#define ITEM_TYPE "GtkModelButton"
#define KEY_NODE  "accelerator"


static int
get_longest_word (const char *text)
{
  int longest = 0;
  int length = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      length = g_unichar_isspace (g_utf8_get_char (text)) ? 0 : length + 1;
      longest = MAX (longest, length);
    }

  return longest;
}


static gboolean
query_tooltip_cb (GtkLabel   *label,
                  int         x,
                  int         y,
                  gboolean    by_key,
                  GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));

  return TRUE;
}


static gboolean
has_tooltip (GtkWidget *widget)
{
  while (widget != NULL && !gtk_widget_get_has_tooltip (widget))
    widget = gtk_widget_get_parent (widget);

  return widget != NULL;
}


/* The words of a button beside what its row explains: while they are short in px, it is the
 * explanation that breaks. */
static gboolean
stays_whole (GtkWidget *label)
{
  int width;

  if (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) == NULL ||
      gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) == NULL)
    return FALSE;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width <= BUTTON_WIDTH;
}


static gboolean
is_choice (GtkWidget *label)
{
  return gtk_widget_get_ancestor (label, ADW_TYPE_COMBO_ROW) != NULL
         && gtk_widget_get_ancestor (label, GTK_TYPE_LIST_VIEW) != NULL
         && gtk_widget_get_ancestor (label, GTK_TYPE_POPOVER) == NULL;
}


/* What a row is set to: the explanation beside it breaks rather than that it is shortened. */
static void
keep_choice (GtkWidget *label)
{
  int width;

  gtk_widget_set_size_request (label, -1, -1);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_set_size_request (label, MIN (width, CHOICE_WIDTH), -1);
}


static void
tell_whole (GtkLabel *label)
{
  if (has_tooltip (GTK_WIDGET (label)))
    return;

  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}


/* Words of more than @whole_chars may break, into parts of @part_chars or more. GTK takes it ill if
 * that is wider than all of a word, which can be of narrow letters. */
static void
fit_label (GtkLabel *label,
           int       whole_chars,
           int       part_chars)
{
  const int longest = get_longest_word (gtk_label_get_text (label));

  if (gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE)
    {
      tell_whole (label);
      if (is_choice (GTK_WIDGET (label)))
        {
          keep_choice (GTK_WIDGET (label));
          g_signal_connect (label, "notify::label", G_CALLBACK (keep_choice), NULL);
        }
      return;
    }

  if (stays_whole (GTK_WIDGET (label)))
    return;

  /* Where there is room it stays in one line. */
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  if (gtk_label_get_xalign (label) == 0.5F)
    gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
  if (longest <= whole_chars)
    return;

  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  if (gtk_label_get_width_chars (label) < 0)
    gtk_label_set_width_chars (label, MIN (part_chars, longest / 2));
}


/* What stands side by side in a row stands below each other where that is not narrow enough. */
static void
fit_row (GtkWidget *row)
{
  GtkWidget *parts = gtk_widget_get_first_child (row);
  int least;

  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > ROW_WIDTH && GTK_IS_BOX (parts))
    gtk_orientable_set_orientation (GTK_ORIENTABLE (parts), GTK_ORIENTATION_VERTICAL);
}


void
chat_words_fit (GtkWidget *root)
{
  if (GTK_IS_LABEL (root))
    fit_label (GTK_LABEL (root), WHOLE_CHARS, PART_CHARS);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    chat_words_fit (child);
  if (ADW_IS_ACTION_ROW (root))
    fit_row (root);
}


void
chat_words_fit_part (GtkWidget *root)
{
  if (GTK_IS_LABEL (root))
    fit_label (GTK_LABEL (root), 0, LEAST_CHARS);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    chat_words_fit_part (child);
}


void
chat_words_tell_whole (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_label_get_ellipsize (GTK_LABEL (root)) != PANGO_ELLIPSIZE_NONE)
    tell_whole (GTK_LABEL (root));

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    chat_words_tell_whole (child);
}


void
chat_words_fit_window (GtkWidget *window)
{
  g_signal_connect (window, "realize", G_CALLBACK (chat_words_fit), NULL);
  chat_accessible_follow_menus (window);
}


static gboolean
is_key (GtkWidget *widget)
{
  return g_str_equal (gtk_widget_get_css_name (widget), KEY_NODE);
}


/* As many characters in a line as there is room for. */
static void
fold_items (GtkWidget *root,
            gboolean   in_item)
{
  PangoFontMetrics *metrics;
  int width;

  if (GTK_IS_LABEL (root) && in_item && !is_key (root))
    {
      metrics = pango_context_get_metrics (gtk_widget_get_pango_context (root), NULL, NULL);
      width = pango_font_metrics_get_approximate_char_width (metrics);
      fit_label (GTK_LABEL (root), WHOLE_CHARS, PART_CHARS);
      gtk_label_set_xalign (GTK_LABEL (root), 0);
      gtk_label_set_justify (GTK_LABEL (root), GTK_JUSTIFY_LEFT);
      gtk_label_set_max_width_chars (GTK_LABEL (root),
                                     MENU_TEXT_WIDTH * PANGO_SCALE / MAX (width, 1));
      pango_font_metrics_unref (metrics);
      return;
    }

  in_item = in_item || g_str_equal (G_OBJECT_TYPE_NAME (root), ITEM_TYPE);
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fold_items (child, in_item);
}


/* In a window that is wide enough a menu is as wide as it likes. */
static void
fit_open_menu (GtkWidget *popover)
{
  GtkWidget *content = gtk_widget_get_first_child (popover);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (popover));
  int natural;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  if (natural <= gtk_widget_get_width (window))
    return;

  fold_items (popover, FALSE);
  gtk_widget_add_css_class (popover, "keyless");
}


static gboolean
menu_tick_cb (GtkWidget     *popover,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  fit_open_menu (popover);
  chat_accessible_name_items (popover);

  return G_SOURCE_REMOVE;
}


/* GTK may bring the keys in only now. */
static void
menu_map_cb (GtkWidget *popover)
{
  fit_open_menu (popover);
  chat_accessible_name_items (popover);
  gtk_widget_add_tick_callback (popover, menu_tick_cb, NULL, NULL);
}


void
chat_words_fit_menu (GtkWidget *popover)
{
  g_signal_connect (popover, "map", G_CALLBACK (menu_map_cb), NULL);
}


void
chat_words_fit_menu_button (GtkMenuButton *button)
{
  chat_words_fit_menu (GTK_WIDGET (gtk_menu_button_get_popover (button)));
}


static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  gtk_menu_button_set_menu_model (button, user_data);
  chat_words_fit_menu_button (button);
}


void
chat_words_offer_menu (GtkMenuButton *button,
                       GMenuModel    *model)
{
  gtk_menu_button_set_create_popup_func (button, create_menu_cb, g_object_ref (model),
                                         g_object_unref);
}


/* For what is visible GTK looks at once whether the pointer is on it, and waits three times for an
 * answer of the X server: also while there is no window yet. */
void
chat_words_set_tooltip (GtkWidget  *widget,
                        const char *text)
{
  gboolean early = gtk_widget_get_visible (widget) && !gtk_widget_get_realized (widget);

  if (early)
    gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_tooltip_text (widget, text);
  if (early)
    gtk_widget_set_visible (widget, TRUE);
}
