/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bars of the messages that are in view. There are only as many as there are messages in the
 * window; one that a version takes the place of another in stays, and with it the pointer over its
 * buttons and the focus in it.
 */

#include "chat-message-bars.h"

#include "chat-column-private.h"
#include "chat-message-bar.h"

/* px that a bar stands above the middle of its role line, so that it keeps off the text below. */
#define BAR_RAISE 2

typedef struct
{
  ChatMessageBar *bar;     /* in the slot */
  ChatSlot       *slot;
  GtkTextMark    *line;    /* our own: it outlives the message there */
  int             width;   /* px that it was laid out for */
  gboolean        wanted;
} PlacedBar;

struct _ChatMessageBars
{
  GObject           parent_instance;

  ChatColumn       *column;         /* borrowed */
  ChatConversation *conversation;   /* or NULL */
  ChatPage         *page;           /* borrowed, or NULL */
  GHashTable       *bars;           /* the message's parent, or NULL → PlacedBar */
  ChatMessage      *cursor;         /* or NULL */
  gboolean          by_pointer;     /* it was used after the keys */
  gboolean          inside;         /* the pointer is over the column */
  double            x;
  double            y;
  guint             tick;
};

G_DEFINE_FINAL_TYPE (ChatMessageBars, chat_message_bars, G_TYPE_OBJECT)

static void
release (ChatMessageBars *self,
         PlacedBar       *placed)
{
  chat_column_release_slot (self->column, placed->slot);
  gtk_text_buffer_delete_mark (self->page->buffer, placed->line);
  g_free (placed);
}

static void
get_start (ChatMessageBars *self,
           ChatMessageView *view,
           GtkTextIter     *start)
{
  gtk_text_buffer_get_iter_at_mark (self->page->buffer, start, chat_message_view_get_start (view));
}

static int
get_above (ChatMessageBars *self,
           ChatMessageView *view)
{
  ChatSection *role = chat_message_view_get_section (view, 0);

  return chat_tags_get_middle (self->page->tags, role->style, role->gap) -
         CHAT_MESSAGE_BAR_HEIGHT / 2 - BAR_RAISE;
}

static PlacedBar *
claim (ChatMessageBars *self,
       ChatMessageView *view,
       gpointer         key)
{
  PlacedBar *placed = g_new0 (PlacedBar, 1);
  GtkTextIter start;

  get_start (self, view, &start);
  placed->bar = CHAT_MESSAGE_BAR (chat_message_bar_new ());
  gtk_widget_set_halign (GTK_WIDGET (placed->bar), GTK_ALIGN_END);
  placed->line = gtk_text_buffer_create_mark (self->page->buffer, NULL, &start, TRUE);
  placed->slot = chat_column_claim_slot (self->column, GTK_WIDGET (placed->bar), placed->line,
                                         get_above (self, view));
  g_hash_table_insert (self->bars, key, placed);
  return placed;
}

/* Back to the role line: another message may have come there. */
static void
follow_line (ChatMessageBars *self,
             PlacedBar       *placed,
             ChatMessageView *view)
{
  GtkTextIter start;
  GtkTextIter line;

  get_start (self, view, &start);
  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &line, placed->line);
  if (!gtk_text_iter_equal (&start, &line))
    {
      gtk_text_buffer_move_mark (self->page->buffer, placed->line, &start);
      chat_column_queue_allocate (self->column);
    }
  chat_column_move_slot (self->column, placed->slot, get_above (self, view));
}

/* Once a frame while text streams: what is as it was costs nothing. */
static void
show_bar (ChatMessageBars *self,
          ChatMessageView *view,
          gboolean         tools)
{
  ChatMessage *message = chat_message_view_get_message (view);
  gpointer key = chat_conversation_get_parent (self->conversation, message);
  PlacedBar *placed = g_hash_table_lookup (self->bars, key);
  int width = chat_column_get_text_width (self->column);
  gboolean changed;

  if (placed == NULL)
    placed = claim (self, view, key);

  /* While a menu is open the pointer is over that. */
  changed = chat_message_bar_set_message (placed->bar, self->conversation, message,
                                          tools || chat_message_bar_is_in_use (placed->bar));
  /* The role stands where the message's own text begins; the bar on the other side, with the switch
   * outside. */
  gtk_widget_set_direction (GTK_WIDGET (placed->bar), chat_message_view_is_rtl (view)
                                                      ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  if (changed || placed->width != width)
    chat_slot_fit (placed->slot, width);
  placed->width = width;
  follow_line (self, placed, view);
  placed->wanted = TRUE;
}

static ChatMessageView *
find_view_at (ChatMessageBars *self,
              double           x,
              double           y)
{
  GtkTextIter iter;
  int buffer_x;
  int buffer_y;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self->column), GTK_TEXT_WINDOW_WIDGET,
                                         (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->column), &iter, buffer_y, NULL);
  return chat_page_find_view (self->page, &iter, NULL);
}

/* Whose tools show: keys and pointer each have their turn. */
static ChatMessageView *
find_active (ChatMessageBars *self)
{
  if (self->inside && self->by_pointer)
    return find_view_at (self, self->x, self->y);

  return self->cursor != NULL ? chat_page_find_message (self->page, self->cursor) : NULL;
}

static gboolean
is_above (ChatMessageBars *self,
          ChatMessageView *view,
          int              bottom)
{
  GtkTextIter start;
  int top;

  get_start (self, view, &start);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->column), &start, &top, NULL);
  return top < bottom;
}

static void
show_visible (ChatMessageBars *self)
{
  ChatMessageView *active = find_active (self);
  GdkRectangle visible;
  GtkTextIter iter;
  guint first = 0;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->column), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->column), &iter, visible.y, NULL);
  chat_page_find_view (self->page, &iter, &first);

  for (guint i = first; i < self->page->views->len; i++)
    {
      ChatMessageView *view = chat_page_get_view (self->page, i);
      guint n_siblings;

      if (!is_above (self, view, visible.y + visible.height))
        break;
      chat_conversation_get_sibling_position (self->conversation,
                                              chat_message_view_get_message (view), &n_siblings);
      if (n_siblings > 1 || view == active)
        show_bar (self, view, view == active);
    }
}

/* One that is used stays, also out of sight, as long as its message is shown. */
static gboolean
may_stay (ChatMessageBars *self,
          PlacedBar       *placed)
{
  return chat_message_bar_is_in_use (placed->bar) &&
         chat_conversation_find (self->conversation, chat_message_bar_get_message (placed->bar),
                                 NULL);
}

static void
drop_unwanted (ChatMessageBars *self,
               gboolean         all)
{
  GHashTableIter iter;
  gpointer placed;

  g_hash_table_iter_init (&iter, self->bars);
  while (g_hash_table_iter_next (&iter, NULL, &placed))
    {
      PlacedBar *bar = placed;

      if (!all && (bar->wanted || may_stay (self, bar)))
        continue;
      release (self, bar);
      g_hash_table_iter_remove (&iter);
    }
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChatMessageBars *self = data;
  GHashTableIter iter;
  gpointer placed;

  self->tick = 0;
  g_hash_table_iter_init (&iter, self->bars);
  while (g_hash_table_iter_next (&iter, NULL, &placed))
    ((PlacedBar *) placed)->wanted = FALSE;

  show_visible (self);
  drop_unwanted (self, FALSE);
  return G_SOURCE_REMOVE;
}

void
chat_message_bars_queue (ChatMessageBars *self)
{
  if (self->tick == 0 && self->page != NULL)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->column), tick_cb, self, NULL);
}

/* GTK also tells of a motion when something moves under a pointer that rests. */
static void
motion_cb (ChatMessageBars          *self,
           double                    x,
           double                    y,
           GtkEventControllerMotion *motion)
{
  if (self->inside && x == self->x && y == self->y)
    return;

  self->by_pointer = self->by_pointer || self->inside;
  self->inside = TRUE;
  self->x = x;
  self->y = y;
  chat_message_bars_queue (self);
}

static void
leave_cb (ChatMessageBars          *self,
          GtkEventControllerMotion *motion)
{
  self->inside = FALSE;
  chat_message_bars_queue (self);
}

static void
chat_message_bars_dispose (GObject *object)
{
  ChatMessageBars *self = CHAT_MESSAGE_BARS (object);

  chat_message_bars_set_page (self, NULL, NULL);
  g_clear_object (&self->cursor);
  g_clear_pointer (&self->bars, g_hash_table_unref);

  G_OBJECT_CLASS (chat_message_bars_parent_class)->dispose (object);
}

static void
chat_message_bars_class_init (ChatMessageBarsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_message_bars_dispose;
}

static void
chat_message_bars_init (ChatMessageBars *self)
{
  self->bars = g_hash_table_new (NULL, NULL);
}

ChatMessageBars *
chat_message_bars_new (ChatColumn *column)
{
  ChatMessageBars *self = g_object_new (CHAT_TYPE_MESSAGE_BARS, NULL);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->column = column;
  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (column), motion);
  g_signal_connect_object (column, "resized", G_CALLBACK (chat_message_bars_queue), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
chat_message_bars_set_page (ChatMessageBars  *self,
                            ChatConversation *conversation,
                            ChatPage         *page)
{
  if (self->page != NULL)
    drop_unwanted (self, TRUE);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->column), self->tick);
  self->tick = 0;
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_func (self->conversation, chat_message_bars_queue, self);

  g_set_object (&self->conversation, conversation);
  self->page = page;
  if (conversation == NULL)
    return;

  g_signal_connect_object (conversation, "tree-changed", G_CALLBACK (chat_message_bars_queue),
                           self, G_CONNECT_SWAPPED);
  chat_message_bars_queue (self);
}

void
chat_message_bars_set_cursor (ChatMessageBars *self,
                              ChatMessage     *message)
{
  if (message != NULL)
    self->by_pointer = FALSE;
  g_set_object (&self->cursor, message);
  chat_message_bars_queue (self);
}

gboolean
chat_message_bars_set_copied (ChatMessageBars *self,
                              ChatMessage     *message)
{
  PlacedBar *placed;

  if (self->conversation == NULL)
    return FALSE;

  placed = g_hash_table_lookup (self->bars,
                                chat_conversation_get_parent (self->conversation, message));
  if (placed == NULL)
    return FALSE;

  chat_message_bar_set_copied (placed->bar);
  /* It is where the message begins, which can be far longer than the window. */
  return chat_message_bar_has_tools (placed->bar) &&
         chat_column_shows_slot (self->column, placed->slot);
}
