/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings: that the schema is found, and that it says what the program relies on.
 */

#include "chat-settings.h"
#include "chat-stream.h"

static GSettings *
open_settings (void)
{
  g_autoptr(GError) error = NULL;
  GSettings *settings = chat_settings_new (&error);

  g_assert_no_error (error);
  g_assert_nonnull (settings);

  return settings;
}

static void
test_enumerations (void)
{
  g_autoptr(GSettings) settings = open_settings ();

  g_settings_set_string (settings, CHAT_SETTING_SEND_KEY, "control-enter");
  g_assert_cmpint (g_settings_get_enum (settings, CHAT_SETTING_SEND_KEY), ==,
                   CHAT_SEND_KEY_CONTROL_ENTER);
  g_settings_set_string (settings, CHAT_SETTING_START_WITH, "last-conversation");
  g_assert_cmpint (g_settings_get_enum (settings, CHAT_SETTING_START_WITH), ==,
                   CHAT_START_WITH_LAST_CONVERSATION);
  g_settings_set_string (settings, CHAT_SETTING_COLOR_SCHEME, "light");
  g_assert_cmpint (g_settings_get_enum (settings, CHAT_SETTING_COLOR_SCHEME), ==,
                   CHAT_COLOR_SCHEME_LIGHT);
  g_settings_set_string (settings, CHAT_SETTING_COLOR_SCHEME, "dark");
  g_assert_cmpint (g_settings_get_enum (settings, CHAT_SETTING_COLOR_SCHEME), ==,
                   CHAT_COLOR_SCHEME_DARK);
}

/* The wire has its own, for programs without settings. */
static void
test_timeouts (void)
{
  g_autoptr(GSettings) settings = open_settings ();
  const ChatStreamTimeouts timeouts = CHAT_STREAM_TIMEOUTS_INIT;

  g_assert_cmpuint (g_settings_get_uint (settings, CHAT_SETTING_CONNECT_TIMEOUT), ==,
                    timeouts.connect_ms);
  g_assert_cmpuint (g_settings_get_uint (settings, CHAT_SETTING_FIRST_BYTE_TIMEOUT), ==,
                    timeouts.first_byte_ms);
  g_assert_cmpuint (g_settings_get_uint (settings, CHAT_SETTING_IDLE_TIMEOUT), ==,
                    timeouts.idle_ms);
}

static void
test_reset (void)
{
  static const char * const keys[] = { CHAT_SETTING_TEXT_SIZE, CHAT_SETTING_TEXT_FONT, NULL };
  g_autoptr(GSettings) settings = open_settings ();
  g_autofree char *font = NULL;

  g_settings_set_uint (settings, CHAT_SETTING_TEXT_SIZE, 150);
  g_settings_set_string (settings, CHAT_SETTING_TEXT_FONT, "Serif");
  g_settings_set_uint (settings, CHAT_SETTING_COLUMN_WIDTH, 1000);

  chat_settings_reset (settings, keys);
  font = g_settings_get_string (settings, CHAT_SETTING_TEXT_FONT);
  g_assert_cmpuint (g_settings_get_uint (settings, CHAT_SETTING_TEXT_SIZE), ==, 100);
  g_assert_cmpstr (font, ==, "");
  g_assert_cmpuint (g_settings_get_uint (settings, CHAT_SETTING_COLUMN_WIDTH), ==, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/enumerations", test_enumerations);
  g_test_add_func ("/settings/timeouts", test_timeouts);
  g_test_add_func ("/settings/reset", test_reset);

  return g_test_run ();
}
