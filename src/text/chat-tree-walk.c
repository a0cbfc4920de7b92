/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Depth first with a stack of its own: conversations are as deep as they are long.
 */

#include "chat-tree-walk.h"

typedef struct
{
  ChatMessage *message;
  ChatMessage *parent;
} Step;

/* The oldest comes to lie on top. */
static void
push_children (GArray           *stack,
               ChatConversation *conversation,
               ChatMessage      *parent)
{
  for (guint i = chat_conversation_get_n_children (conversation, parent); i > 0; i--)
    {
      Step step = { chat_conversation_get_child (conversation, parent, i - 1), parent };

      g_array_append_val (stack, step);
    }
}

gboolean
chat_tree_walk (ChatConversation *conversation,
                ChatTreeWalkFunc  func,
                gpointer          user_data)
{
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Step));

  push_children (stack, conversation, NULL);
  while (stack->len > 0)
    {
      Step step = g_array_index (stack, Step, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);
      if (!func (step.message, step.parent, user_data))
        return FALSE;
      push_children (stack, conversation, step.message);
    }

  return TRUE;
}
