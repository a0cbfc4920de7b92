/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation in a window, from the empty page on, against a server on loopback.
 */

#include "chat-column.h"
#include "chat-message-bar.h"
#include "chat-search-page.h"
#include "shown-support.h"

#define ANSWERS  "{\"text\": \"You said: {{prompt}}\"}"
/* Says a little and then nothing more. */
#define HANGS    "{\"text\": \"one two three four five six\", \"hang\": 5}"
#define OVERLOAD "{\"status\": 529, \"error\": \"overloaded_error\", \"headers\": {\"retry-after\": \"60\"}}"


static void
start_hanging (WindowFixture *self)
{
  window_write (self, "Go on");
  window_activate (self, "chat.send");
  test_wait_until (chat_message_has_content (shown_get_last (self)));
}


static void
test_first_prompt (WindowFixture *self,
                   gconstpointer  script)
{
  g_assert_cmpstr (shown_get_page (self), ==, "start");
  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "Claude Chat");
  g_assert_false (window_is_enabled (self, "chat.send"));
  g_assert_false (window_is_enabled (self, "chat.delete-last"));

  press_keys (self->window, "hello there");
  g_assert_true (window_is_enabled (self, "chat.send"));
  press_key (self->window, "Return");
  g_assert_cmpstr (shown_get_page (self), ==, "transcript");
  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "hello there");
  shown_assert_prompt (self, "");
  g_assert_false (window_is_enabled (self, "chat.send"));

  window_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, 2);
  shown_assert_message (self, 0, "hello there");
  shown_assert_message (self, 1, "You said: hello there");
  g_assert_cmpint (chat_message_get_state (shown_get_last (self)), ==, CHAT_MESSAGE_COMPLETE);
}


/* The next request holds what was said before, and the first prompt stays the title. */
static void
test_second_prompt (WindowFixture *self,
                    gconstpointer  script)
{
  const char *body;

  window_converse (self, "first question  \n\n");
  window_converse (self, "second question");
  shown_assert_message (self, 0, "first question");
  g_assert_cmpuint (shown_count (self), ==, 4);
  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "first question");

  body = chat_demo_server_get_body (self->server, 1);
  g_assert_nonnull (strstr (body, "first question"));
  g_assert_nonnull (strstr (body, "You said: first question"));
  g_assert_nonnull (strstr (body, "second question"));
}


static void
test_blank (WindowFixture *self,
            gconstpointer  script)
{
  window_write (self, " \n ");
  g_assert_false (window_is_enabled (self, "chat.send"));
  press_key (self->window, "Return");
  g_assert_cmpuint (shown_count (self), ==, 0);
}


static void
test_stop (WindowFixture *self,
           gconstpointer  script)
{
  start_hanging (self);
  g_assert_true (window_is_enabled (self, "chat.stop"));

  /* Typing goes on meanwhile; sending has to wait. */
  press_keys (self->window, "next");
  press_key (self->window, "Return");
  shown_assert_prompt (self, "next");
  g_assert_cmpuint (shown_count (self), ==, 2);

  press_key (self->window, "Escape");
  window_wait_idle (self);
  g_assert_cmpint (chat_message_get_state (shown_get_last (self)), ==, CHAT_MESSAGE_STOPPED);
  g_assert_true (chat_message_has_content (shown_get_last (self)));
  shown_assert_prompt (self, "next");
  g_assert_true (window_is_enabled (self, "chat.send"));
  g_assert_true (window_is_enabled (self, "chat.continue"));
  g_assert_true (window_is_enabled (self, "chat.retry"));
  test_wait_until (chat_demo_server_get_left_us (self->server, 0) != 0);
}


/* From wherever the focus is, and only then does it come back to the composer. */
static void
test_escape (WindowFixture *self,
             gconstpointer  script)
{
  GtkWidget *menu = find_widget (GTK_WIDGET (self->window), GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *focus;

  start_hanging (self);
  focus = gtk_root_get_focus (GTK_ROOT (self->window));
  gtk_widget_child_focus (menu, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) != focus);

  press_key (self->window, "Escape");
  window_wait_idle (self);
  g_assert_cmpint (chat_message_get_state (shown_get_last (self)), ==, CHAT_MESSAGE_STOPPED);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) != focus);
  press_key (self->window, "Escape");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == focus);
}


/* Escape takes back what an input method composes; that is no wish to stop. */
static void
test_escape_composing (WindowFixture *self,
                       gconstpointer  script)
{
  start_hanging (self);
  press_key (self->window, "<Control><Shift>u");
  press_keys (self->window, "26");
  press_key (self->window, "Escape");
  g_assert_true (window_is_enabled (self, "chat.stop"));
  press_keys (self->window, "x");
  shown_assert_prompt (self, "x");
  press_key (self->window, "Escape");
  window_wait_idle (self);
}


static void
test_continue (WindowFixture *self,
               gconstpointer  script)
{
  start_hanging (self);
  press_key (self->window, "Escape");
  window_wait_idle (self);
  chat_demo_server_set_script (self->server, ANSWERS, NULL);

  window_activate (self, "chat.continue");
  window_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, 4);
  g_assert_cmpint (chat_message_get_state (shown_get_last (self)), ==, CHAT_MESSAGE_COMPLETE);
  g_assert_false (window_is_enabled (self, "chat.continue"));
}


/* Plain text is Markdown then, and other programs have it as that too. */
static void
test_copy_markdown (WindowFixture *self,
                    gconstpointer  script)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));
  g_auto(GValue) value = G_VALUE_INIT;
  g_autofree char *text = NULL;

  window_converse (self, "hello there");
  text = g_strchomp (chat_message_dup_text (shown_get_last (self)));
  gtk_widget_activate_action (GTK_WIDGET (window_get_view (self)), "chat.copy-markdown", "s",
                              chat_message_get_uid (shown_get_last (self)));

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value,
                                                 NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, text);
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "text/markdown"));
}


/* Enter does nothing then, and says so; what is written stays. */
static void
test_send_while_streaming (WindowFixture *self,
                           gconstpointer  script)
{
  g_autofree char *prompt = NULL;

  window_write (self, "hello");
  press_key (self->window, "Return");
  test_wait_until (chat_message_has_content (shown_get_last (self)));
  press_key (self->window, "Return");
  g_assert_false (has_toast (self->window, "A reply is still coming. Nothing was sent."));
  window_write (self, "and then");
  press_key (self->window, "Return");
  test_wait_until (has_toast (self->window, "A reply is still coming. Nothing was sent."));
  prompt = window_dup_prompt (self);
  g_assert_cmpstr (prompt, ==, "and then");
  window_activate (self, "chat.stop");
}


static void
test_refused (WindowFixture *self,
              gconstpointer  script)
{
  chat_demo_server_stop (self->server);
  window_write (self, "hello");
  window_activate (self, "chat.send");
  press_keys (self->window, "meanwhile");
  test_wait_until (window_is_enabled (self, "chat.try-now")
                   || !window_is_enabled (self, "chat.stop"));
  if (window_is_enabled (self, "chat.stop"))
    window_activate (self, "chat.stop");
  window_wait_idle (self);

  g_assert_cmpint (chat_message_get_state (shown_get_last (self)), ==, CHAT_MESSAGE_FAILED);
  shown_assert_message (self, 0, "hello");
  shown_assert_prompt (self, "meanwhile");
  g_assert_true (window_is_enabled (self, "chat.retry"));
  g_assert_false (window_is_enabled (self, "chat.continue"));
}


static void
test_overloaded (WindowFixture *self,
                 gconstpointer  script)
{
  window_write (self, "hello");
  window_activate (self, "chat.send");
  g_assert_false (window_is_enabled (self, "chat.try-now"));
  test_wait_until (window_is_enabled (self, "chat.try-now"));
  g_assert_true (window_is_enabled (self, "chat.stop"));

  chat_demo_server_set_script (self->server, ANSWERS, NULL);
  window_activate (self, "chat.try-now");
  window_wait_idle (self);
  g_assert_cmpint (chat_message_get_state (shown_get_last (self)), ==, CHAT_MESSAGE_COMPLETE);
}


static void
click_starter (WindowFixture *self,
               guint          number)
{
  GtkWidget *card = find_widget (GTK_WIDGET (window_get_view (self)), GTK_TYPE_BUTTON, "starter");

  for (guint i = 0; i < number; i++)
    card = gtk_widget_get_next_sibling (card);
  g_signal_emit_by_name (card, "clicked");
  settle ();
}


static void
test_starters (WindowFixture *self,
               gconstpointer  script)
{
  g_autofree char *beginning = NULL;
  g_autofree char *whole = NULL;

  /* One that is to be finished: the cursor waits behind it. */
  click_starter (self, 2);
  g_assert_cmpuint (shown_count (self), ==, 0);
  beginning = window_dup_prompt (self);
  press_keys (self->window, "x");
  whole = g_strconcat (beginning, "x", NULL);
  shown_assert_prompt (self, whole);

  /* One that is whole leaves alone what is being written. */
  click_starter (self, 0);
  window_wait_idle (self);
  g_assert_cmpuint (shown_count (self), ==, 2);
  shown_assert_prompt (self, whole);
}


static void
test_new_conversation (WindowFixture *self,
                       gconstpointer  script)
{
  ChatConversation *first = window_get_conversation (self);

  /* There is one already. */
  window_activate (self, "win.new-conversation");
  g_assert_true (window_get_conversation (self) == first);

  start_hanging (self);
  window_write (self, "a draft");
  press_key (self->window, "<Control>n");
  g_assert_true (window_get_conversation (self) != first);
  g_assert_cmpstr (shown_get_page (self), ==, "start");
  shown_assert_prompt (self, "");
  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "Claude Chat");
  press_keys (self->window, "x");
  shown_assert_prompt (self, "x");

  /* The way back: nothing was lost, and the reply still runs. */
  press_key (self->window, "<Alt>1");
  g_assert_true (window_get_conversation (self) == first);
  shown_assert_prompt (self, "a draft");
  g_assert_cmpstr (gtk_window_get_title (self->window), ==, "Go on");
  g_assert_true (window_is_enabled (self, "chat.stop"));

  /* And forth: the one that is not begun waits, too. */
  press_key (self->window, "<Control>n");
  shown_assert_prompt (self, "x");
}


/* What the desktop offers beside the program's entry is done in the window that there is. */
static void
test_desktop_entries (WindowFixture *self,
                      gconstpointer  script)
{
  GActionGroup *application = G_ACTION_GROUP (self->application);

  window_converse (self, "one");
  g_action_group_activate_action (application, "new-conversation", NULL);
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 0);

  g_action_group_activate_action (application, "search", NULL);
  g_assert_true (CHAT_IS_SEARCH_PAGE (chat_window_get_page (CHAT_WINDOW (self->window))));
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (
    GTK_APPLICATION (self->application))), ==, 1);
}


/* The reply goes on, and the history keeps it; here another window keeps the program. */
static void
test_close (WindowFixture *self,
            gconstpointer  script)
{
  g_autoptr(ChatConversation) conversation = g_object_ref (window_get_conversation (self));

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "new-window", NULL);
  start_hanging (self);
  window_activate (self, "win.close");
  test_wait_until (self->window == NULL);
  g_assert_nonnull (chat_engine_get_turn (self->engine, conversation));
}


/* It may have been deleted elsewhere, and still be among what was found. */
static void
test_missing (WindowFixture *self,
              gconstpointer  script)
{
  ChatHistory *history = chat_engine_get_history (self->engine);

  test_wait_until (chat_history_get_state (history) == CHAT_HISTORY_READY);
  window_activate (self, "win.search");
  g_assert_true (CHAT_IS_SEARCH_PAGE (chat_window_get_page (CHAT_WINDOW (self->window))));
  chat_window_show_conversation (CHAT_WINDOW (self->window), "gone");
  test_wait_until (has_toast (self->window, "The conversation is no longer there."));
  g_assert_null (chat_window_get_page (CHAT_WINDOW (self->window)));
}


/* Of imports in quick succession only the last one is still of interest. */
static void
test_tells_newest (WindowFixture *self,
                   gconstpointer  script)
{
  AdwToast *first = adw_toast_new ("12 conversations imported");

  /* It would not go by itself. */
  adw_toast_set_timeout (first, 0);
  chat_window_tell_state (CHAT_WINDOW (self->window), first);
  test_wait_until (has_toast (self->window, "12 conversations imported"));
  chat_window_tell_state (CHAT_WINDOW (self->window), adw_toast_new ("3 already there"));
  test_wait_until (has_toast (self->window, "3 already there"));
}


/* Behind the search nobody would see it, and whoever searches is not taken out of it. */
static void
test_tells_in_search (WindowFixture *self,
                      gconstpointer  script)
{
  ChatWindow *window = CHAT_WINDOW (self->window);
  AdwToast *first = adw_toast_new ("12 conversations imported");
  GtkWidget *page;

  window_activate (self, "win.search");
  page = chat_window_get_page (window);
  g_assert_true (CHAT_IS_SEARCH_PAGE (page));
  adw_toast_set_timeout (first, 0);
  chat_window_tell_state (window, first);
  test_wait_until (has_toast (self->window, "12 conversations imported"));
  chat_window_tell_state (window, adw_toast_new ("3 already there"));
  test_wait_until (has_toast (self->window, "3 already there"));
  g_assert_true (chat_window_get_page (window) == page);

  /* and is there still, for what can be taken back */
  press_key (self->window, "Escape");
  g_assert_null (chat_window_get_page (window));
  test_wait_until (has_toast (self->window, "3 already there"));
}


static gboolean
is_marked_copied (WindowFixture *self)
{
  GtkWidget *bar = find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_MESSAGE_BAR, NULL);
  GtkWidget *image = bar != NULL ? find_widget (bar, GTK_TYPE_IMAGE, NULL) : NULL;

  return image != NULL && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (image)),
                                     "object-select-symbolic") == 0;
}


/* The bar says that it was copied, and a toast where the bar is out of sight. */
static void
test_copied (WindowFixture *self,
             gconstpointer  script)
{
  g_autoptr(GString) answer = g_string_new ("{\"text\": \"");
  GtkWidget *column;
  GtkAdjustment *adjustment;

  for (guint i = 0; i < 100; i++)
    g_string_append (answer, "A paragraph.\\n\\n");
  g_string_append (answer, "\"}");
  chat_demo_server_set_script (self->server, answer->str, NULL);
  window_converse (self, "hello");
  column = find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_COLUMN, NULL);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (column));
  wait_for_frames (column);
  press_key (self->window, "<Alt>Up");
  gtk_adjustment_set_value (adjustment, 0);
  wait_for_frames (column);
  press_key (self->window, "c");
  test_wait_until (is_marked_copied (self));
  g_assert_false (has_toast (self->window, "Copied"));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  wait_for_frames (column);
  press_key (self->window, "c");
  test_wait_until (has_toast (self->window, "Copied"));
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, script, function) \
  g_test_add ("/window/conversation/" path, WindowFixture, script, window_fixture_set_up, function, \
              window_fixture_tear_down)
  ADD ("first-prompt", ANSWERS, test_first_prompt);
  ADD ("second-prompt", ANSWERS, test_second_prompt);
  ADD ("blank", ANSWERS, test_blank);
  ADD ("desktop-entries", ANSWERS, test_desktop_entries);
  ADD ("stop", HANGS, test_stop);
  ADD ("escape", HANGS, test_escape);
  ADD ("escape-composing", HANGS, test_escape_composing);
  ADD ("continue", HANGS, test_continue);
  ADD ("copy-markdown", ANSWERS, test_copy_markdown);
  ADD ("copied", ANSWERS, test_copied);
  ADD ("send-while-streaming", HANGS, test_send_while_streaming);
  ADD ("refused", ANSWERS, test_refused);
  ADD ("overloaded", OVERLOAD, test_overloaded);
  ADD ("starters", ANSWERS, test_starters);
  ADD ("new-conversation", HANGS, test_new_conversation);
  ADD ("missing", ANSWERS, test_missing);
  ADD ("tells-newest", ANSWERS, test_tells_newest);
  ADD ("tells-in-search", ANSWERS, test_tells_in_search);
  ADD ("close", HANGS, test_close);
#undef ADD

  return g_test_run ();
}
