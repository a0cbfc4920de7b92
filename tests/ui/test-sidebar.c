/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sidebar: what it lists, and the ways from one conversation to another.
 */

#include "sidebar-support.h"

#define ANSWERS "{\"text\": \"You said: {{prompt}}\"}"
#define HANGS   "{\"text\": \"one two three four five six\", \"hang\": 5}"
/* More than any window shows. */
#define LINES   "a\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\n"
#define LONG    "{\"text\": \"" LINES LINES "\"}"


static void
test_rows (WindowFixture *self,
           gconstpointer  script)
{
  sidebar_assert (self, "");
  /* Nothing is kept of what is not begun. */
  window_activate (self, "win.new-conversation");
  press_keys (self->window, "x");
  sidebar_assert (self, "");
  window_write (self, "");

  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  sidebar_assert (self, "Today: *two, one");
  window_activate (self, "win.new-conversation");
  sidebar_assert (self, "Today: two, one");

  /* Whoever is answered comes to the top. */
  sidebar_press (self, "<Alt>2", "one");
  sidebar_assert (self, "Today: two, *one");
  window_converse (self, "more");
  sidebar_assert (self, "Today: *one, two");
}


static gboolean
promises (GtkWidget  *widget,
          const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (promises (child, text))
        return TRUE;
    }

  return FALSE;
}


/* Of a history that cannot be opened it does not say that it keeps what is written. */
static void
test_promise (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "in-the-way", NULL);
  g_autoptr(ChatEngine) engine = chat_engine_new ();
  GtkWidget *sidebar = g_object_ref_sink (g_object_new (CHAT_TYPE_SIDEBAR, NULL));
  const char *promise = "What you write is kept here, on this computer.";
  ChatHistory *history;

  g_assert_true (promises (sidebar, promise));
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "no folder", -1, NULL));
  chat_engine_open_history (engine, path);
  history = chat_engine_get_history (engine);
  chat_sidebar_set_history (CHAT_SIDEBAR (sidebar), history);
  test_wait_until (chat_history_get_state (history) == CHAT_HISTORY_MEMORY);
  g_assert_false (promises (sidebar, promise));
  g_object_unref (sidebar);
}


static void
test_next_and_previous (WindowFixture *self,
                        gconstpointer  script)
{
  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  sidebar_converse (self, "three");

  sidebar_press (self, "<Control>Page_Down", "two");
  sidebar_press (self, "<Control>Page_Down", "one");
  /* There is none below. */
  sidebar_press (self, "<Control>Page_Down", "one");
  sidebar_press (self, "<Control>Page_Up", "two");
  sidebar_press (self, "<Alt>1", "three");
  sidebar_press (self, "<Control>Page_Up", "three");
  sidebar_press (self, "<Alt>9", "three");

  press_key (self->window, "<Control>n");
  sidebar_press (self, "<Control>Page_Down", "three");
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
  test_wait_until (gtk_adjustment_get_upper (get_adjustment (self))
                   > gtk_adjustment_get_page_size (get_adjustment (self)) + value);
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

  sidebar_converse (self, "one");
  sidebar_converse (self, "two");
  sidebar_press (self, "<Alt>2", "one");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  press_keys (self->window, "a draft");
  scroll_to (self, 100);

  sidebar_press (self, "<Alt>1", "two");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  sidebar_press (self, "<Alt>2", "one");
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

  sidebar_converse (self, "one");
  window_write (self, "to be continued");
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "new-window", NULL);
  other.window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  g_assert_true (other.window != self->window);
  gtk_window_destroy (self->window);
  test_wait_until (gtk_window_is_active (other.window));

  sidebar_press (&other, "<Alt>1", "one");
  test_wait_until (window_is_enabled (&other, "chat.send"));
}


static gboolean
has_prompt (WindowFixture *self,
            const char    *text)
{
  g_autofree char *prompt = window_dup_prompt (self);

  return g_str_equal (prompt, text);
}


static void
wait_prompt (WindowFixture *self,
             const char    *text)
{
  test_wait_until (has_prompt (self, text));
}


/* Eight others: more than a window keeps as they stand. */
static void
visit_others (WindowFixture *self)
{
  for (guint i = 1; i <= 8; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("other %u", i);

      sidebar_converse (self, prompt);
    }
}


/* What was sent, and what was written after it, is undone step by step, also when its view has gone
 * meanwhile. */
static void
test_undo_kept (WindowFixture *self,
                gconstpointer  script)
{
  sidebar_converse (self, "one");
  press_keys (self->window, "draft");
  visit_others (self);
  sidebar_press (self, "<Alt>9", "one");
  wait_prompt (self, "draft");

  press_key (self->window, "<Control>z");
  wait_prompt (self, "");
  press_key (self->window, "<Control>z");
  wait_prompt (self, "one");
  press_key (self->window, "<Control>y");
  press_key (self->window, "<Control>y");
  wait_prompt (self, "draft");
  press_keys (self->window, "s");
  wait_prompt (self, "drafts");

  /* Once more, and what was written last is there. */
  for (guint i = 1; i <= 8; i++)
    {
      g_autofree char *title = g_strdup_printf ("other %u", i);

      sidebar_press (self, "<Control>Page_Up", title);
    }
  sidebar_press (self, "<Alt>9", "one");
  wait_prompt (self, "drafts");
  press_key (self->window, "<Control>z");
  wait_prompt (self, "");
  press_key (self->window, "<Control>z");
  wait_prompt (self, "one");
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
  info = chat_history_get_info (sidebar_get_history (self), chat_conversation_get_uid (first));
  g_assert_cmpint (chat_conversation_info_get_activity (info), ==, CHAT_ACTIVITY_STREAMING);

  /* In another conversation Escape is not about this one. */
  press_key (self->window, "<Control>n");
  press_key (self->window, "Escape");
  g_assert_cmpint (chat_turn_get_phase (chat_engine_get_turn (self->engine, first)), ==,
                   CHAT_TURN_STREAMING);
  chat_turn_stop (chat_engine_get_turn (self->engine, first));
  test_wait_until (chat_conversation_info_get_activity (info) == CHAT_ACTIVITY_UNREAD);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  body = chat_conversation_list_find_row (sidebar_get_list (self),
                                          chat_conversation_info_get_uid (info));
  g_assert_true (gtk_widget_has_css_class (body, "unread"));
  row = gtk_widget_get_parent (gtk_widget_get_parent (body));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "one");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Unread reply");

  sidebar_press (self, "<Alt>1", "one");
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

  sidebar_converse (self, "one");
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


static gboolean
has_focus_in (WindowFixture *self,
              gpointer       around)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (around));
}


/* Over the conversation: it goes by Escape, and when a conversation is chosen. While it comes in,
 * Enter does not send what is under it. */
static void
test_folded (WindowFixture *self,
             gconstpointer  script)
{
  sidebar_converse (self, "one");
  window_activate (self, "win.new-conversation");
  adw_flap_set_fold_policy (get_flap (self), ADW_FLAP_FOLD_POLICY_ALWAYS);
  test_wait_until (!adw_flap_get_reveal_flap (get_flap (self)));

  press_key (self->window, "F9");
  g_assert_true (adw_flap_get_reveal_flap (get_flap (self)));
  press_key (self->window, "Escape");
  g_assert_false (adw_flap_get_reveal_flap (get_flap (self)));
  press_keys (self->window, "x");
  g_assert_true (window_is_enabled (self, "chat.send"));

  test_wait_until (adw_flap_get_reveal_progress (get_flap (self)) <= 0);
  press_key (self->window, "F9");
  g_assert_false (has_focus_in (self, window_get_view (self)));
  test_wait_until (has_focus_in (self, sidebar_get_list (self)));
  press_key (self->window, "Return");
  sidebar_assert_title (self, "one");
  g_assert_false (adw_flap_get_reveal_flap (get_flap (self)));
}


/* With nothing to choose from the keys lead away all the same. */
static void
test_folded_empty (WindowFixture *self,
                   gconstpointer  script)
{
  adw_flap_set_fold_policy (get_flap (self), ADW_FLAP_FOLD_POLICY_ALWAYS);
  test_wait_until (adw_flap_get_reveal_progress (get_flap (self)) <= 0);
  press_key (self->window, "F9");
  test_wait_until (has_focus_in (self, sidebar_get (self)));
  press_key (self->window, "Escape");
  test_wait_until (has_focus_in (self, window_get_view (self)));
}


static void
menu_made_cb (GtkWidget  *button,
              GParamSpec *pspec,
              double     *progress)
{
  GtkWidget *flap = gtk_widget_get_ancestor (button, ADW_TYPE_FLAP);

  *progress = adw_flap_get_reveal_progress (ADW_FLAP (flap));
}


/* Its button has to come in first: until then the menu would open beside the window. It is made
 * when it opens. */
static void
test_folded_menu (WindowFixture *self,
                  gconstpointer  script)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self->window));
  GtkWidget *button =
    find_widget (GTK_WIDGET (sidebar_get (self)), GTK_TYPE_MENU_BUTTON, NULL);
  double progress = 0;

  g_signal_connect (button, "notify::popover", G_CALLBACK (menu_made_cb), &progress);
  adw_flap_set_fold_policy (get_flap (self), ADW_FLAP_FOLD_POLICY_ALWAYS);
  test_wait_until (adw_flap_get_reveal_progress (get_flap (self)) <= 0);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  press_key (self->window, "F10");
  test_wait_until (sidebar_get_popover (self) != NULL);
  g_assert_cmpfloat (progress, ==, 1);
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);

  gtk_popover_popdown (GTK_POPOVER (sidebar_get_popover (self)));
  test_wait_until (sidebar_get_popover (self) == NULL);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, script, function) \
  g_test_add ("/sidebar/" path, WindowFixture, script, sidebar_set_up, function, \
              window_fixture_tear_down)
  ADD ("rows", ANSWERS, test_rows);
  g_test_add_func ("/sidebar/promise", test_promise);
  ADD ("next-and-previous", ANSWERS, test_next_and_previous);
  ADD ("switch", LONG, test_switch);
  ADD ("undo-kept", ANSWERS, test_undo_kept);
  ADD ("draft", ANSWERS, test_draft);
  ADD ("activity", HANGS, test_activity);
  ADD ("two-windows", ANSWERS, test_two_windows);
  ADD ("toggle", ANSWERS, test_toggle);
  ADD ("folded", ANSWERS, test_folded);
  ADD ("folded-empty", ANSWERS, test_folded_empty);
  ADD ("folded-menu", ANSWERS, test_folded_menu);
#undef ADD

  return g_test_run ();
}
