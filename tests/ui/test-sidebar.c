/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sidebar by keys: switching, renaming, pinning, tags, the archive and the trash.
 */

#include "chat-conversation-list.h"
#include "chat-list-choice.h"
#include "chat-sidebar-row.h"
#include "window-support.h"

#define ANSWERS "{\"text\": \"You said: {{prompt}}\"}"
#define HANGS   "{\"text\": \"one two three four five six\", \"hang\": 5}"
/* More than any window shows. */
#define LONG    "{\"text\": \"a\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\n" \
                "a\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\n\"}"


static ChatHistory *
get_history (WindowFixture *self)
{
  return chat_engine_get_history (self->engine);
}


static ChatSidebar *
get_sidebar (WindowFixture *self)
{
  return chat_window_get_sidebar (CHAT_WINDOW (self->window));
}


static ChatConversationList *
get_list (WindowFixture *self)
{
  return chat_sidebar_get_list (get_sidebar (self));
}


static void
purge_all (WindowFixture *self)
{
  g_autoptr(GListModel) list =
    chat_history_new_list (get_history (self), CHAT_HISTORY_CURRENT, NULL);

  test_wait_until (chat_history_get_state (get_history (self)) != CHAT_HISTORY_OPENING);
  settle ();
  while (g_list_model_get_n_items (list) > 0)
    {
      g_autoptr(ChatConversationInfo) info = g_list_model_get_item (list, 0);

      test_wait_until (chat_conversation_info_get_uid (info) != NULL);
      chat_history_purge (get_history (self), chat_conversation_info_get_uid (info));
      settle ();
    }
}


/* Each case begins with nothing: the history is that of the whole program. */
static void
set_up (WindowFixture *self,
        gconstpointer  script)
{
  window_fixture_set_up (self, script);
  purge_all (self);
  chat_history_empty_trash (get_history (self));
}


/* What is listed anew is there a moment later. */
static void
choose_list (WindowFixture *self,
             const char    *choice,
             guint          n_rows)
{
  chat_sidebar_set_choice (get_sidebar (self), choice);
  test_wait_until (chat_conversation_list_get_n_rows (get_list (self)) == n_rows);
}


/* A conversation of its own. */
static void
converse_anew (WindowFixture *self,
               const char    *prompt)
{
  window_activate (self, "win.new-conversation");
  window_converse (self, prompt);
}


/* "Pinned: one, *two; Today: three", the one that is shown with a star; "" for no rows. */
static char *
describe_list (WindowFixture *self)
{
  ChatConversationList *list = get_list (self);
  g_autoptr(GString) text = g_string_new (NULL);

  settle ();
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  for (guint i = 0; i < chat_conversation_list_get_n_rows (list); i++)
    {
      g_autofree char *uid = chat_conversation_list_dup_uid (list, i);
      GtkWidget *body = chat_conversation_list_find_row (list, uid);
      GtkWidget *heading;

      g_assert_nonnull (body);
      heading = gtk_widget_get_first_child (gtk_widget_get_parent (body));
      if (gtk_widget_get_visible (heading))
        g_string_append_printf (text, "%s%s: ", i > 0 ? "; " : "",
                                gtk_label_get_label (GTK_LABEL (heading)));
      else
        g_string_append (text, ", ");
      if (chat_conversation_list_find_shown (list) == i)
        g_string_append_c (text, '*');
      g_string_append (text, gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (body))));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}


#define assert_list(self, expected)                   \
  G_STMT_START                                        \
  {                                                   \
    g_autofree char *described = describe_list (self); \
    g_assert_cmpstr (described, ==, expected);        \
  }                                                   \
  G_STMT_END


static void
assert_title (WindowFixture *self,
              const char    *expected)
{
  test_wait_until (g_strcmp0 (gtk_window_get_title (self->window), expected) == 0);
}


/* A conversation that is not in memory any more is there a moment later. */
static void
press_and_wait (WindowFixture *self,
                const char    *key,
                const char    *title)
{
  press_key (self->window, key);
  assert_title (self, title);
}


static GtkWidget *
get_open_popover (WindowFixture *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;
}


static void
test_rows (WindowFixture *self,
           gconstpointer  script)
{
  assert_list (self, "");
  /* Nothing is kept of what is not begun. */
  window_activate (self, "win.new-conversation");
  press_keys (self->window, "x");
  assert_list (self, "");
  window_write (self, "");

  converse_anew (self, "one");
  converse_anew (self, "two");
  assert_list (self, "Today: *two, one");
  window_activate (self, "win.new-conversation");
  assert_list (self, "Today: two, one");

  /* Whoever is answered comes to the top. */
  press_and_wait (self, "<Alt>2", "one");
  assert_list (self, "Today: two, *one");
  window_converse (self, "more");
  assert_list (self, "Today: *one, two");
}


static void
test_next_and_previous (WindowFixture *self,
                        gconstpointer  script)
{
  converse_anew (self, "one");
  converse_anew (self, "two");
  converse_anew (self, "three");

  press_and_wait (self, "<Control>Page_Down", "two");
  press_and_wait (self, "<Control>Page_Down", "one");
  /* There is none below. */
  press_and_wait (self, "<Control>Page_Down", "one");
  press_and_wait (self, "<Control>Page_Up", "two");
  press_and_wait (self, "<Alt>1", "three");
  press_and_wait (self, "<Control>Page_Up", "three");
  press_and_wait (self, "<Alt>9", "three");

  press_key (self->window, "<Control>n");
  press_and_wait (self, "<Control>Page_Down", "three");
}


static GtkAdjustment *
get_adjustment (WindowFixture *self)
{
  GtkWidget *column = find_widget (GTK_WIDGET (window_get_view (self)),
                                   g_type_from_name ("ChatColumn"), NULL);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (column));
}


/* As the bar does it when it is drawn. */
static void
scroll_to (WindowFixture *self,
           double         value)
{
  GtkWidget *column = find_widget (GTK_WIDGET (window_get_view (self)),
                                   g_type_from_name ("ChatColumn"), NULL);
  GtkWidget *window = gtk_widget_get_ancestor (column, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (window));
  gboolean handled;

  /* A text view measures its lines when it has time. */
  settle ();
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  g_signal_emit_by_name (gtk_widget_get_first_child (bar), "change-value", GTK_SCROLL_JUMP, value,
                         &handled);
  /* There at once, and not in the course of an animation. */
  gtk_adjustment_set_value (get_adjustment (self), value);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, value);
}


static void
test_switch (WindowFixture *self,
             gconstpointer  script)
{
  g_autofree char *draft = NULL;

  converse_anew (self, "one");
  converse_anew (self, "two");
  press_and_wait (self, "<Alt>2", "one");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  press_keys (self->window, "a draft");
  scroll_to (self, 100);

  press_and_wait (self, "<Alt>1", "two");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  press_and_wait (self, "<Alt>2", "one");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 100);
  draft = window_dup_prompt (self);
  g_assert_cmpstr (draft, ==, "a draft");
}


/* What is written survives the window. */
static void
test_draft (WindowFixture *self,
            gconstpointer  script)
{
  WindowFixture other = *self;

  converse_anew (self, "one");
  window_write (self, "to be continued");
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "new-window", NULL);
  other.window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  g_assert_true (other.window != self->window);
  gtk_window_destroy (self->window);
  test_wait_until (gtk_window_is_active (other.window));

  press_and_wait (&other, "<Alt>1", "one");
  test_wait_until (window_is_enabled (&other, "chat.send"));
}


static void
test_rename (WindowFixture *self,
             gconstpointer  script)
{
  converse_anew (self, "one");
  press_key (self->window, "F2");
  test_wait_until (get_open_popover (self) != NULL);
  press_keys (self->window, "other");
  press_key (self->window, "Return");
  test_wait_until (get_open_popover (self) == NULL);
  assert_title (self, "other");
  assert_list (self, "Today: *other");

  /* Escape leaves it as it is. */
  press_key (self->window, "F2");
  test_wait_until (get_open_popover (self) != NULL);
  press_keys (self->window, "third");
  press_key (self->window, "Escape");
  test_wait_until (get_open_popover (self) == NULL);
  assert_title (self, "other");

  /* Back where one writes. */
  press_keys (self->window, "x");
  g_assert_true (window_is_enabled (self, "chat.send"));
}


static void
test_pin (WindowFixture *self,
          gconstpointer  script)
{
  converse_anew (self, "one");
  converse_anew (self, "two");
  press_and_wait (self, "<Alt>2", "one");
  press_key (self->window, "<Control>d");
  assert_list (self, "Pinned: *one; Today: two");
  press_key (self->window, "<Control>d");
  assert_list (self, "Today: two, *one");
}


static const char *
get_toast (WindowFixture *self)
{
  GtkWidget *overlay =
    find_widget (GTK_WIDGET (window_get_view (self)), ADW_TYPE_TOAST_OVERLAY, NULL);
  GtkWidget *toast = find_widget (overlay, g_type_from_name ("AdwToastWidget"), NULL);
  GtkWidget *label = toast != NULL ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
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
  converse_anew (self, "one");
  converse_anew (self, "two");
  converse_anew (self, "three");
  press_and_wait (self, "<Alt>2", "two");

  press_and_wait (self, "<Control><Shift>Delete", "one");
  assert_list (self, "Today: three, *one");
  g_assert_cmpstr (get_toast (self), ==, "Conversation deleted");
  click_toast (self);
  assert_title (self, "two");
  assert_list (self, "Today: three, *two, one");

  /* The last row's neighbour is the one above, and in the end there is none. */
  press_and_wait (self, "<Alt>3", "one");
  press_and_wait (self, "<Control><Shift>Delete", "two");
  press_and_wait (self, "<Control><Shift>Delete", "three");
  press_and_wait (self, "<Control><Shift>Delete", "Claude Chat");
  assert_list (self, "");
}


/* It is about the row that has the focus, and leaves what is shown alone. */
static void
test_delete_row (WindowFixture *self,
                 gconstpointer  script)
{
  g_autofree char *focused = NULL;
  g_autofree char *first = NULL;

  converse_anew (self, "one");
  converse_anew (self, "two");
  press_and_wait (self, "<Alt>2", "one");
  gtk_widget_child_focus (GTK_WIDGET (get_list (self)), GTK_DIR_TAB_FORWARD);
  press_key (self->window, "Home");
  focused = chat_conversation_list_dup_focused_uid (get_list (self));
  first = chat_conversation_list_dup_uid (get_list (self), 0);
  g_assert_cmpstr (focused, ==, first);

  press_key (self->window, "Delete");
  assert_title (self, "one");
  assert_list (self, "Today: *one");
  click_toast (self);
  assert_title (self, "one");
  assert_list (self, "Today: two, *one");
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
  GtkWidget *button = find_widget (GTK_WIDGET (get_sidebar (self)), GTK_TYPE_BUTTON, "empty-trash");

  converse_anew (self, "one");
  converse_anew (self, "two");
  press_key (self->window, "<Control><Shift>Delete");
  assert_title (self, "one");
  press_key (self->window, "<Control><Shift>Delete");
  assert_title (self, "Claude Chat");
  g_assert_false (gtk_widget_get_visible (button));

  choose_list (self, CHAT_LIST_CHOICE_TRASH, 2);
  assert_list (self, "Today: two, one");
  g_assert_true (gtk_widget_get_visible (button));

  /* One is looked at, and brought back. */
  press_and_wait (self, "<Alt>2", "one");
  assert_list (self, "Today: two, *one");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.restore", "s", "");
  assert_list (self, "Today: two");
  assert_title (self, "one");

  /* The other goes for ever, but only if that is wanted. */
  press_and_wait (self, "<Alt>1", "two");
  press_key (self->window, "<Control><Shift>Delete");
  answer (self, "cancel");
  assert_list (self, "Today: *two");
  press_key (self->window, "<Control><Shift>Delete");
  answer (self, "delete");
  assert_list (self, "");
  g_assert_cmpstr (gtk_window_get_title (self->window), !=, "two");

  choose_list (self, CHAT_LIST_CHOICE_ALL, 1);
  press_and_wait (self, "<Alt>1", "one");
}


static void
test_empty_trash (WindowFixture *self,
                  gconstpointer  script)
{
  converse_anew (self, "one");
  press_key (self->window, "<Control><Shift>Delete");
  converse_anew (self, "two");
  choose_list (self, CHAT_LIST_CHOICE_TRASH, 1);
  assert_list (self, "Today: one");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.empty-trash", NULL);
  answer (self, "delete");
  test_wait_until (chat_conversation_list_get_n_rows (get_list (self)) == 0);
  choose_list (self, CHAT_LIST_CHOICE_ALL, 1);
  assert_list (self, "Today: *two");
}


static void
test_archive (WindowFixture *self,
              gconstpointer  script)
{
  converse_anew (self, "one");
  press_key (self->window, "<Control><Shift>a");
  assert_title (self, "one");
  assert_list (self, "");
  choose_list (self, CHAT_LIST_CHOICE_ARCHIVE, 1);
  assert_list (self, "Today: *one");
  press_key (self->window, "<Control><Shift>a");
  assert_list (self, "");
}


static gboolean
has_tag (WindowFixture *self,
         const char    *tag)
{
  g_auto(GStrv) tags = chat_history_dup_tags (get_history (self));

  return g_strv_contains ((const char * const *) tags, tag);
}


static void
test_tags (WindowFixture *self,
           gconstpointer  script)
{
  converse_anew (self, "one");
  converse_anew (self, "two");
  press_key (self->window, "<Control>t");
  test_wait_until (get_open_popover (self) != NULL);
  press_keys (self->window, "work");
  press_key (self->window, "Return");
  /* It has grown by a row, and lost its keys to the screen for a moment. */
  gtk_popover_popdown (GTK_POPOVER (get_open_popover (self)));
  test_wait_until (get_open_popover (self) == NULL);

  test_wait_until (has_tag (self, "work"));
  choose_list (self, "tag:work", 1);
  assert_list (self, "Today: *two");

  /* It is there to be checked for the others, and to be taken off. */
  press_key (self->window, "<Control>t");
  test_wait_until (get_open_popover (self) != NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_widget (get_open_popover (self),
                                                              GTK_TYPE_CHECK_BUTTON, NULL)),
                               FALSE);
  press_key (self->window, "Escape");
  assert_list (self, "");
}


static void
test_duplicate (WindowFixture *self,
                gconstpointer  script)
{
  ChatConversation *first;

  converse_anew (self, "one");
  first = window_get_conversation (self);
  press_key (self->window, "<Control><Shift>d");
  test_wait_until (window_get_conversation (self) != first);
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 2);
  g_assert_cmpuint (chat_conversation_list_get_n_rows (get_list (self)), ==, 2);
}


static void
test_activity (WindowFixture *self,
               gconstpointer  script)
{
  g_autoptr(ChatConversation) first = NULL;
  ChatConversationInfo *info;
  GtkWidget *body, *row;

  window_activate (self, "win.new-conversation");
  window_write (self, "one");
  window_activate (self, "chat.send");
  first = g_object_ref (window_get_conversation (self));
  test_wait_until (chat_message_has_content (chat_conversation_get_last (first)));
  info = chat_history_get_info (get_history (self), chat_conversation_get_uid (first));
  g_assert_cmpint (chat_conversation_info_get_activity (info), ==, CHAT_ACTIVITY_STREAMING);

  /* In another conversation Escape is not about this one. */
  press_key (self->window, "<Control>n");
  press_key (self->window, "Escape");
  g_assert_cmpint (chat_turn_get_phase (chat_engine_get_turn (self->engine, first)), ==,
                   CHAT_TURN_STREAMING);
  chat_turn_stop (chat_engine_get_turn (self->engine, first));
  test_wait_until (chat_conversation_info_get_activity (info) == CHAT_ACTIVITY_UNREAD);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  body = chat_conversation_list_find_row (get_list (self), chat_conversation_info_get_uid (info));
  g_assert_true (gtk_widget_has_css_class (body, "unread"));
  row = gtk_widget_get_parent (gtk_widget_get_parent (body));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "one");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Unread reply");

  press_and_wait (self, "<Alt>1", "one");
  g_assert_cmpint (chat_conversation_info_get_activity (info), ==, CHAT_ACTIVITY_NONE);
  g_assert_false (gtk_widget_has_css_class (body, "unread"));
}


static char *
dup_shown_text (GtkWindow *window)
{
  GtkWidget *column = find_widget (GTK_WIDGET (chat_window_get_view (CHAT_WINDOW (window))),
                                   g_type_from_name ("ChatColumn"), NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (column));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}


/* A text that is there may still be scrolled out of sight. */
static void
assert_at_end (GtkWindow *window)
{
  GtkWidget *column = find_widget (GTK_WIDGET (chat_window_get_view (CHAT_WINDOW (window))),
                                   g_type_from_name ("ChatColumn"), NULL);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (column));
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (column), &visible);
  g_assert_cmpint (visible.y, ==, (int) gtk_adjustment_get_value (adjustment));
}


static void
test_two_windows (WindowFixture *self,
                  gconstpointer  script)
{
  g_autofree char *text = NULL;
  g_autofree char *second_text = NULL;
  GtkWindow *second;

  converse_anew (self, "one");
  chat_demo_server_set_script (self->server, HANGS, NULL);
  window_write (self, "two");
  window_activate (self, "chat.send");
  test_wait_until (chat_message_has_content (
    chat_conversation_get_last (window_get_conversation (self))));

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "new-window", NULL);
  second = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  test_wait_until (gtk_window_is_active (second));
  press_key (second, "<Alt>1");
  test_wait_until (g_strcmp0 (gtk_window_get_title (second), "one") == 0);
  g_assert_true (chat_view_get_conversation (chat_window_get_view (CHAT_WINDOW (second)))
                 == window_get_conversation (self));

  /* Either of them stops it, for both. */
  press_key (second, "Escape");
  window_wait_idle (self);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (second));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  text = dup_shown_text (self->window);
  second_text = dup_shown_text (second);
  g_assert_cmpstr (text, ==, second_text);
  g_assert_nonnull (strstr (text, "Claude\none"));
  assert_at_end (self->window);
  assert_at_end (second);
}


static AdwFlap *
get_flap (WindowFixture *self)
{
  return ADW_FLAP (find_widget (GTK_WIDGET (self->window), ADW_TYPE_FLAP, NULL));
}


static void
test_toggle (WindowFixture *self,
             gconstpointer  script)
{
  g_assert_true (adw_flap_get_reveal_flap (get_flap (self)));
  press_key (self->window, "F9");
  g_assert_false (adw_flap_get_reveal_flap (get_flap (self)));
  press_key (self->window, "F9");
  g_assert_true (adw_flap_get_reveal_flap (get_flap (self)));
}


/* Over the conversation: it goes by Escape, and when a conversation is chosen. */
static void
test_folded (WindowFixture *self,
             gconstpointer  script)
{
  converse_anew (self, "one");
  window_activate (self, "win.new-conversation");
  adw_flap_set_fold_policy (get_flap (self), ADW_FLAP_FOLD_POLICY_ALWAYS);
  test_wait_until (!adw_flap_get_reveal_flap (get_flap (self)));

  press_key (self->window, "F9");
  g_assert_true (adw_flap_get_reveal_flap (get_flap (self)));
  press_key (self->window, "Escape");
  g_assert_false (adw_flap_get_reveal_flap (get_flap (self)));
  press_keys (self->window, "x");
  g_assert_true (window_is_enabled (self, "chat.send"));

  press_key (self->window, "F9");
  press_key (self->window, "Return");
  assert_title (self, "one");
  g_assert_false (adw_flap_get_reveal_flap (get_flap (self)));
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, script, function) \
  g_test_add ("/sidebar/" path, WindowFixture, script, set_up, function, window_fixture_tear_down)
  ADD ("rows", ANSWERS, test_rows);
  ADD ("next-and-previous", ANSWERS, test_next_and_previous);
  ADD ("switch", LONG, test_switch);
  ADD ("draft", ANSWERS, test_draft);
  ADD ("rename", ANSWERS, test_rename);
  ADD ("pin", ANSWERS, test_pin);
  ADD ("delete", ANSWERS, test_delete);
  ADD ("delete-row", ANSWERS, test_delete_row);
  ADD ("trash", ANSWERS, test_trash);
  ADD ("empty-trash", ANSWERS, test_empty_trash);
  ADD ("archive", ANSWERS, test_archive);
  ADD ("tags", ANSWERS, test_tags);
  ADD ("duplicate", ANSWERS, test_duplicate);
  ADD ("activity", HANGS, test_activity);
  ADD ("two-windows", ANSWERS, test_two_windows);
  ADD ("toggle", ANSWERS, test_toggle);
  ADD ("folded", ANSWERS, test_folded);
#undef ADD

  return g_test_run ();
}
