/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a reply ended.
 */

#include "chat-turn-private.h"

ChatMessageState
chat_turn_get_complete_state (ChatMessage *message)
{
  const char *reason = chat_message_get_stop_reason (message);

  if (g_strcmp0 (reason, "refusal") == 0)
    return CHAT_MESSAGE_REFUSED;
  if (g_strcmp0 (reason, "max_tokens") == 0 ||
      g_strcmp0 (reason, "model_context_window_exceeded") == 0)
    return CHAT_MESSAGE_CUT_OFF;
  return CHAT_MESSAGE_COMPLETE;
}
