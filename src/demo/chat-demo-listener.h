/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads requests off new connections and hands both over.
 *
 * SoupServer listens and parses. Then the connection is taken from it, because every byte of the
 * answer has to be ours, and because it would not notice that a client has left.
 */

#pragma once

#include "chat-demo-request.h"

G_BEGIN_DECLS

typedef struct _ChatDemoListener ChatDemoListener;

/* @request: (transfer full). @socket is what lies under @stream. */
typedef void (*ChatDemoRequestFunc) (GIOStream       *stream,
                                     GSocket         *socket,
                                     ChatDemoRequest *request,
                                     gpointer         user_data);

/* On 127.0.0.1, in the thread-default main context. @port 0: any. @certificate: NULL is http.
 * Returns: (transfer full), or NULL with @error set. */
ChatDemoListener *chat_demo_listener_new               (guint                 port,
                                                        GTlsCertificate      *certificate,
                                                        ChatDemoRequestFunc   func,
                                                        gpointer              user_data,
                                                        GError              **error);
/* Closes the connections that were not handed over yet. Not from within @func. */
void              chat_demo_listener_free              (ChatDemoListener     *self);

guint             chat_demo_listener_get_port          (ChatDemoListener     *self);
/* Also those that never sent a request. */
guint             chat_demo_listener_get_n_connections (ChatDemoListener     *self);

G_END_DECLS
