/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A conversation of any length in a window: to open it, to scroll, to jump, to make it narrower.
 */

#include "bench-frames.h"
#include "bench-support.h"

#include "chat-transcript.h"

#include <adwaita.h>
#include <sys/wait.h>
#include <unistd.h>

#define WIDTH 900
#define HEIGHT 800

/* Frames in which all that was begun has come to rest. */
#define SETTLED_FRAMES 40

static const char prose[] =
  "The buffer is read in one go, so that a line which *ends early* is seen at once. "
  "For an empty line the length is zero, and nothing is written in front of the buffer.\n\n"
  "- a file without a newline at its end\n- an empty line\n- a line of `4096` bytes\n\n"
  "```c\nfor (int i = 0; i < 10; i++)\n  use (i);\n```\n\nBoth cases are tested below.\n\n";

typedef struct
{
  GtkWidget      *window;
  ChatTranscript *transcript;
  GtkAdjustment  *adjustment;
  BenchFrames     frames;
  guint           n_frames;
} Run;

static ChatConversation *
make_conversation (guint n_messages)
{
  ChatConversation *conversation = chat_conversation_new ();

  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr(ChatMessage) message = chat_message_new (i % 2 == 0 ? CHAT_ROLE_USER
                                                                    : CHAT_ROLE_ASSISTANT);
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint j = 0; j <= i % 7; j++)
        g_string_append (text, prose);
      chat_message_add_block (message, chat_content_block_new_text (text->str));
      chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
      chat_conversation_append (conversation, message);
    }

  return conversation;
}

static void
count_frame_cb (GdkFrameClock *clock,
                Run           *run)
{
  run->n_frames++;
}

static void
wait_frames (Run   *run,
             guint  n_frames)
{
  guint until = run->n_frames + n_frames;

  while (run->n_frames < until)
    {
      gtk_widget_queue_draw (run->window);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
print_work (Run        *run,
            GString    *line,
            const char *name)
{
  g_autofree char *median = g_strconcat (name, "_median_ms", NULL);
  g_autofree char *p99 = g_strconcat (name, "_p99_ms", NULL);

  bench_number (line, median, bench_frames_median (&run->frames));
  bench_number (line, p99, bench_frames_p99 (&run->frames));
}

static void
open_window (Run *run)
{
  GtkWidget *child;

  run->window = adw_window_new ();
  run->transcript = CHAT_TRANSCRIPT (chat_transcript_new ());
  gtk_window_set_default_size (GTK_WINDOW (run->window), WIDTH, HEIGHT);
  adw_window_set_content (ADW_WINDOW (run->window), GTK_WIDGET (run->transcript));
  gtk_window_present (GTK_WINDOW (run->window));
  bench_frames_watch (&run->frames, run->window);
  g_signal_connect_after (gtk_widget_get_frame_clock (run->window), "after-paint",
                          G_CALLBACK (count_frame_cb), run);
  wait_frames (run, SETTLED_FRAMES);

  child = gtk_widget_get_first_child (GTK_WIDGET (run->transcript));
  child = gtk_overlay_get_child (GTK_OVERLAY (child));
  run->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (child));
}

static void
measure_open (Run              *run,
              GString          *line,
              ChatConversation *conversation)
{
  double start = bench_cpu ();

  chat_transcript_set_conversation (run->transcript, conversation);
  wait_frames (run, 1);
  bench_number (line, "first_frame_cpu_ms", (bench_cpu () - start) * 1000);
  wait_frames (run, SETTLED_FRAMES);
  bench_number (line, "settled_cpu_ms", (bench_cpu () - start) * 1000);
}

static void
measure_moves (Run              *run,
               GString          *line,
               ChatConversation *conversation)
{
  guint n = chat_conversation_get_n_messages (conversation);
  double start;

  if (n == 0)
    return;

  chat_transcript_show_message (run->transcript, chat_conversation_get_message (conversation,
                                                                                n * 9 / 10));
  wait_frames (run, SETTLED_FRAMES);
  bench_frames_reset (&run->frames);
  for (guint i = 0; i < 300; i++)
    {
      gtk_adjustment_set_value (run->adjustment, gtk_adjustment_get_value (run->adjustment) - 120);
      wait_frames (run, 1);
    }
  print_work (run, line, "scroll");

  start = bench_cpu ();
  chat_transcript_show_message (run->transcript, chat_conversation_get_message (conversation,
                                                                                n / 3));
  wait_frames (run, 1);
  bench_number (line, "jump_cpu_ms", (bench_cpu () - start) * 1000);
  wait_frames (run, SETTLED_FRAMES);
  bench_frames_reset (&run->frames);
  for (int width = WIDTH; width > 500; width -= 8)
    {
      gtk_window_set_default_size (GTK_WINDOW (run->window), width, HEIGHT);
      wait_frames (run, 2);
    }
  print_work (run, line, "resize");
}

/* In a process of its own: what one run leaves in caches is not for the next. */
static void
measure_apart (guint n_messages)
{
  pid_t child = fork ();

  if (child == 0)
    {
      GString *line = bench_begin ("transcript");
      g_autoptr(ChatConversation) conversation = NULL;
      Run run = { 0 };
      long before;

      gtk_init ();
      adw_init ();
      conversation = make_conversation (n_messages);
      open_window (&run);
      before = bench_resident_kb ();
      bench_number (line, "messages", n_messages);
      measure_open (&run, line, conversation);
      measure_moves (&run, line, conversation);
      bench_number (line, "grown_mb", (double) (bench_resident_kb () - before) / 1024);
      bench_number (line, "resident_mb", (double) bench_resident_kb () / 1024);
      bench_end (line);
      fflush (stdout);
      _exit (0);
    }

  waitpid (child, NULL, 0);
}

int
main (void)
{
  measure_apart (0);
  measure_apart (1000);
  measure_apart (10000);
  return 0;
}
