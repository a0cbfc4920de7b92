/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message of a conversation: its content blocks, how it ended, what it cost.
 */

#pragma once

#include "chat-content-block.h"
#include "chat-failure.h"
#include "chat-usage.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_ROLE_USER,
  CHAT_ROLE_ASSISTANT,
} ChatRole;

typedef enum
{
  CHAT_MESSAGE_OPEN,         /* being written, or about to be */
  CHAT_MESSAGE_COMPLETE,
  CHAT_MESSAGE_STOPPED,      /* by the user; what arrived is kept */
  CHAT_MESSAGE_INTERRUPTED,  /* by an error after content had come; see the failure */
  CHAT_MESSAGE_FAILED,       /* by an error before any content; see the failure */
  CHAT_MESSAGE_REFUSED,      /* stop_reason refusal */
  CHAT_MESSAGE_CUT_OFF,      /* max_tokens, model_context_window_exceeded */
} ChatMessageState;

/* Monotonic microseconds, 0 while not reached: the turn writes them, the end line and --stats read. */
typedef struct
{
  gint64 started_us;      /* the request was made */
  gint64 first_byte_us;   /* response headers */
  gint64 first_delta_us;  /* first content of any kind */
  gint64 first_text_us;
  gint64 ended_us;
} ChatTimings;

#define CHAT_TYPE_MESSAGE (chat_message_get_type ())
G_DECLARE_FINAL_TYPE (ChatMessage, chat_message, CHAT, MESSAGE, GObject)

ChatMessage      *chat_message_new             (ChatRole          role);
/* A complete user message with one text block. */
ChatMessage      *chat_message_new_user        (const char       *text);
/* @self as it is now, for another thread: shares the blocks that will not change. (transfer full) */
ChatMessage      *chat_message_new_snapshot    (ChatMessage      *self);

ChatRole          chat_message_get_role        (ChatMessage      *self);
ChatMessageState  chat_message_get_state       (ChatMessage      *self);
/* Asserts that the move is legal: nothing leads back to OPEN but chat_message_reset(). */
void              chat_message_set_state       (ChatMessage      *self,
                                                ChatMessageState  state);
/* Empties the message for another try; the role stays. Only while no content was shown. */
void              chat_message_reset           (ChatMessage      *self);

/* Blocks in the order of their start. They are only ever appended while the message is open
 * (but for a restart of the stream, see chat_message_clear_blocks), and live as long as it does. */
guint             chat_message_get_n_blocks    (ChatMessage      *self);
ChatContentBlock *chat_message_get_block       (ChatMessage      *self,
                                                guint             position);
void              chat_message_add_block       (ChatMessage      *self,
                                                ChatContentBlock *block);   /* (transfer full) */
void              chat_message_clear_blocks    (ChatMessage      *self);
/* Counts how often the blocks were cleared: a view that sees another number starts over. */
guint             chat_message_get_generation  (ChatMessage      *self);

/* Ours: a UUID, from its creation on. Settable before the message is in a conversation. */
const char       *chat_message_get_uid         (ChatMessage      *self);
void              chat_message_set_uid         (ChatMessage      *self,
                                                const char       *uid);
/* Wall clock, ms since 1970: when it was made, unless set. */
gint64            chat_message_get_created     (ChatMessage      *self);
void              chat_message_set_created     (ChatMessage      *self,
                                                gint64            created_ms);
/* The API's own id, of a reply. */
const char       *chat_message_get_id          (ChatMessage      *self);
void              chat_message_set_id          (ChatMessage      *self,
                                                const char       *id);
const char       *chat_message_get_model       (ChatMessage      *self);
void              chat_message_set_model       (ChatMessage      *self,
                                                const char       *model);
const char       *chat_message_get_stop_reason (ChatMessage      *self);
void              chat_message_set_stop_reason (ChatMessage      *self,
                                                const char       *stop_reason);
const char       *chat_message_get_stop_sequence (ChatMessage    *self);
void              chat_message_set_stop_sequence (ChatMessage    *self,
                                                const char       *stop_sequence);
/* stop_details of a refusal as raw JSON, or NULL. */
const char       *chat_message_get_stop_details (ChatMessage     *self);
void              chat_message_set_stop_details (ChatMessage     *self,
                                                const char       *stop_details);
const char       *chat_message_get_request_id  (ChatMessage      *self);
void              chat_message_set_request_id  (ChatMessage      *self,
                                                const char       *request_id);
/* The raw members of message_start's message that have no place of their own, and the usage as it
 * came, both for the message in the API's own shape. (nullable) */
JsonObject       *chat_message_get_raw_usage   (ChatMessage      *self);
void              chat_message_merge_raw_usage (ChatMessage      *self,
                                                JsonObject       *usage);

/* Borrowed; the writer changes it in place and calls chat_message_changed(). */
ChatUsage        *chat_message_get_usage       (ChatMessage      *self);
ChatTimings      *chat_message_get_timings     (ChatMessage      *self);

/* What it cost where it was paid, in nano-dollars; -1: unknown, also of a copy. */
gint64            chat_message_get_cost        (ChatMessage      *self);
void              chat_message_set_cost        (ChatMessage      *self,
                                                gint64            cost);

/* Why it is interrupted or failed, or NULL. */
ChatFailure      *chat_message_get_failure     (ChatMessage      *self);
void              chat_message_set_failure     (ChatMessage      *self,
                                                ChatFailure      *failure);

/* What the request held before this message, hashed by the request builder: thinking blocks may be
 * sent back only under the same one (see wire/chat-request.h). NULL for user messages. */
const char       *chat_message_get_prefix_hash (ChatMessage      *self);
void              chat_message_set_prefix_hash (ChatMessage      *self,
                                                const char       *prefix_hash);

/* Appends the blocks as a JSON array, each by chat_content_block_append_raw(). */
void              chat_message_append_blocks   (ChatMessage      *self,
                                                GString          *out);
/* The raw usage as a member, unless there is none. */
void              chat_message_append_raw_usage (ChatMessage     *self,
                                                GString          *out);

/* TRUE once anything came that a person would miss: a block with content, or any tool block. */
gboolean          chat_message_has_content     (ChatMessage      *self);
/* All text blocks, without thinking; an empty line stands where others were between them.
 * Returns: (transfer full) */
char             *chat_message_dup_text        (ChatMessage      *self);
/* Output tokens a second between the first delta and the end (or now); 0 if unknown, or if that was less
 * than half a second. */
double            chat_message_get_rate        (ChatMessage      *self);

/* Emits "changed". The stream calls it once for each batch of bytes, never for each event; a view
 * answers with one update in its next frame. */
void              chat_message_changed         (ChatMessage      *self);

G_END_DECLS
