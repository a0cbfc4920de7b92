/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an empty conversation shows: a question, four ways to begin, three keys.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_START_PAGE (chat_start_page_get_type ())
G_DECLARE_FINAL_TYPE (ChatStartPage, chat_start_page, CHAT, START_PAGE, GtkWidget)

/* The cards activate "chat.start-with" with (sb): a prompt, and whether to send it at once.
 * Properties: "description" (who answers), "narrow" (one column). */

G_END_DECLS
