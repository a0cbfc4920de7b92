/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server of an account understands, as switches that unfold.
 */

#pragma once

#include <adwaita.h>

#include "chat-profile.h"

G_BEGIN_DECLS

#define CHAT_TYPE_DIALECT_ROW (chat_dialect_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatDialectRow, chat_dialect_row, CHAT, DIALECT_ROW, AdwExpanderRow)

GtkWidget   *chat_dialect_row_new         (ChatProfile       *profile);
/* The server may be another one: what was as usual for the last one becomes as usual for this one. */
void         chat_dialect_row_set_usual   (ChatDialectRow    *self,
                                           const ChatDialect *usual);
ChatDialect  chat_dialect_row_get_dialect (ChatDialectRow    *self);

G_END_DECLS
