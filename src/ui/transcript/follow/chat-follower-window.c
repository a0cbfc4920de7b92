/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation: which part of it is on the page. The page grows at an edge that the
 * reader comes near, is cut at one that is far away, and is begun anew where the reader jumps to.
 * Room at both ends stands for the rest, so that the scrollbar tells the truth.
 */

#include "chat-follower-private.h"
#include "chat-follower-write.h"

#include "chat-code-find.h"

/* What one step adds, and how many frames are between two of them. */
#define CHUNK_MESSAGES 10
#define CHUNK_FRAMES   6

/* So many messages are there before anyone asks for them, slice by slice. */
#define PREFETCH_MESSAGES 60
#define SLICE_MESSAGES    4
#define SLICE_US          4000

/* How many messages in front of @end make a chunk. */
guint
chat_follower_get_start (ChatFollower *self,
                         guint         end)
{
  guint start = end;

  while (start > 0 && end - start < CHAT_FIRST_MESSAGES &&
         (start == end ||
          chat_heights_get_bytes (self->heights, start - 1, end) <= CHAT_PAGE_BYTES))
    start--;

  return start;
}

/* Where a page ends that begins to be read at @position: no more than a frame has time for. */
static guint
get_page_end (ChatFollower *self,
              guint         position)
{
  guint n = chat_follower_get_n (self);
  guint end = MIN (position + 2, n);

  while (end < n && end - position < CHAT_FIRST_MESSAGES / 2 &&
         chat_heights_get_bytes (self->heights, position, end + 1) <= CHAT_PAGE_BYTES)
    end++;

  return end;
}

/* Where a page begins on which @position is read: what is above comes by growth if it is long,
 * unless it is in view. */
static guint
get_page_start (ChatFollower *self,
                guint         position,
                guint         end)
{
  guint start = position;

  if (end == chat_follower_get_n (self) &&
      chat_heights_get (self->heights, position, end) < chat_follower_get_page_height (self))
    return MIN (chat_follower_get_start (self, end), position);

  while (start > 0 && end - start < CHAT_FIRST_MESSAGES &&
         chat_heights_get_bytes (self->heights, start - 1, position) <= CHAT_FIRST_BYTES)
    start--;

  return start;
}

/* The page gets the messages [from, to) instead of what it has; that at @position is @offset px
 * above the top edge. FALSE: the rest of a long one comes with later frames. */
static gboolean
open_page (ChatFollower *self,
           guint         from,
           guint         to,
           guint         position,
           int           offset)
{
  GtkTextMark *line;
  gboolean whole;

  /* A line above all else, which has a height: measuring begins there. */
  if (self->measured)
    chat_page_set_above (self->page, MAX (self->page->above, 1));
  chat_selection_save (self->selection);
  self->first = from;
  chat_follower_splice (self, 0, self->page->views->len, from, to - from);
  whole = chat_follower_write (self, 0, to - from);
  if (self->measured)
    chat_follower_measure (self, 0, to - from);
  chat_follower_make_room_below (self);
  if (self->measured)
    {
      chat_page_set_above (self->page, chat_heights_get (self->heights, 0, from));
      line = to > from
             ? chat_message_view_get_start (chat_page_get_view (self->page, position - from))
             : self->page->bottom;
      chat_follower_put (self, line, offset);
    }
  chat_selection_restore (self->selection);
  chat_follower_tell (self);
  return whole;
}

static void
open_end (ChatFollower *self)
{
  guint n = chat_follower_get_n (self);
  guint from = chat_follower_get_start (self, n);

  if (!open_page (self, from, n, from, 0))
    chat_follower_begin_opening (self);
}

void
chat_follower_open_around (ChatFollower *self,
                           guint         position)
{
  guint to = get_page_end (self, position);
  guint from = get_page_start (self, position, to);

  /* Above the place there is nothing to go on with under the reader's eyes. */
  if (!open_page (self, from, to, position, 0) && from < position &&
      chat_heights_get_bytes (self->heights, from, position) > CHAT_FIRST_BYTES)
    chat_follower_begin_opening (self);
}

/* Only roles and guesses change above the page. */
static void
change_above (ChatFollower *self,
              guint         n_removed,
              guint         n_added)
{
  ChatHeld held;

  chat_follower_hold (self, &held);
  self->first = self->first + n_added - n_removed;
  chat_follower_make_room_above (self, chat_heights_get (self->heights, 0, self->first));
  chat_follower_let_go (self, &held);
}

/* What cannot follow on, since what is between is not written, leaves the page. */
static void
change_page (ChatFollower *self,
             guint         position,
             guint         n_removed,
             guint         n_added)
{
  guint place = position - self->first;
  guint n_left = self->page->views->len - place;
  guint n_written = n_added > 0 ? MIN (n_added, get_page_end (self, position) - position) : 0;

  n_removed = n_written < n_added ? n_left : MIN (n_removed, n_left);
  chat_follower_splice (self, place, n_removed, position, n_written);
  chat_follower_write (self, place, n_written);
  chat_follower_make_room_below (self);
}

void
chat_follower_change_path (ChatFollower *self,
                           guint         position,
                           guint         n_removed,
                           guint         n_added)
{
  guint end = chat_follower_get_end (self);
  gboolean at_end = end == chat_follower_get_n (self);

  chat_heights_splice (self->heights, position, n_removed, G_LIST_MODEL (self->conversation),
                       n_added);
  if (position + n_removed <= self->first && position < self->first)
    change_above (self, n_removed, n_added);
  else if (position < self->first)
    chat_follower_open_around (self, MIN (position, MAX (chat_follower_get_n (self), 1) - 1));
  else if (position < end || at_end)
    change_page (self, position, n_removed, n_added);
  else
    chat_follower_make_room_below (self);

  if (chat_scroll_rule_get_pinned (self->rule) &&
      chat_follower_get_end (self) < chat_follower_get_n (self))
    open_end (self);
  chat_follower_queue_look (self);
}

static void
find_place (ChatFollower *self,
            ChatPlace    *place)
{
  int visible = chat_column_get_visible_top (self->column);

  place->height = chat_follower_get_page_height (self);
  place->above = visible - chat_follower_get_top (self, 0);
  place->below = chat_follower_get_top (self, self->page->views->len) +
                 chat_follower_get_rest (self) - visible - place->height;
}

static gboolean
is_near_top (ChatFollower *self,
             const ChatPlace *place)
{
  return self->first > 0 && place->above < CHAT_MARGIN_PAGES * place->height;
}

static gboolean
is_near_bottom (ChatFollower *self,
                const ChatPlace *place)
{
  return chat_follower_get_end (self) < chat_follower_get_n (self) &&
         place->below < CHAT_MARGIN_PAGES * place->height;
}

/* Into the middle of a message. It ends the page if it is long, and what comes of it with later
 * frames comes into the room below, where the reader looks. */
static void
open_long (ChatFollower *self,
           guint         position,
           int           offset)
{
  guint to = chat_heights_get_bytes (self->heights, position, position + 1) > CHAT_FIRST_BYTES
             ? position + 1 : get_page_end (self, position);

  open_page (self, get_page_start (self, position, to), to, position, offset);
}

/* Into what is not there, by the bar: to what is likely to be at that place. */
static void
open_at (ChatFollower *self,
         const ChatPlace *place)
{
  guint end = chat_follower_get_end (self);
  guint n = chat_follower_get_n (self);
  guint position;
  int offset;

  if (place->above < 0)
    {
      double guess = chat_heights_get (self->heights, 0, self->first);

      position = chat_heights_find (self->heights, 0, self->first,
                                    (int) ((self->page->above + place->above) * guess /
                                           self->page->above), &offset);
    }
  else
    {
      position = chat_heights_find (self->heights, end, n, -place->below - place->height, &offset);
    }
  g_clear_object (&self->wanted.message);
  chat_follower_end_opening (self);
  open_long (self, position, offset);
}

static gboolean
is_due (ChatFollower *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->column));

  return gdk_frame_clock_get_frame_counter (clock) >= self->grown_frame + CHUNK_FRAMES;
}

/* One step, at the edge that is nearer. */
static void
grow (ChatFollower *self,
      const ChatPlace *place)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->column));
  gboolean top = is_near_top (self, place);
  gboolean bottom = is_near_bottom (self, place);

  /* What is already in view without text cannot wait. */
  if (!is_due (self) && place->above >= 0 && place->below >= 0)
    return;

  if (top && (!bottom || place->above <= place->below))
    chat_follower_grow_above (self, CHUNK_MESSAGES);
  else if (bottom)
    chat_follower_grow_below (self, CHUNK_MESSAGES);
  self->grown_frame = gdk_frame_clock_get_frame_counter (clock);
}

static gboolean
prefetch_cb (gpointer data)
{
  ChatFollower *self = data;
  gint64 end_us = chat_follower_get_cpu_us () + SLICE_US;
  guint n_before;

  do
    {
      n_before = self->page->views->len;
      if (self->first > 0)
        chat_follower_grow_above (self, SLICE_MESSAGES);
      else if (chat_follower_get_end (self) < chat_follower_get_n (self))
        chat_follower_grow_below (self, SLICE_MESSAGES);
    }
  while (n_before < self->page->views->len && self->page->views->len < PREFETCH_MESSAGES &&
         chat_follower_get_cpu_us () < end_us);

  if (n_before < self->page->views->len && self->page->views->len < PREFETCH_MESSAGES)
    return G_SOURCE_CONTINUE;

  self->prefetch = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_prefetch (ChatFollower *self)
{
  guint n_views = self->page->views->len;

  if (self->prefetch == 0 && n_views > 0 && n_views < PREFETCH_MESSAGES &&
      n_views < chat_follower_get_n (self))
    self->prefetch = g_idle_add (prefetch_cb, self);
}

static gboolean
is_beyond (const ChatPlace *place)
{
  return place->above + place->height <= 0 || place->below + place->height <= 0;
}

/* What was written before the column had a size is measured at its first look, and gets room for
 * the rest. FALSE: it has none yet. */
static gboolean
settle (ChatFollower *self)
{
  ChatHeld held;

  if (self->measured)
    return TRUE;
  if (!chat_follower_is_laid_out (self))
    return FALSE;

  self->measured = TRUE;
  chat_follower_hold (self, &held);
  chat_page_set_above (self->page, 1);
  chat_follower_measure (self, 0, self->page->views->len);
  chat_page_set_above (self->page, chat_heights_get (self->heights, 0, self->first));
  chat_follower_let_go (self, &held);
  /* With the next frame: this one has had its work. */
  if (self->wanted.message != NULL)
    chat_follower_begin_opening (self);
  return TRUE;
}

static void
move_on (ChatFollower *self)
{
  ChatPlace place;
  gboolean pinned;

  pinned = chat_scroll_rule_get_pinned (self->rule);
  find_place (self, &place);
  if (pinned && chat_follower_get_end (self) < chat_follower_get_n (self))
    open_end (self);
  else if (!pinned && is_beyond (&place))
    open_at (self, &place);
  else
    grow (self, &place);

  find_place (self, &place);
  chat_follower_trim (self, &place);
  if (is_near_top (self, &place) || is_near_bottom (self, &place))
    chat_follower_queue_look (self);
}

static gboolean
look_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChatFollower *self = data;

  if (!settle (self))
    return G_SOURCE_CONTINUE;

  self->look = 0;
  move_on (self);
  queue_prefetch (self);
  chat_follower_tell_moved (self);
  return G_SOURCE_REMOVE;
}

void
chat_follower_queue_look (ChatFollower *self)
{
  if (self->look == 0 && self->page != NULL &&
      gtk_widget_get_mapped (GTK_WIDGET (self->column)))
    self->look = gtk_widget_add_tick_callback (GTK_WIDGET (self->column), look_cb, self, NULL);
}

void
chat_follower_reach_end (ChatFollower *self)
{
  if (self->page == NULL || chat_follower_get_end (self) == chat_follower_get_n (self))
    return;

  chat_scroll_rule_pin (self->rule);
  open_end (self);
}

void
chat_follower_keep (ChatFollower *self,
                    ChatMessage  *message)
{
  self->kept = message;
}

void
chat_follower_scrolled (ChatFollower *self)
{
  chat_follower_queue_look (self);
}

char *
chat_follower_dup_folds (ChatFollower *self)
{
  return self->folds != NULL ? chat_folds_to_text (self->folds) : g_strdup ("");
}

void
chat_follower_set_folds (ChatFollower *self,
                         const char   *folds)
{
  if (self->page == NULL || *folds == '\0')
    return;

  chat_folds_read (self->folds, folds);
  open_end (self);
}

static void
take_wrap_cb (ChatCodeBlock       *block,
              const ChatCodePlace *place,
              gpointer             user_data)
{
  chat_code_block_take_wrap (block);
}

void
chat_follower_set_wrap_code (ChatFollower *self,
                             gboolean      wrap)
{
  ChatMessageView *view;

  self->unwraps = !wrap;
  if (self->folds == NULL)
    return;

  chat_folds_set_usual_wrap (self->folds, wrap);
  for (guint i = 0; self->page != NULL && (view = chat_page_get_view (self->page, i)) != NULL; i++)
    chat_code_find_each (view, take_wrap_cb, NULL);
  g_signal_emit_by_name (self->column, "page-changed");
}
