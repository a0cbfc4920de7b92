/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys changed by keys alone, and what follows them.
 */

#include "chat-composer.h"
#include "chat-key-capture.h"
#include "chat-key-editor.h"
#include "chat-keys-window.h"
#include "chat-settings.h"
#include "window-support.h"

#include <string.h>

#define ANSWERS "{\"text\": \"yes\"}"


static GtkWindow *
wait_for (GType type)
{
  test_wait_until (find_window (type) != NULL);
  test_wait_until (gtk_window_is_active (find_window (type)));

  return find_window (type);
}


static ChatKeymap *
get_keymap (void)
{
  return chat_keymap_get (gdk_display_get_default ());
}


/* What is shown when one action was found. */
static gboolean
has_one_group (GtkWindow *keys)
{
  GtkWidget *first = find_widget (GTK_WIDGET (keys), ADW_TYPE_PREFERENCES_GROUP, NULL);
  guint n_shown = 0;

  for (GtkWidget *group = first; group != NULL; group = gtk_widget_get_next_sibling (group))
    n_shown += gtk_widget_get_visible (group);

  return n_shown == 1;
}


/* Opens what changes the keys of the action whose title has @words. */
static GtkWindow *
edit (WindowFixture *self,
      const char    *words)
{
  GtkWindow *keys;

  window_activate (self, "win.change-keys");
  keys = wait_for (CHAT_TYPE_KEYS_WINDOW);
  press_keys (keys, words);
  test_wait_until (has_one_group (keys));
  press_key (keys, "Return");
  press_key (keys, "Return");

  return wait_for (CHAT_TYPE_KEY_EDITOR);
}


static const char *
get_status (GtkWindow *editor)
{
  GtkWidget *list = find_widget (GTK_WIDGET (editor), GTK_TYPE_LIST_BOX, NULL);
  GtkWidget *box = gtk_widget_get_parent (list);

  for (GtkWidget *child = gtk_widget_get_first_child (box);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LABEL (child))
        return gtk_label_get_label (GTK_LABEL (child));
    }

  return NULL;
}


static ChatKeyCapture *
get_capture (GtkWindow *editor)
{
  return CHAT_KEY_CAPTURE (find_widget (GTK_WIDGET (editor), CHAT_TYPE_KEY_CAPTURE, NULL));
}


/* A button is pressed for a while before it acts. */
static void
capture (GtkWindow *editor)
{
  press_key (editor, "Return");
  test_wait_until (chat_key_capture_is_capturing (get_capture (editor)));
}


static void
close_all (WindowFixture *self,
           GtkWindow     *editor)
{
  press_key (editor, "Escape");
  test_wait_until (find_window (CHAT_TYPE_KEY_EDITOR) == NULL);
  press_key (wait_for (CHAT_TYPE_KEYS_WINDOW), "Escape");
  test_wait_until (find_window (CHAT_TYPE_KEYS_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
}


static void
assert_keys (const char *action,
             const char *keys)
{
  g_assert_cmpstr (chat_keymap_get_keys (get_keymap (), action), ==, keys);
}


static gboolean
has_keys (const char *action,
          const char *keys)
{
  return g_str_equal (chat_keymap_get_keys (get_keymap (), action), keys);
}


/* Found, added, and it holds at once, in the tooltip too. */
static void
test_add (WindowFixture *self,
          gconstpointer  script)
{
  GtkWindow *editor = edit (self, "sidebar");
  GtkWidget *button = find_widget (GTK_WIDGET (self->window), ADW_TYPE_FLAP, NULL);
  gboolean shown = adw_flap_get_reveal_flap (ADW_FLAP (button));

  capture (editor);
  press_key (editor, "<Alt>j");
  assert_keys ("win.toggle-sidebar", "F9 <Alt>j");
  g_assert_cmpstr (get_status (editor), ==, "Alt+J was added.");
  close_all (self, editor);

  press_key (self->window, "<Alt>j");
  g_assert_cmpint (adw_flap_get_reveal_flap (ADW_FLAP (button)), ==, !shown);
  press_key (self->window, "F9");
  g_assert_cmpint (adw_flap_get_reveal_flap (ADW_FLAP (button)), ==, shown);
}


/* Whoever has waited for a key is not held. */
static void
test_escape (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *editor = edit (self, "sidebar");

  capture (editor);
  press_key (editor, "Escape");
  g_assert_true (find_window (CHAT_TYPE_KEY_EDITOR) == editor);
  g_assert_false (chat_key_capture_is_capturing (get_capture (editor)));
  capture (editor);
  press_key (editor, "Tab");
  g_assert_false (chat_key_capture_is_capturing (get_capture (editor)));
  assert_keys ("win.toggle-sidebar", "F9");
  close_all (self, editor);
}


static void
test_refuse (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *editor = edit (self, "sidebar");

  capture (editor);
  press_key (editor, "a");
  g_assert_nonnull (strstr (get_status (editor), "Press it with Ctrl or Alt"));
  press_key (editor, "<Control>c");
  g_assert_nonnull (strstr (get_status (editor), "Ctrl+C is needed"));
  press_key (editor, "F7");
  g_assert_nonnull (strstr (get_status (editor), "which has to keep it"));
  press_key (editor, "F9");
  g_assert_cmpstr (get_status (editor), ==, "F9 is there already.");
  press_key (editor, "F8");
  assert_keys ("win.toggle-sidebar", "F9 F8");
  close_all (self, editor);
}


/* Told who has it; not taken before that is wished. */
static void
test_conflict (WindowFixture *self,
               gconstpointer  script)
{
  GtkWindow *editor = edit (self, "sidebar");

  capture (editor);
  press_key (editor, "<Control>n");
  g_assert_cmpstr (get_status (editor), ==, "Ctrl+N is the key of “New conversation”.");
  assert_keys ("win.toggle-sidebar", "F9");
  press_key (editor, "Return");
  test_wait_until (has_keys ("win.toggle-sidebar", "F9 <Control>n"));
  assert_keys ("win.new-conversation", "");
  close_all (self, editor);

  chat_keymap_reset (get_keymap (), NULL);
  assert_keys ("win.new-conversation", "<Control>n");
}


/* Pressed with any digit; the other eight go along. */
static void
test_row (WindowFixture *self,
          gconstpointer  script)
{
  GtkWindow *editor = edit (self, "ninth conversation");

  g_assert_nonnull (strstr (get_status (editor), "digit from 1 to 9"));
  capture (editor);
  press_key (editor, "<Control>k");
  g_assert_nonnull (strstr (get_status (editor), "digit from 1 to 9"));
  press_key (editor, "<Control>5");
  g_assert_cmpstr (get_status (editor), ==, "Ctrl+1 … Ctrl+9 were added.");
  assert_keys ("win.show-nth", "<Alt>1 <Control>1");
  close_all (self, editor);

  editor = edit (self, "sidebar");
  capture (editor);
  press_key (editor, "<Control>8");
  g_assert_cmpstr (get_status (editor), ==,
                   "Ctrl+1 … Ctrl+9 are the keys of “First to ninth conversation”.");
  press_key (editor, "Return");
  test_wait_until (has_keys ("win.toggle-sidebar", "F9 <Control>8"));
  assert_keys ("win.show-nth", "<Alt>1");
  close_all (self, editor);

  chat_keymap_reset (get_keymap (), NULL);
}


/* Without Enter, Enter begins a line, and the button says which key sends. */
static void
test_send (WindowFixture *self,
           gconstpointer  script)
{
  GtkWidget *composer = find_widget (GTK_WIDGET (self->window), CHAT_TYPE_COMPOSER, NULL);
  GtkWidget *button = find_widget (composer, GTK_TYPE_BUTTON, "suggested-action");

  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Send (Return)");
  chat_keymap_remove_key (get_keymap (), chat_shortcuts_find ("chat.send"), "Return");
  g_assert_cmpint (g_settings_get_enum (self->settings, CHAT_SETTING_SEND_KEY), ==,
                   CHAT_SEND_KEY_CONTROL_ENTER);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Send (Ctrl+Return)");
  chat_keymap_add_key (get_keymap (), chat_shortcuts_find ("chat.send"), "F8");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Send (F8)");
  chat_keymap_reset (get_keymap (), NULL);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Send (Return)");
}


static void
test_leave (WindowFixture *self,
            gconstpointer  script)
{
  GtkWindow *editor = edit (self, "sidebar");

  capture (editor);
  press_key (editor, "<Control>n");
  press_key (editor, "<Alt>l");
  test_wait_until (*get_status (editor) == '\0');
  assert_keys ("win.toggle-sidebar", "F9");
  assert_keys ("win.new-conversation", "<Control>n");
  close_all (self, editor);
}


static void
test_remove_and_reset (WindowFixture *self,
                       gconstpointer  script)
{
  GtkWindow *editor = edit (self, "sidebar");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (editor), "key.remove", "s", "F9"));
  assert_keys ("win.toggle-sidebar", "");
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (editor)));
  press_key (editor, "<Alt>r");
  test_wait_until (has_keys ("win.toggle-sidebar", "F9"));
  close_all (self, editor);
}


static void
test_reset_all (WindowFixture *self,
                gconstpointer  script)
{
  GtkWindow *keys;

  chat_keymap_add_key (get_keymap (), chat_shortcuts_find ("app.quit"), "<Alt>j");
  window_activate (self, "win.change-keys");
  keys = wait_for (CHAT_TYPE_KEYS_WINDOW);
  press_key (keys, "<Alt>r");
  test_wait_until (has_keys ("app.quit", "<Control>q"));
  g_assert_false (chat_keymap_is_changed (get_keymap (), "app.quit"));
  press_key (keys, "Escape");
  test_wait_until (find_window (CHAT_TYPE_KEYS_WINDOW) == NULL);
}


static void
test_nothing (WindowFixture *self,
              gconstpointer  script)
{
  GtkWindow *keys;
  GtkWidget *nothing;

  window_activate (self, "win.change-keys");
  keys = wait_for (CHAT_TYPE_KEYS_WINDOW);
  nothing = find_widget (GTK_WIDGET (keys), ADW_TYPE_STATUS_PAGE, NULL);
  press_keys (keys, "xyzzy");
  test_wait_until (gtk_widget_get_visible (nothing));
  press_key (keys, "Escape");
  test_wait_until (find_window (CHAT_TYPE_KEYS_WINDOW) == NULL);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/keys-window/" path, WindowFixture, ANSWERS, window_fixture_set_up, function, \
              window_fixture_tear_down)
  ADD ("add", test_add);
  ADD ("escape", test_escape);
  ADD ("refuse", test_refuse);
  ADD ("conflict", test_conflict);
  ADD ("row", test_row);
  ADD ("send", test_send);
  ADD ("leave", test_leave);
  ADD ("remove-and-reset", test_remove_and_reset);
  ADD ("reset-all", test_reset_all);
  ADD ("nothing", test_nothing);
#undef ADD

  return g_test_run ();
}
