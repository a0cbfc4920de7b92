/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account: its address, its key, a test of both, and what is less often changed.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_ACCOUNT_PAGE (chat_account_page_get_type ())
G_DECLARE_FINAL_TYPE (ChatAccountPage, chat_account_page, CHAT, ACCOUNT_PAGE, GtkBox)

/* A page for a subpage of the preferences. @profile is one of the user's own accounts, or a new one,
 * which is added when the user says so. Signal "closed" when the page is to go; signal "told", with a
 * sentence for the user. */
GtkWidget *chat_account_page_new   (ChatEngine      *engine,
                                    ChatProfile     *profile);
/* Puts the focus where one begins: on what a new account lacks, else at the top. */
void       chat_account_page_start (ChatAccountPage *self);

G_END_DECLS
