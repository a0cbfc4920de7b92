/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked through is what the page shows, for each of the documents of Markdown.
 */

#include "chat-find-text.h"
#include "chat-page-views.h"
#include "chat-shown-text.h"
#include "chat-transcript-private.h"
#include "transcript-support.h"

/* Of the first section with text of the last message. */
static char *
dup_shown (Talk *talk)
{
  ChatPage *page = chat_follower_get_page (chat_transcript_get_follower (talk->transcript));
  ChatMessageView *view = chat_page_get_last (page);
  g_autoptr(ChatShownText) shown = chat_shown_text_new ();

  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (view, i);
      GtkTextIter start;
      GtkTextIter end;

      if (section->block != 0 || !chat_section_is_placed (section))
        continue;
      chat_shown_text_get_bounds (section, &start, &end);
      chat_shown_text_add_whole (shown, section, &start, &end);
    }

  return g_strdup (shown->text->str);
}

static void
test_words (gconstpointer data)
{
  const char *path = data;
  g_autofree char *source = NULL;
  g_autofree char *words = NULL;
  g_autofree char *shown = NULL;
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (ChatFindPart));
  ChatMessage *message;
  Talk talk;

  g_assert_true (g_file_get_contents (path, &source, NULL, NULL));
  talk_open (&talk, 700, 500);
  message = talk_answer (&talk, source);
  chat_transcript_set_conversation (talk.transcript, NULL);
  chat_transcript_set_conversation (talk.transcript, talk.conversation);
  for (guint i = 0; i < 4; i++)
    talk_frame (&talk);
  shown = dup_shown (&talk);
  chat_find_text_collect (message, 0, parts);
  words = chat_find_text_dup (message, &g_array_index (parts, ChatFindPart, 0));
  g_assert_cmpstr (words, ==, shown);
  talk_close (&talk);
}

static void
add_documents (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "markdown", "torture",
                                                   NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/find-words/%s", name);

      if (g_str_has_suffix (name, ".md"))
        g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), test_words, g_free);
    }
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);
  add_documents ();

  return g_test_run ();
}
