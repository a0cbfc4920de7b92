/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of one action, normalized and separated by blanks, and what two of them share. Pure.
 */

#pragma once

#include "chat-key-rules.h"

G_BEGIN_DECLS

/* Those of the table. Returns: (transfer full) */
char     *chat_key_list_dup_default (const ChatShortcut *entry);
gboolean  chat_key_list_has         (const char         *keys,
                                     const char         *key);
/* That of @keys, which belong to @other, that a press of @key of @entry can mean, too, or NULL.
 * Returns: (transfer full) */
char     *chat_key_list_dup_shared  (const ChatShortcut *entry,
                                     const char         *key,
                                     const ChatShortcut *other,
                                     const char         *keys);
/* @keys, which belong to @entry, without those that a press of @key of @by can mean, too, and with @added
 * (nullable) at the end. Returns: (transfer full) */
GStrv     chat_key_list_dup_without (const ChatShortcut *entry,
                                     const char         *keys,
                                     const ChatShortcut *by,
                                     const char         *key,
                                     const char         *added);

G_END_DECLS
