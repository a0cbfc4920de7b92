/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a reply was asked for with, from what is kept or else from the history.
 */

#include "chat-engine.h"

#include "chat-engine-private.h"
#include "chat-policy.h"
#include "chat-request-setup.h"

/* As the conversation and the account are now. */
static ChatExchange *
rebuild (ChatEngine       *self,
         ChatConversation *conversation,
         ChatMessage      *reply)
{
  g_auto(ChatParameters) parameters =
    chat_parameters_from_json (chat_conversation_get_parameters (conversation));
  ChatProfile *profile = chat_engine_get_profile_for (self, conversation);
  const char *model = chat_message_get_model (reply);
  ChatCapabilities capabilities;
  g_autoptr(ChatRequest) request = NULL;
  ChatRequestOptions options;

  if (model == NULL)
    model = chat_engine_get_model_for (self, conversation);
  capabilities = chat_engine_get_capabilities (self, profile, model);
  chat_request_setup_options (profile, model, &capabilities, &parameters, &options);
  options.cache_control = options.cache_control && chat_engine_get_policy (self)->prompt_caching;
  request = chat_request_build (conversation, reply, &options);

  return chat_exchange_rebuild (profile, request->body, request->length);
}

ChatExchange *
chat_engine_get_exchange (ChatEngine       *self,
                          ChatConversation *conversation,
                          ChatMessage      *reply)
{
  g_autoptr(ChatExchange) kept = chat_exchange_log_find (chat_engine_get_exchanges (self),
                                                         chat_message_get_uid (reply));
  ChatExchange *made;

  if (kept != NULL && kept->body != NULL)
    return g_steal_pointer (&kept);

  made = rebuild (self, conversation, reply);
  if (kept != NULL)
    {
      made->stream = g_steal_pointer (&kept->stream);
      made->cut = kept->cut;
    }
  return made;
}
