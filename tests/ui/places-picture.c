/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a place looks like.
 */

#include "places-picture.h"


GdkTexture *
places_render (GtkWidget *front)
{
  GtkNative *native = gtk_widget_get_native (front);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (native));
  const graphene_size_t size = { gdk_paintable_get_intrinsic_width (paintable),
                                 gdk_paintable_get_intrinsic_height (paintable) };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GdkTexture *texture;
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, size.width, size.height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                         &GRAPHENE_RECT_INIT (0, 0, size.width, size.height));
  gsk_render_node_unref (node);

  return texture;
}
