/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done in a conversation, and what can be taken back: the view's logic without widgets.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

/* What chat_session_undo() would bring back. */
typedef enum
{
  CHAT_UNDO_NONE,
  CHAT_UNDO_DELETED_REPLY,
  CHAT_UNDO_DELETED_PROMPT,
  CHAT_UNDO_REPLACED_REPLY,
  CHAT_UNDO_REPLACED_PROMPT,
} ChatUndo;

#define CHAT_TYPE_SESSION (chat_session_get_type ())
G_DECLARE_FINAL_TYPE (ChatSession, chat_session, CHAT, SESSION, GObject)

/* Signal "changed": the turn, its phase, the conversation or what can be undone is another.
 * A turn that runs is stopped when the session goes, as nobody would see it. */
ChatSession      *chat_session_new              (ChatEngine       *engine,
                                                 ChatConversation *conversation);

ChatEngine       *chat_session_get_engine       (ChatSession      *self);
ChatConversation *chat_session_get_conversation (ChatSession      *self);
/* The turn that runs, or NULL. */
ChatTurn         *chat_session_get_turn         (ChatSession      *self);
/* CHAT_TURN_ENDED while none runs. */
ChatTurnPhase     chat_session_get_phase        (ChatSession      *self);
gboolean          chat_session_is_busy          (ChatSession      *self);
gboolean          chat_session_can_retry        (ChatSession      *self);
/* The last reply ended too early, and there is something to go on from. */
gboolean          chat_session_can_continue     (ChatSession      *self);
gboolean          chat_session_can_delete       (ChatSession      *self);
ChatUndo          chat_session_get_undo         (ChatSession      *self);
/* Another number for each thing that can be undone; 0 for none. */
guint             chat_session_get_undo_id      (ChatSession      *self);
/* The newest message that the user wrote. Returns: (transfer full) (nullable) */
char             *chat_session_dup_last_prompt  (ChatSession      *self);

/* None of these while the session is busy. The first prompt names the conversation. */
void              chat_session_send             (ChatSession      *self,
                                                 const char       *prompt);
/* Sends @prompt in place of the last one; that and what followed can be brought back. */
void              chat_session_replace_last     (ChatSession      *self,
                                                 const char       *prompt);
void              chat_session_retry            (ChatSession      *self);
void              chat_session_continue         (ChatSession      *self);
/* Removes the last message. */
void              chat_session_delete_last      (ChatSession      *self);

/* Does nothing while no turn runs. */
void              chat_session_stop             (ChatSession      *self);
/* Ends the countdown to another try. */
void              chat_session_try_now          (ChatSession      *self);

/* Also while a turn runs that came in place of what comes back: it is stopped. Returns: the prompt
 * that had taken the place (transfer full), or NULL. */
char             *chat_session_undo             (ChatSession      *self);
/* Does nothing if @id is no longer what can be undone. */
void              chat_session_forget_undo      (ChatSession      *self,
                                                 guint             id);

G_END_DECLS
