/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branches of a conversation in a window, by keys and by pointer: nothing that was tried is lost.
 */

#include "branches-support.h"
#include "chat-message-bar.h"

#define ANSWERS "{\"text\": \"You said: {{prompt}}\"}"
#define BETTER  "{\"text\": \"Better: {{prompt}}\"}"


static void
assert_prompt (WindowFixture *self,
               const char    *expected)
{
  g_autofree char *text = window_dup_prompt (self);

  g_assert_cmpstr (text, ==, expected);
}


/* One question with two answers, the second one shown. */
static void
make_versions (WindowFixture *self)
{
  window_converse (self, "hello");
  chat_demo_server_set_script (self->server, BETTER, NULL);
  press_key (self->window, "<Alt>Up");
  branches_assert_cursor (self, "You said: hello");
  press_key (self->window, "r");
  window_wait_idle (self);
  branches_assert_path (self, "u:hello a:Better: hello");
  g_assert_cmpuint (branches_get_size (self), ==, 3);
}


static void
test_keys (WindowFixture *self,
           gconstpointer  script)
{
  make_versions (self);
  press_key (self->window, "<Alt>Up");
  branches_assert_cursor (self, "Better: hello");
  press_key (self->window, "k");
  branches_assert_cursor (self, "hello");
  press_key (self->window, "j");
  branches_assert_cursor (self, "Better: hello");

  press_key (self->window, "bracketleft");
  branches_assert_path (self, "u:hello a:You said: hello");
  branches_assert_cursor (self, "You said: hello");
  press_key (self->window, "bracketleft");
  branches_assert_path (self, "u:hello a:You said: hello");
  press_key (self->window, "bracketright");
  branches_assert_path (self, "u:hello a:Better: hello");
  press_key (self->window, "bracketright");
  branches_assert_path (self, "u:hello a:Better: hello");
}


/* Without the cursor the letters mean nothing; in the composer they are letters. */
static void
test_letters (WindowFixture *self,
              gconstpointer  script)
{
  window_converse (self, "hello");
  press_keys (self->window, "rec");
  assert_prompt (self, "rec");
  gtk_widget_grab_focus (branches_get_column (self));
  press_key (self->window, "Delete");
  g_assert_cmpuint (branches_get_size (self), ==, 2);
}


static void
test_edit (WindowFixture *self,
           gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");

  window_write (self, "a draft");
  for (int i = 0; i < 5; i++)
    press_key (self->window, "<Alt>Up");
  branches_assert_cursor (self, "one");
  press_key (self->window, "e");
  assert_prompt (self, "one");
  press_key (self->window, "Escape");
  assert_prompt (self, "a draft");

  for (int i = 0; i < 5; i++)
    press_key (self->window, "<Alt>Up");
  press_key (self->window, "e");
  press_keys (self->window, "x");
  press_key (self->window, "Return");
  window_wait_idle (self);
  branches_assert_path (self, "u:onex a:You said: onex");
  assert_prompt (self, "a draft");
  g_assert_cmpuint (branches_get_size (self), ==, 6);

  press_key (self->window, "<Alt>Up");
  press_key (self->window, "<Alt>Up");
  branches_assert_cursor (self, "onex");
  press_key (self->window, "bracketleft");
  branches_assert_path (self, "u:one a:You said: one u:two a:You said: two");
}


static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}


static void
test_copy (WindowFixture *self,
           gconstpointer  script)
{
  g_autofree char *text = NULL;

  window_converse (self, "hello");
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "c");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), NULL,
                                 read_cb, &text);
  test_wait_until (text != NULL);
  g_assert_cmpstr (text, ==, "hello");
}


static void
test_delete (WindowFixture *self,
             gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");
  for (int i = 0; i < 5; i++)
    press_key (self->window, "<Alt>Up");
  press_key (self->window, "j");
  branches_assert_cursor (self, "You said: one");
  press_key (self->window, "Delete");
  branches_assert_path (self, "u:one");
  window_activate (self, "chat.undo");
  branches_assert_path (self, "u:one a:You said: one u:two a:You said: two");
}


/* What is looked at meanwhile is nobody's business but the reader's. */
static void
test_streaming (WindowFixture *self,
                gconstpointer  script)
{
  ChatMessage *reply;

  window_converse (self, "hello");
  chat_demo_server_set_script (self->server,
                               "{\"text\": \"one two three four five six\", \"hang\": 5}", NULL);
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "k");
  branches_assert_cursor (self, "hello");
  press_key (self->window, "r");
  reply = chat_conversation_get_last (window_get_conversation (self));
  test_wait_until (chat_message_has_content (reply));
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "bracketleft");
  branches_assert_path (self, "u:hello a:You said: hello");
  g_assert_true (window_is_enabled (self, "chat.stop"));

  press_key (self->window, "bracketright");
  g_assert_true (chat_transcript_get_cursor (branches_get_transcript (self)) == reply);
  press_key (self->window, "bracketleft");
  press_key (self->window, "Escape");
  window_wait_idle (self);
  g_assert_cmpint (chat_message_get_state (reply), ==, CHAT_MESSAGE_STOPPED);
  branches_assert_path (self, "u:hello a:You said: hello");
}


/* What the transcript of @view holds, without the line that each measures by itself. */
static char *
dup_page (ChatView *view)
{
  GtkWidget *column = find_widget (find_widget (GTK_WIDGET (view), CHAT_TYPE_TRANSCRIPT, NULL),
                                   GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (column));
  GtkTextIter start;
  GtkTextIter end;
  char *text;
  char *status;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  status = strstr (text, "\nWriting");
  if (status != NULL)
    *status = '\0';
  return text;
}


static void
assert_same (GtkWindow **windows,
             guint       n_windows,
             const char *part)
{
  g_autofree char *first = dup_page (chat_window_get_view (CHAT_WINDOW (windows[0])));

  g_assert_nonnull (strstr (first, part));
  for (guint i = 1; i < n_windows; i++)
    {
      g_autofree char *other = dup_page (chat_window_get_view (CHAT_WINDOW (windows[i])));

      g_assert_cmpstr (other, ==, first);
    }
}


/* Three windows on one conversation, which is written in the first of them. */
static void
test_windows (WindowFixture *self,
              gconstpointer  script)
{
  ChatConversation *conversation = window_get_conversation (self);
  GtkWindow *windows[3] = { self->window };

  window_converse (self, "hello");
  for (guint i = 1; i < G_N_ELEMENTS (windows); i++)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self->application), "new-window", NULL);
      windows[i] = gtk_application_get_active_window (GTK_APPLICATION (self->application));
      gtk_widget_activate_action (GTK_WIDGET (windows[i]), "win.show-conversation", "s",
                                  chat_conversation_get_uid (conversation));
      test_wait_until (chat_view_get_conversation (
                         chat_window_get_view (CHAT_WINDOW (windows[i]))) == conversation);
    }

  chat_demo_server_set_script (self->server, "{\"text\": \"one two three four five six\","
                               " \"hang\": 5}", NULL);
  window_write (self, "again");
  window_activate (self, "chat.send");
  test_wait_until (chat_message_has_content (chat_conversation_get_last (conversation)));
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    branches_frame (windows[i]);
  assert_same (windows, G_N_ELEMENTS (windows), "one two");

  /* Any of them can stop it. */
  gtk_widget_activate_action (GTK_WIDGET (chat_window_get_view (CHAT_WINDOW (windows[2]))),
                              "chat.stop", NULL);
  window_wait_idle (self);
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    branches_frame (windows[i]);
  assert_same (windows, G_N_ELEMENTS (windows), "Stopped after");
  for (guint i = 1; i < G_N_ELEMENTS (windows); i++)
    gtk_window_destroy (windows[i]);
}


/* The bar of the message at @position. */
static ChatMessageBar *
find_bar (WindowFixture *self,
          guint          position)
{
  ChatMessage *message = chat_conversation_get_message (window_get_conversation (self), position);
  GtkWidget *column = branches_get_column (self);

  for (GtkWidget *child = gtk_widget_get_first_child (column); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      for (GtkWidget *slot = gtk_widget_get_first_child (child); slot != NULL;
           slot = gtk_widget_get_next_sibling (slot))
        {
          GtkWidget *bar = find_widget (slot, CHAT_TYPE_MESSAGE_BAR, NULL);

          if (bar != NULL && chat_message_bar_get_message (CHAT_MESSAGE_BAR (bar)) == message)
            return CHAT_MESSAGE_BAR (bar);
        }
    }

  return NULL;
}


static GtkWidget *
find_named (GtkWidget  *root,
            const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_ACTIONABLE (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, action);

  return found;
}


static void
click (GtkWidget *button)
{
  g_assert_true (gtk_widget_get_mapped (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  settle ();
}


static void
test_switch (WindowFixture *self,
             gconstpointer  script)
{
  ChatMessageBar *bar;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *label;

  make_versions (self);
  test_wait_until (find_bar (self, 1) != NULL);
  g_assert_null (find_bar (self, 0));
  bar = find_bar (self, 1);
  previous = find_named (GTK_WIDGET (bar), "chat.previous-version");
  next = find_named (GTK_WIDGET (bar), "chat.next-version");
  label = find_widget (gtk_widget_get_parent (previous), GTK_TYPE_LABEL, NULL);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "2 of 2");
  g_assert_false (gtk_widget_is_sensitive (next));

  /* The same widgets go on, so that one can press again and again. */
  click (previous);
  branches_assert_path (self, "u:hello a:You said: hello");
  test_wait_until (find_bar (self, 1) != NULL);
  g_assert_true (find_bar (self, 1) == bar);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "1 of 2");
  g_assert_false (gtk_widget_is_sensitive (previous));
  click (next);
  branches_assert_path (self, "u:hello a:Better: hello");
}


/* Where the role line at @position is, from the top of the column. */
static int
get_y (WindowFixture *self,
       const char    *text)
{
  GtkTextView *column = GTK_TEXT_VIEW (branches_get_column (self));
  GtkTextIter start;
  GtkTextIter found;
  GdkRectangle place;
  int y;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (column), &start);
  g_assert_true (gtk_text_iter_forward_search (&start, text, 0, &found, NULL, NULL));
  gtk_text_iter_backward_line (&found);
  gtk_text_view_get_iter_location (column, &found, &place);
  gtk_text_view_buffer_to_window_coords (column, GTK_TEXT_WINDOW_WIDGET, 0, place.y, NULL, &y);
  return y;
}


static void
assert_stays (WindowFixture *self,
              const char    *key,
              const char    *name,
              int            y)
{
  press_key (self->window, key);
  g_assert_cmpint (get_y (self, name), ==, y);
  branches_frame (self->window);
  g_assert_cmpint (get_y (self, name), ==, y);
}


/* The line under the eye: the role of the message whose version changes. */
static void
test_stays (WindowFixture *self,
            gconstpointer  script)
{
  GtkAdjustment *adjustment;
  int y;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  branches_fill (self);
  press_key (self->window, "<Alt>Up");
  branches_frame (self->window);
  assert_stays (self, "bracketleft", "version B", get_y (self, "version C"));

  /* Somewhere in the middle of the window. */
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (branches_get_column (self)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 201);
  branches_frame (self->window);
  y = get_y (self, "version B");
  g_assert_cmpint (y, >, 200);
  assert_stays (self, "bracketleft", "version A", y);
  assert_stays (self, "bracketright", "version B", y);
  assert_stays (self, "bracketright", "version C", y);
  g_assert_false (branches_is_pinned (self));
}


/* An open menu stays, wherever the pointer goes, and holds what can be done. */
static void
test_menu (WindowFixture *self,
           gconstpointer  script)
{
  GtkWidget *button;
  GtkWidget *popover;

  make_versions (self);
  press_key (self->window, "<Alt>Up");
  test_wait_until (find_bar (self, 1) != NULL);
  branches_frame (self->window);
  button = find_widget (GTK_WIDGET (find_bar (self, 1)), GTK_TYPE_MENU_BUTTON, NULL);
  g_assert_true (gtk_widget_get_mapped (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  test_wait_until (gtk_widget_get_mapped (popover));

  /* The cursor's turn is over, and the pointer is elsewhere. */
  chat_transcript_scroll_to_latest (branches_get_transcript (self));
  branches_frame (self->window);
  g_assert_true (gtk_widget_get_mapped (popover));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  test_wait_until (!gtk_widget_get_mapped (popover));
}


/* One whose role line is above the window comes to its top. */
static void
test_comes (WindowFixture *self,
            gconstpointer  script)
{
  GtkAdjustment *adjustment;
  int y;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  branches_fill (self);
  press_key (self->window, "<Alt>Up");
  branches_frame (self->window);
  y = get_y (self, "version C");
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (branches_get_column (self)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + 300);
  branches_frame (self->window);
  g_assert_cmpint (get_y (self, "version C"), <, 0);

  press_key (self->window, "bracketleft");
  branches_frame (self->window);
  g_assert_cmpint (get_y (self, "version B"), ==, y);
}


/* Also where the view follows the end: a longer version does not carry the reader away. */
static void
test_stays_pinned (WindowFixture *self,
                   gconstpointer  script)
{
  ChatMessage *first = branches_add_reply (self, NULL, "the beginning", 40);
  ChatMessage *end;
  int y;

  branches_add_reply (self, first, "version long", 60);
  end = branches_add_reply (self, first, "version short", 3);
  chat_conversation_select (window_get_conversation (self), end);
  branches_frame (self->window);
  g_assert_true (branches_is_pinned (self));
  y = get_y (self, "version short");
  g_assert_cmpint (y, >, 100);

  gtk_widget_activate_action (GTK_WIDGET (window_get_view (self)), "chat.previous-version", "s",
                              chat_message_get_uid (end));
  g_assert_cmpint (get_y (self, "version long"), ==, y);
  branches_frame (self->window);
  g_assert_cmpint (get_y (self, "version long"), ==, y);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/branches/" path, WindowFixture, ANSWERS, window_fixture_set_up, function, \
              window_fixture_tear_down)
  ADD ("keys", test_keys);
  ADD ("letters", test_letters);
  ADD ("edit", test_edit);
  ADD ("copy", test_copy);
  ADD ("delete", test_delete);
  ADD ("streaming", test_streaming);
  ADD ("windows", test_windows);
  ADD ("switch", test_switch);
  ADD ("menu", test_menu);
  ADD ("stays", test_stays);
  ADD ("stays-pinned", test_stays_pinned);
  ADD ("comes", test_comes);
#undef ADD

  return g_test_run ();
}
