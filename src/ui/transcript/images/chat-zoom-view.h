/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture of any size, or as large as there is room.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_ZOOM_VIEW (chat_zoom_view_get_type ())
G_DECLARE_FINAL_TYPE (ChatZoomView, chat_zoom_view, CHAT, ZOOM_VIEW, GtkWidget)

GtkWidget *chat_zoom_view_new         (void);
void       chat_zoom_view_set_texture (ChatZoomView *self,
                                       GdkTexture   *texture);
/* 1: a pixel of the picture is one of the window; 0: it fits, but is not made larger than that. */
void       chat_zoom_view_set_zoom    (ChatZoomView *self,
                                       double        zoom);

G_END_DECLS
