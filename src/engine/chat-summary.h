/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fork with a summary: a conversation goes on in a new one that begins with what it was about.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

/* What the model is asked for. Translated; static. */
const char       *chat_summary_get_prompt  (void);
/* Once @turn, which was asked for it, has ended, makes a conversation of the prompt and the summary,
 * with the profile, model, parameters and system prompt of the one that was summed up, whose own
 * messages stay where they are. With a history it is saved and listed. Fails if the summary is not
 * complete. Main thread. */
void              chat_summary_fork_async  (ChatEngine           *engine,
                                            ChatTurn             *turn,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
/* Returns: (transfer full); NULL with @error set */
ChatConversation *chat_summary_fork_finish (ChatEngine           *engine,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
