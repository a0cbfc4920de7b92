/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store with a long history: opening, lists, conversations, searches, journaling.
 */

#include "bench-history.h"
#include "bench-support.h"

#include "chat-store-titles.h"

#define N_RUNS 9
#define N_LOADS 200
#define PAGE 50

/* Journaling: what a stream of 2000 deltas a second brings four times a second, for so long. */
#define DELTAS_PER_SECOND 2000
#define COMMITS_PER_SECOND 4
#define JOURNAL_SECONDS 5
#define DELTA_BYTES 140

typedef struct
{
  ChatStore    *store;
  GMainLoop    *loop;
  GAsyncResult *result;
} Bench;

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Bench *bench = user_data;

  g_set_object (&bench->result, result);
  g_main_loop_quit (bench->loop);
}

static double
to_ms (gint64 from_us)
{
  return (double) (g_get_monotonic_time () - from_us) / 1000;
}

static void
check (gboolean      done,
       const GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

static double
open_store (Bench      *bench,
            const char *folder)
{
  g_autoptr(GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  ChatStoreOpening opening;

  bench->store = chat_store_new (folder);
  chat_store_open_async (bench->store, NULL, result_cb, bench);
  g_main_loop_run (bench->loop);
  check (chat_store_open_finish (bench->store, bench->result, &opening, NULL, &error), error);
  return to_ms (started);
}

static void
close_store (Bench *bench)
{
  g_clear_object (&bench->result);
  g_clear_object (&bench->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static double
list_page (Bench *bench,
           guint  offset)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) infos = NULL;
  gint64 started = g_get_monotonic_time ();
  guint total;

  chat_store_list_async (bench->store, CHAT_SCOPE_CURRENT, NULL, offset, PAGE, NULL, result_cb,
                         bench);
  g_main_loop_run (bench->loop);
  infos = chat_store_list_finish (bench->store, bench->result, &total, &error);
  check (infos != NULL, error);
  return to_ms (started);
}

static double
load_conversation (Bench *bench,
                   guint  number)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatConversation) conversation = NULL;
  g_autofree char *uid = bench_history_uid (number);
  gint64 started = g_get_monotonic_time ();

  chat_store_load_async (bench->store, uid, NULL, result_cb, bench);
  g_main_loop_run (bench->loop);
  conversation = chat_store_load_finish (bench->store, bench->result, NULL, &error);
  check (conversation != NULL, error);
  return to_ms (started);
}

static double
search (Bench      *bench,
        const char *query,
        guint      *n_hits)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = NULL;
  gint64 started = g_get_monotonic_time ();

  chat_store_search_async (bench->store, query, NULL, 0, PAGE, NULL, result_cb, bench);
  g_main_loop_run (bench->loop);
  hits = chat_store_search_finish (bench->store, bench->result, &error);
  check (hits != NULL, error);
  *n_hits = hits->len;
  return to_ms (started);
}

static void
end_line (GString *line)
{
  bench_number (line, "peak_mb", (double) bench_peak_kb () / 1024);
  bench_end (line);
}

static void
bench_open (Bench      *bench,
            const char *folder)
{
  double times[N_RUNS];
  GString *line = bench_begin ("store-open");

  for (guint i = 0; i < N_RUNS; i++)
    {
      times[i] = open_store (bench, folder);
      if (i + 1 < N_RUNS)
        close_store (bench);
    }
  bench_number (line, "first_ms", times[0]);
  bench_number (line, "median_ms", bench_median (times, N_RUNS));
  end_line (line);
}

static void
bench_lists (Bench *bench,
             guint  n_conversations)
{
  const guint offsets[] = { 0, n_conversations / 5, n_conversations - n_conversations / 50 };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      double times[N_RUNS];
      GString *line = bench_begin ("store-list");

      for (guint j = 0; j < N_RUNS; j++)
        times[j] = list_page (bench, offsets[i]);
      bench_number (line, "offset", offsets[i]);
      bench_number (line, "first_ms", times[0]);
      bench_number (line, "median_ms", bench_median (times, N_RUNS));
      end_line (line);
    }
}

static void
bench_loads (Bench *bench,
             guint  n_conversations)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (2);
  double times[N_LOADS];
  double cpu[N_LOADS];
  GString *line = bench_begin ("store-load");

  for (guint i = 0; i < N_LOADS; i++)
    {
      cpu[i] = bench_cpu ();
      times[i] = load_conversation (bench, g_rand_int_range (random, 0, (gint32) n_conversations));
      cpu[i] = (bench_cpu () - cpu[i]) * 1000;
    }
  bench_number (line, "median_ms", bench_median (times, N_LOADS));
  bench_number (line, "worst_ms", bench_max (times, N_LOADS));
  bench_number (line, "worst_cpu_ms", bench_max (cpu, N_LOADS));
  bench_number (line, "median_cpu_ms", bench_median (cpu, N_LOADS));
  end_line (line);
}

static void
bench_searches (Bench *bench)
{
  static const char * const queries[] = {
    BENCH_RARE_WORD " ", BENCH_COMMON_WORD " ", BENCH_COMMON_WORD " file ",
    "\"of the\" ", "東京 ",
    "c", "co", "con", "cont", "conter", "the -file ", "the role:user ", "the has:code ",
    "the in:trash ", "the in:archive ", "the before:2023-02 ", "the model:opus ", "role:user ",
    "nowherefound ", BENCH_RARE_WORD " the ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      double times[N_RUNS];
      double cpu[N_RUNS];
      guint n_hits = 0;
      GString *line = bench_begin ("store-search");

      for (guint j = 0; j < N_RUNS; j++)
        {
          cpu[j] = bench_cpu ();
          times[j] = search (bench, queries[i], &n_hits);
          cpu[j] = (bench_cpu () - cpu[j]) * 1000;
        }
      bench_text (line, "query", queries[i]);
      bench_number (line, "hits", n_hits);
      bench_number (line, "first_ms", times[0]);
      bench_number (line, "median_ms", bench_median (times, N_RUNS));
      bench_number (line, "first_cpu_ms", cpu[0]);
      bench_number (line, "median_cpu_ms", bench_median (cpu, N_RUNS));
      end_line (line);
    }
}

static void
commit (Bench          *bench,
        ChatStoreBatch *batch)
{
  g_autoptr(GError) error = NULL;

  chat_store_commit_async (bench->store, batch, result_cb, bench);
  g_main_loop_run (bench->loop);
  check (chat_store_commit_finish (bench->store, bench->result, &error), error);
}

/* CPU alone: the commits follow each other without the pauses of a stream. */
static double
find_titles (Bench      *bench,
             const char *words,
             guint      *n_found)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) infos = NULL;
  gint64 started = g_get_monotonic_time ();

  chat_store_find_titles_async (bench->store, words, PAGE, NULL, result_cb, bench);
  g_main_loop_run (bench->loop);
  infos = chat_store_find_titles_finish (bench->store, bench->result, &error);
  check (infos != NULL, error);
  *n_found = infos->len;
  return to_ms (started);
}

/* As the palette asks while somebody types. */
static void
bench_titles (Bench *bench,
              guint  n_conversations)
{
  static const char * const words[] = { "", "t", "th", "the", "the a", "zqx" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GString *line = bench_begin ("titles");
      double times[N_RUNS];
      double cpu = bench_cpu ();
      guint n_found = 0;

      for (guint run = 0; run < N_RUNS; run++)
        times[run] = find_titles (bench, words[i], &n_found);
      bench_text (line, "words", words[i]);
      bench_number (line, "conversations", n_conversations);
      bench_number (line, "found", n_found);
      bench_number (line, "ms", bench_median (times, N_RUNS));
      bench_number (line, "cpu_ms", (bench_cpu () - cpu) * 1000 / N_RUNS);
      end_line (line);
    }
}

static void
bench_journal (Bench *bench)
{
  const guint n_commits = COMMITS_PER_SECOND * JOURNAL_SECONDS;
  const gsize n_bytes = DELTAS_PER_SECOND / COMMITS_PER_SECOND * DELTA_BYTES;
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autofree char *bytes = g_malloc0 (n_bytes);
  ChatStoreBatch *batch = chat_store_batch_new ();
  GString *line = bench_begin ("store-journal");
  double worst = 0;
  double cpu;

  chat_store_batch_put_message (batch, "bench-journal", NULL, reply);
  commit (bench, batch);
  cpu = bench_cpu ();
  for (guint i = 0; i < n_commits; i++)
    {
      g_autoptr(GBytes) piece = g_bytes_new (bytes, n_bytes);
      gint64 started = g_get_monotonic_time ();

      batch = chat_store_batch_new ();
      chat_store_batch_append_journal (batch, chat_message_get_uid (reply), piece);
      commit (bench, batch);
      worst = MAX (worst, to_ms (started));
    }
  cpu = bench_cpu () - cpu;

  bench_number (line, "deltas_per_s", DELTAS_PER_SECOND);
  bench_number (line, "percent_of_a_core", cpu / JOURNAL_SECONDS * 100);
  bench_number (line, "worst_commit_ms", worst);
  end_line (line);

  batch = chat_store_batch_new ();
  chat_store_batch_purge_conversation (batch, "bench-journal");
  commit (bench, batch);
}

int
main (int    argc,
      char **argv)
{
  BenchHistory history = { 1000, 30000, 60 << 20 };
  Bench bench = { .loop = g_main_loop_new (NULL, FALSE) };
  g_autofree char *folder = NULL;
  gboolean is_kept;

  folder = bench_history_prepare (&history, &argc, &argv, &is_kept);
  bench_open (&bench, folder);
  bench_lists (&bench, history.n_conversations);
  bench_loads (&bench, history.n_conversations);
  bench_searches (&bench);
  bench_titles (&bench, history.n_conversations);
  bench_journal (&bench);
  close_store (&bench);
  if (!is_kept)
    bench_history_remove (folder);
  g_main_loop_unref (bench.loop);
  return 0;
}
