/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the API answers beside messages: the model list, counted tokens, and that there is nothing.
 */

#pragma once

#include "chat-demo-check.h"
#include "chat-demo-plan.h"

G_BEGIN_DECLS

/* Returns: (transfer full), always an answer */
ChatDemoPlan *chat_demo_endpoints_answer  (ChatDemoRequest       *request,
                                           const ChatDemoRules   *rules);
/* Returns: (transfer full) */
ChatDemoPlan *chat_demo_endpoints_refuse  (ChatDemoRequest       *request,
                                           const ChatDemoRefusal *refusal);

G_END_DECLS
