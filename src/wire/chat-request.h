/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be sent: the body of POST /v1/messages from a conversation. Pure.
 */

#pragma once

#include "chat-conversation.h"
#include "chat-sampling.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_REQUEST_THINKING_UNSET,     /* no thinking parameter */
  CHAT_REQUEST_THINKING_DISABLED,
  CHAT_REQUEST_THINKING_ADAPTIVE,
  CHAT_REQUEST_THINKING_BUDGET,
} ChatRequestThinking;

typedef struct
{
  const char          *model;
  gint64               max_tokens;
  ChatRequestThinking  thinking;
  gint64               thinking_budget;
  gboolean             thinking_omitted;   /* display: its text does not come */
  const char          *effort;             /* as the API writes it, or NULL: as the model has it */
  ChatSampling         sampling;
  const char * const  *stop_sequences;     /* or NULL; blank ones, which are refused, are left out */
  gboolean             cache_control;      /* top level, {"type":"ephemeral"} */
  gboolean             unsigned_thinking;  /* the server wants thinking back with signature "" */
  gboolean             plain_documents;    /* a document of text goes as text under its title */
  gboolean             stream;
} ChatRequestOptions;

typedef struct
{
  char *body;          /* JSON, UTF-8 */
  gsize length;
  char *prefix_hash;   /* of the model and all that precedes the reply; store it in the reply's message */
} ChatRequest;

/* The messages of @conversation before @before (NULL: all), by the rules of the Messages API for
 * what may be sent back:
 *  - empty and white-space-only text blocks, and turns without any block, are left out; an assistant
 *    message's last text loses trailing white space;
 *  - failed and open replies are left out; so are refused ones, together with the prompt that was
 *    refused; consecutive messages of a role become one turn;
 *  - the first turn is the user's; so is the last one (no prefill), but for a reply that ended with
 *    pause_turn in tools of the server's, which goes back as it is;
 *  - thinking goes back only with the same model and prefix hash, and signed (or unsigned_thinking
 *    and a signature key that came); one mismatch drops all thinking up to it. What came later was
 *    made behind the same gaps and stays. Calls that are just being answered go with their thinking;
 *  - cut and invalid tool calls are left out; every other tool_use has exactly one tool_result in the
 *    next user turn, at its front, made up as an error if there is none; duplicate ids are made
 *    unique in both; ids match [a-zA-Z0-9_-]{1,64};
 *  - calls of the server's tools go with their results or, left pending by a complete reply, with
 *    nothing but results behind them;
 *  - before a change of model within a reply (fallback block) only text and finished server calls go;
 *  - cut blocks of any kind but text are left out;
 *  - documents of text become text blocks with plain_documents;
 *  - everything else goes back byte for byte, but for what is no valid Unicode.
 * To send without any thinking, after chat_api_error_is_about_thinking(): clear the prefix hash of
 * the replies so far and build again. */
ChatRequest *chat_request_build (ChatConversation         *conversation,
                                 ChatMessage              *before,
                                 const ChatRequestOptions *options);
/* What somebody wrote by hand: its thinking is never sent back, as nobody knows what it follows. */
ChatRequest *chat_request_new_with_body (const char       *body);
void         chat_request_free  (ChatRequest              *self);
/* TRUE for a reply that goes back as it is, and that the server goes on with by itself. */
gboolean     chat_request_is_paused (ChatMessage          *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatRequest, chat_request_free)

G_END_DECLS
