/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a window moves on its own.
 */

#include "rest.h"

#include "places-picture.h"

/* What has come to rest draws no more. */
#define REST_MS 60

/* Nothing that ends takes so many frames. */
#define MAX_FRAMES 120

typedef struct
{
  GtkWidget *front;
  GBytes    *picture;     /* of the last frame */
  guint      n_frames;
  guint      n_changes;
  guint      rest;        /* is over when nothing was drawn for a while; 0: it is over */
} Watch;


static gboolean
rest_cb (gpointer user_data)
{
  Watch *watch = user_data;

  watch->rest = 0;

  return G_SOURCE_REMOVE;
}


static void
await_rest (Watch *watch)
{
  g_clear_handle_id (&watch->rest, g_source_remove);
  watch->rest = g_timeout_add (REST_MS, rest_cb, watch);
}


static GBytes *
take_picture (GtkWidget *front)
{
  g_autoptr(GdkTexture) texture = places_render (front);
  gsize stride;
  gsize size;
  guchar *pixels;

  if (texture == NULL)
    return g_bytes_new (NULL, 0);

  stride = (gsize) gdk_texture_get_width (texture) * 4;
  size = stride * (gsize) gdk_texture_get_height (texture);
  pixels = g_malloc (size);
  gdk_texture_download (texture, pixels, stride);

  return g_bytes_new_take (pixels, size);
}


static void
after_paint_cb (Watch *watch)
{
  GBytes *picture = take_picture (watch->front);

  watch->n_frames++;
  if (!g_bytes_equal (picture, watch->picture))
    watch->n_changes++;
  g_bytes_unref (watch->picture);
  watch->picture = picture;
  await_rest (watch);
}


guint
rest_count_changes (GtkWidget *front)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (front);
  Watch watch = { front, take_picture (front), 0, 0, 0 };
  const gulong handler = g_signal_connect_swapped (clock, "after-paint",
                                                   G_CALLBACK (after_paint_cb), &watch);

  await_rest (&watch);
  while (watch.rest != 0 && watch.n_frames < MAX_FRAMES)
    g_main_context_iteration (NULL, TRUE);

  g_clear_handle_id (&watch.rest, g_source_remove);
  g_signal_handler_disconnect (clock, handler);
  g_bytes_unref (watch.picture);

  return watch.n_changes;
}
