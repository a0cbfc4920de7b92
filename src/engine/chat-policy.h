/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user wants of every request, whoever answers it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean prompt_caching;   /* where the server can */
  guint    connect_ms;       /* until a connection stands */
  guint    first_byte_ms;    /* then until the answer begins */
  guint    idle_ms;          /* between bytes */
} ChatPolicy;

#define CHAT_POLICY_INIT { TRUE, 30000, 600000, 300000 }

G_END_DECLS
