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

/* What was committed, twice: the second is for trying what else it might be. */
typedef struct
{
  CrashWorld *now;
  CrashWorld *spare;
  char       *failed;     /* the last command, if it failed */
  guint       n_doubtful;
} Worlds;

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

/* The worlds hear of a command only when it is committed. */
static void
run_commands (ChatStore *store,
              Worlds    *worlds,
              GRand     *random,
              guint      first,
              int        code,
              Tally     *tally)
{
  for (guint i = 0; i < N_COMMANDS; i++)
    {
      g_autofree char *command = crash_world_invent (worlds->now, random, first + i);
      g_autoptr(GError) error = NULL;

      tally->n_commits++;
      g_clear_pointer (&worlds->failed, g_free);
      if (crash_worker_run (store, command, &error))
        {
          crash_world_apply (worlds->now, command);
          crash_world_apply (worlds->spare, command);
          continue;
        }

      if (code == SQLITE_OK)
        g_error ("%s: %s", command, error->message);
      assert_is_told (error, code);
      worlds->failed = g_steal_pointer (&command);
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

/* What failed when it was to be made durable may be there all the same after a crash (its frames
 * are in the log, until something else takes their place); nobody was promised that it is not. */
static void
assert_same (const char *folder,
             Worlds     *worlds)
{
  g_autofree char *copy = crash_make_folder ();
  g_autofree char *found = NULL;
  g_autofree char *expected = crash_world_dump (worlds->now);

  copy_still (folder, copy);
  found = crash_check (copy);
  if (strcmp (found, expected) != 0 && worlds->failed != NULL)
    {
      crash_world_apply (worlds->spare, worlds->failed);
      g_free (expected);
      expected = crash_world_dump (worlds->spare);
      worlds->n_doubtful++;
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
  Worlds worlds = { crash_world_new (), crash_world_new () };
  int code = codes[number % G_N_ELEMENTS (codes)];
  guint nth = (guint) g_rand_int_range (random, 1, MAX_NTH);
  ChatStore *store;

  store = open_sound (folder);
  run_commands (store, &worlds, random, 0, SQLITE_OK, tally);
  crash_disk_set (nth, code);
  run_commands (store, &worlds, random, 1000, code, tally);
  crash_disk_set (0, SQLITE_OK);
  assert_same (folder, &worlds);
  run_commands (store, &worlds, random, 2000, SQLITE_OK, tally);
  assert_same (folder, &worlds);

  crash_disk_set (nth, code);
  crash_worker_close (store);
  open_unsound (folder, tally);
  crash_disk_set (0, SQLITE_OK);

  store = open_sound (folder);
  crash_worker_close (store);
  assert_same (folder, &worlds);
  crash_remove_folder (folder);
  tally->n_doubtful += worlds.n_doubtful;
  crash_world_free (worlds.now);
  crash_world_free (worlds.spare);
  g_free (worlds.failed);
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
