/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forgiving search: a few letters of a few words, in any order, against short texts.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ChatFuzzy ChatFuzzy;

/* Capitals and accents do not count. Each word of @query has to be in a text: as a piece of it, or its
 * letters in their order, the first of them where a word begins. Immutable: any thread may use it.
 * Returns: (transfer full) */
ChatFuzzy *chat_fuzzy_new      (const char      *query);
void       chat_fuzzy_free     (ChatFuzzy       *self);
/* Nothing is looked for: everything matches alike. */
gboolean   chat_fuzzy_is_empty (const ChatFuzzy *self);
/* How well @text, of which the first 160 characters count, matches: more is better; 0: not at all.
 * @places (nullable, element-type guint): gets where each character that matched begins, in bytes, not
 * in order. */
guint      chat_fuzzy_score    (const ChatFuzzy *self,
                                const char      *text,
                                GArray          *places);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatFuzzy, chat_fuzzy_free)

G_END_DECLS
