/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows in which an account is written down.
 */

#pragma once

#include <adwaita.h>

#include "chat-connection.h"

G_BEGIN_DECLS

#define CHAT_TYPE_ACCOUNT_FORM (chat_account_form_get_type ())
G_DECLARE_FINAL_TYPE (ChatAccountForm, chat_account_form, CHAT, ACCOUNT_FORM, GObject)

/* Filled in from @profile. Its groups are to be put into a page, which then owns them: the form
 * lives no longer than that. */
ChatAccountForm     *chat_account_form_new          (ChatProfile     *profile);
AdwPreferencesGroup *chat_account_form_get_account  (ChatAccountForm *self);
AdwPreferencesGroup *chat_account_form_get_details  (ChatAccountForm *self);
AdwPreferencesGroup *chat_account_form_get_headers  (ChatAccountForm *self);

/* Puts the focus on what is missing: the address, or the key. FALSE: nothing is. */
gboolean             chat_account_form_focus_gap    (ChatAccountForm *self);
/* What is wrong with what is written, in a sentence; the row has the focus then. NULL: nothing is.
 * Returns: (transfer none) */
const char          *chat_account_form_check        (ChatAccountForm *self);
/* A profile of its own, with the key that is entered, or the one that was known if the server is still
 * the same. Returns: (transfer full) */
ChatProfile         *chat_account_form_make_profile (ChatAccountForm *self);
gboolean             chat_account_form_has_new_key  (ChatAccountForm *self);
gboolean             chat_account_form_uses_keyring (ChatAccountForm *self);
/* After the profile got its key. */
void                 chat_account_form_update_key   (ChatAccountForm *self);
/* Fills in what a test found: a model where there was none, an address that works. */
void                 chat_account_form_take_report  (ChatAccountForm            *self,
                                                     const ChatConnectionReport *report);

G_END_DECLS
