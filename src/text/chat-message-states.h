/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of states in files (data/export-format.md).
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

const char       *chat_message_state_to_name   (ChatMessageState  state);
/* CHAT_MESSAGE_COMPLETE for NULL and what is unknown. */
ChatMessageState  chat_message_state_from_name (const char       *name);
const char       *chat_block_state_to_name     (ChatBlockState    state);
ChatBlockState    chat_block_state_from_name   (const char       *name);

G_END_DECLS
