/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk on which every n-th write fails: the commit says so, nothing acknowledged is lost, and
 * once there is room again it works as before. --runs, --seed.
 */

#include "crash-check.h"
#include "crash-disk.h"
#include "crash-worker.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_RUNS 40
#define N_COMMANDS 60
#define MAX_NTH 40
#define PATIENCE_MS 20000

typedef struct
{
  guint n_commits;
  guint n_failed;
  guint n_openings_failed;
  guint n_doubtful;
} Tally;

/* What failed is doubtful until something is committed in its place. */
typedef struct
{
  CrashWorld *world;
  GPtrArray  *committed;   /* (element-type utf8): the commands that made it */
  GPtrArray  *doubtful;    /* (element-type utf8) */
  guint       n_found;     /* how often a doubtful one was there */
} Record;

static const int codes[] = { SQLITE_FULL, SQLITE_IOERR_WRITE };

static void
assert_is_told (const GError *error,
                int           code)
{
  g_assert_error (error, CHAT_STORE_ERROR, error->code);
  if (code == SQLITE_FULL)
    g_assert_true (error->code == CHAT_STORE_ERROR_FULL || error->code == CHAT_STORE_ERROR_FAILED);
  g_assert_cmpint (error->code, !=, CHAT_STORE_ERROR_DAMAGED);
}

/* A command that changes nothing takes no place. */
static void
note_committed (Record     *record,
                const char *command)
{
  g_autofree char *before = record->doubtful->len > 0 ? crash_world_dump (record->world) : NULL;
  g_autofree char *after = NULL;

  crash_world_apply (record->world, command);
  g_ptr_array_add (record->committed, g_strdup (command));
  if (before == NULL)
    return;

  after = crash_world_dump (record->world);
  if (strcmp (before, after) != 0)
    g_ptr_array_set_size (record->doubtful, 0);
}

/* The world hears of a command only when it is committed. */
static void
run_commands (ChatStore *store,
              Record    *record,
              GRand     *random,
              guint      first,
              int        code,
              Tally     *tally)
{
  for (guint i = 0; i < N_COMMANDS; i++)
    {
      g_autofree char *command = crash_world_invent (record->world, random, first + i);
      g_autoptr(GError) error = NULL;

      tally->n_commits++;
      if (crash_worker_run (store, command, &error))
        {
          note_committed (record, command);
          continue;
        }

      if (code == SQLITE_OK)
        g_error ("%s: %s", command, error->message);
      assert_is_told (error, code);
      g_ptr_array_add (record->doubtful, g_steal_pointer (&command));
      tally->n_failed++;
    }
}

/* The store goes on with its index when it is idle: it may not empty its log between the copies of
 * the two files. */
static void
copy_still (const char *folder,
            const char *copy)
{
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  sqlite3 *sqlite = NULL;

  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  sqlite3_busy_timeout (sqlite, PATIENCE_MS);
  g_assert_cmpint (sqlite3_exec (sqlite, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  crash_copy_database (folder, copy);
  sqlite3_close (sqlite);
}

/* What there is if @command was committed after all. */
static char *
dump_with (const Record *record,
           const char   *command)
{
  g_autoptr(CrashWorld) world = crash_world_new ();

  for (guint i = 0; i < record->committed->len; i++)
    crash_world_apply (world, g_ptr_array_index (record->committed, i));
  crash_world_apply (world, command);
  return crash_world_dump (world);
}

/* What failed when it was to be made durable may be there all the same after a crash (its frames
 * are in the log, until something else takes their place: the next one that fails may do so before
 * it changes a byte of them); nobody was promised that it is not. */
static void
assert_same (const char *folder,
             Record     *record)
{
  g_autofree char *copy = crash_make_folder ();
  g_autofree char *found = NULL;
  g_autofree char *expected = crash_world_dump (record->world);

  copy_still (folder, copy);
  found = crash_check (copy);
  for (guint i = record->doubtful->len; i > 0 && strcmp (found, expected) != 0; i--)
    {
      g_free (expected);
      expected = dump_with (record, g_ptr_array_index (record->doubtful, i - 1));
      if (strcmp (found, expected) == 0)
        record->n_found++;
    }
  g_assert_cmpstr (found, ==, expected);
  crash_remove_folder (copy);
}

static ChatStore *
open_sound (const char *folder)
{
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;
  ChatStore *store = crash_worker_open (folder, &opening, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (opening, ==, CHAT_STORE_OPENED);
  return store;
}

/* Opening on a bad disk may fail; it must not take what is there for damaged. */
static void
open_unsound (const char *folder,
              Tally      *tally)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *set_aside = NULL;
  ChatStoreOpening opening;
  ChatStore *store = crash_worker_open (folder, &opening, &set_aside, &error);

  if (store == NULL)
    {
      tally->n_openings_failed++;
      return;
    }
  g_assert_cmpint (opening, !=, CHAT_STORE_SALVAGED);
  g_assert_null (set_aside);
  crash_worker_close (store);
}

static void
fail_once (GRand *random,
           guint  number,
           Tally *tally)
{
  g_autofree char *folder = crash_make_folder ();
  Record record = { crash_world_new (), g_ptr_array_new_with_free_func (g_free),
                    g_ptr_array_new_with_free_func (g_free) };
  int code = codes[number % G_N_ELEMENTS (codes)];
  guint nth = (guint) g_rand_int_range (random, 1, MAX_NTH);
  ChatStore *store;

  store = open_sound (folder);
  run_commands (store, &record, random, 0, SQLITE_OK, tally);
  crash_disk_set (nth, code);
  run_commands (store, &record, random, 1000, code, tally);
  crash_disk_set (0, SQLITE_OK);
  assert_same (folder, &record);
  run_commands (store, &record, random, 2000, SQLITE_OK, tally);
  assert_same (folder, &record);

  crash_disk_set (nth, code);
  crash_worker_close (store);
  open_unsound (folder, tally);
  crash_disk_set (0, SQLITE_OK);

  store = open_sound (folder);
  crash_worker_close (store);
  assert_same (folder, &record);
  crash_remove_folder (folder);
  tally->n_doubtful += record.n_found;
  crash_world_free (record.world);
  g_ptr_array_unref (record.committed);
  g_ptr_array_unref (record.doubtful);
}

int
main (int    argc,
      char **argv)
{
  guint n_runs = crash_get_number (argc, argv, "--runs", DEFAULT_RUNS);
  g_autoptr(GRand) random = g_rand_new_with_seed (crash_get_number (argc, argv, "--seed", 1));
  Tally tally = { 0 };

  crash_disk_install ();
  for (guint i = 0; i < n_runs; i++)
    fail_once (random, i, &tally);

  g_assert_cmpuint (tally.n_failed, >, 0);
  printf ("1..1\nok 1 /crash/disk\n"
          "# %u disks, %u of their writes failed; %u of %u commits failed, and %u openings;"
          " %u were there though they had failed\n", n_runs, crash_disk_count (),
          tally.n_failed, tally.n_commits, tally.n_openings_failed, tally.n_doubtful);
  return 0;
}
