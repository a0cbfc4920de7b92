/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Find in the conversation while a reply streams: the work of each batch is for what is new,
 * however long the reply has become, and the numbers and marks stay right.
 */

#include "chat-page.h"
#include "chat-shown-text.h"
#include "chat-transcript-find.h"
#include "find-support.h"

#include <time.h>

#define EARLY (64 * 1024)
#define LATE  (1024 * 1024)

/* Batches whose work is compared. */
#define BATCHES 50

/* A reply without a window. */
typedef struct
{
  ChatConversation *conversation;
  ChatMessage      *reply;
  ChatContentBlock *block;
  ChatFind         *find;
} Reply;

static void
reply_open (Reply      *self,
            const char *words)
{
  g_autoptr(ChatNeedle) needle = chat_needle_new (words, FALSE);

  self->conversation = chat_conversation_new ();
  self->reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  self->block = chat_content_block_new_text ("");
  self->block->state = CHAT_BLOCK_OPEN;
  self->find = chat_find_new ();
  chat_message_add_block (self->reply, self->block);
  chat_conversation_append (self->conversation, self->reply);
  chat_find_set_conversation (self->find, self->conversation);
  chat_find_set_needle (self->find, needle);
}

static void
reply_close (Reply *self)
{
  g_clear_object (&self->find);
  g_clear_object (&self->reply);
  g_clear_object (&self->conversation);
}

static void
reply_add (Reply      *self,
           const char *text)
{
  g_string_append (self->block->text, text);
  chat_message_changed (self->reply);
  test_wait_until (!chat_find_is_busy (self->find));
}

static void
reply_grow (Reply      *self,
            const char *line,
            gsize       length)
{
  g_autoptr(GString) text = g_string_new (NULL);

  while (self->block->text->len + text->len < length)
    g_string_append (text, line);
  reply_add (self, text->str);
}

/* In seconds. */
static double
measure_batches (Reply      *self,
                 const char *line)
{
  clock_t start = clock ();

  for (guint i = 0; i < BATCHES; i++)
    reply_add (self, line);
  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

static void
test_work (gconstpointer data)
{
  const char *const *parts = data;
  Reply self;
  double early;
  double late;

  reply_open (&self, "otter");
  reply_add (&self, parts[1]);
  reply_grow (&self, parts[2], EARLY);
  early = measure_batches (&self, parts[2]);
  reply_grow (&self, parts[2], LATE);
  late = measure_batches (&self, parts[2]);
  g_test_message ("%.4f s, then %.4f s", early, late);
  g_assert_cmpfloat (late, <, 4 * early + 0.01);
  reply_close (&self);
}

static void
changed_cb (ChatFind *find,
            guint    *fewest)
{
  *fewest = MIN (*fewest, chat_find_get_n_hits (find));
}

/* A long reply that ends is worded once more as a whole: nobody sees the numbers drop, and the hit
 * that is current stays so. */
static void
test_end (void)
{
  Reply self;
  gboolean wrapped;
  guint n_hits;
  guint fewest;

  reply_open (&self, "otter");
  reply_grow (&self, "An *otter* and an [otter](https://example.org/).\n\n", LATE);
  n_hits = fewest = chat_find_get_n_hits (self.find);
  g_assert_cmpuint (n_hits, >, 1000);
  g_assert_true (chat_find_move (self.find, TRUE, &wrapped));
  g_assert_cmpuint (chat_find_get_position (self.find), ==, n_hits);

  g_signal_connect (self.find, "changed", G_CALLBACK (changed_cb), &fewest);
  reply_add (&self, "The last otter.");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, n_hits + 1);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, n_hits);
  self.block->state = CHAT_BLOCK_COMPLETE;
  chat_message_set_state (self.reply, CHAT_MESSAGE_COMPLETE);
  reply_add (&self, "");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, n_hits + 1);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, n_hits);
  g_assert_cmpuint (fewest, ==, n_hits);
  reply_close (&self);
}

/* What is cut anywhere is found as in the whole. */
static void
test_cuts (void)
{
  static const char *const words[] = { "a", "aa", "otter", "of an", "é", "b c" };
  static const char source[] = "aaaa **aa** an ot*ter* of\nan otter, e\xcc\x81 \xc3\xa9 aaa\n\n"
                               "| a | aa |\n|---|---|\n| aaa | otter |\n| b | c of an |\n\n"
                               "```\naaaaa otter\nof an\n```\n\n1. aaa\n2. otter of **an** otter\n";

  for (gsize i = 0; i < G_N_ELEMENTS (words) * 20; i++)
    {
      const char *at = source;
      guint n_hits;
      Reply self;

      reply_open (&self, words[i % G_N_ELEMENTS (words)]);
      while (*at != '\0')
        {
          gsize length = (gsize) g_test_rand_int_range (1, 9);
          g_autofree char *batch = NULL;

          length = MIN (length, strlen (at));
          while (((guchar) at[length] & 0xc0) == 0x80)
            length++;
          batch = g_strndup (at, length);
          reply_add (&self, batch);
          at += length;
        }
      n_hits = chat_find_get_n_hits (self.find);
      self.block->state = CHAT_BLOCK_COMPLETE;
      chat_message_set_state (self.reply, CHAT_MESSAGE_COMPLETE);
      reply_add (&self, "");
      g_test_message ("%s: %u", words[i % G_N_ELEMENTS (words)], n_hits);
      g_assert_cmpuint (n_hits, >, 0);
      g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, n_hits);
      reply_close (&self);
    }
}

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
  static const char *const works[][3] = {
    { "/find-live/work/prose", "", "A paragraph with **bold** words and an otter.\n\n" },
    { "/find-live/work/code", "```c\n", "  return a + otter;\n" },
    { "/find-live/work/table", "| a | b |\n|---|---|\n", "| one | two otters |\n" },
  };

  talk_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (works); i++)
    g_test_add_data_func (works[i][0], works[i], test_work);
  g_test_add_func ("/find-live/end", test_end);
  g_test_add_func ("/find-live/cuts", test_cuts);
  g_test_add_func ("/find-live/marks", test_marks);
  g_test_add_func ("/find-live/line", test_line);

  return g_test_run ();
}
