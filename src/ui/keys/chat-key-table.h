/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which keys each action of the table of chat-shortcuts.h has, once what people changed is minded. Pure.
 */

#pragma once

#include "chat-key-rules.h"

G_BEGIN_DECLS

/* Whether it sends is a setting of its own. */
#define CHAT_KEY_TABLE_ENTER "Return"

typedef struct _ChatKeyTable ChatKeyTable;

ChatKeyTable       *chat_key_table_new         (void);
void                chat_key_table_free        (ChatKeyTable        *self);
/* @changes: action → its keys, a GStrv. @enter_sends: Enter is one of the keys of the action that has
 * CHAT_SHORTCUT_ENTER. First whoever keeps its keys has them, then who was given some, then the others
 * have what is left. */
void                chat_key_table_fill        (ChatKeyTable        *self,
                                                GHashTable          *changes,
                                                gboolean             enter_sends);
/* Separated by blanks. Borrowed until it is filled again. */
const char         *chat_key_table_get_keys    (ChatKeyTable        *self,
                                                const ChatShortcut  *entry);
/* Whether @other has @key where @entry could be meant, too. */
gboolean            chat_key_table_shares      (ChatKeyTable        *self,
                                                const ChatShortcut  *entry,
                                                const char          *key,
                                                const ChatShortcut  *other);
/* The first one behind @after (nullable) that shares @key with @entry. (nullable) */
const ChatShortcut *chat_key_table_find_owner  (ChatKeyTable        *self,
                                                const ChatShortcut  *entry,
                                                const char          *key,
                                                const ChatShortcut  *after);
/* What @entry was given instead of its keys; NULL: nothing, or it has to keep them. Borrowed. */
const char * const *chat_key_table_find_change (GHashTable          *changes,
                                                const ChatShortcut  *entry);

G_END_DECLS
