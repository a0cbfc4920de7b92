/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a fuzz target without libFuzzer: the corpus as it is, then simple mutations of it. How often
 * is counted and the seed is fixed, so that every run does the same.
 */

#include "fuzz.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Longer items are tried once as they are; mutations of them would only take time. */
#define MAX_MUTATED_BYTES 2048

#define MAX_CHANGES 4
#define DEFAULT_ITERATIONS 20000

/* Any number, as long as it stays. */
#define SEED 20261122u

typedef struct
{
  GPtrArray *corpus;   /* GBytes */
  GPtrArray *words;    /* GBytes, from the dictionary */
  GRand     *rand;
} Driver;

/* For the signal handler: what is being tried. */
static char doing[256];

static void
report_cb (int number)
{
  gssize written = write (STDERR_FILENO, doing, strlen (doing));

  (void) written;
  signal (number, SIG_DFL);
  raise (number);
}

#if defined (__SANITIZE_ADDRESS__)
void __sanitizer_set_death_callback (void (*callback) (void));

static void
death_cb (void)
{
  gssize written = write (STDERR_FILENO, doing, strlen (doing));

  (void) written;
}
#endif

static void
watch_for_crashes (void)
{
#if defined (__SANITIZE_ADDRESS__)
  __sanitizer_set_death_callback (death_cb);
  signal (SIGABRT, report_cb);
#else
  static const int numbers[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGTERM };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    signal (numbers[i], report_cb);
#endif
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* In the order of their names: that of the folder differs between machines. */
static GPtrArray *
list_files (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &error);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);

  return paths;
}

static GBytes *
load (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &error))
    g_error ("%s", error->message);
  return g_bytes_new_take (contents, length);
}

static void
run (const void *data,
     gsize       size)
{
  /* a copy of just this size: a sanitizer sees one byte too far */
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy != NULL ? copy : (const guint8 *) "", size);
}

static void
load_corpus (Driver     *self,
             const char *folder)
{
  g_autoptr(GPtrArray) paths = list_files (folder);

  for (guint i = 0; i < paths->len; i++)
    {
      GBytes *bytes = load (g_ptr_array_index (paths, i));

      g_snprintf (doing, sizeof doing, "fuzz: failed on %s\n", (char *) g_ptr_array_index (paths, i));
      run (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_ptr_array_add (self->corpus, bytes);
    }
}

/* The lines of a libFuzzer dictionary are words in quotes, with \\, \" and \xHH. */
static void
load_dictionary (Driver     *self,
                 const char *path)
{
  g_autoptr(GBytes) bytes = load (path);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(GString) word = g_string_new (NULL);

      if (lines[i][0] != '"')
        continue;
      for (const char *at = lines[i] + 1; *at != '\0' && *at != '"'; at++)
        {
          if (*at != '\\')
            g_string_append_c (word, *at);
          else if (*++at != 'x')
            g_string_append_c (word, *at);
          else
            {
              g_string_append_c (word, (char) (g_ascii_xdigit_value (at[1]) * 16 +
                                               g_ascii_xdigit_value (at[2])));
              at += 2;
            }
        }
      g_ptr_array_add (self->words, g_bytes_new (word->str, word->len));
    }
}

static gsize
pick (Driver *self,
      gsize   n)
{
  return n > 0 ? (gsize) g_rand_int_range (self->rand, 0, (gint32) n) : 0;
}

static GBytes *
pick_bytes (Driver    *self,
            GPtrArray *from)
{
  return g_ptr_array_index (from, pick (self, from->len));
}

/* Part of another item of the corpus, or of this one. */
static void
splice (Driver  *self,
        GString *input)
{
  gsize size;
  const char *other = g_bytes_get_data (pick_bytes (self, self->corpus), &size);
  gsize start = pick (self, size);
  gsize length = pick (self, MIN (size - start, MAX_MUTATED_BYTES / 4));
  gsize at = pick (self, input->len + 1);

  if (length > 0)
    g_string_insert_len (input, (gssize) at, other + start, (gssize) length);
}

static void
change (Driver  *self,
        GString *input)
{
  gsize at = pick (self, input->len);
  GBytes *word = pick_bytes (self, self->words);

  switch (g_rand_int_range (self->rand, 0, 6))
    {
    case 0:
      if (input->len > 0)
        input->str[at] = (char) (input->str[at] ^ (1 << g_rand_int_range (self->rand, 0, 8)));
      break;
    case 1:
      if (input->len > 0)
        input->str[at] = (char) g_rand_int_range (self->rand, 0, 256);
      break;
    case 2:
      g_string_erase (input, (gssize) at, (gssize) pick (self, MIN (input->len - at, 32) + 1));
      break;
    case 3:
      g_string_truncate (input, at);
      break;
    case 4:
      splice (self, input);
      break;
    default:
      g_string_insert_len (input, (gssize) at, g_bytes_get_data (word, NULL),
                           (gssize) g_bytes_get_size (word));
      break;
    }
}

static GString *
make_mutation (Driver *self,
               guint   iteration)
{
  GString *input = g_string_new (NULL);
  gsize size;
  const char *seed;
  int n_changes;

  g_rand_set_seed (self->rand, SEED + iteration);
  seed = g_bytes_get_data (pick_bytes (self, self->corpus), &size);
  g_string_append_len (input, seed, (gssize) MIN (size, MAX_MUTATED_BYTES));
  n_changes = g_rand_int_range (self->rand, 1, MAX_CHANGES + 1);
  for (int i = 0; i < n_changes; i++)
    change (self, input);

  return input;
}

static void
run_mutation (Driver     *self,
              guint       iteration,
              const char *save)
{
  g_autoptr(GString) input = make_mutation (self, iteration);
  g_autoptr(GError) error = NULL;

  g_snprintf (doing, sizeof doing, "fuzz: failed with seed %u on mutation %u; try it again with "
              "--only %u, --save writes it to a file\n", SEED, iteration, iteration);
  if (save != NULL && !g_file_set_contents (save, input->str, (gssize) input->len, &error))
    g_error ("%s", error->message);
  run (input->str, input->len);
}

int
main (int   argc,
      char *argv[])
{
  int iterations = DEFAULT_ITERATIONS;
  int only = -1;
  g_autofree char *save = NULL;
  g_autofree char *dictionary = NULL;
  g_auto(GStrv) folders = NULL;
  const GOptionEntry entries[] = {
    { "iterations", 0, 0, G_OPTION_ARG_INT, &iterations, "How many mutations to try", "N" },
    { "only", 0, 0, G_OPTION_ARG_INT, &only, "Try only this mutation again", "N" },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &save, "Where to write what is tried", "FILE" },
    { "dictionary", 0, 0, G_OPTION_ARG_FILENAME, &dictionary, "Words to insert", "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &folders, NULL, "FOLDER…" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  Driver self = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
                  g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref), g_rand_new () };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      folders == NULL || dictionary == NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "a dictionary and a folder are needed");
      return EXIT_FAILURE;
    }

  LLVMFuzzerInitialize (&argc, &argv);
  watch_for_crashes ();
  load_dictionary (&self, dictionary);
  for (gsize i = 0; folders[i] != NULL; i++)
    load_corpus (&self, folders[i]);

  for (guint i = 0; i < (guint) iterations; i++)
    {
      if (only < 0 || i == (guint) only)
        run_mutation (&self, i, save);
    }
  g_print ("%u items, %d mutations\n", self.corpus->len, only < 0 ? iterations : 1);

  g_ptr_array_unref (self.corpus);
  g_ptr_array_unref (self.words);
  g_rand_free (self.rand);
  return EXIT_SUCCESS;
}
