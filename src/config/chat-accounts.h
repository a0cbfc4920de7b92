/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The accounts: the profiles that there are, and the file that keeps the user's own.
 */

#pragma once

#include "chat-profile.h"

G_BEGIN_DECLS

#define CHAT_TYPE_ACCOUNTS (chat_accounts_get_type ())
G_DECLARE_FINAL_TYPE (ChatAccounts, chat_accounts, CHAT, ACCOUNTS, GObject)

/* Reads accounts.json in @folder (nullable: claude-chat in the user's folder for settings) at once,
 * as it is a few KB that everything else waits for. Changes are written soon after, in a thread,
 * whole or not at all, for the user alone to read (0600). There is no key in it.
 * A file that cannot be read is told ("problem") and put aside before another one is written. */
ChatAccounts *chat_accounts_new          (const char   *folder);
/* Writes what is not written yet. Waits for the disk: for the end of the program. */
void          chat_accounts_flush        (ChatAccounts *self);

/* GListModel of ChatProfile: the environment's if there is one, the user's own, the demo. */
GListModel   *chat_accounts_get_profiles (ChatAccounts *self);
/* By id, else by name in any case. Returns: (transfer none) (nullable) */
ChatProfile  *chat_accounts_find         (ChatAccounts *self,
                                          const char   *id_or_name);
/* The one to begin with: the environment's, else what was chosen last, else the first. */
ChatProfile  *chat_accounts_get_chosen   (ChatAccounts *self);
/* Remembers it for the next start. What is not in the list is not remembered. */
void          chat_accounts_choose       (ChatAccounts *self,
                                          ChatProfile  *profile);

/* Remembers @model, from then on what new conversations with @profile begin with. */
void          chat_accounts_set_model    (ChatAccounts *self,
                                          ChatProfile  *profile,
                                          const char   *model);
/* Models that the user wants to see first, by id, with whatever account. */
gboolean      chat_accounts_is_favourite (ChatAccounts *self,
                                          const char   *model);
void          chat_accounts_set_favourite (ChatAccounts *self,
                                          const char   *model,
                                          gboolean      favourite);

/* Whether it is the user's own, and can be changed and removed. */
gboolean      chat_accounts_is_own       (ChatAccounts *self,
                                          ChatProfile  *profile);
/* Gives it an id made of its name. Later changes are kept after chat_profile_changed(). */
void          chat_accounts_add          (ChatAccounts *self,
                                          ChatProfile  *profile);
void          chat_accounts_remove       (ChatAccounts *self,
                                          ChatProfile  *profile);

/* What is wrong with the file, in words, or NULL. Property "problem" (notify). */
const char   *chat_accounts_get_problem  (ChatAccounts *self);

G_END_DECLS
