/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title of a header bar, seen where the buttons leave it room enough: with large text in a
 * narrow window they leave none, and what is in the window says what it is.
 */

#include "chat-title-bin.h"

#include "chat-words.h"

struct _ChatTitleBin
{
  GtkWidget  parent_instance;

  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (ChatTitleBin, chat_title_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static void
chat_title_bin_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  gtk_widget_measure (CHAT_TITLE_BIN (widget)->child, orientation, -1,
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
  ChatTitleBin *self = CHAT_TITLE_BIN (widget);
  int minimum;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_set_child_visible (self->child, width >= minimum);
  if (width >= minimum)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}


static void
set_child (ChatTitleBin *self,
           GtkWidget    *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}


static void
chat_title_bin_dispose (GObject *object)
{
  set_child (CHAT_TITLE_BIN (object), NULL);

  G_OBJECT_CLASS (chat_title_bin_parent_class)->dispose (object);
}


static void
chat_title_bin_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CHILD:
      set_child (CHAT_TITLE_BIN (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_title_bin_class_init (ChatTitleBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_title_bin_dispose;
  object_class->set_property = chat_title_bin_set_property;
  widget_class->measure = chat_title_bin_measure;
  widget_class->size_allocate = chat_title_bin_size_allocate;

  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}


static void
chat_title_bin_init (ChatTitleBin *self)
{
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
