/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a turn is given before it starts, and what it tells of itself.
 */

#include "chat-turn-struct.h"

#include "chat-backoff.h"

void
chat_turn_set_keeper (ChatTurn   *self,
                      ChatKeeper *keeper)
{
  g_assert (self->keeper == NULL);

  self->keeper = keeper;
}

void
chat_turn_set_body (ChatTurn   *self,
                    const char *body)
{
  self->body = g_strdup (body);
}

void
chat_turn_set_exchanges (ChatTurn        *self,
                         ChatExchangeLog *exchanges)
{
  g_assert (self->exchanges == NULL);

  self->exchanges = chat_exchange_log_ref (exchanges);
}

void
chat_turn_set_policy (ChatTurn         *self,
                      const ChatPolicy *policy)
{
  self->policy = *policy;
}

void
chat_turn_set_keyring (ChatTurn    *self,
                       ChatKeyring *keyring)
{
  g_assert (self->keyring == NULL);

  self->keyring = g_object_ref (keyring);
}

void
chat_turn_set_spending (ChatTurn     *self,
                        ChatSpending *spending)
{
  g_assert (self->spending == NULL);

  self->spending = g_object_ref (spending);
}

void
chat_turn_refuse (ChatTurn    *self,
                  ChatFailure *failure)
{
  g_assert (self->refusal == NULL);

  self->refusal = failure;
}

ChatProfile *
chat_turn_get_profile (ChatTurn *self)
{
  return self->profile;
}

const char *
chat_turn_get_model (ChatTurn *self)
{
  return self->model;
}

ChatConversation *
chat_turn_get_conversation (ChatTurn *self)
{
  return self->conversation;
}

ChatMessage *
chat_turn_get_message (ChatTurn *self)
{
  return self->message;
}

ChatTurnPhase
chat_turn_get_phase (ChatTurn *self)
{
  return self->phase;
}

ChatFallback
chat_turn_get_fallback (ChatTurn *self)
{
  return self->fallback;
}

gint64
chat_turn_get_phase_started (ChatTurn *self)
{
  return self->phase_started_us;
}

gboolean
chat_turn_get_retry (ChatTurn  *self,
                     ChatRetry *retry)
{
  if (self->phase != CHAT_TURN_RETRYING)
    return FALSE;

  *retry = (ChatRetry) {
    .number = self->attempt - 1,
    .max_number = CHAT_BACKOFF_MAX_RETRIES,
    .at_us = self->retry_at_us,
    .failure = self->failure,
  };
  return TRUE;
}
