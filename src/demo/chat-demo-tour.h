/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guided tour: the built-in script that answers what a newcomer types, without a key.
 */

#pragma once

#include "chat-demo-script.h"

G_BEGIN_DECLS

/* Returns: (transfer full) */
ChatDemoScript *chat_demo_tour_new    (void);
/* The model list, as GET /v1/models gives it. Returns: (transfer full) */
char           *chat_demo_tour_models (void);

G_END_DECLS
