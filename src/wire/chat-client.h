/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The HTTP side of a profile: one libsoup session, set up against the traps that were measured.
 */

#pragma once

#include <libsoup/soup.h>

#include "chat-failure.h"

G_BEGIN_DECLS

#define CHAT_TYPE_CLIENT (chat_client_get_type ())
G_DECLARE_FINAL_TYPE (ChatClient, chat_client, CHAT, CLIENT, GObject)

typedef struct
{
  const char *name;
  const char *value;
} ChatHeader;

/* @ca_file (nullable): PEM with the certificates to trust instead of the system's. */
ChatClient  *chat_client_new          (const char     *ca_file);

/* Instead of the system's. @url (nullable): NULL for no proxy at all. With one on another machine,
 * plain http to this one counts as plain http to another machine. */
void         chat_client_set_proxy    (ChatClient       *self,
                                       const char       *url);

/* An unsent POST of JSON, and an unsent GET of it. @endpoint is a whole URL; @headers ends with a
 * NULL name. NULL with @failure set if the URL is bad, or plain http to another machine without
 * @allow_http. Redirects are never followed. Returns: (transfer full) */
SoupMessage *chat_client_new_post     (ChatClient       *self,
                                       const char       *endpoint,
                                       const ChatHeader *headers,
                                       GBytes           *body,
                                       gboolean          allow_http,
                                       ChatFailure     **failure);
SoupMessage *chat_client_new_get      (ChatClient       *self,
                                       const char       *endpoint,
                                       const ChatHeader *headers,
                                       gboolean          allow_http,
                                       ChatFailure     **failure);
/* Makes a connection to the server of @endpoint ahead, unless there should be one. Nothing is sent. */
void         chat_client_preconnect   (ChatClient       *self,
                                       const char       *endpoint,
                                       gboolean          allow_http);
/* Something may have cut all connections without a word: a suspended computer, another network. Those
 * that are dead fail within some four seconds; the others do not notice. */
void         chat_client_probe        (ChatClient       *self);
SoupSession *chat_client_get_session  (ChatClient       *self);

/* The failure for an error of libsoup, GIO or the TLS library with @message. (transfer full) */
ChatFailure *chat_client_failure_from_error (ChatClient *self,
                                       SoupMessage      *message,
                                       const GError     *error,
                                       gboolean          connected);

G_END_DECLS
