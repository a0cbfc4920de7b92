/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a conversation that was taken away, and how to put it back.
 */

#include "chat-removal.h"

struct _ChatRemoval
{
  ChatConversation *conversation;
  guint             position;
  GPtrArray        *messages;   /* from the position on, oldest first */
  char             *title;      /* an emptied conversation loses it */
};


ChatRemoval *
chat_removal_new (ChatConversation *conversation,
                  guint             position)
{
  ChatRemoval *self = g_new0 (ChatRemoval, 1);

  self->conversation = g_object_ref (conversation);
  self->position = position;
  self->title = g_strdup (chat_conversation_get_title (conversation));
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = position; i < chat_conversation_get_n_messages (conversation); i++)
    g_ptr_array_add (self->messages,
                     g_object_ref (chat_conversation_get_message (conversation, i)));

  return self;
}


void
chat_removal_apply (ChatRemoval *self)
{
  while (chat_conversation_get_n_messages (self->conversation) > self->position)
    chat_conversation_remove (self->conversation, chat_conversation_get_last (self->conversation));
  if (self->position == 0)
    chat_conversation_set_title (self->conversation, NULL);
}


void
chat_removal_undo (ChatRemoval *self)
{
  chat_removal_apply (self);
  for (guint i = 0; i < self->messages->len; i++)
    chat_conversation_append (self->conversation, g_ptr_array_index (self->messages, i));
  chat_conversation_set_title (self->conversation, self->title);
}


void
chat_removal_free (ChatRemoval *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self->title);
  g_object_unref (self->conversation);
  g_free (self);
}
