/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replies that nobody should write, opened and streamed: the longest that the main thread is busy
 * at a stretch. And what a long reply costs from start to end, after any number of messages.
 */

#include "bench-support.h"

#include "chat-follower-private.h"
#include "chat-transcript-private.h"
#include "fake-turn.h"

#include <adwaita.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WIDTH 900
#define HEIGHT 800

/* In so many frames a reply streams; afterwards all that was begun comes to rest. */
#define STREAM_FRAMES 240
#define GROWTH_FRAMES 600
#define SETTLED_FRAMES 60

#define GROWTH_BYTES 61000
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
  GtkWidget        *window;
  ChatTranscript   *transcript;
  ChatConversation *conversation;
  ChatMessage      *message;
  const GString    *text;         /* what streams, or NULL */
  const Extreme    *extreme;
  guint             n_frames;     /* of the stream */
  guint             frame;
  double            max_ms;
  guint             max_overlays;
  double            cpu[PART + 1];
} Run;

static const char sentence[] =
  "The buffer is read in one go, so that a *line* which ends early is seen at once, and `4096` "
  "bytes are enough for it. ";

#define MESSAGE "Is it *so*?\n\n- an empty line\n- a line of `4096` bytes\n\n" \
                "```c\nuse (line);\n```\n\nBoth cases are tested below.\n\n" \
                "The buffer is read in one go.\n"

static GString *
repeat (const char *head,
        const char *format,
        guint       n_times)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n_times; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr(GString) line = g_string_new (format);

      g_string_replace (line, "@", number, 0);
      g_string_append (text, line->str);
    }

  return text;
}

static GString *
make_paragraph (void)
{
  return g_string_truncate (repeat ("", sentence, 600), 56000);
}

static GString *
make_code (void)
{
  return repeat ("```c\n", "  line[@] = read_line (in, \"@\");  /* the rest */\n", 10000);
}

static GString *
make_table (void)
{
  return repeat ("| name | bytes | what |\n|---|---:|---|\n",
                 "| line @ | 1@ | `end` of it |\n", 2000);
}

static GString *
make_wrapping_table (void)
{
  return repeat ("| name | first | second | third |\n|---|---|---|---|\n",
                 "| line @ | The buffer is read in one go, so that it is seen at once | For an "
                 "empty line the length is *zero*, and nothing is written | Both cases are tested "
                 "below; the second one crashed before @ |\n", 2000);
}

/* With a block of code every 4 KB. */
static GString *
make_reply (void)
{
  GString *text = g_string_new (NULL);

  while (text->len < GROWTH_BYTES)
    {
      g_autoptr(GString) prose = repeat ("", "## Part @\n\nThe buffer is read in one go, so that a "
                                         "*line* is seen at once.\n\n- an empty line\n- a line of "
                                         "`4096` bytes\n\n", 20);
      g_autoptr(GString) code = repeat ("```c\n", "static int line_@ = 0;  /* the rest */\n", 40);

      g_string_append_printf (text, "%s%s```\n\n", prose->str, code->str);
    }

  return g_string_truncate (text, GROWTH_BYTES);
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

static char *
make_call (guint number)
{
  return g_strdup_printf ("{\"type\":\"tool_use\",\"id\":\"call-%u\",\"name\":\"read_file\","
                          "\"input\":{\"path\":\"src/part-%u.c\",\"lines\":[1,2,3,4],"
                          "\"why\":\"The buffer is read in one go.\"}}", number, number);
}

static const Extreme extremes[] = {
  { "paragraph-56k", make_paragraph, NULL, 0 },
  { "code-10000-lines", make_code, NULL, 0 },
  { "table-2000-rows", make_table, NULL, 0 },
  { "wrapping-table-2000-rows", make_wrapping_table, NULL, 0 },
  { "images-500", NULL, make_image, 500 },
  { "tool-cards-200", NULL, make_call, 200 },
};

static const Extreme growth = { "growth", make_reply, NULL, 0 };

static double
thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

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
static void
iterate (Run *run)
{
  double start = thread_ms ();

  g_main_context_iteration (NULL, TRUE);
  run->max_ms = MAX (run->max_ms, thread_ms () - start);
}

static gboolean
count_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  Run *run = data;

  run->frame++;
  run->max_overlays = MAX (run->max_overlays, count_overlays (GTK_WIDGET (run->transcript)));
  return G_SOURCE_CONTINUE;
}

static void
wait_frames (Run   *run,
             guint  n_frames)
{
  guint until = run->frame + n_frames;

  while (run->frame < until)
    iterate (run);
}

static void
add_blocks (Run   *run,
            guint  until)
{
  for (guint i = chat_message_get_n_blocks (run->message); i < until; i++)
    {
      g_autofree char *json = run->extreme->make_block (i);
      ChatContentBlock *block = chat_content_block_new (json, strlen (json), (int) i);

      chat_content_block_close (block);
      chat_message_add_block (run->message, block);
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

      if (chat_message_get_n_blocks (run->message) == 0)
        chat_message_add_block (run->message, chat_content_block_new (
          "{\"type\":\"text\",\"text\":\"\"}", strlen ("{\"type\":\"text\",\"text\":\"\"}"), 0));
      text = chat_message_get_block (run->message, 0)->text;
      end = run->text->len * frame / run->n_frames;
      g_string_append_len (text, run->text->str + text->len, (gssize) (end - text->len));
    }
  chat_message_changed (run->message);
}

static void
append_messages (Run   *run,
                 guint  n_messages)
{
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr(ChatMessage) message = chat_message_new (i % 2 == 0 ? CHAT_ROLE_USER
                                                                    : CHAT_ROLE_ASSISTANT);

      chat_message_add_block (message, chat_content_block_new_text (MESSAGE));
      chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
      chat_conversation_append (run->conversation, message);
    }
}

static void
open_window (Run *run)
{
  gtk_init ();
  adw_init ();
  run->window = adw_window_new ();
  run->transcript = CHAT_TRANSCRIPT (chat_transcript_new ());
  gtk_window_set_default_size (GTK_WINDOW (run->window), WIDTH, HEIGHT);
  adw_window_set_content (ADW_WINDOW (run->window), GTK_WIDGET (run->transcript));
  gtk_window_present (GTK_WINDOW (run->window));
  gtk_widget_add_tick_callback (run->window, count_cb, run, NULL);
  run->conversation = chat_conversation_new ();
  run->message = chat_message_new (CHAT_ROLE_ASSISTANT);
  wait_frames (run, SETTLED_FRAMES);
}

/* With what the first conversation of a process costs behind us. */
static void
warm_up (Run *run)
{
  g_autoptr(ChatConversation) other = chat_conversation_new ();
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_add_block (message, chat_content_block_new_text (
    "Some *prose*, `code`:\n\n```c\nint i = 0;\n```\n\n| a | b |\n|---|---|\n| `1` | 2 |\n"));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (other, message);
  chat_transcript_set_conversation (run->transcript, other);
  wait_frames (run, SETTLED_FRAMES);
}

static void
show (Run *run)
{
  double start;

  warm_up (run);
  chat_conversation_append (run->conversation, run->message);
  start = thread_ms ();
  chat_transcript_set_conversation (run->transcript, run->conversation);
  run->max_ms = thread_ms () - start;
}

static void
stream (Run *run)
{
  ChatTurn *turn = fake_turn_new (run->conversation, run->message);

  fake_turn_set_phase (turn, CHAT_TURN_STREAMING);
  chat_transcript_set_turn (run->transcript, turn);
  for (guint frame = 1; frame <= run->n_frames; frame++)
    {
      if ((frame - 1) % (run->n_frames / PART) == 0)
        run->cpu[(frame - 1) / (run->n_frames / PART)] = bench_cpu ();
      feed (run, frame);
      wait_frames (run, 1);
    }
  run->cpu[PART] = bench_cpu ();
  chat_message_set_state (run->message, CHAT_MESSAGE_COMPLETE);
  fake_turn_set_phase (turn, CHAT_TURN_ENDED);
}

static void
end_line (Run     *run,
          GString *line)
{
  bench_number (line, "busy_max_ms", run->max_ms);
  bench_number (line, "overlays", run->max_overlays);
  bench_end (line);
  fflush (stdout);
  _exit (0);
}

/* Each in a process of its own: what one run leaves in caches is not for the next. */
static void
measure_opened (const Extreme *extreme)
{
  g_autoptr(GString) text = extreme->make_text != NULL ? extreme->make_text () : NULL;
  Run run = { .extreme = extreme, .text = text, .n_frames = 1 };
  GString *line = bench_begin ("extreme-opened");

  open_window (&run);
  append_messages (&run, 1);
  feed (&run, 1);
  chat_message_set_state (run.message, CHAT_MESSAGE_COMPLETE);
  show (&run);
  bench_text (line, "what", extreme->name);
  bench_number (line, "shown_ms", run.max_ms);
  wait_frames (&run, SETTLED_FRAMES * 2);
  end_line (&run, line);
}

static void
measure_streamed (const Extreme *extreme)
{
  g_autoptr(GString) text = extreme->make_text != NULL ? extreme->make_text () : NULL;
  Run run = { .extreme = extreme, .text = text, .n_frames = STREAM_FRAMES };
  GString *line = bench_begin ("extreme-streamed");

  open_window (&run);
  append_messages (&run, 1);
  show (&run);
  stream (&run);
  wait_frames (&run, SETTLED_FRAMES);
  bench_text (line, "what", extreme->name);
  end_line (&run, line);
}

static void
measure_growth (guint n_messages)
{
  g_autoptr(GString) text = make_reply ();
  Run run = { .extreme = &growth, .text = text, .n_frames = GROWTH_FRAMES };
  GString *line = bench_begin ("growth");

  open_window (&run);
  append_messages (&run, n_messages);
  show (&run);
  wait_frames (&run, SETTLED_FRAMES);
  run.max_ms = 0;
  stream (&run);
  bench_number (line, "messages_before", n_messages);
  bench_number (line, "cpu_s", run.cpu[PART] - run.cpu[0]);
  bench_number (line, "last_fifth_over_first",
                (run.cpu[PART] - run.cpu[PART - 1]) / (run.cpu[1] - run.cpu[0]));
  end_line (&run, line);
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

  open_window (&run);
  append_messages (&run, 1000);
  show (&run);
  wait_frames (&run, SETTLED_FRAMES);
  follower = chat_transcript_get_follower (run.transcript);
  for (guint i = 0; i < N_GROWN; i++)
    {
      start = thread_ms ();
      chat_follower_grow_above (follower, 10);
      prepended[i] = thread_ms () - start;
    }

  find_place (follower, &place);
  n_before = follower->page->views->len;
  start = thread_ms ();
  chat_follower_trim (follower, &place);
  bench_number (line, "trim_ms", thread_ms () - start);
  bench_number (line, "trimmed", n_before - follower->page->views->len);
  bench_number (line, "prepend_10_ms", bench_median (prepended, N_GROWN));
  end_line (&run, line);
}

static gboolean
is_wanted (const char  *name,
           int          n_names,
           char       **names)
{
  for (int i = 0; i < n_names; i++)
    {
      if (g_str_has_prefix (name, names[i]))
        return TRUE;
    }

  return n_names == 0;
}

static void
measure_extreme (const Extreme *extreme)
{
  if (fork () == 0)
    measure_opened (extreme);
  wait (NULL);
  if (fork () == 0)
    measure_streamed (extreme);
  wait (NULL);
}

/* All, or those whose names begin as the arguments say. */
int
main (int    argc,
      char **argv)
{
  static const guint lengths[] = { 0, 200, 1000, 10000 };

  for (guint i = 0; i < G_N_ELEMENTS (extremes); i++)
    {
      if (is_wanted (extremes[i].name, argc - 1, argv + 1))
        measure_extreme (&extremes[i]);
    }
  for (guint i = 0; is_wanted (growth.name, argc - 1, argv + 1) && i < G_N_ELEMENTS (lengths); i++)
    {
      if (fork () == 0)
        measure_growth (lengths[i]);
      wait (NULL);
    }
  if (is_wanted ("edges", argc - 1, argv + 1))
    {
      if (fork () == 0)
        measure_edges ();
      wait (NULL);
    }

  return 0;
}
