/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file as a content block that the API takes.
 */

#pragma once

#include <gio/gio.h>

#include "chat-content-block.h"

G_BEGIN_DECLS

/* Messages API, limits, in bytes: an image counts after base64, a request as a whole. */
#define CHAT_ATTACHMENT_MAX_IMAGE   (10 * 1000 * 1000)
#define CHAT_ATTACHMENT_MAX_REQUEST (32 * 1000 * 1000)

/* What these bytes are, as the API calls it, or NULL if it takes nothing of the kind: image/png,
 * image/jpeg, image/gif, image/webp, application/pdf, or text/plain for any text in UTF-8. */
const char       *chat_attachment_guess_type (GBytes            *bytes);
/* Reads a file of the local file system, and of no other. Blocks: for threads.
 * Errors: G_IO_ERROR; G_IO_ERROR_NOT_REGULAR_FILE for folders and devices,
 * G_IO_ERROR_MESSAGE_TOO_LARGE above @limit (bytes). Returns: (transfer full) */
GBytes           *chat_attachment_read       (GFile             *file,
                                              gsize              limit,
                                              GError           **error);
/* An image or a document by what @bytes are; text goes as a document with @name as its title. Any
 * thread. Errors: G_IO_ERROR_NOT_SUPPORTED for what the API does not take, and
 * G_IO_ERROR_MESSAGE_TOO_LARGE above its limits. Returns: (transfer full) */
ChatContentBlock *chat_attachment_new_block  (GBytes            *bytes,
                                              const char        *name,
                                              GError           **error);
/* Both, for programs without a window. Returns: (transfer full) */
ChatContentBlock *chat_attachment_load       (GFile             *file,
                                              GError           **error);
/* The way back, of an image or a document that is held whole: its bytes, or NULL.
 * @name (out) (nullable): its title, or NULL. Returns: (transfer full) */
GBytes           *chat_attachment_dup_bytes  (const char        *block,
                                              gsize              length,
                                              char             **name);

G_END_DECLS
