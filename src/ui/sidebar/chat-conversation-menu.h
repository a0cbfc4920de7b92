/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of a conversation: what can be done with it as a whole.
 */

#pragma once

#include <gio/gio.h>

#include "chat-conversation-info.h"

G_BEGIN_DECLS

/* What makes sense now; the actions are the window's, with the uid of @info as their target.
 * Returns: (transfer full) */
GMenuModel *chat_conversation_menu_new (ChatConversationInfo *info);

G_END_DECLS
