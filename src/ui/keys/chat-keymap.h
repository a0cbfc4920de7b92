/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys as people have changed them: the table of chat-shortcuts.h with what differs from it. At no
 * time two actions that can be meant at once have the same key.
 */

#pragma once

#include "chat-key-rules.h"

G_BEGIN_DECLS

/* Of one action; each has a name for the screen reader and a place on the screen. */
#define CHAT_KEYMAP_MAX_KEYS 3

#define CHAT_TYPE_KEYMAP (chat_keymap_get_type ())
G_DECLARE_FINAL_TYPE (ChatKeymap, chat_keymap, CHAT, KEYMAP, GObject)

/* Without changes. Signal "changed": an action has other keys. */
ChatKeymap         *chat_keymap_new         (void);
/* The one that all windows on @display follow. Borrowed from it. */
ChatKeymap         *chat_keymap_get         (GdkDisplay          *display);
/* Keeps the changes in CHAT_SETTING_KEYS and CHAT_SETTING_SEND_KEY of @settings, and follows them. */
void                chat_keymap_keep        (ChatKeymap          *self,
                                             GSettings           *settings);

/* The keys of @action, normalized and separated by blanks: "" for none. A row of digits stands there by
 * its first. */
const char         *chat_keymap_get_keys    (ChatKeymap          *self,
                                             const char          *action);
/* The same as a GtkShortcutLabel shows them: a row of digits by its ends. Returns: (transfer full) */
char               *chat_keymap_dup_shown_keys (ChatKeymap       *self,
                                             const char          *action);
/* What a press of them is compared with. Borrowed. */
GtkShortcutTrigger *chat_keymap_get_trigger (ChatKeymap          *self,
                                             const char          *action);
/* The same for the @n-th (from 0) keys of the rows of @action. Returns: (transfer full) */
GtkShortcutTrigger *chat_keymap_dup_nth_trigger (ChatKeymap      *self,
                                             const char          *action,
                                             guint                n);
gboolean            chat_keymap_has_key     (ChatKeymap          *self,
                                             const ChatShortcut  *entry,
                                             const char          *key);
/* Whether @action has not the keys of the table. */
gboolean            chat_keymap_is_changed  (ChatKeymap          *self,
                                             const char          *action);

/* Who has @key, or keys of the row that it begins, where @entry could be meant, too: the first one behind
 * @after (nullable), or NULL. */
const ChatShortcut *chat_keymap_find_owner  (ChatKeymap          *self,
                                             const ChatShortcut  *entry,
                                             const char          *key,
                                             const ChatShortcut  *after);
/* The key of that @owner. Returns: (transfer full) */
char               *chat_keymap_dup_shared_key (ChatKeymap       *self,
                                             const ChatShortcut  *entry,
                                             const char          *key,
                                             const ChatShortcut  *owner);
/* Whether @entry can get @key, normalized. @other (out, optional, nullable): who has it, first of all
 * who keeps it. */
ChatKeyVerdict      chat_keymap_judge       (ChatKeymap          *self,
                                             const ChatShortcut  *entry,
                                             const char          *key,
                                             const ChatShortcut **other);
/* Gives @entry a key that is free or taken; who has it does without from now on. */
void                chat_keymap_add_key     (ChatKeymap          *self,
                                             const ChatShortcut  *entry,
                                             const char          *key);
void                chat_keymap_remove_key  (ChatKeymap          *self,
                                             const ChatShortcut  *entry,
                                             const char          *key);
/* Gives @entry (nullable: each action) the keys of the table, except for those that another action was
 * given in the meantime. */
void                chat_keymap_reset       (ChatKeymap          *self,
                                             const ChatShortcut  *entry);

/* What differs from the table, a{sas} by action, but for the Enter that sends. Actions that are not in the table are kept for the
 * version that knows them. Returns: (transfer full) */
GVariant           *chat_keymap_get_changes (ChatKeymap          *self);
/* Follows @changes as far as it can: keys that cannot be are left out, of two actions that want the
 * same key the first in the table gets it. */
void                chat_keymap_set_changes (ChatKeymap          *self,
                                             GVariant            *changes);

G_END_DECLS
