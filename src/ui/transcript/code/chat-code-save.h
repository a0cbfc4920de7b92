/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saves a block of code as a file.
 */

#pragma once

#include "chat-code-block.h"

G_BEGIN_DECLS

/* Asks where to, over the window of @widget, and writes what the block holds now. */
void  chat_code_save          (GtkWidget              *widget,
                               ChatCodeBlock          *block);
/* The name to propose: one that the fence names ("c title=main.c", "src/main.c"), else "code" with
 * what is usual for @language, which may be NULL. @info: all that stands after the fence, or NULL.
 * (transfer full) */
char *chat_code_save_dup_name (const char             *info,
                               const ChatCodeLanguage *language);

G_END_DECLS
