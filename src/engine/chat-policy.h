/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user wants of every request, whoever answers it.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean prompt_caching;   /* where the server can */
  guint    connect_ms;       /* until a connection stands */
  guint    first_byte_ms;    /* then until the answer begins */
  guint    idle_ms;          /* between bytes */
} ChatPolicy;

#define CHAT_POLICY_INIT { TRUE, 30000, 600000, 300000 }

/* What the turns of @engine take that begin from now on. Borrowed, writable. */
ChatPolicy *chat_engine_get_policy (ChatEngine *engine);

G_END_DECLS
