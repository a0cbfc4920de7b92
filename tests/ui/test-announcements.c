/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a screen reader is told of a conversation.
 */

#include "chat-announcer.h"
#include "chat-prompt-view.h"
#include "chat-settings.h"
#include "window-support.h"

#include <string.h>

#define ANSWERS "{\"check\":false,\"replies\":[{\"text\":\"# Head\\n\\nThe **first** one. The second? " \
                "And no end\"}]}"
#define HANGS   "{\"check\":false,\"replies\":[{\"text\":\"It begins. It goes on and on and on and on\",\"hang\":8}]}"
#define FAILS   "{\"check\":false,\"replies\":[{\"status\":401,\"error\":\"authentication_error\"}]}"

/* What was told, a line each. */
static GString *told;


static gboolean
announced_cb (GSignalInvocationHint *hint,
              guint                  n_values,
              const GValue          *values,
              gpointer               user_data)
{
  g_string_append_printf (told, "%s\n", g_value_get_string (&values[1]));

  return TRUE;
}


static void
set_up (WindowFixture *self,
        gconstpointer  script)
{
  window_fixture_set_up (self, script);
  g_string_truncate (told, 0);
}


/* GTK 4.8 has no announcements: the words are said of the text that has the focus. */
static void
assert_last (WindowFixture *self,
             const char    *words)
{
#if !GTK_CHECK_VERSION (4, 14, 0)
  GtkWidget *prompt = find_widget (GTK_WIDGET (self->window), CHAT_TYPE_PROMPT_VIEW, NULL);
  g_autofree char *wrong =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (prompt),
                                        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);

  g_assert_cmpstr (wrong, ==, NULL);
#endif
}


static void
test_sentences (WindowFixture *self,
                gconstpointer  script)
{
  window_converse (self, "hello");
  g_assert_cmpstr (told->str, ==,
                   "Sending\nHead\nThe first one.\nThe second?\nAnd no end\n"
                   "The reply is complete\n");
  assert_last (self, "The reply is complete");
}


static void
test_status (WindowFixture *self,
             gconstpointer  script)
{
  g_settings_set_enum (self->settings, CHAT_SETTING_ANNOUNCEMENTS, CHAT_ANNOUNCE_STATUS);
  window_converse (self, "hello");
  g_assert_cmpstr (told->str, ==, "Sending\nThe reply is complete\n");
}


static void
test_nothing (WindowFixture *self,
              gconstpointer  script)
{
  g_settings_set_enum (self->settings, CHAT_SETTING_ANNOUNCEMENTS, CHAT_ANNOUNCE_NOTHING);
  window_converse (self, "hello");
  g_assert_cmpstr (told->str, ==, "");
}


/* A sentence is told as soon as the next one begins. */
static void
test_stop (WindowFixture *self,
           gconstpointer  script)
{
  window_write (self, "hello");
  window_activate (self, "chat.send");
  test_wait_until (strstr (told->str, "It begins.\n") != NULL);
  g_assert_null (strstr (told->str, "It goes"));
  window_activate (self, "chat.stop");
  window_wait_idle (self);
  g_assert_nonnull (strstr (told->str, "It goes"));
  g_assert_nonnull (strstr (told->str, "Stopped"));
  g_assert_null (strstr (told->str, "complete"));
}


static void
test_failure (WindowFixture *self,
              gconstpointer  script)
{
  window_converse (self, "hello");
  g_assert_true (g_str_has_prefix (told->str, "Sending\nThe key was refused (401)."));
}


static void
test_in_passing (WindowFixture *self,
                 gconstpointer  script)
{
  window_converse (self, "hello");
  g_string_truncate (told, 0);
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "c");
  g_assert_cmpstr (told->str, ==, "Copied\n");
  g_string_truncate (told, 0);
  window_activate (self, "chat.delete-last");
  settle ();
  g_assert_true (g_str_has_suffix (told->str, "deleted\n"));
}


/* Though the title of a toast is markup. */
static void
test_plainly (WindowFixture *self,
              gconstpointer  script)
{
  GtkWidget *prompt = find_widget (GTK_WIDGET (self->window), CHAT_TYPE_PROMPT_VIEW, NULL);

  gtk_widget_activate_action (prompt, "chat.tell", "s", "R&D <notes>");
  g_assert_cmpstr (told->str, ==, "R&D <notes>\n");
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);
  g_type_ensure (CHAT_TYPE_ANNOUNCER);
  g_type_class_unref (g_type_class_ref (CHAT_TYPE_ANNOUNCER));
  told = g_string_new (NULL);
  g_signal_add_emission_hook (g_signal_lookup ("announced", CHAT_TYPE_ANNOUNCER), 0, announced_cb,
                              NULL, NULL);

#define ADD(name, script, func) \
  g_test_add ("/announcements/" name, WindowFixture, script, set_up, func, window_fixture_tear_down)
  ADD ("sentences", ANSWERS, test_sentences);
  ADD ("status", ANSWERS, test_status);
  ADD ("nothing", ANSWERS, test_nothing);
  ADD ("stop", HANGS, test_stop);
  ADD ("failure", FAILS, test_failure);
  ADD ("in-passing", ANSWERS, test_in_passing);
  ADD ("plainly", ANSWERS, test_plainly);

  return g_test_run ();
}
