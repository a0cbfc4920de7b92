/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What went over the wire for one reply, as people may see it: without keys.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In place of a value that is nobody's business. */
#define CHAT_EXCHANGE_REMOVED "[removed]"

typedef struct
{
  char     *url;       /* without user, password and query */
  GStrv     headers;   /* name, value, name, value, ...; values that may be secret are removed */
  GBytes   *body;      /* JSON as it was sent */
  GBytes   *stream;    /* the reply as it came so far, or NULL: it is not kept (any more) */
  gboolean  rebuilt;   /* the request is not kept: this one was made from the history just now */
  gboolean  cut;       /* of the stream only the beginning is kept */
} ChatExchange;

void  chat_exchange_free     (ChatExchange       *self);

/* The line of the request and its headers. Returns: (transfer full) */
char *chat_exchange_dup_head (const ChatExchange *self);
/* A command for a POSIX shell that sends the request again with the key in ANTHROPIC_API_KEY.
 * Returns: (transfer full) */
char *chat_exchange_to_curl  (const ChatExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatExchange, chat_exchange_free)

G_END_DECLS
