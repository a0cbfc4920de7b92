/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What will be sent: seen by a key, changed for once, closed by Escape.
 */

#include "chat-preview-window.h"
#include "chat-settings.h"
#include "window-support.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

/* It comes when the window is in front again: what ends unseen would be notified. */
#define SCRIPT "{\"replies\":[{\"text\":\"yes\",\"wait_ms\":60000}]}"


static GtkWindow *
open_window (WindowFixture *self)
{
  GtkWindow *window;

  /* A window manager may take the focus away for a moment, and no desktop is there to be told. */
  g_settings_set_boolean (self->settings, CHAT_SETTING_NOTIFY_REPLIES, FALSE);
  press_key (self->window, "<Control>i");
  test_wait_until ((window = find_window (CHAT_TYPE_PREVIEW_WINDOW)) != NULL);
  test_wait_until (gtk_window_is_active (window));
  settle ();

  return window;
}


static GtkTextBuffer *
get_buffer (GtkWindow *window)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (GTK_WIDGET (window),
                                                               GTK_SOURCE_TYPE_VIEW, NULL)));
}


static char *
dup_text (GtkWindow *window)
{
  char *text;

  g_object_get (get_buffer (window), "text", &text, NULL);

  return text;
}


static void
wait_closed (WindowFixture *self)
{
  test_wait_until (find_window (CHAT_TYPE_PREVIEW_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
}


static void
wait_sent (WindowFixture *self)
{
  wait_closed (self);
  test_wait_until (chat_demo_server_get_n_requests (self->server) == 1);
  window_activate (self, "chat.stop");
  window_wait_idle (self);
}


static void
test_look (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *window;
  g_autofree char *text = NULL;

  window_write (self, "hello");
  window = open_window (self);
  text = dup_text (window);
  g_assert_nonnull (strstr (text, "\"hello\""));
  press_key (window, "Escape");
  wait_closed (self);
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);

  /* unchanged it is sent as it would have been */
  window = open_window (self);
  press_key (window, "<Control>Return");
  wait_sent (self);
  g_assert_nonnull (strstr (chat_demo_server_get_body (self->server, 0), "{\"model\":"));
}


static void
test_change (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *window;
  g_autofree char *text = NULL;
  g_autoptr(GString) changed = NULL;

  window_write (self, "hello");
  window = open_window (self);
  text = dup_text (window);

  /* what is no JSON does not leave */
  gtk_text_buffer_set_text (get_buffer (window), "{", -1);
  press_key (window, "<Control>Return");
  g_assert_nonnull (find_window (CHAT_TYPE_PREVIEW_WINDOW));
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);

  changed = g_string_new (text);
  g_string_replace (changed, "hello", "good day", 0);
  gtk_text_buffer_set_text (get_buffer (window), changed->str, -1);
  press_key (window, "<Control>Return");
  wait_sent (self);
  g_assert_cmpstr (chat_demo_server_get_body (self->server, 0), ==, changed->str);
}


/* The number of the server takes the place of the estimate. */
static void
test_count (WindowFixture *self,
            gconstpointer  script)
{
  AdwPreferencesGroup *group;
  GtkWindow *window;

  chat_profile_set_demo (chat_engine_get_profile (self->engine),
                         chat_demo_server_get_url (self->server));
  window_write (self, "hello");
  window = open_window (self);
  group = ADW_PREFERENCES_GROUP (find_widget (GTK_WIDGET (window), ADW_TYPE_PREFERENCES_GROUP,
                                              NULL));
  test_wait_until (strstr (adw_preferences_group_get_description (group),
                           "as the server counts") != NULL);
  press_key (window, "Escape");
  wait_closed (self);
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/preview-window/" name, WindowFixture, SCRIPT, window_fixture_set_up, func, \
              window_fixture_tear_down)
  ADD ("look", test_look);
  ADD ("change", test_change);
  ADD ("count", test_count);

  return g_test_run ();
}
