/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation as a Markdown document: the chosen path.
 */

#pragma once

#include "chat-conversation-info.h"
#include "chat-conversation.h"

G_BEGIN_DECLS

/* Text stands as it came; thinking as a quotation, what tools did as code. @info (nullable) */
void chat_export_markdown_append (GString              *out,
                                  ChatConversation     *conversation,
                                  ChatConversationInfo *info);

G_END_DECLS
