/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation: writes what is new on the page, in slices where it is more than a frame
 * has time for.
 */

#include "chat-follower-write.h"

#include "chat-follower-private.h"

/* Bytes of streamed text that a flush writes at most: 1 MB a second, faster than any model and than
 * anyone reads, and a few milliseconds for GTK. What comes faster waits its turn. */
#define FLUSH_BYTES 16384

/* Of a frame while there is nothing to be seen, and so many of these at most. */
#define OPENING_US     25000
#define OPENING_FRAMES 24

ChatTurn *
chat_follower_get_turn_of (ChatFollower *self,
                           ChatMessage  *message)
{
  if (self->turn == NULL || chat_turn_get_message (self->turn) != message ||
      chat_turn_get_phase (self->turn) == CHAT_TURN_ENDED)
    return NULL;

  return self->turn;
}

/* FALSE if it is not done yet. */
static gboolean
update_view (ChatFollower    *self,
             ChatMessageView *view,
             gint64           now_us,
             gsize            budget)
{
  ChatMessageViewContext context = {
    .turn = chat_follower_get_turn_of (self, chat_message_view_get_message (view)),
    .now_us = now_us,
    .tick = self->second_passed,
    .last = chat_message_view_get_message (view) ==
            chat_conversation_get_last (self->conversation),
    .pinned = chat_scroll_rule_get_pinned (self->rule),
    .budget = budget,
  };

  return chat_message_view_update (view, &context);
}

/* What comes in front of the reader's eyes takes its height from the room above. */
static void
take_room_above (ChatFollower *self,
                 guint         place,
                 int           height)
{
  int end = chat_follower_get_top (self, place + 1);

  height = end - chat_follower_get_top (self, place) - height;
  if (self->page->above > 0 && end <= chat_column_get_visible_top (self->column))
    chat_follower_make_room_above (self, self->page->above - height);
}

/* What GTK does for a paragraph grows with its length: one that is huge comes in few slices. */
static gsize
get_slice (const GtkTextIter *seam)
{
  return MAX (CHAT_FIRST_BYTES, 4 * (gsize) gtk_text_iter_get_chars_in_line (seam));
}

/* Goes on with a message that did not fit into a frame; nothing that is read moves for that. */
static gboolean
write_slice (ChatFollower    *self,
             ChatMessageView *view,
             gint64           now_us)
{
  guint place;
  ChatHeld held;
  GtkTextIter seam;
  GtkTextMark *from;
  int height;
  gboolean whole;

  g_ptr_array_find (self->page->views, view, &place);
  chat_follower_hold (self, &held);
  height = chat_follower_get_top (self, place + 1) - chat_follower_get_top (self, place);
  chat_message_view_get_seam (view, &seam);
  from = gtk_text_buffer_create_mark (self->page->buffer, NULL, &seam, TRUE);

  whole = update_view (self, view, now_us, get_slice (&seam));
  if (held.line != NULL)
    {
      chat_follower_measure_end (self, place, from);
      take_room_above (self, place, height);
    }
  gtk_text_buffer_delete_mark (self->page->buffer, from);
  chat_selection_restore (self->selection);
  chat_follower_let_go (self, &held);
  if (whole)
    chat_follower_queue_look (self);
  return whole;
}

/* Slices until it is whole or the next one might take too long. FALSE: the latter. */
static gboolean
write_slices (ChatFollower    *self,
              ChatMessageView *view,
              gint64           now_us,
              gint64           end_us)
{
  gint64 last_us;
  gint64 start_us = chat_follower_get_cpu_us ();

  do
    {
      if (write_slice (self, view, now_us))
        return TRUE;
      last_us = chat_follower_get_cpu_us () - start_us;
      start_us += last_us;
    }
  while (start_us + last_us < end_us);

  return FALSE;
}

/* While there is nothing to be seen. GTK takes as long again when it allocates what was written,
 * and measures in each frame what one has to know of to find a place in it. */
static guint
get_n_slices (ChatFollower *self)
{
  if (self->opening == 0 || self->slice_us == 0 || self->wanted.message != NULL)
    return 1;

  return MAX (1, (guint) (OPENING_US / 2 / self->slice_us));
}

/* Where the end is followed there is nothing to hold, and nothing is measured before it is in view.
 * Rendered paragraphs are broken before they get too long, which a person's are not. */
static gboolean
write_at_end (ChatFollower    *self,
              ChatMessageView *view,
              gint64           now_us)
{
  gboolean user = chat_message_view_is_user (view);
  GtkTextIter seam;

  do
    {
      chat_message_view_get_seam (view, &seam);
      self->n_slices++;
      if (update_view (self, view, now_us, user ? get_slice (&seam) : CHAT_FIRST_BYTES))
        {
          chat_follower_queue_look (self);
          return TRUE;
        }
    }
  while (self->n_slices < get_n_slices (self));

  return FALSE;
}

static gboolean
update_message (ChatFollower *self,
                ChatMessage  *message,
                gint64        now_us,
                gint64        end_us)
{
  ChatMessageView *view = chat_page_find_message (self->page, message);

  if (view == NULL)
    return TRUE;
  if (chat_message_view_is_partial (view) && chat_scroll_rule_get_pinned (self->rule))
    return write_at_end (self, view, now_us);
  if (chat_message_view_is_partial (view))
    return write_slices (self, view, now_us, end_us);

  return update_view (self, view, now_us, FLUSH_BYTES);
}

/* Nearly always there is one, that which streams. After a change of many the frame takes what it
 * has time for, first of all for where the reader wants to go. */
void
chat_follower_write_dirty (ChatFollower *self,
                           gint64        now_us)
{
  gint64 end_us = chat_follower_get_cpu_us () + (self->opening != 0 ? OPENING_US : CHAT_FLUSH_US);
  ChatMessage *wanted = self->wanted.message;
  GHashTableIter iter;
  gpointer message;

  if (wanted != NULL && g_hash_table_contains (self->dirty, wanted) &&
      update_message (self, wanted, now_us, end_us))
    g_hash_table_remove (self->dirty, wanted);

  g_hash_table_iter_init (&iter, self->dirty);
  while (chat_follower_get_cpu_us () < end_us && g_hash_table_iter_next (&iter, &message, NULL))
    {
      if (message != wanted && update_message (self, message, now_us, end_us))
        g_hash_table_iter_remove (&iter);
    }
}

gboolean
chat_follower_write (ChatFollower *self,
                     guint         position,
                     guint         n_views)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean whole = TRUE;

  for (guint i = position; i < position + n_views; i++)
    {
      ChatMessageView *view = chat_page_get_view (self->page, i);

      if (update_view (self, view, now_us, CHAT_FIRST_BYTES))
        g_hash_table_remove (self->dirty, chat_message_view_get_message (view));
      else
        whole = FALSE;
    }
  if (!whole)
    chat_follower_schedule (self);

  return whole;
}

void
chat_follower_begin_opening (ChatFollower *self)
{
  if (self->opening == 0)
    self->opening = OPENING_FRAMES;
  gtk_widget_set_opacity (GTK_WIDGET (self->column), 0);
  chat_follower_schedule (self);
}

void
chat_follower_go_on_opening (ChatFollower *self)
{
  gboolean late = --self->opening == 0;

  if (self->wanted.message == NULL || !self->measured)
    {
      if (late || g_hash_table_size (self->dirty) == 0)
        chat_follower_end_opening (self);
    }
  else if (late)
    {
      chat_follower_go_to_wanted (self);
    }
  else
    {
      chat_follower_set_out (self);
    }
}

void
chat_follower_end_opening (ChatFollower *self)
{
  self->opening = 0;
  if (self->wanted.message == NULL)
    gtk_widget_set_opacity (GTK_WIDGET (self->column), 1);
}

gboolean
chat_follower_is_opening (ChatFollower *self)
{
  return self->opening != 0;
}
