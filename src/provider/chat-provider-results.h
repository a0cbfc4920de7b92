/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was found, as the desktop's search knows it: identifiers, and how each looks.
 */

#pragma once

#include "chat-search-hit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Results that can still be asked about. */
typedef struct _ChatProviderResults ChatProviderResults;

ChatProviderResults *chat_provider_results_new   (void);
void                 chat_provider_results_free  (ChatProviderResults *self);

/* Takes @hits (element-type ChatSearchHit) out of their array. Returns: (transfer full) "as", of
 * identifiers */
GVariant            *chat_provider_results_take  (ChatProviderResults *self,
                                                  GPtrArray           *hits);
/* Returns: (transfer floating) "a{sv}". One that was found long ago has no more than a name. */
GVariant            *chat_provider_results_describe (ChatProviderResults *self,
                                                  const char          *id);

/* A result by its identifier, which holds for ever. @message (out): "" if it is the conversation as
 * such. Both (transfer full). */
void                 chat_provider_results_split (const char          *id,
                                                  char               **conversation,
                                                  char               **message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatProviderResults, chat_provider_results_free)

G_END_DECLS
