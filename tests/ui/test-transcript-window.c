/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window on a conversation of ten thousand messages: what is read does not move by a pixel
 * while the page grows, is cut and begun anew, and the scrollbar tells the truth.
 */

#include "transcript-support.h"

#include "chat-column.h"

#include <stdlib.h>
#include <string.h>

#define MANY 10000

static void
add (ChatConversation *conversation,
     guint             number)
{
  g_autoptr(ChatMessage) message = chat_message_new (number % 2 == 0 ? CHAT_ROLE_USER
                                                                     : CHAT_ROLE_ASSISTANT);
  g_autoptr(GString) text = g_string_new (NULL);

  /* Of all lengths, and every line can be told apart. */
  for (guint i = 0; i <= (number * 7) % 23; i++)
    g_string_append_printf (text, "message %u line %u and words to fill it, some more and more, "
                            "so that it takes up two rows of the column in most windows.\n\n",
                            number, i);
  chat_message_add_block (message, chat_content_block_new_text (text->str));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (conversation, message);
}

static void
show_many (Talk  *talk,
           guint  n_messages)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();

  for (guint i = 0; i < n_messages; i++)
    add (conversation, i);
  g_set_object (&talk->conversation, conversation);
  chat_transcript_set_conversation (talk->transcript, conversation);
  talk_frame (talk);
}

/* The first line in view that belongs to a message: where it is, and what it says. */
static char *
dup_line_in_view (Talk *talk,
                  int  *y)
{
  GdkRectangle visible;
  GtkTextIter iter;
  int top;

  gtk_text_view_get_visible_rect (talk->column, &visible);
  gtk_text_view_get_line_at_y (talk->column, &iter, visible.y, &top);
  do
    {
      GtkTextIter end = iter;
      g_autofree char *text = NULL;

      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      text = gtk_text_iter_get_slice (&iter, &end);
      if (g_str_has_prefix (text, "message "))
        {
          gtk_text_view_get_line_yrange (talk->column, &iter, y, NULL);
          *y -= visible.y;
          g_assert_cmpint (*y, <, visible.height);
          return g_steal_pointer (&text);
        }
    }
  while (gtk_text_iter_forward_line (&iter));

  g_assert_not_reached ();
}

/* "message 12 line 3 …" */
static guint
get_number (const char *line)
{
  return (guint) strtoul (line + strlen ("message "), NULL, 10);
}

static guint
count_lines (Talk *talk)
{
  return (guint) gtk_text_buffer_get_line_count (gtk_text_view_get_buffer (talk->column));
}

static void
move_bar (Talk   *talk,
          double  value)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (talk->column), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (window));
  gboolean handled;

  g_signal_emit_by_name (gtk_widget_get_first_child (bar), "change-value", GTK_SCROLL_JUMP, value,
                         &handled);
}

/* As a wheel does: by so much from where it is. */
static void
scroll_by (Talk *talk,
           int   delta)
{
  move_bar (talk, gtk_adjustment_get_value (talk->adjustment) + delta);
}

/* A line in view goes with the wheel to the pixel, whatever comes and goes around it meanwhile. */
static void
assert_steady (Talk *talk,
               int   delta)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (talk->column);
  GtkTextMark *mark;
  GtkTextIter iter;
  GdkRectangle visible;
  int before;
  int top;

  gtk_text_view_get_visible_rect (talk->column, &visible);
  gtk_text_view_get_line_at_y (talk->column, &iter,
                               delta < 0 ? visible.y : visible.y + visible.height - 1, &top);
  mark = gtk_text_buffer_create_mark (buffer, NULL, &iter, FALSE);
  before = top - visible.y;
  scroll_by (talk, delta);
  talk_frame (talk);

  gtk_text_view_get_visible_rect (talk->column, &visible);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, mark);
  gtk_text_view_get_line_yrange (talk->column, &iter, &top, NULL);
  g_assert_cmpint (top - visible.y, ==, before - delta);
  gtk_text_buffer_delete_mark (buffer, mark);
}

static void
test_scroll (void)
{
  Talk talk;
  guint most = 0;
  int y;

  talk_open (&talk, 900, 800);
  show_many (&talk, MANY);
  for (int i = 0; i < 160; i++)
    {
      assert_steady (&talk, -700);
      most = MAX (most, count_lines (&talk));
    }
  for (int i = 0; i < 120; i++)
    {
      assert_steady (&talk, 700);
      most = MAX (most, count_lines (&talk));
    }

  /* 200 messages of 11 lines each, which are blank in between. */
  g_assert_cmpuint (most, >, 2000);
  g_assert_cmpuint (most, <, 8000);
  g_free (dup_line_in_view (&talk, &y));
  talk_close (&talk);
}

/* The hand on the bar goes anywhere, and there is what belongs there. */
static void
test_bar (void)
{
  const double places[] = { 0.5, 0.1, 0.9, 0.02, 0.97, 0.33, 0.34, 0.66, 0.001, 0.5 };
  Talk talk;

  talk_open (&talk, 900, 800);
  show_many (&talk, MANY);
  for (int i = 0; i < 20; i++)
    talk_frame (&talk);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double end = talk_get_end (&talk);
      g_autofree char *line = NULL;
      g_autofree char *later = NULL;
      int y;
      int y_later;

      move_bar (&talk, places[i] * end);
      talk_frame (&talk);
      line = dup_line_in_view (&talk, &y);
      g_assert_cmpfloat_with_epsilon (get_number (line), places[i] * MANY, 0.02 * MANY);
      /* Neither the thumb nor the text goes on by itself. */
      g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (talk.adjustment) /
                                      talk_get_end (&talk), places[i], 0.02);
      for (int j = 0; j < 15; j++)
        talk_frame (&talk);
      later = dup_line_in_view (&talk, &y_later);
      g_assert_cmpstr (later, ==, line);
      g_assert_cmpint (y_later, ==, y);
      g_assert_cmpuint (count_lines (&talk), <, 8000);
    }
  talk_close (&talk);
}

static void
test_ends (void)
{
  Talk talk;
  int y;

  talk_open (&talk, 900, 800);
  show_many (&talk, MANY);
  for (int round = 0; round < 2; round++)
    {
      g_autofree char *line = NULL;

      talk_press (&talk, "Home");
      talk_frame (&talk);
      line = dup_line_in_view (&talk, &y);
      g_assert_true (g_str_has_prefix (line, "message 0 line 0 "));
      g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, 0);
      g_assert_false (talk_is_pinned (&talk));
      for (int i = 0; i < 30; i++)
        {
          talk_frame (&talk);
          g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, 0);
        }

      talk_press (&talk, "End");
      talk_frame (&talk);
      g_assert_true (talk_is_pinned (&talk));
      g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));
      g_assert_cmpint (talk_get_y (&talk, "message 9999 line "), <, 800);
    }

  /* The bar at its very end is the end. */
  talk_press (&talk, "Home");
  talk_frame (&talk);
  move_bar (&talk, talk_get_end (&talk));
  talk_frame (&talk);
  g_assert_true (talk_is_pinned (&talk));
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));
  g_assert_cmpint (talk_get_y (&talk, "message 9999 line "), <, 800);
  talk_close (&talk);
}

/* A reply streams far below, and at the end. */
static void
test_stream (void)
{
  Talk talk;
  ChatContentBlock *block;
  g_autofree char *line = NULL;
  int y;

  talk_open (&talk, 900, 800);
  show_many (&talk, 1000);
  talk_say (&talk, "And on");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"\"}");
  for (int i = 0; i < 60; i++)
    {
      talk_add (&talk, block, "words of a reply that streams, and more of them ");
      talk_frame (&talk);
      g_assert_true (talk_is_pinned (&talk));
      g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));
    }

  move_bar (&talk, talk_get_end (&talk) / 2);
  talk_frame (&talk);
  line = dup_line_in_view (&talk, &y);
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *now = NULL;
      int y_now;

      talk_add (&talk, block, "words of a reply that streams, and more of them ");
      talk_frame (&talk);
      now = dup_line_in_view (&talk, &y_now);
      g_assert_cmpstr (now, ==, line);
      g_assert_cmpint (y_now, ==, y);
    }
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_say (&talk, "One more, out of sight");
  talk_frame (&talk);
  g_assert_false (talk_is_pinned (&talk));

  chat_transcript_scroll_to_latest (talk.transcript);
  talk_frame (&talk);
  g_assert_cmpint (talk_get_y (&talk, "One more, out of sight"), <, 800);
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));
  talk_close (&talk);
}

/* What changes in front of the page moves nothing on it. */
static void
test_change_above (void)
{
  Talk talk;
  g_autofree char *line = NULL;
  g_autofree char *later = NULL;
  ChatMessage *last;
  int y;
  int y_later;

  talk_open (&talk, 900, 800);
  show_many (&talk, 1000);
  last = chat_conversation_get_last (talk.conversation);
  move_bar (&talk, talk_get_end (&talk) / 2);
  talk_frame (&talk);
  line = dup_line_in_view (&talk, &y);

  /* The path ends far below, and gets another end. */
  chat_conversation_rewind (talk.conversation,
                            chat_conversation_get_message (talk.conversation, 800));
  talk_frame (&talk);
  later = dup_line_in_view (&talk, &y_later);
  g_assert_cmpstr (later, ==, line);
  g_assert_cmpint (y_later, ==, y);
  chat_conversation_select (talk.conversation, last);
  talk_frame (&talk);
  g_clear_pointer (&later, g_free);
  later = dup_line_in_view (&talk, &y_later);
  g_assert_cmpstr (later, ==, line);
  g_assert_cmpint (y_later, ==, y);
  talk_close (&talk);
}

/* While the window changes its width the first line stays in view, and guesses follow. */
static void
test_resize (void)
{
  Talk talk;
  g_autofree char *line = NULL;
  int y;
  int y_now;

  talk_open (&talk, 900, 800);
  show_many (&talk, 1000);
  move_bar (&talk, talk_get_end (&talk) / 2);
  for (int i = 0; i < 40; i++)
    talk_frame (&talk);
  line = dup_line_in_view (&talk, &y);
  scroll_by (&talk, y);
  talk_frame (&talk);
  for (int width = 850; width >= 450; width -= 50)
    {
      g_autofree char *now = NULL;

      gtk_window_set_default_size (GTK_WINDOW (talk.window), width, 800);
      for (int i = 0; i < 4; i++)
        talk_frame (&talk);
      now = dup_line_in_view (&talk, &y_now);
      g_assert_cmpstr (now, ==, line);
      g_assert_cmpint (y_now, ==, 0);
    }
  g_assert_cmpint (gtk_widget_get_width (talk.window), <, 500);
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *now = NULL;

      talk_frame (&talk);
      now = dup_line_in_view (&talk, &y_now);
      g_assert_cmpstr (now, ==, line);
      g_assert_cmpint (y_now, ==, 0);
    }
  talk_close (&talk);
}

/* In a window of @width. */
static void
assert_restored (ChatConversation *conversation,
                 const char       *state,
                 int               width,
                 const char       *line,
                 int               y)
{
  Talk talk;

  talk_open (&talk, width, 800);
  g_set_object (&talk.conversation, conversation);
  chat_transcript_set_conversation (talk.transcript, conversation);
  chat_transcript_restore_state (talk.transcript, state);
  for (int j = 0; j < 30; j++)
    {
      g_autofree char *now = NULL;
      int y_now;

      talk_frame (&talk);
      now = dup_line_in_view (&talk, &y_now);
      g_assert_cmpstr (now, ==, line);
      if (width == 900)
        g_assert_cmpint (y_now, ==, y);
    }
  g_assert_cmpfloat (gtk_widget_get_opacity (GTK_WIDGET (talk.column)), ==, 1);
  if (width == 900)
    {
      g_autofree char *again = chat_transcript_dup_state (talk.transcript);

      g_assert_cmpstr (again, ==, state);
    }
  chat_transcript_scroll_to_latest (talk.transcript);
  talk_frame (&talk);
  g_assert_cmpint (talk_get_y (&talk, "a thought of long ago"), >, 0);
  talk_close (&talk);
}

/* What is not to be understood, or no longer there, changes nothing. */
static void
test_no_state (void)
{
  Talk talk;

  talk_open (&talk, 900, 800);
  show_many (&talk, 30);
  chat_transcript_restore_state (talk.transcript,
                                 "{\"folds\":\"\",\"message\":\"gone\",\"character\":1,\"px\":2}");
  chat_transcript_restore_state (talk.transcript, "");
  chat_transcript_restore_state (talk.transcript, "[3]");
  chat_transcript_restore_state (talk.transcript, "{\"message\":7,\"folds\":[]}");
  talk_frame (&talk);
  g_assert_true (talk_is_pinned (&talk));
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));
  talk_close (&talk);
}

/* A place is found again, in a window of another width too; what was unfolded is so. */
static void
test_state (void)
{
  const int widths[] = { 900, 900, 500 };
  Talk talk;
  g_autofree char *state = NULL;
  g_autofree char *line = NULL;
  g_autoptr(ChatMessage) thinking = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatConversation) conversation = NULL;
  const char json[] = "{\"type\":\"thinking\",\"thinking\":\"a thought of long ago\"}";
  ChatContentBlock *block = chat_content_block_new (json, strlen (json), 0);
  int y;

  talk_open (&talk, 900, 800);
  show_many (&talk, 1000);
  state = chat_transcript_dup_state (talk.transcript);
  g_assert_cmpstr (state, ==, "");
  g_clear_pointer (&state, g_free);
  chat_content_block_close (block);
  chat_message_add_block (thinking, block);
  chat_message_set_state (thinking, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (talk.conversation, thinking);
  talk_frame (&talk);
  talk_click (&talk, "Thought", 100);
  talk_frame (&talk);
  move_bar (&talk, talk_get_end (&talk) * 0.4);
  talk_frame (&talk);
  scroll_by (&talk, 37);
  talk_frame (&talk);
  line = dup_line_in_view (&talk, &y);
  state = chat_transcript_dup_state (talk.transcript);
  conversation = g_object_ref (talk.conversation);
  talk_close (&talk);

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    assert_restored (conversation, state, widths[i], line, y);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-window/scroll", test_scroll);
  g_test_add_func ("/transcript-window/bar", test_bar);
  g_test_add_func ("/transcript-window/ends", test_ends);
  g_test_add_func ("/transcript-window/stream", test_stream);
  g_test_add_func ("/transcript-window/change-above", test_change_above);
  g_test_add_func ("/transcript-window/resize", test_resize);
  g_test_add_func ("/transcript-window/state", test_state);
  g_test_add_func ("/transcript-window/no-state", test_no_state);

  return g_test_run ();
}
