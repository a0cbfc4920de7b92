/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every key of the table is pressed in a real window, and does what its title says. Actions that
 * have none at first are given one, as people may. The cases are in keys-*.c.
 */

#include "keys-support.h"

/* For what has no key, and for what a widget does, which has to follow too. */
#define OWN_KEY "<Control><Alt>y"
#define OWN_ROW "<Control><Alt>1"

typedef struct
{
  const ChatShortcut *entry;
  const KeyCase      *key_case;
  const char         *key;
} Press;


static const KeyCase *
find_case (const ChatShortcut *entry)
{
  static const KeyCase * const all[] = {
    keys_general, keys_sidebar, keys_conversation, keys_cursor, keys_composer,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      for (const KeyCase *key_case = all[i]; key_case->action != NULL; key_case++)
        {
          if (g_str_equal (key_case->action, entry->action))
            return key_case;
        }
    }

  return NULL;
}


static void
set_up (gpointer      fixture,
        gconstpointer data)
{
  sidebar_set_up (fixture, KEYS_ANSWERS);
  /* A new window shows what was being written in the last one. */
  window_write (fixture, "");
}


static void
tear_down (gpointer      fixture,
           gconstpointer data)
{
  WindowFixture *self = fixture;
  GtkWindow *window;

  /* An open menu has the keyboard of the whole screen. */
  if (self->window != NULL && sidebar_get_popover (self) != NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (sidebar_get_popover (self)));
      test_wait_until (sidebar_get_popover (self) == NULL);
    }
  /* Nothing begins to be shown while it goes. */
  if (self->window != NULL)
    branches_frame (self->window);
  /* What a key opened stays with whoever pressed it. */
  while ((window = keys_find_window (ADW_TYPE_WINDOW)) != NULL ||
         (window = keys_find_window (GTK_TYPE_DIALOG)) != NULL)
    gtk_window_destroy (window);
  window_fixture_tear_down (fixture, data);
}


static gboolean
is_row (const ChatShortcut *entry)
{
  return (entry->flags & CHAT_SHORTCUT_DIGITS) != 0;
}


static void
test_press (gpointer      fixture,
            gconstpointer data)
{
  const Press *press = data;
  ChatKeymap *keymap = chat_keymap_get (gdk_display_get_default ());

  if (g_str_equal (press->key, OWN_KEY))
    chat_keymap_add_key (keymap, press->entry, OWN_KEY);
  else if (g_str_has_prefix (press->key, "<Control><Alt>") && is_row (press->entry))
    chat_keymap_add_key (keymap, press->entry, OWN_ROW);
  press->key_case->check (fixture, press->key);
  chat_keymap_reset (keymap, press->entry);
}


static void
test_case_for_each (void)
{
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      if (find_case (entry) == NULL)
        g_error ("%s has no case in tests/ui/keys-*.c", entry->action);
    }
}


static void
add_press (const ChatShortcut *entry,
           const char         *key)
{
  g_autofree char *path = g_strdup_printf ("/keys/%s/%s", entry->action, key);
  Press *press = g_new0 (Press, 1);

  press->entry = entry;
  press->key_case = find_case (entry);
  press->key = g_intern_string (key);
  if (press->key_case != NULL)
    g_test_add_vtable (path, sizeof (WindowFixture), press, set_up, test_press, tear_down);
}


/* Each key of a row, and one of a row that somebody wished. */
static void
add_row (const ChatShortcut *entry)
{
  for (guint i = 0; i < CHAT_SHORTCUTS_N_DIGITS; i++)
    {
      g_autofree char *first = chat_key_rules_normalize (entry->keys);
      g_autofree char *key = chat_key_rules_dup_nth (first, i);

      add_press (entry, key);
    }
  add_press (entry, "<Control><Alt>3");
}


static void
add_presses (const ChatShortcut *entry)
{
  g_auto(GStrv) keys = g_strsplit (entry->keys, " ", -1);

  if (is_row (entry))
    {
      add_row (entry);
      return;
    }
  for (guint i = 0; keys[i] != NULL; i++)
    add_press (entry, keys[i]);
  if ((entry->flags & CHAT_SHORTCUT_FIXED) == 0 &&
      (*entry->keys == '\0' || entry->scope == CHAT_SHORTCUT_WIDGET))
    add_press (entry, OWN_KEY);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add_func ("/keys/case-for-each", test_case_for_each);
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    add_presses (entry);

  return g_test_run ();
}
