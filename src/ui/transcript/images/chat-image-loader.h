/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decodes pictures in threads, within limits; of those that move the first frame.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-image-data.h"

G_BEGIN_DECLS

/* @bytes as they are in a file of @format, which is known. Blocks: for threads. @max_width, @max_height:
 * px to fit into, 0: as it is. @turned (out) (optional): the file said that it lies on its side, which
 * has been seen to. Errors: GDK_PIXBUF_ERROR; G_IO_ERROR_INVALID_DATA, if it is too large.
 * Returns: (transfer full) */
GdkPixbuf  *chat_image_decode      (ChatImageFormat       format,
                                    GBytes               *bytes,
                                    int                   max_width,
                                    int                   max_height,
                                    gboolean             *turned,
                                    GError              **error);

/* @max_width, @max_height: px that it is made to fit into; 0: as it is. */
void        chat_image_load_async  (ChatImageData        *data,
                                    int                   max_width,
                                    int                   max_height,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
/* NULL with @error set if it cannot be shown: damaged, too large, of a kind that nobody here knows.
 * Returns: (transfer full) */
GdkTexture *chat_image_load_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
