/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reply of more than one frame has time for: it comes in slices, wherever the reader goes in it,
 * and then nothing moves any more.
 */

#include "transcript-support.h"

#include "chat-transcript-find.h"

#include <string.h>

#define N_LINES  800
#define N_AROUND 60
#define N_CALLS  300

/* Frames in which something that is wrong would show. */
#define N_STILL 30

static ChatMessage *
answer_at_length (Talk *talk)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_LINES; i++)
    g_string_append_printf (text, "Line %u of a reply that is read from its end.\n\n", i);
  return talk_answer (talk, text->str);
}

static void
say (Talk *talk,
     guint n_messages)
{
  for (guint i = 0; i < n_messages; i++)
    talk_say (talk, "Tell me all");
}

/* The long reply among short messages, and the end of them shown. */
static ChatMessage *
open_among_others (Talk *talk)
{
  ChatMessage *reply;

  talk_open (talk, 700, 500);
  say (talk, N_AROUND);
  reply = answer_at_length (talk);
  say (talk, 4 * N_AROUND);
  chat_transcript_set_conversation (talk->transcript, NULL);
  chat_transcript_set_conversation (talk->transcript, talk->conversation);
  test_wait_until (talk_get_end (talk) > 0);
  for (guint i = 0; i < N_STILL; i++)
    talk_frame (talk);
  return reply;
}

/* How many lines of the reply are on the page: all up to one. */
static guint
count_written (Talk *talk)
{
  g_autofree char *all = talk_dup_text (talk);
  const char *last = g_strrstr (all, "Line ");

  return last != NULL ? (guint) g_ascii_strtoull (last + strlen ("Line "), NULL, 10) + 1 : 0;
}

static void
show_reply (Talk             *talk,
            ChatConversation *conversation)
{
  g_set_object (&talk->conversation, conversation);
  talk_say (talk, "Tell me all");
  answer_at_length (talk);
  chat_transcript_set_conversation (talk->transcript, conversation);
}

/* As a reader does, by the bar. */
static void
drag_to (Talk  *talk,
         double value)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (talk->column), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (window));
  gboolean handled;

  g_signal_emit_by_name (gtk_widget_get_first_child (bar), "change-value", GTK_SCROLL_JUMP, value,
                         &handled);
  talk_frame (talk);
}

static gboolean
is_seen (Talk *talk)
{
  return gtk_widget_get_opacity (GTK_WIDGET (talk->column)) > 0;
}

static void
assert_still (Talk       *talk,
              const char *text)
{
  int y = talk_get_y (talk, text);

  for (guint i = 0; i < N_STILL; i++)
    {
      talk_frame (talk);
      g_assert_cmpint (talk_get_y (talk, text), ==, y);
    }
}

/* Nothing flows by: the page is seen when all of it is there, at its end or where it was left. */
static void
test_opening (void)
{
  Talk talk;
  g_autoptr(ChatConversation) first = chat_conversation_new ();
  g_autoptr(ChatConversation) second = chat_conversation_new ();
  g_autofree char *state = NULL;
  int y;

  talk_open (&talk, 700, 500);
  show_reply (&talk, first);
  g_assert_false (is_seen (&talk));
  test_wait_until (is_seen (&talk));
  g_assert_cmpuint (count_written (&talk), ==, N_LINES);
  talk_frame (&talk);
  g_assert_true (talk_is_pinned (&talk));
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));

  drag_to (&talk, gtk_adjustment_get_value (talk.adjustment) + talk_get_y (&talk, "Line 600 of"));
  state = chat_transcript_dup_state (talk.transcript);
  y = talk_get_y (&talk, "Line 600 of");
  show_reply (&talk, second);
  chat_transcript_set_conversation (talk.transcript, first);
  chat_transcript_restore_state (talk.transcript, state);
  g_assert_false (is_seen (&talk));
  test_wait_until (is_seen (&talk));
  talk_frame (&talk);
  g_assert_cmpint (talk_get_y (&talk, "Line 600 of"), ==, y);
  talk_close (&talk);
}

/* Of a long reply that is gone to, the beginning is there at once and stays where it is while the
 * rest comes. */
static void
test_reach (void)
{
  Talk talk;
  ChatMessage *reply = open_among_others (&talk);
  int y;

  chat_transcript_show_message (talk.transcript, reply);
  g_assert_cmpuint (count_written (&talk), >, 0);
  g_assert_cmpuint (count_written (&talk), <, N_LINES);
  talk_frame (&talk);
  y = talk_get_y (&talk, "Line 0 of");
  g_assert_cmpint (y, <, 100);
  while (count_written (&talk) < N_LINES)
    {
      talk_frame (&talk);
      g_assert_cmpint (talk_get_y (&talk, "Line 0 of"), ==, y);
    }
  assert_still (&talk, "Line 0 of");
  talk_close (&talk);
}

/* In a reply that comes in slices a hit is seen as soon as the page is. */
static void
test_hit (void)
{
  Talk talk;
  g_autoptr(ChatNeedle) needle = chat_needle_new ("Line 700", TRUE);
  ChatFindHit hit = { open_among_others (&talk), 0, 1, 0 };

  chat_transcript_set_needle (talk.transcript, needle);
  chat_transcript_show_hit (talk.transcript, &hit);
  g_assert_cmpuint (count_written (&talk), <, N_LINES);
  g_assert_false (is_seen (&talk));
  test_wait_until (is_seen (&talk));
  g_assert_cmpint (talk_get_y (&talk, "Line 700 of"), >, 0);
  g_assert_cmpint (talk_get_y (&talk, "Line 700 of"), <, 480);
  assert_still (&talk, "Line 700 of");
  talk_close (&talk);
}

/* A needle that is given up does not leave an empty page behind. */
static void
test_no_hit (void)
{
  Talk talk;
  g_autoptr(ChatNeedle) needle = chat_needle_new ("Line 700", TRUE);
  ChatFindHit hit = { open_among_others (&talk), 0, 1, 0 };

  chat_transcript_set_needle (talk.transcript, needle);
  chat_transcript_show_hit (talk.transcript, &hit);
  chat_transcript_set_needle (talk.transcript, NULL);
  test_wait_until (is_seen (&talk));
  g_assert_cmpint (talk_get_y (&talk, "Line 0 of"), <, 100);
  talk_close (&talk);
}

/* A kept place needs no more than what is above it and in view. */
static void
test_place (void)
{
  Talk talk;
  ChatMessage *reply = open_among_others (&talk);
  g_autofree char *state = NULL;
  int y;

  chat_transcript_show_message (talk.transcript, reply);
  test_wait_until (count_written (&talk) == N_LINES);
  talk_frame (&talk);
  drag_to (&talk, gtk_adjustment_get_value (talk.adjustment) + talk_get_y (&talk, "Line 500 of"));
  y = talk_get_y (&talk, "Line 500 of");
  state = chat_transcript_dup_state (talk.transcript);

  chat_transcript_scroll_to_latest (talk.transcript);
  test_wait_until (count_written (&talk) == 0);
  talk_frame (&talk);
  chat_transcript_restore_state (talk.transcript, state);
  g_assert_false (is_seen (&talk));
  test_wait_until (is_seen (&talk));
  g_assert_cmpint (talk_get_y (&talk, "Line 500 of"), ==, y);
  assert_still (&talk, "Line 500 of");
  g_assert_cmpuint (count_written (&talk), ==, N_LINES);
  talk_close (&talk);
}

/* The number of the first line of the reply below the top edge. */
static guint
find_first_seen (Talk *talk)
{
  for (guint i = 0; i < count_written (talk); i++)
    {
      g_autofree char *text = g_strdup_printf ("Line %u of", i);

      if (talk_get_y (talk, text) >= 0)
        return i;
    }

  return N_LINES;
}

/* Where the bar is dragged to in a reply, text comes into view, and what is there does not move. */
static void
test_bar (void)
{
  Talk talk;
  g_autofree char *text = NULL;
  double value;
  guint line;

  open_among_others (&talk);
  /* Within it, also if its height is less than guessed. */
  value = talk_get_end (&talk) / 4;
  drag_to (&talk, value);
  for (guint i = 0; i < N_STILL && find_first_seen (&talk) == N_LINES; i++)
    talk_frame (&talk);
  line = find_first_seen (&talk);
  g_assert_cmpuint (line, >, N_LINES / 8);
  g_assert_cmpuint (line, <, N_LINES);
  text = g_strdup_printf ("Line %u of", line);
  g_assert_true (is_seen (&talk));
  assert_still (&talk, text);
  g_assert_cmpuint (count_written (&talk), ==, N_LINES);
  talk_close (&talk);
}

/* px from the top of the window. */
static double
get_mark_y (Talk        *talk,
            GtkTextMark *mark)
{
  GtkTextIter iter;
  int top;

  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (talk->column), &iter, mark);
  gtk_text_view_get_line_yrange (talk->column, &iter, &top, NULL);
  return top - gtk_adjustment_get_value (talk->adjustment);
}

/* A page that grows upwards into a reply moves nothing below it. */
static void
test_above (void)
{
  Talk talk;
  ChatMessage *reply = open_among_others (&talk);
  GtkTextBuffer *buffer;
  GtkTextIter iter;
  GtkTextMark *mark;
  guint position;
  double y;

  chat_conversation_find (talk.conversation, reply, &position);
  chat_transcript_show_message (talk.transcript,
                                chat_conversation_get_message (talk.conversation, position + 3));
  g_assert_cmpuint (count_written (&talk), ==, 0);
  buffer = gtk_text_view_get_buffer (talk.column);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  mark = gtk_text_buffer_create_mark (buffer, NULL, &iter, FALSE);
  talk_frame (&talk);
  y = get_mark_y (&talk, mark);
  while (count_written (&talk) < N_LINES)
    {
      talk_frame (&talk);
      g_assert_cmpfloat (get_mark_y (&talk, mark), ==, y);
    }
  gtk_text_buffer_delete_mark (buffer, mark);
  talk_close (&talk);
}

/* What was selected far down in a reply is so again when it is there again. */
static void
test_selection (void)
{
  Talk talk;
  ChatMessage *reply = open_among_others (&talk);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (talk.column);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *selected = NULL;

  chat_transcript_show_message (talk.transcript, reply);
  test_wait_until (count_written (&talk) == N_LINES);
  talk_find (&talk, "Line 700 of", &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  chat_transcript_scroll_to_latest (talk.transcript);
  test_wait_until (count_written (&talk) == 0);
  talk_frame (&talk);

  drag_to (&talk, talk_get_end (&talk) / 4);
  test_wait_until (count_written (&talk) > 0);
  test_wait_until (count_written (&talk) == N_LINES);
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  selected = gtk_text_iter_get_slice (&start, &end);
  g_assert_cmpstr (selected, ==, "Line 700 of");
  talk_close (&talk);
}

static void
add_call (ChatMessage *message,
          guint        number)
{
  g_autofree char *json =
    g_strdup_printf ("{\"type\":\"tool_use\",\"id\":\"call-%u\",\"name\":\"call_%u\",\"input\":{}}",
                     number, number);
  ChatContentBlock *block = chat_content_block_new (json, strlen (json), (int) number);

  chat_content_block_close (block);
  chat_message_add_block (message, block);
}

/* Hundreds of blocks come in slices as well, each in its place. */
static void
test_blocks (void)
{
  Talk talk;
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autofree char *all = NULL;
  const char *at;

  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Line %u of a reply", i);

      chat_message_add_block (message, chat_content_block_new_text (text));
      add_call (message, i);
    }
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);

  talk_open (&talk, 700, 500);
  chat_conversation_append (talk.conversation, message);
  chat_transcript_set_conversation (talk.transcript, NULL);
  chat_transcript_set_conversation (talk.transcript, talk.conversation);
  g_assert_cmpuint (count_written (&talk), <, N_CALLS);
  test_wait_until (is_seen (&talk));
  at = all = talk_dup_text (&talk);
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Line %u of", i);
      g_autofree char *call = g_strdup_printf ("call_%u", i);

      at = strstr (at, text);
      g_assert_nonnull (at);
      at = strstr (at, call);
      g_assert_nonnull (at);
    }
  talk_close (&talk);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-slices/opening", test_opening);
  g_test_add_func ("/transcript-slices/reach", test_reach);
  g_test_add_func ("/transcript-slices/hit", test_hit);
  g_test_add_func ("/transcript-slices/no-hit", test_no_hit);
  g_test_add_func ("/transcript-slices/place", test_place);
  g_test_add_func ("/transcript-slices/bar", test_bar);
  g_test_add_func ("/transcript-slices/above", test_above);
  g_test_add_func ("/transcript-slices/selection", test_selection);
  g_test_add_func ("/transcript-slices/blocks", test_blocks);

  return g_test_run ();
}
