/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * States by name: the names are part of the export format and never change.
 */

#include "chat-message-states.h"

#include <string.h>

static const char * const message_states[] = {
  [CHAT_MESSAGE_OPEN] = "open",
  [CHAT_MESSAGE_COMPLETE] = "complete",
  [CHAT_MESSAGE_STOPPED] = "stopped",
  [CHAT_MESSAGE_INTERRUPTED] = "interrupted",
  [CHAT_MESSAGE_FAILED] = "failed",
  [CHAT_MESSAGE_REFUSED] = "refused",
  [CHAT_MESSAGE_CUT_OFF] = "cut-off",
};

static const char * const block_states[] = {
  [CHAT_BLOCK_OPEN] = "open",
  [CHAT_BLOCK_COMPLETE] = "complete",
  [CHAT_BLOCK_CUT] = "cut",
  [CHAT_BLOCK_INVALID] = "invalid",
};

static gsize
find_name (const char * const *names,
           gsize               n_names,
           const char         *name,
           gsize               fallback)
{
  for (gsize i = 0; name != NULL && i < n_names; i++)
    {
      if (strcmp (names[i], name) == 0)
        return i;
    }

  return fallback;
}

const char *
chat_message_state_to_name (ChatMessageState state)
{
  return message_states[state];
}

ChatMessageState
chat_message_state_from_name (const char *name)
{
  return (ChatMessageState) find_name (message_states, G_N_ELEMENTS (message_states), name,
                                       CHAT_MESSAGE_COMPLETE);
}

const char *
chat_block_state_to_name (ChatBlockState state)
{
  return block_states[state];
}

ChatBlockState
chat_block_state_from_name (const char *name)
{
  return (ChatBlockState) find_name (block_states, G_N_ELEMENTS (block_states), name,
                                     CHAT_BLOCK_COMPLETE);
}
