/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is attached to the message that is being written: chips above its text.
 */

#pragma once

#include "chat-attachment-item.h"
#include "chat-message.h"

G_BEGIN_DECLS

#define CHAT_TYPE_ATTACHMENT_ROW (chat_attachment_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatAttachmentRow, chat_attachment_row, CHAT, ATTACHMENT_ROW, GtkWidget)

/* Signals: "changed", when an attachment comes, goes, is read or fails, and "left", when the focus has
 * nowhere else to go, because the last of them went. */

/* Begins to read it. @source (transfer full). Returns: (transfer none) */
ChatAttachmentItem *chat_attachment_row_add         (ChatAttachmentRow    *self,
                                                     ChatAttachmentSource *source);
/* Text that is too long for the message box. */
void                chat_attachment_row_add_text    (ChatAttachmentRow    *self,
                                                     const char           *text,
                                                     const char           *name);
/* @item (transfer none) */
void                chat_attachment_row_append      (ChatAttachmentRow    *self,
                                                     ChatAttachmentItem   *item);
void                chat_attachment_row_remove      (ChatAttachmentRow    *self,
                                                     ChatAttachmentItem   *item);
/* GListModel of ChatAttachmentItem. Borrowed; another one while an earlier message is edited. */
GListModel         *chat_attachment_row_get_items   (ChatAttachmentRow    *self);
/* What is there when nothing is edited, also meanwhile. Borrowed. */
GListModel         *chat_attachment_row_get_draft   (ChatAttachmentRow    *self);
/* Nothing is there that can be sent, nor is anything being read. */
gboolean            chat_attachment_row_is_blank    (ChatAttachmentRow    *self);
gboolean            chat_attachment_row_is_reading  (ChatAttachmentRow    *self);
gboolean            chat_attachment_row_has_failed  (ChatAttachmentRow    *self);

/* Shows what @message holds, until chat_attachment_row_clear(). */
void                chat_attachment_row_begin_edit  (ChatAttachmentRow    *self,
                                                     ChatMessage          *message);
/* Back to what was there before the edit, or to nothing. */
void                chat_attachment_row_clear       (ChatAttachmentRow    *self);
/* Adds to @message what is ready, in its order; with @take it is no longer here, and only
 * chat_attachment_row_clear() may follow. */
void                chat_attachment_row_write       (ChatAttachmentRow    *self,
                                                     ChatMessage          *message,
                                                     gboolean              take);

G_END_DECLS
