/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys as people change them: what is allowed, who gives way, what is kept.
 */

#include "chat-keymap.h"
#include "chat-settings.h"
#include "test-support.h"
#include "toolkit-faults.h"


static const ChatShortcut *
find (const char *action)
{
  const ChatShortcut *entry = chat_shortcuts_find (action);

  g_assert_nonnull (entry);
  return entry;
}


static void
assert_keys (ChatKeymap *keymap,
             const char *action,
             const char *keys)
{
  g_assert_cmpstr (chat_keymap_get_keys (keymap, action), ==, keys);
}


static void
assert_verdict (ChatKeymap     *keymap,
                const char     *action,
                const char     *key,
                ChatKeyVerdict  verdict,
                const char     *other)
{
  const ChatShortcut *found = NULL;

  g_assert_cmpint (chat_keymap_judge (keymap, find (action), key, &found), ==, verdict);
  g_assert_cmpstr (found != NULL ? found->action : NULL, ==, other);
}


/* Without changes they are those of the table, none is left out. */
static void
test_table (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      g_auto(GStrv) keys = g_strsplit (entry->keys, " ", -1);
      g_auto(GStrv) got = g_strsplit (chat_keymap_get_keys (keymap, entry->action), " ", -1);

      g_assert_cmpuint (g_strv_length (got), ==, g_strv_length (keys));
      for (guint i = 0; keys[i] != NULL; i++)
        {
          g_autofree char *key = chat_key_rules_normalize (keys[i]);

          g_assert_cmpstr (got[i], ==, key);
        }
      g_assert_false (chat_keymap_is_changed (keymap, entry->action));
    }
}


static void
test_judge (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();

  assert_verdict (keymap, "win.search", "<Alt>j", CHAT_KEY_FREE, NULL);
  assert_verdict (keymap, "win.search", "F8", CHAT_KEY_FREE, NULL);
  assert_verdict (keymap, "win.search", "<Shift><Control>f", CHAT_KEY_OWN, NULL);
  assert_verdict (keymap, "win.search", "<Control>n", CHAT_KEY_TAKEN, "win.new-conversation");
  assert_verdict (keymap, "win.search", "<Alt>3", CHAT_KEY_TAKEN, "win.show-nth");
  assert_verdict (keymap, "win.search", "F7", CHAT_KEY_FIXED, "transcript.caret");

  /* Nothing that is typed can be a key where one types. */
  assert_verdict (keymap, "win.search", "a", CHAT_KEY_TYPES, NULL);
  assert_verdict (keymap, "chat.find", "<Shift>g", CHAT_KEY_TYPES, "transcript.last");
  assert_verdict (keymap, "composer.earlier", "Home", CHAT_KEY_TYPES, NULL);
  assert_verdict (keymap, "chat.fork", "a", CHAT_KEY_FREE, NULL);
  assert_verdict (keymap, "chat.fork", "c", CHAT_KEY_TAKEN, "chat.copy");
  assert_verdict (keymap, "row.delete", "x", CHAT_KEY_FREE, NULL);

  /* Nor what leads out, or what every box of text has. */
  assert_verdict (keymap, "win.search", "Escape", CHAT_KEY_RESERVED, "chat.escape");
  assert_verdict (keymap, "chat.fork", "Tab", CHAT_KEY_RESERVED, NULL);
  assert_verdict (keymap, "chat.fork", "<Control>c", CHAT_KEY_RESERVED, NULL);
  assert_verdict (keymap, "win.search", "<Shift><Control>z", CHAT_KEY_RESERVED, "text.redo");
}


static void
test_add (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();

  chat_keymap_add_key (keymap, find ("win.search"), "<Alt>j");
  assert_keys (keymap, "win.search", "<Shift><Control>f <Alt>j");
  g_assert_true (chat_keymap_is_changed (keymap, "win.search"));

  chat_keymap_remove_key (keymap, find ("win.search"), "<Shift><Control>f");
  assert_keys (keymap, "win.search", "<Alt>j");
  chat_keymap_remove_key (keymap, find ("win.search"), "<Alt>j");
  assert_keys (keymap, "win.search", "");

  chat_keymap_add_key (keymap, find ("win.search"), "<Shift><Control>f");
  g_assert_false (chat_keymap_is_changed (keymap, "win.search"));
}


/* Whoever is as at first has its key back when the other one is reset. */
static void
test_take (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();

  chat_keymap_add_key (keymap, find ("win.search"), "<Control>n");
  assert_keys (keymap, "win.search", "<Shift><Control>f <Control>n");
  assert_keys (keymap, "win.new-conversation", "");
  g_assert_false (chat_keymap_is_changed (keymap, "win.new-conversation"));

  chat_keymap_reset (keymap, find ("win.new-conversation"));
  assert_keys (keymap, "win.new-conversation", "");
  chat_keymap_reset (keymap, find ("win.search"));
  assert_keys (keymap, "win.search", "<Shift><Control>f");
  assert_keys (keymap, "win.new-conversation", "<Control>n");
}


/* Of what was given, too. */
static void
test_take_given (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();

  chat_keymap_add_key (keymap, find ("win.search"), "<Alt>j");
  chat_keymap_add_key (keymap, find ("chat.find"), "<Alt>j");
  assert_keys (keymap, "win.search", "<Shift><Control>f");
  g_assert_false (chat_keymap_is_changed (keymap, "win.search"));
  assert_keys (keymap, "chat.find", "<Control>f <Alt>j");

  chat_keymap_add_key (keymap, find ("app.quit"), "<Control>k");
  chat_keymap_reset (keymap, NULL);
  assert_keys (keymap, "chat.find", "<Control>f");
  assert_keys (keymap, "win.show-palette", "<Control>k");
  assert_keys (keymap, "app.quit", "<Control>q");
}


/* The same key may mean two things in places that never have the focus together. */
static void
test_places (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();

  assert_verdict (keymap, "chat.fork", "<Control>Up", CHAT_KEY_FREE, NULL);
  assert_verdict (keymap, "win.search", "<Control>Up", CHAT_KEY_TAKEN, "composer.earlier");
  chat_keymap_add_key (keymap, find ("chat.fork"), "<Control>Up");
  assert_keys (keymap, "composer.earlier", "<Control>Up");
  assert_keys (keymap, "chat.fork", "f <Control>Up");
}


static void
assert_shown (ChatKeymap *keymap,
              const char *action,
              const char *shown)
{
  g_autofree char *keys = chat_keymap_dup_shown_keys (keymap, action);

  g_assert_cmpstr (keys, ==, shown);
}


/* Nine keys stay together: they are given and taken at once. */
static void
test_row (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();
  const ChatShortcut *row = find ("win.show-nth");

  assert_shown (keymap, "win.show-nth", "<Alt>1...<Alt>9");
  assert_verdict (keymap, "win.show-nth", "<Control>1", CHAT_KEY_FREE, NULL);
  assert_verdict (keymap, "win.show-nth", "<Control>2", CHAT_KEY_NO_DIGIT, NULL);
  assert_verdict (keymap, "win.show-nth", "F8", CHAT_KEY_NO_DIGIT, NULL);
  assert_verdict (keymap, "win.show-nth", "1", CHAT_KEY_TYPES, "code.copy");
  assert_verdict (keymap, "code.copy", "<Alt>1", CHAT_KEY_TAKEN, "win.show-nth");

  chat_keymap_add_key (keymap, row, "<Control>1");
  assert_shown (keymap, "win.show-nth", "<Alt>1...<Alt>9 <Control>1...<Control>9");
  assert_verdict (keymap, "win.search", "<Control>7", CHAT_KEY_TAKEN, "win.show-nth");
  assert_verdict (keymap, "win.search", "<Control>KP_7", CHAT_KEY_TAKEN, "win.show-nth");
  chat_keymap_remove_key (keymap, row, "<Alt>1");
  assert_keys (keymap, "win.show-nth", "<Control>1");
  assert_verdict (keymap, "win.search", "<Alt>7", CHAT_KEY_FREE, NULL);

  chat_keymap_add_key (keymap, find ("win.search"), "<Control>7");
  assert_keys (keymap, "win.show-nth", "");
  assert_keys (keymap, "win.search", "<Shift><Control>f <Control>7");
  chat_keymap_reset (keymap, NULL);
  assert_keys (keymap, "win.show-nth", "<Alt>1");
}


/* From whoever has some of them. */
static void
test_row_takes (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();
  const ChatShortcut *row = find ("win.show-nth");
  const ChatShortcut *owner;
  g_autofree char *shared = NULL;

  chat_keymap_add_key (keymap, find ("win.search"), "<Control>3");
  chat_keymap_add_key (keymap, find ("win.search"), "<Control>4");
  chat_keymap_add_key (keymap, find ("chat.find"), "<Control>9");
  assert_verdict (keymap, "win.show-nth", "<Control>1", CHAT_KEY_TAKEN, "win.search");
  owner = chat_keymap_find_owner (keymap, row, "<Control>1", find ("win.search"));
  g_assert_true (owner == find ("chat.find"));
  g_assert_null (chat_keymap_find_owner (keymap, row, "<Control>1", owner));
  shared = chat_keymap_dup_shared_key (keymap, row, "<Control>1", owner);
  g_assert_cmpstr (shared, ==, "<Control>9");

  chat_keymap_add_key (keymap, row, "<Control>1");
  assert_keys (keymap, "win.show-nth", "<Alt>1 <Control>1");
  assert_keys (keymap, "win.search", "<Shift><Control>f");
  assert_keys (keymap, "chat.find", "<Control>f");
}


/* The Enter that sends is what the preferences ask for; other keys are as everywhere. */
static void
test_send (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSettings) settings = chat_settings_new (&error);
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();
  const ChatShortcut *send = find ("chat.send");

  g_assert_no_error (error);
  chat_keymap_keep (keymap, settings);
  assert_keys (keymap, "chat.send", "Return");
  assert_verdict (keymap, "chat.send", "<Control>Return", CHAT_KEY_TAKEN, "composer.send");

  chat_keymap_add_key (keymap, send, "F8");
  assert_keys (keymap, "chat.send", "Return F8");
  chat_keymap_remove_key (keymap, send, "Return");
  assert_keys (keymap, "chat.send", "F8");
  g_assert_cmpint (g_settings_get_enum (settings, CHAT_SETTING_SEND_KEY), ==,
                   CHAT_SEND_KEY_CONTROL_ENTER);
  chat_keymap_remove_key (keymap, send, "F8");
  assert_keys (keymap, "chat.send", "");
  g_assert_true (chat_keymap_is_changed (keymap, "chat.send"));

  g_settings_set_enum (settings, CHAT_SETTING_SEND_KEY, CHAT_SEND_KEY_ENTER);
  assert_keys (keymap, "chat.send", "Return");
  g_assert_false (chat_keymap_is_changed (keymap, "chat.send"));
  g_settings_set_enum (settings, CHAT_SETTING_SEND_KEY, CHAT_SEND_KEY_CONTROL_ENTER);
  assert_keys (keymap, "chat.send", "");
  assert_verdict (keymap, "chat.send", "Return", CHAT_KEY_FREE, NULL);
  chat_keymap_add_key (keymap, send, "Return");
  assert_keys (keymap, "chat.send", "Return");
  g_assert_cmpint (g_settings_get_enum (settings, CHAT_SETTING_SEND_KEY), ==, CHAT_SEND_KEY_ENTER);

  chat_keymap_remove_key (keymap, send, "Return");
  chat_keymap_reset (keymap, NULL);
  assert_keys (keymap, "chat.send", "Return");
  g_assert_cmpint (g_settings_get_enum (settings, CHAT_SETTING_SEND_KEY), ==, CHAT_SEND_KEY_ENTER);
}


static void
set_changes (ChatKeymap *keymap,
             const char *text)
{
  g_autoptr(GVariant) changes = g_variant_parse (G_VARIANT_TYPE ("a{sas}"), text, NULL, NULL, NULL);

  chat_keymap_set_changes (keymap, changes);
}


/* From a file that somebody wrote, or another version. */
static void
test_parse (void)
{
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();
  g_autoptr(GVariant) changes = NULL;
  g_auto(GStrv) kept = NULL;

  set_changes (keymap, "{'win.search': ['<Primary><Shift>F8', 'nonsense', 'a', 'Escape', '<Alt>j',"
                       "                '<Alt>j', 'F7'],"
                       " 'chat.escape': ['F8'],"
                       " 'code.copy': ['<Control>2', '<Control>1', '<Control>a'],"
                       " 'chat.find': @as [],"
                       " 'app.of-tomorrow': ['F6']}");
  assert_keys (keymap, "win.search", "<Shift><Control>F8 <Alt>j");
  assert_keys (keymap, "chat.escape", "Escape");
  assert_keys (keymap, "chat.find", "");
  assert_keys (keymap, "win.show-nth", "<Alt>1");
  assert_keys (keymap, "code.copy", "<Control>1");

  changes = chat_keymap_get_changes (keymap);
  g_assert_true (g_variant_lookup (changes, "app.of-tomorrow", "^as", &kept));
  g_assert_cmpstr (kept[0], ==, "F6");

  /* Two want the same one. */
  set_changes (keymap, "{'app.quit': ['<Alt>j'], 'win.search': ['<Alt>j']}");
  assert_keys (keymap, "win.search", "<Alt>j");
  assert_keys (keymap, "app.quit", "");

  set_changes (keymap, "@a{sas} {}");
  assert_keys (keymap, "win.search", "<Shift><Control>f");
  assert_keys (keymap, "app.quit", "<Control>q");
}


static void
count_cb (guint *count)
{
  (*count)++;
}


/* What one keymap stores another one reads. */
static void
test_settings (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSettings) settings = chat_settings_new (&error);
  g_autoptr(ChatKeymap) keymap = chat_keymap_new ();
  g_autoptr(ChatKeymap) other = chat_keymap_new ();
  g_autoptr(GVariant) stored = NULL;
  guint count = 0;

  g_assert_no_error (error);
  chat_keymap_keep (keymap, settings);
  chat_keymap_keep (other, settings);
  g_signal_connect_swapped (other, "changed", G_CALLBACK (count_cb), &count);

  chat_keymap_add_key (keymap, find ("win.search"), "F8");
  test_wait_until (count == 1);
  assert_keys (other, "win.search", "<Shift><Control>f F8");
  assert_keys (keymap, "win.search", "<Shift><Control>f F8");

  chat_keymap_reset (other, NULL);
  test_wait_until (count == 2);
  assert_keys (keymap, "win.search", "<Shift><Control>f");
  stored = g_settings_get_value (settings, CHAT_SETTING_KEYS);
  g_assert_cmpuint (g_variant_n_children (stored), ==, 0);
  g_settings_reset (settings, CHAT_SETTING_KEYS);
}


int
main (int    argc,
      char **argv)
{
  toolkit_faults_init_test (&argc, &argv);

#define ADD(path, function) g_test_add_func ("/keymap/" path, function)
  ADD ("table", test_table);
  ADD ("judge", test_judge);
  ADD ("add", test_add);
  ADD ("take", test_take);
  ADD ("take-given", test_take_given);
  ADD ("places", test_places);
  ADD ("row", test_row);
  ADD ("row-takes", test_row_takes);
  ADD ("send", test_send);
  ADD ("parse", test_parse);
  ADD ("settings", test_settings);
#undef ADD

  return g_test_run ();
}
