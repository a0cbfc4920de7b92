/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One attachment of the composer, from the moment it is chosen.
 */

#pragma once

#include "chat-attachment-source.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_ATTACHMENT_READING,
  CHAT_ATTACHMENT_READY,
  CHAT_ATTACHMENT_FAILED,    /* it cannot be sent */
} ChatAttachmentState;

#define CHAT_TYPE_ATTACHMENT_ITEM (chat_attachment_item_get_type ())
G_DECLARE_FINAL_TYPE (ChatAttachmentItem, chat_attachment_item, CHAT, ATTACHMENT_ITEM, GObject)

/* Signal "changed": it is read, it failed, or it is kept. */

/* Begins to read. @source (transfer full) */
ChatAttachmentItem     *chat_attachment_item_new           (ChatAttachmentSource *source);
/* One that the history has under @digest; chat_attachment_item_read() or _fail() is to follow. */
ChatAttachmentItem     *chat_attachment_item_new_kept      (const char           *name,
                                                            const char           *digest);
/* One that cannot be sent, as chat_attachment_item_fail() has it. */
ChatAttachmentItem     *chat_attachment_item_new_failed    (const char           *name,
                                                            const GError         *problem);
/* @source (transfer full) */
void                    chat_attachment_item_read          (ChatAttachmentItem   *self,
                                                            ChatAttachmentSource *source);
/* It cannot be sent, for the reason that @problem says. */
void                    chat_attachment_item_fail          (ChatAttachmentItem   *self,
                                                            const GError         *problem);
ChatAttachmentState     chat_attachment_item_get_state     (ChatAttachmentItem   *self);
/* As people call it: the name of a file, or of its kind. Never NULL. */
const char             *chat_attachment_item_get_name      (ChatAttachmentItem   *self);
/* In a few words how large it is, or what is wrong with it. Returns: (transfer full) */
char                   *chat_attachment_item_dup_detail    (ChatAttachmentItem   *self);
/* Why it cannot be sent, as a sentence; NULL unless it failed. */
const char             *chat_attachment_item_get_problem   (ChatAttachmentItem   *self);
const char             *chat_attachment_item_get_icon_name (ChatAttachmentItem   *self);
GdkTexture             *chat_attachment_item_get_thumbnail (ChatAttachmentItem   *self);   /* nullable */
/* What is sent; NULL unless it is ready. Borrowed. */
ChatContentBlock       *chat_attachment_item_get_block     (ChatAttachmentItem   *self);
/* The same, where nobody asks for it any more. Returns: (transfer full) (nullable) */
ChatContentBlock       *chat_attachment_item_take_block    (ChatAttachmentItem   *self);
GBytes                 *chat_attachment_item_get_bytes     (ChatAttachmentItem   *self);   /* nullable */
/* Bytes that it takes in a request, 0 unless it is ready. */
gsize                   chat_attachment_item_get_weight    (ChatAttachmentItem   *self);
/* Tokens that it is likely to count, likewise. */
gint64                  chat_attachment_item_get_tokens    (ChatAttachmentItem   *self);
/* It is more than there is room for. */
void                    chat_attachment_item_refuse        (ChatAttachmentItem   *self);

/* Under which the history keeps its bytes; NULL: it does not, "": they are on their way. */
const char             *chat_attachment_item_get_digest    (ChatAttachmentItem   *self);
void                    chat_attachment_item_set_digest    (ChatAttachmentItem   *self,
                                                            const char           *digest);

G_END_DECLS
