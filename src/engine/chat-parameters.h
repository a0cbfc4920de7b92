/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a request asks for beyond the conversation itself, and its form in the history.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_THINKING_MODE_DEFAULT,   /* as the model and the dialect have it, shown as a summary */
  CHAT_THINKING_MODE_OFF,
  CHAT_THINKING_MODE_ADAPTIVE,
  CHAT_THINKING_MODE_BUDGET,
} ChatThinkingMode;

typedef struct
{
  gint64           max_tokens;       /* 0: by the model */
  ChatThinkingMode thinking;
  gint64           thinking_budget;  /* tokens, for CHAT_THINKING_MODE_BUDGET */
} ChatParameters;

#define CHAT_PARAMETERS_INIT { 0, CHAT_THINKING_MODE_DEFAULT, 0 }

/* A JSON object with what is not by default. Returns: (transfer full) (nullable): NULL if all is */
char          *chat_parameters_to_json   (const ChatParameters *self);
/* What is missing, unknown or no good is by default. @json (nullable) */
ChatParameters chat_parameters_from_json (const char           *json);

G_END_DECLS
