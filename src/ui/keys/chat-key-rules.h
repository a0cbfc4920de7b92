/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a key may be, and how one that was pressed is written.
 */

#pragma once

#include "chat-shortcuts.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_KEY_FREE,
  CHAT_KEY_OWN,       /* the action has it already */
  CHAT_KEY_TAKEN,     /* another action has it, and can do without */
  CHAT_KEY_FIXED,     /* another action has it, and keeps it */
  CHAT_KEY_RESERVED,  /* moves the focus, leaves, or edits text: nobody can do without */
  CHAT_KEY_TYPES,     /* where it would hold, it is typed: it needs Ctrl or Alt */
  CHAT_KEY_NO_DIGIT,  /* a row begins with 1 */
} ChatKeyVerdict;

/* @key as gtk_accelerator_name() writes it, so that equal keys are equal strings, or NULL if it is not
 * one. Returns: (transfer full) */
char           *chat_key_rules_normalize  (const char          *key);
/* What stands against @key, normalized, without a look at the other actions: CHAT_KEY_FREE, _RESERVED
 * or _TYPES. The keys that @entry has at first are free. */
ChatKeyVerdict  chat_key_rules_judge      (const ChatShortcut  *entry,
                                           const char          *key);
/* The key of a press, with its modifiers, normalized; a letter of another script as the Latin one on
 * the same key, so that it holds on every layout. NULL for a modifier alone. Returns: (transfer full) */
char           *chat_key_rules_dup_pressed (GdkEvent           *event);
/* The first key of the row that @key, a digit from 1 to 9 with any modifiers, is part of, or NULL.
 * Returns: (transfer full) */
char           *chat_key_rules_dup_row    (const char          *key);
/* The @n-th key (from 0) of the row that @first begins. Returns: (transfer full) */
char           *chat_key_rules_dup_nth    (const char          *first,
                                           guint                n);
/* @key of @entry for people: "Ctrl+N", or a row by its ends. Returns: (transfer full) */
char           *chat_key_rules_dup_label  (const ChatShortcut  *entry,
                                           const char          *key);

G_END_DECLS
