/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window that is left alone sleeps: nothing comes due again and again.
 */

#include "window-support.h"

#define SCRIPT "{\"check\":false,\"replies\":[{\"text\":\"```c\\nint i = 0;\\n```\\n\\nDone.\"}]}"

/* Longer than anything repeats that follows or looks after something; shorter than the patience of
 * test_wait_until(), which is a timer as well, less what a window takes to come to rest. */
#define REST_MS 4000


/* How long the main thread would sleep now, in ms. */
static int
get_sleep (void)
{
  GMainContext *context = g_main_context_default ();
  int priority;
  int timeout;

  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, G_MAXINT, &timeout, NULL, 0);
  g_main_context_release (context);

  return timeout;
}


static void
test_started (WindowFixture *self,
              gconstpointer  script)
{
  test_wait_until (get_sleep () >= REST_MS);
}


static void
test_conversed (WindowFixture *self,
                gconstpointer  script)
{
  window_converse (self, "hello");
  test_wait_until (get_sleep () >= REST_MS);
}


/* What was written is kept a while later. */
static void
test_written (WindowFixture *self,
              gconstpointer  script)
{
  window_write (self, "a draft");
  test_wait_until (get_sleep () >= REST_MS);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);
  /* GTK's caret fades in and out for ten seconds after the last key. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);

  g_test_add ("/idle/started", WindowFixture, SCRIPT, window_fixture_set_up, test_started,
              window_fixture_tear_down);
  g_test_add ("/idle/conversed", WindowFixture, SCRIPT, window_fixture_set_up, test_conversed,
              window_fixture_tear_down);
  g_test_add ("/idle/written", WindowFixture, SCRIPT, window_fixture_set_up, test_written,
              window_fixture_tear_down);

  return g_test_run ();
}
