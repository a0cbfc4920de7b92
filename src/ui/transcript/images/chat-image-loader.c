/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decodes pictures in threads.
 */

#include "chat-image-loader.h"

#include <math.h>

typedef struct
{
  int            max_width;    /* 0: no limit but that of pixels */
  int            max_height;
  gboolean       too_large;
} Size;

typedef struct
{
  ChatImageFormat format;
  GBytes        *source;       /* nullable */
  int            max_width;
  int            max_height;
} Loading;

static void
free_loading (Loading *loading)
{
  g_clear_pointer (&loading->source, g_bytes_unref);
  g_free (loading);
}

/* The size that the file really claims comes here, before anything is decoded. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  Size            *size)
{
  double scale = 1;

  size->too_large = width <= 0 || height <= 0 ||
                    (gint64) width * height > CHAT_IMAGE_MAX_PIXELS;
  if (size->too_large)
    {
      gdk_pixbuf_loader_set_size (loader, 1, 1);
      return;
    }

  if (size->max_width > 0)
    scale = MIN (1, MIN ((double) size->max_width / width, (double) size->max_height / height));
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) lround (width * scale), 1),
                                MAX ((int) lround (height * scale), 1));
}

/* By name: no other loader is asked, whatever is installed. */
static const char *
get_type_name (ChatImageFormat format)
{
  switch (format)
    {
    case CHAT_IMAGE_PNG:
      return "png";
    case CHAT_IMAGE_JPEG:
      return "jpeg";
    case CHAT_IMAGE_GIF:
      return "gif";
    case CHAT_IMAGE_WEBP:
      return "webp";
    case CHAT_IMAGE_UNKNOWN:
    default:
      return NULL;
    }
}

static GdkPixbuf *
turn (GdkPixbuf *pixbuf,
      gboolean  *turned)
{
  const char *orientation = gdk_pixbuf_get_option (pixbuf, "orientation");

  if (turned != NULL)
    *turned = orientation != NULL && !g_str_equal (orientation, "1");

  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

GdkPixbuf *
chat_image_decode (ChatImageFormat   format,
                   GBytes           *bytes,
                   int               max_width,
                   int               max_height,
                   gboolean         *turned,
                   GError          **error)
{
  g_autoptr(GdkPixbufLoader) loader = NULL;
  Size size = { max_width, max_height, FALSE };
  GdkPixbuf *pixbuf;

  loader = gdk_pixbuf_loader_new_with_type (get_type_name (format), error);
  if (loader == NULL)
    return NULL;

  g_signal_connect_data (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &size, NULL, 0);
  if (!gdk_pixbuf_loader_write_bytes (loader, bytes, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  if (!gdk_pixbuf_loader_close (loader, error))
    return NULL;

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL || size.too_large)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "too large, or empty");
      return NULL;
    }
  return turn (pixbuf, turned);
}

static void
load (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Loading *loading = data;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (loading->source != NULL)
    bytes = chat_image_source_decode (loading->source);
  if (bytes == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not to be shown");
      return;
    }

  pixbuf = chat_image_decode (loading->format, bytes, loading->max_width, loading->max_height, NULL,
                              &error);
  if (pixbuf == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

void
chat_image_load_async (ChatImageData       *data,
                       int                  max_width,
                       int                  max_height,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->format = data->format;
  if (chat_image_data_can_show (data))
    loading->source = chat_image_data_dup_source (data);
  loading->max_width = max_width;
  loading->max_height = max_height;
  g_task_set_task_data (task, loading, (GDestroyNotify) free_loading);
  g_task_run_in_thread (task, load);
}

GdkTexture *
chat_image_load_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
