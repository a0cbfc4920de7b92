/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dialog of an export, by keys, to where GTK asks for a place.
 */

#include "window-support.h"

#include <adwaita.h>

#define ANSWERS "{\"text\": \"yes\"}"


/* The format that has the focus is chosen already: Return goes on, to where it is to be written. */
static void
test_export (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *dialog;

  window_converse (self, "hello");
  press_key (self->window, "<Shift><Control>s");
  test_wait_until ((dialog = find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  test_wait_until (gtk_window_is_active (dialog) && gtk_window_get_focus (dialog) != NULL);
  g_assert_true (GTK_IS_CHECK_BUTTON (gtk_window_get_focus (dialog)));
  press_key (dialog, "Return");
  test_wait_until (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  press_key (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG), "Escape");
  test_wait_until (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add ("/window/export/return", WindowFixture, ANSWERS, window_fixture_set_up, test_export,
              window_fixture_tear_down);

  return g_test_run ();
}
