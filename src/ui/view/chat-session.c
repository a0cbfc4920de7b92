/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done in a conversation, and what can be taken back: the view's logic without widgets.
 */

#include "chat-session.h"

#include "chat-history-trash.h"
#include "chat-removal.h"

struct _ChatSession
{
  GObject           parent_instance;

  ChatEngine       *engine;
  ChatConversation *conversation;
  ChatTurn         *turn;      /* NULL while none runs */
  ChatUndo          undo;
  ChatRemoval      *removal;   /* of what was deleted, or NULL */
  ChatMessage      *left;      /* what was shown before another try, or NULL */
  guint             undo_id;   /* counts what could be undone so far */
};

G_DEFINE_FINAL_TYPE (ChatSession, chat_session, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static void
emit_changed (ChatSession *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}


static gboolean
is_reply (ChatMessage *message)
{
  return message != NULL && chat_message_get_role (message) == CHAT_ROLE_ASSISTANT;
}


/* The answers to tool calls are the user's messages too, but nobody wrote them. */
static gboolean
is_prompt (ChatMessage *message)
{
  if (is_reply (message))
    return FALSE;

  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);

      if (block->kind == CHAT_BLOCK_IMAGE || block->kind == CHAT_BLOCK_DOCUMENT
          || (block->kind == CHAT_BLOCK_TEXT && block->text->len > 0))
        return TRUE;
    }

  return FALSE;
}


static void
set_turn (ChatSession *self,
          ChatTurn    *turn)
{
  if (self->turn != NULL)
    g_signal_handlers_disconnect_by_data (self->turn, self);

  g_set_object (&self->turn, turn);
}


static void
turn_ended_cb (ChatTurn    *turn,
               ChatSession *self)
{
  set_turn (self, NULL);
  emit_changed (self);
}


static void
follow_turn (ChatSession *self,
             ChatTurn    *turn)
{
  if (turn == self->turn)
    return;

  set_turn (self, turn);
  g_signal_connect_object (turn, "notify::phase", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "ended", G_CALLBACK (turn_ended_cb), self, 0);
  emit_changed (self);
}


/* One that another view has started. */
static void
look_for_turn (ChatSession *self)
{
  ChatTurn *turn = chat_engine_get_turn (self->engine, self->conversation);

  if (turn != NULL)
    follow_turn (self, turn);
}


static ChatHistory *
get_history (ChatSession *self)
{
  return chat_engine_get_history (self->engine);
}


/* Takes @removal. */
static void
set_undo (ChatSession *self,
          ChatUndo     undo,
          ChatRemoval *removal,
          ChatMessage *left)
{
  g_clear_pointer (&self->removal, chat_removal_free);
  self->removal = removal;
  g_set_object (&self->left, left);
  self->undo = undo;
  if (undo != CHAT_UNDO_NONE)
    self->undo_id++;
}


static void
forget (ChatSession *self)
{
  set_undo (self, CHAT_UNDO_NONE, NULL, NULL);
}


static gboolean
is_in_tree (ChatSession *self,
            ChatMessage *message)
{
  return chat_conversation_lookup (self->conversation, chat_message_get_uid (message)) == message;
}


/* Another path was chosen, perhaps the one that was left: there is none to go back to then. */
static void
tree_changed_cb (ChatSession *self)
{
  if (self->left != NULL && chat_conversation_get_last (self->conversation) == self->left)
    forget (self);
  emit_changed (self);
}


/* Without a turn, too: the history ends what a killed program left open. */
static void
found_changed_cb (ChatSession *self)
{
  if (self->turn == NULL)
    emit_changed (self);
}


static void
save_path (ChatSession *self)
{
  if (get_history (self) != NULL)
    chat_history_save_path (get_history (self), self->conversation);
}


static void
chat_session_dispose (GObject *object)
{
  ChatSession *self = CHAT_SESSION (object);

  set_turn (self, NULL);
  forget (self);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_session_parent_class)->dispose (object);
}


static void
chat_session_class_init (ChatSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_session_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", CHAT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}


static void
chat_session_init (ChatSession *self)
{
}


ChatSession *
chat_session_new (ChatEngine       *engine,
                  ChatConversation *conversation)
{
  ChatSession *self = g_object_new (CHAT_TYPE_SESSION, NULL);
  ChatMessage *found = chat_conversation_get_last (conversation);

  self->engine = g_object_ref (engine);
  self->conversation = g_object_ref (conversation);
  g_signal_connect_object (conversation, "tree-changed", G_CALLBACK (tree_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::n-turns", G_CALLBACK (look_for_turn), self,
                           G_CONNECT_SWAPPED);
  if (found != NULL)
    g_signal_connect_object (found, "changed", G_CALLBACK (found_changed_cb), self,
                             G_CONNECT_SWAPPED);
  look_for_turn (self);

  return self;
}


ChatEngine *
chat_session_get_engine (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), NULL);

  return self->engine;
}


ChatConversation *
chat_session_get_conversation (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), NULL);

  return self->conversation;
}


ChatTurn *
chat_session_get_turn (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), NULL);

  return self->turn;
}


ChatTurnPhase
chat_session_get_phase (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), CHAT_TURN_ENDED);

  return self->turn != NULL ? chat_turn_get_phase (self->turn) : CHAT_TURN_ENDED;
}


/* Until "ended" the engine still counts the turn as one that runs. */
gboolean
chat_session_is_busy (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), FALSE);

  return self->turn != NULL;
}


gboolean
chat_session_can_retry (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), FALSE);

  return self->turn == NULL && is_reply (chat_conversation_get_last (self->conversation));
}


gboolean
chat_session_can_continue (ChatSession *self)
{
  ChatMessage *last;

  g_return_val_if_fail (CHAT_IS_SESSION (self), FALSE);

  last = chat_conversation_get_last (self->conversation);
  if (self->turn != NULL || !is_reply (last) || !chat_message_has_content (last))
    return FALSE;

  switch (chat_message_get_state (last))
    {
    case CHAT_MESSAGE_STOPPED:
    case CHAT_MESSAGE_INTERRUPTED:
    case CHAT_MESSAGE_CUT_OFF:
      return TRUE;

    case CHAT_MESSAGE_OPEN:
    case CHAT_MESSAGE_COMPLETE:
    case CHAT_MESSAGE_FAILED:
    case CHAT_MESSAGE_REFUSED:
    default:
      return FALSE;
    }
}


gboolean
chat_session_can_delete (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), FALSE);

  return self->turn == NULL && chat_conversation_get_last (self->conversation) != NULL;
}


ChatUndo
chat_session_get_undo (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), CHAT_UNDO_NONE);

  return self->undo;
}


guint
chat_session_get_undo_size (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), 0);

  return self->removal != NULL ? chat_removal_get_size (self->removal) : 0;
}


guint
chat_session_get_undo_id (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), 0);

  return self->undo != CHAT_UNDO_NONE ? self->undo_id : 0;
}


ChatMessage *
chat_session_get_last_prompt (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), NULL);

  for (guint i = chat_conversation_get_n_messages (self->conversation); i > 0; i--)
    {
      ChatMessage *message = chat_conversation_get_message (self->conversation, i - 1);

      if (is_prompt (message))
        return message;
    }

  return NULL;
}


void
chat_session_send (ChatSession *self,
                   const char  *prompt)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->turn == NULL);

  forget (self);
  follow_turn (self, chat_engine_send (self->engine, self->conversation, prompt, NULL));
}


/* What is replaced can be gone back to. */
static void
begin_send (ChatSession *self,
            ChatMessage *replaced)
{
  if (replaced != NULL)
    set_undo (self, CHAT_UNDO_LEFT_PROMPT, NULL, chat_conversation_get_last (self->conversation));
  else
    forget (self);
}


void
chat_session_send_message (ChatSession *self,
                           ChatMessage *replaced,
                           ChatMessage *prompt)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->turn == NULL);
  g_return_if_fail (replaced == NULL || is_in_tree (self, replaced));

  begin_send (self, replaced);
  follow_turn (self, replaced != NULL
                     ? chat_engine_send_edited (self->engine, self->conversation, replaced, prompt,
                                                NULL)
                     : chat_engine_send_message (self->engine, self->conversation, prompt, NULL));
}


void
chat_session_send_body (ChatSession *self,
                        ChatMessage *replaced,
                        ChatMessage *prompt,
                        const char  *body)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->turn == NULL);

  begin_send (self, replaced);
  follow_turn (self, chat_preview_send (self->engine, self->conversation, replaced, prompt, body));
}


void
chat_session_retry (ChatSession *self,
                    ChatMessage *reply)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->turn == NULL);

  if (reply == NULL)
    reply = chat_conversation_get_last (self->conversation);
  g_return_if_fail (is_reply (reply));

  /* One without content makes way: nobody wants to go back to it. */
  if (chat_message_has_content (reply))
    set_undo (self, CHAT_UNDO_LEFT_REPLY, NULL, chat_conversation_get_last (self->conversation));
  else
    forget (self);
  follow_turn (self, chat_engine_retry (self->engine, self->conversation, reply, NULL));
}


void
chat_session_continue (ChatSession *self)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (chat_session_can_continue (self));

  forget (self);
  follow_turn (self, chat_engine_continue (self->engine, self->conversation, NULL));
}


void
chat_session_delete (ChatSession *self,
                     ChatMessage *message)
{
  ChatUndo undo;
  ChatRemoval *removal;

  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->turn == NULL);
  g_return_if_fail (is_in_tree (self, message));

  undo = is_reply (message) ? CHAT_UNDO_DELETED_REPLY : CHAT_UNDO_DELETED_PROMPT;
  removal = chat_removal_apply (get_history (self), self->conversation, message);
  set_undo (self, undo, removal, NULL);
  emit_changed (self);
}


void
chat_session_restore_deleted (ChatSession *self)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->turn == NULL);
  g_return_if_fail (get_history (self) != NULL);

  if (self->removal != NULL)
    forget (self);
  chat_history_restore_removed (get_history (self), self->conversation);
  emit_changed (self);
}


void
chat_session_select (ChatSession *self,
                     ChatMessage *message)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (is_in_tree (self, message));

  chat_conversation_select (self->conversation, message);
  save_path (self);
}


ChatMessage *
chat_session_get_version (ChatSession *self,
                          ChatMessage *message,
                          gboolean     back)
{
  ChatMessage *parent;
  guint n_siblings;
  guint position;

  g_return_val_if_fail (CHAT_IS_SESSION (self), NULL);
  g_return_val_if_fail (is_in_tree (self, message), NULL);

  position = chat_conversation_get_sibling_position (self->conversation, message, &n_siblings);
  if (back ? position == 0 : position + 1 >= n_siblings)
    return NULL;

  parent = chat_conversation_get_parent (self->conversation, message);
  return chat_conversation_get_child (self->conversation, parent,
                                      back ? position - 1 : position + 1);
}


gboolean
chat_session_can_fork (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), FALSE);

  return get_history (self) != NULL && chat_conversation_get_size (self->conversation) > 0;
}


char *
chat_session_fork (ChatSession *self,
                   ChatMessage *message)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), NULL);
  g_return_val_if_fail (get_history (self) != NULL, NULL);

  return chat_history_copy (get_history (self), chat_conversation_get_uid (self->conversation),
                            chat_message_get_uid (message));
}


void
chat_session_stop (ChatSession *self)
{
  g_return_if_fail (CHAT_IS_SESSION (self));

  if (self->turn != NULL)
    chat_turn_stop (self->turn);
}


void
chat_session_try_now (ChatSession *self)
{
  g_return_if_fail (CHAT_IS_SESSION (self));

  if (self->turn != NULL)
    chat_turn_try_now (self->turn);
}


void
chat_session_undo (ChatSession *self)
{
  g_autoptr(ChatRemoval) removal = NULL;
  g_autoptr(ChatMessage) left = NULL;

  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->undo != CHAT_UNDO_NONE);

  removal = g_steal_pointer (&self->removal);
  left = g_steal_pointer (&self->left);
  self->undo = CHAT_UNDO_NONE;

  chat_session_stop (self);
  if (removal != NULL)
    chat_removal_undo (removal);
  else if (is_in_tree (self, left))
    chat_session_select (self, left);
  emit_changed (self);
}


void
chat_session_forget_undo (ChatSession *self,
                          guint        id)
{
  g_return_if_fail (CHAT_IS_SESSION (self));

  if (self->undo == CHAT_UNDO_NONE || self->undo_id != id)
    return;

  forget (self);
  emit_changed (self);
}
