/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a picture what the API takes, and a thumbnail of it.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The longest side that a model sees; the server makes larger ones smaller (Messages API, vision). */
#define CHAT_IMAGE_FIT_SIDE 2576

/* The bytes of a picture, or new ones if it is larger than what is seen or lies on its side (whoever
 * reads it knows nothing of EXIF). What nobody here can decode stays as it is. Blocks: for threads.
 * @thumbnail (out) (nullable). Error: G_IO_ERROR_INVALID_DATA, if it is damaged.
 * Returns: (transfer full) */
GBytes *chat_image_fit (GBytes       *bytes,
                        const char   *name,
                        GdkTexture  **thumbnail,
                        GError      **error);

G_END_DECLS
