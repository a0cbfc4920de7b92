/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A long conversation that is read: gone to, scrolled through, unfolded, unwrapped. The longest
 * that the main thread is busy at a stretch, and how many overlays there are.
 */

#include "bench-corpus.h"
#include "bench-stage.h"
#include "bench-support.h"

#include "chat-code-find.h"
#include "chat-column-code.h"
#include "chat-find.h"
#include "chat-page-views.h"
#include "chat-transcript-find.h"
#include "chat-transcript-private.h"

#include <string.h>
#include <unistd.h>

#define N_AROUND   60
#define N_IMAGES   500
#define N_CARDS    200
#define N_PICTURES 8
#define N_FOUND    10000

/* What is looked for. */
#define NEEDLE "needleinahaystack"

/* px a frame: a quick wheel. */
#define SCROLL_PX 120

typedef struct
{
  const char *name;
  GString   *(*make) (void);
} Target;

static GString *
make_paragraph (void)
{
  return bench_make_paragraph (56000);
}

static GString *
make_prose (void)
{
  return g_string_truncate (bench_repeat ("", "The buffer is read in one go, so that a *line* is "
                                          "seen at once, the time @.\n\n", 2000), 128 * 1024);
}

static const Target targets[] = {
  { "prose-128k", make_prose },
  { "paragraph-56k", make_paragraph },
  { "code-10000-lines", bench_make_code },
  { "table-2000-rows", bench_make_table },
  { "wrapping-table-2000-rows", bench_make_wrapping_table },
};

/* A photograph is as noisy; @number makes each another. (transfer full) */
static char *
make_picture (guint number)
{
  enum { WIDTH = 1600, HEIGHT = 1200 };
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
  g_autofree char *bytes = NULL;
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  guint seed = number + 1;
  gsize n_bytes;

  for (guint i = 0; i < (guint) (HEIGHT * gdk_pixbuf_get_rowstride (pixbuf)); i++)
    {
      seed = seed * 1103515245 + 12345;
      pixels[i] = (guchar) (i / 9000 + number * 20 + (seed >> 16) % 24);
    }
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &n_bytes,
                                            number % 2 == 0 ? "jpeg" : "png", NULL, NULL));
  return g_base64_encode ((const guchar *) bytes, n_bytes);
}

static void
add_pictures (BenchStage *self)
{
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *base64 = make_picture (i);
      g_autofree char *json =
        g_strdup_printf ("{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                         "\"media_type\":\"image/%s\",\"data\":\"%s\"}}",
                         i % 2 == 0 ? "jpeg" : "png", base64);

      for (guint j = 0; j < N_IMAGES / N_PICTURES; j++)
        bench_stage_add_block (self, json);
    }
}

static void
add_card (BenchStage *self,
          guint       number)
{
  g_autofree char *json = bench_make_call (number);

  bench_stage_add_block (self, json);
}

static GtkAdjustment *
get_adjustment (BenchStage *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->transcript->column));
}

static ChatPage *
get_page (BenchStage *self)
{
  return chat_follower_get_page (chat_transcript_get_follower (self->transcript));
}

/* From the start of the message that is measured to the end of the conversation. */
static void
scroll_through (BenchStage *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);

  chat_transcript_show_message (self->transcript, self->message);
  bench_stage_wait (self, BENCH_SETTLED_FRAMES);
  self->max_ms = 0;
  while (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) + 1 <
         gtk_adjustment_get_upper (adjustment))
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + SCROLL_PX);
      bench_stage_wait (self, 1);
    }
}

/* The message that is measured is the last one, at whose end the conversation opens. */
static void
open_last (BenchStage *self)
{
  chat_message_set_state (self->message, CHAT_MESSAGE_COMPLETE);
  bench_stage_show (self);
  bench_stage_wait (self, BENCH_SETTLED_FRAMES);
}

static void
jump (BenchStage  *self,
      ChatMessage *message)
{
  chat_transcript_show_message (self->transcript, message);
}

/* To its last words. */
static void
show_hit (BenchStage  *self,
          ChatMessage *message)
{
  ChatFindHit hit = { message, 0, 1, 0 };
  g_autoptr(ChatNeedle) needle = chat_needle_new (NEEDLE, TRUE);

  chat_transcript_set_needle (self->transcript, needle);
  chat_transcript_show_hit (self->transcript, &hit);
}

static void
restore (BenchStage  *self,
         ChatMessage *message)
{
  g_autofree char *text = chat_message_dup_text (message);
  g_autofree char *state =
    g_strdup_printf ("{\"folds\":\"\",\"message\":\"%s\",\"character\":%lu,\"px\":3}",
                     chat_message_get_uid (message), g_utf8_strlen (text, -1) * 3 / 4);

  chat_transcript_restore_state (self->transcript, state);
}

/* As when one comes back to a conversation. */
static void
reopen (BenchStage  *self,
        ChatMessage *message)
{
  g_autoptr(ChatConversation) other = chat_conversation_new ();

  chat_transcript_set_conversation (self->transcript, other);
  bench_stage_wait (self, BENCH_SETTLED_FRAMES);
  self->max_ms = 0;
  chat_transcript_set_conversation (self->transcript, self->conversation);
  restore (self, message);
}

/* To its middle. */
static void
drag_bar (BenchStage  *self,
          ChatMessage *message)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self->transcript->column),
                                               GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (window));
  g_autoptr(GArray) tops = g_array_new (FALSE, FALSE, sizeof (double));
  gboolean handled;

  chat_follower_list_tops (chat_transcript_get_follower (self->transcript), tops);
  g_signal_emit_by_name (gtk_widget_get_first_child (bar), "change-value", GTK_SCROLL_JUMP,
                         (g_array_index (tops, double, N_AROUND) +
                          g_array_index (tops, double, N_AROUND + 1)) / 2, &handled);
}

/* The page then grows upwards by itself. */
static void
jump_below (BenchStage  *self,
            ChatMessage *message)
{
  jump (self, chat_conversation_get_message (self->conversation, N_AROUND + 4));
}

static const struct
{
  const char *name;
  void      (*go) (BenchStage  *self,
                   ChatMessage *message);
} ways[] = {
  { "jump", jump },
  { "hit", show_hit },
  { "place", restore },
  { "reopened", reopen },
  { "bar", drag_bar },
  { "above", jump_below },
};

static void
measure_way (const Target *target,
             guint         way)
{
  BenchStage stage = { 0 };
  GString *line = bench_begin ("reading-into");
  g_autoptr(GString) text = target->make ();
  ChatMessage *message;
  double start;

  g_string_append (text, "\n" NEEDLE "\n");
  bench_stage_open (&stage);
  bench_stage_append (&stage, N_AROUND);
  chat_message_add_block (stage.message, chat_content_block_new_text (text->str));
  chat_message_set_state (stage.message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (stage.conversation, stage.message);
  bench_stage_append (&stage, 4 * N_AROUND);
  g_set_object (&stage.message, chat_message_new (CHAT_ROLE_ASSISTANT));
  open_last (&stage);

  message = chat_conversation_get_message (stage.conversation, N_AROUND);
  stage.max_ms = 0;
  stage.n_blank = 0;
  start = bench_thread_ms ();
  ways[way].go (&stage, message);
  bench_text (line, "what", target->name);
  bench_text (line, "way", ways[way].name);
  bench_number (line, "call_ms", bench_thread_ms () - start);
  stage.max_ms = MAX (stage.max_ms, bench_thread_ms () - start);
  bench_stage_wait (&stage, 3 * BENCH_SETTLED_FRAMES);
  bench_stage_end (&stage, line);
}

static void
measure_pictures (void)
{
  BenchStage stage = { 0 };
  GString *line = bench_begin ("reading-pictures");
  double start;

  bench_stage_open (&stage);
  add_pictures (&stage);
  open_last (&stage);
  bench_number (line, "opened_ms", stage.max_ms);
  start = bench_cpu ();
  scroll_through (&stage);
  bench_number (line, "pictures", chat_message_get_n_blocks (stage.message));
  bench_number (line, "cpu_s", bench_cpu () - start);
  bench_stage_end (&stage, line);
}

/* One after the other, as a reader does. */
static void
measure_cards (void)
{
  BenchStage stage = { 0 };
  GString *line = bench_begin ("reading-cards");
  ChatMessageView *view;

  bench_stage_open (&stage);
  for (guint i = 0; i < N_CARDS; i++)
    add_card (&stage, i);
  open_last (&stage);
  stage.max_ms = 0;
  view = chat_page_find_message (get_page (&stage), stage.message);
  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (view, i);
      double start = bench_thread_ms ();

      if (!section->foldable || section->open)
        continue;
      chat_message_view_toggle (view, section);
      stage.max_ms = MAX (stage.max_ms, bench_thread_ms () - start);
      bench_stage_wait (&stage, 1);
    }
  bench_number (line, "unfold_max_ms", stage.max_ms);
  scroll_through (&stage);
  bench_stage_end (&stage, line);
}

/* Cards, tables that scroll in a slot, code and prose in turn. */
static void
measure_mixed (void)
{
  BenchStage stage = { 0 };
  GString *line = bench_begin ("reading-mixed");
  g_autoptr(GString) code = bench_repeat ("```c\n", "static int line_@ = 0;\n", 12);
  g_autoptr(GString) table =
    bench_repeat ("\n| a | b | c | d | e |\n|---|---|---|---|---|\n",
                  "| a_long_name_that_does_not_wrap_@ | a_long_name_that_does_not_wrap | "
                  "a_long_name_that_does_not_wrap | a_long_name_that_does_not_wrap | "
                  "a_long_name_that_does_not_wrap |\n", 4);

  g_string_append_printf (code, "```\n%s", table->str);
  bench_stage_open (&stage);
  for (guint i = 0; i < N_CARDS / 2; i++)
    {
      add_card (&stage, i);
      chat_message_add_block (stage.message, chat_content_block_new_text (code->str));
    }
  open_last (&stage);
  bench_number (line, "opened_ms", stage.max_ms);
  scroll_through (&stage);
  bench_stage_end (&stage, line);
}

static double
measure_action (BenchStage    *self,
                ChatCodeBlock *block,
                void         (*act) (ChatColumn *, ChatCodeBlock *))
{
  double start = bench_thread_ms ();

  self->max_ms = 0;
  act (self->transcript->column, block);
  self->max_ms = bench_thread_ms () - start;
  bench_stage_wait (self, BENCH_SETTLED_FRAMES);
  return self->max_ms;
}

static void
measure_code (void)
{
  BenchStage stage = { 0 };
  GString *line = bench_begin ("reading-code");
  g_autoptr(GString) text = g_string_append (bench_make_code (), "```\n");
  ChatMessageView *view;
  ChatCodeBlock *block;
  double max = 0;

  bench_stage_open (&stage);
  chat_message_add_block (stage.message, chat_content_block_new_text (text->str));
  open_last (&stage);
  bench_stage_wait (&stage, 4 * BENCH_SETTLED_FRAMES);
  view = chat_page_find_message (get_page (&stage), stage.message);
  block = chat_code_find (view, 0);
  for (guint i = 0; i < 2; i++)
    {
      max = MAX (max, measure_action (&stage, block, chat_column_rewrap_code));
      bench_number (line, i == 0 ? "unwrap_folded_ms" : "wrap_folded_ms", stage.max_ms);
    }
  max = MAX (max, measure_action (&stage, block, chat_column_toggle_code));
  bench_number (line, "unfold_ms", stage.max_ms);
  max = MAX (max, measure_action (&stage, block, chat_column_rewrap_code));
  bench_number (line, "unwrap_ms", stage.max_ms);
  max = MAX (max, measure_action (&stage, block, chat_column_rewrap_code));
  bench_number (line, "wrap_ms", stage.max_ms);
  max = MAX (max, measure_action (&stage, block, chat_column_toggle_code));
  bench_number (line, "fold_ms", stage.max_ms);
  stage.max_ms = max;
  bench_stage_end (&stage, line);
}

/* What one types into the find bar, from one letter on, while all of the last is looked through. */
static void
measure_find (void)
{
  const char *const typed[] = { "t", "the time 1", "the time 11", NEEDLE };
  BenchStage stage = { 0 };
  g_autoptr(ChatFind) find = chat_find_new ();
  g_autoptr(GString) text = g_string_truncate (make_prose (), 2000);

  bench_stage_open (&stage);
  for (guint i = 0; i < N_FOUND; i++)
    {
      g_autoptr(ChatMessage) message = chat_message_new (i % 2 == 0 ? CHAT_ROLE_USER
                                                                    : CHAT_ROLE_ASSISTANT);

      chat_message_add_block (message, chat_content_block_new_text (text->str));
      chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
      chat_conversation_append (stage.conversation, message);
    }
  open_last (&stage);
  chat_find_set_conversation (find, stage.conversation);
  chat_transcript_set_search (stage.transcript, find);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr(ChatNeedle) needle = chat_needle_new (typed[i], FALSE);
      double start = bench_cpu ();
      GString *line = bench_begin ("reading-find");

      stage.max_ms = 0;
      bench_text (line, "typed", typed[i]);
      chat_transcript_set_needle (stage.transcript, needle);
      chat_find_set_needle (find, needle);
      stage.max_ms = (bench_cpu () - start) * 1000;
      while (chat_find_is_busy (find))
        bench_stage_iterate (&stage);
      bench_number (line, "messages", N_FOUND);
      bench_number (line, "hits", chat_find_get_n_hits (find));
      bench_number (line, "cpu_ms", (bench_cpu () - start) * 1000);
      bench_stage_wait (&stage, BENCH_SETTLED_FRAMES);
      bench_number (line, "busy_max_ms", stage.max_ms);
      bench_end (line);
    }
  _exit (0);
}

static const struct
{
  const char *name;
  void      (*measure) (void);
} others[] = {
  { "find", measure_find },
  { "mixed", measure_mixed },
  { "cards", measure_cards },
  { "code", measure_code },
  { "pictures", measure_pictures },
};

/* All, or those whose names begin as the arguments say. */
int
main (int    argc,
      char **argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways) * G_N_ELEMENTS (targets); i++)
    {
      guint way = i / G_N_ELEMENTS (targets);

      if (bench_stage_is_wanted (ways[way].name, argc, argv) && bench_stage_begin_apart ())
        measure_way (&targets[i % G_N_ELEMENTS (targets)], way);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (bench_stage_is_wanted (others[i].name, argc, argv) && bench_stage_begin_apart ())
        others[i].measure ();
    }

  return 0;
}
