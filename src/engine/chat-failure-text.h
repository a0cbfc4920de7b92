/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Failures in words: what happened, what it means for the text on the screen, what to do.
 */

#pragma once

#include "chat-failure.h"
#include "chat-message.h"

G_BEGIN_DECLS

/* The step that helps, for a button. */
typedef enum
{
  CHAT_NEXT_STEP_NONE,
  CHAT_NEXT_STEP_RETRY,
  CHAT_NEXT_STEP_OPEN_PREFERENCES,  /* key, address, proxy */
  CHAT_NEXT_STEP_CHOOSE_MODEL,
  CHAT_NEXT_STEP_EDIT_MESSAGE,
  CHAT_NEXT_STEP_SEND_ANYWAY,       /* chat_engine_override_budget(), then retry */
} ChatNextStep;

typedef struct
{
  char         *title;    /* "The key was refused (401)." */
  char         *body;     /* "Nothing was sent twice. Check the key in Preferences." */
  char         *details;  /* type, code, message, request id, one a line; NULL if there are none */
  ChatNextStep  next_step;
} ChatFailureText;

/* In the user's language. @kept: part of the reply is on the screen. */
ChatFailureText *chat_failure_text_new  (const ChatFailure *failure,
                                         gboolean           kept);
void             chat_failure_text_free (ChatFailureText   *self);
/* "Overloaded", "Too many requests", "No connection": the head of a retry countdown.
 * Returns: (transfer none) */
const char      *chat_failure_get_headline (const ChatFailure *failure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatFailureText, chat_failure_text_free)

G_END_DECLS
