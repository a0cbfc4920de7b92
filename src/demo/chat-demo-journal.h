/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was sent to POST /v1/messages, in order.
 */

#pragma once

#include "chat-demo-request.h"

G_BEGIN_DECLS

typedef struct _ChatDemoJournal ChatDemoJournal;

ChatDemoJournal *chat_demo_journal_new      (void);
void             chat_demo_journal_free     (ChatDemoJournal *self);

/* Counts the attempts of @request, and forgets the body of an old one. @request: (transfer full).
 * Returns: its number */
guint            chat_demo_journal_add      (ChatDemoJournal *self,
                                             ChatDemoRequest *request);
guint            chat_demo_journal_get_size (ChatDemoJournal *self);
/* Returns: (transfer none) (nullable), NULL if there was no such request */
ChatDemoRequest *chat_demo_journal_get      (ChatDemoJournal *self,
                                             guint            number);
/* Returns: (transfer full), a JSON array */
char            *chat_demo_journal_to_json  (ChatDemoJournal *self);

G_END_DECLS
