/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Status line and headers of an answer, and the plain answers that need no script.
 */

#pragma once

#include "chat-demo-plan.h"
#include "chat-demo-request.h"

G_BEGIN_DECLS

#define CHAT_DEMO_JSON_TYPE "application/json"
#define CHAT_DEMO_SSE_TYPE  "text/event-stream; charset=utf-8"

/* What the real API says with every answer. Returns: (transfer full) */
SoupMessageHeaders *chat_demo_headers_new    (ChatDemoRequest    *request,
                                              const char         *content_type);
/* Status line, @headers and the empty line. @reason: (nullable). Returns: (transfer full) */
GBytes             *chat_demo_head_new       (guint               status,
                                              const char         *reason,
                                              SoupMessageHeaders *headers);

/* Returns: (transfer full) */
ChatDemoPlan       *chat_demo_plan_new_json  (ChatDemoRequest    *request,
                                              guint               status,
                                              const char         *json);
/* The API's error body. @code: details.error_code (nullable). Returns: (transfer full) */
ChatDemoPlan       *chat_demo_plan_new_error (ChatDemoRequest    *request,
                                              guint               status,
                                              const char         *type,
                                              const char         *message,
                                              const char         *code);
/* The status that goes with an error type; 500 for an unknown one. */
guint               chat_demo_error_status   (const char         *type);

G_END_DECLS
