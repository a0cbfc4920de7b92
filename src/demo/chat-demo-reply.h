/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reply of a script, worked out for one request. The format: data/demo/README.md.
 */

#pragma once

#include "chat-demo-plan.h"
#include "chat-demo-value.h"

G_BEGIN_DECLS

/* Returns: (transfer full), or NULL with @context's error set. */
ChatDemoPlan *chat_demo_reply_to_plan (ChatDemoContext *context,
                                       JsonObject      *reply);

G_END_DECLS
