/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client for tests of the demo server that sees every byte: no HTTP library between.
 */

#pragma once

#include "chat-demo-server.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define TEST_QUESTION "{\"model\":\"claude-demo\",\"max_tokens\":4096,\"stream\":true," \
                      "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"

typedef struct
{
  GSocketClient *socket_client;
  GIOStream     *stream;         /* NULL: not connected, or closed */
  GCancellable  *cancellable;
  guint          n_pending;      /* operations that still report to this */
  GBytes        *request;
  GString       *received;       /* head and body as they came */
  gboolean       pauses;         /* does not read any more */
  gboolean       is_over;        /* the server has closed the connection */
  GError        *error;          /* why, if not in order */
  gint64         read_us;        /* monotonic, when something came last */
  guint8         buffer[65536];
} TestClient;

/* Connects and sends @request, which is all of it; reads on in the main loop. @trusted: certificates
 * to trust, for https (nullable). @request: (transfer full). */
TestClient *test_client_new_raw  (ChatDemoServer *server,
                                  GTlsDatabase   *trusted,
                                  GBytes         *request);
/* The same, written down: @headers are whole lines or ""; @body may be NULL. */
TestClient *test_client_new      (ChatDemoServer *server,
                                  const char     *method,
                                  const char     *path,
                                  const char     *headers,
                                  const char     *body);
/* POST /v1/messages with all that is needed. @body NULL: TEST_QUESTION. */
TestClient *test_client_ask      (ChatDemoServer *server,
                                  const char     *body);
void        test_client_free     (TestClient     *self);

/* Reads again after self->pauses was set. */
void        test_client_resume   (TestClient     *self);
/* Closes the connection now. */
void        test_client_leave    (TestClient     *self);
/* Runs the main loop until the server has closed the connection. */
void        test_client_wait     (TestClient     *self);
/* Runs it until @text has come in the body or the head. */
void        test_client_await    (TestClient     *self,
                                  const char     *text);

guint       test_client_status   (TestClient     *self);
/* Without chunks' frames. Returns: (transfer full) */
char       *test_client_body     (TestClient     *self);
/* Each whole chunk. Returns: (transfer full) */
GPtrArray  *test_client_chunks   (TestClient     *self);
/* Whether the chunk of no bytes came. */
gboolean    test_client_finished (TestClient     *self);
/* The text that the text deltas add up to. Returns: (transfer full) */
char       *test_client_text     (TestClient     *self);

/* A server that plays @script; NULL: the tour. */
ChatDemoServer *test_demo_start        (const char     *script);
/* What a client got from such a server, up to the end. */
TestClient     *test_demo_play         (const char     *script);
/* Asks with @content (JSON), and expects this text as the reply. */
void            test_demo_assert_reply (ChatDemoServer *server,
                                        const char     *content,
                                        const char     *expected);
/* How often @part is in @text. */
guint           test_demo_count        (const char     *text,
                                        const char     *part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestClient, test_client_free)

G_END_DECLS
