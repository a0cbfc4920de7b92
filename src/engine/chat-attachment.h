/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file as a content block that the API takes.
 */

#pragma once

#include <gio/gio.h>

#include "chat-content-block.h"

G_BEGIN_DECLS

/* Reads the file and makes an image, document or text block of it, by what its bytes are. Blocks on
 * the file: for threads and for programs without a window.
 * Errors: G_IO_ERROR; G_IO_ERROR_NOT_SUPPORTED for a kind of file that the API does not take, and
 * G_IO_ERROR_MESSAGE_TOO_LARGE above its limits (10 MB an image once encoded, 32 MB a request).
 * Returns: (transfer full) */
ChatContentBlock *chat_attachment_load (GFile   *file,
                                        GError **error);

G_END_DECLS
