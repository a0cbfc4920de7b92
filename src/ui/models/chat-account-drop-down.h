/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A button that shows an account and opens a list of all.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-profile.h"

G_BEGIN_DECLS

/* Its items are profiles. */
GtkDropDown *chat_account_drop_down_new  (void);
/* Lists @profiles and shows @profile, one of them. */
void         chat_account_drop_down_show (GtkDropDown *self,
                                          GListModel  *profiles,
                                          ChatProfile *profile);

G_END_DECLS
