/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rest of a body whose message is complete, so that its connection serves the next request.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads @input (transfer full) to its end, which is hardly more than the last chunk, for no longer
 * than a second, and lets it go. In the thread's default main context. */
void chat_drain (GInputStream *input);

G_END_DECLS
