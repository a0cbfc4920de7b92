/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decodes pictures in threads, within limits; of those that move the first frame.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-image-data.h"

G_BEGIN_DECLS

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
