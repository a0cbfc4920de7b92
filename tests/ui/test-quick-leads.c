/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the small window for one question leads, to GTK's chooser of files among others.
 */

#include "window-support.h"

#include "chat-keys-window.h"
#include "chat-preferences-window.h"
#include "chat-prompts-window.h"
#include "chat-quick-window.h"

#define SCRIPT "{\"text\": \"Reply.\"}"


static void
assert_opens (GtkWindow  *parent,
              const char *action,
              GType       type)
{
  GtkWindow *window;

  test_wait_until (gtk_window_is_active (parent));
  gtk_widget_activate_action (GTK_WIDGET (parent), action, NULL);
  test_wait_until ((window = find_window (type)) != NULL);
  test_wait_until (gtk_window_is_active (window));
  press_key (window, "Escape");
  test_wait_until (find_window (type) == NULL);
}


/* Everything that its preferences and its parameters lead to. */
static void
test_leads_on (WindowFixture *self,
               gconstpointer  script)
{
  GtkWindow *quick;
  GtkWindow *preferences;
  GtkWindow *chooser;

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quick-ask", NULL);
  test_wait_until ((quick = find_window (CHAT_TYPE_QUICK_WINDOW)) != NULL);
  assert_opens (quick, "win.prompts", CHAT_TYPE_PROMPTS_WINDOW);
  assert_opens (quick, "win.change-keys", CHAT_TYPE_KEYS_WINDOW);
  gtk_widget_activate_action (GTK_WIDGET (quick), "win.open-preferences", NULL);
  test_wait_until ((preferences = find_window (CHAT_TYPE_PREFERENCES_WINDOW)) != NULL);
  test_wait_until (gtk_window_is_active (preferences));
  gtk_widget_activate_action (GTK_WIDGET (preferences), "preferences.run", "s", "win.import");
  test_wait_until (find_window (CHAT_TYPE_PREFERENCES_WINDOW) == NULL);
  test_wait_until ((chooser = find_window (GTK_TYPE_FILE_CHOOSER_DIALOG)) != NULL);
  g_assert_true (gtk_window_get_transient_for (chooser) == self->window);
  test_wait_until (gtk_window_is_active (chooser));
  press_key (chooser, "Escape");
  test_wait_until (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add ("/quick-ask/leads-on", WindowFixture, SCRIPT, window_fixture_set_up, test_leads_on,
              window_fixture_tear_down);

  return g_test_run ();
}
