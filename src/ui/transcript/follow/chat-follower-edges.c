/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation: the page grows at its edges, and is cut there.
 */

#include "chat-follower-private.h"
#include "chat-follower-write.h"

/* What one step adds at most: a few milliseconds of work. */
#define CHUNK_BYTES 32768

/* A page with more than this is cut. */
#define MAX_MESSAGES 200
#define MAX_BYTES    (400 * 1000)

static guint
get_chunk_above (ChatFollower *self,
                 guint         n_messages)
{
  guint n = MIN (n_messages, self->first);

  /* Of that which is there the rest comes first. */
  if (self->page->views->len > 0 &&
      chat_message_view_is_partial (chat_page_get_view (self->page, 0)))
    return 0;
  while (n > 1 &&
         chat_heights_get_bytes (self->heights, self->first - n, self->first) > CHUNK_BYTES)
    n--;

  return n;
}

static guint
get_chunk_below (ChatFollower *self,
                 guint         n_messages)
{
  guint end = chat_follower_get_end (self);
  guint n = MIN (n_messages, chat_follower_get_n (self) - end);
  ChatMessageView *last = chat_page_get_last (self->page);

  if (last != NULL && chat_message_view_is_partial (last))
    return 0;
  while (n > 1 && chat_heights_get_bytes (self->heights, end, end + n) > CHUNK_BYTES)
    n--;

  return n;
}

void
chat_follower_grow_above (ChatFollower *self,
                          guint         n_messages)
{
  int room = self->page->above;
  ChatHeld held;

  n_messages = get_chunk_above (self, n_messages);
  if (n_messages == 0)
    return;

  chat_follower_hold (self, &held);
  self->first -= n_messages;
  chat_follower_splice (self, 0, 0, self->first, n_messages);
  chat_follower_write (self, 0, n_messages);
  if (held.line != NULL)
    {
      chat_follower_measure (self, 0, n_messages);
      room -= chat_follower_get_top (self, n_messages) - chat_follower_get_top (self, 0);
    }
  chat_follower_make_room_above (self, room);
  chat_selection_restore (self->selection);
  chat_follower_let_go (self, &held);
}

void
chat_follower_grow_below (ChatFollower *self,
                          guint         n_messages)
{
  guint place = self->page->views->len;
  guint end = chat_follower_get_end (self);
  ChatHeld held;

  n_messages = get_chunk_below (self, n_messages);
  if (n_messages == 0)
    return;

  chat_follower_hold (self, &held);
  chat_follower_splice (self, place, 0, end, n_messages);
  chat_follower_write (self, place, n_messages);
  if (held.line != NULL)
    chat_follower_measure (self, place, n_messages);
  chat_selection_restore (self->selection);
  chat_follower_let_go (self, &held);
}

static gboolean
is_too_long (ChatFollower *self,
             guint         from,
             guint         to)
{
  return to - from > MAX_MESSAGES ||
         (to - from > 1 && chat_heights_get_bytes (self->heights, from, to) > MAX_BYTES);
}

/* What is selected, and what the reader has gone to, stays. */
static gboolean
is_kept (ChatFollower *self,
         guint         place)
{
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter selected;
  GtkTextIter selected_end;

  if (chat_message_view_get_message (chat_page_get_view (self->page, place)) == self->kept)
    return TRUE;
  if (chat_selection_is_all (self->selection) ||
      !gtk_text_buffer_get_selection_bounds (self->page->buffer, &selected, &selected_end))
    return FALSE;

  chat_follower_get_line (self, place, &start);
  chat_follower_get_line (self, place + 1, &end);
  return gtk_text_iter_compare (&selected, &end) < 0 &&
         gtk_text_iter_compare (&selected_end, &start) > 0;
}

static void
trim_above (ChatFollower *self,
            const ChatPlace *place)
{
  guint end = chat_follower_get_end (self);
  int far = chat_follower_get_top (self, 0) + place->above -
            2 * CHAT_MARGIN_PAGES * place->height;
  int room = self->page->above;
  ChatHeld held;
  guint n = 0;

  while (is_too_long (self, self->first + n, end) && chat_follower_get_top (self, n + 1) < far &&
         !is_kept (self, n))
    n++;
  if (n == 0)
    return;

  chat_follower_hold (self, &held);
  chat_follower_note_heights (self, 0, n);
  room += chat_follower_get_top (self, n) - chat_follower_get_top (self, 0);
  chat_follower_splice (self, 0, n, 0, 0);
  self->first += n;
  chat_page_set_above (self->page, room);
  chat_follower_let_go (self, &held);
}

static void
trim_below (ChatFollower *self,
            const ChatPlace *place)
{
  guint n_views = self->page->views->len;
  int far = chat_follower_get_top (self, 0) + place->above +
            (2 * CHAT_MARGIN_PAGES + 1) * place->height;
  ChatHeld held;
  guint n = 0;

  while (is_too_long (self, self->first, chat_follower_get_end (self) - n) &&
         chat_follower_get_top (self, n_views - n - 1) > far && !is_kept (self, n_views - n - 1))
    n++;
  if (n == 0)
    return;

  chat_follower_hold (self, &held);
  chat_follower_note_heights (self, n_views - n, n);
  chat_follower_splice (self, n_views - n, n, 0, 0);
  chat_follower_let_go (self, &held);
}

void
chat_follower_trim (ChatFollower *self,
                    const ChatPlace *place)
{
  if (!is_too_long (self, self->first, chat_follower_get_end (self)))
    return;

  if (place->above > place->below)
    trim_above (self, place);
  else
    trim_below (self, place);
}
