/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way back through the prompts of a conversation, from and to a draft.
 */

#include "chat-prompt-history.h"

/* Behind whatever a conversation may hold. */
#define AT_DRAFT G_MAXUINT

struct _ChatPromptHistory
{
  ChatConversation *conversation;
  guint             position;     /* of the message that was given last, or AT_DRAFT */
  char             *draft;        /* NULL at AT_DRAFT */
};


ChatPromptHistory *
chat_prompt_history_new (ChatConversation *conversation)
{
  ChatPromptHistory *self = g_new0 (ChatPromptHistory, 1);

  self->conversation = g_object_ref (conversation);
  self->position = AT_DRAFT;

  return self;
}


void
chat_prompt_history_free (ChatPromptHistory *self)
{
  g_object_unref (self->conversation);
  g_free (self->draft);
  g_free (self);
}


/* Messages of tool results have no text of their own. */
static char *
dup_prompt (ChatPromptHistory *self,
            guint              position)
{
  ChatMessage *message = chat_conversation_get_message (self->conversation, position);
  g_autofree char *text = NULL;

  if (chat_message_get_role (message) != CHAT_ROLE_USER)
    return NULL;

  text = chat_message_dup_text (message);

  return text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}


char *
chat_prompt_history_earlier (ChatPromptHistory *self,
                             const char        *draft)
{
  guint n_messages = chat_conversation_get_n_messages (self->conversation);

  for (guint i = MIN (self->position, n_messages); i > 0; i--)
    {
      char *prompt = dup_prompt (self, i - 1);

      if (prompt == NULL)
        continue;

      if (self->position == AT_DRAFT)
        self->draft = g_strdup (draft);
      self->position = i - 1;
      return prompt;
    }

  return NULL;
}


char *
chat_prompt_history_later (ChatPromptHistory *self)
{
  guint n_messages = chat_conversation_get_n_messages (self->conversation);

  if (self->position == AT_DRAFT)
    return NULL;

  for (guint i = self->position + 1; i < n_messages; i++)
    {
      char *prompt = dup_prompt (self, i);

      if (prompt == NULL)
        continue;

      self->position = i;
      return prompt;
    }

  self->position = AT_DRAFT;

  return g_steal_pointer (&self->draft);
}


/* The conversation may have become shorter since. */
char *
chat_prompt_history_dup_draft (ChatPromptHistory *self,
                               const char        *shown)
{
  g_autofree char *prompt = NULL;

  if (self->position < chat_conversation_get_n_messages (self->conversation))
    prompt = dup_prompt (self, self->position);

  return g_strdup (g_strcmp0 (prompt, shown) == 0 ? self->draft : shown);
}


void
chat_prompt_history_reset (ChatPromptHistory *self)
{
  self->position = AT_DRAFT;
  g_clear_pointer (&self->draft, g_free);
}
