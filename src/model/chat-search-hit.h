/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One result of a search through the history.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

/* Bytes of the snippet that matched. */
typedef struct
{
  guint start;
  guint end;
} ChatHitRange;

typedef struct
{
  char     *conversation;   /* uid */
  char     *message;        /* uid, or NULL if the title alone matched */
  char     *title;          /* of the conversation, or NULL */
  char     *snippet;        /* one line of UTF-8 without control characters */
  GArray   *ranges;         /* (element-type ChatHitRange), in order, not overlapping */
  ChatRole  role;
  gint64    created_ms;     /* of the message */
  gboolean  archived;
  gboolean  in_other_branch;   /* than the one that the conversation shows */
} ChatSearchHit;

ChatSearchHit *chat_search_hit_new  (void);
void           chat_search_hit_free (ChatSearchHit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatSearchHit, chat_search_hit_free)

G_END_DECLS
