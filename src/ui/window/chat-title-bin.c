/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title of a header bar, seen where the buttons leave it room enough: with large text in a
 * narrow window they leave none, and what is in the window says what it is.
 */

#include "chat-title-bin.h"

#include "chat-words.h"

struct _ChatTitleBin
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (ChatTitleBin, chat_title_bin, ADW_TYPE_BIN)


static void
chat_title_bin_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, -1,
                      minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}


static void
chat_title_bin_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_set_child_visible (child, width >= minimum);
  if (width >= minimum)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}


static void
chat_title_bin_class_init (ChatTitleBinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = chat_title_bin_measure;
  widget_class->size_allocate = chat_title_bin_size_allocate;
}


static void
chat_title_bin_init (ChatTitleBin *self)
{
  /* AdwBin's would measure instead of us. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}


GtkWidget *
chat_title_bin_new (GtkWindow *window)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "ellipsize", PANGO_ELLIPSIZE_END,
                                   "single-line-mode", TRUE,
                                   NULL);

  gtk_widget_add_css_class (label, "title");
  g_object_bind_property (window, "title", label, "label", G_BINDING_SYNC_CREATE);
  chat_words_fit (label);

  return g_object_new (CHAT_TYPE_TITLE_BIN, "child", label, NULL);
}
