/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation as one HTML file that needs nothing else: the chosen path.
 */

#pragma once

#include "chat-conversation-info.h"
#include "chat-conversation.h"

G_BEGIN_DECLS

/* A whole document without a script; nothing is loaded from anywhere. @info (nullable) */
void chat_export_html_append (GString              *out,
                              ChatConversation     *conversation,
                              ChatConversationInfo *info);

G_END_DECLS
