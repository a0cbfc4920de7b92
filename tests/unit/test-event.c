/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frames to events: the cases, and the fast path against json-glib wherever both have a say.
 */

#include "chat-event.h"
#include "chat-utf8.h"

#include "test-guard.h"
#include "test-support.h"

#include <string.h>

#define EVENTS "events"
#define STREAMS "wire/streams"

typedef void (*FrameFunc) (const ChatSseFrame *frame,
                           gpointer            user_data);

static void
for_each_frame (const char *folder,
                const char *name,
                FrameFunc   func,
                gpointer    user_data)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize length;
  g_autofree char *bytes = test_load_fixture (path, &length);
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  ChatSseFrame frame;

  g_test_message ("%s", path);
  chat_sse_parser_push (parser, bytes, length);
  while (chat_sse_parser_next (parser, &frame, NULL) == CHAT_SSE_READY)
    func (&frame, user_data);
}

static const char *
get_delta_name (ChatDeltaType delta)
{
  static const char * const names[] = {
    [CHAT_DELTA_TEXT] = "text",
    [CHAT_DELTA_THINKING] = "thinking",
    [CHAT_DELTA_INPUT_JSON] = "input_json",
    [CHAT_DELTA_SIGNATURE] = "signature",
    [CHAT_DELTA_CITATIONS] = "citations",
    [CHAT_DELTA_COMPACTION] = "compaction",
    [CHAT_DELTA_UNKNOWN] = "unknown",
  };

  return names[delta];
}

static void
describe (const ChatEvent *event,
          GString         *out)
{
  gboolean of_block = event->type == CHAT_EVENT_CONTENT_BLOCK_START ||
                      event->type == CHAT_EVENT_CONTENT_BLOCK_DELTA ||
                      event->type == CHAT_EVENT_CONTENT_BLOCK_STOP;

  g_string_append (out, chat_event_type_to_name (event->type));
  if (of_block)
    g_string_append_printf (out, " %d", event->index);
  if (event->type == CHAT_EVENT_CONTENT_BLOCK_DELTA)
    {
      g_string_append_printf (out, " %s ", get_delta_name (event->delta));
      chat_json_append_string (out, event->text, (gssize) event->text_length);
    }
  g_string_append_c (out, '\n');
}

typedef struct
{
  ChatEventDecoder *decoder;
  GString          *lines;
} Log;

static void
log_frame_cb (const ChatSseFrame *frame,
              gpointer            user_data)
{
  Log *log = user_data;
  ChatEvent event;

  chat_event_decoder_decode (log->decoder, frame, &event);
  describe (&event, log->lines);

  g_assert_true (event.raw == frame->data);
  g_assert_cmpuint (event.raw_length, ==, frame->data_length);
  g_assert_true (event.type != CHAT_EVENT_MALFORMED || event.error != NULL);
  if (event.text != NULL)
    {
      g_assert_true (g_utf8_validate (event.text, (gssize) event.text_length, NULL));
      g_assert_null (memchr (event.text, '\0', event.text_length));
    }
}

static void
assert_lines (const char *name,
              gboolean    fast)
{
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".sse"));
  g_autofree char *path = g_strdup_printf (EVENTS "/%s.events", stem);
  g_autofree char *expected = test_load_fixture (path, NULL);
  g_autoptr(ChatEventDecoder) decoder = chat_event_decoder_new ();
  g_autoptr(GString) lines = g_string_new (NULL);
  Log log = { decoder, lines };

  chat_event_decoder_set_fast (decoder, fast);
  for_each_frame (EVENTS, name, log_frame_cb, &log);

  g_auto(GStrv) found_lines = g_strsplit (lines->str, "\n", -1);
  g_auto(GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  /* line by line first: that says which case it is */
  for (gsize i = 0; found_lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (found_lines[i], ==, expected_lines[i]);
  g_assert_cmpstr (lines->str, ==, expected);
}

static void
test_cases (void)
{
  g_auto(GStrv) names = test_list_fixtures (EVENTS, ".sse");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      assert_lines (names[i], TRUE);
      assert_lines (names[i], FALSE);
    }
}

typedef struct
{
  ChatEventDecoder *fast;
  ChatEventDecoder *slow;
  guint             n_deltas;        /* of the three kinds that the fast path reads */
  guint             n_without_tree;
} Pair;

static void
pair_init (Pair *pair)
{
  *pair = (Pair) { chat_event_decoder_new (), chat_event_decoder_new (), 0, 0 };
  chat_event_decoder_set_fast (pair->slow, FALSE);
}

static void
pair_clear (Pair *pair)
{
  chat_event_decoder_free (pair->fast);
  chat_event_decoder_free (pair->slow);
}

static void
assert_same_cb (const ChatSseFrame *frame,
                gpointer            user_data)
{
  Pair *pair = user_data;
  ChatEvent fast;
  ChatEvent slow;
  g_autoptr(GString) fast_line = g_string_new (NULL);
  g_autoptr(GString) slow_line = g_string_new (NULL);

  chat_event_decoder_decode (pair->fast, frame, &fast);
  describe (&fast, fast_line);
  chat_event_decoder_decode (pair->slow, frame, &slow);
  describe (&slow, slow_line);

  if (strcmp (fast_line->str, slow_line->str) != 0)
    g_test_message ("data: %.*s", (int) frame->data_length, frame->data);
  g_assert_cmpstr (fast_line->str, ==, slow_line->str);

  if (slow.type == CHAT_EVENT_CONTENT_BLOCK_DELTA && slow.text != NULL &&
      (slow.delta == CHAT_DELTA_TEXT || slow.delta == CHAT_DELTA_THINKING ||
       slow.delta == CHAT_DELTA_INPUT_JSON))
    {
      pair->n_deltas++;
      pair->n_without_tree += fast.object == NULL;
    }
}

static void
test_fast_is_slow_in_recordings (void)
{
  g_auto(GStrv) names = test_list_fixtures (STREAMS, ".sse");
  Pair pair;

  pair_init (&pair);
  for (gsize i = 0; names[i] != NULL; i++)
    for_each_frame (STREAMS, names[i], assert_same_cb, &pair);

  /* otherwise it is not worth having: padding, escapes and pairs are all its business */
  g_assert_cmpuint (pair.n_deltas, >, 1000);
  g_assert_cmpuint (pair.n_without_tree * 100, >, pair.n_deltas * 95);
  pair_clear (&pair);
}

static const char * const seeds[] = {
  "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hé\"}}",
  "{\"type\": \"content_block_delta\", \"index\": 12, \"delta\": "
  "{\"type\": \"thinking_delta\", \"thinking\": \"a\\n\\ud83d\\ude00\"} }  ",
  "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":"
  "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\\u0041\"}   }",
};

/* A frame whose data ends at the closed page. */
static void
assert_same_guarded (Pair       *pair,
                     TestGuard  *guard,
                     const char *data,
                     gsize       length)
{
  ChatSseFrame frame = { "message", strlen ("message"), test_guard_put (guard, data, length), length,
                         "", 0 };

  assert_same_cb (&frame, pair);
}

static void
test_fast_is_slow_when_cut (void)
{
  g_autoptr(TestGuard) guard = test_guard_new (256);
  Pair pair;

  pair_init (&pair);
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    for (gsize length = 0; length <= strlen (seeds[i]); length++)
      assert_same_guarded (&pair, guard, seeds[i], length);
  pair_clear (&pair);
}

/* Every piece in place of every byte, and in front of it. */
static void
test_fast_is_slow_when_changed (void)
{
  static const struct
  {
    const char *bytes;
    gsize       length;
  } pieces[] = {
    { "", 0 }, { " ", 1 }, { "\n", 1 }, { "\"", 1 }, { "\\", 1 }, { "{", 1 }, { "}", 1 }, { ",", 1 },
    { ":", 1 }, { "0", 1 }, { "9", 1 }, { "-", 1 }, { ".5", 2 }, { "e2", 2 }, { "\0", 1 }, { "\x01", 1 },
    { "\x1f", 1 }, { "\x7f", 1 }, { "é", 2 }, { "\\u0000", 6 }, { "\\u0041", 6 }, { "\\ud83d", 6 },
    { "\\ude00", 6 }, { "\\ud83d\\ude00", 12 }, { "\\uD83", 5 }, { "\\\"", 2 }, { "\\\\", 2 },
    { "\\/", 2 }, { "\\x", 2 }, { "null", 4 }, { "\"text\":\"b\",", 11 }, { ",\"text\":\"c\"", 11 },
    { "\"type\":\"ping\",", 14 }, { "\"error\":1,", 10 }, { ",\"error\":1", 10 }, { "\"index\":5,", 10 },
    { "9999999999", 10 },
  };
  g_autoptr(TestGuard) guard = test_guard_new (256);
  Pair pair;

  pair_init (&pair);
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    for (gsize at = 0; at < strlen (seeds[i]); at++)
      for (gsize p = 0; p < G_N_ELEMENTS (pieces); p++)
        for (gsize replaced = 0; replaced <= 1; replaced++)
          {
            g_autoptr(GString) data = g_string_new (seeds[i]);

            g_string_erase (data, (gssize) at, (gssize) replaced);
            g_string_insert_len (data, (gssize) at, pieces[p].bytes, (gssize) pieces[p].length);
            if (chat_utf8_is_valid (data->str, data->len))
              assert_same_guarded (&pair, guard, data->str, data->len);
          }
  pair_clear (&pair);
}

/* What the fast path declines must leave no trace in the event. */
static void
test_nothing_is_left_over (void)
{
  static const char data[] =
    "{\"type\":\"content_block_delta\",\"index\":7,\"delta\":{\"type\":\"text_delta\",\"text\":5}}";
  ChatSseFrame frame = { "", 0, data, strlen (data), "", 0 };
  g_autoptr(ChatEventDecoder) decoder = chat_event_decoder_new ();
  ChatEvent event;

  chat_event_decoder_decode (decoder, &frame, &event);
  g_assert_null (event.text);
  g_assert_cmpuint (event.text_length, ==, 0);
  g_assert_nonnull (event.object);
}

/* Too deep for json-glib's stack; with the text that a delta has for it, for no parser at all. */
static void
test_absurd_depth (void)
{
  const guint depth = 100000;
  g_autoptr(GString) data = g_string_new ("{\"type\":\"message_delta\",\"usage\":");
  g_autoptr(ChatEventDecoder) decoder = chat_event_decoder_new ();
  ChatEvent event;

  for (guint i = 0; i < depth; i++)
    g_string_append_c (data, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (data, ']');
  g_string_append_c (data, '}');

  ChatSseFrame frame = { "", 0, data->str, data->len, "", 0 };

  chat_event_decoder_decode (decoder, &frame, &event);
  g_assert_cmpint (event.type, ==, CHAT_EVENT_MALFORMED);
  g_assert_error (event.error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_DEPTH);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event/cases", test_cases);
  g_test_add_func ("/event/fast-is-slow-in-recordings", test_fast_is_slow_in_recordings);
  g_test_add_func ("/event/fast-is-slow-when-cut", test_fast_is_slow_when_cut);
  g_test_add_func ("/event/fast-is-slow-when-changed", test_fast_is_slow_when_changed);
  g_test_add_func ("/event/nothing-is-left-over", test_nothing_is_left_over);
  g_test_add_func ("/event/absurd-depth", test_absurd_depth);

  return g_test_run ();
}
