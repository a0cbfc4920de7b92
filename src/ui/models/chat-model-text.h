/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Models in words.
 */

#pragma once

#include "chat-model.h"

G_BEGIN_DECLS

/* "1M tokens · $5 in, $25 out · images, PDF, thinking": what is known; "" if nothing is.
 * Returns: (transfer full) */
char *chat_model_text_dup_caption    (ChatModel *model);
/* "Retires on 30 November 2026", "Deprecated", or NULL. Returns: (transfer full) */
char *chat_model_text_dup_retirement (ChatModel *model);

G_END_DECLS
