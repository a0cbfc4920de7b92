/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of one action: taken away, reset, and added by pressing them.
 */

#pragma once

#include <adwaita.h>

#include "chat-keymap.h"

G_BEGIN_DECLS

#define CHAT_TYPE_KEY_EDITOR (chat_key_editor_get_type ())
G_DECLARE_FINAL_TYPE (ChatKeyEditor, chat_key_editor, CHAT, KEY_EDITOR, AdwWindow)

/* Over @parent, for @entry, whose keys are not fixed. Returns: (transfer floating) */
GtkWidget *chat_key_editor_new (GtkWindow           *parent,
                                ChatKeymap          *keymap,
                                const ChatShortcut  *entry);

G_END_DECLS
