/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The buttons of a block of code: one copies it, one lets its lines wrap or not.
 */

#pragma once

#include "chat-code-find.h"

G_BEGIN_DECLS

/* px, as it is drawn. */
#define CHAT_CODE_BUTTON_HEIGHT 24

/* What becomes of lines that are longer than the card is wide. */
typedef enum
{
  CHAT_CODE_FITS,        /* there are none, nor a button for them */
  CHAT_CODE_WRAPPED,
  CHAT_CODE_UNWRAPPED,
} ChatCodeLines;

#define CHAT_TYPE_CODE_BUTTON (chat_code_button_get_type ())
G_DECLARE_FINAL_TYPE (ChatCodeButton, chat_code_button, CHAT, CODE_BUTTON, GtkWidget)

GtkWidget *chat_code_button_new        (void);
/* @head: what the block is, for those who hear the buttons. @key: shows the key that copies; only the
 * first nine have one. TRUE if its size may have changed. */
gboolean   chat_code_button_set        (ChatCodeButton      *self,
                                        const ChatCodePlace *place,
                                        const char          *head,
                                        ChatCodeLines        lines,
                                        gboolean             key);
/* Says for two seconds that it was copied. */
void       chat_code_button_set_copied (ChatCodeButton      *self);
gboolean   chat_code_button_is_in_use  (ChatCodeButton      *self);

G_END_DECLS
