/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: a request as things are now, to be written in a thread.
 */

#pragma once

#include "chat-engine.h"
#include "chat-request.h"

G_BEGIN_DECLS

typedef struct
{
  ChatProfile        *profile;
  char               *model;
  ChatParameters      parameters;
  ChatRequestOptions  options;   /* in part borrowed from the two above */
  ChatConversation   *path;      /* a snapshot */
} ChatRequestDraft;

/* Main thread. The messages of @conversation before @before (nullable: all), asked of its account as
 * that is now. @model (nullable): instead of the conversation's. Returns: (transfer full) */
ChatRequestDraft *chat_request_draft_new          (ChatEngine             *engine,
                                                   ChatConversation       *conversation,
                                                   ChatMessage            *before,
                                                   const char             *model);
void              chat_request_draft_free         (ChatRequestDraft       *self);
/* Any thread: attachments of many megabytes are copied and hashed. Returns: (transfer full) */
ChatRequest      *chat_request_draft_write        (const ChatRequestDraft *self);
/* The same in a thread of its own. @self stays the caller's, until @callback is called. */
void              chat_request_draft_write_async  (ChatRequestDraft       *self,
                                                   GAsyncReadyCallback     callback,
                                                   gpointer                user_data);
/* Returns: (transfer full) */
ChatRequest      *chat_request_draft_write_finish (GAsyncResult           *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatRequestDraft, chat_request_draft_free)

G_END_DECLS
