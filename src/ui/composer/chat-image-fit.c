/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a picture what the API takes, and a thumbnail of it.
 */

#include "chat-image-fit.h"

#include "chat-attachment.h"
#include "chat-image-loader.h"
#include "chat-image-whole.h"

#include <glib/gi18n.h>

/* px: sharp at any scale of the screen, in a chip of 28. */
#define THUMBNAIL_SIDE 112
#define MAX_RATIO      8


static gboolean
is_too_heavy (gsize n_bytes)
{
  return n_bytes / 3 * 4 > CHAT_ATTACHMENT_MAX_IMAGE;
}


static GBytes *
encode (GdkPixbuf   *pixbuf,
        const char  *type,
        GError     **error)
{
  const gboolean jpeg = g_str_equal (type, "jpeg");
  char *data;
  gsize length;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, type, error,
                                  jpeg ? "quality" : "compression", jpeg ? "90" : "6", NULL))
    return NULL;

  return g_bytes_new_take (data, length);
}


/* Photographs as such; everything else without loss, unless that gets too large. */
static GBytes *
encode_as (ChatImageFormat   format,
           GdkPixbuf        *pixbuf,
           GError          **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (format == CHAT_IMAGE_JPEG)
    return encode (pixbuf, "jpeg", error);

  bytes = encode (pixbuf, "png", error);
  if (bytes == NULL || !is_too_heavy (g_bytes_get_size (bytes)))
    return g_steal_pointer (&bytes);

  return encode (pixbuf, "jpeg", error);
}


static GBytes *
make_smaller (ChatImageFormat   format,
              GBytes           *bytes,
              GError          **error)
{
  g_autoptr(GdkPixbuf) pixbuf = chat_image_decode (format, bytes, CHAT_IMAGE_FIT_SIDE,
                                                   CHAT_IMAGE_FIT_SIDE, NULL, error);

  return pixbuf != NULL ? encode_as (format, pixbuf, error) : NULL;
}


/* The middle of it, as a square. */
static GdkTexture *
new_thumbnail (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int side = MIN (width, height);
  g_autoptr(GdkPixbuf) middle =
    gdk_pixbuf_new_subpixbuf (pixbuf, (width - side) / 2, (height - side) / 2, side, side);

  return gdk_texture_new_for_pixbuf (middle);
}


/* Large enough for the square; what is very long would still be large. */
static GdkPixbuf *
decode_small (ChatImageFormat   format,
              GBytes           *bytes,
              int               width,
              int               height,
              gboolean         *turned,
              GError          **error)
{
  double ratio = (double) MAX (width, height) / MAX (1, MIN (width, height));
  int side = (int) (THUMBNAIL_SIDE * CLAMP (ratio, 1, MAX_RATIO));

  return chat_image_decode (format, bytes, side, side, turned, error);
}


/* What is only of an unknown kind here may be known to the server. */
static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}


GBytes *
chat_image_fit (GBytes      *bytes,
                const char  *name,
                GdkTexture **thumbnail,
                GError     **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  int width;
  int height;
  ChatImageFormat format = chat_image_look (data, length, &width, &height);
  gboolean turned = FALSE;
  g_autoptr(GdkPixbuf) small = NULL;
  g_autoptr(GBytes) fitting = NULL;
  g_autoptr(GError) problem = NULL;

  /* Decoders take the beginning of a picture for one. */
  if (!chat_image_is_whole (format, data, length))
    g_set_error_literal (&problem, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "cut");
  else if (format != CHAT_IMAGE_UNKNOWN)
    small = decode_small (format, bytes, width, height, &turned, &problem);
  if (small != NULL)
    *thumbnail = new_thumbnail (small);

  if (small == NULL || (MAX (width, height) <= CHAT_IMAGE_FIT_SIDE && !turned
                        && !is_too_heavy (length)))
    fitting = g_bytes_ref (bytes);
  else
    fitting = make_smaller (format, bytes, &problem);

  if (problem != NULL && is_damage (problem))
    {
      g_clear_object (thumbnail);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* Translators: %s is the name of a picture. */
                   _("“%s” is damaged, or larger than can be read here."), name);
      return NULL;
    }

  return fitting != NULL ? g_steal_pointer (&fitting) : g_bytes_ref (bytes);
}
