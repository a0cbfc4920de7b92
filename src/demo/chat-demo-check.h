/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says no to the requests that the real API would refuse, in its words.
 */

#pragma once

#include "chat-demo-request.h"

G_BEGIN_DECLS

/* Beyond this the real API answers 413. */
#define CHAT_DEMO_MAX_BODY (32 * 1024 * 1024)

typedef struct
{
  const char *key;      /* exactly one header with this key is wanted; NULL: none is needed */
  gboolean    checks;   /* FALSE: only the key, and a body that is JSON */
  /* What the real API only does for some models: a signature that was not made here is invalid, a
   * continued tool turn starts with its thinking, and a model is called claude-… */
  gboolean    strict;
} ChatDemoRules;

typedef struct
{
  guint       status;
  const char *type;
  char       *message;
  const char *code;     /* details.error_code (nullable) */
} ChatDemoRefusal;

/* For any path: who asks. Returns: (transfer full) (nullable), NULL if nothing is wrong */
ChatDemoRefusal *chat_demo_check_headers  (ChatDemoRequest     *request,
                                           const ChatDemoRules *rules);
/* For POST with JSON: leaves the parsed body in @request. @is_count: /v1/messages/count_tokens.
 * Returns: (transfer full) (nullable), NULL if nothing is wrong */
ChatDemoRefusal *chat_demo_check_body     (ChatDemoRequest     *request,
                                           const ChatDemoRules *rules,
                                           gboolean             is_count);
void             chat_demo_refusal_free   (ChatDemoRefusal     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatDemoRefusal, chat_demo_refusal_free)

/* The parts of chat_demo_check_body(), one a file. */
ChatDemoRefusal *chat_demo_check_fields   (ChatDemoRequest     *request,
                                           gboolean             is_count);
ChatDemoRefusal *chat_demo_check_messages (ChatDemoRequest     *request,
                                           const ChatDemoRules *rules);
ChatDemoRefusal *chat_demo_check_block    (JsonObject          *block,
                                           const char          *role,
                                           const char          *where,
                                           const ChatDemoRules *rules);
ChatDemoRefusal *chat_demo_check_tool_use (JsonArray           *messages,
                                           gboolean             must_think);

/* 400 invalid_request_error. Returns: (transfer full) */
ChatDemoRefusal *chat_demo_refuse         (const char          *format,
                                           ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
