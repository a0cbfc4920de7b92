/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recordings with one member after the other replaced or gone, and cut or garbled at every byte:
 * whatever comes of it, it is a message, without a crash and without a warning.
 */

#include "test-replay.h"
#include "test-support.h"

#include <string.h>

/* Between them they have every kind of block and delta that recordings have. */
static const char * const recordings[] = {
  "wire/streams/codecompanion__anthropic_compaction_streaming.sse",
  "wire/streams/llm-anthropic__test_tools.0.sse",
  "wire/streams/openinference-js__redacted-thinking-streaming.sse",
  "wire/streams/openinference-js__thinking-streaming.sse",
  "wire/streams/ruby_llm__chat_citations_with_anthropic_claude-haiku-4-5_streams_citations.sse",
  "wire/streams/sdk-python__stream-a-toolrefusal.sse",
  "wire/streams/vercel-ai__anthropic-fallback.sse",
  "wire/streams/vercel-ai__anthropic-mcp.1.sse",
  "wire/streams/vercel-ai__anthropic-refusal.sse",
};

/* What a member is replaced by; NULL: it goes. */
static const char * const values[] = {
  NULL, "null", "true", "7", "-1", "1e400", "12345678901234567890", "0.5", "\"\"", "\"x\"",
  "\"tool_use\"", "[]", "[null,[],{}]", "{}",
  "{\"type\":null,\"text\":5}",
};

/* Deeper down are the contents of tools, which are nobody's business. */
#define MAX_DEPTH 5

/* One data line each, in order. Of every run of deltas of one kind the first is enough. */
static GPtrArray *
load_events (const char *path)
{
  g_autofree char *bytes = test_load_fixture (path, NULL);
  g_auto(GStrv) lines = g_strsplit (bytes, "\n", -1);
  GPtrArray *events = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(JsonObject) object = NULL;
      JsonObject *delta;
      const char *type;

      if (!g_str_has_prefix (lines[i], "data:"))
        continue;
      object = chat_json_parse_object (lines[i] + strlen ("data:"), -1, NULL);
      delta = chat_json_get_object (object, "delta");
      type = chat_json_get_string (delta, "type");
      if (type != NULL &&
          !g_hash_table_add (seen, g_strdup_printf ("%s %" G_GINT64_FORMAT, type,
                                                    chat_json_get_int (object, "index", 0))))
        continue;
      g_ptr_array_add (events, g_strdup (lines[i]));
    }

  return events;
}

typedef struct
{
  GPtrArray *events;
  guint      position;    /* of the event that is being damaged */
  JsonNode  *event;
  guint      n_replays;
} Damage;

static void
replay_damaged (Damage *damage)
{
  g_autoptr(GString) stream = g_string_new (NULL);
  g_autoptr(TestReplay) replay = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; i < damage->events->len; i++)
    {
      if (i == damage->position)
        {
          g_string_append (stream, "data: ");
          chat_json_append_node (stream, damage->event);
        }
      else
        g_string_append (stream, g_ptr_array_index (damage->events, i));
      g_string_append (stream, "\n\n");
    }

  replay = test_replay_new (stream->str, stream->len, 4096, TRUE);
  json = test_replay_to_json (replay);
  g_assert_cmpint (replay->outcome, !=, CHAT_OUTCOME_PENDING);
  damage->n_replays++;
}

static void
damage_member (Damage     *damage,
               JsonObject *object,
               const char *member)
{
  g_autoptr(JsonNode) old = json_node_copy (json_object_get_member (object, member));

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (values[i] == NULL)
        json_object_remove_member (object, member);
      else
        json_object_set_member (object, member, chat_json_parse (values[i], -1, NULL));
      replay_damaged (damage);
    }

  json_object_set_member (object, member, g_steal_pointer (&old));
}

static void
damage_node (Damage   *damage,
             JsonNode *node,
             guint     depth)
{
  if (depth == MAX_DEPTH)
    return;

  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    damage_node (damage, json_array_get_element (json_node_get_array (node), 0), depth + 1);

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr(GList) members = json_object_get_members (object);

      for (GList *l = members; l != NULL; l = l->next)
        {
          g_autofree char *member = g_strdup (l->data);

          damage_node (damage, json_object_get_member (object, member), depth + 1);
          damage_member (damage, object, member);
        }
    }
}

static void
test_members (void)
{
  Damage damage = { NULL, 0, NULL, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      g_autoptr(GPtrArray) events = load_events (recordings[i]);

      g_test_message ("%s", recordings[i]);
      damage.events = events;
      for (damage.position = 0; damage.position < events->len; damage.position++)
        {
          const char *line = g_ptr_array_index (events, damage.position);
          g_autoptr(JsonNode) event = chat_json_parse (line + strlen ("data:"), -1, NULL);

          damage.event = event;
          damage_node (&damage, event, 0);
        }
    }

  g_assert_cmpuint (damage.n_replays, >, 1000);
}

static char *
load_joined (const char *path,
             gsize      *length)
{
  g_autoptr(GPtrArray) events = load_events (path);
  g_autofree char *joined = NULL;

  g_ptr_array_add (events, NULL);
  joined = g_strjoinv ("\n\n", (char **) events->pdata);
  *length = strlen (joined);
  return g_steal_pointer (&joined);
}

/* The stream ends anywhere. Only behind a stop reason may it pass for complete. */
static void
test_cuts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      gsize length;
      g_autofree char *stream = load_joined (recordings[i], &length);
      gsize stop = (gsize) (strstr (stream, "\"stop_reason\":\"") - stream);

      g_test_message ("%s", recordings[i]);
      for (gsize n = 0; n < length; n += 1 + length / 4000)
        {
          g_autoptr(TestReplay) replay = test_replay_new (stream, n, 4096, TRUE);
          g_autofree char *json G_GNUC_UNUSED = test_replay_to_json (replay);

          if (n < stop)
            g_assert_true (replay->outcome == CHAT_OUTCOME_INTERRUPTED ||
                           replay->failure->kind == CHAT_FAILURE_EMPTY);
          else
            g_assert_cmpint (replay->outcome, !=, CHAT_OUTCOME_ERROR);
        }
    }
}

/* Bytes all over the stream become other ones. */
static void
test_garbled_bytes (void)
{
  static const char bytes[] = "\0\n\r\"\\{}[]:,0x \xFF";

  for (gsize i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      gsize length;
      g_autofree char *stream = load_joined (recordings[i], &length);

      g_test_message ("%s", recordings[i]);
      for (gsize at = 0; at < length; at += 1 + length / 100)
        {
          char old = stream[at];

          for (gsize b = 0; b < sizeof bytes - 1; b++)
            {
              g_autoptr(TestReplay) replay = NULL;
              g_autofree char *json = NULL;

              stream[at] = bytes[b];
              replay = test_replay_new (stream, length, 4096, TRUE);
              json = test_replay_to_json (replay);
              g_assert_cmpint (replay->outcome, !=, CHAT_OUTCOME_PENDING);
            }
          stream[at] = old;
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/damaged-streams/members", test_members);
  g_test_add_func ("/damaged-streams/cuts", test_cuts);
  g_test_add_func ("/damaged-streams/garbled-bytes", test_garbled_bytes);

  return g_test_run ();
}
