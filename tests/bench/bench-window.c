/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window while a reply streams: CPU and work a frame, and against a bare text view.
 */

#include "bench-frames.h"
#include "bench-peer.h"
#include "bench-support.h"

#include "chat-application.h"
#include "chat-settings.h"
#include "chat-view.h"
#include "chat-window.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_RUNS 3
#define RATE_SECONDS 6
#define WIDTH 900
#define HEIGHT 800

/* The reply of the comparison: 61 KB in deltas of four characters. */
#define REPLY_DELTAS 15250
#define DELTA_CHARACTERS 4

typedef enum
{
  REPLY_PROSE,
  REPLY_CODE,        /* every 4 KB a block of it, in five languages */
  REPLY_PLAIN_CODE,  /* the same, but as text, which is not highlighted */
} ReplyKind;

typedef struct
{
  gboolean  bare;
  guint     rate;
  guint     n_deltas;
  ReplyKind kind;
} Setting;

typedef struct
{
  double cpu_s;
  double n_frames;
  double cpu_ms_per_frame;
  double work_median_ms;
  double work_max_ms;
  double interval_p99_ms;
  double pss_mb;           /* when all of the reply is there */
  double first_fifth_s;    /* CPU of the first and the last fifth of the reply */
  double last_fifth_s;
} Result;

typedef struct
{
  GtkTextBuffer *buffer;     /* bare only */
  ChatMessage   *message;
  gsize          shown;      /* bytes of its text in the buffer */
  guint          tick;
  GtkWidget     *view;
  BenchFrames    frames;
  gsize          total;
  double         started_s;
  double         fifths[6];
  guint          n_fifths;
  gboolean       over;
} Run;

static const char prose[] =
  "The buffer is read in one go, so that a line which ends early is seen at once. "
  "For an empty line the length is zero, and nothing is written in front of the buffer. "
  "Both cases are tested below; the second one crashed before.\n\n"
  "- a file without a newline at its end\n- an empty line\n- a line of 4096 bytes\n\n";

static const struct
{
  const char *language;
  const char *code;
} blocks[] = {
  { "c", "static int\nread_line (FILE *in, char *line)   /* without its end */\n{\n"
         "  if (fgets (line, 4096, in) == NULL)\n    return -1;\n  line[strcspn (line, \"\\n\")] = "
         "'\\0';\n  return 0;\n}\n\n" },
  { "python", "class Reader:\n    \"\"\"Reads lines.\"\"\"\n\n    def next(self, count=1):\n"
              "        return [line.strip() for line in self.file if count > 0]\n\n" },
  { "js", "export async function next(reader, { count = 1 } = {}) {\n"
          "  const lines = `${reader.name}: ${count}`;\n  return lines.split(/\\n/g);  // all\n}\n\n" },
  { "sh", "for file in *.txt; do\n  [ -n \"$file\" ] && grep -c '^$' \"$file\"  # empty lines\ndone\n\n" },
  { "json", "{ \"name\": \"reader\", \"lines\": [1, 2, 3], \"ends\": true, \"more\": null }\n" },
};

#define PROSE_TIMES 8
#define BLOCK_BYTES 1536

static void
append_block (GString   *text,
              guint      number,
              ReplyKind  kind)
{
  guint i = number % G_N_ELEMENTS (blocks);
  gsize start = text->len;

  g_string_append_printf (text, "```%s\n", kind == REPLY_CODE ? blocks[i].language : "text");
  while (text->len - start < BLOCK_BYTES)
    g_string_append (text, blocks[i].code);
  g_string_append (text, "```\n\n");
}

static GString *
make_text (gsize     length,
           ReplyKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint number = 0; text->len < length; number++)
    {
      for (guint i = 0; i < PROSE_TIMES; i++)
        g_string_append (text, prose);
      if (kind != REPLY_PROSE)
        append_block (text, number, kind);
    }

  return g_string_truncate (text, length);
}

/* Four characters a delta. */
static GString *
make_reply (const Setting *setting)
{
  GString *stream = bench_make_start ();
  g_autoptr(GString) stop = bench_make_stop ();
  gsize length = (gsize) setting->n_deltas * DELTA_CHARACTERS;
  g_autoptr(GString) text = make_text (length, setting->kind);

  for (gsize i = 0; i < length; i += DELTA_CHARACTERS)
    {
      g_autofree char *piece = g_strndup (text->str + i, DELTA_CHARACTERS);
      g_autofree char *delta = bench_make_delta (piece);

      g_string_append (stream, delta);
    }

  return g_string_append (stream, stop->str);
}

/* The least that a text view can do: what came since the last frame, at the end, in view. */
static gboolean
insert_cb (GtkWidget     *view,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  Run *run = user_data;
  GString *text = chat_message_get_block (run->message, 0)->text;
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (run->buffer, &end);
  gtk_text_buffer_insert (run->buffer, &end,
                          text->str + run->shown, (int) (text->len - run->shown));
  run->shown = text->len;
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view),
                                      gtk_text_buffer_get_insert (run->buffer));
  run->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
note_fifth (Run *run)
{
  gsize length = chat_message_get_block (run->message, 0)->text->len;

  while (run->n_fifths < 6 && length >= run->total * run->n_fifths / 5)
    run->fifths[run->n_fifths++] = bench_cpu ();
}

static void
changed_cb (ChatMessage *message,
            Run         *run)
{
  if (chat_message_get_n_blocks (message) == 0)
    return;

  note_fifth (run);
  if (run->buffer != NULL && run->tick == 0)
    run->tick = gtk_widget_add_tick_callback (run->view, insert_cb, run, NULL);
}

static void
ended_cb (ChatTurn *turn,
          Run      *run)
{
  run->over = TRUE;
}

/* It writes in frames, as ours does, and so measures while it draws; its scrollbar, drawn after it,
 * would then be without a place, of which GTK 4.8 warns: it has none. Nor does the reply go on in
 * the background: the window is the application's. */
static GtkWidget *
make_bare_window (Run             *run,
                  ChatApplication *application)
{
  GtkWidget *window = gtk_application_window_new (GTK_APPLICATION (application));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  run->view = gtk_text_view_new ();
  run->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (run->view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (run->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (run->view), FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), run->view);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  return window;
}

static GtkWidget *
make_window (ChatApplication *application)
{
  g_application_activate (G_APPLICATION (application));
  return GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (application)));
}

static ChatTurn *
send_prompt (Run        *run,
             GtkWidget  *window,
             ChatEngine *engine)
{
  g_autoptr(ChatConversation) own = chat_conversation_new ();
  ChatConversation *conversation = own;
  ChatTurn *turn;

  if (run->buffer != NULL)
    return chat_engine_send (engine, conversation, "hello", NULL);

  conversation = chat_view_get_conversation (chat_window_get_view (CHAT_WINDOW (window)));
  gtk_widget_activate_action (GTK_WIDGET (chat_window_get_view (CHAT_WINDOW (window))),
                              "chat.start-with", "(sb)", "hello", TRUE);
  turn = chat_engine_get_turn (engine, conversation);
  g_assert_nonnull (turn);
  return turn;
}

static void
stream_reply (Run             *run,
              GtkWidget       *window,
              ChatApplication *application)
{
  ChatTurn *turn;

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);
  bench_frames_watch (&run->frames, window);

  turn = g_object_ref (send_prompt (run, window, chat_application_get_engine (application)));
  run->message = chat_turn_get_message (turn);
  g_signal_connect (run->message, "changed", G_CALLBACK (changed_cb), run);
  g_signal_connect (turn, "ended", G_CALLBACK (ended_cb), run);
  bench_frames_reset (&run->frames);
  run->started_s = bench_cpu ();
  while (!run->over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (chat_message_get_state (run->message), ==, CHAT_MESSAGE_COMPLETE);
}

static Result
measure (const Setting *setting,
         guint          port)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr(GSettings) settings = chat_settings_new (NULL);
  ChatApplication *application = chat_application_new (G_APPLICATION_NON_UNIQUE, settings);
  g_autoptr(ChatProfile) profile = chat_profile_new ("Bench", url);
  Run run = { 0 };
  GtkWidget *window;
  Result result = { 0 };

  g_settings_set_boolean (settings, CHAT_SETTING_NOTIFY_REPLIES, FALSE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  chat_engine_set_profile (chat_application_get_engine (application), profile);
  run.total = (gsize) setting->n_deltas * DELTA_CHARACTERS;
  window = setting->bare ? make_bare_window (&run, application) : make_window (application);
  stream_reply (&run, window, application);

  result.cpu_s = bench_cpu () - run.started_s;
  result.n_frames = run.frames.work->len;
  result.cpu_ms_per_frame = result.cpu_s * 1000 / result.n_frames;
  result.work_max_ms = bench_frames_max (&run.frames);
  result.work_median_ms = bench_frames_median (&run.frames);
  result.interval_p99_ms = bench_frames_interval_p99 (&run.frames);
  result.pss_mb = (double) bench_pss_kb () / 1024;
  result.first_fifth_s = run.fifths[1] - run.fifths[0];
  result.last_fifth_s = run.fifths[5] - run.fifths[4];
  return result;
}

/* In a process of its own: what one run leaves in caches is not for the next. */
static Result
measure_apart (const Setting *setting)
{
  g_autoptr(GString) stream = make_reply (setting);
  Result result;
  BenchPeer peer;
  int ends[2];
  int pid;

  bench_peer_rate = setting->rate;
  bench_peer_start (&peer, BENCH_PEER_PACED, stream);
  g_assert_no_errno (pipe (ends));
  pid = fork ();
  if (pid == 0)
    {
      result = measure (setting, peer.port);
      _exit (write (ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
    }

  close (ends[1]);
  g_assert_cmpint (read (ends[0], &result, sizeof result), ==, sizeof result);
  waitpid (pid, NULL, 0);
  close (ends[0]);
  bench_peer_stop (&peer);
  return result;
}

/* Beside what the bare text view takes for it: both are longer on a slower or busier machine. */
static void
print_result (const char    *name,
              const Setting *setting,
              const Result  *least,
              const Result  *result)
{
  GString *line = bench_begin (name);

  bench_number (line, "deltas_per_s", setting->rate);
  bench_number (line, "frames", result->n_frames);
  bench_number (line, "core_percent",
                result->cpu_s * 100 * setting->rate / setting->n_deltas);
  bench_number (line, "bare_core_percent",
                least->cpu_s * 100 * setting->rate / setting->n_deltas);
  bench_number (line, "ratio", result->cpu_s / least->cpu_s);
  bench_number (line, "cpu_ms_per_frame", result->cpu_ms_per_frame);
  bench_number (line, "work_median_ms", result->work_median_ms);
  bench_number (line, "work_max_ms", result->work_max_ms);
  bench_end (line);
}

static void
bench_rate (guint     rate,
            ReplyKind kind)
{
  const Setting bare = { TRUE, rate, rate * RATE_SECONDS, kind };
  const Setting setting = { FALSE, rate, rate * RATE_SECONDS, kind };
  const Result least = measure_apart (&bare);
  const Result result = measure_apart (&setting);

  print_result ("window-rate", &setting, &least, &result);
}

static void
bench_reply (void)
{
  const Setting bare = { TRUE, 1000, REPLY_DELTAS, REPLY_PROSE };
  const Setting whole = { FALSE, 1000, REPLY_DELTAS, REPLY_PROSE };
  double bare_cpu[N_RUNS];
  double whole_cpu[N_RUNS];
  double ratios[N_RUNS];
  double growth[N_RUNS];
  double max = 0;
  GString *line = bench_begin ("window-reply");

  for (guint i = 0; i < N_RUNS; i++)
    {
      const Result least = measure_apart (&bare);
      const Result ours = measure_apart (&whole);

      bare_cpu[i] = least.cpu_s;
      whole_cpu[i] = ours.cpu_s;
      ratios[i] = ours.cpu_s / least.cpu_s;
      growth[i] = ours.last_fifth_s / ours.first_fifth_s;
      max = MAX (max, ours.work_max_ms);
    }

  bench_number (line, "kb", REPLY_DELTAS * DELTA_CHARACTERS / 1000.0);
  bench_number (line, "bare_cpu_s", bench_median (bare_cpu, N_RUNS));
  bench_number (line, "window_cpu_s", bench_median (whole_cpu, N_RUNS));
  bench_number (line, "ratio", bench_median (ratios, N_RUNS));
  bench_number (line, "last_fifth_over_first", bench_median (growth, N_RUNS));
  bench_number (line, "work_max_ms", max);
  bench_end (line);
}

/* Beside those that the bare text view draws, in a process of its own that is else the same. */
static void
print_frames (GString      *line,
              const Result *least,
              const Result *ours)
{
  bench_number (line, "bare_frames", least->n_frames);
  bench_number (line, "missed_frames", least->n_frames - ours->n_frames);
  bench_number (line, "bare_interval_p99_ms", least->interval_p99_ms);
  bench_number (line, "interval_p99_ms", ours->interval_p99_ms);
  bench_number (line, "pss_above_bare_mb", ours->pss_mb - least->pss_mb);
}

/* What highlighting adds, at the rate of the comparison. */
static void
bench_code (void)
{
  const Setting bare = { TRUE, 1000, REPLY_DELTAS, REPLY_CODE };
  const Setting plain = { FALSE, 1000, REPLY_DELTAS, REPLY_PLAIN_CODE };
  const Setting colored = { FALSE, 1000, REPLY_DELTAS, REPLY_CODE };
  const Result least = measure_apart (&bare);
  const Result without = measure_apart (&plain);
  const Result with = measure_apart (&colored);
  GString *line = bench_begin ("window-code");

  bench_number (line, "bare_cpu_s", least.cpu_s);
  bench_number (line, "plain_cpu_s", without.cpu_s);
  bench_number (line, "highlighted_cpu_s", with.cpu_s);
  bench_number (line, "ratio", with.cpu_s / least.cpu_s);
  print_frames (line, &least, &with);
  bench_number (line, "work_median_ms", with.work_median_ms);
  bench_number (line, "work_max_ms", with.work_max_ms);
  bench_end (line);
}

int
main (void)
{
  bench_rate (100, REPLY_CODE);
  bench_rate (200, REPLY_PROSE);
  bench_rate (2000, REPLY_PROSE);
  bench_reply ();
  bench_code ();
  return 0;
}
