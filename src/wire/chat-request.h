/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be sent: the body of POST /v1/messages from a conversation. Pure.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_REQUEST_THINKING_UNSET,     /* no thinking parameter */
  CHAT_REQUEST_THINKING_DISABLED,
  CHAT_REQUEST_THINKING_ADAPTIVE,  /* display: summarized */
  CHAT_REQUEST_THINKING_BUDGET,
} ChatRequestThinking;

typedef struct
{
  const char          *model;
  gint64               max_tokens;
  ChatRequestThinking  thinking;
  gint64               thinking_budget;
  gboolean             cache_control;      /* top level, {"type":"ephemeral"} */
  gboolean             unsigned_thinking;  /* the server wants thinking back with signature "" */
  gboolean             stream;
} ChatRequestOptions;

typedef struct
{
  char *body;          /* JSON, UTF-8 */
  gsize length;
  char *prefix_hash;   /* of all that precedes the reply; store it in the reply's message */
} ChatRequest;

/* The messages of @conversation before @before (NULL: all), by the rules of the Messages API for
 * what may be sent back:
 *  - empty and white-space-only text blocks, and turns without any block, are left out; an assistant
 *    turn's last text loses trailing white space;
 *  - failed, refused and open replies are left out; consecutive turns of a role are merged by the API;
 *  - the first message is the user's; the last one never the assistant's (no prefill);
 *  - thinking goes back only with the same model and prefix hash, and signed (or unsigned_thinking
 *    and a signature key that came); one mismatch drops all thinking of all turns;
 *  - cut and invalid tool calls are left out; every other tool_use has exactly one tool_result in the
 *    next user message, at its front, made up as an error if there is none; duplicate ids are made
 *    unique in both; ids match [a-zA-Z0-9_-]{1,64};
 *  - everything else goes back byte for byte. */
ChatRequest *chat_request_build (ChatConversation         *conversation,
                                 ChatMessage              *before,
                                 const ChatRequestOptions *options);
void         chat_request_free  (ChatRequest              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatRequest, chat_request_free)

G_END_DECLS
