/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server refuses of the protocol itself, and goes without from then on.
 */

#pragma once

#include "chat-failure.h"
#include "chat-profile.h"

G_BEGIN_DECLS

/* What a request to @profile that was refused with @failure may go without, of what it did carry: 0
 * if the failure is about something else. Servers have no code for it, so this goes by the words; a
 * 404 may be any of it. Requests of @profile go without it from then on, so nothing comes twice. */
ChatFallback chat_fallback_note      (ChatProfile       *profile,
                                      const ChatFailure *failure);
/* It did not help, so it was not that. Sets @fallback to 0. */
void         chat_fallback_take_back (ChatProfile       *profile,
                                      ChatFallback      *fallback);
/* One sentence for each. Returns: (transfer full) (nullable): NULL for 0 */
char        *chat_fallback_dup_words (ChatProfile       *profile,
                                      ChatFallback       fallback);

G_END_DECLS
