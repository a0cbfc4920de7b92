/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conversations that a window showed last, as they stand: with place, draft and selection.
 */

#pragma once

#include "chat-view.h"

G_BEGIN_DECLS

typedef struct _ChatViewCache ChatViewCache;

ChatViewCache *chat_view_cache_new    (void);
void           chat_view_cache_free   (ChatViewCache *self);

/* The view of the conversation @uid, or NULL. Borrowed. */
ChatView      *chat_view_cache_lookup (ChatViewCache *self,
                                       const char    *uid);
/* @view is shown now. The one that was so longest ago may go. */
void           chat_view_cache_use    (ChatViewCache *self,
                                       ChatView      *view);
void           chat_view_cache_remove (ChatViewCache *self,
                                       const char    *uid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatViewCache, chat_view_cache_free)

G_END_DECLS
