/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Find in the conversation while a reply streams: the work of each batch is for what is new, however
 * long the reply has become.
 */

#include "chat-page.h"
#include "chat-shown-text.h"
#include "chat-transcript-find.h"
#include "find-support.h"

#include <time.h>

/* The view goes along with the end of the reply: what has left it has no marks any more. */
static void
test_marks (void)
{
  Search self;
  ChatContentBlock *block;
  guint n_marked;

  search_open (&self);
  talk_say (&self.talk, "Many of them.");
  talk_reply (&self.talk);
  block = talk_block (&self.talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&self.talk, block, "```\n");
  talk_frame (&self.talk);
  search_for (&self, "otter");
  for (guint i = 0; i < 100; i++)
    {
      talk_add (&self.talk, block, "otter\notter\notter\notter\notter\notter\notter\notter\n");
      talk_frame (&self.talk);
    }
  talk_frame (&self.talk);
  test_wait_until (!chat_find_is_busy (self.find));
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 800);
  g_assert_true (talk_is_pinned (&self.talk));
  n_marked = search_count_marked (&self, "otter", CHAT_INLINE_HIT);
  g_test_message ("%u marks", n_marked);
  /* A screen has about 25 lines. */
  g_assert_cmpuint (n_marked, >=, 20);
  g_assert_cmpuint (n_marked, <, 200);
  talk_end (&self.talk, CHAT_MESSAGE_COMPLETE);
  search_close (&self);
}

/* Where all the hits of one long line are. */
static void
test_line (void)
{
  Talk talk;
  g_autoptr(ChatShownText) shown = chat_shown_text_new ();
  g_autoptr(GtkTextBuffer) buffer = NULL;
  g_autoptr(GString) line = g_string_new (NULL);
  GtkTextIter start;
  GtkTextIter end;
  ChatPage page = { 0 };
  clock_t began;

  while (line->len < 400 * 1024)
    g_string_append (line, "ein Ötter ");
  talk_open (&talk, 700, 500);
  page.tags = chat_column_get_tags (CHAT_COLUMN (talk.column));
  buffer = gtk_text_buffer_new (gtk_text_buffer_get_tag_table (
                                  gtk_text_view_get_buffer (talk.column)));
  gtk_text_buffer_set_text (buffer, line->str, -1);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  chat_shown_text_add (shown, &page, &start, &end);

  began = clock ();
  for (gsize at = 0; at < line->len; at += strlen ("ein Ötter "))
    {
      int from;
      int to;

      chat_shown_text_get_range (shown, at, at + strlen ("ein"), &from, &to);
      g_assert_cmpint (from, ==, (int) (at / strlen ("ein Ötter ") * 10));
      g_assert_cmpint (to, ==, from + 3);
    }
  g_assert_cmpfloat ((double) (clock () - began) / CLOCKS_PER_SEC, <, 0.5);
  talk_close (&talk);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);
  g_test_add_func ("/find-live/marks", test_marks);
  g_test_add_func ("/find-live/line", test_line);

  return g_test_run ();
}
