/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Logs that a failing disk leaves.
 */

#include "test-store-tools.h"

#include "test-support.h"

#include <sqlite3.h>

#define N_TALKS 20

/* The last byte of the number that counts how often the log was begun. */
#define COUNT_END 15

static void
copy_begun_anew (const char *from,
                 const char *to)
{
  static const char * const names[] = { "history.db", "history.db-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *source = test_store_path_of (from, names[i]);
      g_autofree char *target = test_store_path_of (to, names[i]);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
      if (i == 1)
        bytes[COUNT_END]++;
      g_assert_true (g_file_set_contents (target, bytes, (gssize) length, NULL));
    }
}

/* All of the log is in the database, it is to begin anew, and only half of its new beginning comes
 * to the disk: nothing is damaged. */
static void
test_half_begun (void)
{
  g_autofree char *folder = test_store_folder (), *killed = test_store_folder ();
  g_autofree char *path = test_store_path_of (folder, "history.db");
  g_autoptr(GPtrArray) talks = NULL;
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  sqlite3 *sqlite = NULL;

  for (guint i = 0; i < N_TALKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("talk%u", i);
      g_autofree char *tree = g_strdup_printf ("a%u b%u<a%u", i, i, i);

      test_store_fill (store, name, tree);
    }
  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  sqlite3_busy_timeout (sqlite, TEST_PATIENCE_SECONDS * 1000);
  g_assert_cmpint (sqlite3_exec (sqlite, "PRAGMA wal_checkpoint (FULL); BEGIN IMMEDIATE", NULL, NULL,
                                 NULL), ==, SQLITE_OK);
  copy_begun_anew (folder, killed);
  sqlite3_close (sqlite);
  test_store_close (store);

  store = test_store_open (killed, CHAT_STORE_OPENED);
  talks = test_store_list (store, CHAT_SCOPE_CURRENT, NULL, 0, 2 * N_TALKS, NULL);
  g_assert_cmpuint (talks->len, ==, N_TALKS);
  test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/log/half-begun", test_half_begun);

  return g_test_run ();
}
