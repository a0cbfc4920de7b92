/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An attachment above the text of the composer: what it is, and a button that removes it.
 */

#pragma once

#include "chat-attachment-item.h"

G_BEGIN_DECLS

#define CHAT_TYPE_ATTACHMENT_CHIP (chat_attachment_chip_get_type ())
G_DECLARE_FINAL_TYPE (ChatAttachmentChip, chat_attachment_chip, CHAT, ATTACHMENT_CHIP, GtkWidget)

/* Signal "remove": by its button, or by Delete or Backspace while it has the focus. */
GtkWidget          *chat_attachment_chip_new      (ChatAttachmentItem *item);
ChatAttachmentItem *chat_attachment_chip_get_item (ChatAttachmentChip *self);

G_END_DECLS
