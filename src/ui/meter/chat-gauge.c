/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How full something is: a ring or a bar.
 */

#include "chat-gauge.h"

#define RING_SIZE  14
#define RING_WIDTH 3.0
#define BAR_HEIGHT 8
#define BAR_RADIUS 4

struct _ChatGauge
{
  GtkWidget parent_instance;

  gboolean  is_ring;
  double    first;
  double    second;
};

G_DEFINE_FINAL_TYPE (ChatGauge, chat_gauge, GTK_TYPE_WIDGET)


static void
look_up (ChatGauge  *self,
         const char *name,
         GdkRGBA    *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name,
                                       color))
    gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), color);
}


/* Clockwise from the top, as clocks do everywhere. */
static void
draw_arc (cairo_t       *cr,
          double         from,
          double         to,
          const GdkRGBA *color)
{
  const double radius = (RING_SIZE - RING_WIDTH) / 2;

  if (to <= from)
    return;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_arc (cr, RING_SIZE / 2.0, RING_SIZE / 2.0, radius, 2 * G_PI * from - G_PI / 2,
             2 * G_PI * to - G_PI / 2);
  cairo_stroke (cr);
}


static void
snapshot_ring (ChatGauge   *self,
               GtkSnapshot *snapshot)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, RING_SIZE, RING_SIZE);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  GdkRGBA trough, first, second;

  look_up (self, "chat_gauge_trough", &trough);
  look_up (self, "chat_gauge_first", &first);
  look_up (self, "chat_gauge_second", &second);
  cairo_set_line_width (cr, RING_WIDTH);
  draw_arc (cr, 0, 1, &trough);
  draw_arc (cr, 0, self->first, &first);
  draw_arc (cr, self->first, MIN (self->first + self->second, 1), &second);
  cairo_destroy (cr);
}


static void
append_part (ChatGauge   *self,
             GtkSnapshot *snapshot,
             double       from,
             double       to,
             const char  *name)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const double start = rtl ? width * (1 - to) : width * from;
  GdkRGBA color;

  look_up (self, name, &color);
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) start, 0, (float) (width * (to - from)),
                                                  BAR_HEIGHT));
}


static void
snapshot_bar (ChatGauge   *self,
              GtkSnapshot *snapshot)
{
  const double end = MIN (self->first + self->second, 1);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0, 0,
                                                        gtk_widget_get_width (GTK_WIDGET (self)),
                                                        BAR_HEIGHT),
                                   BAR_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  append_part (self, snapshot, 0, 1, "chat_gauge_trough");
  append_part (self, snapshot, 0, self->first, "chat_gauge_first");
  append_part (self, snapshot, self->first, end, "chat_gauge_second");
  gtk_snapshot_pop (snapshot);
}


static void
chat_gauge_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  ChatGauge *self = CHAT_GAUGE (widget);

  if (self->is_ring)
    snapshot_ring (self, snapshot);
  else
    snapshot_bar (self, snapshot);
}


static void
chat_gauge_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  ChatGauge *self = CHAT_GAUGE (widget);

  if (self->is_ring)
    *minimum = RING_SIZE;
  else
    *minimum = orientation == GTK_ORIENTATION_VERTICAL ? BAR_HEIGHT : 0;
  *natural = *minimum;
}


static void
chat_gauge_class_init (ChatGaugeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = chat_gauge_snapshot;
  widget_class->measure = chat_gauge_measure;
  gtk_widget_class_set_css_name (widget_class, "gauge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}


static void
chat_gauge_init (ChatGauge *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}


GtkWidget *
chat_gauge_new (gboolean is_ring)
{
  ChatGauge *self = g_object_new (CHAT_TYPE_GAUGE, NULL);

  self->is_ring = is_ring;
  return GTK_WIDGET (self);
}


void
chat_gauge_set (ChatGauge *self,
                double     first,
                double     second,
                gboolean   is_near_end)
{
  self->first = CLAMP (first, 0, 1);
  self->second = CLAMP (second, 0, 1);
  if (is_near_end)
    gtk_widget_add_css_class (GTK_WIDGET (self), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "warning");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
