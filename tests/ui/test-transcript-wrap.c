/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Code whose lines wrap at the edge of its card, or do not.
 */

#include "transcript-support.h"

#include "chat-code-button.h"
#include "chat-settings.h"

#include <string.h>

/* px that a key moves. */
#define STEP 60

#define TEXT "{\"type\":\"text\",\"text\":\"\"}"

#define LONG_LINE "total = sum (order.price * order.count * (1 - order.discount) for order in " \
                  "orders if order.state != \"cancelled\" and not order.is_test)  # the end"
#define LONG_CODE "Before.\n\n```python\n" LONG_LINE "\nn = 1\n\n# \u202e deceptive\n```\n\nAfter.\n"

static void
rewrap (Talk  *talk,
        guint  number)
{
  gtk_widget_activate_action (GTK_WIDGET (talk->column), "code.wrap", "(su)",
                              chat_message_get_uid (talk->reply), number);
  talk_frame (talk);
}

static void
move_sideways (Talk *talk,
               int   steps)
{
  for (int i = 0; i < ABS (steps); i++)
    gtk_widget_activate_action (GTK_WIDGET (talk->column), "transcript.scroll-sideways", "b",
                                steps > 0);
  talk_frame (talk);
}

static void
open_code (Talk       *talk,
           const char *text)
{
  talk_open (talk, 500, 600);
  talk_say (talk, "Code?");
  talk_answer (talk, text);
  talk_wait_for_colors (talk);
}

static void
assert_view_holds (Talk *talk)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (talk->column));

  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==,
                     gtk_adjustment_get_page_size (adjustment));
}

/* Only the place of the words is another one. */
static void
test_same_text (void)
{
  g_autofree char *wrapped = NULL;
  g_autofree char *unwrapped = NULL;
  Talk talk;
  int height;

  open_code (&talk, LONG_CODE);
  wrapped = talk_dup_text (&talk);
  height = talk_measure_line (&talk, "total");
  rewrap (&talk, 0);
  unwrapped = talk_dup_text (&talk);
  g_assert_cmpstr (unwrapped, ==, wrapped);
  g_assert_cmpint (talk_measure_line (&talk, "total"), <, height / 2);
  g_assert_cmpint (talk_measure_line (&talk, "total"), ==, talk_measure_line (&talk, "n = 1"));
  g_assert_cmpint (talk_get_look (&talk, "# the end"), ==, talk_get_look (&talk, "# "));
  assert_view_holds (&talk);

  rewrap (&talk, 0);
  g_assert_cmpint (talk_measure_line (&talk, "total"), ==, height);
  talk_close (&talk);
}

/* Whenever the reader chooses, what he sees in the end is the same. */
static void
test_streamed (void)
{
  g_autofree char *whole = NULL;
  Talk talk;

  open_code (&talk, LONG_CODE);
  whole = talk_dup_text (&talk);
  talk_close (&talk);
  /* The line at the end tells how long it took. */
  *strstr (whole, "Claude Opus") = '\0';

  for (gsize chosen = 12; chosen < strlen (LONG_CODE); chosen += 61)
    {
      g_autofree char *streamed = NULL;
      ChatContentBlock *block;

      talk_open (&talk, 500, 600);
      talk_say (&talk, "Code?");
      talk_reply (&talk);
      block = talk_block (&talk, TEXT);
      for (gsize i = 0; i < strlen (LONG_CODE); i++)
        {
          talk_add (&talk, block, (char[2]) { LONG_CODE[i], '\0' });
          if (i % 11 == 0)
            talk_frame (&talk);
          if (i == chosen)
            rewrap (&talk, 0);
        }
      talk_close_block (&talk, block);
      talk_end (&talk, CHAT_MESSAGE_COMPLETE);
      talk_wait_for_colors (&talk);
      streamed = talk_dup_text (&talk);
      g_assert_true (g_str_has_prefix (streamed, whole));
      if (chosen > 25 && chosen + 20 < strlen (LONG_CODE))
        g_assert_cmpint (talk_measure_line (&talk, "total"), ==,
                         talk_measure_line (&talk, "n = 1"));
      talk_close (&talk);
    }
}

/* What is pressed is what is seen there. */
static void
assert_moved (Talk *talk,
              int   steps)
{
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter caret;
  GdkRectangle place;
  double x;

  talk_find (talk, "order.discount", &start, &end);
  gtk_text_view_get_iter_location (talk->column, &start, &place);
  gtk_widget_translate_coordinates (GTK_WIDGET (talk->column), talk->window,
                                    place.x - steps * STEP + 1, 0, &x, NULL);
  talk_click (talk, "total", (int) x);
  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (talk->column), &caret,
                                    gtk_text_buffer_get_insert (
                                      gtk_text_view_get_buffer (talk->column)));
  g_assert_cmpint (gtk_text_iter_get_offset (&caret), ==, gtk_text_iter_get_offset (&start));
  talk_frame (talk);
  assert_view_holds (talk);
}

static void
test_pointer (void)
{
  Talk talk;

  open_code (&talk, LONG_CODE);
  rewrap (&talk, 0);
  talk_put_caret (&talk, "total");
  move_sideways (&talk, 3);
  assert_moved (&talk, 3);
  talk_close (&talk);
}

/* As GTK tells of it for a wheel that is finer than its clicks, which all are under X11. */
static void
turn_wheel (Talk   *talk,
            double  clicks)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (talk->column));
  GtkTextIter start;
  GtkTextIter end;
  GdkRectangle place;
  int y;

  talk_find (talk, "total", &start, &end);
  gtk_text_view_get_iter_location (talk->column, &start, &place);
  gtk_text_view_buffer_to_window_coords (talk->column, GTK_TEXT_WINDOW_WIDGET, 0,
                                         place.y + place.height / 2, NULL, &y);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", 100.0, (double) y);
    }
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        g_signal_emit_by_name (controller, "scroll", clicks, 0.0, &handled);
    }
  talk_frame (talk);
}

static void
test_wheel (void)
{
  Talk talk;

  open_code (&talk, LONG_CODE);
  rewrap (&talk, 0);
  turn_wheel (&talk, 3);
  assert_moved (&talk, 3);
  talk_close (&talk);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);

  return found;
}

/* It is there only where lines are too long, and says what it does. */
static void
test_button (void)
{
  GtkWidget *card;
  GtkWidget *button;
  int height;
  Talk talk;

  open_code (&talk, "```c\nint x;\n```\n");
  test_wait_until (find_type (GTK_WIDGET (talk.column), CHAT_TYPE_CODE_BUTTON) != NULL);
  card = find_type (GTK_WIDGET (talk.column), CHAT_TYPE_CODE_BUTTON);
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_first_child (card)));
  talk_close (&talk);

  open_code (&talk, LONG_CODE);
  test_wait_until (find_type (GTK_WIDGET (talk.column), CHAT_TYPE_CODE_BUTTON) != NULL);
  button = gtk_widget_get_first_child (find_type (GTK_WIDGET (talk.column), CHAT_TYPE_CODE_BUTTON));
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Don’t wrap lines");
  height = talk_measure_line (&talk, "total");
  g_signal_emit_by_name (button, "clicked");
  talk_frame (&talk);
  g_assert_cmpint (talk_measure_line (&talk, "total"), <, height);
  test_wait_until (g_str_equal (gtk_widget_get_tooltip_text (button), "Wrap lines"));
  talk_close (&talk);
}

/* At the message cursor one key does it for all of the message. */
static void
test_key (void)
{
  int height;
  Talk talk;

  open_code (&talk, LONG_CODE "```sh\n" "echo " LONG_LINE "\n```\n");
  height = talk_measure_line (&talk, "total");
  talk_press (&talk, "<Alt>Up");
  talk_press_here (&talk, "w");
  talk_frame (&talk);
  g_assert_cmpint (talk_measure_line (&talk, "total"), ==, talk_measure_line (&talk, "n = 1"));
  g_assert_cmpint (talk_measure_line (&talk, "echo"), <, height);
  talk_press_here (&talk, "w");
  talk_frame (&talk);
  g_assert_cmpint (talk_measure_line (&talk, "total"), ==, height);
  g_assert_cmpint (talk_measure_line (&talk, "echo"), >=, height);
  talk_close (&talk);
}

/* As the reader left it, so it is when he comes back. */
static void
test_remembered (void)
{
  g_autoptr(ChatConversation) conversation = NULL;
  g_autofree char *state = NULL;
  Talk talk;

  open_code (&talk, LONG_CODE);
  rewrap (&talk, 0);
  conversation = g_object_ref (talk.conversation);
  state = chat_transcript_dup_state (talk.transcript);
  talk_close (&talk);

  talk_open (&talk, 500, 600);
  g_set_object (&talk.conversation, conversation);
  chat_transcript_set_conversation (talk.transcript, conversation);
  chat_transcript_restore_state (talk.transcript, state);
  talk_wait_for_colors (&talk);
  test_wait_until (talk_measure_line (&talk, "total") == talk_measure_line (&talk, "n = 1"));
  talk_close (&talk);
}

/* Long code that folds keeps its setting, and a reader who is at the end stays there. */
static void
test_folded (void)
{
  g_autoptr(GString) text = g_string_new ("```python\n");
  Talk talk;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "line_%d = 1  # %s\n", i, LONG_LINE);
  g_string_append (text, "```\n");
  open_code (&talk, text->str);
  g_assert_true (talk_is_pinned (&talk));
  rewrap (&talk, 0);
  g_assert_true (talk_is_pinned (&talk));
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, talk_get_end (&talk));
  talk_click (&talk, "Show all", 60);
  talk_wait_for_colors (&talk);
  g_assert_cmpint (talk_measure_line (&talk, "line_50"), ==, talk_measure_line (&talk, "line_39"));
  rewrap (&talk, 0);
  g_assert_cmpint (talk_measure_line (&talk, "line_50"), ==, talk_measure_line (&talk, "line_39"));
  g_assert_cmpint (talk_measure_line (&talk, "line_50"), >, 30);
  talk_close (&talk);
}

/* All code follows the setting at once but that which the reader has told otherwise. */
static void
test_setting (void)
{
  g_autoptr(GSettings) settings = chat_settings_new (NULL);
  Talk talk;
  int line;

  open_code (&talk, "```\nfirst " LONG_LINE "\n```\n\n```\nsecond " LONG_LINE "\n```\n\n"
                    "```\nlast\n```\n");
  chat_transcript_set_settings (talk.transcript, settings);
  talk_frame (&talk);
  line = talk_measure_line (&talk, "last");
  g_assert_cmpint (talk_measure_line (&talk, "first"), >, line);
  rewrap (&talk, 1);
  rewrap (&talk, 1);

  g_settings_set_boolean (settings, CHAT_SETTING_WRAP_CODE, FALSE);
  talk_frame (&talk);
  g_assert_cmpint (talk_measure_line (&talk, "first"), ==, line);
  g_assert_cmpint (talk_measure_line (&talk, "second"), >, line);

  /* also what comes later */
  talk_answer (&talk, "```\nthird " LONG_LINE "\n```\n");
  test_wait_until (talk_measure_line (&talk, "third") == line);
  g_settings_reset (settings, CHAT_SETTING_WRAP_CODE);
  talk_frame (&talk);
  g_assert_cmpint (talk_measure_line (&talk, "first"), >, line);
  g_assert_cmpint (talk_measure_line (&talk, "third"), >, line);
  talk_close (&talk);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript/wrap/same-text", test_same_text);
  g_test_add_func ("/transcript/wrap/streamed", test_streamed);
  g_test_add_func ("/transcript/wrap/pointer", test_pointer);
  g_test_add_func ("/transcript/wrap/wheel", test_wheel);
  g_test_add_func ("/transcript/wrap/button", test_button);
  g_test_add_func ("/transcript/wrap/key", test_key);
  g_test_add_func ("/transcript/wrap/remembered", test_remembered);
  g_test_add_func ("/transcript/wrap/folded", test_folded);
  g_test_add_func ("/transcript/wrap/setting", test_setting);

  return g_test_run ();
}
