/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether and when to try again. Pure: clock and chance are handed in.
 */

#pragma once

#include "chat-failure.h"

G_BEGIN_DECLS

#define CHAT_BACKOFF_MAX_RETRIES 5

/* Waiting time in ms before try number @attempt + 1 (the first failure has @attempt 1), or -1: do not.
 * The server's own word comes first (x-should-retry, retry-after-ms, retry-after); then the kind of
 * failure; then 0.5 s doubled each time up to 8 s... times 0.75 to 1 by @chance (0..1).
 * A server's wait above 10 minutes is not waited for. */
gint64 chat_backoff_delay (const ChatFailure *failure,
                           guint              attempt,
                           double             chance);

G_END_DECLS
