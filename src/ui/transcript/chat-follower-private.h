/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The follower: what its files share.
 */

#pragma once

#include "chat-follower.h"
#include "chat-heights.h"
#include "chat-page-views.h"
#include "chat-selection.h"

G_BEGIN_DECLS

/* Messages that are written at once when a conversation is opened or another branch is shown: more
 * than a window holds, and a few milliseconds. */
#define CHAT_FIRST_MESSAGES 20

/* Bytes of a message that is new under the reader's eyes; a longer one goes on in later frames. */
#define CHAT_FIRST_BYTES (128 * 1024)

/* A place on the page that keeps its distance to the top of the view while text changes around it. */
typedef struct
{
  GtkTextMark *line;     /* NULL: nothing has a height yet, and so no place */
  int          offset;   /* px of the line above the top edge */
} ChatHeld;

/* Where the reader is between the edges of the page, px. */
typedef struct
{
  int above;      /* text above the top edge; below 0: that much of the view is without any */
  int below;      /* text below the bottom edge */
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
  ChatSelection    *selection;       /* of the page, or NULL */

  ChatHeights      *heights;         /* of all messages on the path */
  guint             first;           /* of the path's messages, that is on the page */
  ChatMessage      *kept;            /* borrowed, or NULL: stays on the page */
  gboolean          measured;        /* the page, since it was made */
  ChatFollowerPlace wanted;          /* where to go once it is; owns its message */
  gint64            grown_frame;     /* counter of the frame clock, when it last grew */
  guint             look;            /* tick callback, while the window may have to move */
  guint             prefetch;        /* idle callback, while there is less than is good to have */

  GHashTable       *dirty;           /* set of ChatMessage, borrowed from the page */
  guint             tick;            /* tick callback, while anything is dirty */
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
/* Writes what is new at @position of the page, from above: @budget bytes of each. */
void   chat_follower_write       (ChatFollower *self,
                                  guint         position,
                                  guint         n_views,
                                  gsize         budget);
/* Emits "updated", or "moved". */
void   chat_follower_tell        (ChatFollower *self);
void   chat_follower_tell_moved  (ChatFollower *self);

/* chat-follower-room.c */

/* Messages of the path; those on the page are [first, end). */
guint    chat_follower_get_end        (ChatFollower    *self);
guint    chat_follower_get_n          (ChatFollower    *self);
/* Before its first layout nothing on the page has a height. */
gboolean chat_follower_is_laid_out    (ChatFollower    *self);
int      chat_follower_get_page_height (ChatFollower   *self);
/* Where the message at @place of the page begins; past the last one, where that ends. */
void     chat_follower_get_line       (ChatFollower    *self,
                                       guint            place,
                                       GtkTextIter     *start);
/* The same as px in the coordinates of the buffer. */
int      chat_follower_get_top        (ChatFollower    *self,
                                       guint            place);
/* Before text changes and after it: what is at the top edge stays there, or the end at the bottom.
 * Letting go makes room for what is below the page, and tells. */
void     chat_follower_hold           (ChatFollower    *self,
                                       ChatHeld        *held);
void     chat_follower_let_go         (ChatFollower    *self,
                                       ChatHeld        *held);
/* @line is @offset px above the top edge; the end, if that is followed. */
void     chat_follower_put            (ChatFollower    *self,
                                       GtkTextMark     *line,
                                       int              offset);
void     chat_follower_make_room_below (ChatFollower   *self);
/* @height: what keeps all below in its place. */
void     chat_follower_make_room_above (ChatFollower   *self,
                                       int              height);
/* What is on the page has its height from now on; the second measures it before. */
void     chat_follower_note_heights   (ChatFollower    *self,
                                       guint            place,
                                       guint            n_views);
void     chat_follower_measure        (ChatFollower    *self,
                                       guint            place,
                                       guint            n_views);

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
/* Looks with the next frame whether the page has to move on. */
void     chat_follower_queue_look     (ChatFollower    *self);

G_END_DECLS
