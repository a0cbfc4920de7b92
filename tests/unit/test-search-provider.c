/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search provider as the desktop has it: started by a session bus of its own, beside a history
 * on disk, and with a stand-in for the program with the window.
 */

#include "config.h"

#include "test-bus.h"
#include "test-store-tools.h"
#include "test-support.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define PROVIDER_NAME APPLICATION_ID ".SearchProvider"

/* Short enough for a test to see the program go, and long enough for it to stay. */
#define SOON_MS 300
#define LATE_MS (TEST_PATIENCE_SECONDS * 1000)

/* More messages than the desktop is told of, and the last of them. */
#define N_REPEATED 100
#define LAST_REPEATED "apples-99"

typedef struct
{
  GTestDBus       *bus;
  GDBusConnection *connection;
  char            *folder;       /* of the history */
  GVariant        *answer;       /* to the last call, or NULL */
  GError          *error;
  gboolean         answered;
  char            *action;       /* what the window was last asked for, printed */
} Desktop;

static void
write_service (const char *folder,
               int         idle_ms)
{
  g_autofree char *path = g_build_filename (folder, PROVIDER_NAME ".service", NULL);
  g_autofree char *text =
    g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s --idle %d\n", PROVIDER_NAME,
                     g_getenv ("CHAT_SEARCH_PROVIDER"), idle_ms);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Desktop       *self,
        gconstpointer  data)
{
  g_autofree char *home = g_build_filename (g_get_home_dir (), "desktop-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (home));
  write_service (home, GPOINTER_TO_INT (data));
  self->folder = g_build_filename (home, "claude-chat", NULL);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (self->bus, home);
  g_test_dbus_up (self->bus);
  self->connection = test_bus_connect (g_test_dbus_get_bus_address (self->bus));
}

static void
tear_down (Desktop       *self,
           gconstpointer  data)
{
  g_clear_object (&self->connection);
  g_test_dbus_down (self->bus);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->answer, g_variant_unref);
  g_clear_error (&self->error);
  g_free (self->folder);
  g_free (self->action);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Desktop *self = user_data;

  self->answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &self->error);
  self->answered = TRUE;
}

/* Where a program called @name has its objects: a development version has a name of its own. */
static char *
dup_path (const char *name)
{
  return g_strdelimit (g_strconcat ("/", name, NULL), ".", '/');
}

static void
call (Desktop    *self,
      const char *method,
      GVariant   *parameters)
{
  g_autofree char *path = dup_path (PROVIDER_NAME);

  g_clear_pointer (&self->answer, g_variant_unref);
  self->answered = FALSE;
  g_dbus_connection_call (self->connection, PROVIDER_NAME, path,
                          "org.gnome.Shell.SearchProvider2", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, answered_cb, self);
  test_wait_until (self->answered);
  g_assert_no_error (self->error);
}

/* The identifiers, joined by blanks. Returns: (transfer full) */
static char *
search (Desktop    *self,
        const char *words)
{
  g_auto(GStrv) terms = g_strsplit (words, " ", -1);
  g_autofree const char **ids = NULL;

  call (self, "GetInitialResultSet", g_variant_new ("(^as)", terms));
  g_variant_get (self->answer, "(^a&s)", &ids);

  return g_strjoinv (" ", (char **) ids);
}

static void
assert_found (Desktop    *self,
              const char *words,
              const char *ids)
{
  g_autofree char *found = search (self, words);

  g_assert_cmpstr (found, ==, ids);
}

/* Two conversations, newest last. */
static void
write_history (Desktop *self)
{
  ChatStore *store = test_store_open (self->folder, CHAT_STORE_OPENED);

  test_store_fill (store, "first", "apples pears<apples");
  test_store_fill (store, "second", "plums cherries<plums");
  test_store_index_up_to (store, "cherries", "cherries");
  test_store_close (store);
}

static void
test_results (Desktop       *self,
              gconstpointer  data)
{
  write_history (self);

  assert_found (self, "apples", "first/apples");
  assert_found (self, "cher", "second/cherries");
  assert_found (self, "nothing", "");
  assert_found (self, "\"", "");

  call (self, "GetSubsearchResultSet",
        g_variant_new_parsed ("(['first/apples'], ['pea'])"));
  {
    g_autofree char *printed = g_variant_print (self->answer, FALSE);

    g_assert_cmpstr (printed, ==, "(['first/pears'],)");
  }
}

/* One conversation that says the word again and again does not hide the others. */
static void
test_each_conversation (Desktop       *self,
                        gconstpointer  data)
{
  g_autoptr(GString) messages = g_string_new ("apples-0");
  ChatStore *store;

  for (guint i = 1; i < N_REPEATED; i++)
    g_string_append_printf (messages, " apples-%u<apples-%u", i, i - 1);
  write_history (self);
  store = test_store_open (self->folder, CHAT_STORE_OPENED);
  test_store_fill (store, "third", messages->str);
  test_store_index_up_to (store, LAST_REPEATED, "apples");
  test_store_close (store);

  assert_found (self, "apples", "third/" LAST_REPEATED " first/apples");
}

static void
test_metas (Desktop       *self,
            gconstpointer  data)
{
  g_autoptr(GVariant) list = NULL;
  g_autoptr(GVariant) meta = NULL;
  const char *text;

  write_history (self);
  assert_found (self, "cherries", "second/cherries");
  call (self, "GetResultMetas", g_variant_new_parsed ("(['second/cherries', 'forgotten/one'],)"));

  list = g_variant_get_child_value (self->answer, 0);
  g_assert_cmpuint (g_variant_n_children (list), ==, 2);
  meta = g_variant_get_child_value (list, 0);
  g_assert_true (g_variant_lookup (meta, "id", "&s", &text));
  g_assert_cmpstr (text, ==, "second/cherries");
  g_assert_true (g_variant_lookup (meta, "description", "&s", &text));
  g_assert_cmpstr (text, ==, "cherries");
  g_assert_true (g_variant_lookup (meta, "gicon", "&s", &text));
  g_assert_cmpstr (text, ==, APPLICATION_ID);
  g_assert_true (g_variant_lookup (meta, "name", "&s", &text));
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

/* Name, size and time of last change of all that is there. Returns: (transfer full) */
static char *
list_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_ptr_array_add (lines, g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, name,
                                               (gint64) info.st_size, (gint64) info.st_mtime));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
test_leaves_no_trace (Desktop       *self,
                      gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  assert_found (self, "apples", "");
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));

  write_history (self);
  before = list_files (self->folder);
  assert_found (self, "apples", "first/apples");
  after = list_files (self->folder);
  g_assert_cmpstr (after, ==, before);
}

/* What is said while the window is open is found, and the window goes on as before. */
static void
test_beside_the_window (Desktop       *self,
                        gconstpointer  data)
{
  ChatStore *store;

  write_history (self);
  store = test_store_open (self->folder, CHAT_STORE_OPENED);
  test_store_fill (store, "third", "quinces");
  g_ptr_array_unref (test_store_search (store, "quinces", NULL, 0, 1));

  assert_found (self, "quinces", "third/quinces");
  test_store_fill (store, "fourth", "medlars");
  test_store_close (store);
  test_store_close (test_store_open (self->folder, CHAT_STORE_OPENED));
}

/* Nobody writes: what was read for one letter is there for the next one. */
static void
test_reads_once (Desktop       *self,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "history.db", NULL);
  struct inotify_event event;
  int watch;

  write_history (self);
  assert_found (self, "app", "first/apples");
  watch = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  g_assert_no_errno (inotify_add_watch (watch, path, IN_OPEN));
  assert_found (self, "appl", "first/apples");
  assert_found (self, "cher", "second/cherries");
  g_assert_cmpint (read (watch, &event, sizeof event), ==, -1);
  g_assert_no_errno (close (watch));
}

/* And what the window writes meanwhile is found, when it is there and when it has gone again. */
static void
test_between_questions (Desktop       *self,
                        gconstpointer  data)
{
  ChatStore *store;

  write_history (self);
  assert_found (self, "quinces", "");
  store = test_store_open (self->folder, CHAT_STORE_OPENED);
  test_store_fill (store, "third", "quinces");
  g_ptr_array_unref (test_store_search (store, "quinces", NULL, 0, 1));
  assert_found (self, "quinces", "third/quinces");

  test_store_fill (store, "fourth", "medlars");
  g_ptr_array_unref (test_store_search (store, "medlars", NULL, 0, 1));
  test_store_close (store);
  assert_found (self, "medlars", "fourth/medlars");
  assert_found (self, "quinces", "third/quinces");
}

static sqlite3 *
open_database (Desktop *self)
{
  g_autofree char *path = g_build_filename (self->folder, "history.db", NULL);
  sqlite3 *sqlite;

  g_assert_cmpint (sqlite3_open (path, &sqlite), ==, SQLITE_OK);
  return sqlite;
}

/* Somebody writes for long: reading does not wait for that. */
static void
test_locked (Desktop       *self,
             gconstpointer  data)
{
  sqlite3 *sqlite;

  write_history (self);
  sqlite = open_database (self);
  g_assert_cmpint (sqlite3_exec (sqlite, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  assert_found (self, "apples", "first/apples");
  sqlite3_close (sqlite);
}

/* What is asked for then takes for ever, if anything is found at all. */
static void
make_endless (Desktop *self)
{
  sqlite3 *sqlite = open_database (self);

  g_assert_cmpint (sqlite3_exec (sqlite,
                                 "DROP TABLE search_document;"
                                 "CREATE VIEW search_document AS"
                                 " WITH RECURSIVE endless (id) AS"
                                 " (SELECT 0 UNION ALL SELECT id FROM endless)"
                                 " SELECT id, id AS message FROM endless WHERE id > 0",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  /* With a log, who reads has a lock. */
  sqlite3_db_config (sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_close (sqlite);
}

/* self->answered: whether somebody has the database open. */
static gboolean
look_for_reader_cb (gpointer user_data)
{
  Desktop *self = user_data;
  g_autofree char *path = g_build_filename (self->folder, "history.db", NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = g_open (path, O_RDWR, 0);

  g_assert_no_errno (fcntl (fd, F_GETLK, &lock));
  g_assert_no_errno (close (fd));
  self->answered = lock.l_type != F_UNLCK;

  return G_SOURCE_CONTINUE;
}

/* As the desktop asks while one types: the next question need not wait for the one before. */
static void
test_newer_question (Desktop       *self,
                     gconstpointer  data)
{
  g_autofree char *path = dup_path (PROVIDER_NAME);
  guint timer;

  write_history (self);
  make_endless (self);
  g_dbus_connection_call (self->connection, PROVIDER_NAME, path,
                          "org.gnome.Shell.SearchProvider2", "GetInitialResultSet",
                          g_variant_new_parsed ("(['apples'],)"), NULL, G_DBUS_CALL_FLAGS_NONE,
                          G_MAXINT, NULL, NULL, NULL);
  timer = g_timeout_add (5, look_for_reader_cb, self);
  test_wait_until (self->answered);
  g_source_remove (timer);

  assert_found (self, "nothing", "");
}

/* A later version of the program has made it. */
static void
test_newer (Desktop       *self,
            gconstpointer  data)
{
  sqlite3 *sqlite;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  write_history (self);
  sqlite = open_database (self);
  g_assert_cmpint (sqlite3_exec (sqlite, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (sqlite);
  before = list_files (self->folder);
  assert_found (self, "apples", "");
  after = list_files (self->folder);
  g_assert_cmpstr (after, ==, before);
}

/* It is left to the window to put it aside. */
static void
test_damaged (Desktop       *self,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "history.db", NULL);
  g_autofree char *garbage = g_strnfill (64 * 1024, 'x');
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  write_history (self);
  g_assert_true (g_file_set_contents (path, garbage, -1, NULL));
  before = list_files (self->folder);
  assert_found (self, "apples", "");
  after = list_files (self->folder);
  g_assert_cmpstr (after, ==, before);
}

static void
test_switched_off (Desktop       *self,
                   gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (g_getenv ("XDG_CONFIG_HOME"), "glib-2.0", "settings",
                                              NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "[org/example/ClaudeChat]\nsearch-provider=false\n", -1,
                                      NULL));
  write_history (self);

  assert_found (self, "apples", "");
}

static void
is_there_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  Desktop *self = user_data;

  g_variant_get (answer, "(b)", &self->answered);
}

/* self->answered: whether the program runs. */
static void
look (Desktop *self)
{
  g_dbus_connection_call (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "NameHasOwner",
                          g_variant_new ("(s)", PROVIDER_NAME), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, is_there_cb, self);
}

static gboolean
look_again_cb (gpointer user_data)
{
  look (user_data);

  return G_SOURCE_CONTINUE;
}

static void
test_ends (Desktop       *self,
           gconstpointer  data)
{
  guint timer;

  write_history (self);
  assert_found (self, "apples", "first/apples");
  timer = g_timeout_add (50, look_again_cb, self);
  test_wait_until (!self->answered);
  g_source_remove (timer);

  /* The next question starts it again. */
  assert_found (self, "apples", "first/apples");
}

static void
window_method_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface_name,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  Desktop *self = user_data;

  g_free (self->action);
  self->action = g_variant_print (parameters, FALSE);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
stand_in_for_window (Desktop *self)
{
  static const GDBusInterfaceVTable methods = { .method_call = window_method_cb };
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
    "<node><interface name='org.freedesktop.Application'><method name='ActivateAction'>"
    "<arg type='s' direction='in'/><arg type='av' direction='in'/>"
    "<arg type='a{sv}' direction='in'/></method></interface></node>", NULL);
  g_autofree char *path = dup_path (APPLICATION_ID);
  g_autoptr(GVariant) answer = NULL;

  g_assert_cmpuint (g_dbus_connection_register_object (self->connection, path,
                                                       node->interfaces[0], &methods, self, NULL,
                                                       NULL), !=, 0);
  answer = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                        "RequestName", g_variant_new ("(su)", APPLICATION_ID, 0),
                                        NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (answer);
}

static void
test_opens (Desktop       *self,
            gconstpointer  data)
{
  stand_in_for_window (self);

  call (self, "ActivateResult",
        g_variant_new_parsed ("('first/pears', ['a', 'pear'], @u 77)"));
  g_assert_cmpstr (self->action, ==,
                   "('show-message', [<('first', 'pears', 'pear')>],"
                   " {'desktop-startup-id': <'_TIME77'>})");

  call (self, "ActivateResult", g_variant_new_parsed ("('first', ['fir'], @u 78)"));
  g_assert_cmpstr (self->action, ==,
                   "('show-message', [<('first', '', 'fir')>],"
                   " {'desktop-startup-id': <'_TIME78'>})");

  call (self, "LaunchSearch", g_variant_new_parsed ("(['two', 'words'], @u 79)"));
  g_assert_cmpstr (self->action, ==,
                   "('search-for', [<'two words'>], {'desktop-startup-id': <'_TIME79'>})");
}

static void
add (const char *path,
     int         idle_ms,
     void      (*test) (Desktop *self, gconstpointer data))
{
  g_test_add (path, Desktop, GINT_TO_POINTER (idle_ms), set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The program shall find what a test writes. */
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);

  add ("/search-provider/results", LATE_MS, test_results);
  add ("/search-provider/each-conversation", LATE_MS, test_each_conversation);
  add ("/search-provider/metas", LATE_MS, test_metas);
  add ("/search-provider/leaves-no-trace", LATE_MS, test_leaves_no_trace);
  add ("/search-provider/beside-the-window", LATE_MS, test_beside_the_window);
  add ("/search-provider/reads-once", LATE_MS, test_reads_once);
  add ("/search-provider/between-questions", LATE_MS, test_between_questions);
  add ("/search-provider/locked", LATE_MS, test_locked);
  add ("/search-provider/newer-question", LATE_MS, test_newer_question);
  add ("/search-provider/newer", LATE_MS, test_newer);
  add ("/search-provider/damaged", LATE_MS, test_damaged);
  add ("/search-provider/switched-off", LATE_MS, test_switched_off);
  add ("/search-provider/ends", SOON_MS, test_ends);
  add ("/search-provider/opens", LATE_MS, test_opens);

  return g_test_run ();
}
