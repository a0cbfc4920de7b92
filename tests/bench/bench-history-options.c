/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history that a benchmark was told to use, or one of its own.
 */

#include "bench-history.h"
#include "bench-support.h"

#include <glib/gstdio.h>
#include <stdlib.h>

static void
write_history (const BenchHistory *self,
               const char         *folder)
{
  GString *line = bench_begin ("store-generate");
  g_autofree char *path = g_build_filename (folder, "history.db", NULL);
  gint64 started = g_get_monotonic_time ();
  GStatBuf status;

  bench_history_write (self, folder);
  bench_number (line, "conversations", self->n_conversations);
  bench_number (line, "messages", self->n_messages);
  bench_number (line, "text_mb", (double) self->n_bytes / 1e6);
  bench_number (line, "seconds", (double) (g_get_monotonic_time () - started) / 1e6);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  bench_number (line, "database_mb", (double) status.st_size / 1e6);
  bench_end (line);
}

/* "2G", "500M" */
static guint64
parse_size (const char *text)
{
  char *end;
  guint64 number = g_ascii_strtoull (text, &end, 10);

  return number << (*end == 'G' ? 30 : *end == 'M' ? 20 : *end == 'K' ? 10 : 0);
}

char *
bench_history_prepare (BenchHistory   *self,
                       int            *argc,
                       char         ***argv,
                       gboolean       *is_kept)
{
  g_autofree char *bytes = NULL;
  char *folder = NULL;
  const GOptionEntry entries[] = {
    { "conversations", 0, 0, G_OPTION_ARG_INT, &self->n_conversations, "How many", "N" },
    { "messages", 0, 0, G_OPTION_ARG_INT, &self->n_messages, "How many in all", "N" },
    { "bytes", 0, 0, G_OPTION_ARG_STRING, &bytes, "Text in all", "60M" },
    { "folder", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Kept, used again if it is there", "FOLDER" },
    { NULL },
  };
  g_autoptr(GOptionContext) options = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, argc, argv, &error))
    g_error ("%s", error->message);
  if (bytes != NULL)
    self->n_bytes = parse_size (bytes);

  *is_kept = folder != NULL;
  if (folder == NULL)
    folder = g_dir_make_tmp ("bench-history.XXXXXX", NULL);
  else if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return folder;

  write_history (self, folder);
  return folder;
}

void
bench_history_remove (const char *folder)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

  if (system (command) != 0)
    g_printerr ("%s could not be removed\n", folder);
}
