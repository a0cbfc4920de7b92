/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A branch that was taken away, and how to put it back.
 */

#include "chat-removal.h"

struct _ChatRemoval
{
  ChatHistory      *history;     /* or NULL */
  ChatConversation *conversation;
  ChatMessage      *parent;      /* NULL: it was a first prompt */
  ChatMessage      *shown;       /* where the path ended */
  GPtrArray        *messages;    /* the branch, each after its parent */
  GArray           *parents;     /* (element-type int) their places in it; -1: the branch's own */
  char             *title;
};


/* Level by level, so that siblings come back in their order. */
static void
gather (ChatRemoval *self,
        ChatMessage *top)
{
  int none = -1;

  g_ptr_array_add (self->messages, g_object_ref (top));
  g_array_append_val (self->parents, none);

  for (guint i = 0; i < self->messages->len; i++)
    {
      ChatMessage *message = g_ptr_array_index (self->messages, i);
      guint n_children = chat_conversation_get_n_children (self->conversation, message);

      for (guint j = 0; j < n_children; j++)
        {
          int parent = (int) i;

          g_ptr_array_add (self->messages,
                           g_object_ref (chat_conversation_get_child (self->conversation,
                                                                      message, j)));
          g_array_append_val (self->parents, parent);
        }
    }
}


ChatRemoval *
chat_removal_apply (ChatHistory      *history,
                    ChatConversation *conversation,
                    ChatMessage      *message)
{
  ChatRemoval *self = g_new0 (ChatRemoval, 1);
  ChatMessage *parent = chat_conversation_get_parent (conversation, message);

  self->history = history != NULL ? g_object_ref (history) : NULL;
  self->conversation = g_object_ref (conversation);
  self->parent = parent != NULL ? g_object_ref (parent) : NULL;
  self->shown = g_object_ref (chat_conversation_get_last (conversation));
  self->title = g_strdup (chat_conversation_get_title (conversation));
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->parents = g_array_new (FALSE, FALSE, sizeof (int));
  gather (self, message);

  if (history != NULL)
    chat_history_remove_branch (history, conversation, message);
  else
    chat_conversation_remove (conversation, message);
  if (chat_conversation_get_size (conversation) == 0)
    chat_conversation_set_title (conversation, NULL);

  return self;
}


guint
chat_removal_get_size (ChatRemoval *self)
{
  return self->messages->len;
}


static gboolean
is_in_tree (ChatRemoval *self,
            ChatMessage *message)
{
  return message == NULL ||
         chat_conversation_lookup (self->conversation, chat_message_get_uid (message)) == message;
}


static gboolean
add_again (ChatRemoval *self)
{
  if (!is_in_tree (self, self->parent) || is_in_tree (self, g_ptr_array_index (self->messages, 0)))
    return FALSE;

  for (guint i = 0; i < self->messages->len; i++)
    {
      int parent = g_array_index (self->parents, int, i);

      chat_conversation_add (self->conversation,
                             parent < 0 ? self->parent
                                        : g_ptr_array_index (self->messages, (guint) parent),
                             g_ptr_array_index (self->messages, i));
    }

  return TRUE;
}


static gboolean
restore (ChatRemoval *self)
{
  ChatMessage *top = g_ptr_array_index (self->messages, 0);

  if (self->history == NULL)
    return add_again (self);

  return chat_history_restore_branch (self->history, self->conversation,
                                      chat_message_get_uid (top));
}


/* What came back may be other objects with the same ids. */
static void
show_again (ChatRemoval *self)
{
  ChatMessage *shown = chat_conversation_lookup (self->conversation,
                                                 chat_message_get_uid (self->shown));

  if (shown == NULL)
    return;

  chat_conversation_select (self->conversation, shown);
  if (self->history != NULL)
    chat_history_save_path (self->history, self->conversation);
}


gboolean
chat_removal_undo (ChatRemoval *self)
{
  if (!restore (self))
    return FALSE;

  if (chat_conversation_get_title (self->conversation) == NULL)
    chat_conversation_set_title (self->conversation, self->title);
  show_again (self);

  return TRUE;
}


void
chat_removal_free (ChatRemoval *self)
{
  g_clear_object (&self->history);
  g_clear_object (&self->parent);
  g_object_unref (self->shown);
  g_ptr_array_unref (self->messages);
  g_array_unref (self->parents);
  g_free (self->title);
  g_object_unref (self->conversation);
  g_free (self);
}
