/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cards of the transcript: what folds, what is cut, what stands at the ends of lines.
 */

#include "transcript-support.h"

#include <string.h>

/* What is folded is not on the page, where a screen reader and a search would meet it. */
static void
test_folded_is_away (void)
{
  Talk talk;
  ChatContentBlock *block;
  g_autofree char *folded = NULL;
  g_autofree char *open = NULL;
  g_autofree char *again = NULL;

  talk_open (&talk, 700, 500);
  talk_say (&talk, "Why?");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"thinking\",\"thinking\":\"\"}");
  talk_add (&talk, block, "First this.\n\nThen that.");
  talk_close_block (&talk, block);
  talk_frame (&talk);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"So.\"}");
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&talk);
  folded = talk_dup_text (&talk);
  g_assert_null (strstr (folded, "Then that."));

  talk_put_caret (&talk, "Thought");
  gtk_widget_activate_action (GTK_WIDGET (talk.column), "transcript.toggle-fold", NULL);
  talk_frame (&talk);
  open = talk_dup_text (&talk);
  g_assert_nonnull (strstr (open, "First this.\nThen that.\nSo."));

  gtk_widget_activate_action (GTK_WIDGET (talk.column), "transcript.toggle-fold", NULL);
  talk_frame (&talk);
  again = talk_dup_text (&talk);
  g_assert_cmpstr (again, ==, folded);
  talk_close (&talk);
}

static void
call (Talk       *talk,
      const char *start)
{
  talk_close_block (talk, talk_block (talk, start));
}

static void
answer (Talk       *talk,
        const char *start)
{
  g_autoptr(ChatMessage) results = chat_message_new (CHAT_ROLE_USER);
  ChatContentBlock *block = chat_content_block_new (start, strlen (start), 0);

  chat_content_block_close (block);
  chat_message_add_block (results, block);
  chat_message_set_state (results, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (talk->conversation, results);
}

/* A call that was answered was run; its answer goes by its name, and nobody wrote it. */
static void
test_answered (void)
{
  Talk talk;

  talk_open (&talk, 700, 600);
  talk_say (&talk, "Read it.");
  talk_reply (&talk);
  call (&talk, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"read_file\","
               "\"input\":{\"path\":\"/etc/motd\",\"n\":1}}");
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&talk);
  talk_assert_shows (&talk, "read_file  /etc/motd\nNot run");

  answer (&talk, "{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"one\\ntwo\\n\"}");
  talk_frame (&talk);
  talk_assert_hides (&talk, "Not run");
  talk_assert_shows (&talk, "\nTools\nread_file\t2 lines\n");
  talk_close (&talk);
}

/* What was asked is JSON, what came of it is not. */
static void
test_colors (void)
{
  Talk talk;

  talk_open (&talk, 700, 600);
  talk_say (&talk, "Read it.");
  talk_reply (&talk);
  call (&talk, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"read_file\","
               "\"input\":{\"path\":\"/etc/motd\",\"n\":1}}");
  call (&talk, "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"unheard_of\","
               "\"input\":{\"depth\":2}}");
  call (&talk, "{\"type\":\"server_tool_result\",\"tool_use_id\":\"s1\","
               "\"content\":[{\"type\":\"text\",\"text\":\"true, null\"}]}");
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_wait_for_colors (&talk);
  g_assert_cmpint (talk_get_look (&talk, "\"path\""), !=, '.');
  g_assert_cmpint (talk_get_look (&talk, "\"/etc/motd\""), !=, '.');
  g_assert_cmpint (talk_get_look (&talk, "{\n"), ==, '.');

  /* Folded and unfolded it is the same. */
  talk_put_caret (&talk, "read_file");
  talk_press (&talk, "space");
  talk_press (&talk, "space");
  talk_wait_for_colors (&talk);
  g_assert_cmpint (talk_get_look (&talk, "\"path\""), !=, '.');
  talk_close (&talk);
}

static void
open_long (Talk *talk)
{
  g_autoptr(GString) start = g_string_new ("{\"type\":\"tool_result\",\"tool_use_id\":\"t1\","
                                           "\"content\":\"");

  for (int i = 1; i <= 100; i++)
    g_string_append_printf (start, "%sline %d.", i > 1 ? "\\n" : "", i);
  g_string_append (start, "\"}");

  talk_open (talk, 700, 600);
  talk_say (talk, "Run it.");
  answer (talk, start->str);
  talk_frame (talk);
  talk_put_caret (talk, "Answer of a tool");
  talk_press (talk, "space");
  talk_frame (talk);
}

/* Long outputs are cut until somebody asks for all, by key or by pointer; folded and unfolded again
 * they stay whole. */
static void
test_show_all (gconstpointer by_key)
{
  Talk talk;

  open_long (&talk);
  talk_assert_shows (&talk, "line 40.\nShow all (100 lines)\n");
  talk_assert_hides (&talk, "line 41.");

  talk_put_caret (&talk, "Show all");
  if (by_key != NULL)
    {
      talk_press (&talk, "Return");
    }
  else
    {
      GtkTextIter start;
      GtkTextIter end;

      talk_find (&talk, "Show all", &start, &end);
      gtk_text_view_scroll_to_iter (talk.column, &start, 0, TRUE, 0, 0.5);
      talk_frame (&talk);
      talk_click (&talk, "Show all", 60);
    }
  talk_frame (&talk);
  talk_assert_shows (&talk, "line 40.\nline 41.\n");
  talk_assert_shows (&talk, "line 100.\n");
  talk_assert_hides (&talk, "Show all");

  talk_put_caret (&talk, "line 50.");
  talk_press (&talk, "space");
  talk_frame (&talk);
  talk_assert_hides (&talk, "line 1.");
  talk_press (&talk, "space");
  talk_frame (&talk);
  talk_assert_shows (&talk, "line 100.\n");
  talk_close (&talk);
}

/* The words of the program are not copied along. */
static void
test_copy (void)
{
  Talk talk;
  GtkTextIter start;
  g_autofree char *text = NULL;

  open_long (&talk);
  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (talk.column), &start);
  text = talk_copy (&talk, &start, NULL);
  g_assert_nonnull (strstr (text, "line 40.\n"));
  g_assert_null (strstr (text, "100 lines\n"));
  talk_close (&talk);
}

/* The header of a card is one line, however narrow. */
static void
test_header_fits (void)
{
  Talk talk;
  GtkTextIter start;
  GtkTextIter end;
  int top;
  int height;

  talk_open (&talk, 360, 600);
  talk_say (&talk, "Run it.");
  talk_reply (&talk);
  call (&talk, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"shell\",\"input\":{\"command\":"
               "\"find / -name core -size +100M -mtime +30 -print0 | xargs -0 ls -l\"}}");
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&talk);
  talk_find (&talk, "find / -name", &start, &end);
  gtk_text_view_get_line_yrange (talk.column, &start, &top, &height);
  g_assert_cmpint (height, <, 50);
  talk_assert_shows (&talk, "…\nNot run");
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-cards/folded-is-away", test_folded_is_away);
  g_test_add_func ("/transcript-cards/answered", test_answered);
  g_test_add_func ("/transcript-cards/colors", test_colors);
  g_test_add_data_func ("/transcript-cards/show-all/key", "key", test_show_all);
  g_test_add_data_func ("/transcript-cards/show-all/pointer", NULL, test_show_all);
  g_test_add_func ("/transcript-cards/copy", test_copy);
  g_test_add_func ("/transcript-cards/header-fits", test_header_fits);

  return g_test_run ();
}
