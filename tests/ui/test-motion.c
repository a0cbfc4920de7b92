/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With the animations of the desktop switched off all that slides or fades in the window is there,
 * or gone, at once.
 */

#include "window-support.h"

#include "chat-transcript.h"
#include "rest.h"

/* Of what follows one key: the change itself, and what comes a frame later by its new size. */
#define MAX_CHANGES 4

#define LINE  "Words and words.\\n\\n"
#define LINES LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE
#define LONG  "{\"replies\":[{\"text\":\"" LINES LINES LINES LINES "\"}]}"


static void
set_up (WindowFixture *self,
        gconstpointer  data)
{
  window_fixture_set_up (self, LONG);
  window_converse (self, "hello");
  rest_count_changes (GTK_WIDGET (self->window));
  /* While it runs, as from the settings of the desktop. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}


static void
tear_down (WindowFixture *self,
           gconstpointer  data)
{
  window_fixture_tear_down (self, data);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}


static void
test_key (WindowFixture *self,
          gconstpointer  data)
{
  const char *keys = data;
  g_auto(GStrv) presses = g_strsplit (keys, " ", -1);

  for (guint i = 0; presses[i] != NULL; i++)
    {
      guint n_changes;

      press_key (self->window, presses[i]);
      n_changes = rest_count_changes (GTK_WIDGET (self->window));
      g_test_message ("%s: %u changes", presses[i], n_changes);
      g_assert_cmpuint (n_changes, <=, MAX_CHANGES);
    }
}


int
main (int   argc,
      char *argv[])
{
  /* What it is about, and the keys; each has to be at rest before the next. */
  static const char * const cases[][2] = {
    { "sidebar", "F9 F9" },
    { "find", "<Control>f Escape" },
    { "latest", "<Alt>Up <Control>End" },
    { "pages", "<Shift>Tab Page_Up Page_Up Page_Down Home" },
    { "search", "<Shift><Control>f Escape" },
    { "palette", "<Control>k Escape" },
    { "toast", "<Shift><Control>Delete" },
  };

  window_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/motion/", cases[i][0], NULL);

      g_test_add (path, WindowFixture, cases[i][1], set_up, test_key, tear_down);
    }

  return g_test_run ();
}
