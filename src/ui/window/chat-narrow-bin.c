/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds one widget and tells when it has become narrow.
 */

#include "chat-narrow-bin.h"

/* The width of the smallest screen that is thought of. */
#define LEAST_WIDTH 360

/* Of what GTK calls the text's resolution. */
#define USUAL_DPI (96 * 1024)

struct _ChatNarrowBin
{
  AdwBin   parent_instance;

  gboolean narrow;
  guint    tick;     /* brings "narrow" up to date; 0: it is */
};

G_DEFINE_FINAL_TYPE (ChatNarrowBin, chat_narrow_bin, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


/* Large text needs more room for as many words. */
static gboolean
is_too_little (GtkWidget *widget,
               int        width)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);

  return width < CHAT_NARROW_WIDTH * (gint64) MAX (dpi, USUAL_DPI) / USUAL_DPI;
}


static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  ChatNarrowBin *self = CHAT_NARROW_BIN (widget);
  gboolean narrow = is_too_little (widget, gtk_widget_get_width (widget));

  self->tick = 0;
  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }

  return G_SOURCE_REMOVE;
}


/* A wide child may be asked to become narrow, however much it wants now. */
static void
chat_narrow_bin_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size,
                        minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && !CHAT_NARROW_BIN (widget)->narrow)
    *minimum = MIN (*minimum, LEAST_WIDTH);
}


static void
allocate_child (GtkWidget *child,
                int        width,
                int        height,
                int        baseline)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (child, MAX (width, minimum), height, baseline, NULL);
}


/* What the child asks for may only change before the next layout, never within this one. */
static void
chat_narrow_bin_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  ChatNarrowBin *self = CHAT_NARROW_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    allocate_child (child, width, height, baseline);

  if (is_too_little (widget, width) != self->narrow && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}


static void
chat_narrow_bin_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ChatNarrowBin *self = CHAT_NARROW_BIN (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_narrow_bin_class_init (ChatNarrowBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = chat_narrow_bin_get_property;
  widget_class->measure = chat_narrow_bin_measure;
  widget_class->size_allocate = chat_narrow_bin_size_allocate;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}


static void
chat_narrow_bin_init (ChatNarrowBin *self)
{
  /* AdwBin's would measure instead of us. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}


gboolean
chat_narrow_bin_is_narrow (ChatNarrowBin *self)
{
  g_return_val_if_fail (CHAT_IS_NARROW_BIN (self), FALSE);

  return self->narrow;
}
