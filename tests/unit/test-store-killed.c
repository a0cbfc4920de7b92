/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening what a killed program left behind: a database and its log.
 */

#include "test-store-full.h"
#include "test-store-tools.h"
#include "test-support.h"

#include <string.h>

static void
copy_file (const char *from,
           const char *to,
           const char *name,
           gsize       length)
{
  gsize n_bytes;
  g_autofree char *bytes = full_store_read (from, name, &n_bytes);

  full_store_write (to, name, bytes, MIN (length, n_bytes));
}

/* A store with conversations in its log, which nobody writes to until @sqlite is closed: the index
 * would catch up between the copies of the two files. */
static ChatStore *
make_logged (const char  *folder,
             sqlite3    **sqlite)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  for (guint i = 0; i < 20; i++)
    full_store_fill (store, N_CONVERSATIONS + i, 1);
  g_assert_cmpint (sqlite3_open (path, sqlite), ==, SQLITE_OK);
  sqlite3_busy_timeout (*sqlite, TEST_PATIENCE_SECONDS * 1000);
  g_assert_cmpint (sqlite3_exec (*sqlite, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  return store;
}

/* As a program leaves it that is killed; the log is cut at every length, as by a disk that lost
 * what was last written to it: what was committed before is there, and nothing is damaged. */
static void
test_cut_log (void)
{
  g_autofree char *folder = full_store_make ();
  g_autofree char *log = NULL;
  sqlite3 *sqlite;
  ChatStore *store = make_logged (folder, &sqlite);
  guint last = 0;
  gsize length;

  log = full_store_read (folder, "history.db-wal", &length);
  for (gsize n = 0; n <= length; n += length / 11)
    {
      g_autofree char *killed = test_store_folder ();
      ChatStore *other;
      guint n_messages;

      copy_file (folder, killed, "history.db", G_MAXSIZE);
      copy_file (folder, killed, "history.db-wal", n);
      other = test_store_open (killed, CHAT_STORE_OPENED);
      n_messages = full_store_count (other);
      g_assert_cmpuint (n_messages % N_MESSAGES, ==, 0);
      g_assert_cmpuint (n_messages, >=, MAX (last, N_CONVERSATIONS * N_MESSAGES));
      last = n_messages;
      test_store_close (other);
    }
  g_assert_cmpuint (last, >, (N_CONVERSATIONS + 15) * N_MESSAGES);
  sqlite3_close (sqlite);
  test_store_close (store);
}

/* One byte in the log of a killed program: SQLite would end there and say nothing. */
static void
test_flipped_log (void)
{
  g_autofree char *folder = full_store_make ();
  sqlite3 *sqlite;
  ChatStore *store = make_logged (folder, &sqlite);
  guint n_salvaged = 0;
  guint rounds = 0;
  gsize length;

  g_free (full_store_read (folder, "history.db-wal", &length));
  for (gsize at = 3; at < length; at += length / 11, rounds++)
    {
      g_autofree char *killed = test_store_folder ();
      g_autofree char *log = full_store_read (folder, "history.db-wal", &length);
      g_autoptr(GError) error = NULL;
      ChatStoreOpening opening;
      ChatStore *other;

      log[at] ^= 0x04;
      copy_file (folder, killed, "history.db", G_MAXSIZE);
      full_store_write (killed, "history.db-wal", log, length);
      other = test_store_try_open (killed, &opening, NULL, &error);
      g_assert_no_error (error);
      n_salvaged += opening == CHAT_STORE_SALVAGED ? 1 : 0;
      g_assert_cmpuint (full_store_count (other), >=, (N_CONVERSATIONS + 19) * N_MESSAGES);
      test_store_close (other);
    }
  g_assert_cmpuint (n_salvaged, >=, rounds - 2);
  sqlite3_close (sqlite);
  test_store_close (store);
}

/* Two commits that a killed program only began, behind those that are whole. */
static void
test_begun_log (void)
{
  g_autofree char *folder = full_store_make (), *killed = test_store_folder ();
  gsize length, frame = 24 + 4096;
  sqlite3 *sqlite = NULL;
  ChatStore *store = make_logged (folder, &sqlite);
  g_autofree char *log = full_store_read (folder, "history.db-wal", &length);
  g_autofree char *longer = g_malloc0 (length + 2 * frame);

  length = 32 + (length - 32) / frame * frame;
  memcpy (longer, log, length);
  memcpy (memcpy (longer + length, "\0\0\0\1\0\0\0\1", 8) + 8, log + 16, 8);
  memcpy (longer + length + frame, longer + length, 16);
  copy_file (folder, killed, "history.db", G_MAXSIZE);
  full_store_write (killed, "history.db-wal", longer, length + 2 * frame);
  test_store_close (test_store_open (killed, CHAT_STORE_OPENED));
  sqlite3_close (sqlite);
  test_store_close (store);
}

#define ADD(path, func) g_test_add_func ("/store/killed/" path, func)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("cut-log", test_cut_log);
  ADD ("begun-log", test_begun_log);
  ADD ("flipped-log", test_flipped_log);

  return g_test_run ();
}
