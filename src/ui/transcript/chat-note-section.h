/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A note below a reply: what happened, and buttons for what can be done.
 */

#pragma once

#include "chat-note.h"
#include "chat-section.h"

G_BEGIN_DECLS

/* @note: (transfer full) */
ChatSection  *chat_note_section_new      (ChatPage    *page,
                                          ChatNote    *note);
/* Another wording of a note of the same kind: a countdown. @note: (transfer full) */
void          chat_note_section_set_note (ChatSection *self,
                                          ChatNote    *note);
ChatNoteKind  chat_note_section_get_kind (ChatSection *self);
ChatMarkIcon  chat_note_get_icon         (ChatNoteKind kind);

G_END_DECLS
