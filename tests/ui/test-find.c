/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Find in the conversation: what counts as a hit, in which order, and where it is on the page.
 */

#include "chat-transcript-find.h"
#include "find-support.h"

#define LINES 200

static void
test_order (void)
{
  Search self;
  ChatMessage *first;
  ChatMessage *second;
  ChatFindHit hit;
  gboolean wrapped;

  search_open (&self);
  first = talk_say (&self.talk, "the fox and the dog");
  second = talk_answer (&self.talk, "No fox.\n\n```c\nchar *fox;\n```\n");
  talk_frame (&self.talk);
  search_for (&self, "FOX");

  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 3);
  g_assert_cmpuint (self.n_found, ==, 1);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 1);
  g_assert_true (chat_find_get_current (self.find, &hit));
  g_assert_true (hit.message == first);
  g_assert_true (chat_find_move (self.find, FALSE, &wrapped));
  g_assert_true (chat_find_get_current (self.find, &hit));
  g_assert_true (hit.message == second);
  g_assert_cmpuint (hit.ordinal, ==, 0);
  g_assert_true (chat_find_move (self.find, FALSE, &wrapped));
  g_assert_false (wrapped);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 3);
  g_assert_true (chat_find_move (self.find, FALSE, &wrapped));
  g_assert_true (wrapped);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 1);
  g_assert_true (chat_find_move (self.find, TRUE, &wrapped));
  g_assert_true (wrapped);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 3);

  search_show_current (&self);
  search_assert_marked (&self, "fox", CHAT_INLINE_HIT, 3);
  search_assert_marked (&self, "fox", CHAT_INLINE_HIT_CURRENT, 1);

  chat_transcript_set_needle (self.talk.transcript, NULL);
  search_assert_marked (&self, NULL, CHAT_INLINE_HIT, 0);
  search_assert_marked (&self, NULL, CHAT_INLINE_HIT_CURRENT, 0);
  search_close (&self);
}

static void
test_origin (void)
{
  Search self;
  ChatMessage *second;
  ChatFindHit hit;
  gboolean wrapped;

  search_open (&self);
  talk_say (&self.talk, "one fox");
  second = talk_answer (&self.talk, "two fox, three foxes");
  talk_say (&self.talk, "four");
  talk_frame (&self.talk);

  chat_find_set_conversation (self.find, self.talk.conversation);
  chat_find_set_origin (self.find, second, 0, 0);
  search_for (&self, "fox");
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 2);
  g_assert_true (chat_find_move (self.find, FALSE, &wrapped));
  /* Typing on stays where one is, as far as it fits. */
  search_for (&self, "foxe");
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 1);
  g_assert_true (chat_find_get_current (self.find, &hit));
  g_assert_true (hit.message == second);
  search_for (&self, "fo");
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 3);
  search_for (&self, "one");
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 1);
  /* Behind a number of hits in a message. */
  chat_find_set_needle (self.find, NULL);
  chat_find_set_origin (self.find, second, 0, 1);
  search_for (&self, "fox");
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 3);
  search_for (&self, "nowhere");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 0);
  g_assert_false (chat_find_move (self.find, FALSE, &wrapped));
  search_close (&self);
}

/* The place of the reader as he sees it: what is selected, or else the top of the view. */
static void
test_anchor (void)
{
  Search self;
  g_autoptr(ChatNeedle) needle = chat_needle_new ("line", FALSE);
  g_autoptr(GString) text = g_string_new (NULL);
  ChatMessage *message;
  ChatMessage *found;
  GtkTextIter start;
  GtkTextIter end;
  guint block;
  guint ordinal;

  for (guint i = 0; i < LINES; i++)
    g_string_append_printf (text, "line %u\n\n", i);
  search_open (&self);
  talk_say (&self.talk, "nothing");
  message = talk_answer (&self.talk, text->str);
  talk_frame (&self.talk);
  chat_transcript_set_needle (self.talk.transcript, needle);

  chat_transcript_set_anchor (self.talk.transcript);
  g_assert_true (chat_transcript_get_anchor (self.talk.transcript, &found, &block, &ordinal));
  g_assert_true (found == message);
  g_assert_cmpuint (block, ==, 0);
  /* At the end of it, where a screen of lines is left. */
  g_assert_cmpuint (ordinal, >, LINES / 2);
  g_assert_cmpuint (ordinal, <, LINES);

  talk_find (&self.talk, "line 42", &start, &end);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (self.talk.column), &start, &end);
  chat_transcript_set_anchor (self.talk.transcript);
  g_assert_true (chat_transcript_get_anchor (self.talk.transcript, &found, &block, &ordinal));
  g_assert_cmpuint (ordinal, ==, 42);
  search_close (&self);
}

static char *
make_lines (const char *word)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < LINES; i++)
    g_string_append_printf (text, "line %u %s\n\n", i, i == LINES / 2 ? word : "");

  return g_string_free (text, FALSE);
}

static gboolean
is_in_view (Search     *self,
            const char *text)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (self->talk.column), &start);
  if (!gtk_text_iter_forward_search (&start, text, 0, NULL, NULL, NULL))
    return FALSE;

  return talk_get_y (&self->talk, text) >= 0 && talk_get_y (&self->talk, text) < 500;
}

/* What has only just come is found before the page has it. */
static void
test_awaited (void)
{
  Search self;
  g_autofree char *lines = make_lines ("needle");
  ChatContentBlock *block;
  ChatFindHit hit;

  search_open (&self);
  talk_say (&self.talk, lines);
  talk_reply (&self.talk);
  block = talk_block (&self.talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_frame (&self.talk);
  talk_add (&self.talk, block, lines);
  talk_add (&self.talk, block, "\n\nthe badger");
  talk_add (&self.talk, block, lines);
  search_for (&self, "badger");
  g_assert_true (chat_find_get_current (self.find, &hit));
  chat_transcript_show_hit (self.talk.transcript, &hit);
  /* In as many frames as the machine needs. */
  test_wait_until (is_in_view (&self, "badger"));
  search_assert_marked (&self, "badger", CHAT_INLINE_HIT_CURRENT, 1);
  talk_end (&self.talk, CHAT_MESSAGE_COMPLETE);
  search_close (&self);
}

/* The numbers follow a reply that streams; the current hit stays what it was, and nobody is carried
 * off. */
static void
test_stream (void)
{
  Search self;
  ChatContentBlock *block;

  search_open (&self);
  talk_say (&self.talk, "an otter");
  talk_reply (&self.talk);
  block = talk_block (&self.talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&self.talk, block, "Every otter, each ot");
  talk_frame (&self.talk);
  search_for (&self, "otter");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 2);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 1);

  talk_add (&self.talk, block, "ter");
  test_wait_until (chat_find_get_n_hits (self.find) == 3);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 1);
  talk_close_block (&self.talk, block);
  /* Cited text comes in several blocks, and reads on. */
  block = talk_block (&self.talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&self.talk, block, "s and ot");
  block->state = CHAT_BLOCK_COMPLETE;
  block = talk_block (&self.talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&self.talk, block, "ters");
  test_wait_until (chat_find_get_n_hits (self.find) == 4);
  talk_frame (&self.talk);
  talk_frame (&self.talk);
  search_assert_marked (&self, "otter", CHAT_INLINE_HIT, 4);
  g_assert_cmpuint (self.n_found, ==, 1);

  search_for (&self, "ferret");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 0);
  talk_add (&self.talk, block, " A ferret.");
  test_wait_until (chat_find_get_n_hits (self.find) == 1);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 0);
  g_assert_cmpuint (self.n_found, ==, 1);
  talk_end (&self.talk, CHAT_MESSAGE_COMPLETE);
  search_close (&self);
}

/* Only what is in view has tags; a hit comes into view, and the view then stays there while more is
 * written. */
static void
test_jump (void)
{
  Search self;
  g_autofree char *needles = make_lines ("needle");
  ChatContentBlock *block;
  int y;

  search_open (&self);
  talk_say (&self.talk, needles);
  talk_reply (&self.talk);
  block = talk_block (&self.talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&self.talk, block, "It goes on.");
  talk_frame (&self.talk);
  g_assert_true (talk_is_pinned (&self.talk));

  search_for (&self, "needle");
  search_show_current (&self);
  g_assert_false (talk_is_pinned (&self.talk));
  y = talk_get_y (&self.talk, "needle");
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (y, <, 500);
  search_assert_marked (&self, "needle", CHAT_INLINE_HIT_CURRENT, 1);

  talk_add (&self.talk, block, needles);
  talk_frame (&self.talk);
  g_assert_cmpint (talk_get_y (&self.talk, "needle"), ==, y);

  search_for (&self, "line");
  talk_frame (&self.talk);
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 2 * LINES);
  {
    ChatTags *tags = chat_column_get_tags (CHAT_COLUMN (self.talk.column));
    GtkTextTag *tag = chat_tags_get_inline (tags, CHAT_INLINE_HIT);
    GtkTextIter start;
    GtkTextIter end;

    gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (self.talk.column), &start);
    g_assert_true (gtk_text_iter_forward_search (&start, "line 0", 0, &start, &end, NULL));
    g_assert_false (gtk_text_iter_has_tag (&start, tag));
    talk_find (&self.talk, "needle", &start, &end);
    gtk_text_iter_set_line_offset (&start, 0);
    g_assert_true (gtk_text_iter_has_tag (&start, tag));
  }
  talk_end (&self.talk, CHAT_MESSAGE_COMPLETE);
  search_close (&self);
}

/* A megabyte in slices, none of which would cost a frame. */
static void
test_slices (void)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatFind) find = chat_find_new ();
  g_autoptr(ChatNeedle) needle = chat_needle_new ("жук", FALSE);
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 longest_us = 0;
  guint n_slices = 0;

  while (text->len < 1024 * 1024)
    g_string_append (text, "Длинный текст без этого слова, и ещё строка. ");
  g_string_append (text, "Жук!");
  {
    g_autoptr(ChatMessage) message = chat_message_new_user (text->str);

    chat_conversation_append (conversation, message);
  }
  chat_find_set_conversation (find, conversation);
  chat_find_set_needle (find, needle);
  while (chat_find_is_busy (find))
    {
      gint64 start_us = g_get_monotonic_time ();

      g_main_context_iteration (NULL, TRUE);
      longest_us = MAX (longest_us, g_get_monotonic_time () - start_us);
      n_slices++;
    }
  g_test_message ("%u slices, the longest %" G_GINT64_FORMAT " us", n_slices, longest_us);
  g_assert_cmpuint (chat_find_get_n_hits (find), ==, 1);
  g_assert_cmpuint (n_slices, >, 2);
}

/* Marks and targets are no words. */
static void
test_source (void)
{
  Search self;

  search_open (&self);
  talk_answer (&self.talk, "A **bold** [link](https://example.org/bold) and `bold`.");
  talk_frame (&self.talk);
  search_for (&self, "**");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 0);
  search_for (&self, "example");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 0);
  search_for (&self, "bold link");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 1);
  search_for (&self, "bold");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 2);
  talk_say (&self.talk, "**typed**");
  search_for (&self, "**");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 2);
  search_close (&self);
}

/* Pixels of the colour of the current hit, #f6ae3c. */
static guint
count_current (Talk *talk)
{
  g_autoptr(GdkTexture) texture = talk_render (talk);
  gsize n_pixels = (gsize) gdk_texture_get_width (texture) *
                   (gsize) gdk_texture_get_height (texture);
  g_autofree guchar *pixels = g_malloc (n_pixels * 4);
  guint n = 0;

  gdk_texture_download (texture, pixels, (gsize) gdk_texture_get_width (texture) * 4);
  for (gsize i = 0; i < n_pixels; i++)
    n += pixels[4 * i] == 0x3c && pixels[4 * i + 1] == 0xae && pixels[4 * i + 2] == 0xf6;

  return n;
}

/* Where the text of a cell wraps, the words are marked and not the cell. */
static void
test_wrapped_cell (void)
{
  Search self;
  guint n;

  search_open (&self);
  talk_answer (&self.talk,
               "| What | Why |\n|---|---|\n"
               "| The *quick* brown fox jumps over the lazy dog again and again and once more | "
               "Because the dog is so very lazy that it never gets out of anybody's way at all, "
               "whatever comes along, be it an owl or a cat |\n");
  talk_frame (&self.talk);
  search_for (&self, "owl");
  search_show_current (&self);
  talk_frame (&self.talk);
  n = count_current (&self.talk);
  g_assert_cmpuint (n, >, 100);
  g_assert_cmpuint (n, <, 1500);
  search_close (&self);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);
  g_test_add_func ("/find/wrapped-cell", test_wrapped_cell);
  g_test_add_func ("/find/order", test_order);
  g_test_add_func ("/find/origin", test_origin);
  g_test_add_func ("/find/anchor", test_anchor);
  g_test_add_func ("/find/awaited", test_awaited);
  g_test_add_func ("/find/stream", test_stream);
  g_test_add_func ("/find/jump", test_jump);
  g_test_add_func ("/find/slices", test_slices);
  g_test_add_func ("/find/source", test_source);

  return g_test_run ();
}
