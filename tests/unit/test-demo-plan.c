/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plans of the demo server, and how they become bytes: chunks, cuts, waits, pings, floods.
 */

#include "chat-demo-flood.h"
#include "chat-demo-framer.h"
#include "chat-demo-text.h"

#include <string.h>

static ChatDemoPlan *
make_plan (const char *const *events)
{
  ChatDemoPlan *plan = chat_demo_plan_new ();

  for (guint i = 0; events[i] != NULL; i++)
    chat_demo_plan_add_event (plan, g_bytes_new (events[i], strlen (events[i])), FALSE);
  plan->chunked = TRUE;
  return plan;
}

static void
append_result (GString              *log,
               ChatDemoFramer       *framer,
               ChatDemoFramerResult  result,
               GByteArray           *out)
{
  switch (result)
    {
    case CHAT_DEMO_FRAMER_BYTES:
      g_string_append_len (log, (const char *) out->data, out->len);
      break;

    case CHAT_DEMO_FRAMER_WAIT:
      g_string_append_printf (log, "<%" G_GINT64_FORMAT ">",
                              chat_demo_framer_get_due_us (framer));
      break;

    case CHAT_DEMO_FRAMER_END:
    default:
      g_string_append_printf (log, "<end %d>", chat_demo_framer_get_end (framer));
      break;
    }
}

/* Plays the plan on a clock that jumps to whatever is due, until @end_us or its end. A wait is
 * logged as <microseconds>, the end as <end kind>. */
static char *
play_until (ChatDemoPlan *plan,
            gint64        end_us)
{
  g_autoptr(ChatDemoFramer) framer = chat_demo_framer_new (plan, 1, 0);
  GString *log = g_string_new (NULL);
  gint64 now_us = 0;
  ChatDemoFramerResult result = CHAT_DEMO_FRAMER_BYTES;

  while (result != CHAT_DEMO_FRAMER_END && now_us <= end_us)
    {
      g_autoptr(GByteArray) out = g_byte_array_new ();

      result = chat_demo_framer_next (framer, now_us, out);
      append_result (log, framer, result, out);
      if (result == CHAT_DEMO_FRAMER_WAIT)
        now_us = chat_demo_framer_get_due_us (framer);
    }
  g_string_replace (log, "\r\n", "|", 0);
  return g_string_free (log, FALSE);
}

static char *
play (ChatDemoPlan *plan)
{
  return play_until (plan, G_MAXINT64 - 1);
}

static const char *const abc[] = { "aaa", "bbbb", "cc", NULL };

static void
test_chunk_per_event (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  plan->head = g_bytes_new_static ("HEAD ", 5);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  log = play (plan);
  g_assert_cmpstr (log, ==, "HEAD 3|aaa|4|bbbb|2|cc|0||<end 4>");
}

static void
test_not_chunked (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  plan->chunked = FALSE;
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  log = play (plan);
  g_assert_cmpstr (log, ==, "aaabbbbcc<end 4>");
}

static void
test_chunk_sizes (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  chat_demo_plan_chunk (plan, 5, 0);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  log = play (plan);
  g_assert_cmpstr (log, ==, "5|aaabb|4|bbcc|0||<end 4>");
}

static void
test_gaps (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  chat_demo_plan_chunk (plan, 4, 100);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_CLOSE);
  log = play (plan);
  g_assert_cmpstr (log, ==, "4|aaab|<100>4|bbbc|<200>1|c|<end 6>");
}

static void
test_waits_divide_runs (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  chat_demo_plan_add_wait (plan, 70);
  chat_demo_plan_add_event (plan, g_bytes_new_static ("dd", 2), FALSE);
  chat_demo_plan_add_event (plan, g_bytes_new_static ("e", 1), FALSE);
  chat_demo_plan_chunk (plan, 0, 0);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  log = play (plan);
  g_assert_cmpstr (log, ==, "9|aaabbbbcc|<70>3|dde|0||<end 4>");
}

static void
test_split (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  chat_demo_plan_chunk (plan, 0, 0);
  chat_demo_plan_split (plan, 1, 0);
  chat_demo_plan_split (plan, 8, 30);
  chat_demo_plan_split (plan, 9, 0);    /* the end is a border already */
  chat_demo_plan_split (plan, 999, 0);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  log = play (plan);
  g_assert_cmpstr (log, ==, "1|a|7|aabbbbc|<30>1|c|0||<end 4>");
}

static void
test_offsets (void)
{
  g_autoptr(ChatDemoPlan) plan = make_plan (abc);

  chat_demo_plan_add_wait (plan, 5);
  chat_demo_plan_add_bytes (plan, g_bytes_new_static ("raw", 3));
  g_assert_cmpuint (chat_demo_plan_size (plan), ==, 12);
  g_assert_cmpuint (chat_demo_plan_event_end (plan, 0), ==, 0);
  g_assert_cmpuint (chat_demo_plan_event_end (plan, 2), ==, 7);
  g_assert_cmpuint (chat_demo_plan_event_end (plan, 99), ==, 12);
  g_assert_cmpint (chat_demo_plan_find_end (plan, "abb"), ==, 5);
  g_assert_cmpint (chat_demo_plan_find_end (plan, "x"), ==, -1);
  chat_demo_plan_add_event (plan, g_bytes_new_static ("dd", 2), FALSE);
  g_assert_cmpuint (chat_demo_plan_event_end (plan, 4), ==, 14);
}

static void
test_cut (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  chat_demo_plan_cut (plan, 5, FALSE);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_RESET);
  log = play (plan);
  g_assert_cmpstr (log, ==, "3|aaa|2|bb|<end 7>");
}

static void
test_cut_in_chunk (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  chat_demo_plan_cut (plan, 5, TRUE);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_CLOSE);
  log = play (plan);
  g_assert_cmpstr (log, ==, "3|aaa|4|bb<end 6>");
}

static void
test_cut_in_sized_chunk (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  chat_demo_plan_chunk (plan, 4, 0);
  chat_demo_plan_cut (plan, 5, TRUE);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_CLOSE);
  log = play (plan);
  g_assert_cmpstr (log, ==, "4|aaab|4|b<end 6>");
}

static void
test_cut_everything (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  chat_demo_plan_add_wait (plan, 5);
  chat_demo_plan_cut (plan, 0, FALSE);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  log = play (plan);
  g_assert_cmpstr (log, ==, "0||<end 4>");
}

static void
test_pings (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  plan->ping_us = 40;
  plan->ping = g_bytes_new_static ("P", 1);
  chat_demo_plan_add_wait (plan, 100);
  chat_demo_plan_add_event (plan, g_bytes_new_static ("d", 1), FALSE);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_HANG);
  log = play_until (plan, 120);
  g_assert_cmpstr (log, ==, "3|aaa|4|bbbb|2|cc|<40>1|P|<80>1|P|<100>1|d|<120>1|P|<160>");
}

static void
test_no_pings_in_a_chunk (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autofree char *log = NULL;

  plan->ping_us = 40;
  plan->ping = g_bytes_new_static ("P", 1);
  chat_demo_plan_cut (plan, 1, TRUE);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_HANG);
  log = play_until (plan, 1000);
  g_assert_cmpstr (log, ==, "3|a<9223372036854775807>");
}

static void
test_head (void)
{
  ChatDemoPlan *waits = make_plan (abc);
  ChatDemoPlan *hangs = make_plan (abc);
  g_autofree char *waited = NULL;
  g_autofree char *hung = NULL;

  waits->head = g_bytes_new_static ("H", 1);
  waits->head_wait_us = 60;
  waits->ping_us = 10;     /* nobody gets a ping before the headers */
  waits->ping = g_bytes_new_static ("P", 1);
  chat_demo_plan_cut (waits, 3, FALSE);
  chat_demo_plan_add_end (waits, CHAT_DEMO_STEP_FINISH);
  waited = play (waits);
  g_assert_cmpstr (waited, ==, "<60>H3|aaa|0||<end 4>");

  hangs->head = g_bytes_new_static ("H", 1);
  hangs->head_hangs = TRUE;
  hung = play_until (hangs, 1000);
  g_assert_cmpstr (hung, ==, "<9223372036854775807>");
}

/* What is late is not made up for, but the time of a full socket is. */
static void
test_clock (void)
{
  ChatDemoPlan *plan = make_plan (abc);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  ChatDemoFramer *framer;

  for (guint i = 0; i < 4; i++)
    chat_demo_plan_add_wait (plan, 100);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  framer = chat_demo_framer_new (plan, 2, 1000);
  g_assert_cmpint (chat_demo_framer_next (framer, 1000, out), ==, CHAT_DEMO_FRAMER_BYTES);
  g_assert_cmpint (chat_demo_framer_next (framer, 1000, out), ==, CHAT_DEMO_FRAMER_WAIT);
  g_assert_cmpint (chat_demo_framer_get_due_us (framer), ==, 1050);
  g_assert_cmpint (chat_demo_framer_next (framer, 1074, out), ==, CHAT_DEMO_FRAMER_WAIT);
  g_assert_cmpint (chat_demo_framer_get_due_us (framer), ==, 1100);
  chat_demo_framer_delay (framer, 500);
  g_assert_cmpint (chat_demo_framer_get_due_us (framer), ==, 1600);
  g_assert_cmpint (chat_demo_framer_next (framer, 1600, out), ==, CHAT_DEMO_FRAMER_WAIT);
  g_assert_cmpint (chat_demo_framer_get_due_us (framer), ==, 1650);
  chat_demo_framer_free (framer);
}

/* A single chunk of 1 MiB goes out piece by piece. */
static void
test_pieces (void)
{
  const gsize size = 1024 * 1024;
  ChatDemoPlan *plan = chat_demo_plan_new ();
  g_autoptr(GString) all = g_string_new (NULL);
  ChatDemoFramer *framer;
  g_autoptr(GByteArray) out = g_byte_array_new ();

  plan->chunked = TRUE;
  chat_demo_plan_add_bytes (plan, g_bytes_new_take (g_strnfill (size, 'x'), size));
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  framer = chat_demo_framer_new (plan, 1, 0);
  while (chat_demo_framer_next (framer, 0, out) == CHAT_DEMO_FRAMER_BYTES)
    {
      g_assert_cmpuint (out->len, <=, 2 * CHAT_DEMO_PIECE + 64);
      g_string_append_len (all, (const char *) out->data, out->len);
      g_byte_array_set_size (out, 0);
    }
  g_assert_cmpuint (all->len, ==, strlen ("100000\r\n") + size + strlen ("\r\n0\r\n\r\n"));
  chat_demo_framer_free (framer);
}

static void
test_flood_blocks (void)
{
  g_autoptr(ChatDemoFlood) flood = chat_demo_flood_new (FALSE);
  g_autoptr(GByteArray) whole = g_byte_array_new ();
  g_autoptr(GByteArray) parts = g_byte_array_new ();
  guint64 done = 0;

  while (done < 2500)
    done += chat_demo_flood_append (flood, whole, done, 2500 - done, G_MAXSIZE / 2);
  for (done = 0; done < 2500;)
    {
      guint before = parts->len;

      done += chat_demo_flood_append (flood, parts, done, 2500 - done, 1000);
      g_assert_cmpuint (parts->len - before, <=, 1200);
    }
  g_assert_cmpmem (parts->data, parts->len, whole->data, whole->len);
  g_assert_cmpuint (whole->len / 2500, >=, 110);
  g_assert_cmpuint (whole->len / 2500, <=, 130);
}

static void
test_flood_rate (void)
{
  ChatDemoPlan *plan = chat_demo_plan_new ();
  ChatDemoFramer *framer;
  g_autoptr(GByteArray) out = g_byte_array_new ();
  guint pieces = 0;
  gint64 now_us = 0;

  chat_demo_plan_add_flood (plan, 10, 100);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  framer = chat_demo_framer_new (plan, 1, 0);
  while (chat_demo_framer_next (framer, now_us, out) != CHAT_DEMO_FRAMER_END)
    {
      pieces += out->len > 0 ? 1 : 0;
      g_byte_array_set_size (out, 0);
      now_us += 1000;
    }
  g_assert_cmpuint (pieces, ==, 10);
  g_assert_cmpint (now_us, >=, 90000);
  g_assert_cmpint (now_us, <=, 120000);
  g_assert_true (chat_demo_framer_has_delta (framer));
  chat_demo_framer_free (framer);
}

static void
test_tokens (void)
{
  static const struct { const char *text; const char *tokens; } cases[] = {
    { "", "" },
    { "Hello, world.", "Hello|,| world|.|" },
    { "a\n\nb", "a|\n\nb|" },
    { "internationalisation", "inter|natio|nalis|ation|" },
    { "été “oui”", "été| “|oui|”|" },
    { "!!!!!", "!!!|!!|" },
    { "👩‍🔬", "👩‍🔬|" },
    { "  ", "  |" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) tokens = g_string_new (NULL);
      const char *text = cases[i].text;
      gsize length;

      while ((length = chat_demo_token_length (text)) > 0)
        {
          g_string_append_len (tokens, text, length);
          g_string_append_c (tokens, '|');
          text += length;
        }
      g_assert_cmpstr (tokens->str, ==, cases[i].tokens);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-plan/chunk-per-event", test_chunk_per_event);
  g_test_add_func ("/demo-plan/not-chunked", test_not_chunked);
  g_test_add_func ("/demo-plan/chunk-sizes", test_chunk_sizes);
  g_test_add_func ("/demo-plan/gaps", test_gaps);
  g_test_add_func ("/demo-plan/waits-divide-runs", test_waits_divide_runs);
  g_test_add_func ("/demo-plan/split", test_split);
  g_test_add_func ("/demo-plan/offsets", test_offsets);
  g_test_add_func ("/demo-plan/cut", test_cut);
  g_test_add_func ("/demo-plan/cut-in-chunk", test_cut_in_chunk);
  g_test_add_func ("/demo-plan/cut-in-sized-chunk", test_cut_in_sized_chunk);
  g_test_add_func ("/demo-plan/cut-everything", test_cut_everything);
  g_test_add_func ("/demo-plan/pings", test_pings);
  g_test_add_func ("/demo-plan/no-pings-in-a-chunk", test_no_pings_in_a_chunk);
  g_test_add_func ("/demo-plan/head", test_head);
  g_test_add_func ("/demo-plan/clock", test_clock);
  g_test_add_func ("/demo-plan/pieces", test_pieces);
  g_test_add_func ("/demo-plan/flood-blocks", test_flood_blocks);
  g_test_add_func ("/demo-plan/flood-rate", test_flood_rate);
  g_test_add_func ("/demo-plan/tokens", test_tokens);
  return g_test_run ();
}
