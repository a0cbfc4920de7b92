/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done in a conversation, and what can be taken back: the view's logic without widgets.
 */

#pragma once

#include "chat-engine.h"
#include "chat-preview.h"

G_BEGIN_DECLS

/* What chat_session_undo() would bring back, or for the last two where it leads back to: another try
 * is a branch of its own, and what was there stays. */
typedef enum
{
  CHAT_UNDO_NONE,
  CHAT_UNDO_DELETED_REPLY,
  CHAT_UNDO_DELETED_PROMPT,
  CHAT_UNDO_LEFT_REPLY,
  CHAT_UNDO_LEFT_PROMPT,
} ChatUndo;

#define CHAT_TYPE_SESSION (chat_session_get_type ())
G_DECLARE_FINAL_TYPE (ChatSession, chat_session, CHAT, SESSION, GObject)

/* Signal "changed": the turn, its phase, the conversation or what can be undone is another. Several
 * sessions may share a conversation; each follows the turn that runs in it, whoever started it, and
 * the turn goes on when they go. */
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
/* How many messages were deleted. */
guint             chat_session_get_undo_size    (ChatSession      *self);
/* Another number for each thing that can be undone; 0 for none. */
guint             chat_session_get_undo_id      (ChatSession      *self);
/* The newest message on the path that the user wrote, or NULL. Borrowed. */
ChatMessage      *chat_session_get_last_prompt  (ChatSession      *self);

/* None of these while the session is busy. */
void              chat_session_send             (ChatSession      *self,
                                                 const char       *prompt);
/* Sends @prompt, a complete user message, at the end, or as another version of @replaced (nullable): a
 * new branch. */
void              chat_session_send_message     (ChatSession      *self,
                                                 ChatMessage      *replaced,
                                                 ChatMessage      *prompt);
/* The same with @body as the request, this once. */
void              chat_session_send_body        (ChatSession      *self,
                                                 ChatMessage      *replaced,
                                                 ChatMessage      *prompt,
                                                 const char       *body);
/* Asks for another version of @reply (nullable: the last one). */
void              chat_session_retry            (ChatSession      *self,
                                                 ChatMessage      *reply);
void              chat_session_continue         (ChatSession      *self);
/* Removes @message and all that follows it in its branches. */
void              chat_session_delete           (ChatSession      *self,
                                                 ChatMessage      *message);
/* Brings back all that was removed from the conversation, also before this run. Needs a history. */
void              chat_session_restore_deleted  (ChatSession      *self);

/* Shows the branch of @message. Also while a turn runs, on whatever branch. */
void              chat_session_select           (ChatSession      *self,
                                                 ChatMessage      *message);
/* The version before or after @message among its siblings, or NULL. Borrowed. */
ChatMessage      *chat_session_get_version      (ChatSession      *self,
                                                 ChatMessage      *message,
                                                 gboolean          back);
/* Needs a history. A copy of the path that ends with @message.
 * Returns: (transfer full) its uid */
char             *chat_session_fork             (ChatSession      *self,
                                                 ChatMessage      *message);
gboolean          chat_session_can_fork         (ChatSession      *self);

/* Does nothing while no turn runs. */
void              chat_session_stop             (ChatSession      *self);
/* Ends the countdown to another try. */
void              chat_session_try_now          (ChatSession      *self);

/* Also while a turn runs on the branch that was begun last: it is stopped. */
void              chat_session_undo             (ChatSession      *self);
/* Does nothing if @id is no longer what can be undone. */
void              chat_session_forget_undo      (ChatSession      *self,
                                                 guint             id);

G_END_DECLS
