/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Follows a conversation and its turn. Whatever happens to them only marks messages; the next frame
 * writes it all as one update, and when nothing happens nothing runs.
 */

#include "chat-follower-private.h"

#include "chat-column-fresh.h"
#include "chat-follower-write.h"

#include <time.h>

/* A flush that takes longer than it may makes the next one wait while a reply streams, so that
 * three quarters of the main thread stay free whatever comes. */
#define FLUSH_REST 3

G_DEFINE_FINAL_TYPE (ChatFollower, chat_follower, G_TYPE_OBJECT)

enum
{
  SIGNAL_UPDATED,
  SIGNAL_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

gint64
chat_follower_get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

void
chat_follower_tell (ChatFollower *self)
{
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

void
chat_follower_tell_moved (ChatFollower *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
update_caret (ChatFollower *self)
{
  ChatMessageView *last = chat_page_get_last (self->page);
  gboolean rtl = FALSE;
  GtkTextMark *caret = last != NULL ? chat_message_view_get_caret (last, &rtl) : NULL;

  chat_column_set_caret (self->column, caret, rtl);
  chat_column_update_caret (self->column);
  chat_column_settle (self->column);
}

static void
mark_dirty (ChatFollower *self,
            ChatMessage  *message)
{
  if (self->page == NULL)
    return;

  g_hash_table_add (self->dirty, message);
  chat_follower_schedule (self);
}

static gboolean
due_cb (gpointer data)
{
  ChatFollower *self = data;

  self->due = 0;
  self->second_passed = TRUE;
  if (self->turn != NULL)
    mark_dirty (self, chat_turn_get_message (self->turn));

  return G_SOURCE_REMOVE;
}

/* The next moment at which a word about time is no longer true. */
static void
arm_clock (ChatFollower *self,
           gint64        now_us)
{
  ChatMessageView *last = chat_page_get_last (self->page);
  gint64 due = 0;

  if (last != NULL &&
      chat_follower_get_turn_of (self, chat_message_view_get_message (last)) != NULL)
    due = chat_message_view_get_due (last, now_us);

  g_clear_handle_id (&self->due, g_source_remove);
  if (due > 0)
    self->due = g_timeout_add ((guint) (due / 1000) + 1, due_cb, self);
}

static void
flush (ChatFollower *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 start = chat_follower_get_cpu_us ();
  gint64 cost;

  self->n_slices = 0;
  chat_follower_write_dirty (self, now_us);
  self->second_passed = FALSE;
  /* This lays the paragraph out, so that the cost of a huge one is in what is measured. */
  update_caret (self);
  arm_clock (self, now_us);

  chat_scroll_rule_settle (self->rule);
  if (self->opening == 0)
    chat_column_note_measured (self->column);
  cost = chat_follower_get_cpu_us () - start;
  self->slice_us = self->n_slices > 0 ? cost / self->n_slices : 0;
  self->next_flush_us = cost > CHAT_FLUSH_US && chat_follower_is_live (self)
                        ? now_us + cost * FLUSH_REST : 0;
  chat_follower_tell (self);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChatFollower *self = data;

  /* Before its first layout a text view takes its last line for the one at the top, and stays. */
  if (gtk_widget_get_width (widget) == 0 || g_get_monotonic_time () < self->next_flush_us)
    return G_SOURCE_CONTINUE;

  flush (self);
  if (self->opening != 0)
    chat_follower_go_on_opening (self);
  if (g_hash_table_size (self->dirty) > 0 || self->opening != 0)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  return G_SOURCE_REMOVE;
}

void
chat_follower_schedule (ChatFollower *self)
{
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self->column)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->column), tick_cb, self, NULL);
}

static void
message_changed_cb (ChatFollower *self,
                    ChatMessage  *message)
{
  mark_dirty (self, message);
}

static ChatMessage *
get_message (ChatFollower *self,
             guint         position)
{
  return chat_message_view_get_message (chat_page_get_view (self->page, position));
}

static void
listen_to (ChatFollower *self,
           guint         position,
           guint         n_messages)
{
  for (guint i = position; i < position + n_messages; i++)
    {
      g_signal_connect_object (get_message (self, i), "changed", G_CALLBACK (message_changed_cb),
                               self, G_CONNECT_SWAPPED);
      g_hash_table_add (self->dirty, get_message (self, i));
    }
}

static void
forget (ChatFollower *self,
        guint         position,
        guint         n_messages)
{
  for (guint i = position; i < position + n_messages; i++)
    {
      g_signal_handlers_disconnect_by_func (get_message (self, i), message_changed_cb, self);
      g_hash_table_remove (self->dirty, get_message (self, i));
    }
}

void
chat_follower_splice (ChatFollower *self,
                      guint         position,
                      guint         n_removed,
                      guint         source,
                      guint         n_added)
{
  /* It may stand on one of these; whatever is still written gets it back with the next frame. */
  if (n_removed > 0)
    {
      chat_column_set_caret (self->column, NULL, FALSE);
      if (self->turn != NULL)
        mark_dirty (self, chat_turn_get_message (self->turn));
    }
  forget (self, position, n_removed);
  chat_page_splice (self->page, position, n_removed, G_LIST_MODEL (self->conversation), source,
                    n_added);
  listen_to (self, position, n_added);
}

static void
items_changed_cb (ChatFollower *self,
                  guint         position,
                  guint         n_removed,
                  guint         n_added,
                  GListModel   *model)
{
  chat_follower_change_path (self, position, n_removed, n_added);
  /* It may have become the last one, or have been it. */
  if (position > self->first && position <= chat_follower_get_end (self))
    g_hash_table_add (self->dirty, get_message (self, position - 1 - self->first));
  chat_follower_schedule (self);
}

static void
stop_work (ChatFollower *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->column), self->tick);
  self->tick = 0;
  if (self->look != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->column), self->look);
  self->look = 0;
  g_clear_handle_id (&self->due, g_source_remove);
  g_clear_handle_id (&self->prefetch, g_source_remove);
}

static void
drop_page (ChatFollower *self)
{
  ChatPage *page = self->page;

  stop_work (self);
  if (page == NULL)
    return;

  self->opening = 0;
  gtk_widget_set_opacity (GTK_WIDGET (self->column), 1);

  g_signal_handlers_disconnect_by_func (self->conversation, items_changed_cb, self);
  forget (self, 0, page->views->len);
  self->page = NULL;
  page->selection = NULL;
  g_clear_pointer (&self->selection, chat_selection_free);
  /* Whoever stands on it lets go. */
  chat_follower_tell (self);
  chat_column_set_page (self->column, NULL);
  chat_page_drop_views (page);
  chat_page_free (page);
}

/* The page is written before the view sees it: GTK is much faster so. */
static void
make_page (ChatFollower *self)
{
  GListModel *model = G_LIST_MODEL (self->conversation);
  guint n_messages = g_list_model_get_n_items (model);
  guint n_written;

  self->page = chat_page_new (self->column, chat_column_get_tags (self->column));
  self->page->narrow = chat_column_get_narrow (self->column);
  self->page->folds = self->folds;
  self->selection = chat_selection_new (self->page, self->conversation);
  self->page->selection = self->selection;
  self->first = chat_follower_get_start (self, n_messages);
  self->measured = FALSE;
  n_written = n_messages - self->first;
  chat_follower_splice (self, 0, 0, self->first, n_written);
  if (!chat_follower_write (self, 0, n_written))
    chat_follower_begin_opening (self);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  chat_column_set_page (self->column, self->page);

  /* What streams in it needs the clock and the caret. */
  if (n_messages > 0)
    mark_dirty (self, get_message (self, n_written - 1));
  chat_follower_queue_look (self);
  chat_follower_tell (self);
}

/* Meanwhile nothing was written but roles. */
static void
map_cb (ChatFollower *self)
{
  if (self->page == NULL)
    return;

  self->second_passed = TRUE;
  chat_follower_schedule (self);
  chat_follower_queue_look (self);
}

static void
phase_changed_cb (ChatFollower *self)
{
  self->second_passed = TRUE;
  mark_dirty (self, chat_turn_get_message (self->turn));
}

static void
narrow_changed_cb (ChatFollower *self)
{
  if (self->page == NULL)
    return;

  self->page->narrow = chat_column_get_narrow (self->column);
  for (guint i = 0; i < self->page->views->len; i++)
    mark_dirty (self, get_message (self, i));
}

static void
page_changed_cb (ChatFollower *self)
{
  chat_follower_queue_look (self);
  chat_scroll_rule_settle (self->rule);
}

static void
take_width (ChatFollower *self)
{
  if (gtk_widget_get_width (GTK_WIDGET (self->column)) > 0)
    chat_heights_set_width (self->heights, chat_column_get_text_width (self->column));
}

/* Widgets may need other heights, and tables have other columns. */
static void
resized_cb (ChatFollower *self)
{
  if (self->page == NULL)
    return;

  for (guint i = 0; i < self->page->views->len; i++)
    mark_dirty (self, get_message (self, i));
  take_width (self);
  chat_follower_queue_look (self);
}

static void
pinned_cb (ChatFollower *self)
{
  chat_follower_queue_look (self);
}

static void
chat_follower_dispose (GObject *object)
{
  chat_follower_stop (CHAT_FOLLOWER (object));

  G_OBJECT_CLASS (chat_follower_parent_class)->dispose (object);
}

static void
chat_follower_finalize (GObject *object)
{
  g_hash_table_unref (CHAT_FOLLOWER (object)->dirty);

  G_OBJECT_CLASS (chat_follower_parent_class)->finalize (object);
}

static void
chat_follower_class_init (ChatFollowerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_follower_dispose;
  object_class->finalize = chat_follower_finalize;

  signals[SIGNAL_UPDATED] =
    g_signal_new ("updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chat_follower_init (ChatFollower *self)
{
  self->dirty = g_hash_table_new (NULL, NULL);
}

ChatFollower *
chat_follower_new (ChatColumn     *column,
                   ChatScrollRule *rule)
{
  ChatFollower *self = g_object_new (CHAT_TYPE_FOLLOWER, NULL);

  self->column = column;
  self->rule = g_object_ref (rule);
  g_signal_connect_object (rule, "notify::pinned", G_CALLBACK (pinned_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "notify::narrow", G_CALLBACK (narrow_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "resized", G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "map", G_CALLBACK (map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "unmap", G_CALLBACK (stop_work), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "page-changed", G_CALLBACK (page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
chat_follower_set_conversation (ChatFollower     *self,
                                ChatConversation *conversation)
{
  if (conversation == self->conversation)
    return;

  drop_page (self);
  g_set_object (&self->conversation, conversation);
  g_clear_pointer (&self->heights, chat_heights_free);
  g_clear_pointer (&self->folds, chat_folds_free);
  self->kept = NULL;
  g_clear_object (&self->wanted.message);
  if (conversation == NULL)
    return;

  self->folds = chat_folds_new ();
  chat_folds_set_usual_wrap (self->folds, !self->unwraps);
  self->heights = chat_heights_new ();
  chat_heights_splice (self->heights, 0, 0, G_LIST_MODEL (conversation),
                       chat_conversation_get_n_messages (conversation));
  take_width (self);
  make_page (self);
}

void
chat_follower_set_turn (ChatFollower *self,
                        ChatTurn     *turn)
{
  if (turn == self->turn)
    return;

  if (self->turn != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->turn, phase_changed_cb, self);
      mark_dirty (self, chat_turn_get_message (self->turn));
    }
  g_set_object (&self->turn, turn);
  if (turn != NULL)
    {
      g_signal_connect_object (turn, "notify::phase", G_CALLBACK (phase_changed_cb), self,
                               G_CONNECT_SWAPPED);
      phase_changed_cb (self);
    }
}

gboolean
chat_follower_is_live (ChatFollower *self)
{
  return self->turn != NULL && chat_turn_get_phase (self->turn) != CHAT_TURN_ENDED;
}

ChatPage *
chat_follower_get_page (ChatFollower *self)
{
  return self->page;
}

void
chat_follower_stop (ChatFollower *self)
{
  chat_follower_set_turn (self, NULL);
  chat_follower_set_conversation (self, NULL);
  g_clear_object (&self->rule);
}

ChatSelection *
chat_follower_get_selection (ChatFollower *self)
{
  return self->selection;
}
