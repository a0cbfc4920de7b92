/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a connection is tested: the button, the answer, and what was tried.
 */

#pragma once

#include <adwaita.h>

#include "chat-connection.h"

G_BEGIN_DECLS

#define CHAT_TYPE_CONNECTION_GROUP (chat_connection_group_get_type ())
G_DECLARE_FINAL_TYPE (ChatConnectionGroup, chat_connection_group, CHAT, CONNECTION_GROUP,
                      AdwPreferencesGroup)

/* Its button activates "account.test". Signal "tested", with the ChatConnectionReport as a pointer
 * that lives as long as the call. */
GtkWidget *chat_connection_group_new  (void);
/* Tests @profile; a test that runs is given up. */
void       chat_connection_group_test (ChatConnectionGroup *self,
                                       ChatProfile         *profile);

G_END_DECLS
