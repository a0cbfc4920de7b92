/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The button that copies a block of code.
 */

#pragma once

#include "chat-code-find.h"

G_BEGIN_DECLS

/* px, as it is drawn. */
#define CHAT_CODE_BUTTON_HEIGHT 24

#define CHAT_TYPE_CODE_BUTTON (chat_code_button_get_type ())
G_DECLARE_FINAL_TYPE (ChatCodeButton, chat_code_button, CHAT, CODE_BUTTON, GtkWidget)

GtkWidget *chat_code_button_new        (void);
/* @spoken: what it copies, for those who hear it. @key: shows the key that does the same; only the
 * first nine have one. TRUE if its size may have changed. */
gboolean   chat_code_button_set        (ChatCodeButton      *self,
                                        const ChatCodePlace *place,
                                        const char          *spoken,
                                        gboolean             key);
/* Says for two seconds that it was copied. */
void       chat_code_button_set_copied (ChatCodeButton      *self);
gboolean   chat_code_button_is_in_use  (ChatCodeButton      *self);

G_END_DECLS
