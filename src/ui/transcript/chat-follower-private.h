/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The follower: what its files share.
 */

#pragma once

#include "chat-follower.h"
#include "chat-page-views.h"

G_BEGIN_DECLS

/* Messages that are written at once when a conversation is opened or another branch is shown: more
 * than a window holds, and a few milliseconds. */
#define CHAT_FIRST_MESSAGES 20

struct _ChatFollower
{
  GObject           parent_instance;

  ChatColumn       *column;          /* borrowed */
  ChatScrollRule   *rule;
  ChatConversation *conversation;
  ChatTurn         *turn;            /* may have ended */
  ChatPage         *page;
  guint             first;           /* of the path's messages, that is on the page */
  guint             filling;         /* idle callback, while first is not 0 */

  GHashTable       *dirty;           /* set of ChatMessage, borrowed from the page */
  guint             tick;            /* tick callback, while anything is dirty */
  guint             due;             /* timeout, while a turn runs */
  gboolean          second_passed;
  gint64            next_flush_us;
};

/* chat-follower.c */

/* Takes @n_removed messages off the page at @position and writes @n_added of the model from @source
 * on there, with their roles alone. */
void   chat_follower_splice           (ChatFollower *self,
                                       guint         position,
                                       guint         n_removed,
                                       guint         source,
                                       guint         n_added);
/* Writes what is new at @position of the page, from above: @budget bytes of each. */
void   chat_follower_write            (ChatFollower *self,
                                       guint         position,
                                       guint         n_views,
                                       gsize         budget);
/* Emits "updated". */
void   chat_follower_tell             (ChatFollower *self);

/* chat-follower-fill.c */

/* Time of this thread: what others do on the machine is no reason to slow down. */
gint64 chat_follower_get_cpu_us       (void);
/* Writes so many messages before the first one of the page. */
void   chat_follower_fill             (ChatFollower *self,
                                       guint         n_messages);
/* Writes the rest while the program has nothing else to do, if there is any. */
void   chat_follower_schedule_filling (ChatFollower *self);
/* Begins the page anew with the end of the conversation, as if it was opened now. */
void   chat_follower_rewrite          (ChatFollower *self);

G_END_DECLS
