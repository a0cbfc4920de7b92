/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of keys against everything that comes from it, and the keys themselves.
 */

#include "chat-keys-window.h"
#include "chat-prompt-view.h"
#include "chat-shortcuts.h"
#include "window-support.h"

#define ANSWERS "{\"text\": \"yes\"}"
#define REFUSAL "{\"status\": 401, \"error\": \"authentication_error\"}"


static void
test_table (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *group = NULL;
  g_autoptr(GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      g_auto(GStrv) keys = g_strsplit (entry->keys, " ", -1);

      for (guint i = 0; keys[i] != NULL; i++)
        {
          g_autofree char *name = NULL;
          GdkModifierType modifiers;
          guint keyval;

          g_assert_true (gtk_accelerator_parse (keys[i], &keyval, &modifiers));
          name = gtk_accelerator_name (keyval, modifiers);
          /* No key has two meanings, but for widgets that never have the focus together. */
          g_assert_true (g_hash_table_add (seen, entry->scope == CHAT_SHORTCUT_WIDGET
                                                 ? g_strconcat (entry->group, ": ", name, NULL)
                                                 : g_strdup (name)));
        }
      if (g_strcmp0 (group, entry->group) != 0)
        g_assert_true (g_hash_table_add (groups, (gpointer) entry->group));
      group = entry->group;
      g_assert_true (chat_shortcuts_find (entry->action) == entry);
    }
}


static gboolean
class_has_action (GType       type,
                  const char *name)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (type);
  const GVariantType *parameter;
  const char *found, *property;
  GType owner;

  for (guint i = 0;
       gtk_widget_class_query_action ((GtkWidgetClass *) klass, i, &owner, &found, &parameter,
                                      &property);
       i++)
    {
      if (g_str_equal (found, name))
        return TRUE;
    }

  return FALSE;
}


static void
test_actions (WindowFixture *self,
              gconstpointer  script)
{
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      g_autofree char *name = g_strdup (entry->action);

      /* Without the target of a detailed name. */
      name[strcspn (name, ":")] = '\0';
      if (g_str_has_prefix (name, "app."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (self->application),
                                                  name + strlen ("app.")));
      else if (entry->scope == CHAT_SHORTCUT_APPLICATION)
        g_assert_true (class_has_action (CHAT_TYPE_WINDOW, name));
      else if (entry->scope == CHAT_SHORTCUT_VIEW)
        g_assert_true (class_has_action (CHAT_TYPE_VIEW, name));
    }
}


static gboolean
is_in_table (const char *name)
{
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      if (strncmp (entry->action, name, strcspn (entry->action, ":")) == 0 &&
          strlen (name) == strcspn (entry->action, ":"))
        return TRUE;
    }

  return FALSE;
}


static void
assert_in_table (GType               type,
                 const char         *prefix,
                 const char * const *others)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (type);
  const GVariantType *parameter;
  const char *found, *property;
  GType owner;

  for (guint i = 0;
       gtk_widget_class_query_action ((GtkWidgetClass *) klass, i, &owner, &found, &parameter,
                                      &property);
       i++)
    {
      if (!g_str_has_prefix (found, prefix) || is_in_table (found))
        continue;
      g_test_message ("not in the table: %s", found);
      g_assert_true (g_strv_contains (others, found));
    }
}


/* All that can be done can be found by key or in the palette. */
static void
test_complete (void)
{
  /* What needs to be told what it is about, and the buttons of banners and bars, which stand in the
   * order of Tab when they mean something. */
  static const char * const of_window[] = {
    "win.show-conversation", "win.restore", "win.restore-and-show", "win.purge", "win.profile",
    "win.switch-model", "win.set-title", "win.search-words", "win.insert-prompt", "win.open-preferences-page",
    "win.try-again", "win.close-problem", "win.save-elsewhere", "win.cancel-transfer",
    "win.find" /* is chat.find */, "win.tell" /* only says something */, NULL
  };
  static const char * const of_view[] = {
    "chat.start-with", "chat.show-message", "chat.quote" /* is chat.quote-message */,
    "chat.insert-named-prompt", "chat.find-words", "chat.find-close", "chat.send-anyway",
    "chat.tell", "chat.tell-busy" /* only say something */, NULL
  };

  assert_in_table (CHAT_TYPE_WINDOW, "win.", of_window);
  assert_in_table (CHAT_TYPE_VIEW, "chat.", of_view);
}


static void
test_accels (WindowFixture *self,
             gconstpointer  script)
{
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      g_auto(GStrv) accels =
        gtk_application_get_accels_for_action (GTK_APPLICATION (self->application), entry->action);
      g_autofree char *joined = g_strjoinv (" ", accels);

      g_assert_cmpstr (joined, ==,
                       entry->scope == CHAT_SHORTCUT_APPLICATION ? entry->keys : "");
    }
}


static void
collect_rows (GtkWidget *root,
              GString   *rows)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, g_type_from_name ("GtkShortcutsShortcut")))
    {
      g_autofree char *keys = NULL;
      g_autofree char *title = NULL;

      g_object_get (root, "accelerator", &keys, "title", &title, NULL);
      g_string_append_printf (rows, "%s: %s\n", keys, title);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}


static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char **) a, *(char **) b);
}


/* The window puts its groups into columns as they fit. */
static void
assert_same_lines (const char *text,
                   const char *expected)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto(GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  qsort (lines, g_strv_length (lines), sizeof *lines, compare_lines);
  qsort (expected_lines, g_strv_length (expected_lines), sizeof *lines, compare_lines);
  g_assert_cmpstrv (lines, expected_lines);
}


static void
test_overlay (WindowFixture *self,
              gconstpointer  script)
{
  GtkWindow *parent = self->window;
  GtkWidget *window = chat_shortcuts_new_window (GTK_WIDGET (parent));
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GString) expected = g_string_new (NULL);

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      const char *keys = g_str_equal (entry->keys, "<Alt>1") ? "<Alt>1...<Alt>9"
                         : g_str_equal (entry->keys, "1") ? "1...9" : entry->keys;

      if (*keys != '\0')
        g_string_append_printf (expected, "%s: %s\n", keys, entry->title);
    }
  /* The window has all of them once more, for its search. */
  collect_rows (find_widget (window, GTK_TYPE_SHORTCUTS_SECTION, NULL), rows);
  assert_same_lines (rows->str, expected->str);

  gtk_window_destroy (GTK_WINDOW (window));
}


static void
test_tooltip (void)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new ());

  chat_shortcuts_set_tooltip (button, "Leave", "app.quit");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Leave (Ctrl+Q)");
  chat_shortcuts_set_tooltip (button, "Try", "chat.try-now");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Try");
  g_object_unref (button);
}


static guint
count_windows (WindowFixture *self)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (self->application)));
}


/* An application window of its own, before the former loses the focus to it. */
static void
test_new_window (WindowFixture *self,
                 gconstpointer  script)
{
  GtkApplication *application = GTK_APPLICATION (self->application);
  GtkWindow *former = self->window;

  press_key (former, "<Control><Shift>n");
  test_wait_until (count_windows (self) == 2);
  test_wait_until (!gtk_window_is_active (former));
  g_assert_true (CHAT_IS_WINDOW (gtk_application_get_active_window (application)));
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


/* GTK's own window of them would be larger than the screen of the tests. */
static void
test_show_shortcuts (WindowFixture *self,
                     gconstpointer  script)
{
  GtkWindow *shortcuts;

  press_key (self->window, "<Control><Shift>question");
  shortcuts = find_transient (self->window);
  g_assert_nonnull (shortcuts);
  g_assert_true (CHAT_IS_KEYS_WINDOW (shortcuts));
  gtk_window_destroy (shortcuts);
  test_wait_until (gtk_window_is_active (self->window));
}


/* The menu that has the focus, or NULL. */
static GtkWidget *
get_open_menu (WindowFixture *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;
}


static void
test_menu (WindowFixture *self,
           gconstpointer  script)
{
  press_key (self->window, "F10");
  test_wait_until (get_open_menu (self) != NULL);
  press_key (self->window, "Escape");
  test_wait_until (get_open_menu (self) == NULL);
}


/* An open menu has its Escape before the conversation has. */
static void
test_menu_escape (WindowFixture *self,
                  gconstpointer  script)
{
  chat_demo_server_set_script (self->server, "{\"text\": \"one two three\", \"hang\": 4}", NULL);
  window_write (self, "Go on");
  window_activate (self, "chat.send");
  press_key (self->window, "F10");
  test_wait_until (get_open_menu (self) != NULL);
  press_key (self->window, "Escape");
  test_wait_until (get_open_menu (self) == NULL);
  g_assert_true (window_is_enabled (self, "chat.stop"));
  press_key (self->window, "Escape");
  window_wait_idle (self);
}


static void
test_focus_composer (WindowFixture *self,
                     gconstpointer  script)
{
  GtkWidget *menu = find_widget (GTK_WIDGET (self->window), GTK_TYPE_MENU_BUTTON, NULL);

  gtk_widget_child_focus (menu, GTK_DIR_TAB_FORWARD);
  g_assert_false (CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window))));
  press_key (self->window, "<Control>l");
  g_assert_true (CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window))));
}


static GtkWidget *
find_action (GtkWidget  *widget,
             const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_action (child, action);

  return found;
}


/* A button that goes when it is pressed leaves the focus where one writes. */
static void
test_retry_by_key (WindowFixture *self,
                   gconstpointer  script)
{
  GtkWidget *view = GTK_WIDGET (window_get_view (self));

  chat_demo_server_set_script (self->server, REFUSAL, NULL);
  window_converse (self, "hello");
  test_wait_until (find_action (view, "chat.retry") != NULL);
  chat_demo_server_set_script (self->server, ANSWERS, NULL);
  gtk_widget_grab_focus (find_action (view, "chat.retry"));
  press_key (self->window, "Return");
  /* A button that is activated shows so for a while. */
  test_wait_until (!GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (self->window))));
  g_assert_true (CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window))));
  window_wait_idle (self);
}


/* The key that answers holds the question for longer than its window is there. */
static void
test_quit_while_writing (WindowFixture *self,
                         gconstpointer  script)
{
  g_autoptr(GtkWindow) question = NULL;

  chat_demo_server_set_script (self->server, "{\"text\": \"one two three\", \"hang\": 4}", NULL);
  window_write (self, "Go on");
  window_activate (self, "chat.send");
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  g_set_object (&question, find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_nonnull (question);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "quit");
  test_wait_until (self->window == NULL);
  g_assert_null (find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_null (gtk_window_get_transient_for (question));
}


static void
begin_reply (WindowFixture *self)
{
  guint n_turns = chat_engine_get_n_turns (self->engine);

  window_write (self, "Go on");
  window_activate (self, "chat.send");
  test_wait_until (chat_engine_get_n_turns (self->engine) > n_turns);
}


/* What it asks about ends meanwhile: fewer replies, and then none that would have to be stopped. */
static void
test_quit_when_written (WindowFixture *self,
                        gconstpointer  script)
{
  GtkWindow *question;
  g_autofree char *both = NULL;

  chat_demo_server_set_script (self->server, "{\"text\": \"one two three\", \"hang\": 4}", NULL);
  begin_reply (self);
  window_activate (self, "win.new-conversation");
  begin_reply (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (question);
  both = g_strdup (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)));
  g_assert_true (g_str_has_prefix (both, "2 replies"));

  window_activate (self, "chat.stop");
  test_wait_until (chat_engine_get_n_turns (self->engine) == 1);
  g_assert_true (find_window (ADW_TYPE_MESSAGE_DIALOG) == question);
  g_assert_true (g_str_has_prefix (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)),
                                   "1 reply"));

  chat_engine_stop_turns (self->engine);
  test_wait_until (self->window == NULL);
  g_assert_null (find_window (ADW_TYPE_MESSAGE_DIALOG));
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/window/shortcuts/" path, WindowFixture, ANSWERS, window_fixture_set_up, function, \
              window_fixture_tear_down)
  g_test_add_func ("/window/shortcuts/table", test_table);
  g_test_add_func ("/window/shortcuts/tooltip", test_tooltip);
  g_test_add_func ("/window/shortcuts/complete", test_complete);
  ADD ("overlay", test_overlay);
  ADD ("actions", test_actions);
  ADD ("accels", test_accels);
  ADD ("new-window", test_new_window);
  ADD ("show-shortcuts", test_show_shortcuts);
  ADD ("menu", test_menu);
  ADD ("menu-escape", test_menu_escape);
  ADD ("focus-composer", test_focus_composer);
  ADD ("retry-by-key", test_retry_by_key);
  ADD ("quit-while-writing", test_quit_while_writing);
  ADD ("quit-when-written", test_quit_when_written);
#undef ADD

  return g_test_run ();
}
