/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Find in the conversation: hits in what is folded, or cut off something long.
 */

#include "find-support.h"

/* A hit in folded thinking, and one in the input of a call, unfold; the others stay as they are. */
static void
test_folded (void)
{
  Search self;
  ChatContentBlock *block;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  search_open (&self);
  talk_say (&self.talk, "go");
  talk_reply (&self.talk);
  block = talk_block (&self.talk, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
  talk_add (&self.talk, block, "weasel in the hay\nand weasel again");
  talk_close_block (&self.talk, block);
  block = talk_block (&self.talk, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
  talk_add (&self.talk, block, "a stoat");
  talk_close_block (&self.talk, block);
  block = talk_block (&self.talk, "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\","
                      "\"name\":\"code_execution\",\"input\":{}}");
  talk_add (&self.talk, block, "{\"code\":\"print('weasel')\"}");
  talk_close_block (&self.talk, block);
  block = talk_block (&self.talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&self.talk, block, "No weasel.");
  talk_close_block (&self.talk, block);
  talk_end (&self.talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&self.talk);

  before = talk_dup_visible (&self.talk);
  g_assert_null (strstr (before, "hay"));
  g_assert_null (strstr (before, "print"));

  search_for (&self, "weasel");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 4);
  search_show_next (&self, FALSE);
  after = talk_dup_visible (&self.talk);
  g_assert_nonnull (strstr (after, "weasel again"));
  g_assert_null (strstr (after, "stoat"));
  g_assert_null (strstr (after, "print"));
  /* Two in the thinking and one in the text are marked now. */
  search_assert_marked (&self, "weasel", CHAT_INLINE_HIT, 3);

  search_show_next (&self, FALSE);
  g_free (after);
  after = talk_dup_visible (&self.talk);
  g_assert_nonnull (strstr (after, "print('weasel')"));
  search_assert_marked (&self, "weasel", CHAT_INLINE_HIT, 4);
  search_close (&self);
}

/* A hit in what is cut off a long output brings all of it. */
static void
test_cut (void)
{
  Search self;
  g_autoptr(GString) start = g_string_new ("{\"type\":\"tool_result\",\"tool_use_id\":\"t\","
                                           "\"content\":\"");
  g_autoptr(ChatMessage) results = chat_message_new (CHAT_ROLE_USER);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (int i = 1; i <= 100; i++)
    g_string_append_printf (start, "row %d\\n", i);
  g_string_append (start, "a weasel\"}");
  chat_message_add_block (results, chat_content_block_new (start->str, start->len, 0));
  chat_content_block_close (chat_message_get_block (results, 0));
  chat_message_set_state (results, CHAT_MESSAGE_COMPLETE);

  search_open (&self);
  talk_say (&self.talk, "go");
  chat_conversation_append (self.talk.conversation, results);
  talk_frame (&self.talk);
  before = talk_dup_visible (&self.talk);
  g_assert_null (strstr (before, "row"));

  search_for (&self, "weasel");
  search_show_next (&self, FALSE);
  after = talk_dup_visible (&self.talk);
  g_assert_nonnull (strstr (after, "row 100\na weasel"));
  search_close (&self);
}

static void
assert_current (Search     *self,
                const char *line)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->talk.column);
  ChatTags *tags = chat_column_get_tags (CHAT_COLUMN (self->talk.column));
  GtkTextIter at;
  GtkTextIter end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_start_iter (buffer, &at);
  g_assert_true (gtk_text_iter_forward_to_tag_toggle (
    &at, chat_tags_get_inline (tags, CHAT_INLINE_HIT_CURRENT)));
  gtk_text_iter_set_line_offset (&at, 0);
  end = at;
  gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_iter_get_text (&at, &end);
  g_assert_nonnull (strstr (text, line));
}

/* So does one in code of which only the first lines are there; those behind it are counted on. */
static void
test_cut_code (void)
{
  Search self;
  g_autoptr(GString) text = g_string_new ("A weasel.\n\n```\n");
  g_autofree char *folded = NULL;
  g_autofree char *whole = NULL;

  for (int i = 1; i <= 60; i++)
    g_string_append_printf (text, "row %d%s\n", i, i == 20 || i == 50 ? " weasel" : "");
  g_string_append (text, "```\n\nThe last weasel.");
  search_open (&self);
  talk_say (&self.talk, "go");
  talk_answer (&self.talk, text->str);
  talk_frame (&self.talk);

  search_for (&self, "weasel");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, 4);
  search_show_next (&self, TRUE);
  assert_current (&self, "The last weasel.");
  folded = talk_dup_visible (&self.talk);
  g_assert_null (strstr (folded, "row 41"));

  search_show_next (&self, TRUE);
  assert_current (&self, "row 50 weasel");
  whole = talk_dup_visible (&self.talk);
  g_assert_nonnull (strstr (whole, "row 60"));
  search_close (&self);
}

/* Exactly what was looked for is marked in what was cut, whatever its characters take. */
static void
test_cut_characters (void)
{
  Search self;
  g_autoptr(GString) text = g_string_new ("```\n");

  for (int i = 1; i <= 60; i++)
    g_string_append_printf (text, "dé 😀 wíesel %d;\n", i);
  search_open (&self);
  talk_answer (&self.talk, text->str);
  search_for (&self, "😀 wíesel 50");
  search_show_current (&self);
  search_assert_marked (&self, "😀 wíesel 50", CHAT_INLINE_HIT_CURRENT, 1);
  search_close (&self);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);
  g_test_add_func ("/find/folded", test_folded);
  g_test_add_func ("/find/cut", test_cut);
  g_test_add_func ("/find/cut-characters", test_cut_characters);
  g_test_add_func ("/find/cut-code", test_cut_code);

  return g_test_run ();
}
