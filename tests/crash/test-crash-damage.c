/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts the database and its log at random places and flips bytes: what can be read is not lost in
 * silence, what was there is kept as it was, and the answer says so. --runs, --seed.
 */

#include "crash-check.h"
#include "crash-worker.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_RUNS 100
#define N_COMMANDS 150

#define MAX_FLIPS 20

typedef struct
{
  guint n_opened;       /* without a word, and all of it was there or told to be unreadable */
  guint n_salvaged;
  guint n_refused;      /* told to be unreadable as a whole */
  guint n_messages_lost;
  guint n_messages;
} Tally;

/* The files of a history with its log, and of the same history without. */
typedef struct
{
  char *with_log;
  char *without_log;
} Original;

static void
fill (const char *folder,
      const char *with_log)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (3);
  g_autoptr(CrashWorld) world = crash_world_new ();
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;
  ChatStore *store = crash_worker_open (folder, &opening, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_COMMANDS; i++)
    {
      g_autofree char *command = crash_world_invent (world, random, i);

      crash_world_apply (world, command);
      crash_worker_run (store, command, &error);
      g_assert_no_error (error);
    }

  crash_copy_database (folder, with_log);
  crash_worker_close (store);
}

static void
set_up (Original *original)
{
  original->with_log = crash_make_folder ();
  original->without_log = crash_make_folder ();
  fill (original->without_log, original->with_log);
}

static char *
file_in (const char *folder,
         const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
read_file (const char *path,
           gsize      *length)
{
  char *bytes = NULL;

  *length = 0;
  g_file_get_contents (path, &bytes, length, NULL);
  return bytes;
}

static void
hurt_file (const char *path,
           GRand      *random)
{
  gsize length;
  g_autofree char *bytes = read_file (path, &length);

  if (length == 0)
    return;
  if (g_rand_boolean (random))
    {
      length = (gsize) g_rand_int_range (random, 0, (gint32) length);
    }
  else
    {
      for (int i = g_rand_int_range (random, 1, MAX_FLIPS); i > 0; i--)
        {
          gint32 at = g_rand_int_range (random, 0, (gint32) length);

          bytes[at] ^= (char) (1 << g_rand_int_range (random, 0, 8));
        }
    }
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

/* TRUE if a file in @folder holds just these bytes. */
static gboolean
is_kept (const char *folder,
         const char *bytes,
         gsize       length)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = file_in (folder, name);
      gsize found_length;
      g_autofree char *found = g_file_test (path, G_FILE_TEST_IS_REGULAR)
                               ? read_file (path, &found_length) : NULL;

      if (found != NULL && found_length == length && memcmp (found, bytes, length) == 0)
        return TRUE;
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && is_kept (path, bytes, length))
        return TRUE;
    }

  return FALSE;
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

/* All conversations there are, each whole or with an error. Returns: the number of their
 * messages, -1 if an error was told. */
static int
read_all (ChatStore *store,
          ChatScope  scope)
{
  g_autoptr(GAsyncResult) listed = NULL;
  g_autoptr(GPtrArray) infos = NULL;
  int n_messages = 0;
  guint total;

  chat_store_list_async (store, scope, NULL, 0, 1000, NULL, result_cb, &listed);
  while (listed == NULL)
    g_main_context_iteration (NULL, TRUE);
  infos = chat_store_list_finish (store, listed, &total, NULL);
  if (infos == NULL)
    return -1;

  for (guint i = 0; i < infos->len; i++)
    {
      g_autoptr(GAsyncResult) loaded = NULL;
      g_autoptr(ChatConversation) conversation = NULL;

      chat_store_load_async (store, chat_conversation_info_get_uid (g_ptr_array_index (infos, i)),
                             NULL, result_cb, &loaded);
      while (loaded == NULL)
        g_main_context_iteration (NULL, TRUE);
      conversation = chat_store_load_finish (store, loaded, NULL, NULL);
      if (conversation == NULL)
        return -1;
      n_messages += (int) chat_conversation_get_size (conversation);
    }
  return n_messages;
}

static int
read_everything (ChatStore *store)
{
  int kept = read_all (store, CHAT_SCOPE_ALL);
  int trashed = read_all (store, CHAT_SCOPE_TRASH);

  return kept < 0 || trashed < 0 ? -1 : kept + trashed;
}

/* @log_hurt: what the log had may be gone, as after a death before it was written. */
static void
judge (const char *folder,
       const char *bytes,
       gsize       length,
       gboolean    log_hurt,
       int         n_sound,
       Tally      *tally)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *set_aside = NULL;
  ChatStoreOpening opening;
  ChatStore *store = crash_worker_open (folder, &opening, &set_aside, &error);
  int n_messages;

  if (store == NULL)
    {
      g_assert_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_DAMAGED);
      g_assert_true (is_kept (folder, bytes, length));
      tally->n_refused++;
      return;
    }

  n_messages = read_everything (store);
  if (opening == CHAT_STORE_SALVAGED)
    {
      g_assert_nonnull (set_aside);
      g_assert_true (is_kept (folder, bytes, length));
      g_assert_cmpint (n_messages, >=, 0);
      tally->n_salvaged++;
      tally->n_messages += (guint) n_sound;
      tally->n_messages_lost += (guint) MAX (n_sound - n_messages, 0);
    }
  else
    {
      /* A message more or less than there was, without a word, is what must never be. */
      g_assert_cmpint (opening, ==, CHAT_STORE_OPENED);
      if (n_messages >= 0 && !log_hurt)
        g_assert_cmpint (n_messages, ==, n_sound);
      tally->n_opened++;
    }
  crash_worker_close (store);
}

static int
count_sound (const char *folder)
{
  g_autofree char *copy = crash_make_folder ();
  g_autoptr(GError) error = NULL;
  ChatStoreOpening opening;
  ChatStore *store;
  int n_messages;

  crash_copy_database (folder, copy);
  store = crash_worker_open (copy, &opening, NULL, &error);
  g_assert_no_error (error);
  n_messages = read_everything (store);
  crash_worker_close (store);
  crash_remove_folder (copy);
  return n_messages;
}

static void
hurt_once (const Original *original,
           GRand          *random,
           int             n_sound,
           Tally          *tally)
{
  gboolean with_log = g_rand_boolean (random);
  gboolean log_hurt = with_log && g_rand_boolean (random);
  g_autofree char *folder = crash_make_folder ();
  g_autofree char *database = file_in (folder, "history.db");
  g_autofree char *log = file_in (folder, "history.db-wal");
  g_autofree char *bytes = NULL;
  gsize length;

  crash_copy_database (with_log ? original->with_log : original->without_log, folder);
  hurt_file (log_hurt ? log : database, random);
  bytes = read_file (database, &length);
  judge (folder, bytes, length, log_hurt, n_sound, tally);
  crash_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  guint n_runs = crash_get_number (argc, argv, "--runs", DEFAULT_RUNS);
  g_autoptr(GRand) random = g_rand_new_with_seed (crash_get_number (argc, argv, "--seed", 1));
  Original original;
  Tally tally = { 0 };
  int n_sound;

  set_up (&original);
  n_sound = count_sound (original.without_log);
  g_assert_cmpint (n_sound, >, 20);
  for (guint i = 0; i < n_runs; i++)
    hurt_once (&original, random, n_sound, &tally);

  printf ("1..1\nok 1 /crash/damage\n"
          "# hurt %u times: %u as before or told, %u salvaged, %u refused;"
          " in the salvaged ones %u of %u messages were lost\n", n_runs, tally.n_opened,
          tally.n_salvaged, tally.n_refused, tally.n_messages_lost, tally.n_messages);
  crash_remove_folder (original.with_log);
  crash_remove_folder (original.without_log);
  g_free (original.with_log);
  g_free (original.without_log);
  return 0;
}
