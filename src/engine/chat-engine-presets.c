/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters under a name: how a conversation begins, and what it is changed to at a stroke.
 */

#include "chat-engine-presets.h"

static void
apply (ChatConversation *conversation,
       ChatLibraryItem  *preset)
{
  const char *system = chat_library_item_get_text (preset);

  chat_conversation_set_system (conversation, *system != '\0' ? system : NULL);
  chat_conversation_set_parameters (conversation, chat_library_item_get_parameters (preset));
}

ChatConversation *
chat_engine_new_conversation (ChatEngine *self)
{
  ChatConversation *conversation = chat_conversation_new ();
  ChatLibraryItem *usual = chat_library_get_usual (chat_engine_get_presets (self));

  if (usual != NULL)
    apply (conversation, usual);

  return conversation;
}

void
chat_engine_apply_preset (ChatEngine       *self,
                          ChatConversation *conversation,
                          ChatLibraryItem  *preset)
{
  const char *system = chat_library_item_get_text (preset);
  g_auto(ChatParameters) parameters =
    chat_parameters_from_json (chat_library_item_get_parameters (preset));

  chat_engine_set_system (self, conversation, *system != '\0' ? system : NULL);
  chat_engine_set_parameters (self, conversation, &parameters);
}

void
chat_engine_save_preset (ChatEngine       *self,
                         ChatConversation *conversation,
                         const char       *name)
{
  g_autoptr(ChatLibraryItem) preset =
    chat_library_item_new (name, chat_conversation_get_system (conversation),
                           chat_conversation_get_parameters (conversation));

  chat_library_put (chat_engine_get_presets (self), NULL, preset);
}
