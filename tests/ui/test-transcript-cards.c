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
  g_assert_nonnull (strstr (open, "First this.\n\nThen that.\nSo."));

  gtk_widget_activate_action (GTK_WIDGET (talk.column), "transcript.toggle-fold", NULL);
  talk_frame (&talk);
  again = talk_dup_text (&talk);
  g_assert_cmpstr (again, ==, folded);
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-cards/folded-is-away", test_folded_is_away);

  return g_test_run ();
}
