/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window with nothing but a transcript, and how long its thread is busy at a stretch.
 */

#include "bench-stage.h"

#include "bench-support.h"

#include "chat-transcript-private.h"

#include <adwaita.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MESSAGE "Is it *so*?\n\n- an empty line\n- a line of `4096` bytes\n\n" \
                "```c\nuse (line);\n```\n\nBoth cases are tested below.\n\n" \
                "The buffer is read in one go.\n"

/* The overlays of the text, in its one child that holds them. */
static guint
count_overlays (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_TEXT_VIEW (gtk_widget_get_parent (widget)))
        n += 1;
      else
        n += count_overlays (child);
    }

  return n;
}

/* Frames and what is done between them, by the same measure; to wait costs this thread nothing. */
void
bench_stage_iterate (BenchStage *self)
{
  double start = bench_thread_ms ();

  g_main_context_iteration (NULL, TRUE);
  self->max_ms = MAX (self->max_ms, bench_thread_ms () - start);
}

static gboolean
count_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  BenchStage *self = data;

  self->frame++;
  if (gtk_widget_get_opacity (GTK_WIDGET (self->transcript->column)) == 0)
    self->n_blank++;
  self->max_overlays = MAX (self->max_overlays, count_overlays (GTK_WIDGET (self->transcript)));
  return G_SOURCE_CONTINUE;
}

void
bench_stage_wait (BenchStage *self,
                  guint       n_frames)
{
  guint until = self->frame + n_frames;

  while (self->frame < until)
    bench_stage_iterate (self);
}

void
bench_stage_append (BenchStage *self,
                    guint       n_messages)
{
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr(ChatMessage) message = chat_message_new (i % 2 == 0 ? CHAT_ROLE_USER
                                                                    : CHAT_ROLE_ASSISTANT);

      chat_message_add_block (message, chat_content_block_new_text (MESSAGE));
      chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
      chat_conversation_append (self->conversation, message);
    }
}

void
bench_stage_add_block (BenchStage *self,
                       const char *json)
{
  int index = (int) chat_message_get_n_blocks (self->message);
  ChatContentBlock *block = chat_content_block_new (json, strlen (json), index);

  chat_content_block_close (block);
  chat_message_add_block (self->message, block);
}

void
bench_stage_open (BenchStage *self)
{
  gtk_init ();
  adw_init ();
  self->window = adw_window_new ();
  self->transcript = CHAT_TRANSCRIPT (chat_transcript_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), BENCH_WIDTH, BENCH_HEIGHT);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->transcript));
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_add_tick_callback (self->window, count_cb, self, NULL);
  self->conversation = chat_conversation_new ();
  self->message = chat_message_new (CHAT_ROLE_ASSISTANT);
  bench_stage_wait (self, BENCH_SETTLED_FRAMES);
}

/* With what the first conversation of a process costs behind us. */
static void
warm_up (BenchStage *self)
{
  g_autoptr(ChatConversation) other = chat_conversation_new ();
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_add_block (message, chat_content_block_new_text (
    "Some *prose*, `code`:\n\n```c\nint i = 0;\n```\n\n| a | b |\n|---|---|\n| `1` | 2 |\n"));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (other, message);
  chat_transcript_set_conversation (self->transcript, other);
  bench_stage_wait (self, BENCH_SETTLED_FRAMES);
}

void
bench_stage_show (BenchStage *self)
{
  double start;

  warm_up (self);
  chat_conversation_append (self->conversation, self->message);
  start = bench_thread_ms ();
  chat_transcript_set_conversation (self->transcript, self->conversation);
  self->max_ms = bench_thread_ms () - start;
}

gboolean
bench_stage_is_wanted (const char  *name,
                       int          n_names,
                       char       **names)
{
  for (int i = 1; i < n_names; i++)
    {
      if (g_str_has_prefix (name, names[i]))
        return TRUE;
    }

  return n_names <= 1;
}

gboolean
bench_stage_begin_apart (void)
{
  pid_t child = fork ();

  if (child != 0)
    waitpid (child, NULL, 0);
  return child == 0;
}

void
bench_stage_end (BenchStage *self,
                 GString    *line)
{
  bench_number (line, "busy_max_ms", self->max_ms);
  bench_number (line, "blank_frames", self->n_blank);
  bench_number (line, "overlays", self->max_overlays);
  bench_end (line);
  _exit (0);
}
