/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Citations and links of the transcript: popovers by pointer and by key, and the focus after them.
 */

#include "hyphens.h"
#include "labels.h"
#include "transcript-support.h"

#define CITED(text, citations) \
  "{\"type\":\"text\",\"text\":\"" text "\",\"citations\":[" citations "]}"
#define PAGE(n) \
  "{\"type\":\"page_location\",\"document_index\":0,\"document_title\":\"Manual\"," \
  "\"start_page_number\":" #n ",\"end_page_number\":" #n ",\"cited_text\":\"cited on " #n "\"}"
#define WEB \
  "{\"type\":\"web_search_result_location\",\"url\":\"https://docs.example.org/pwm?x=1\"," \
  "\"title\":\"PWM\",\"cited_text\":\"five points\"}"

#define LINK "<a rel=\"noopener noreferrer nofollow\" href=\""

static void
open_cited (Talk *talk)
{
  talk_open (talk, 700, 500);
  talk_say (talk, "Why?");
  talk_reply (talk);
  talk_close_block (talk, talk_block (talk, CITED ("One thing", PAGE (3))));
  talk_close_block (talk, talk_block (talk, CITED (" and another", WEB "," PAGE (7))));
  talk_close_block (talk, talk_block (talk, "{\"type\":\"text\",\"text\":\". See "
                                            "[here](https://example.org/there).\"}"));
  talk_end (talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (talk);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_popover (Talk *talk)
{
  return find_type (GTK_WIDGET (talk->transcript), GTK_TYPE_POPOVER);
}

static void
close_popover (Talk *talk)
{
  talk_press_here (talk, "Escape");
  test_wait_until (find_popover (talk) == NULL);
  test_wait_until (gtk_widget_is_focus (GTK_WIDGET (talk->column)));
}

/* Presses the mark with @number that follows @text. */
static void
click_mark (Talk       *talk,
            const char *text,
            const char *number)
{
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter from;
  GdkRectangle place;
  int x;

  talk_find (talk, text, &start, &end);
  from = end;
  g_assert_true (gtk_text_iter_forward_search (&from, number, 0, &start, &end, NULL));
  gtk_text_view_get_iter_location (talk->column, &start, &place);
  gtk_text_view_buffer_to_window_coords (talk->column, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &x, &place.y);
  talk_click (talk, text, x + place.width / 2 + 6);
}

/* Each mark has its own words, also if its source was cited before. */
static void
test_marks (void)
{
  Talk talk;

  open_cited (&talk);
  gtk_widget_grab_focus (GTK_WIDGET (talk.column));
  click_mark (&talk, "One thing", "1");
  test_wait_until (find_popover (&talk) != NULL);
  g_assert_true (labels_mention (find_popover (&talk), "Manual"));
  g_assert_true (labels_mention (find_popover (&talk), "Page 3"));
  g_assert_true (labels_mention (find_popover (&talk), "“cited on 3”"));
  g_assert_null (find_type (find_popover (&talk), GTK_TYPE_BUTTON));
  close_popover (&talk);

  click_mark (&talk, "and another", "1");
  test_wait_until (find_popover (&talk) != NULL);
  g_assert_true (labels_mention (find_popover (&talk), "“cited on 7”"));
  close_popover (&talk);

  click_mark (&talk, "and another", "2");
  test_wait_until (find_popover (&talk) != NULL);
  g_assert_true (labels_mention (find_popover (&talk), "docs.example.org"));
  g_assert_true (labels_mention (find_popover (&talk), "“five points”"));
  g_assert_true (labels_mention (find_popover (&talk), "https://docs.example.org/pwm?x=1"));
  g_assert_cmpuint (hyphens_count_in_labels (find_popover (&talk),
                                             "https://docs.example.org/pwm?x=1"), ==, 0);
  g_assert_nonnull (find_type (find_popover (&talk), GTK_TYPE_BUTTON));
  close_popover (&talk);
  talk_close (&talk);
}

/* From the message cursor all of it is reached by keys: the list, one of it, back to the text. */
static void
test_list (void)
{
  Talk talk;
  GtkWidget *list;

  open_cited (&talk);
  talk_press (&talk, "<Alt>Up");
  talk_press_opening (&talk, "o");
  test_wait_until (find_popover (&talk) != NULL);
  list = find_type (find_popover (&talk), GTK_TYPE_LIST_BOX);
  g_assert_nonnull (list);
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 3));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 5));
  g_assert_true (labels_mention (list, "https://example.org/there"));

  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1)));
  test_wait_until (find_type (find_popover (&talk), GTK_TYPE_LIST_BOX) == NULL);
  g_assert_true (labels_mention (find_popover (&talk), "“five points”"));
  g_assert_nonnull (find_type (find_popover (&talk), GTK_TYPE_BUTTON));
  close_popover (&talk);
  talk_close (&talk);
}

/* What a link in the text leads to is shown, not opened. */
static void
test_link (void)
{
  Talk talk;

  open_cited (&talk);
  gtk_widget_grab_focus (GTK_WIDGET (talk.column));
  click_mark (&talk, "See", "here");
  test_wait_until (find_popover (&talk) != NULL);
  g_assert_true (labels_mention (find_popover (&talk), "https://example.org/there"));
  close_popover (&talk);
  talk_close (&talk);
}

/* A reply that streams moves the text on: what was pressed counts, not what is there when the
 * button comes up. */
static void
test_moving (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 700, 500);
  talk_say (&talk, "Where?");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"\"}");
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *line = g_strdup_printf ("[A link of %d](https://example.org/%d)\n\n",
                                               i, i);

      talk_add (&talk, block, line);
    }
  talk_frame (&talk);
  g_assert_true (talk_is_pinned (&talk));
  gtk_widget_grab_focus (GTK_WIDGET (talk.column));

  talk_hold_at (&talk, 100, talk_get_y (&talk, "A link of 33") + 10);
  for (int i = 0; i < 3; i++)
    {
      talk_add (&talk, block, "[Another](https://example.org/other)\n\n");
      talk_frame (&talk);
    }
  talk_release (&talk);
  test_wait_until (find_popover (&talk) != NULL);
  g_assert_true (labels_mention (find_popover (&talk), "https://example.org/33"));
  close_popover (&talk);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_close (&talk);
}

/* The window may go while it is open. */
static void
test_close (void)
{
  Talk talk;

  open_cited (&talk);
  talk_press_opening (&talk, "o");
  talk_close (&talk);
}

/* Words that take several lines do not push the button out of view. */
static void
test_whole (void)
{
  GtkAdjustment *adjustment;
  GtkWidget *window;
  Talk talk;

  talk_open (&talk, 600, 500);
  talk_say (&talk, "Where?");
  talk_answer (&talk, "[Why the fan of a SMALL MACHINE never stops](https://example.org/HOW-MUCH-"
                      "WARMTH.html)");
  talk_frame (&talk);
  gtk_widget_grab_focus (GTK_WIDGET (talk.column));
  talk_click (&talk, "Why the fan", 80);
  test_wait_until (find_popover (&talk) != NULL);
  window = find_type (find_popover (&talk), GTK_TYPE_SCROLLED_WINDOW);
  test_wait_until (gtk_widget_get_height (window) > 0);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=,
                     gtk_adjustment_get_page_size (adjustment));
  close_popover (&talk);
  talk_close (&talk);
}

/* What is pasted elsewhere has no list of sources: a mark leads to the address itself. */
static void
test_copied (void)
{
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter unused;
  g_autofree char *html = NULL;
  Talk talk;

  open_cited (&talk);
  talk_find (&talk, "One", &start, &unused);
  talk_find (&talk, "here.", &unused, &end);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (talk.column), &end, &start);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (talk.column), "transcript.copy", NULL));
  html = talk_read_clipboard (gtk_widget_get_clipboard (GTK_WIDGET (talk.column)), "text/html");
  g_assert_cmpstr (html, ==, "<p>One thing<sup>[1]</sup> and another<sup>" LINK
                             "https://docs.example.org/pwm?x=1\">[2]</a></sup><sup>[1]</sup>. See "
                             LINK "https://example.org/there\">here</a>.</p>\n");
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-links/marks", test_marks);
  g_test_add_func ("/transcript-links/list", test_list);
  g_test_add_func ("/transcript-links/link", test_link);
  g_test_add_func ("/transcript-links/moving", test_moving);
  g_test_add_func ("/transcript-links/copied", test_copied);
  g_test_add_func ("/transcript-links/whole", test_whole);
  g_test_add_func ("/transcript-links/close", test_close);

  return g_test_run ();
}
