/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a request asks for beyond the conversation itself, and its form in the history.
 */

#pragma once

#include "chat-capabilities.h"
#include "chat-sampling.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_THINKING_MODE_DEFAULT,   /* as the model and the dialect have it */
  CHAT_THINKING_MODE_OFF,
  CHAT_THINKING_MODE_ADAPTIVE,
  CHAT_THINKING_MODE_BUDGET,
} ChatThinkingMode;

typedef enum
{
  CHAT_DISPLAY_SUMMARIZED,      /* what newer models do only if they are asked to */
  CHAT_DISPLAY_OMITTED,         /* the thinking comes empty, and the first word sooner */
} ChatDisplay;

/* The smallest budget that the API takes, in tokens. */
#define CHAT_MIN_THINKING_BUDGET 1024

typedef struct
{
  gint64           max_tokens;       /* 0: by the model */
  ChatThinkingMode thinking;
  gint64           thinking_budget;  /* tokens, for CHAT_THINKING_MODE_BUDGET; 0: the smallest */
  ChatDisplay      display;
  ChatEffort       effort;
  ChatSampling     sampling;
  GStrv            stop_sequences;   /* owned; NULL: none */
} ChatParameters;

#define CHAT_PARAMETERS_INIT { 0 }

/* A JSON object with what is not by default. Returns: (transfer full) (nullable): NULL if all is */
char          *chat_parameters_to_json   (const ChatParameters *self);
/* What is missing, unknown or no good is by default. @json (nullable).
 * Returns: to be cleared */
ChatParameters chat_parameters_from_json (const char           *json);
/* Returns: to be cleared */
ChatParameters chat_parameters_copy      (const ChatParameters *self);
void           chat_parameters_clear     (ChatParameters       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatParameters, chat_parameters_clear)

G_END_DECLS
