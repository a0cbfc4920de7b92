/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The button that waits for a key to be pressed.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_KEY_CAPTURE (chat_key_capture_get_type ())
G_DECLARE_FINAL_TYPE (ChatKeyCapture, chat_key_capture, CHAT, KEY_CAPTURE, GtkWidget)

/* While "capturing" (property, read, notify), which a press of the button begins, whatever is pressed
 * goes to the signal "captured" (const char *key, normalized), until chat_key_capture_end(). Escape,
 * Tab and a loss of the focus end it too, so that nobody is held. Returns: (transfer floating) */
GtkWidget *chat_key_capture_new           (void);

gboolean   chat_key_capture_is_capturing  (ChatKeyCapture *self);
void       chat_key_capture_end           (ChatKeyCapture *self);
/* What a screen reader says about the button. */
void       chat_key_capture_describe      (ChatKeyCapture *self,
                                           const char     *words);

G_END_DECLS
