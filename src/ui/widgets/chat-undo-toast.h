/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The toast that offers to take something back.
 */

#pragma once

#include <adwaita.h>

#include "chat-session.h"

G_BEGIN_DECLS

/* Its button activates "chat.undo". There is something to undo. Returns: (transfer full) */
AdwToast *chat_undo_toast_new (ChatSession *session);

G_END_DECLS
