/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the request builder: the turns that will be sent, on their way from the conversation to JSON.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

/* One block as it will be sent. */
typedef struct
{
  ChatMessage   *message;      /* where it comes from; borrowed */
  guint          position;     /* of that message in the conversation */
  ChatBlockKind  kind;
  const GString *text;         /* of a text block; borrowed from the message */
  char          *id;           /* of a call, as the message has it, or NULL */
  char          *tool_use_id;  /* of a result, likewise */
  char          *sent_id;      /* the one of these two that stands in the JSON */
  char          *json;         /* what will be sent */
  gboolean       unpaired;     /* written and read by chat_request_pair_tools() alone */
} ChatRequestItem;

typedef struct
{
  ChatRole   role;
  GPtrArray *items;             /* (element-type ChatRequestItem) */
  gboolean   lost_thinking;     /* thinking that could have been sent was taken out */
} ChatRequestTurn;

/* The message is whose turn it is; the block need not be one of its own. */
ChatRequestItem *chat_request_item_new        (ChatMessage            *message,
                                               guint                   position,
                                               const ChatContentBlock *block);
void             chat_request_item_free       (ChatRequestItem        *self);
/* Replaces a string member of the item's object, or adds it. */
void             chat_request_item_set_member (ChatRequestItem        *self,
                                               const char             *member,
                                               const char             *value);
ChatRequestTurn *chat_request_turn_new        (ChatRole                role);
void             chat_request_turn_free       (ChatRequestTurn        *self);

/* In bytes, without the white space at its end. */
gsize            chat_request_trimmed_length  (const GString          *text);
/* Takes out empty turns, joins turns of one role, trims what the assistant's end with, and sees to
 * the first and the last one. */
void             chat_request_tidy            (GPtrArray              *turns);

/* chat-request-collect.c */

/* The messages before @before (NULL: all) as turns of alternating roles, without what may not be
 * sent whatever surrounds it. Returns: (transfer full) (element-type ChatRequestTurn) */
GPtrArray       *chat_request_collect         (ChatConversation       *conversation,
                                               ChatMessage            *before,
                                               gboolean                unsigned_thinking,
                                               gboolean                plain_documents);

/* chat-request-tools.c */

/* One result for each call, one call for each result, one id for each call. */
void             chat_request_pair_tools      (GPtrArray              *turns);
/* The calls that are being answered: the server would refuse them without the thinking that led to
 * them. Does nothing unless that was lost. Their results go when the pairs are made again. */
void             chat_request_drop_open_loop  (GPtrArray              *turns);

/* chat-request-thinking.c */

/* Takes out thinking that was made by another model or under another prefix, with all before it. */
void             chat_request_drop_stale_thinking (GPtrArray          *turns,
                                               const char             *model,
                                               const char             *system);
/* Of all that will be sent but thinking. Returns: (transfer full) */
char            *chat_request_hash_prefix     (GPtrArray              *turns,
                                               const char             *model,
                                               const char             *system);

G_END_DECLS
