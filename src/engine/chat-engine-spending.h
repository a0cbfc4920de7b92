/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the engine spends, and what a model can read.
 */

#pragma once

#include "chat-engine.h"
#include "chat-spending.h"

G_BEGIN_DECLS

/* Prices, sums and the budget. Borrowed. */
ChatSpending *chat_engine_get_spending    (ChatEngine  *self);
/* The next turn is sent although the budget is used up, at the user's word. */
void          chat_engine_override_budget (ChatEngine  *self);
/* How many tokens @model can read, as chat_engine_get_capabilities() knows; 0: unknown. */
gint64        chat_engine_get_context     (ChatEngine  *self,
                                           ChatProfile *profile,
                                           const char  *model);

G_END_DECLS
