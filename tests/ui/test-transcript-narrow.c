/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands below a reply where there is little room: fewer figures, buttons in several lines.
 */

#include "transcript-support.h"

#define TEXT "{\"type\":\"text\",\"text\":\"\"}"

static void
write_some (Talk *talk)
{
  talk_say (talk, "Go");
  talk_reply (talk);
  talk_add (talk, talk_block (talk, TEXT), "one two three");
  talk_frame (talk);
}

static void
test_figures (void)
{
  Talk talk;
  ChatTimings *timings;

  talk_open (&talk, 600, 400);
  write_some (&talk);
  timings = chat_message_get_timings (talk.reply);
  timings->first_text_us = timings->started_us + 600000;
  chat_message_get_usage (talk.reply)->output_tokens = 5;
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&talk);
  talk_assert_shows (&talk, "first word 0.6 s");
  g_assert_cmpint (gtk_text_view_get_left_margin (talk.column), ==, 30);

  gtk_window_set_default_size (GTK_WINDOW (talk.window), 360, 400);
  test_wait_until (gtk_widget_get_width (talk.window) < 400);
  talk_frame (&talk);
  talk_frame (&talk);
  talk_assert_hides (&talk, "first word");
  talk_assert_shows (&talk, "5 out");
  g_assert_cmpint (gtk_text_view_get_left_margin (talk.column), ==, 24);
  talk_close (&talk);
}

static double
get_button_y (Talk       *talk,
              const char *label)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (talk_find_button (talk, label),
                                            GTK_WIDGET (talk->column), &bounds));

  return bounds.origin.y;
}

/* As many buttons in a line as it has room for. */
static void
test_buttons (void)
{
  Talk talk;
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_CONNECTION_LOST, "reset");

  talk_open (&talk, 600, 400);
  gtk_window_set_default_size (GTK_WINDOW (talk.window), 300, 400);
  /* Newer libadwaita makes no window narrower. */
  test_wait_until (gtk_widget_get_width (talk.window) <= 360);
  write_some (&talk);
  chat_message_set_failure (talk.reply, failure);
  talk_end (&talk, CHAT_MESSAGE_INTERRUPTED);
  talk_frame (&talk);
  talk_frame (&talk);
  g_assert_cmpfloat (get_button_y (&talk, "Retry"), ==, get_button_y (&talk, "Continue"));
  g_assert_cmpfloat (get_button_y (&talk, "Details"), >, get_button_y (&talk, "Continue"));
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-narrow/figures", test_figures);
  g_test_add_func ("/transcript-narrow/buttons", test_buttons);

  return g_test_run ();
}
