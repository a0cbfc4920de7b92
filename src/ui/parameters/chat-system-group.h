/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The system prompt among the parameters: its text, and a button that inserts what the library has.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_SYSTEM_GROUP (chat_system_group_get_type ())
G_DECLARE_FINAL_TYPE (ChatSystemGroup, chat_system_group, CHAT, SYSTEM_GROUP, AdwPreferencesGroup)

GtkWidget   *chat_system_group_new      (ChatEngine      *engine);
/* What is typed into. Returns: (transfer none) */
GtkTextView *chat_system_group_get_view (ChatSystemGroup *self);

G_END_DECLS
