/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conversations that a window showed last, as they stand: with place, draft and selection. Of those
 * before, what can be undone in the composer.
 */

#pragma once

#include "chat-view.h"

G_BEGIN_DECLS

typedef struct _ChatViewCache ChatViewCache;

/* @stack (borrowed, outlives it) holds the views, so that the hidden ones stay as they are: a text
 * view that leaves its window forgets how high its lines are, and with that its place. */
ChatViewCache *chat_view_cache_new    (GtkStack      *stack);
void           chat_view_cache_free   (ChatViewCache *self);

/* The view of the conversation @uid, or NULL. Borrowed. */
ChatView      *chat_view_cache_lookup (ChatViewCache *self,
                                       const char    *uid);
/* Shows @view (takes a floating reference). The one that was shown longest ago may go. */
void           chat_view_cache_use    (ChatViewCache *self,
                                       ChatView      *view);
/* Not the one that is shown. */
void           chat_view_cache_remove (ChatViewCache *self,
                                       const char    *uid);

/* What was kept of the composer of @uid when its view went, for chat_view_resume(), or NULL.
 * Returns: (transfer full) */
GtkTextBuffer *chat_view_cache_take_text (ChatViewCache *self,
                                          const char    *uid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatViewCache, chat_view_cache_free)

G_END_DECLS
