/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture of a message as it came: where its bytes are, what it is, how large it is. Pure.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_IMAGE_UNKNOWN,
  CHAT_IMAGE_PNG,
  CHAT_IMAGE_JPEG,
  CHAT_IMAGE_GIF,
  CHAT_IMAGE_WEBP,
} ChatImageFormat;

/* More than this is not decoded: a small file can claim to be huge. */
#define CHAT_IMAGE_MAX_BYTES  (32 * 1024 * 1024)
#define CHAT_IMAGE_MAX_PIXELS (50 * 1000 * 1000)

typedef struct
{
  ChatMessage     *message;  /* that has it, with the bytes: they are not held twice */
  guint            generation;   /* of its blocks */
  guint            block;
  gsize            start;    /* in the block's raw JSON, its source; bytes */
  gsize            length;   /* 0: its bytes are elsewhere */
  char            *name;     /* or NULL */
  char            *url;      /* where it is, if it is not here; or NULL */
  ChatImageFormat  format;
  int              width;    /* px; 0: not known */
  int              height;
  gsize            size;     /* bytes, about */
} ChatImageData;

/* The pictures of block @block of @message: an image, or the images that the result of a tool holds.
 * Returns: (transfer full) (element-type ChatImageData) */
GPtrArray       *chat_image_data_collect  (ChatMessage            *message,
                                           guint                   block);
ChatImageData   *chat_image_data_ref      (ChatImageData          *self);
void             chat_image_data_unref    (ChatImageData          *self);
/* It is of a kind, and not larger, than what is decoded. */
gboolean         chat_image_data_can_show (const ChatImageData    *self);
/* The source as raw JSON, for chat_image_source_decode() in a thread; NULL if it has gone or
 * never was. Returns: (transfer full) (nullable) */
GBytes          *chat_image_data_dup_source (ChatImageData        *self);
/* The bytes of the file; NULL if there are none. Any thread. Returns: (transfer full) (nullable) */
GBytes          *chat_image_source_decode (GBytes                 *source);

/* What a file that begins with these bytes is, and how large it says it is (0 if not known).
 * PNG 1.2, GIF89a, JFIF and the container of WebP. */
ChatImageFormat  chat_image_look          (const guint8           *bytes,
                                           gsize                   length,
                                           int                    *width,
                                           int                    *height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatImageData, chat_image_data_unref)

G_END_DECLS
