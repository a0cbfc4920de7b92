/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks through the messages on the chosen path of a conversation, a little at a time.
 */

#pragma once

#include "chat-conversation.h"
#include "chat-needle.h"

G_BEGIN_DECLS

#define CHAT_TYPE_FIND (chat_find_get_type ())
G_DECLARE_FINAL_TYPE (ChatFind, chat_find, CHAT, FIND, GObject)

/* A hit: the @ordinal-th one in the text of the @n_blocks blocks from @block on. */
typedef struct
{
  ChatMessage *message;    /* borrowed */
  guint        block;
  guint        n_blocks;
  guint        ordinal;
} ChatFindHit;

/* Works in idle slices of a few milliseconds and goes on with what is streamed. Signals: "changed"
 * when the numbers have changed, "found" when a new needle has its first hit: it is the current one
 * then; "chosen" when chat_find_choose() has made another one current. Main thread only. */
ChatFind   *chat_find_new              (void);
/* (nullable) */
void        chat_find_set_conversation (ChatFind          *self,
                                        ChatConversation  *conversation);
/* From where on a new needle is looked for first: behind @ordinal hits in the text from @block of
 * @message on, or NULL: the start. There is no current hit then; one that there is serves as the
 * origin of the next needle. */
void        chat_find_set_origin       (ChatFind          *self,
                                        ChatMessage       *message,
                                        guint              block,
                                        guint              ordinal);
/* @needle (nullable): nothing is looked for. */
void        chat_find_set_needle       (ChatFind          *self,
                                        ChatNeedle        *needle);
ChatNeedle *chat_find_get_needle       (ChatFind          *self);   /* nullable, borrowed */

/* What was found so far; all of it unless chat_find_is_busy(). */
guint       chat_find_get_n_hits       (ChatFind          *self);
gboolean    chat_find_is_busy          (ChatFind          *self);
/* Of the current hit, from 1 on; 0: there is none. */
guint       chat_find_get_position     (ChatFind          *self);
gboolean    chat_find_get_current      (ChatFind          *self,
                                        ChatFindHit       *hit);
/* Makes the next or the one before current, round the ends. FALSE if nothing was found.
 * @wrapped (out): it went round. */
gboolean    chat_find_move             (ChatFind          *self,
                                        gboolean           back,
                                        gboolean          *wrapped);
/* Makes the hit @number, from 1 on, current, if there are so many. */
void        chat_find_choose           (ChatFind          *self,
                                        guint              number);
/* How many hits there are in the message at @position of the path; none past its end. */
guint       chat_find_count_in         (ChatFind          *self,
                                        guint              position);
/* Where in that message they begin, as in chat_find_entry_list_places(). */
void        chat_find_list_places      (ChatFind          *self,
                                        guint              position,
                                        GArray            *places);

G_END_DECLS
