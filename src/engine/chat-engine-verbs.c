/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person does to get a reply: sends, continues, asks again, edits.
 */

#include "chat-engine.h"

#include "chat-engine-private.h"
#include "chat-request.h"

#include <glib/gi18n.h>
#include <string.h>

/* How much of a reply's end is quoted when it is to be continued. */
#define QUOTE_CHARACTERS 200

static void
append_prompt (ChatConversation *conversation,
               const char       *prompt)
{
  g_autoptr(ChatMessage) message = chat_message_new_user (prompt);

  chat_conversation_append (conversation, message);
}

ChatTurn *
chat_engine_send_message (ChatEngine           *self,
                          ChatConversation     *conversation,
                          ChatMessage          *prompt,
                          const ChatParameters *parameters)
{
  g_return_val_if_fail (chat_engine_get_turn (self, conversation) == NULL, NULL);

  chat_conversation_append (conversation, prompt);
  return chat_engine_start_turn (self, conversation, parameters, NULL);
}

ChatTurn *
chat_engine_send (ChatEngine           *self,
                  ChatConversation     *conversation,
                  const char           *prompt,
                  const ChatParameters *parameters)
{
  g_autoptr(ChatMessage) message = chat_message_new_user (prompt);

  return chat_engine_send_message (self, conversation, message, parameters);
}

/* The end of the reply's text, for the model to find its place. */
static char *
quote_end (ChatMessage *message)
{
  g_autofree char *text = chat_message_dup_text (message);
  const char *end = g_strchomp (text) + strlen (text);
  const char *start = end;

  for (int i = 0; i < QUOTE_CHARACTERS && start > text; i++)
    start = g_utf8_prev_char (start);
  return g_strdup (start);
}

static char *
write_continuation (ChatMessage *last)
{
  g_autofree char *quote = quote_end (last);

  if (*quote == '\0')
    return g_strdup (_("Your answer broke off before its first word. Please answer now."));

  /* Translators: this is sent to the model, so it should be in a language it answers in. */
  return g_strdup_printf (_("Your answer broke off after these words:\n\n%s\n\n"
                            "Please go on exactly from there, without repeating them."), quote);
}

ChatTurn *
chat_engine_continue (ChatEngine           *self,
                      ChatConversation     *conversation,
                      const ChatParameters *parameters)
{
  ChatMessage *last = chat_conversation_get_last (conversation);

  g_return_val_if_fail (last != NULL, NULL);
  g_return_val_if_fail (chat_engine_get_turn (self, conversation) == NULL, NULL);

  if (!chat_request_is_paused (last))
    {
      g_autofree char *prompt = write_continuation (last);

      append_prompt (conversation, prompt);
    }

  return chat_engine_start_turn (self, conversation, parameters, NULL);
}

/* Nothing of it is worth to be kept, and nothing follows from it. */
static gboolean
is_void (ChatConversation *conversation,
         ChatMessage      *reply)
{
  return !chat_message_has_content (reply) &&
         chat_conversation_get_n_children (conversation, reply) == 0;
}

/* The path without @reply, so that what comes next stands beside it or in its place. */
static void
make_room (ChatEngine       *self,
           ChatConversation *conversation,
           ChatMessage      *reply)
{
  ChatHistory *history = chat_engine_get_history (self);

  if (!is_void (conversation, reply))
    chat_conversation_rewind (conversation, chat_conversation_get_parent (conversation, reply));
  else if (history != NULL)
    chat_history_remove_branch (history, conversation, reply);
  else
    chat_conversation_remove (conversation, reply);
}

ChatTurn *
chat_engine_retry (ChatEngine           *self,
                   ChatConversation     *conversation,
                   ChatMessage          *reply,
                   const ChatParameters *parameters)
{
  ChatMessage *last = chat_conversation_get_last (conversation);

  g_return_val_if_fail (last != NULL, NULL);
  g_return_val_if_fail (chat_engine_get_turn (self, conversation) == NULL, NULL);

  if (reply == NULL && chat_message_get_role (last) == CHAT_ROLE_ASSISTANT)
    reply = last;
  if (reply != NULL)
    make_room (self, conversation, reply);
  return chat_engine_start_turn (self, conversation, parameters, NULL);
}

ChatTurn *
chat_engine_send_edited (ChatEngine           *self,
                         ChatConversation     *conversation,
                         ChatMessage          *replaced,
                         ChatMessage          *prompt,
                         const ChatParameters *parameters)
{
  g_return_val_if_fail (chat_engine_get_turn (self, conversation) == NULL, NULL);

  chat_conversation_rewind (conversation, chat_conversation_get_parent (conversation, replaced));
  return chat_engine_send_message (self, conversation, prompt, parameters);
}
