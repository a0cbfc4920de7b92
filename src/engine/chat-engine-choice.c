/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who answers in a conversation: its profile and its model.
 */

#include "chat-engine.h"

#include "chat-engine-private.h"
#include "chat-history-save.h"
#include "chat-request-setup.h"
#include "chat-title.h"
#include "chat-turn-private.h"

ChatProfile *
chat_engine_get_profile_for (ChatEngine       *self,
                             ChatConversation *conversation)
{
  ChatProfile *profile = chat_accounts_find (chat_engine_get_accounts (self),
                                             chat_conversation_get_profile (conversation));

  return profile != NULL ? profile : chat_engine_get_profile (self);
}

/* A model goes with the profile it was chosen from: another server has others. */
const char *
chat_engine_get_model_for (ChatEngine       *self,
                           ChatConversation *conversation)
{
  ChatProfile *profile = chat_accounts_find (chat_engine_get_accounts (self),
                                             chat_conversation_get_profile (conversation));
  const char *model = chat_conversation_get_model (conversation);

  if (profile != NULL && model != NULL)
    return model;

  return chat_profile_get_model (chat_engine_get_profile_for (self, conversation));
}

void
chat_engine_note_choice (ChatConversation *conversation,
                         ChatProfile      *profile,
                         const char       *model)
{
  const char *id = chat_profile_get_id (profile);

  chat_conversation_set_profile (conversation, id != NULL ? id : chat_profile_get_name (profile));
  chat_conversation_set_model (conversation,
                               model != NULL ? model : chat_profile_get_model (profile));
}

/* Chosen by the user: it is kept, and told. */
static void
settle_choice (ChatEngine       *self,
               ChatConversation *conversation)
{
  ChatHistory *history = chat_engine_get_history (self);

  if (history != NULL)
    chat_history_save_settings (history, conversation);
  chat_engine_emit_choice_changed (self, conversation);
}

void
chat_engine_choose (ChatEngine       *self,
                    ChatConversation *conversation,
                    ChatProfile      *profile,
                    const char       *model)
{
  chat_engine_note_choice (conversation, profile, model);
  settle_choice (self, conversation);
}

void
chat_engine_set_parameters (ChatEngine           *self,
                            ChatConversation     *conversation,
                            const ChatParameters *parameters)
{
  g_autofree char *json = chat_parameters_to_json (parameters);

  if (g_strcmp0 (json, chat_conversation_get_parameters (conversation)) == 0)
    return;

  chat_conversation_set_parameters (conversation, json);
  settle_choice (self, conversation);
}

void
chat_engine_set_system (ChatEngine       *self,
                        ChatConversation *conversation,
                        const char       *system)
{
  if (g_strcmp0 (system, chat_conversation_get_system (conversation)) == 0)
    return;

  chat_conversation_set_system (conversation, system);
  settle_choice (self, conversation);
}

ChatLeftOut
chat_engine_get_left_out (ChatEngine       *self,
                          ChatConversation *conversation)
{
  g_auto(ChatParameters) parameters =
    chat_parameters_from_json (chat_conversation_get_parameters (conversation));
  ChatProfile *profile = chat_engine_get_profile_for (self, conversation);
  const char *model = chat_engine_get_model_for (self, conversation);
  const ChatCapabilities capabilities = chat_engine_get_capabilities (self, profile, model);
  ChatRequestOptions options;

  return chat_request_setup_options (profile, model, &capabilities, &parameters, &options);
}

/* The first prompt names it at once. */
void
chat_engine_name_conversation (ChatConversation *conversation)
{
  ChatMessage *first = chat_conversation_get_message (conversation, 0);
  g_autofree char *title = NULL;

  if (first == NULL || chat_conversation_get_title (conversation) != NULL)
    return;

  title = chat_title_from_message (first);
  chat_conversation_set_title (conversation, title);
}

/* As it was last used with. */
void
chat_engine_note_settings (ChatTurn             *turn,
                           const ChatParameters *parameters)
{
  g_autofree char *json = chat_parameters_to_json (parameters);
  ChatConversation *conversation = chat_turn_get_conversation (turn);

  chat_conversation_set_parameters (conversation, json);
  chat_engine_note_choice (conversation, chat_turn_get_profile (turn), chat_turn_get_model (turn));
}
