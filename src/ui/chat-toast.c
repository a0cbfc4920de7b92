/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Toasts whose sentence is never cut.
 */

#include "chat-toast.h"

/* px of a toast that are not its words: margins, padding and the button that closes it; and those
 * around the words of its other button. */
#define FRAME  126
#define BUTTON 46

/* However little room there is. */
#define MIN_CHARS 8


static int
measure (GtkWidget  *widget,
         const char *text)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr(PangoAttrList) bold = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, bold);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}


/* What a label takes a character for: wider than the letters of most sentences. */
static int
measure_char (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  g_autoptr(PangoFontDescription) bold =
    pango_font_description_copy (pango_context_get_font_description (context));
  PangoFontMetrics *metrics;
  int width;

  pango_font_description_set_weight (bold, PANGO_WEIGHT_BOLD);
  metrics = pango_context_get_metrics (context, bold, NULL);
  width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
               pango_font_metrics_get_approximate_digit_width (metrics));
  pango_font_metrics_unref (metrics);

  return MAX (PANGO_PIXELS_CEIL (width), 1);
}


static GtkWidget *
new_title (const char *text,
           int         n_chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX (n_chars, MIN_CHARS));
  gtk_widget_add_css_class (label, "heading");

  return label;
}


void
chat_toast_fit (AdwToast  *toast,
                GtkWidget *around)
{
  const char *title = adw_toast_get_title (toast);
  const char *button = adw_toast_get_button_label (toast);
  int room = gtk_widget_get_width (around) - FRAME;

  if (button != NULL)
    room -= measure (around, button) + BUTTON;
  if (measure (around, title) > room)
    adw_toast_set_custom_title (toast, new_title (title, room / measure_char (around)));
}
