/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The follower: what its files share.
 */

#pragma once

#include "chat-follower-room.h"
#include "chat-heights.h"
#include "chat-page-views.h"
#include "chat-selection.h"

G_BEGIN_DECLS

/* Messages that are written at once when a conversation is opened or another branch is shown: more
 * than a window holds, and a few milliseconds. */
#define CHAT_FIRST_MESSAGES 20
#define CHAT_PAGE_BYTES     (48 * 1024)

/* Where the reader is between the edges of the page, px. */
typedef struct
{
  int above;      /* text above the top edge; below 0: that much of the view is without any */
  int below;      /* the same below the bottom edge, with what is not written yet of the last message */
  int height;     /* of the view */
} ChatPlace;

/* An edge is near when there is less than this before it: at 24 000 px a second the page is still
 * ahead. */
#define CHAT_MARGIN_PAGES 6

struct _ChatFollower
{
  GObject           parent_instance;

  ChatColumn       *column;          /* borrowed */
  ChatScrollRule   *rule;
  ChatConversation *conversation;
  ChatTurn         *turn;            /* may have ended */
  ChatPage         *page;
  ChatFolds        *folds;           /* of the conversation */
  gboolean          unwraps;         /* code that the reader has not touched */
  ChatSelection    *selection;       /* of the page, or NULL */

  ChatHeights      *heights;         /* of all messages on the path */
  guint             first;           /* of the path's messages, that is on the page */
  ChatMessage      *kept;            /* borrowed, or NULL: stays on the page */
  gboolean          measured;        /* the page, since it was made */
  ChatFollowerPlace wanted;          /* where to go once that is written; owns its message */
  gboolean          wanted_whole;    /* with all of that message */
  gint64            grown_frame;     /* counter of the frame clock, when it last grew */
  guint             look;            /* tick callback, while the window may have to move */
  guint             prefetch;        /* idle callback, while there is less than is good to have */

  GHashTable       *dirty;           /* set of ChatMessage, borrowed from the page */
  guint             tick;            /* tick callback, while anything is dirty */
  guint             opening;         /* frames that the page may still take until it is seen */
  guint             n_slices;        /* of long messages, that this flush wrote at the end */
  gint64            slice_us;        /* what the last of these took, with its layout; 0: not known */
  guint             due;             /* timeout, while a turn runs */
  gboolean          second_passed;
  gint64            next_flush_us;
};

/* chat-follower.c */

/* Time of this thread: what others do on the machine is no reason to slow down. */
gint64 chat_follower_get_cpu_us  (void);
/* Takes @n_removed messages off the page at @position and writes @n_added of the model from @source
 * on there, with their roles alone. */
void   chat_follower_splice      (ChatFollower *self,
                                  guint         position,
                                  guint         n_removed,
                                  guint         source,
                                  guint         n_added);
/* Writes what is marked with the next frame. */
void   chat_follower_schedule    (ChatFollower *self);
/* Emits "updated", or "moved". */
void   chat_follower_tell        (ChatFollower *self);
void   chat_follower_tell_moved  (ChatFollower *self);

/* chat-follower-edges.c */

/* So many messages, or fewer if they are long. */
void     chat_follower_grow_above     (ChatFollower    *self,
                                       guint            n_messages);
void     chat_follower_grow_below     (ChatFollower    *self,
                                       guint            n_messages);
/* Cuts a page that is too long at the edge that is further away. */
void     chat_follower_trim           (ChatFollower    *self,
                                       const ChatPlace *place);

/* chat-follower-window.c */

/* Where a page that ends at @end begins. */
guint    chat_follower_get_start      (ChatFollower    *self,
                                       guint            end);
/* The messages at @position of the path are others. */
void     chat_follower_change_path    (ChatFollower    *self,
                                       guint            position,
                                       guint            n_removed,
                                       guint            n_added);
/* A page around the message at @position, which begins at the top edge. */
void     chat_follower_open_around    (ChatFollower    *self,
                                       guint            position);
/* Looks with the next frame whether the page has to move on. */
void     chat_follower_queue_look     (ChatFollower    *self);

/* chat-follower-places.c */

/* To where the reader wants to go, or on the way there while what is needed there is not written; and
 * there, whatever is. */
void     chat_follower_set_out        (ChatFollower    *self);
void     chat_follower_go_to_wanted   (ChatFollower    *self);

G_END_DECLS
