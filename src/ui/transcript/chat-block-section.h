/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block that is not plain text: a call, a result, a placeholder, an unknown one.
 */

#pragma once

#include "chat-section.h"

G_BEGIN_DECLS

ChatSection *chat_block_section_new         (ChatPage               *page,
                                             guint                   block,
                                             ChatBlockKind           kind);
/* Takes in the result of the call that it shows; FALSE if that is not its call. */
gboolean     chat_block_section_take_result (ChatSection            *self,
                                             ChatMessage            *message,
                                             guint                   block);

G_END_DECLS
