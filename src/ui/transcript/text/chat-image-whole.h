/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the file of a picture has its end: decoders show what they have, and call it a picture.
 */

#pragma once

#include "chat-image-data.h"

G_BEGIN_DECLS

/* FALSE: @bytes, a whole file of @format, end before the picture does. What is no file of @format, or
 * of a format that is not known here, is not judged. PNG 1.2 (3.2), ITU T.81 (annex B), GIF89a, and the
 * container of WebP. Any thread. */
gboolean chat_image_is_whole (ChatImageFormat  format,
                              const guint8    *bytes,
                              gsize            length);

G_END_DECLS
