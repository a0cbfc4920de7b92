/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Framing: the cases of other suites and our own, every recorded stream, every cut, and the limits.
 */

#include "chat-sse-parser.h"

#include "test-frames.h"
#include "test-support.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Inputs up to here are cut at every size there is; longer ones at chosen sizes. */
#define SHORT_INPUT 400

static const gsize chunk_sizes[] = { 1, 2, 3, 5, 7, 13, 64, 4096, 65536 };

/* json-glib ends strings at U+0000. The cases hold none of these private characters, so one can
 * stand in for it on the way through. */
#define STAND_IN "\xEF\xA3\xBF"
#define NUL_ESCAPE "\\u0000"

typedef void (*CheckFunc) (const char    *bytes,
                           gsize          length,
                           gsize          chunk,
                           const GString *expected);

static void
for_each_chunk_size (const char    *bytes,
                     gsize          length,
                     const GString *expected,
                     CheckFunc      check)
{
  gsize step = 1;

  check (bytes, length, MAX (length, 1), expected);
  if (length <= SHORT_INPUT)
    {
      for (step = 1; step < length; step++)
        check (bytes, length, step, expected);
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (chunk_sizes); i++)
    check (bytes, length, chunk_sizes[i], expected);
}

static void
check_frames (const char    *bytes,
              gsize          length,
              gsize          chunk,
              const GString *expected)
{
  g_autoptr(GString) frames = test_frames_parse (NULL, bytes, length, chunk);

  test_frames_assert_equal (frames, expected);
}

static JsonNode *
load_cases (void)
{
  g_autofree char *json = test_load_fixture ("wire/sse-cases.json", NULL);
  g_autoptr(GString) prepared = g_string_new (json);
  g_autoptr(GError) error = NULL;

  g_assert_null (strstr (json, STAND_IN));
  g_string_replace (prepared, NUL_ESCAPE, STAND_IN, 0);

  JsonNode *node = json_from_string (prepared->str, &error);

  g_assert_no_error (error);
  return node;
}

static GString *
get_string (JsonObject *object,
            const char *member)
{
  GString *string = g_string_new (json_object_get_string_member (object, member));
  char *at = string->str;

  while ((at = strstr (at, STAND_IN)) != NULL)
    {
      gsize offset = (gsize) (at - string->str);

      g_string_erase (string, (gssize) offset, strlen (STAND_IN));
      g_string_insert_len (string, (gssize) offset, "\0", 1);
      at = string->str + offset + 1;
    }

  return string;
}

static GString *
get_expected (JsonObject *object)
{
  JsonArray *events = json_object_get_array_member (object, "expected");
  GString *frames = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);
      g_autoptr(GString) name = get_string (event, "event");
      g_autoptr(GString) data = get_string (event, "data");
      g_autoptr(GString) id = get_string (event, "id");
      ChatSseFrame frame = { name->str, name->len, data->str, data->len, id->str, id->len };

      test_frames_append (frames, &frame);
    }

  return frames;
}

/* The chunks as the case gives them; @sizes (out) says where they end. */
static GString *
get_input (JsonObject *object,
           GArray     *sizes)
{
  JsonArray *chunks = json_object_get_array_member (object, "input");
  GString *input = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (chunks); i++)
    {
      gsize size;
      g_autofree guchar *bytes =
        g_base64_decode (json_array_get_string_element (chunks, i), &size);

      g_string_append_len (input, (const char *) bytes, (gssize) size);
      g_array_append_val (sizes, size);
    }

  return input;
}

static void
check_as_given (const GString *input,
                GArray        *sizes,
                const GString *expected)
{
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  g_autoptr(GString) frames = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < sizes->len; i++)
    {
      gsize size = g_array_index (sizes, gsize, i);
      g_autoptr(GString) more = test_frames_parse (parser, input->str + at, size, MAX (size, 1));

      g_string_append_len (frames, more->str, (gssize) more->len);
      at += size;
    }

  test_frames_assert_equal (frames, expected);
}

static void
check_retry (JsonObject    *object,
             const GString *input)
{
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  g_autoptr(GString) frames = NULL;
  JsonNode *retry = json_object_get_member (object, "retry");
  gint64 expected = -1;

  if (retry == NULL)
    return;
  if (!json_node_is_null (retry))
    expected = json_node_get_int (retry);

  frames = test_frames_parse (parser, input->str, input->len, 1);
  g_assert_cmpint (chat_sse_parser_get_retry (parser), ==, expected);
}

static void
test_cases (void)
{
  g_autoptr(JsonNode) root = load_cases ();
  JsonArray *cases = json_object_get_array_member (json_node_get_object (root), "cases");

  g_assert_cmpuint (json_array_get_length (cases), >, 0);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      g_autoptr(GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gsize));
      g_autoptr(GString) input = get_input (object, sizes);
      g_autoptr(GString) expected = get_expected (object);
      g_autoptr(GString) by_the_book = test_frames_by_the_book (input->str, input->len);

      g_test_message ("%s", json_object_get_string_member (object, "name"));
      /* the plain parser is held to the cases too: it is the judge of what follows */
      test_frames_assert_equal (by_the_book, expected);
      check_as_given (input, sizes, expected);
      for_each_chunk_size (input->str, input->len, expected, check_frames);
      check_retry (object, input);
    }
}

static void
test_recorded_streams (void)
{
  g_auto(GStrv) names = test_list_fixtures ("wire/streams", ".sse");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename ("wire/streams", names[i], NULL);
      gsize length;
      g_autofree char *bytes = test_load_fixture (path, &length);
      g_autoptr(GString) expected = test_frames_by_the_book (bytes, length);

      g_test_message ("%s", path);
      for_each_chunk_size (bytes, length, expected, check_frames);
    }
}

/* Every text of four pieces from an alphabet of everything that means something in this format. */
static void
test_every_short_stream (void)
{
  static const char * const pieces[] = {
    "data", "event", "id", ":", " ", "\n", "\r", "\r\n", "x", "\xEF\xBB\xBF", "\xF0\x9F",
    "retry:5", "data:x\n", "event:y\n",
  };
  const guint n = G_N_ELEMENTS (pieces);

  for (guint i = 0; i < n * n * n * n; i++)
    {
      g_autoptr(GString) input = g_string_new (NULL);
      g_autoptr(GString) expected = NULL;
      guint rest = i;

      for (guint piece = 0; piece < 4; piece++, rest /= n)
        g_string_append (input, pieces[rest % n]);
      g_string_append (input, "\ndata\n\n");

      expected = test_frames_by_the_book (input->str, input->len);
      check_frames (input->str, input->len, 1 + i % 3, expected);
    }
}

static void
test_retry (void)
{
  static const struct
  {
    const char *stream;
    gint64      retry;
  } cases[] = {
    { "", -1 },
    { "retry: 3000\n", 3000 },
    { "retry:03000\n", 3000 },
    { "retry:3000\nretry:1000x\n", 3000 },
    { "retry:3000\nretry\n", 3000 },
    { "retry:3000\nretry:\n", 3000 },
    { "retry:3000\nretry: 20\n", 20 },
    { "retry:  3000\n", -1 },
    { "retry: -5\n", -1 },
    { "retry: 5.0\n", -1 },
    { "retry: 0\n", 0 },
    { "Retry: 5\n", -1 },
    { "retry: 5", -1 },
    { ":retry: 5\n", -1 },
    /* nobody waits so long; it must only not overflow */
    { "retry: 99999999999999999999999999\n", G_MAXINT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
      g_autoptr(GString) frames G_GNUC_UNUSED =
        test_frames_parse (parser, cases[i].stream, strlen (cases[i].stream), 2);

      g_test_message ("%s", cases[i].stream);
      g_assert_cmpint (chat_sse_parser_get_retry (parser), ==, cases[i].retry);
    }
}

static void
test_is_in_event (void)
{
  static const struct
  {
    const char *stream;
    gboolean    in_event;
  } cases[] = {
    { "", FALSE },
    { "data: x\n\n", FALSE },
    { "data: x\r\r", FALSE },
    { "data: x\r\n\r\n", FALSE },
    { "data: x\n\n\n\n", FALSE },
    { "data: x\n\n: ping\n", FALSE },
    { "d", TRUE },
    { "data: x", TRUE },
    { "data: x\n", TRUE },
    { "data: x\r", TRUE },
    { "data: x\r\n", TRUE },
    { "event: x\n", TRUE },
    { "event: x\n\n", FALSE },
    { "data: x\n\nevent: y\n", TRUE },
    { "data: x\n: ping\n", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize chunk = 1; chunk <= 20; chunk += 19)
      {
        g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
        g_autoptr(GString) frames G_GNUC_UNUSED =
          test_frames_parse (parser, cases[i].stream, strlen (cases[i].stream), chunk);

        g_test_message ("%s, %" G_GSIZE_FORMAT " at a time", cases[i].stream, chunk);
        g_assert_cmpint (chat_sse_parser_is_in_event (parser), ==, cases[i].in_event);
      }
}

/* A frame must be out as soon as its last byte is in: not one byte later. */
static void
test_dispatch_is_prompt (void)
{
  static const char * const ends[] = { "\n\n", "\r\r", "\r\n\r", "\n\r", "\r\n\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *stream = g_strdup_printf ("data: x%s", ends[i]);
      g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
      g_autoptr(GString) before = test_frames_parse (parser, stream, strlen (stream) - 1, 1);
      g_autoptr(GString) after = test_frames_parse (parser, stream + strlen (stream) - 1, 1, 1);

      g_assert_cmpuint (before->len, ==, 0);
      g_assert_cmpstr (after->str, ==, "7:message1:x0:\n");
    }
}

/* @prefix, @n times @unit, @suffix. */
static GString *
make_long (const char *prefix,
           const char *unit,
           gsize       n,
           const char *suffix)
{
  gsize size = n * strlen (unit);
  GString *stream = g_string_sized_new (size + 64);
  gsize start;

  g_string_append (stream, prefix);
  start = stream->len;
  g_string_append (stream, unit);
  while (stream->len - start < size)
    g_string_append_len (stream, stream->str + start,
                         (gssize) MIN (stream->len - start, size - (stream->len - start)));
  g_string_append (stream, suffix);

  return stream;
}

/* How the parser first answers with anything but MORE. */
static ChatSseResult
feed_long (const GString  *stream,
           gsize           chunk,
           gsize          *data_length,
           GError        **error)
{
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  ChatSseResult result = CHAT_SSE_MORE;
  ChatSseFrame frame;

  for (gsize at = 0; at < stream->len && result == CHAT_SSE_MORE; at += chunk)
    {
      chat_sse_parser_push (parser, stream->str + at, MIN (chunk, stream->len - at));
      result = chat_sse_parser_next (parser, &frame, error);
    }
  if (result == CHAT_SSE_READY)
    *data_length = frame.data_length;

  return result;
}

/* The names, colons and line ends of the line may count or not: this much is left to them. */
#define SLACK 64

static const gsize long_chunks[] = { 4096, 65536, G_MAXSIZE / 2 };

static const struct
{
  const char *name;
  const char *prefix;
  const char *unit;
  gsize       counted;   /* bytes of a unit that count */
  const char *suffix;
} long_streams[] = {
  { "one line", "data: ", "x", 1, "\n\n" },
  { "one line, never ended", "data: ", "x", 1, "" },
  { "many lines", "", "data:0123456789\n", 11, "\n" },
  { "an unknown field, never ended", "what: ", "x", 1, "" },
  { "a comment, never ended", ":", "x", 1, "" },
  { "a name, never ended", "", "x", 1, "" },
};

static void
test_too_large (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (long_streams); i++)
    {
      gsize n = CHAT_SSE_MAX_EVENT_BYTES / long_streams[i].counted + SLACK;
      g_autoptr(GString) stream =
        make_long (long_streams[i].prefix, long_streams[i].unit, n, long_streams[i].suffix);

      for (gsize c = 0; c < G_N_ELEMENTS (long_chunks); c++)
        {
          gsize chunk = long_chunks[c];
          gsize length = 0;
          g_autoptr(GError) error = NULL;

          g_test_message ("%s, %" G_GSIZE_FORMAT " at a time", long_streams[i].name, chunk);
          g_assert_cmpint (feed_long (stream, chunk, &length, &error), ==, CHAT_SSE_FAILED);
          g_assert_error (error, CHAT_SSE_ERROR, CHAT_SSE_ERROR_TOO_LARGE);
        }
    }
}

static void
test_just_small_enough (void)
{
  const gsize most = CHAT_SSE_MAX_EVENT_BYTES - SLACK;
  g_autoptr(GString) one_line = make_long ("data: ", "x", most, "\n\n");
  /* what is read and gone does not count */
  g_autoptr(GString) comments =
    make_long ("", ":0123456789\n", 2 * CHAT_SSE_MAX_EVENT_BYTES / 12, "data:x\n\n");

  for (gsize c = 0; c < G_N_ELEMENTS (long_chunks); c++)
    {
      gsize length = 0;
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (feed_long (one_line, long_chunks[c], &length, &error), ==, CHAT_SSE_READY);
      g_assert_no_error (error);
      g_assert_cmpuint (length, ==, most);

      g_assert_cmpint (feed_long (comments, long_chunks[c], &length, &error), ==, CHAT_SSE_READY);
      g_assert_cmpuint (length, ==, 1);
    }
}

static void
test_takes_no_more_after_a_failure (void)
{
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  g_autofree char *line = g_malloc (CHAT_SSE_MAX_EVENT_BYTES + SLACK);
  ChatSseFrame frame;

  memset (line, 'x', CHAT_SSE_MAX_EVENT_BYTES + SLACK);
  chat_sse_parser_push (parser, line, CHAT_SSE_MAX_EVENT_BYTES + SLACK);
  g_assert_cmpint (chat_sse_parser_next (parser, &frame, NULL), ==, CHAT_SSE_FAILED);
  g_assert_cmpint (chat_sse_parser_next (parser, &frame, NULL), ==, CHAT_SSE_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sse-parser/cases", test_cases);
  g_test_add_func ("/sse-parser/recorded-streams", test_recorded_streams);
  g_test_add_func ("/sse-parser/every-short-stream", test_every_short_stream);
  g_test_add_func ("/sse-parser/retry", test_retry);
  g_test_add_func ("/sse-parser/is-in-event", test_is_in_event);
  g_test_add_func ("/sse-parser/dispatch-is-prompt", test_dispatch_is_prompt);
  g_test_add_func ("/sse-parser/too-large", test_too_large);
  g_test_add_func ("/sse-parser/just-small-enough", test_just_small_enough);
  g_test_add_func ("/sse-parser/takes-no-more-after-a-failure", test_takes_no_more_after_a_failure);

  return g_test_run ();
}
