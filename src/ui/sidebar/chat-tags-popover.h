/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover in which a conversation gets and loses tags.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-history.h"

G_BEGIN_DECLS

#define CHAT_TYPE_TAGS_POPOVER (chat_tags_popover_get_type ())
G_DECLARE_FINAL_TYPE (ChatTagsPopover, chat_tags_popover, CHAT, TAGS_POPOVER, GtkPopover)

/* A list of all tags to check, and an entry for a new one. What is done is done at once.
 * Returns: (transfer floating), for chat_popover_show() */
GtkWidget *chat_tags_popover_new (ChatHistory *history,
                                  const char  *uid);

G_END_DECLS
