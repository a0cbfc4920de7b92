/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture of any size, or as large as there is room.
 */

#include "chat-zoom-view.h"

struct _ChatZoomView
{
  GtkWidget   parent_instance;

  GdkTexture *texture;   /* or NULL */
  double      zoom;      /* 0: it fits */
};

G_DEFINE_FINAL_TYPE (ChatZoomView, chat_zoom_view, GTK_TYPE_WIDGET)

static int
get_size (ChatZoomView   *self,
          GtkOrientation  orientation)
{
  if (self->texture == NULL)
    return 0;

  return orientation == GTK_ORIENTATION_HORIZONTAL ? gdk_texture_get_width (self->texture)
                                                   : gdk_texture_get_height (self->texture);
}

static void
chat_zoom_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  ChatZoomView *self = CHAT_ZOOM_VIEW (widget);

  *minimum = (int) (get_size (self, orientation) * self->zoom);
  *natural = *minimum;
}

static void
chat_zoom_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  ChatZoomView *self = CHAT_ZOOM_VIEW (widget);
  double width = get_size (self, GTK_ORIENTATION_HORIZONTAL);
  double height = get_size (self, GTK_ORIENTATION_VERTICAL);
  double all_width = gtk_widget_get_width (widget);
  double all_height = gtk_widget_get_height (widget);
  double zoom = self->zoom > 0 ? self->zoom
                               : MIN (1, MIN (all_width / width, all_height / height));

  if (self->texture == NULL)
    return;

  width *= zoom;
  height *= zoom;
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT ((float) ((all_width - width) / 2),
                                                    (float) ((all_height - height) / 2),
                                                    (float) width, (float) height));
}

static void
chat_zoom_view_dispose (GObject *object)
{
  g_clear_object (&CHAT_ZOOM_VIEW (object)->texture);

  G_OBJECT_CLASS (chat_zoom_view_parent_class)->dispose (object);
}

static void
chat_zoom_view_class_init (ChatZoomViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_zoom_view_dispose;
  widget_class->measure = chat_zoom_view_measure;
  widget_class->snapshot = chat_zoom_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
chat_zoom_view_init (ChatZoomView *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
chat_zoom_view_new (void)
{
  return g_object_new (CHAT_TYPE_ZOOM_VIEW, NULL);
}

void
chat_zoom_view_set_texture (ChatZoomView *self,
                            GdkTexture   *texture)
{
  if (g_set_object (&self->texture, texture))
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
chat_zoom_view_set_zoom (ChatZoomView *self,
                         double        zoom)
{
  self->zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
