/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters in words, and which of them a model is offered for.
 */

#include "chat-parameters-words.h"

#include <glib/gi18n.h>


const char *
chat_parameters_name_effort (ChatEffort effort)
{
  switch (effort)
    {
    case CHAT_EFFORT_LOW:
      return C_("effort", "Low");
    case CHAT_EFFORT_MEDIUM:
      return C_("effort", "Medium");
    case CHAT_EFFORT_HIGH:
      return C_("effort", "High");
    case CHAT_EFFORT_XHIGH:
      return C_("effort", "Very high");
    case CHAT_EFFORT_MAX:
      return C_("effort", "Highest");
    case CHAT_EFFORT_DEFAULT:
    default:
      return C_("effort", "As the model has it");
    }
}


char *
chat_parameters_dup_own_effort (ChatEffort effort)
{
  const char *name = chat_parameters_name_effort (effort);

  if (effort == CHAT_EFFORT_DEFAULT)
    return g_strdup (name);

  /* Translators: what a model does if it is not told otherwise; %s is an effort, "High" */
  return g_strdup_printf (_("%s, by itself"), name);
}


const char *
chat_parameters_name_mode (ChatThinkingMode mode)
{
  switch (mode)
    {
    case CHAT_THINKING_MODE_OFF:
      return C_("thinking", "Off");
    case CHAT_THINKING_MODE_ADAPTIVE:
      return C_("thinking", "As much as it takes");
    case CHAT_THINKING_MODE_BUDGET:
      return C_("thinking", "With a budget");
    case CHAT_THINKING_MODE_DEFAULT:
    default:
      return C_("thinking", "As the model has it");
    }
}


gboolean
chat_parameters_offers_mode (const ChatCapabilities *capabilities,
                             ChatThinkingMode        mode)
{
  switch (capabilities->thinking)
    {
    case CHAT_THINKING_BUDGET:
      return mode != CHAT_THINKING_MODE_ADAPTIVE;
    case CHAT_THINKING_ADAPTIVE:
      return mode != CHAT_THINKING_MODE_BUDGET;
    case CHAT_THINKING_ALWAYS:
      return mode == CHAT_THINKING_MODE_DEFAULT || mode == CHAT_THINKING_MODE_ADAPTIVE;
    case CHAT_THINKING_NONE:
      return mode == CHAT_THINKING_MODE_DEFAULT;
    case CHAT_THINKING_UNKNOWN:
    case CHAT_THINKING_EITHER:
    default:
      return TRUE;
    }
}
