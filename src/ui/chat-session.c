/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done in a conversation, and what can be taken back: the view's logic without widgets.
 */

#include "chat-session.h"

#include "chat-removal.h"
#include "chat-title.h"

struct _ChatSession
{
  GObject           parent_instance;

  ChatEngine       *engine;
  ChatConversation *conversation;
  ChatTurn         *turn;      /* NULL while none runs */
  ChatRemoval      *removal;   /* NULL if and only if undo is CHAT_UNDO_NONE */
  ChatUndo          undo;
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


/* The text of a message that the user wrote; the answers to tool calls have none. */
static char *
dup_prompt (ChatMessage *message)
{
  g_autofree char *text = NULL;

  if (message == NULL || is_reply (message))
    return NULL;

  text = chat_message_dup_text (message);

  return text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}


static gboolean
find_last_prompt (ChatSession  *self,
                  guint        *position,
                  char        **prompt)
{
  for (guint i = chat_conversation_get_n_messages (self->conversation); i > 0; i--)
    {
      *prompt = dup_prompt (chat_conversation_get_message (self->conversation, i - 1));
      *position = i - 1;
      if (*prompt != NULL)
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
  set_turn (self, turn);
  g_signal_connect_object (turn, "notify::phase", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "ended", G_CALLBACK (turn_ended_cb), self, 0);
  emit_changed (self);
}


/* Takes @removal. */
static void
set_undo (ChatSession *self,
          ChatUndo     undo,
          ChatRemoval *removal)
{
  g_clear_pointer (&self->removal, chat_removal_free);
  self->removal = removal;
  self->undo = undo;
  if (undo != CHAT_UNDO_NONE)
    self->undo_id++;
}


static void
start_turn (ChatSession *self,
            const char  *prompt)
{
  if (chat_conversation_get_n_messages (self->conversation) == 0)
    {
      g_autofree char *title = chat_title_from_prompt (prompt);

      chat_conversation_set_title (self->conversation, title);
    }

  follow_turn (self, chat_engine_send (self->engine, self->conversation, prompt, NULL));
}


static void
chat_session_dispose (GObject *object)
{
  ChatSession *self = CHAT_SESSION (object);
  g_autoptr(ChatTurn) turn = self->turn != NULL ? g_object_ref (self->turn) : NULL;

  /* Nobody is to hear of it any more. */
  set_turn (self, NULL);
  if (turn != NULL)
    chat_turn_stop (turn);
  set_undo (self, CHAT_UNDO_NONE, NULL);
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
  ChatTurn *turn = chat_engine_get_turn (engine, conversation);

  self->engine = g_object_ref (engine);
  self->conversation = g_object_ref (conversation);
  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  if (turn != NULL)
    follow_turn (self, turn);

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
chat_session_get_undo_id (ChatSession *self)
{
  g_return_val_if_fail (CHAT_IS_SESSION (self), 0);

  return self->undo != CHAT_UNDO_NONE ? self->undo_id : 0;
}


char *
chat_session_dup_last_prompt (ChatSession *self)
{
  char *prompt = NULL;
  guint position;

  g_return_val_if_fail (CHAT_IS_SESSION (self), NULL);

  return find_last_prompt (self, &position, &prompt) ? prompt : NULL;
}


void
chat_session_send (ChatSession *self,
                   const char  *prompt)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->turn == NULL);

  set_undo (self, CHAT_UNDO_NONE, NULL);
  start_turn (self, prompt);
}


void
chat_session_replace_last (ChatSession *self,
                           const char  *prompt)
{
  g_autofree char *replaced = NULL;
  guint position;

  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (self->turn == NULL);

  if (find_last_prompt (self, &position, &replaced))
    {
      set_undo (self, CHAT_UNDO_REPLACED_PROMPT, chat_removal_new (self->conversation, position));
      chat_removal_apply (self->removal);
    }
  start_turn (self, prompt);
}


void
chat_session_retry (ChatSession *self)
{
  ChatMessage *last;
  guint n_messages;

  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (chat_session_can_retry (self));

  last = chat_conversation_get_last (self->conversation);
  n_messages = chat_conversation_get_n_messages (self->conversation);
  set_undo (self, CHAT_UNDO_NONE, NULL);
  if (chat_message_has_content (last))
    set_undo (self, CHAT_UNDO_REPLACED_REPLY,
              chat_removal_new (self->conversation, n_messages - 1));

  follow_turn (self, chat_engine_retry (self->engine, self->conversation, NULL));
}


void
chat_session_continue (ChatSession *self)
{
  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (chat_session_can_continue (self));

  set_undo (self, CHAT_UNDO_NONE, NULL);
  follow_turn (self, chat_engine_continue (self->engine, self->conversation, NULL));
}


void
chat_session_delete_last (ChatSession *self)
{
  ChatMessage *last;
  guint n_messages;

  g_return_if_fail (CHAT_IS_SESSION (self));
  g_return_if_fail (chat_session_can_delete (self));

  last = chat_conversation_get_last (self->conversation);
  n_messages = chat_conversation_get_n_messages (self->conversation);
  set_undo (self,
            is_reply (last) ? CHAT_UNDO_DELETED_REPLY : CHAT_UNDO_DELETED_PROMPT,
            chat_removal_new (self->conversation, n_messages - 1));
  chat_removal_apply (self->removal);
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


char *
chat_session_undo (ChatSession *self)
{
  g_autoptr(ChatRemoval) removal = NULL;
  char *displaced = NULL;

  g_return_val_if_fail (CHAT_IS_SESSION (self), NULL);
  g_return_val_if_fail (self->removal != NULL, NULL);

  chat_session_stop (self);
  if (self->undo == CHAT_UNDO_REPLACED_PROMPT)
    displaced = chat_session_dup_last_prompt (self);

  removal = g_steal_pointer (&self->removal);
  self->undo = CHAT_UNDO_NONE;
  chat_removal_undo (removal);

  return displaced;
}


void
chat_session_forget_undo (ChatSession *self,
                          guint        id)
{
  g_return_if_fail (CHAT_IS_SESSION (self));

  if (self->undo == CHAT_UNDO_NONE || self->undo_id != id)
    return;

  set_undo (self, CHAT_UNDO_NONE, NULL);
  emit_changed (self);
}
