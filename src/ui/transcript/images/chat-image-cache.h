/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Thumbnails of the pictures that are in view or were not long ago.
 */

#pragma once

#include "chat-image-loader.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_IMAGE_AWAITED,
  CHAT_IMAGE_READY,
  CHAT_IMAGE_BROKEN,    /* it cannot be shown */
} ChatImageState;

typedef struct _ChatImageCache ChatImageCache;

/* @changed: called when a picture is ready, to draw again. @limit: bytes of pixels. */
ChatImageCache *chat_image_cache_new   (gsize            limit,
                                        void           (*changed) (gpointer owner),
                                        gpointer         owner);
void            chat_image_cache_free  (ChatImageCache  *self);

/* Between these two the pictures are looked up that are in view; what is not ready is begun with
 * afterwards, and what is no longer looked up is not. */
void            chat_image_cache_begin (ChatImageCache  *self);
void            chat_image_cache_end   (ChatImageCache  *self);
/* @width, @height: px to fit into. @texture (out): borrowed, NULL unless it is ready. Nothing is done
 * but looking up: for drawing. */
ChatImageState  chat_image_cache_find  (ChatImageCache  *self,
                                        ChatImageData   *data,
                                        int              width,
                                        int              height,
                                        GdkTexture     **texture);
gsize           chat_image_cache_get_size (ChatImageCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatImageCache, chat_image_cache_free)

G_END_DECLS
