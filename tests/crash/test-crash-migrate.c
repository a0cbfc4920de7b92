/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kills a program at random moments of bringing a database of version 1 to today's: everything is
 * there, nothing that was changed is without its backup, and the next start needs no help. A small
 * one, migrated when it is opened, and a large one, migrated while there is nothing else to do.
 * --runs 1000 for many of each, --large 300 for so many of the large one, --seed for others.
 */

#include "crash-check.h"
#include "crash-worker.h"

#include "chat-store-private.h"
#include "chat-store-schema.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEFAULT_RUNS 25
#define DEFAULT_LARGE 2

/* Of the database: enough for a kill to fall into each step. */
#define N_CONVERSATIONS 40
#define N_MESSAGES 40
#define MESSAGE_BYTES 3000

/* More than is migrated at once. The store first waits for three seconds. */
#define PADDING_BYTES "34000000"
#define IDLE_DELAY_MS 2900

/* A start may be killed before it, too. */
#define MAX_KILLS 2

typedef struct
{
  gboolean large;
  char  *prototype;     /* folder of the database of version 1 */
  char  *expected;      /* what is in it */
  int    shortest_ms;   /* after so long a start that nobody kills begins to migrate */
  int    longest_ms;    /* and after so long it is done */
  guint  n_kills;
  guint  n_before;      /* kills that left version 1 */
} Harness;

static void
run_sql (sqlite3    *db,
         const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
}

/* The fixture with more in it. */
static void
make_prototype (Harness *self)
{
  g_autofree char *fixture = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "fixtures", "store",
                                               "v1.db", NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = g_strnfill (MESSAGE_BYTES, 'm');
  g_autofree char *messages = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
    "INSERT INTO message (uid, conversation, sequence, role, state, created, block_states, blocks)"
    " SELECT 'm' || i, (SELECT id FROM conversation WHERE uid = 'c' || (i / %d)), i %% %d, i %% 2, 1,"
    "  1700000000000 + i, 'c', '[{\"type\":\"text\",\"text\":\"' || i || ' %s\"}]' FROM n",
    N_CONVERSATIONS * N_MESSAGES - 1, N_MESSAGES, N_MESSAGES, text);
  sqlite3 *db;

  self->prototype = crash_make_folder ();
  path = g_build_filename (self->prototype, "history.db", NULL);
  copy_file (fixture, path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (chat_store_register_functions (db), ==, SQLITE_OK);
  run_sql (db, "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 39)"
           "INSERT INTO conversation (uid, title, created, updated)"
           " SELECT 'c' || i, 'Conversation ' || i, 1700000000000, 1700000000000 + i FROM n");
  run_sql (db, messages);
  if (self->large)
    run_sql (db, "UPDATE conversation SET parameters = hex (zeroblob (" PADDING_BYTES " / 2))"
             " WHERE uid = 'c0'");
  sqlite3_close (db);
  self->expected = crash_check (self->prototype);
}

static int
read_version (const char *path)
{
  sqlite3_stmt *statement = NULL;
  sqlite3 *db;
  int version;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  version = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return version;
}

/* It ends when @input is closed. */
static pid_t
start (const char *program,
       const char *folder,
       int        *input,
       int        *output)
{
  int to[2], from[2];
  pid_t pid;

  g_assert_no_errno (pipe2 (to, O_CLOEXEC));
  g_assert_no_errno (pipe2 (from, O_CLOEXEC));
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      dup2 (to[0], STDIN_FILENO);
      dup2 (from[1], STDOUT_FILENO);
      execl (program, program, "--child", folder, NULL);
      _exit (127);
    }

  close (to[0]);
  close (from[1]);
  *input = to[1];
  *output = from[0];
  return pid;
}

static int
wait_for (pid_t pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  return status;
}

static void
kill_start (const char *program,
            const char *folder,
            int         life_ms)
{
  int input, output;
  pid_t pid = start (program, folder, &input, &output);

  poll (NULL, 0, life_ms);
  kill (pid, SIGKILL);
  wait_for (pid);
  close (input);
  close (output);
}

static void
wait_until_migrated (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);

  while (read_version (path) != chat_store_schema_version ())
    poll (NULL, 0, 5);
}

/* Needs no help: it opens, as it should, brings what it finds to today's version and ends. */
static void
start_and_end (const char       *program,
               const char       *folder,
               ChatStoreOpening  expected)
{
  char said[64] = "";
  int input, output;
  pid_t pid = start (program, folder, &input, &output);

  g_assert_cmpint (read (output, said, strlen ("opened N")), ==, strlen ("opened N"));
  wait_until_migrated (folder);
  close (input);
  while (read (output, said + strlen ("opened N"), 1) > 0)
    ;
  g_assert_cmpint (wait_for (pid), ==, 0);
  close (output);
  g_assert_true (g_str_has_prefix (said, "opened "));
  g_assert_cmpint (said[strlen ("opened ")] - '0', ==, expected);
}

/* Sound, of version 1, and with everything in it. */
static void
assert_backup (Harness    *self,
               const char *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autofree char *elsewhere = crash_make_folder ();
  g_autofree char *copy = g_build_filename (elsewhere, "history.db", NULL);
  g_autoptr(GDir) dir = g_dir_open (backups, 0, NULL);
  g_autofree char *found = NULL;
  guint n_found = 0;
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (backups, name, NULL);

      g_assert_cmpstr (name, !=, ".part");
      if (!g_str_has_prefix (name, "before-version-1-"))
        continue;
      copy_file (path, copy);
      n_found++;
    }

  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpint (read_version (copy), ==, 1);
  found = crash_check (elsewhere);
  g_assert_cmpstr (found, ==, self->expected);
  crash_remove_folder (elsewhere);
}

/* Returns: the version that was left. */
static int
check_left_overs (Harness    *self,
                  const char *folder)
{
  g_autofree char *copy = crash_make_folder ();
  g_autofree char *path = g_build_filename (copy, "history.db", NULL);
  g_autofree char *found = NULL;
  int version;

  crash_copy_database (folder, copy);
  found = crash_check (copy);
  g_assert_cmpstr (found, ==, self->expected);
  version = read_version (path);
  if (version != 1)
    {
      g_assert_cmpint (version, ==, chat_store_schema_version ());
      assert_backup (self, folder);
    }
  crash_remove_folder (copy);
  return version;
}

static void
die_once (Harness    *self,
          const char *program,
          GRand      *random)
{
  const ChatStoreOpening migrated = self->large ? CHAT_STORE_OPENED : CHAT_STORE_MIGRATED;
  g_autofree char *folder = crash_make_folder ();
  int n_kills = g_rand_int_range (random, 1, MAX_KILLS + 1);
  int version = 1;

  crash_copy_database (self->prototype, folder);
  for (int i = 0; i < n_kills && version == 1; i++)
    {
      kill_start (program, folder, g_rand_int_range (random, self->shortest_ms,
                                                     self->longest_ms));
      version = check_left_overs (self, folder);
      self->n_kills++;
      self->n_before += version == 1;
    }

  start_and_end (program, folder, version == 1 ? migrated : CHAT_STORE_OPENED);
  g_assert_cmpint (check_left_overs (self, folder), ==, chat_store_schema_version ());
  start_and_end (program, folder, CHAT_STORE_OPENED);
  crash_remove_folder (folder);
}

/* One that nobody kills. */
static void
measure (Harness    *self,
         const char *program)
{
  g_autofree char *folder = crash_make_folder ();
  gint64 started_us;

  crash_copy_database (self->prototype, folder);
  started_us = g_get_monotonic_time ();
  start_and_end (program, folder, self->large ? CHAT_STORE_OPENED : CHAT_STORE_MIGRATED);
  self->longest_ms = (int) ((g_get_monotonic_time () - started_us) / 1000) + 1;
  if (self->large)
    self->shortest_ms = MIN (IDLE_DELAY_MS, self->longest_ms - 1);
  crash_remove_folder (folder);
}

static void
kill_many (Harness    *self,
           const char *program,
           guint       n_runs,
           GRand      *random)
{
  make_prototype (self);
  measure (self, program);
  while (self->n_kills < n_runs)
    die_once (self, program, random);
  crash_remove_folder (self->prototype);

  printf ("ok %d /crash/migrate/%s\n# killed %u times after %d to %d ms, %u of them before the"
          " migration was whole\n", self->large + 1, self->large ? "large" : "small", self->n_kills,
          self->shortest_ms, self->longest_ms, self->n_before);
  fflush (stdout);
  g_free (self->prototype);
  g_free (self->expected);
}

int
main (int    argc,
      char **argv)
{
  guint n_runs = crash_get_number (argc, argv, "--runs", DEFAULT_RUNS);
  guint n_large = crash_get_number (argc, argv, "--large",
                                    n_runs == DEFAULT_RUNS ? DEFAULT_LARGE : n_runs);
  g_autoptr(GRand) random = g_rand_new_with_seed (crash_get_number (argc, argv, "--seed", 1));
  Harness small = { .large = FALSE };
  Harness large = { .large = TRUE };

  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    return crash_worker_main (argv[2]);

  printf ("1..2\n");
  kill_many (&small, argv[0], n_runs, random);
  kill_many (&large, argv[0], n_large, random);
  return 0;
}
