/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Find in the conversation as it is used: by keys, in the window.
 */

#include "chat-find-bar.h"
#include "chat-hit-strip.h"
#include "chat-prompt-view.h"
#include "chat-transcript.h"
#include "window-support.h"

#define ANSWERS "{\"text\": \"A Fox, a hen.\\n\\nThe fox again, and the FOX.\"}"


static ChatFindBar *
get_bar (WindowFixture *self)
{
  return CHAT_FIND_BAR (find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_FIND_BAR,
                                     NULL));
}


static const char *
get_count (WindowFixture *self)
{
  return gtk_label_get_label (GTK_LABEL (find_widget (GTK_WIDGET (get_bar (self)), GTK_TYPE_LABEL,
                                                      "numeric")));
}


static gboolean
is_strip_shown (WindowFixture *self)
{
  GtkWidget *view = GTK_WIDGET (window_get_view (self));

  return gtk_widget_get_visible (find_widget (view, CHAT_TYPE_HIT_STRIP, NULL));
}


static void
wait_for_count (WindowFixture *self,
                const char    *count)
{
  test_wait_until (g_strcmp0 (get_count (self), count) == 0);
}


static GtkTextBuffer *
get_page (WindowFixture *self)
{
  GtkWidget *column = find_widget (GTK_WIDGET (window_get_view (self)), GTK_TYPE_TEXT_VIEW,
                                   "transcript");

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (column));
}


static char *
dup_selected (WindowFixture *self)
{
  GtkTextIter start;
  GtkTextIter end;

  if (!gtk_text_buffer_get_selection_bounds (get_page (self), &start, &end))
    return NULL;

  return gtk_text_buffer_get_text (get_page (self), &start, &end, TRUE);
}


static gboolean
has_text (WindowFixture *self,
          const char    *text)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (get_page (self), &start);
  return gtk_text_iter_forward_search (&start, text, 0, NULL, NULL, NULL);
}


/* The reply is over, and all of it on the page. */
static void
converse (WindowFixture *self,
          const char    *prompt)
{
  window_converse (self, prompt);
  test_wait_until (has_text (self, "the FOX"));
}


static void
test_keys (WindowFixture *self,
           gconstpointer  script)
{
  g_autofree char *selected = NULL;

  converse (self, "tell me of the fox");
  g_assert_null (find_widget (GTK_WIDGET (get_bar (self)), GTK_TYPE_ENTRY, NULL));
  press_key (self->window, "<Control>f");
  g_assert_true (chat_find_bar_is_open (get_bar (self)));
  g_assert_true (is_strip_shown (self));
  press_keys (self->window, "fox");
  wait_for_count (self, "1 of 4");

  press_key (self->window, "Return");
  g_assert_cmpstr (get_count (self), ==, "2 of 4");
  press_key (self->window, "<Control>g");
  press_key (self->window, "F3");
  g_assert_cmpstr (get_count (self), ==, "4 of 4");
  press_key (self->window, "Return");
  g_assert_cmpstr (get_count (self), ==, "1 of 4");
  press_key (self->window, "<Shift>Return");
  g_assert_cmpstr (get_count (self), ==, "4 of 4");
  press_key (self->window, "<Shift><Control>g");
  press_key (self->window, "<Shift>F3");
  g_assert_cmpstr (get_count (self), ==, "2 of 4");

  /* Back to the composer, with the hit selected. */
  press_key (self->window, "Escape");
  g_assert_false (chat_find_bar_is_open (get_bar (self)));
  g_assert_false (is_strip_shown (self));
  g_assert_true (CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window))));
  selected = dup_selected (self);
  g_assert_cmpstr (selected, ==, "Fox");

  /* What is selected is what is looked for next, from there. */
  press_key (self->window, "<Control>f");
  wait_for_count (self, "2 of 4");
}


static void
test_case (WindowFixture *self,
           gconstpointer  script)
{
  GtkWidget *button;

  converse (self, "tell me");
  press_key (self->window, "<Control>f");
  press_keys (self->window, "fox");
  wait_for_count (self, "1 of 3");
  button = find_widget (GTK_WIDGET (get_bar (self)), GTK_TYPE_TOGGLE_BUTTON, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  wait_for_count (self, "1 of 1");
  press_keys (self->window, "es");
  wait_for_count (self, "No results");
  /* The arrow of a button that leads nowhere breaks nothing. */
  press_key (self->window, "Return");
  g_assert_cmpstr (get_count (self), ==, "No results");
}


static int
get_place (WindowFixture *self,
           const char    *text)
{
  GtkWidget *column = find_widget (GTK_WIDGET (window_get_view (self)), GTK_TYPE_TEXT_VIEW,
                                   "transcript");
  GtkTextIter iter;
  GdkRectangle visible;
  double x;
  double y;
  int line;

  gtk_text_buffer_get_start_iter (get_page (self), &iter);
  g_assert_true (gtk_text_iter_forward_search (&iter, text, 0, &iter, NULL, NULL));
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (column), &iter, &line, NULL);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (column), &visible);
  gtk_widget_translate_coordinates (column, GTK_WIDGET (self->window), 0, line - visible.y, &x, &y);
  return (int) y;
}


/* The bar comes and goes over the text: no line moves under the eye. */
static void
test_place (WindowFixture *self,
            gconstpointer  script)
{
  int y;

  for (guint i = 0; i < 6; i++)
    converse (self, i == 3 ? "the middle" : "again");
  /* From the end, which the view follows, to somewhere. */
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "<Alt>Up");
  wait_for_frames (GTK_WIDGET (self->window));
  y = get_place (self, "the middle");

  press_key (self->window, "<Control>f");
  wait_for_frames (GTK_WIDGET (self->window));
  g_assert_cmpint (get_place (self, "the middle"), ==, y);
  press_key (self->window, "Escape");
  wait_for_frames (GTK_WIDGET (self->window));
  g_assert_cmpint (get_place (self, "the middle"), ==, y);
}


/* Stop; if nothing runs, close the bar, also with the focus in it; then to where one writes. */
static void
test_escape_order (WindowFixture *self,
                   gconstpointer  script)
{
  GtkWidget *focus;

  converse (self, "tell me");
  press_key (self->window, "<Control>f");
  focus = gtk_root_get_focus (GTK_ROOT (self->window));
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (get_bar (self))));
  chat_demo_server_set_script (self->server, "{\"text\": \"one two three\", \"hang\": 4}", NULL);
  window_write (self, "go on");
  window_activate (self, "chat.send");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == focus);

  press_key (self->window, "Escape");
  window_wait_idle (self);
  g_assert_true (chat_find_bar_is_open (get_bar (self)));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == focus);
  press_key (self->window, "Escape");
  g_assert_false (chat_find_bar_is_open (get_bar (self)));
  gtk_widget_child_focus (find_widget (GTK_WIDGET (self->window), GTK_TYPE_MENU_BUTTON, NULL),
                          GTK_DIR_TAB_FORWARD);
  press_key (self->window, "Escape");
  g_assert_true (CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window))));
}


/* The bar closes from wherever the focus is. */
static void
test_escape (WindowFixture *self,
             gconstpointer  script)
{
  converse (self, "tell me");
  press_key (self->window, "<Control>f");
  press_key (self->window, "<Control>l");
  g_assert_true (CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window))));
  g_assert_true (chat_find_bar_is_open (get_bar (self)));
  press_key (self->window, "Escape");
  g_assert_false (chat_find_bar_is_open (get_bar (self)));
}


/* There is nothing to look through yet. */
static void
test_empty (WindowFixture *self,
            gconstpointer  script)
{
  press_key (self->window, "<Control>f");
  g_assert_false (chat_find_bar_is_open (get_bar (self)));
  g_assert_false (window_is_enabled (self, "chat.find-next"));
}


#define ADD(path, function)                                                                      \
  g_test_add ("/find-keys/" path, WindowFixture, ANSWERS, window_fixture_set_up, function,       \
              window_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);
  ADD ("keys", test_keys);
  ADD ("case", test_case);
  ADD ("place", test_place);
  ADD ("escape", test_escape);
  ADD ("escape-order", test_escape_order);
  ADD ("empty", test_empty);

  return g_test_run ();
}
