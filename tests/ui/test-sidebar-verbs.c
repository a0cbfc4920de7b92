/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with a conversation as a whole: by its keys, and back.
 */

#include "chat-list-choice.h"
#include "shown-support.h"
#include "sidebar-support.h"

#define ANSWERS "{\"text\": \"You said: {{prompt}}\"}"


static void
converse_thrice (WindowFixture *self)
{
  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  sidebar_converse (self, "three");
}


static void
test_rename (WindowFixture *self,
             gconstpointer  script)
{
  sidebar_converse (self, "one");
  press_key (self->window, "F2");
  test_wait_until (sidebar_get_popover (self) != NULL);
  press_keys (self->window, "other");
  press_key (self->window, "Return");
  test_wait_until (sidebar_get_popover (self) == NULL);
  sidebar_assert_title (self, "other");
  sidebar_assert (self, "Today: *other");

  /* Escape leaves it as it is. */
  press_key (self->window, "F2");
  test_wait_until (sidebar_get_popover (self) != NULL);
  press_keys (self->window, "third");
  press_key (self->window, "Escape");
  test_wait_until (sidebar_get_popover (self) == NULL);
  sidebar_assert_title (self, "other");

  /* Back where one writes. */
  press_keys (self->window, "x");
  g_assert_true (window_is_enabled (self, "chat.send"));
}


static void
test_pin (WindowFixture *self,
          gconstpointer  script)
{
  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  sidebar_press (self, "<Alt>2", "one");
  press_key (self->window, "<Control>d");
  sidebar_assert (self, "Pinned: *one; Today: two");
  press_key (self->window, "<Control>d");
  sidebar_assert (self, "Today: two, *one");
}


static void
click_toast (WindowFixture *self)
{
  GtkWidget *overlay =
    find_widget (GTK_WIDGET (window_get_view (self)), ADW_TYPE_TOAST_OVERLAY, NULL);
  GtkWidget *toast = find_widget (overlay, g_type_from_name ("AdwToastWidget"), NULL);

  g_signal_emit_by_name (find_widget (toast, GTK_TYPE_BUTTON, NULL), "clicked");
  settle ();
}


static void
test_delete (WindowFixture *self,
             gconstpointer  script)
{
  converse_thrice (self);
  sidebar_press (self, "<Alt>2", "two");

  sidebar_press (self, "<Control><Shift>Delete", "one");
  sidebar_assert (self, "Today: three, *one");
  g_assert_cmpstr (shown_get_toast (self), ==, "Conversation deleted");
  click_toast (self);
  sidebar_assert_title (self, "two");
  sidebar_assert (self, "Today: three, *two, one");

  /* The last row's neighbour is the one above, and in the end there is none. */
  sidebar_press (self, "<Alt>3", "one");
  sidebar_press (self, "<Control><Shift>Delete", "two");
  sidebar_press (self, "<Control><Shift>Delete", "three");
  sidebar_press (self, "<Control><Shift>Delete", "Claude Chat");
  sidebar_assert (self, "");
}


/* The key does what the toast offers, once. */
static void
test_undo_by_key (WindowFixture *self,
                  gconstpointer  script)
{
  sidebar_converse (self, "one");
  sidebar_converse (self, "two");

  sidebar_press (self, "<Control><Shift>Delete", "one");
  sidebar_press (self, "<Alt>z", "two");
  sidebar_assert (self, "Today: *two, one");
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *two, one");

  press_key (self->window, "<Control><Shift>a");
  sidebar_assert (self, "Today: one");
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *two, one");
}


static void
delete_row (WindowFixture *self,
            guint          position)
{
  g_autofree char *uid = chat_conversation_list_dup_uid (sidebar_get_list (self), position);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.delete", "s", uid));
}


/* What was done last is taken back first, whether its toast is shown or waits for its turn. */
static void
test_undo_in_turn (WindowFixture *self,
                   gconstpointer  script)
{
  converse_thrice (self);

  delete_row (self, 1);
  sidebar_assert (self, "Today: *three, one");
  delete_row (self, 1);
  sidebar_assert (self, "Today: *three");
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *three, one");
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *three, two, one");
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *three, two, one");
}


/* The page of the search covers the conversation whose toast it is. */
static void
test_undo_in_search (WindowFixture *self,
                     gconstpointer  script)
{
  sidebar_converse (self, "one");
  sidebar_converse (self, "two");

  press_key (self->window, "<Control><Shift>f");
  g_assert_nonnull (chat_window_get_page (CHAT_WINDOW (self->window)));
  delete_row (self, 1);
  sidebar_assert (self, "Today: *two");
  test_wait_until (has_toast (self->window, "Conversation deleted"));
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *two, one");
  test_wait_until (!has_toast (self->window, "Conversation deleted"));
  g_assert_nonnull (chat_window_get_page (CHAT_WINDOW (self->window)));
}


/* Not one that goes, or that only just comes. */
static gboolean
page_offers (WindowFixture *self)
{
  GtkWidget *page = chat_window_get_page (CHAT_WINDOW (self->window));
  GtkWidget *toast =
    find_widget (gtk_widget_get_parent (page), g_type_from_name ("AdwToastWidget"), NULL);

  return toast != NULL && gtk_widget_get_can_target (toast);
}


/* There, too, what was done last is taken back first, and nothing is offered that is done. */
static void
test_undo_in_turn_in_search (WindowFixture *self,
                             gconstpointer  script)
{
  converse_thrice (self);

  delete_row (self, 1);
  sidebar_assert (self, "Today: *three, one");
  press_key (self->window, "<Control><Shift>f");
  test_wait_until (page_offers (self));
  delete_row (self, 1);
  sidebar_assert (self, "Today: *three");
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *three, one");
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *three, two, one");
  g_assert_false (page_offers (self));
}


/* Whoever leaves the page is offered it in the conversation. */
static void
test_undo_after_search (WindowFixture *self,
                        gconstpointer  script)
{
  sidebar_converse (self, "one");
  sidebar_converse (self, "two");

  press_key (self->window, "<Control><Shift>f");
  delete_row (self, 1);
  sidebar_assert (self, "Today: *two");
  test_wait_until (page_offers (self));
  press_key (self->window, "Escape");
  g_assert_null (chat_window_get_page (CHAT_WINDOW (self->window)));
  test_wait_until (g_strcmp0 (shown_get_toast (self), "Conversation deleted") == 0);
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: *two, one");
}


/* One that goes, or that only just comes, cannot be reached. */
static gboolean
focus_toast (WindowFixture *self)
{
  GtkWidget *view = GTK_WIDGET (window_get_view (self));
  GtkWidget *toast = find_widget (view, g_type_from_name ("AdwToastWidget"), NULL);

  return toast != NULL && gtk_widget_grab_focus (find_widget (toast, GTK_TYPE_BUTTON,
                                                             NULL));
}


/* Another conversation comes in front each time, and what was offered before comes along. */
static void
test_undo_of_shown (WindowFixture *self,
                    gconstpointer  script)
{
  converse_thrice (self);
  sidebar_press (self, "<Alt>2", "two");

  sidebar_press (self, "<Control><Shift>Delete", "one");
  sidebar_press (self, "<Control><Shift>Delete", "three");
  sidebar_assert (self, "Today: *three");
  test_wait_until (focus_toast (self));
  sidebar_press (self, "Return", "one");
  sidebar_assert (self, "Today: three, *one");
  test_wait_until (shown_get_toast (self) != NULL);
  sidebar_press (self, "<Alt>z", "two");
  sidebar_assert (self, "Today: three, *two, one");
  press_key (self->window, "<Alt>z");
  sidebar_assert (self, "Today: three, *two, one");
}


/* A button does what it offers a moment before its toast goes: that offer does not come along. */
static void
test_undo_of_done (WindowFixture *self,
                   gconstpointer  script)
{
  g_autofree char *one = NULL;

  sidebar_converse (self, "one");
  one = chat_conversation_list_dup_uid (sidebar_get_list (self), 0);
  sidebar_converse (self, "two");
  sidebar_press (self, "<Control><Shift>Delete", "one");
  sidebar_converse (self, "three");
  sidebar_press (self, "<Alt>2", "one");
  sidebar_press (self, "<Control><Shift>Delete", "three");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.restore-and-show", "s",
                                             one));
  sidebar_assert_title (self, "one");
  sidebar_press (self, "<Alt>z", "two");
}


static AdwToast *
new_lasting (const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_timeout (toast, 0);

  return toast;
}


/* What is no longer so gives way to what is; other toasts wait for their turn. */
static void
test_state_toast (WindowFixture *self,
                  gconstpointer  script)
{
  ChatView *view;

  sidebar_converse (self, "one");
  view = window_get_view (self);
  chat_view_tell_state (view, new_lasting ("off"));
  test_wait_until (g_strcmp0 (shown_get_toast (self), "off") == 0);
  chat_view_tell_state (view, new_lasting ("on"));
  chat_view_tell_state (view, new_lasting ("off again"));
  test_wait_until (g_strcmp0 (shown_get_toast (self), "off again") == 0);
  chat_view_add_toast (view, new_lasting ("else"));
  g_assert_cmpstr (shown_get_toast (self), ==, "off again");
}


/* What the page of the search told is told by the conversation, once one is back there. */
static void
test_state_after_search (WindowFixture *self,
                         gconstpointer  script)
{
  ChatWindow *window = CHAT_WINDOW (self->window);

  sidebar_converse (self, "one");
  press_key (self->window, "<Control><Shift>f");
  chat_window_tell_state (window, new_lasting ("on"));
  chat_window_tell_state (window, new_lasting ("off"));
  test_wait_until (has_toast (self->window, "off"));
  press_key (self->window, "Escape");
  test_wait_until (g_strcmp0 (shown_get_toast (self), "off") == 0);
  chat_window_tell_state (window, new_lasting ("on again"));
  test_wait_until (g_strcmp0 (shown_get_toast (self), "on again") == 0);
}


/* It is about the row that has the focus, and leaves what is shown alone. */
static void
test_delete_row (WindowFixture *self,
                 gconstpointer  script)
{
  g_autofree char *focused = NULL;
  g_autofree char *first = NULL;

  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  sidebar_press (self, "<Alt>2", "one");
  gtk_widget_child_focus (GTK_WIDGET (sidebar_get_list (self)), GTK_DIR_TAB_FORWARD);
  press_key (self->window, "Home");
  focused = chat_conversation_list_dup_focused_uid (sidebar_get_list (self));
  first = chat_conversation_list_dup_uid (sidebar_get_list (self), 0);
  g_assert_cmpstr (focused, ==, first);

  press_key (self->window, "Delete");
  sidebar_assert_title (self, "one");
  sidebar_assert (self, "Today: *one");
  click_toast (self);
  sidebar_assert_title (self, "one");
  sidebar_assert (self, "Today: two, *one");
}


static GtkWindow *
find_transient (GtkWindow *parent)
{
  g_autoptr(GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (window) == parent)
        return window;
    }

  return NULL;
}


static void
answer (WindowFixture *self,
        const char    *response)
{
  GtkWindow *dialog;

  test_wait_until (find_transient (self->window) != NULL);
  dialog = find_transient (self->window);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
  test_wait_until (gtk_window_is_active (self->window));
}


static void
test_trash (WindowFixture *self,
            gconstpointer  script)
{
  GtkWidget *button = find_widget (GTK_WIDGET (sidebar_get (self)), GTK_TYPE_BUTTON, "empty-trash");

  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  press_key (self->window, "<Control><Shift>Delete");
  sidebar_assert_title (self, "one");
  press_key (self->window, "<Control><Shift>Delete");
  sidebar_assert_title (self, "Claude Chat");
  g_assert_false (gtk_widget_get_visible (button));

  sidebar_choose_list (self, CHAT_LIST_CHOICE_TRASH, 2);
  sidebar_assert (self, "Today: two, one");
  g_assert_true (gtk_widget_get_visible (button));

  /* One is looked at, and brought back. */
  sidebar_press (self, "<Alt>2", "one");
  sidebar_assert (self, "Today: two, *one");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.restore", "s", "");
  sidebar_assert (self, "Today: two");
  sidebar_assert_title (self, "one");

  /* The other goes for ever, but only if that is wanted. */
  sidebar_press (self, "<Alt>1", "two");
  press_key (self->window, "<Control><Shift>Delete");
  answer (self, "cancel");
  sidebar_assert (self, "Today: *two");
  press_key (self->window, "<Control><Shift>Delete");
  answer (self, "delete");
  sidebar_assert (self, "");
  g_assert_cmpstr (gtk_window_get_title (self->window), !=, "two");

  sidebar_choose_list (self, CHAT_LIST_CHOICE_ALL, 1);
  sidebar_press (self, "<Alt>1", "one");
}


static void
test_empty_trash (WindowFixture *self,
                  gconstpointer  script)
{
  sidebar_converse (self, "one");
  press_key (self->window, "<Control><Shift>Delete");
  sidebar_converse (self, "two");
  sidebar_choose_list (self, CHAT_LIST_CHOICE_TRASH, 1);
  sidebar_assert (self, "Today: one");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.empty-trash", NULL);
  answer (self, "delete");
  test_wait_until (chat_conversation_list_get_n_rows (sidebar_get_list (self)) == 0);
  sidebar_choose_list (self, CHAT_LIST_CHOICE_ALL, 1);
  sidebar_assert (self, "Today: *two");
}


static void
test_archive (WindowFixture *self,
              gconstpointer  script)
{
  sidebar_converse (self, "one");
  press_key (self->window, "<Control><Shift>a");
  sidebar_assert_title (self, "one");
  sidebar_assert (self, "");
  sidebar_choose_list (self, CHAT_LIST_CHOICE_ARCHIVE, 1);
  sidebar_assert (self, "Today: *one");
  press_key (self->window, "<Control><Shift>a");
  sidebar_assert (self, "");
}


static gboolean
has_tag (WindowFixture *self,
         const char    *tag)
{
  g_auto(GStrv) tags = chat_history_dup_tags (sidebar_get_history (self));

  return g_strv_contains ((const char * const *) tags, tag);
}


static void
test_tags (WindowFixture *self,
           gconstpointer  script)
{
  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  press_key (self->window, "<Control>t");
  test_wait_until (sidebar_get_popover (self) != NULL);
  press_keys (self->window, "work");
  press_key (self->window, "Return");
  /* It has grown by a row, and lost its keys to the screen for a moment. */
  gtk_popover_popdown (GTK_POPOVER (sidebar_get_popover (self)));
  test_wait_until (sidebar_get_popover (self) == NULL);

  test_wait_until (has_tag (self, "work"));
  sidebar_choose_list (self, "tag:work", 1);
  sidebar_assert (self, "Today: *two");

  /* It is there to be checked for the others, and to be taken off. */
  press_key (self->window, "<Control>t");
  test_wait_until (sidebar_get_popover (self) != NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_widget (sidebar_get_popover (self),
                                                              GTK_TYPE_CHECK_BUTTON, NULL)),
                               FALSE);
  press_key (self->window, "Escape");
  sidebar_assert (self, "");
}


static void
test_duplicate (WindowFixture *self,
                gconstpointer  script)
{
  ChatConversation *first;

  sidebar_converse (self, "one");
  first = window_get_conversation (self);
  press_key (self->window, "<Control><Shift>d");
  test_wait_until (window_get_conversation (self) != first);
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 2);
  g_assert_cmpuint (chat_conversation_list_get_n_rows (sidebar_get_list (self)), ==, 2);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/sidebar/verbs/" path, WindowFixture, ANSWERS, sidebar_set_up, function, \
              window_fixture_tear_down)
  ADD ("rename", test_rename);
  ADD ("pin", test_pin);
  ADD ("delete", test_delete);
  ADD ("delete-row", test_delete_row);
  ADD ("undo-of-shown", test_undo_of_shown);
  ADD ("undo-of-done", test_undo_of_done);
  ADD ("undo-by-key", test_undo_by_key);
  ADD ("undo-in-turn", test_undo_in_turn);
  ADD ("undo-in-search", test_undo_in_search);
  ADD ("undo-in-turn-in-search", test_undo_in_turn_in_search);
  ADD ("undo-after-search", test_undo_after_search);
  ADD ("state-toast", test_state_toast);
  ADD ("state-after-search", test_state_after_search);
  ADD ("trash", test_trash);
  ADD ("empty-trash", test_empty_trash);
  ADD ("archive", test_archive);
  ADD ("tags", test_tags);
  ADD ("duplicate", test_duplicate);
#undef ADD

  return g_test_run ();
}
