/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule of scrolling: at the end while pinned, not a pixel otherwise.
 */

#include "transcript-support.h"

#include <string.h>

#define TEXT     "{\"type\":\"text\",\"text\":\"\"}"
#define THINKING "{\"type\":\"thinking\",\"thinking\":\"\"}"

/* More than fits, with lines that can be told apart. */
static void
fill (Talk *talk)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "Line number %d of an answer that is long.\n\n", i);
  talk_say (talk, "Go");
  talk_answer (talk, text->str);
  talk_frame (talk);
}

static ChatContentBlock *
stream (Talk *talk)
{
  ChatContentBlock *block;

  talk_say (talk, "And on");
  talk_reply (talk);
  block = talk_block (talk, TEXT);
  talk_add (talk, block, "It begins.");
  talk_frame (talk);
  return block;
}

static void
assert_at_end (Talk *talk)
{
  g_assert_true (talk_is_pinned (talk));
  g_assert_cmpfloat (gtk_adjustment_get_value (talk->adjustment), ==, talk_get_end (talk));
}

typedef struct
{
  Talk  *talk;
  guint  n_frames;
  guint  n_late;
} Watch;

static void
after_paint_cb (GdkFrameClock *clock,
                Watch         *watch)
{
  watch->n_frames++;
  if (gtk_adjustment_get_value (watch->talk->adjustment) != talk_get_end (watch->talk))
    watch->n_late++;
}

/* Not one frame shows the view anywhere else than at the end. */
static void
test_stays_at_end (void)
{
  Talk talk;
  Watch watch = { &talk, 0, 0 };
  ChatContentBlock *block;
  GdkFrameClock *clock;

  talk_open (&talk, 600, 400);
  fill (&talk);
  assert_at_end (&talk);
  block = stream (&talk);

  clock = gtk_widget_get_frame_clock (talk.window);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &watch);
  for (int i = 0; i < 60; i++)
    {
      talk_add (&talk, block, i % 7 == 0 ? "\n\n```\ncode" : " some more words to read");
      talk_frame (&talk);
    }
  g_signal_handlers_disconnect_by_data (clock, &watch);

  g_assert_cmpuint (watch.n_frames, >, 60);
  g_assert_cmpuint (watch.n_late, ==, 0);
  assert_at_end (&talk);
  talk_close (&talk);
}

#define FAST_FRAMES 120

typedef struct
{
  Talk             *talk;
  ChatContentBlock *block;
  guint             n_frames;
} Feed;

/* What comes in a frame of two thousand deltas a second. */
static gboolean
feed_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Feed *feed = data;

  for (guint i = 0; i < 2000 / 60; i++)
    talk_add (feed->talk, feed->block, (feed->n_frames + i) % 97 == 0 ? "\n\n- " : "four ");
  return ++feed->n_frames < FAST_FRAMES ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
test_stays_at_end_fast (void)
{
  Talk talk;
  Watch watch = { &talk, 0, 0 };
  Feed feed = { &talk, NULL, 0 };
  GdkFrameClock *clock;

  talk_open (&talk, 600, 400);
  fill (&talk);
  feed.block = stream (&talk);
  clock = gtk_widget_get_frame_clock (talk.window);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &watch);
  gtk_widget_add_tick_callback (talk.window, feed_cb, &feed, NULL);
  test_wait_until (feed.n_frames == FAST_FRAMES);
  talk_frame (&talk);
  g_signal_handlers_disconnect_by_data (clock, &watch);

  g_assert_cmpuint (watch.n_frames, >=, FAST_FRAMES);
  g_assert_cmpuint (watch.n_late, ==, 0);
  assert_at_end (&talk);
  talk_close (&talk);
}

/* The reader has scrolled back: all that happens below moves nothing. */
static void
test_does_not_move (void)
{
  Talk talk;
  ChatContentBlock *block;
  int y;

  talk_open (&talk, 600, 400);
  fill (&talk);
  block = stream (&talk);
  for (int i = 0; i < 3; i++)
    talk_wheel (&talk, TRUE);
  g_assert_false (talk_is_pinned (&talk));
  talk_frame (&talk);
  y = talk_get_y (&talk, "Line number 50 ");

  for (int i = 0; i < 60; i++)
    {
      talk_add (&talk, block, i % 7 == 0 ? "\n\n```\ncode" : " some more words to read");
      talk_frame (&talk);
      g_assert_cmpint (talk_get_y (&talk, "Line number 50 "), ==, y);
    }
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  g_assert_cmpint (talk_get_y (&talk, "Line number 50 "), ==, y);
  talk_say (&talk, "One more");
  talk_frame (&talk);
  g_assert_cmpint (talk_get_y (&talk, "Line number 50 "), ==, y);
  g_assert_false (talk_is_pinned (&talk));
  talk_close (&talk);
}

static void
test_wheel (void)
{
  Talk talk;

  talk_open (&talk, 600, 400);
  fill (&talk);
  talk_wheel (&talk, TRUE);
  g_assert_false (talk_is_pinned (&talk));
  talk_wheel (&talk, TRUE);

  /* Down, but not to the end. */
  talk_wheel (&talk, FALSE);
  g_assert_false (talk_is_pinned (&talk));
  for (int i = 0; i < 5; i++)
    talk_wheel (&talk, FALSE);
  assert_at_end (&talk);

  talk_wheel (&talk, FALSE);
  assert_at_end (&talk);
  talk_close (&talk);
}

static void
test_keys (void)
{
  const char *up[] = { "Up", "Page_Up", "Home" };
  Talk talk;

  talk_open (&talk, 600, 400);
  fill (&talk);
  for (gsize i = 0; i < G_N_ELEMENTS (up); i++)
    {
      talk_press (&talk, up[i]);
      talk_frame (&talk);
      g_assert_false (talk_is_pinned (&talk));
      g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), <, talk_get_end (&talk));
      talk_press (&talk, "End");
      assert_at_end (&talk);
    }

  talk_press (&talk, "Home");
  talk_frame (&talk);
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, 0);
  while (gtk_adjustment_get_value (talk.adjustment) < talk_get_end (&talk))
    {
      g_assert_false (talk_is_pinned (&talk));
      talk_press (&talk, "Page_Down");
      talk_frame (&talk);
    }
  assert_at_end (&talk);
  talk_close (&talk);
}

/* As a hand on the bar would; where exactly the bar is drawn is the theme's affair. */
static void
move_bar (Talk   *talk,
          double  value)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (talk->column), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (window));
  GtkWidget *range = gtk_widget_get_first_child (bar);
  gboolean handled;

  g_signal_emit_by_name (range, "change-value", GTK_SCROLL_JUMP, value, &handled);
}

static void
test_bar (void)
{
  Talk talk;

  talk_open (&talk, 600, 400);
  fill (&talk);
  move_bar (&talk, talk_get_end (&talk) - 200);
  g_assert_false (talk_is_pinned (&talk));
  move_bar (&talk, talk_get_end (&talk) - 100);
  g_assert_false (talk_is_pinned (&talk));
  move_bar (&talk, talk_get_end (&talk));
  assert_at_end (&talk);
  talk_close (&talk);
}

/* Our own scrolling, and GTK's, is not the reader's. */
static void
test_own (void)
{
  Talk talk;

  talk_open (&talk, 600, 400);
  fill (&talk);
  gtk_adjustment_set_value (talk.adjustment, 10);
  assert_at_end (&talk);

  talk_wheel (&talk, TRUE);
  chat_transcript_scroll_to_latest (talk.transcript);
  assert_at_end (&talk);

  talk_wheel (&talk, TRUE);
  gtk_adjustment_set_value (talk.adjustment, talk_get_end (&talk));
  g_assert_false (talk_is_pinned (&talk));

  /* Another window may have begun it; who sends here goes to the end. */
  stream (&talk);
  g_assert_false (talk_is_pinned (&talk));
  talk_close (&talk);
}

/* What is being selected does not run away from under the pointer. */
static void
test_select (void)
{
  Talk talk;
  ChatContentBlock *block;
  double value;

  talk_open (&talk, 600, 400);
  fill (&talk);
  /* Nothing comes: it stays at the end. */
  talk_hold_at (&talk, 100, 150);
  talk_move_to (&talk, 200, 200);
  talk_frame (&talk);
  assert_at_end (&talk);
  talk_release (&talk);
  assert_at_end (&talk);

  block = stream (&talk);
  talk_hold_at (&talk, 100, 100);
  talk_add (&talk, block, "\n\nmore");
  talk_frame (&talk);
  /* Who only presses selects nothing. */
  assert_at_end (&talk);
  talk_move_to (&talk, 200, 150);
  talk_move_to (&talk, 220, 160);
  value = gtk_adjustment_get_value (talk.adjustment);
  for (int i = 0; i < 10; i++)
    {
      talk_add (&talk, block, "\n\nand more");
      talk_frame (&talk);
      g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, value);
    }
  g_assert_false (talk_is_pinned (&talk));
  talk_release (&talk);

  /* Once at the end again it is followed as before, the selection or not. */
  talk_press (&talk, "End");
  talk_add (&talk, block, "\n\nand more");
  talk_frame (&talk);
  assert_at_end (&talk);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_close (&talk);
}

static void
test_nothing_to_scroll (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  block = stream (&talk);
  talk_wheel (&talk, TRUE);
  g_assert_true (talk_is_pinned (&talk));
  for (int i = 0; i < 40; i++)
    talk_add (&talk, block, "\n\nmore");
  talk_frame (&talk);
  g_assert_cmpfloat (talk_get_end (&talk), >, 0);
  assert_at_end (&talk);
  talk_close (&talk);
}

static void
test_scrolled (void)
{
  Talk talk;
  gboolean scrolled;

  talk_open (&talk, 600, 400);
  g_object_get (talk.transcript, "scrolled", &scrolled, NULL);
  g_assert_false (scrolled);
  fill (&talk);
  g_object_get (talk.transcript, "scrolled", &scrolled, NULL);
  g_assert_true (scrolled);
  talk_press (&talk, "Home");
  talk_frame (&talk);
  g_object_get (talk.transcript, "scrolled", &scrolled, NULL);
  g_assert_false (scrolled);
  talk_close (&talk);
}

static ChatContentBlock *
think (Talk *talk)
{
  ChatContentBlock *block;

  talk_say (talk, "Think");
  talk_reply (talk);
  block = talk_block (talk, THINKING);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *line = g_strdup_printf ("Thought number %d, and more.\n\n", i);

      talk_add (talk, block, line);
    }
  talk_frame (talk);
  return block;
}

static gboolean
is_folded (Talk *talk)
{
  g_autofree char *visible = talk_dup_visible (talk);

  return strstr (visible, "Thought number 39") == NULL;
}

static void
begin_text (Talk             *talk,
            ChatContentBlock *thinking)
{
  talk_close_block (talk, thinking);
  talk_add (talk, talk_block (talk, TEXT), "So this is the answer.");
  talk_frame (talk);
}

/* Thinking folds by itself above or below what is being read: nothing moves. */
static void
test_fold_elsewhere (void)
{
  Talk talk;
  ChatContentBlock *thinking;
  int y;

  talk_open (&talk, 600, 400);
  fill (&talk);
  thinking = think (&talk);
  while (talk_get_y (&talk, "Think\n") < 500)
    talk_wheel (&talk, TRUE);
  talk_frame (&talk);
  y = talk_get_y (&talk, "Line number 55 ");
  begin_text (&talk, thinking);

  g_assert_true (is_folded (&talk));
  g_assert_cmpint (talk_get_y (&talk, "Line number 55 "), ==, y);
  talk_close (&talk);
}

/* What is being read does not fold under the eye. */
static void
test_fold_under_eye (void)
{
  Talk talk;
  ChatContentBlock *thinking;
  int y;

  talk_open (&talk, 600, 400);
  fill (&talk);
  thinking = think (&talk);
  for (int i = 0; i < 3; i++)
    talk_wheel (&talk, TRUE);
  talk_frame (&talk);
  y = talk_get_y (&talk, "Thought number 30,");
  begin_text (&talk, thinking);

  g_assert_false (is_folded (&talk));
  g_assert_cmpint (talk_get_y (&talk, "Thought number 30,"), ==, y);
  talk_close (&talk);
}

static void
test_fold_pinned (void)
{
  Talk talk;

  talk_open (&talk, 600, 400);
  fill (&talk);
  begin_text (&talk, think (&talk));

  g_assert_true (is_folded (&talk));
  assert_at_end (&talk);
  talk_close (&talk);
}

/* The reader unfolds something: it opens where it is, downwards. */
static void
test_unfold (void)
{
  Talk talk;
  int y;

  talk_open (&talk, 600, 400);
  fill (&talk);
  begin_text (&talk, think (&talk));
  y = talk_get_y (&talk, "Thought for");
  talk_click (&talk, "Thought for", 100);
  talk_frame (&talk);

  g_assert_false (is_folded (&talk));
  g_assert_cmpint (talk_get_y (&talk, "Thought for"), ==, y);
  g_assert_false (talk_is_pinned (&talk));

  talk_click (&talk, "Thought for", 20);
  talk_frame (&talk);
  g_assert_true (is_folded (&talk));
  g_assert_cmpint (talk_get_y (&talk, "Thought for"), ==, y);
  talk_close (&talk);
}

static void
test_resize (void)
{
  Talk talk;
  int y;

  talk_open (&talk, 700, 400);
  fill (&talk);
  gtk_window_set_default_size (GTK_WINDOW (talk.window), 400, 500);
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (talk.column)) < 450);
  talk_frame (&talk);
  assert_at_end (&talk);

  move_bar (&talk, gtk_adjustment_get_value (talk.adjustment) - 400);
  talk_frame (&talk);
  move_bar (&talk, gtk_adjustment_get_value (talk.adjustment) + talk_get_y (&talk, "Line number 45 "));
  talk_frame (&talk);
  y = talk_get_y (&talk, "Line number 45 ");
  gtk_window_set_default_size (GTK_WINDOW (talk.window), 700, 400);
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (talk.column)) > 600);
  talk_frame (&talk);
  g_assert_cmpint (talk_get_y (&talk, "Line number 45 "), ==, y);
  g_assert_false (talk_is_pinned (&talk));
  talk_close (&talk);
}

static void
test_messages (void)
{
  Talk talk;

  talk_open (&talk, 600, 400);
  for (int i = 0; i < 4; i++)
    fill (&talk);

  talk_press (&talk, "<Alt>Up");
  talk_frame (&talk);
  g_assert_false (talk_is_pinned (&talk));
  g_assert_cmpint (talk_get_y (&talk, "Claude"), <=, 0);
  for (int i = 0; i < 10; i++)
    talk_press (&talk, "<Alt>Up");
  talk_frame (&talk);
  g_assert_cmpfloat (gtk_adjustment_get_value (talk.adjustment), ==, 0);

  talk_press (&talk, "<Alt>Down");
  talk_frame (&talk);
  /* The line has the distance from the message above it. */
  g_assert_cmpint (talk_get_y (&talk, "Claude"), ==, 12 - 36);
  for (int i = 0; i < 10; i++)
    talk_press (&talk, "<Alt>Down");
  assert_at_end (&talk);
  talk_close (&talk);
}

static GtkWidget *
find_pill (GtkWidget *widget)
{
  if (GTK_IS_REVEALER (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_pill (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_pill (void)
{
  Talk talk;
  GtkWidget *pill;

  talk_open (&talk, 600, 400);
  pill = find_pill (GTK_WIDGET (talk.transcript));
  fill (&talk);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (pill)));
  talk_wheel (&talk, TRUE);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (pill)));
  g_signal_emit_by_name (gtk_revealer_get_child (GTK_REVEALER (pill)), "clicked");
  assert_at_end (&talk);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (pill)));
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-scroll/stays-at-end", test_stays_at_end);
  g_test_add_func ("/transcript-scroll/stays-at-end-fast", test_stays_at_end_fast);
  g_test_add_func ("/transcript-scroll/does-not-move", test_does_not_move);
  g_test_add_func ("/transcript-scroll/wheel", test_wheel);
  g_test_add_func ("/transcript-scroll/keys", test_keys);
  g_test_add_func ("/transcript-scroll/bar", test_bar);
  g_test_add_func ("/transcript-scroll/own", test_own);
  g_test_add_func ("/transcript-scroll/select", test_select);
  g_test_add_func ("/transcript-scroll/nothing-to-scroll", test_nothing_to_scroll);
  g_test_add_func ("/transcript-scroll/scrolled", test_scrolled);
  g_test_add_func ("/transcript-scroll/fold-elsewhere", test_fold_elsewhere);
  g_test_add_func ("/transcript-scroll/fold-under-eye", test_fold_under_eye);
  g_test_add_func ("/transcript-scroll/fold-pinned", test_fold_pinned);
  g_test_add_func ("/transcript-scroll/unfold", test_unfold);
  g_test_add_func ("/transcript-scroll/resize", test_resize);
  g_test_add_func ("/transcript-scroll/messages", test_messages);
  g_test_add_func ("/transcript-scroll/pill", test_pill);

  return g_test_run ();
}
