/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a conversation for the clipboard and for a drag.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-excerpt.h"

G_BEGIN_DECLS

#define CHAT_TYPE_EXCERPT_PROVIDER (chat_excerpt_provider_get_type ())
G_DECLARE_FINAL_TYPE (ChatExcerptProvider, chat_excerpt_provider, CHAT, EXCERPT_PROVIDER,
                      GdkContentProvider)

/* Gives plain text, text/markdown and text/html, each made when it is asked for, in a thread. */
GdkContentProvider *chat_excerpt_provider_new          (ChatExcerpt *excerpt);
/* Gives its Markdown for plain text too: a copy that is exact wherever it is put. */
GdkContentProvider *chat_excerpt_provider_new_markdown (ChatExcerpt *excerpt);

G_END_DECLS
