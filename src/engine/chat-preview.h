/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What would be sent next: the request in full, and what each of its parts weighs.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

typedef struct
{
  char     *name;         /* translated: "System prompt", "You", "Claude" */
  gint64    tokens;       /* an estimate */
  gboolean  breakpoint;   /* what is cached ends here */
} ChatPreviewPart;

typedef struct
{
  ChatExchange *exchange;   /* the request, without keys */
  char         *text;       /* its body laid out for people; values are byte for byte as sent */
  GPtrArray    *parts;      /* (element-type ChatPreviewPart) in the order in which they are cached */
  gint64        tokens;     /* of all parts, an estimate */
} ChatPreview;

/* As if @prompt (nullable: as things are) were sent now in the place of @replaced (nullable: at the
 * end). Nothing changes. */
void         chat_preview_make_async (ChatEngine          *engine,
                                 ChatConversation    *conversation,
                                 ChatMessage         *replaced,
                                 ChatMessage         *prompt,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
/* Returns: (transfer full); NULL if it was cancelled */
ChatPreview *chat_preview_make_finish (GAsyncResult *result);
void         chat_preview_free  (ChatPreview       *self);
/* Why @body cannot be sent, as a sentence; NULL: it can. Returns: (transfer full) */
char        *chat_preview_check (const char        *body);
/* Sends @prompt, as it then stands in the conversation, with @body in the place of the request that
 * would be built for it, this once. Precondition: chat_preview_check() and no turn.
 * Returns: (transfer none) */
ChatTurn    *chat_preview_send  (ChatEngine        *engine,
                                 ChatConversation  *conversation,
                                 ChatMessage       *replaced,
                                 ChatMessage       *prompt,
                                 const char        *body);

/* Tokens that a text will count, within some 30 %: the real number depends on the model. */
gint64       chat_preview_estimate (const char     *text,
                                    gsize           length);
/* The same for a content block as raw JSON, a picture or a document among them. Any thread. */
gint64       chat_preview_weigh    (const char     *block,
                                    gsize           length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatPreview, chat_preview_free)

G_END_DECLS
