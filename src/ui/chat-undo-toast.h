/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The toast that offers to take something back.
 */

#pragma once

#include <adwaita.h>

#include "chat-session.h"

G_BEGIN_DECLS

/* Its button activates "chat.undo". @undo is not CHAT_UNDO_NONE. Returns: (transfer full) */
AdwToast *chat_undo_toast_new (ChatUndo undo);

G_END_DECLS
