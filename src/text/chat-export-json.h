/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lossless form of a conversation: data/export-format.md.
 */

#pragma once

#include "chat-conversation-info.h"
#include "chat-conversation.h"

G_BEGIN_DECLS

#define CHAT_EXPORT_FORMAT_NAME "claude-chat"
#define CHAT_EXPORT_FORMAT_VERSION 1

/* One object, without a line end. @info (nullable). @alone: with format and version in it. */
void chat_export_json_append      (GString              *out,
                                   ChatConversation     *conversation,
                                   ChatConversationInfo *info,
                                   gboolean              alone);
/* What stands before the first and behind the last of several; "," separates them. */
void chat_export_json_append_head (GString              *out);
void chat_export_json_append_tail (GString              *out);

G_END_DECLS
