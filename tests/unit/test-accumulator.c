/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recorded and written streams to messages, at every chunk size, against the official SDK and
 * against what we want of the streams that it cannot read.
 */

#include "chat-accumulator.h"
#include "chat-json-scan.h"

#include "test-replay.h"
#include "test-support.h"

#include <string.h>
#include <time.h>

#define STREAMS "wire/streams"

static const gsize chunk_sizes[] = { G_MAXSIZE / 2, 4096, 7, 5, 3, 2, 1 };

static JsonNode *
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

static JsonObject *
load_object (const char *path)
{
  g_autofree char *json = test_load_fixture (path, NULL);
  g_autoptr(JsonNode) node = parse (json);

  return json_node_dup_object (node);
}

static void
assert_agrees (JsonNode   *actual,
               JsonNode   *expected,
               const char *what)
{
  g_autofree char *where = NULL;
  g_autofree char *found = NULL;
  g_autofree char *wanted = NULL;

  if (test_json_agrees (actual, expected, &where))
    return;

  found = json_to_string (actual, FALSE);
  wanted = json_to_string (expected, FALSE);
  g_test_message ("%s%s", what, where);
  g_assert_cmpstr (found, ==, wanted);
}

static void
assert_member_agrees (JsonObject *actual,
                      JsonObject *expected,
                      const char *member)
{
  g_assert_true (json_object_has_member (actual, member));
  assert_agrees (json_object_get_member (actual, member),
                 json_object_get_member (expected, member), member);
}

/* Leaves the numbers and what holds them: of "usage" only those are compared. */
static void
keep_numbers (JsonObject *object)
{
  g_autoptr(GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);
      GType type = json_node_get_value_type (node);

      if (JSON_NODE_HOLDS_OBJECT (node))
        keep_numbers (json_node_get_object (node));
      else if (!JSON_NODE_HOLDS_ARRAY (node) && type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
        json_object_remove_member (object, l->data);
    }
}

/* The rules are in wire/README.md. */
static void
assert_message_agrees (JsonObject *actual,
                       JsonObject *expected)
{
  assert_member_agrees (actual, expected, "content");
  assert_member_agrees (actual, expected, "stop_reason");
  assert_member_agrees (actual, expected, "model");
  if (json_object_has_member (expected, "stop_sequence"))
    assert_member_agrees (actual, expected, "stop_sequence");
  if (json_object_has_member (expected, "usage"))
    {
      keep_numbers (json_object_get_object_member (expected, "usage"));
      assert_member_agrees (actual, expected, "usage");
    }
}

/* All strings @member of the blocks of that @type, joined; NULL if there is no such block. */
static char *
join_blocks (JsonObject *message,
             const char *type,
             const char *member)
{
  JsonArray *content = json_object_get_array_member (message, "content");
  GString *joined = NULL;

  for (guint i = 0; i < json_array_get_length (content); i++)
    {
      JsonObject *block = json_array_get_object_element (content, i);

      if (strcmp (json_object_get_string_member (block, "type"), type) != 0)
        continue;
      if (joined == NULL)
        joined = g_string_new (NULL);
      g_string_append (joined, json_object_get_string_member (block, member));
    }

  return joined != NULL ? g_string_free (joined, FALSE) : NULL;
}

static JsonNode *
collect_tools (JsonObject *message)
{
  JsonArray *content = json_object_get_array_member (message, "content");
  JsonArray *tools = json_array_new ();

  for (guint i = 0; i < json_array_get_length (content); i++)
    {
      JsonObject *block = json_array_get_object_element (content, i);

      if (strcmp (json_object_get_string_member (block, "type"), "tool_use") == 0)
        json_array_add_element (tools, json_node_copy (json_array_get_element (content, i)));
    }

  return json_node_init_array (json_node_alloc (), tools);
}

/* One entry of synthetic-expectations.json. Text that is null there is left to us. */
static void
assert_meets_expectation (JsonObject *replay,
                          JsonObject *expected)
{
  JsonObject *message = json_object_get_object_member (replay, "message");
  g_autofree char *text = join_blocks (message, "text", "text");
  g_autofree char *thinking = join_blocks (message, "thinking", "thinking");
  g_autoptr(JsonNode) tools = collect_tools (message);

  assert_member_agrees (replay, expected, "outcome");
  assert_member_agrees (message, expected, "stop_reason");

  if (!json_object_get_null_member (expected, "text"))
    g_assert_cmpstr (text != NULL ? text : "", ==, json_object_get_string_member (expected, "text"));
  g_assert_cmpstr (thinking, ==, json_object_get_string_member_with_default (expected, "thinking", NULL));
  if (json_object_get_null_member (expected, "tools"))
    g_assert_cmpuint (json_array_get_length (json_node_get_array (tools)), ==, 0);
  else
    assert_agrees (tools, json_object_get_member (expected, "tools"), "tools");
}

/* One entry of deviations.json. */
static void
assert_deviates (JsonObject *replay,
                 JsonObject *ours,
                 JsonObject *sdk)
{
  const char *agrees_with = json_object_get_string_member_with_default (ours, "agrees_with", NULL);

  assert_member_agrees (replay, ours, "outcome");
  if (json_object_has_member (ours, "message"))
    assert_member_agrees (replay, ours, "message");
  if (agrees_with != NULL)
    assert_message_agrees (json_object_get_object_member (replay, "message"),
                           json_object_get_object_member (sdk, agrees_with));
}

typedef struct
{
  JsonObject *deviations;    /* deviations.json: where the SDK is not followed, and why */
  JsonObject *synthetic;     /* wire/synthetic-expectations.json */
} Expectations;

static void
check_replay (Expectations *expectations,
              const char   *name,
              const char   *json)
{
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".sse"));
  g_autofree char *path = g_strdup_printf ("wire/expected/%s.json", stem);
  g_autoptr(JsonObject) sdk = load_object (path);
  g_autoptr(JsonNode) node = parse (json);
  JsonObject *replay = json_node_get_object (node);
  JsonObject *message = json_object_get_object_member (replay, "message");

  if (json_object_has_member (expectations->synthetic, name))
    assert_meets_expectation (replay,
                              json_object_get_object_member (expectations->synthetic, name));

  if (json_object_has_member (expectations->deviations, stem))
    {
      assert_deviates (replay, json_object_get_object_member (expectations->deviations, stem), sdk);
      return;
    }

  /* what the SDK refuses must be spoken for in one of the two files */
  if (json_object_get_null_member (sdk, "final_message"))
    {
      g_assert_true (json_object_has_member (expectations->synthetic, name));
      return;
    }

  g_assert_cmpstr (json_object_get_string_member (replay, "outcome"), ==, "complete");
  assert_message_agrees (message, json_object_get_object_member (sdk, "final_message"));
}

static void
test_streams (void)
{
  g_autoptr(JsonObject) deviations = load_object ("deviations.json");
  g_autoptr(JsonObject) synthetic = load_object ("wire/synthetic-expectations.json");
  Expectations expectations = { deviations, synthetic };
  g_auto(GStrv) names = test_list_fixtures (STREAMS, ".sse");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (STREAMS, names[i], NULL);
      gsize length;
      g_autofree char *bytes = test_load_fixture (path, &length);
      g_autofree char *whole = NULL;

      g_test_message ("%s", path);
      for (gsize c = 0; c < G_N_ELEMENTS (chunk_sizes); c++)
        {
          g_autoptr(TestReplay) replay =
            test_replay_new (bytes, length, chunk_sizes[c], c % 2 == 0);
          g_autofree char *json = test_replay_to_json (replay);

          /* to the letter, so that the rest need be looked at once */
          if (whole == NULL)
            whole = g_strdup (json);
          g_assert_cmpstr (json, ==, whole);
        }
      check_replay (&expectations, names[i], whole);
    }
}

static void
assert_raw_blocks (ChatMessage *message,
                   JsonArray   *raw)
{
  g_assert_cmpuint (chat_message_get_n_blocks (message), ==, json_array_get_length (raw));
  for (guint i = 0; i < json_array_get_length (raw); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);

      chat_content_block_append_raw (chat_message_get_block (message, i), out);
      g_assert_cmpstr (out->str, ==, json_array_get_string_element (raw, i));
    }
}

/* One of replies/NAME.json; see the README there. */
static void
check_reply (JsonObject       *expected,
             const TestReplay *replay)
{
  g_autofree char *json = test_replay_to_json (replay);
  g_autoptr(JsonNode) node = parse (json);
  JsonObject *actual = json_node_get_object (node);

  assert_member_agrees (actual, expected, "outcome");
  assert_member_agrees (actual, expected, "error");
  if (json_object_has_member (expected, "message"))
    assert_member_agrees (actual, expected, "message");
  if (json_object_has_member (expected, "raw"))
    assert_raw_blocks (replay->message, json_object_get_array_member (expected, "raw"));
}

static void
test_replies (void)
{
  g_auto(GStrv) names = test_list_fixtures ("replies", ".sse");

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *stem = g_strndup (names[i], strlen (names[i]) - strlen (".sse"));
      g_autofree char *stream_path = g_strdup_printf ("replies/%s.sse", stem);
      g_autofree char *expected_path = g_strdup_printf ("replies/%s.json", stem);
      g_autoptr(JsonObject) expected = load_object (expected_path);
      gsize length;
      g_autofree char *bytes = test_load_fixture (stream_path, &length);

      g_test_message ("%s: %s", stem, json_object_get_string_member (expected, "note"));
      for (gsize c = 0; c < G_N_ELEMENTS (chunk_sizes); c++)
        {
          g_autoptr(TestReplay) replay =
            test_replay_new (bytes, length, chunk_sizes[c], c % 2 == 0);

          check_reply (expected, replay);
        }
    }
}

/* What the stream said of one block: its first state, and the fragments of its input. */
typedef struct
{
  char    *start;
  GString *fragments;
  gboolean streamed;
} Said;

static void
said_free (gpointer data)
{
  Said *said = data;

  g_free (said->start);
  g_string_free (said->fragments, TRUE);
  g_free (said);
}

/* Recordings open one block at a time, so the newest one is meant. */
static void
note_event (const ChatEvent *event,
            GPtrArray       *blocks)
{
  Said *said = blocks->len > 0 ? g_ptr_array_index (blocks, blocks->len - 1) : NULL;
  const char *start;
  gsize length;

  if (event->type == CHAT_EVENT_CONTENT_BLOCK_START &&
      chat_json_find_member (event->raw, event->raw_length, "content_block", &start, &length))
    {
      said = g_new0 (Said, 1);
      said->start = g_strndup (start, length);
      said->fragments = g_string_new (NULL);
      g_ptr_array_add (blocks, said);
    }
  else if (event->type == CHAT_EVENT_CONTENT_BLOCK_DELTA && said != NULL)
    {
      said->streamed = TRUE;
      if (event->delta == CHAT_DELTA_INPUT_JSON)
        g_string_append_len (said->fragments, event->text, (gssize) event->text_length);
    }
}

static GPtrArray *
read_blocks (const char *bytes,
             gsize       length)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func (said_free);
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  g_autoptr(ChatEventDecoder) decoder = chat_event_decoder_new ();
  ChatSseFrame frame;

  chat_sse_parser_push (parser, bytes, length);
  while (chat_sse_parser_next (parser, &frame, NULL) == CHAT_SSE_READY)
    {
      ChatEvent event;

      chat_event_decoder_decode (decoder, &frame, &event);
      if (event.type == CHAT_EVENT_MESSAGE_STOP)
        break;
      note_event (&event, blocks);
    }

  return blocks;
}

static void
assert_echo (const Said             *said,
             const ChatContentBlock *block)
{
  g_autoptr(GString) raw = g_string_new (NULL);
  gsize length;
  const char *input = chat_content_block_get_input (block, &length);

  chat_content_block_append_raw (block, raw);
  if (!said->streamed)
    g_assert_cmpstr (raw->str, ==, said->start);
  if (said->fragments->len > 0)
    {
      g_assert_cmpmem (input, length, said->fragments->str, said->fragments->len);
      g_assert_nonnull (strstr (raw->str, said->fragments->str));
    }
}

/* To the byte, in every recording: blocks that came whole, and the inputs of tools. */
static void
test_recorded_blocks_are_echoed (void)
{
  g_auto(GStrv) names = test_list_fixtures (STREAMS, ".sse");
  guint n_blocks = 0;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (STREAMS, names[i], NULL);
      gsize length;
      g_autofree char *bytes = test_load_fixture (path, &length);
      g_autoptr(GPtrArray) said = read_blocks (bytes, length);
      g_autoptr(TestReplay) replay = test_replay_new (bytes, length, 4096, TRUE);

      /* the written ones break the rule of one block at a time; their echo is in replies/ */
      if (g_str_has_prefix (names[i], "synthetic__") || strstr (names[i], "spliced") != NULL)
        continue;

      g_test_message ("%s", path);
      g_assert_cmpuint (said->len, ==, chat_message_get_n_blocks (replay->message));
      for (guint n = 0; n < said->len; n++, n_blocks++)
        assert_echo (g_ptr_array_index (said, n), chat_message_get_block (replay->message, n));
    }

  g_assert_cmpuint (n_blocks, >, 100);
}

/* The accumulator says that it wants no more, and means it. */
static void
test_settled_is_settled (void)
{
  static const char * const ends[] = {
    "{\"type\":\"message_stop\"}", "{\"error\":\"x\"}", "{\"type\":\"ping\"",
  };
  static const char late[] =
    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}";
  ChatSseFrame late_frame = { "", 0, late, strlen (late), "", 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      ChatSseFrame frame = { "", 0, ends[i], strlen (ends[i]), "", 0 };
      g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
      g_autoptr(ChatAccumulator) accumulator = chat_accumulator_new (message);
      g_autoptr(ChatEventDecoder) decoder = chat_event_decoder_new ();
      ChatOutcome outcome;
      ChatEvent event;

      g_assert_cmpint (chat_accumulator_get_outcome (accumulator), ==, CHAT_OUTCOME_PENDING);
      chat_event_decoder_decode (decoder, &frame, &event);
      g_assert_false (chat_accumulator_apply (accumulator, &event));
      outcome = chat_accumulator_get_outcome (accumulator);

      chat_event_decoder_decode (decoder, &late_frame, &event);
      g_assert_false (chat_accumulator_apply (accumulator, &event));
      g_assert_cmpuint (chat_message_get_n_blocks (message), ==, 0);
      g_assert_cmpint (chat_accumulator_finish (accumulator), ==, outcome);
      g_assert_cmpuint (chat_accumulator_get_n_events (accumulator), ==, 1);
    }
}

/* CPU seconds for a reply of @n blocks that stay open, with a word for each at the end. */
static double
measure_blocks (guint n)
{
  g_autoptr(GString) stream = g_string_new (NULL);
  g_autoptr(TestReplay) replay = NULL;
  clock_t start;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (stream, "data: {\"type\":\"content_block_start\",\"index\":%u,"
                            "\"content_block\":{\"type\":\"text\"}}\n\n", i);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (stream, "data: {\"type\":\"content_block_delta\",\"index\":%u,"
                            "\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n"
                            "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"x\"}}\n\n", i);

  start = clock ();
  replay = test_replay_new (stream->str, stream->len, 65536, TRUE);
  g_assert_cmpuint (chat_message_get_n_blocks (replay->message), ==, n);
  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

/* A server that floods us with blocks must not stop the window. Eight times the blocks cost eight
 * times the work, or 64 times if each event looked at every block. */
static void
test_many_blocks (void)
{
  double few = measure_blocks (10000);
  double many = measure_blocks (80000);

  g_test_message ("%g s, %g s", few, many);
  g_assert_cmpfloat (many, <, few * 24);
}

/* Where the depth may hide: beside the content, as a block, as an input that comes in fragments. */
static void
test_absurd_depth (void)
{
  static const struct
  {
    const char  *before;
    const char  *after;
    ChatOutcome  outcome;
  } cases[] = {
    { "data: {\"type\":\"ping\",\"x\":", "}\n\n", CHAT_OUTCOME_ERROR },
    { "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"x\",\"y\":",
      "}}\n\n", CHAT_OUTCOME_ERROR },
    { "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\"}}\n\n"
      "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
      "{\"type\":\"input_json_delta\",\"partial_json\":\"",
      "\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n", CHAT_OUTCOME_COMPLETE },
  };
  g_autofree char *nest = g_strnfill (100000, '[');

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *stream = g_strconcat (cases[i].before, nest, cases[i].after, NULL);
      g_autoptr(TestReplay) replay = test_replay_new (stream, strlen (stream), 4096, TRUE);
      g_autofree char *json G_GNUC_UNUSED = test_replay_to_json (replay);
      ChatContentBlock *block;

      g_assert_cmpint (replay->outcome, ==, cases[i].outcome);
      if (replay->outcome == CHAT_OUTCOME_ERROR)
        {
          g_assert_cmpint (replay->failure->kind, ==, CHAT_FAILURE_BAD_EVENT);
          continue;
        }
      block = chat_message_get_block (replay->message, 0);
      g_assert_cmpint (block->state, ==, CHAT_BLOCK_INVALID);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/accumulator/streams", test_streams);
  g_test_add_func ("/accumulator/replies", test_replies);
  g_test_add_func ("/accumulator/recorded-blocks-are-echoed", test_recorded_blocks_are_echoed);
  g_test_add_func ("/accumulator/settled-is-settled", test_settled_is_settled);
  g_test_add_func ("/accumulator/many-blocks", test_many_blocks);
  g_test_add_func ("/accumulator/absurd-depth", test_absurd_depth);

  return g_test_run ();
}
