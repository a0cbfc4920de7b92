/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which conversations the sidebar lists: all, those with a tag, the archive, the trash. A choice is
 * a string, so that it can be the state of an action: "all", "tag:NAME", "archive", "trash".
 */

#pragma once

#include <gio/gio.h>

#include "chat-history.h"

G_BEGIN_DECLS

#define CHAT_LIST_CHOICE_ALL     "all"
#define CHAT_LIST_CHOICE_ARCHIVE "archive"
#define CHAT_LIST_CHOICE_TRASH   "trash"

/* What is none of these counts as "all". */
ChatHistoryScope  chat_list_choice_get_scope       (const char  *choice);
/* Part of @choice, or NULL. */
const char       *chat_list_choice_get_tag         (const char  *choice);
/* Borrowed, like the other words. */
const char       *chat_list_choice_get_title       (const char  *choice);
const char       *chat_list_choice_get_icon        (const char  *choice);
/* What stands in an empty list: what it is, and how something gets there. */
const char       *chat_list_choice_get_empty_title (const char  *choice);
const char       *chat_list_choice_get_empty_text  (const char  *choice);

/* All choices; each activates @action with its string. @tags: NULL-terminated.
 * Returns: (transfer full) */
GMenuModel       *chat_list_choice_new_menu        (char       **tags,
                                                    const char  *action);

G_END_DECLS
