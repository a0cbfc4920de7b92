/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: why conversations cannot be kept, in words for the user.
 */

#pragma once

#include "chat-store.h"

G_BEGIN_DECLS

/* Returns: (transfer full). @opening: it is not that something could not be written. */
char                 *chat_history_problem_of_error   (const GError     *error,
                                                       const char       *folder,
                                                       gboolean          opening);
/* @error of a write, with a message for the user if it is the store's. Returns: (transfer full) */
GError               *chat_history_problem_in_words   (const GError     *error);
/* Returns: (transfer full) (nullable): NULL where there is nothing to be told. */
char                 *chat_history_problem_of_opening (ChatStoreOpening  opening,
                                                       const char       *folder,
                                                       const char       *set_aside);

G_END_DECLS
