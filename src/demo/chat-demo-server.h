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
 * guided tour.
 *
 * Signals, each with the number of the request (guint):
 *   "request-received"  its body is there, its answer has not begun
 *   "client-left"       its client closed the connection before the reply was over
 *   "reply-over"        all of its reply is written
 */
ChatDemoServer *chat_demo_server_new        (void);
/* @port 0: any. FALSE with @error set if the port is taken. */
gboolean        chat_demo_server_start      (ChatDemoServer  *self,
                                             guint            port,
                                             GError         **error);
/* Closes all connections. What was recorded stays; it may be started again. Not from within
 * "request-received". */
void            chat_demo_server_stop       (ChatDemoServer  *self);
guint           chat_demo_server_get_port   (ChatDemoServer  *self);
/* "http://127.0.0.1:PORT", or https with a certificate; NULL when it is not started. */
const char     *chat_demo_server_get_url    (ChatDemoServer  *self);

/* What to answer from now on; see data/demo/README.md (the script format). Files are looked for in
 * the working folder. FALSE with @error set if the script is no good; the old one stays then.
 * NULL: the tour. */
gboolean        chat_demo_server_set_script (ChatDemoServer  *self,
                                             const char      *json,
                                             GError         **error);
/* The same from a file, with the files that it names beside it. */
gboolean        chat_demo_server_load_script (ChatDemoServer *self,
                                             const char      *path,
                                             GError         **error);

/* The one key that is good; NULL (as at first): nobody is asked for one. */
void            chat_demo_server_set_key    (ChatDemoServer  *self,
                                             const char      *key);
/* Requests are checked as the API does where it is strictest: see data/demo/README.md. */
void            chat_demo_server_set_strict (ChatDemoServer  *self,
                                             gboolean         strict);
/* Divides all waits of scripts and of the tour; 0: no waits. At first 1. */
void            chat_demo_server_set_speed  (ChatDemoServer  *self,
                                             double           speed);
/* Answers GET /__demo/journal and PUT /__demo/script too, for tests in other processes. */
void            chat_demo_server_set_control (ChatDemoServer *self,
                                             gboolean         control);
/* Serves https from the next start on. Two PEM files. */
gboolean        chat_demo_server_set_certificate (ChatDemoServer  *self,
                                             const char      *certificate_file,
                                             const char      *key_file,
                                             GError         **error);

/* Connections accepted since the start, also those that never sent a request. */
guint           chat_demo_server_get_n_connections (ChatDemoServer *self);
/* What was sent to POST /v1/messages so far. */
guint           chat_demo_server_get_n_requests (ChatDemoServer *self);
/* Body of request @number (from 0) as it came, or NULL; the last 256 are kept. (transfer none) */
const char     *chat_demo_server_get_body   (ChatDemoServer  *self,
                                             guint            number);
/* A request header of that request, or NULL. */
const char     *chat_demo_server_get_header (ChatDemoServer  *self,
                                             guint            number,
                                             const char      *name);
/* The HTTP status that it got; 0: none yet. */
guint           chat_demo_server_get_status (ChatDemoServer  *self,
                                             guint            number);
/* Monotonic microseconds at which the client of that request was seen to leave before the reply was
 * over; 0: it did not. */
gint64          chat_demo_server_get_left_us (ChatDemoServer *self,
                                             guint            number);
/* The same for: the first byte of the reply, the first delta (each just before it is written), and
 * the last byte; 0: not yet. */
gint64          chat_demo_server_get_first_byte_us (ChatDemoServer *self,
                                             guint            number);
gint64          chat_demo_server_get_first_delta_us (ChatDemoServer *self,
                                             guint            number);
gint64          chat_demo_server_get_over_us (ChatDemoServer *self,
                                             guint            number);

G_END_DECLS
