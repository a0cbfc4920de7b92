/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transcript: the column in its scrolled window, the "Latest" pill and the message cursor.
 */

#include "chat-transcript.h"

#include "chat-code-cards.h"
#include "chat-follower.h"
#include "chat-link-label.h"
#include "chat-message-bars.h"
#include "chat-page-views.h"
#include "chat-transcript-private.h"

#include <glib/gi18n.h>

/* The bar of the message cursor: how far outside of the column it stands. */
#define CURSOR_WIDTH 3
#define CURSOR_REACH 9

G_DEFINE_FINAL_TYPE (ChatTranscript, chat_transcript, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PINNED,
  PROP_SCROLLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
chat_transcript_set_cursor (ChatTranscript *self,
                            ChatMessage    *message)
{
  if (!g_set_object (&self->cursor, message))
    return;

  chat_follower_keep (self->follower, message);
  chat_message_bars_set_cursor (self->bars, message);
  chat_code_cards_set_cursor (self->cards, message);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* It goes with a message that is deleted, and with a branch that is no longer shown. */
static void
follow_cursor (ChatTranscript *self)
{
  if (self->cursor != NULL && self->conversation != NULL &&
      !chat_conversation_find (self->conversation, self->cursor, NULL))
    chat_transcript_set_cursor (self, NULL);
}

static void
follow_page (ChatTranscript *self)
{
  chat_message_bars_queue (self->bars);
  chat_code_cards_queue (self->cards);
  if (self->cursor != NULL)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
updated_cb (ChatTranscript *self)
{
  ChatPage *page = chat_follower_get_page (self->follower);

  if (page != self->page)
    chat_message_bars_set_page (self->bars, page != NULL ? self->conversation : NULL, page);
  chat_code_cards_set_page (self->cards, page);
  self->page = page;
  follow_cursor (self);
  follow_page (self);
  chat_transcript_leave_reply (self);
}

static void
moved_cb (ChatTranscript *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
pinned_cb (ChatTranscript *self)
{
  gboolean pinned = chat_scroll_rule_get_pinned (self->rule);

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->pill), !pinned);
  gtk_widget_set_can_target (self->pill, !pinned);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}

static void
scrolled_cb (ChatTranscript *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCROLLED]);
}

static void
reader_moved_cb (ChatTranscript *self,
                 int             move,
                 ChatColumn     *column)
{
  if (move == CHAT_MOVE_TO_END)
    chat_transcript_scroll_to_latest (self);
  else if (move == CHAT_MOVE_TO_START)
    chat_transcript_scroll_to_start (self);
  else
    chat_scroll_rule_move (self->rule, move == CHAT_MOVE_UP);
}

static void
value_changed_cb (ChatTranscript *self)
{
  if (chat_scroll_rule_is_measuring (self->rule))
    return;

  chat_column_follow_scroll (self->column);
  if (self->follower != NULL)
    chat_follower_scrolled (self->follower);
  if (self->find != NULL)
    chat_transcript_find_follow (self->find);
  follow_page (self);
}

/* The pill stands at the end edge of the column, wherever the window's edge is. */
static gboolean
place_pill_cb (ChatTranscript *self,
               GtkWidget      *child,
               GdkRectangle   *place,
               GtkOverlay     *overlay)
{
  int width = gtk_widget_get_width (self->overlay);
  int margin = (width - MIN (self->width, width - 2 * CHAT_EDGE)) / 2 - CHAT_PILL_SHADOW;
  int least;
  int natural;

  if (child != self->pill)
    return FALSE;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  place->width = MAX (least, MIN (natural, width - 2 * margin));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place->width, NULL, &place->height, NULL,
                      NULL);
  place->x = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
             ? margin : width - margin - place->width;
  place->y = gtk_widget_get_height (self->overlay) - place->height - CHAT_EDGE + CHAT_PILL_SHADOW;

  return TRUE;
}

/* Beside the column as far as the window has room; the column itself would clip it. */
static void
draw_cursor (ChatTranscript *self,
             GtkSnapshot    *snapshot)
{
  ChatPage *page = chat_follower_get_page (self->follower);
  ChatMessageView *view = page != NULL ? chat_page_find_message (page, self->cursor) : NULL;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double left;
  double top;
  int height;
  float x;

  if (view == NULL)
    return;

  top = chat_column_get_message_top (self->column, view, &height);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->column), GTK_WIDGET (self), 0, top,
                                    &left, &top);
  x = (float) MAX (left - CURSOR_REACH, 1);
  if (rtl)
    x = (float) width - x - CURSOR_WIDTH;
  gtk_snapshot_append_color (snapshot,
                             &chat_column_get_palette (self->column)->colors[CHAT_COLOR_CURSOR],
                             &GRAPHENE_RECT_INIT (x, (float) top, CURSOR_WIDTH, (float) height));
}

static void
chat_transcript_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (widget);

  GTK_WIDGET_CLASS (chat_transcript_parent_class)->snapshot (widget, snapshot);
  if (self->cursor != NULL)
    draw_cursor (self, snapshot);
}

static void
previous_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  chat_transcript_move_message (CHAT_TRANSCRIPT (widget), TRUE);
}

static void
next_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  chat_transcript_move_message (CHAT_TRANSCRIPT (widget), FALSE);
}

static void
chat_transcript_dispose (GObject *object)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (object);

  g_clear_pointer (&self->find, chat_transcript_find_free);
  if (self->follower != NULL)
    chat_follower_stop (self->follower);
  g_clear_object (&self->follower);
  g_clear_object (&self->bars);
  g_clear_object (&self->cards);
  g_clear_object (&self->conversation);
  g_clear_object (&self->rule);
  g_clear_object (&self->cursor);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_transcript_parent_class)->dispose (object);
}

static void
chat_transcript_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (object);

  switch (prop_id)
    {
    case PROP_PINNED:
      g_value_set_boolean (value, chat_scroll_rule_get_pinned (self->rule));
      break;
    case PROP_SCROLLED:
      g_value_set_boolean (value, chat_scroll_rule_get_scrolled (self->rule));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
chat_transcript_class_init (ChatTranscriptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_transcript_dispose;
  object_class->get_property = chat_transcript_get_property;
  widget_class->snapshot = chat_transcript_snapshot;

  properties[PROP_PINNED] =
    g_param_spec_boolean ("pinned", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCROLLED] =
    g_param_spec_boolean ("scrolled", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "transcript.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "transcript.next", NULL, next_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
chat_transcript_init (ChatTranscript *self)
{
  GtkWidget *window;

  self->width = CHAT_COLUMN_WIDTH;
  self->column = chat_column_new ();
  window = chat_transcript_new_window (self->column);
  self->pill = chat_transcript_new_pill (self);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), window);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->pill);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), chat_link_label_new (self->column));
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  g_signal_connect_object (self->overlay, "get-child-position", G_CALLBACK (place_pill_cb), self,
                           G_CONNECT_SWAPPED);

  self->rule = chat_scroll_rule_new (GTK_SCROLLED_WINDOW (window));
  g_signal_connect_object (self->rule, "notify::pinned", G_CALLBACK (pinned_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rule, "notify::scrolled", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->column, "reader-moved", G_CALLBACK (reader_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)),
                           "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->follower = chat_follower_new (self->column, self->rule);
  self->bars = chat_message_bars_new (self->column);
  self->cards = chat_code_cards_new (self->column);
  g_signal_connect_object (self->follower, "updated", G_CALLBACK (updated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->follower, "moved", G_CALLBACK (moved_cb), self,
                           G_CONNECT_SWAPPED);
  self->find = chat_transcript_find_new (GTK_OVERLAY (self->overlay), self->column, self->rule,
                                         self->follower);
  chat_transcript_add_keys (self);
}

GtkWidget *
chat_transcript_new (void)
{
  return g_object_new (CHAT_TYPE_TRANSCRIPT, NULL);
}

void
chat_transcript_set_conversation (ChatTranscript   *self,
                                  ChatConversation *conversation)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  chat_transcript_set_cursor (self, NULL);
  g_set_object (&self->conversation, conversation);
  chat_follower_set_conversation (self->follower, conversation);
  chat_transcript_scroll_to_latest (self);
}

void
chat_transcript_set_turn (ChatTranscript *self,
                          ChatTurn       *turn)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  chat_follower_set_turn (self->follower, turn);
}

void
chat_transcript_scroll_to_latest (ChatTranscript *self)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  chat_transcript_set_cursor (self, NULL);
  chat_follower_reach_end (self->follower);
  chat_scroll_rule_pin (self->rule);
}

gboolean
chat_transcript_has_focus (ChatTranscript *self)
{
  return gtk_widget_is_focus (GTK_WIDGET (self->column));
}

gboolean
chat_transcript_is_live (ChatTranscript *self)
{
  return chat_follower_is_live (self->follower);
}

void
chat_transcript_set_copied (ChatTranscript *self)
{
  gboolean seen = self->cursor != NULL && chat_message_bars_set_copied (self->bars, self->cursor);

  gtk_widget_activate_action (GTK_WIDGET (self), seen ? "view.announce" : "view.tell", "s",
                              C_("button", "Copied"));
}

ChatTranscriptFind *
chat_transcript_get_find (ChatTranscript *self)
{
  return self->find;
}

ChatFollower *
chat_transcript_get_follower (ChatTranscript *self)
{
  return self->follower;
}

ChatConversation *
chat_transcript_get_conversation (ChatTranscript *self)
{
  return self->conversation;
}
