/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said in a window is deleted, asked for again and edited, and that is undone.
 */

#include "shown-support.h"

#define ANSWERS  "{\"text\": \"You said: {{prompt}}\"}"
/* Says a little and then nothing more. */
#define HANGS    "{\"text\": \"one two three four five six\", \"hang\": 5}"


static void
test_delete (WindowFixture *self,
             gconstpointer  script)
{
  window_converse (self, "hello");

  window_activate (self, "chat.delete-last");
  g_assert_cmpuint (shown_count (self), ==, 1);
  g_assert_cmpstr (shown_get_toast (self), ==, "Reply deleted");
  window_activate (self, "chat.undo");
  g_assert_cmpuint (shown_count (self), ==, 2);
  shown_assert_message (self, 1, "You said: hello");
  g_assert_false (window_is_enabled (self, "chat.undo"));

  window_activate (self, "chat.delete-last");
  window_activate (self, "chat.delete-last");
  g_assert_cmpuint (shown_count (self), ==, 0);
  g_assert_cmpstr (shown_get_page (self), ==, "start");
  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "Claude Chat");
  window_activate (self, "chat.undo");
  shown_assert_message (self, 0, "hello");
  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "hello");
}


/* What can no longer be brought back is no longer offered. */
static void
test_delete_then_send (WindowFixture *self,
                       gconstpointer  script)
{
  window_converse (self, "hello");
  window_activate (self, "chat.delete-last");
  g_assert_true (window_is_enabled (self, "chat.undo"));
  window_converse (self, "again");
  g_assert_false (window_is_enabled (self, "chat.undo"));
}


static void
test_retry (WindowFixture *self,
            gconstpointer  script)
{
  window_converse (self, "hello");
  chat_demo_server_set_script (self->server, "{\"text\": \"better\"}", NULL);
  window_activate (self, "chat.retry");
  window_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, 2);
  shown_assert_message (self, 1, "better");

  g_assert_cmpstr (shown_get_toast (self), ==, "The reply before is kept");
  window_activate (self, "chat.undo");
  g_assert_cmpuint (shown_count (self), ==, 2);
  shown_assert_message (self, 1, "You said: hello");
}


static void
test_edit (WindowFixture *self,
           gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");

  press_key (self->window, "Up");
  shown_assert_prompt (self, "two");
  press_keys (self->window, "x");
  press_key (self->window, "Return");
  window_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, 4);
  shown_assert_message (self, 2, "twox");
  shown_assert_message (self, 3, "You said: twox");
  shown_assert_prompt (self, "");

  /* Nothing is lost on the way back either. */
  window_activate (self, "chat.undo");
  g_assert_cmpuint (shown_count (self), ==, 4);
  shown_assert_message (self, 2, "two");
  shown_assert_message (self, 3, "You said: two");
  g_assert_cmpuint (chat_conversation_get_size (window_get_conversation (self)), ==, 6);
  shown_assert_prompt (self, "");
}


static void
test_edit_cancelled (WindowFixture *self,
                     gconstpointer  script)
{
  window_converse (self, "one");
  window_write (self, "a draft");
  window_activate (self, "chat.edit-last");
  shown_assert_prompt (self, "one");
  press_key (self->window, "Escape");
  shown_assert_prompt (self, "a draft");
  g_assert_cmpuint (shown_count (self), ==, 2);
}


/* The draft that an edit pushed aside is there again once the edit was sent. */
static void
test_edit_with_draft (WindowFixture *self,
                      gconstpointer  script)
{
  window_converse (self, "one");
  window_write (self, "a draft");
  window_activate (self, "chat.edit-last");
  window_activate (self, "chat.send");
  window_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, 2);
  shown_assert_prompt (self, "a draft");
}


static void
test_edit_while_streaming (WindowFixture *self,
                           gconstpointer  script)
{
  chat_demo_server_set_script (self->server, ANSWERS, NULL);
  window_converse (self, "one");
  chat_demo_server_set_script (self->server, HANGS, NULL);
  press_key (self->window, "Up");
  press_key (self->window, "Return");
  test_wait_until (chat_message_has_content (shown_get_last (self)));

  window_activate (self, "chat.undo");
  window_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, 2);
  shown_assert_message (self, 1, "You said: one");
}


/* What was sent and written here comes back here, after writing elsewhere. */
static void
test_undo (WindowFixture *self,
           gconstpointer  script)
{
  g_autofree char *first = NULL;

  press_keys (self->window, "one");
  press_key (self->window, "Return");
  window_wait_idle (self);
  first = g_strdup (chat_conversation_get_uid (window_get_conversation (self)));
  press_keys (self->window, "two");
  press_key (self->window, "<Control>n");
  press_keys (self->window, "three");
  press_key (self->window, "<Control>z");
  shown_assert_prompt (self, "");

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-conversation", "s", first);
  test_wait_until (g_str_equal (chat_conversation_get_uid (window_get_conversation (self)), first));
  settle ();
  shown_assert_prompt (self, "two");
  press_key (self->window, "<Control>z");
  press_key (self->window, "<Control>z");
  shown_assert_prompt (self, "one");
  press_key (self->window, "<Shift><Control>z");
  press_key (self->window, "<Shift><Control>z");
  shown_assert_prompt (self, "two");
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, script, function) \
  g_test_add ("/window/edit/" path, WindowFixture, script, window_fixture_set_up, function, \
              window_fixture_tear_down)
  ADD ("delete", ANSWERS, test_delete);
  ADD ("delete-then-send", ANSWERS, test_delete_then_send);
  ADD ("retry", ANSWERS, test_retry);
  ADD ("edit", ANSWERS, test_edit);
  ADD ("edit-cancelled", ANSWERS, test_edit_cancelled);
  ADD ("edit-with-draft", ANSWERS, test_edit_with_draft);
  ADD ("edit-while-streaming", HANGS, test_edit_while_streaming);
  ADD ("undo", ANSWERS, test_undo);
#undef ADD

  return g_test_run ();
}
