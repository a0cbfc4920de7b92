/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters under a name: how a conversation begins, and what it is changed to at a stroke.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

/* One that begins with the usual preset, if there is one. Returns: (transfer full) */
ChatConversation *chat_engine_new_conversation (ChatEngine       *self);
void              chat_engine_apply_preset     (ChatEngine       *self,
                                                ChatConversation *conversation,
                                                ChatLibraryItem  *preset);
/* Under @name, in the place of what has it. */
void              chat_engine_save_preset      (ChatEngine       *self,
                                                ChatConversation *conversation,
                                                const char       *name);

G_END_DECLS
