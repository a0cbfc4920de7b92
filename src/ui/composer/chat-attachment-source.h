/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where an attachment comes from, and how it becomes what is sent: in a thread.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-content-block.h"

G_BEGIN_DECLS

typedef struct _ChatAttachmentSource ChatAttachmentSource;

typedef struct
{
  char             *name;        /* NULL: it has none */
  GBytes           *bytes;       /* of the file, as they are kept with a draft */
  ChatContentBlock *block;       /* that is sent */
  GdkTexture       *thumbnail;   /* or NULL */
  gint64            tokens;      /* that it is likely to count */
  gboolean          is_text;
} ChatAttachmentContent;

/* All of them: (transfer full). @name (nullable): as people call it. */
ChatAttachmentSource  *chat_attachment_source_new_file    (GFile                   *file);
ChatAttachmentSource  *chat_attachment_source_new_bytes   (GBytes                  *bytes,
                                                           const char              *name);
ChatAttachmentSource  *chat_attachment_source_new_texture (GdkTexture              *texture,
                                                           const char              *name);
/* Of a message: it is sent byte for byte as it was. */
ChatAttachmentSource  *chat_attachment_source_new_block   (const ChatContentBlock  *block);
void                   chat_attachment_source_free        (ChatAttachmentSource    *self);
/* Before anything is read; or NULL. Returns: (transfer full) */
char                  *chat_attachment_source_dup_name    (ChatAttachmentSource    *self);

/* @self (transfer full) */
void                   chat_attachment_source_load_async  (ChatAttachmentSource    *self,
                                                           GAsyncReadyCallback      callback,
                                                           gpointer                 user_data);
/* Errors: as chat_attachment_read(), chat_image_fit() and chat_attachment_new_block(), as sentences.
 * Returns: (transfer full) */
ChatAttachmentContent *chat_attachment_source_load_finish (GAsyncResult            *result,
                                                           GError                 **error);
void                   chat_attachment_content_free       (ChatAttachmentContent   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatAttachmentSource, chat_attachment_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatAttachmentContent, chat_attachment_content_free)

G_END_DECLS
