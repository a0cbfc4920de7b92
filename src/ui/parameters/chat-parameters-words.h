/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters in words, and which of them a model is offered for.
 */

#pragma once

#include "chat-parameters.h"

G_BEGIN_DECLS

/* Translated. */
const char *chat_parameters_name_effort (ChatEffort              effort);
const char *chat_parameters_name_mode   (ChatThinkingMode        mode);
/* What the model does by itself. Returns: (transfer full) */
char       *chat_parameters_dup_own_effort (ChatEffort           effort);
/* Whether it makes a difference, and is not refused. */
gboolean    chat_parameters_offers_mode (const ChatCapabilities *capabilities,
                                         ChatThinkingMode        mode);

G_END_DECLS
