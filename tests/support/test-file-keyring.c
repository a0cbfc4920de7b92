/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that stands for the keyring.
 */

#include "test-file-keyring.h"

/* sanitizer/lsan_interface.h, which gcc does not bring; NULL without the sanitizer */
void __lsan_disable (void) __attribute__ ((weak));

void
test_use_file_keyring (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "test.keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "only a test", TRUE);
  if (__lsan_disable != NULL)
    __lsan_disable ();
}

gboolean
test_have_file_keyring (void)
{
  if (!g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return TRUE;

  g_test_skip ("no file stands for the keyring in a sandbox");
  return FALSE;
}
