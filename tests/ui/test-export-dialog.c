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


static void
note_end (gpointer ended)
{
  *(gboolean *) ended = TRUE;
}


/* Who closes the window answers nothing; all of it goes. */
static void
test_abandoned (WindowFixture *self,
                gconstpointer  script)
{
  gboolean ended = FALSE;

  g_object_set_data_full (G_OBJECT (self->window), "test-end", &ended, note_end);
  window_converse (self, "hello");
  press_key (self->window, "<Shift><Control>s");
  test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  gtk_window_destroy (self->window);
  test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  test_wait_until (ended);
}


static void
test_abandoned_place (WindowFixture *self,
                      gconstpointer  script)
{
  gboolean ended = FALSE;
  GtkWindow *dialog;

  g_object_set_data_full (G_OBJECT (self->window), "test-end", &ended, note_end);
  window_converse (self, "hello");
  press_key (self->window, "<Shift><Control>s");
  test_wait_until ((dialog = find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "export");
  test_wait_until (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  gtk_window_destroy (self->window);
  test_wait_until (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  test_wait_until (ended);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add ("/window/export/return", WindowFixture, ANSWERS, window_fixture_set_up, test_export,
              window_fixture_tear_down);
  g_test_add ("/window/export/abandoned", WindowFixture, ANSWERS, window_fixture_set_up,
              test_abandoned, window_fixture_tear_down);
  g_test_add ("/window/export/abandoned-place", WindowFixture, ANSWERS, window_fixture_set_up,
              test_abandoned_place, window_fixture_tear_down);

  return g_test_run ();
}
