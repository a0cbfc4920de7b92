/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Messages API on loopback that plays scripts: the tests' other end, and the built-in demo.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CHAT_TYPE_DEMO_SERVER (chat_demo_server_get_type ())
G_DECLARE_FINAL_TYPE (ChatDemoServer, chat_demo_server, CHAT, DEMO_SERVER, GObject)

/* Listens on 127.0.0.1 in the caller's main context once started. Without a script it gives the
 * guided tour. */
ChatDemoServer *chat_demo_server_new        (void);
/* @port 0: any. FALSE with @error set if the port is taken. */
gboolean        chat_demo_server_start      (ChatDemoServer  *self,
                                             guint            port,
                                             GError         **error);
void            chat_demo_server_stop       (ChatDemoServer  *self);
guint           chat_demo_server_get_port   (ChatDemoServer  *self);
/* "http://127.0.0.1:PORT" */
const char     *chat_demo_server_get_url    (ChatDemoServer  *self);

/* What to answer from now on; see data/demo/README.md (the script format). FALSE with @error set if
 * the script is no good; the old one stays then. NULL: the tour. */
gboolean        chat_demo_server_set_script (ChatDemoServer  *self,
                                             const char      *json,
                                             GError         **error);

/* What was sent to POST /v1/messages so far. */
guint           chat_demo_server_get_n_requests (ChatDemoServer *self);
/* Body of request @number (from 0) as it came, or NULL. (transfer none) */
const char     *chat_demo_server_get_body   (ChatDemoServer  *self,
                                             guint            number);
/* A request header of that request, or NULL. */
const char     *chat_demo_server_get_header (ChatDemoServer  *self,
                                             guint            number,
                                             const char      *name);
/* Monotonic microseconds at which the client of that request was seen to leave before the reply was
 * over; 0: it did not. */
gint64          chat_demo_server_get_left_us (ChatDemoServer *self,
                                             guint            number);

G_END_DECLS
