/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replies that nobody should write, opened and streamed: the longest that the main thread is busy
 * at a stretch. And what a long reply costs from start to end, after any number of messages.
 */

#include "bench-corpus.h"
#include "bench-stage.h"
#include "bench-support.h"

#include "chat-follower-private.h"
#include "chat-transcript-private.h"
#include "fake-turn.h"

#include <string.h>

/* In so many frames a reply streams. */
#define STREAM_FRAMES 240
#define GROWTH_FRAMES 600

#define PART 5

/* The page grows by ten messages so many times, and is then cut. */
#define N_GROWN 18

typedef struct
{
  const char *name;
  GString   *(*make_text) (void);
  char      *(*make_block) (guint number);   /* its JSON, where there is no text */
  guint       n_blocks;
} Extreme;

typedef struct
{
  BenchStage     stage;
  const GString *text;         /* what streams, or NULL */
  const Extreme *extreme;
  guint          n_frames;     /* of the stream */
  double         cpu[PART + 1];
} Run;

static GString *
make_paragraph (void)
{
  return bench_make_paragraph (56000);
}

static char *
make_image (guint number)
{
  enum { SIDE = 160 };
  g_autofree guchar *pixels = g_malloc (SIDE * SIDE * 3);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) png = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autofree char *base64 = NULL;

  for (guint i = 0; i < SIDE * SIDE * 3; i++)
    pixels[i] = (guchar) (i / 7 + number);
  bytes = g_bytes_new (pixels, SIDE * SIDE * 3);
  texture = gdk_memory_texture_new (SIDE, SIDE, GDK_MEMORY_R8G8B8, bytes, SIDE * 3);
  png = gdk_texture_save_to_png_bytes (texture);
  base64 = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));

  return g_strdup_printf ("{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                          "\"media_type\":\"image/png\",\"data\":\"%s\"}}", base64);
}

static const Extreme extremes[] = {
  { "paragraph-56k", make_paragraph, NULL, 0 },
  { "code-10000-lines", bench_make_code, NULL, 0 },
  { "table-2000-rows", bench_make_table, NULL, 0 },
  { "wrapping-table-2000-rows", bench_make_wrapping_table, NULL, 0 },
  { "images-500", NULL, make_image, 500 },
  { "tool-cards-200", NULL, bench_make_call, 200 },
};

static const Extreme growth = { "growth", bench_make_reply, NULL, 0 };

static void
add_blocks (Run   *run,
            guint  until)
{
  for (guint i = chat_message_get_n_blocks (run->stage.message); i < until; i++)
    {
      g_autofree char *json = run->extreme->make_block (i);

      bench_stage_add_block (&run->stage, json);
    }
}

/* So much of the reply as has come after @frame frames. */
static void
feed (Run   *run,
      guint  frame)
{
  gsize end;

  if (run->text == NULL)
    {
      add_blocks (run, run->extreme->n_blocks * frame / run->n_frames);
    }
  else
    {
      GString *text;

      if (chat_message_get_n_blocks (run->stage.message) == 0)
        chat_message_add_block (run->stage.message, chat_content_block_new (
          "{\"type\":\"text\",\"text\":\"\"}", strlen ("{\"type\":\"text\",\"text\":\"\"}"), 0));
      text = chat_message_get_block (run->stage.message, 0)->text;
      end = run->text->len * frame / run->n_frames;
      g_string_append_len (text, run->text->str + text->len, (gssize) (end - text->len));
    }
  chat_message_changed (run->stage.message);
}

static void
stream (Run *run)
{
  ChatTurn *turn = fake_turn_new (run->stage.conversation, run->stage.message);

  fake_turn_set_phase (turn, CHAT_TURN_STREAMING);
  chat_transcript_set_turn (run->stage.transcript, turn);
  for (guint frame = 1; frame <= run->n_frames; frame++)
    {
      if ((frame - 1) % (run->n_frames / PART) == 0)
        run->cpu[(frame - 1) / (run->n_frames / PART)] = bench_cpu ();
      feed (run, frame);
      bench_stage_wait (&run->stage, 1);
    }
  run->cpu[PART] = bench_cpu ();
  chat_message_set_state (run->stage.message, CHAT_MESSAGE_COMPLETE);
  fake_turn_set_phase (turn, CHAT_TURN_ENDED);
}

static void
measure_opened (const Extreme *extreme)
{
  g_autoptr(GString) text = extreme->make_text != NULL ? extreme->make_text () : NULL;
  Run run = { .extreme = extreme, .text = text, .n_frames = 1 };
  GString *line = bench_begin ("extreme-opened");

  bench_stage_open (&run.stage);
  bench_stage_append (&run.stage, 1);
  feed (&run, 1);
  chat_message_set_state (run.stage.message, CHAT_MESSAGE_COMPLETE);
  bench_stage_show (&run.stage);
  bench_text (line, "what", extreme->name);
  bench_number (line, "shown_ms", run.stage.max_ms);
  bench_stage_wait (&run.stage, BENCH_SETTLED_FRAMES * 2);
  bench_stage_end (&run.stage, line);
}

static void
measure_streamed (const Extreme *extreme)
{
  g_autoptr(GString) text = extreme->make_text != NULL ? extreme->make_text () : NULL;
  Run run = { .extreme = extreme, .text = text, .n_frames = STREAM_FRAMES };
  GString *line = bench_begin ("extreme-streamed");

  bench_stage_open (&run.stage);
  bench_stage_append (&run.stage, 1);
  bench_stage_show (&run.stage);
  stream (&run);
  bench_stage_wait (&run.stage, BENCH_SETTLED_FRAMES);
  bench_text (line, "what", extreme->name);
  bench_stage_end (&run.stage, line);
}

static void
measure_growth (guint n_messages)
{
  g_autoptr(GString) text = bench_make_reply ();
  Run run = { .extreme = &growth, .text = text, .n_frames = GROWTH_FRAMES };
  GString *line = bench_begin ("growth");

  bench_stage_open (&run.stage);
  bench_stage_append (&run.stage, n_messages);
  bench_stage_show (&run.stage);
  bench_stage_wait (&run.stage, BENCH_SETTLED_FRAMES);
  run.stage.max_ms = 0;
  stream (&run);
  bench_number (line, "messages_before", n_messages);
  bench_number (line, "cpu_s", run.cpu[PART] - run.cpu[0]);
  bench_number (line, "last_fifth_over_first",
                (run.cpu[PART] - run.cpu[PART - 1]) / (run.cpu[1] - run.cpu[0]));
  bench_stage_end (&run.stage, line);
}

static void
find_place (ChatFollower *follower,
            ChatPlace    *place)
{
  int visible = chat_column_get_visible_top (follower->column);

  place->height = chat_follower_get_page_height (follower);
  place->above = visible - chat_follower_get_top (follower, 0);
  place->below = chat_follower_get_top (follower, follower->page->views->len) - visible -
                 place->height;
}

/* Ten messages in front of the page, again and again, and what is cut off there then. */
static void
measure_edges (void)
{
  Run run = { .extreme = &growth };
  GString *line = bench_begin ("edges");
  double prepended[N_GROWN];
  ChatFollower *follower;
  ChatPlace place;
  guint n_before;
  double start;

  bench_stage_open (&run.stage);
  bench_stage_append (&run.stage, 1000);
  bench_stage_show (&run.stage);
  bench_stage_wait (&run.stage, BENCH_SETTLED_FRAMES);
  follower = chat_transcript_get_follower (run.stage.transcript);
  for (guint i = 0; i < N_GROWN; i++)
    {
      start = bench_thread_ms ();
      chat_follower_grow_above (follower, 10);
      prepended[i] = bench_thread_ms () - start;
    }

  find_place (follower, &place);
  n_before = follower->page->views->len;
  start = bench_thread_ms ();
  chat_follower_trim (follower, &place);
  bench_number (line, "trim_ms", bench_thread_ms () - start);
  bench_number (line, "trimmed", n_before - follower->page->views->len);
  bench_number (line, "prepend_10_ms", bench_median (prepended, N_GROWN));
  bench_stage_end (&run.stage, line);
}

static void
measure_extreme (const Extreme *extreme)
{
  if (bench_stage_begin_apart ())
    measure_opened (extreme);
  if (bench_stage_begin_apart ())
    measure_streamed (extreme);
}

/* All, or those whose names begin as the arguments say. */
int
main (int    argc,
      char **argv)
{
  static const guint lengths[] = { 0, 200, 1000, 10000 };

  for (guint i = 0; i < G_N_ELEMENTS (extremes); i++)
    {
      if (bench_stage_is_wanted (extremes[i].name, argc, argv))
        measure_extreme (&extremes[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      if (bench_stage_is_wanted (growth.name, argc, argv) && bench_stage_begin_apart ())
        measure_growth (lengths[i]);
    }
  if (bench_stage_is_wanted ("edges", argc, argv))
    {
      if (bench_stage_begin_apart ())
        measure_edges ();
    }

  return 0;
}
