/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strip at the scrollbar: where it shows the hits of a conversation, and that it leads there.
 */

#include "chat-hit-strip.h"
#include "chat-transcript-find.h"
#include "transcript-support.h"

#define WIDTH  700
#define HEIGHT 500

/* Messages, far more than are on the page. */
#define MESSAGES 200

/* px of a picture: more than its frame and the strip. */
#define EDGE 14

#define MIDDLE "a weasel in the middle"

#define MANY_HITS 20000

typedef struct
{
  Talk          talk;
  ChatFind     *find;
  ChatHitStrip *strip;
} Search;

static GtkWidget *
find_strip (GtkWidget *widget)
{
  GtkWidget *found = CHAT_IS_HIT_STRIP (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_strip (child);

  return found;
}

static void
chosen_cb (Search *self)
{
  ChatFindHit hit;

  g_assert_true (chat_find_get_current (self->find, &hit));
  chat_transcript_show_hit (self->talk.transcript, &hit);
}

static void
search_open (Search *self)
{
  talk_open (&self->talk, WIDTH, HEIGHT);
  self->find = chat_find_new ();
  self->strip = CHAT_HIT_STRIP (find_strip (GTK_WIDGET (self->talk.transcript)));
  g_signal_connect_swapped (self->find, "chosen", G_CALLBACK (chosen_cb), self);
}

static void
search_for (Search     *self,
            const char *words)
{
  g_autoptr(ChatNeedle) needle = chat_needle_new (words, FALSE);

  chat_find_set_conversation (self->find, self->talk.conversation);
  chat_transcript_set_search (self->talk.transcript, self->find);
  chat_transcript_set_needle (self->talk.transcript, needle);
  chat_find_set_needle (self->find, needle);
  test_wait_until (!chat_find_is_busy (self->find));
  talk_frame (&self->talk);
}

static void
search_close (Search *self)
{
  chat_transcript_set_search (self->talk.transcript, NULL);
  g_clear_object (&self->find);
  talk_close (&self->talk);
}

/* Short ones, with something to find in the first, in the middle and in the last. */
static void
fill (Search *self)
{
  for (int i = 0; i < MESSAGES; i++)
    {
      gboolean special = i == 0 || i == MESSAGES / 2 || i == MESSAGES - 1;

      if (i % 2 == 0)
        talk_say (&self->talk, i == MESSAGES / 2 ? MIDDLE : special ? "a weasel" : "a hen");
      else
        talk_answer (&self->talk, special ? "a weasel" : "a fox");
    }
  talk_frame (&self->talk);
}

static int
get_height (Search *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self->strip));
}

/* The row of pixels of a hit; the test fails if it is not shown. */
static int
get_row (Search *self,
         guint   number)
{
  for (int y = 0; y < get_height (self); y++)
    {
      if (chat_hit_strip_get_hit (self->strip, y) == number)
        return y;
    }

  g_assert_not_reached ();
}

static guint
count_rows (Search *self)
{
  guint n_rows = 0;

  for (int y = 0; y < get_height (self); y++)
    n_rows += chat_hit_strip_get_hit (self->strip, y) != 0;

  return n_rows;
}

static void
test_places (void)
{
  Search self;

  search_open (&self);
  fill (&self);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self.strip)));
  search_for (&self, "weasel");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self.strip)));
  g_assert_cmpuint (count_rows (&self), ==, 3);
  g_assert_cmpint (get_row (&self, 1), <, 5);
  g_assert_cmpint (ABS (get_row (&self, 2) - get_height (&self) / 2), <, HEIGHT / 20);
  g_assert_cmpint (get_row (&self, 3), >, get_height (&self) - 10);

  search_for (&self, "wolf");
  g_assert_cmpuint (count_rows (&self), ==, 0);
  chat_transcript_set_search (self.talk.transcript, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self.strip)));
  search_close (&self);
}

/* Within a message hits are placed by bytes, which comes near to what its lines take. */
static void
test_tall (void)
{
  Search self;
  g_autoptr(GString) text = g_string_new (NULL);
  GtkTextIter start;
  GtkTextIter end;
  int y;
  int row;

  for (int i = 0; i < 200; i++)
    g_string_append_printf (text, "%s %d\n\n", i == 140 ? "weasel" : "line", i);

  search_open (&self);
  talk_say (&self.talk, text->str);
  talk_frame (&self.talk);
  search_for (&self, "weasel");
  talk_find (&self.talk, "weasel", &start, &end);
  gtk_text_view_get_line_yrange (self.talk.column, &start, &y, NULL);
  row = (int) (y * get_height (&self) / gtk_adjustment_get_upper (self.talk.adjustment));
  g_assert_cmpuint (count_rows (&self), ==, 1);
  g_assert_cmpint (ABS (get_row (&self, 1) - row), <, HEIGHT / 20);
  search_close (&self);
}

/* Thousands in one message are no more than rows. */
static void
test_many (void)
{
  Search self;
  g_autoptr(GString) text = g_string_new (NULL);

  for (int i = 0; i < MANY_HITS; i++)
    g_string_append (text, "weasel ");

  search_open (&self);
  talk_say (&self.talk, text->str);
  talk_frame (&self.talk);
  search_for (&self, "weasel");
  g_assert_cmpuint (chat_find_get_n_hits (self.find), ==, MANY_HITS);
  g_assert_cmpuint (count_rows (&self), >, (guint) get_height (&self) * 9 / 10);
  search_close (&self);
}

static void
click (Search *self,
       int     row)
{
  double x;
  double y;

  gtk_widget_translate_coordinates (GTK_WIDGET (self->strip), self->talk.window, 2, row, &x, &y);
  talk_click_at (&self->talk, (int) x, (int) y);
  talk_frame (&self->talk);
}

/* It is no wall before what it lies over. */
static void
test_wheel (void)
{
  Search self;
  double value;
  double x;
  double y;

  search_open (&self);
  fill (&self);
  search_for (&self, "weasel");
  value = gtk_adjustment_get_value (self.talk.adjustment);
  gtk_widget_translate_coordinates (GTK_WIDGET (self.strip), self.talk.window, 2,
                                    get_row (&self, 2), &x, &y);
  talk_wheel_at (&self.talk, (int) x, (int) y, TRUE);
  test_wait_until (gtk_adjustment_get_value (self.talk.adjustment) < value);
  g_assert_false (talk_is_pinned (&self.talk));
  search_close (&self);
}

static void
test_click (void)
{
  Search self;

  search_open (&self);
  fill (&self);
  search_for (&self, "weasel");

  click (&self, get_row (&self, 2) + HEIGHT / 8);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 2);
  g_assert_cmpint (talk_get_y (&self.talk, MIDDLE), >=, 0);
  g_assert_cmpint (talk_get_y (&self.talk, MIDDLE), <, HEIGHT);
  click (&self, 0);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 1);
  g_assert_cmpfloat (gtk_adjustment_get_value (self.talk.adjustment), <, HEIGHT);
  click (&self, get_height (&self) - 1);
  g_assert_cmpuint (chat_find_get_position (self.find), ==, 3);
  search_close (&self);
}

/* Whether some of the pixels at a side of the picture, at about the row, are far from grey. */
static gboolean
is_colored (GdkTexture *texture,
            gboolean    right,
            int         row)
{
  int width = gdk_texture_get_width (texture);
  g_autofree guchar *pixels = g_malloc ((gsize) (4 * width * gdk_texture_get_height (texture)));
  int left = right ? width - EDGE : 0;
  gboolean colored = FALSE;

  gdk_texture_download (texture, pixels, (gsize) (4 * width));
  for (int y = row - EDGE; y < row + EDGE; y++)
    {
      for (int x = left; x < left + EDGE; x++)
        colored |= ABS (pixels[4 * (y * width + x)] - pixels[4 * (y * width + x) + 2]) > 40;
    }

  return colored;
}

static void
test_sides (void)
{
  Search self;
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GdkTexture) mirrored = NULL;
  int row;

  search_open (&self);
  fill (&self);
  search_for (&self, "weasel");
  row = get_row (&self, 2);
  texture = talk_render (&self.talk);
  g_assert_true (is_colored (texture, TRUE, row));
  g_assert_false (is_colored (texture, FALSE, row));

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  talk_frame (&self.talk);
  mirrored = talk_render (&self.talk);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_assert_true (is_colored (mirrored, FALSE, row));
  g_assert_false (is_colored (mirrored, TRUE, row));
  search_close (&self);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/hit-strip/places", test_places);
  g_test_add_func ("/hit-strip/tall", test_tall);
  g_test_add_func ("/hit-strip/many", test_many);
  g_test_add_func ("/hit-strip/click", test_click);
  g_test_add_func ("/hit-strip/wheel", test_wheel);
  g_test_add_func ("/hit-strip/sides", test_sides);

  return g_test_run ();
}
