/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Logs that a failing disk leaves.
 */

#include "test-store-tools.h"

#include "test-support.h"

#include <sqlite3.h>
#include <string.h>
#include <utime.h>

#define N_TALKS 20

/* Sizes in a log, and where its index tells how many frames were committed. */
#define LOG_HEADER 32
#define FRAME (24 + 4096)
#define N_FRAMES 16

/* The last byte of the number that counts how often the log was begun anew: 0 in these tests. */
#define COUNT_END 15

static void
add_talks (ChatStore *store,
           guint      first)
{
  for (guint i = first; i < first + N_TALKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("talk%u", i);
      g_autofree char *tree = g_strdup_printf ("a%u b%u<a%u", i, i, i);

      test_store_fill (store, name, tree);
    }
}

/* Until it is closed, nobody writes. */
static sqlite3 *
hold_still (const char *folder,
            const char *first)
{
  g_autofree char *path = test_store_path_of (folder, "history.db");
  g_autofree char *sql = g_strconcat (first, "BEGIN IMMEDIATE", NULL);
  sqlite3 *sqlite = NULL;

  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  sqlite3_busy_timeout (sqlite, TEST_PATIENCE_SECONDS * 1000);
  g_assert_cmpint (sqlite3_exec (sqlite, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  return sqlite;
}

/* Changes @bit of the byte at @at. */
static void
copy_file (const char *from,
           const char *to,
           gsize       at,
           char        bit)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, at);
  bytes[at] ^= bit;
  g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
}

static void
copy_files (const char *from,
            const char *to)
{
  static const char * const names[] = { "history.db", "history.db-wal", "history.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *source = test_store_path_of (from, names[i]);
      g_autofree char *target = test_store_path_of (to, names[i]);

      copy_file (source, target, 0, 0);
    }
}

/* All of the log is in the database, it is to begin anew, and only half of its new beginning comes
 * to the disk: nothing is damaged. */
static void
test_half_begun (void)
{
  g_autofree char *folder = test_store_folder (), *killed = test_store_folder ();
  g_autofree char *log = test_store_path_of (folder, "history.db-wal");
  g_autofree char *killed_log = test_store_path_of (killed, "history.db-wal");
  g_autoptr(GPtrArray) talks = NULL;
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  sqlite3 *sqlite;

  add_talks (store, 0);
  sqlite = hold_still (folder, "PRAGMA wal_checkpoint (FULL);");
  copy_files (folder, killed);
  copy_file (log, killed_log, COUNT_END, 1);
  sqlite3_close (sqlite);
  test_store_close (store);

  store = test_store_open (killed, CHAT_STORE_OPENED);
  talks = test_store_list (store, CHAT_SCOPE_CURRENT, NULL, 0, 2 * N_TALKS, NULL);
  g_assert_cmpuint (talks->len, ==, N_TALKS);
  test_store_close (store);
}

/* Copies the log of @from over that of @to, and hurts the first frame that the index of @to does
 * not count. */
static void
add_remains (const char *from,
             const char *to)
{
  g_autofree char *source = test_store_path_of (from, "history.db-wal");
  g_autofree char *target = test_store_path_of (to, "history.db-wal");
  g_autofree char *index_path = test_store_path_of (to, "history.db-shm");
  g_autofree char *index = NULL;
  guint32 n_frames;

  g_assert_true (g_file_get_contents (index_path, &index, NULL, NULL));
  memcpy (&n_frames, index + N_FRAMES, sizeof n_frames);
  copy_file (source, target, LOG_HEADER + n_frames * FRAME + FRAME - 1, 1);
}

typedef struct
{
  const char *name;
  gboolean    index_of_all;    /* the index counts what is behind the bad frame, too */
  gboolean    index_is_old;    /* from before the machine started */
  guint       n_talks;         /* those of the log behind, too, if it had to be salvaged */
} Remains;

static const Remains remains[] = {
  { "/store/log/failed-commits", FALSE, FALSE, N_TALKS },
  { "/store/log/hurt-commits", TRUE, FALSE, 2 * N_TALKS },
  { "/store/log/old-index", FALSE, TRUE, 2 * N_TALKS },
};

/* A commit came to the log whole, but failed when it was to be made durable, and the next one
 * failed in the first frame that it put in its place. Nothing is lost of what the index of the log
 * counts, and that can be relied on as long as the machine runs. */
static void
test_remains (gconstpointer data)
{
  const Remains *self = data;
  g_autofree char *folder = test_store_folder (), *killed = test_store_folder ();
  g_autofree char *later = test_store_folder ();
  g_autofree char *index = test_store_path_of (killed, "history.db-shm");
  g_autofree char *later_index = test_store_path_of (later, "history.db-shm");
  g_autoptr(GPtrArray) talks = NULL;
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  sqlite3 *sqlite;

  add_talks (store, 0);
  sqlite = hold_still (folder, "");
  copy_files (folder, killed);
  sqlite3_close (sqlite);
  add_talks (store, N_TALKS);
  sqlite = hold_still (folder, "");
  copy_files (folder, later);
  sqlite3_close (sqlite);
  test_store_close (store);

  add_remains (later, killed);
  if (self->index_of_all)
    copy_file (later_index, index, 0, 0);
  if (self->index_is_old)
    g_assert_cmpint (utime (index, &(struct utimbuf) { 1000, 1000 }), ==, 0);

  store = test_store_open (killed, self->n_talks == N_TALKS ? CHAT_STORE_OPENED
                                                            : CHAT_STORE_SALVAGED);
  talks = test_store_list (store, CHAT_SCOPE_CURRENT, NULL, 0, 3 * N_TALKS, NULL);
  g_assert_cmpuint (talks->len, ==, self->n_talks);
  test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/log/half-begun", test_half_begun);
  for (guint i = 0; i < G_N_ELEMENTS (remains); i++)
    g_test_add_data_func (remains[i].name, &remains[i], test_remains);

  return g_test_run ();
}
