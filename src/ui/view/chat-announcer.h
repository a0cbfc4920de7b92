/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells a screen reader what happens in a conversation: the reply by sentences as it is written, how it
 * goes, and what is said in passing.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-turn.h"

G_BEGIN_DECLS

#define CHAT_TYPE_ANNOUNCER (chat_announcer_get_type ())
G_DECLARE_FINAL_TYPE (ChatAnnouncer, chat_announcer, CHAT, ANNOUNCER, GObject)

/* For @widget, which shows the conversation and must outlive it. As much as CHAT_SETTING_ANNOUNCEMENTS
 * of @settings has it. Signal "announced", with the words (a string): they were handed on. */
ChatAnnouncer *chat_announcer_new      (GtkWidget     *widget,
                                        GSettings     *settings);
/* The one that runs in the conversation, or NULL; again and again. */
void           chat_announcer_set_turn (ChatAnnouncer *self,
                                        ChatTurn      *turn);
/* What is shown for a moment only. */
void           chat_announcer_say      (ChatAnnouncer *self,
                                        const char    *words);

G_END_DECLS
