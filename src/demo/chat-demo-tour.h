/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guided tour: the built-in script that answers what a newcomer types, without a key.
 */

#pragma once

#include "chat-demo-script.h"

G_BEGIN_DECLS

/* @tries_out: as for any script; what is part of the program is tried out by its tests, and the
 * window does not wait for it. Returns: (transfer full) */
ChatDemoScript *chat_demo_tour_new    (gboolean tries_out);
/* The model list, as GET /v1/models gives it. Returns: (transfer full) */
char           *chat_demo_tour_models (void);

G_END_DECLS
