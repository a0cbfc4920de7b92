/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A long conversation in the transcript: a part of it is on the page, which moves along with the
 * reader; and a transcript that nobody sees does nothing.
 */

#include "transcript-support.h"

#include <string.h>

#define LONG 600

static ChatMessage *
add (ChatConversation *conversation,
     guint             number)
{
  /* A hard break, where it is Markdown. */
  g_autofree char *text = g_strdup_printf (number % 2 == 0 ? "message %u\nand its end %u."
                                                           : "message %u\\\nand its end %u.",
                                           number, number);
  g_autoptr(ChatMessage) message = chat_message_new (number % 2 == 0 ? CHAT_ROLE_USER
                                                                     : CHAT_ROLE_ASSISTANT);

  chat_message_add_block (message, chat_content_block_new_text (text));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (conversation, message);
  return message;
}

static ChatConversation *
new_long (void)
{
  ChatConversation *conversation = chat_conversation_new ();

  for (guint i = 0; i < LONG; i++)
    add (conversation, i);
  return conversation;
}

static void
show_long (Talk *talk)
{
  g_autoptr(ChatConversation) conversation = new_long ();

  g_set_object (&talk->conversation, conversation);
  chat_transcript_set_conversation (talk->transcript, conversation);
}

static gboolean
has (Talk       *talk,
     const char *text)
{
  g_autofree char *all = talk_dup_text (talk);

  return strstr (all, text) != NULL;
}

/* How many messages are on the page; they are in order, each once, none left out. */
static guint
count_messages (Talk *talk)
{
  g_autofree char *all = talk_dup_text (talk);
  guint n_messages = chat_conversation_get_n_messages (talk->conversation);
  const char *at = NULL;
  guint count = 0;

  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *text = chat_message_dup_text (
        chat_conversation_get_message (talk->conversation, i));
      g_auto(GStrv) lines = g_strsplit (text, "\\", -1);
      g_autofree char *shown = g_strjoinv (NULL, lines);
      const char *found = strstr (at != NULL ? at : all, shown);

      if (found == NULL && at != NULL)
        break;
      if (found == NULL)
        continue;
      g_assert_true (at == NULL || strstr (at, "message ") == found);
      at = found + strlen (shown);
      count++;
    }

  g_assert_true (at == NULL || strstr (at, "message ") == NULL);
  return count;
}

/* Until nothing more comes by itself. */
static void
wait_until_settled (Talk *talk)
{
  guint n = 0;

  for (guint n_same = 0; n_same < 3; n_same++)
    {
      for (int i = 0; i < 4; i++)
        talk_frame (talk);
      if (count_messages (talk) != n)
        n_same = 0;
      n = count_messages (talk);
    }
}

/* More than is seen, and not much more than is good to have. */
static void
assert_settled (Talk *talk)
{
  g_assert_cmpuint (count_messages (talk), >=, 60);
  g_assert_cmpuint (count_messages (talk), <, 120);
}

static void
test_end_first (void)
{
  Talk talk;

  talk_open (&talk, 700, 500);
  show_long (&talk);
  g_assert_true (has (&talk, "message 599\n"));
  g_assert_true (has (&talk, "message 580\n"));
  g_assert_cmpuint (count_messages (&talk), ==, 20);

  wait_until_settled (&talk);
  assert_settled (&talk);
  g_assert_true (has (&talk, "message 540\n"));
  g_assert_true (talk_is_pinned (&talk));
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));
  talk_close (&talk);
}

/* All of a short one. */
static void
test_short (void)
{
  Talk talk;

  talk_open (&talk, 700, 500);
  for (guint i = 0; i < 30; i++)
    add (talk.conversation, i);
  wait_until_settled (&talk);
  g_assert_cmpuint (count_messages (&talk), ==, 30);
  talk_press (&talk, "Home");
  talk_frame (&talk);
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, 0);
  g_assert_cmpint (talk_get_y (&talk, "message 0\n"), <, 100);
  talk_close (&talk);
}

/* What comes above does not move what is read. */
static void
test_stays (void)
{
  Talk talk;
  guint n_frames = 0;
  int y;

  talk_open (&talk, 700, 500);
  show_long (&talk);
  test_wait_until (talk_get_end (&talk) > 0);
  chat_transcript_show_message (talk.transcript,
                                chat_conversation_get_message (talk.conversation, LONG - 10));
  g_assert_false (talk_is_pinned (&talk));
  test_wait_until (talk_get_y (&talk, "message 590") < 50);
  y = talk_get_y (&talk, "message 590");
  while (count_messages (&talk) < 60)
    {
      talk_frame (&talk);
      n_frames++;
      g_assert_cmpint (talk_get_y (&talk, "message 590"), ==, y);
    }
  g_assert_cmpuint (n_frames, >, 0);
  talk_close (&talk);
}

/* A message that is not there can be gone to at once. */
static void
test_reach (void)
{
  Talk talk;
  int y;

  talk_open (&talk, 700, 500);
  show_long (&talk);
  wait_until_settled (&talk);
  for (guint i = 100; i < LONG; i += 150)
    {
      g_autofree char *text = g_strdup_printf ("message %u\n", i);

      chat_transcript_show_message (talk.transcript,
                                    chat_conversation_get_message (talk.conversation, i));
      g_assert_true (has (&talk, text));
      g_assert_cmpuint (count_messages (&talk), <=, 20);
      y = talk_get_y (&talk, text);
      g_assert_cmpint (y, >, -40);
      g_assert_cmpint (y, <, 60);
      for (int j = 0; j < 30; j++)
        {
          talk_frame (&talk);
          g_assert_cmpint (talk_get_y (&talk, text), ==, y);
        }
      assert_settled (&talk);
      g_assert_false (talk_is_pinned (&talk));
    }
  chat_transcript_scroll_to_latest (talk.transcript);
  g_assert_true (has (&talk, "message 599\n"));
  talk_frame (&talk);
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));
  talk_close (&talk);
}

/* Whatever happens meanwhile, to what is there and to what is not. */
static void
test_meanwhile (void)
{
  Talk talk;
  g_autoptr(ChatMessage) other = chat_message_new_user ("message other");

  talk_open (&talk, 700, 500);
  show_long (&talk);
  add (talk.conversation, LONG);
  g_assert_true (has (&talk, "message 600\n"));

  chat_conversation_rewind (talk.conversation,
                            chat_conversation_get_message (talk.conversation, 590));
  g_assert_false (has (&talk, "message 591\n"));

  /* All that is written goes. */
  chat_conversation_rewind (talk.conversation,
                            chat_conversation_get_message (talk.conversation, 500));
  g_assert_true (has (&talk, "message 500\n"));
  g_assert_false (has (&talk, "message 501\n"));

  /* Another branch from far above. */
  chat_conversation_add (talk.conversation, chat_conversation_get_message (talk.conversation, 50),
                         other);
  chat_conversation_select (talk.conversation, other);
  g_assert_true (has (&talk, "message other"));
  g_assert_false (has (&talk, "message 590\n"));
  wait_until_settled (&talk);
  g_assert_cmpuint (count_messages (&talk), ==, 52);
  talk_close (&talk);
}

/* A branch with another long end, under the reader's eyes. */
static void
test_long_end (void)
{
  Talk talk;
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  ChatMessage *first;
  g_autoptr(ChatMessage) second = chat_message_new_user ("message second");

  talk_open (&talk, 700, 500);
  add (conversation, 0);
  first = add (conversation, 1);
  for (guint i = 2; i < 200; i++)
    add (conversation, i);
  g_set_object (&talk.conversation, conversation);
  chat_transcript_set_conversation (talk.transcript, conversation);
  wait_until_settled (&talk);

  chat_conversation_add (conversation, chat_conversation_get_message (conversation, 0), second);
  chat_conversation_select (conversation, second);
  g_assert_cmpuint (count_messages (&talk), ==, 2);
  chat_conversation_select (conversation, first);
  wait_until_settled (&talk);
  g_assert_true (has (&talk, "message 199\n"));
  assert_settled (&talk);
  talk_close (&talk);
}

/* Not mapped it writes nothing; then it has caught up with the first frame. */
static void
test_hidden (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 700, 500);
  talk_say (&talk, "hello");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&talk, block, "seen");
  talk_frame (&talk);
  g_assert_true (has (&talk, "seen"));

  gtk_widget_set_visible (GTK_WIDGET (talk.transcript), FALSE);
  talk_add (&talk, block, " and unseen");
  talk_frame (&talk);
  g_assert_false (has (&talk, "unseen"));
  gtk_widget_set_visible (GTK_WIDGET (talk.transcript), TRUE);
  talk_frame (&talk);
  g_assert_true (has (&talk, "seen and unseen"));
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_close (&talk);
}

/* Two transcripts on one conversation show the same at every frame. */
static void
test_two (void)
{
  Talk talk;
  Talk other;
  ChatContentBlock *block;

  talk_open (&talk, 700, 500);
  talk_open (&other, 500, 400);
  g_set_object (&other.conversation, talk.conversation);
  chat_transcript_set_conversation (other.transcript, other.conversation);

  talk_say (&talk, "hello");
  talk_reply (&talk);
  chat_transcript_set_turn (other.transcript, talk.turn);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"\"}");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      talk_add (&talk, block, "word ");
      talk_frame (&talk);
      talk_frame (&other);
      first = talk_dup_text (&talk);
      second = talk_dup_text (&other);
      /* Each counts its words a second by itself. */
      *strstr (first, "\nWriting") = '\0';
      *strstr (second, "\nWriting") = '\0';
      g_assert_cmpstr (first, ==, second);
    }
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_close (&other);
  talk_close (&talk);
}

/* A text view of GTK 4.8 keeps what it knows of a line that it has not measured, even when the page
 * is gone that had it. */
static void
test_unseen (void)
{
  Talk talk;

  talk_open (&talk, 900, 700);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr(ChatConversation) conversation = chat_conversation_new ();
      GtkTextBuffer *buffer;
      GtkTextIter middle;
      GdkRectangle place;

      for (guint j = 0; j < 20 + i % 7; j++)
        add (conversation, j);
      g_set_object (&talk.conversation, conversation);
      chat_transcript_set_conversation (talk.transcript, conversation);
      buffer = gtk_text_view_get_buffer (talk.column);
      gtk_text_buffer_get_iter_at_line (buffer, &middle,
                                        gtk_text_buffer_get_line_count (buffer) / 2);
      gtk_text_view_get_iter_location (talk.column, &middle, &place);
    }
  talk_frame (&talk);
  talk_close (&talk);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-long/end-first", test_end_first);
  g_test_add_func ("/transcript-long/short", test_short);
  g_test_add_func ("/transcript-long/stays", test_stays);
  g_test_add_func ("/transcript-long/reach", test_reach);
  g_test_add_func ("/transcript-long/meanwhile", test_meanwhile);
  g_test_add_func ("/transcript-long/long-end", test_long_end);
  g_test_add_func ("/transcript-long/hidden", test_hidden);
  g_test_add_func ("/transcript-long/two", test_two);
  g_test_add_func ("/transcript-long/unseen", test_unseen);

  return g_test_run ();
}
