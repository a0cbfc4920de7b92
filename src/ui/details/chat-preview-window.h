/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What will be sent: the next request, its parts, and a chance to change it once.
 */

#pragma once

#include <adwaita.h>

#include "chat-preview.h"

G_BEGIN_DECLS

#define CHAT_TYPE_PREVIEW_WINDOW (chat_preview_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatPreviewWindow, chat_preview_window, CHAT, PREVIEW_WINDOW, AdwWindow)

/* Action "preview.send"; signal "send", with the changed body, or NULL: nothing was changed, so the
 * request is to be sent as it is built. @preview: (transfer full). @can_send: there is a prompt. */
GtkWidget *chat_preview_window_new (GtkWindow   *parent,
                                    ChatPreview *preview,
                                    gboolean     can_send);
/* Once: asks the server of @profile for the exact number of tokens, if it can count. */
void       chat_preview_window_count (ChatPreviewWindow *self,
                                    ChatEngine  *engine,
                                    ChatProfile *profile);

G_END_DECLS
